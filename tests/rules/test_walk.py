"""The order of a standup: what is stuck comes first, and nothing that nobody need talk about."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.codes import BOARD_COLUMNS, Column
from db.rules.walk import CHANGES, SUMMARY, WalkCard, WalkItem, walk_order

CALENDAR = WorkingCalendar(days_off(range(2016, 2019), DEFAULT_DAYS_BY_AGREEMENT))
TODAY = date(2017, 4, 3)

dates = st.one_of(st.none(), st.dates(date(2017, 3, 1), date(2017, 6, 1)))
cards = st.lists(
    st.builds(
        WalkCard,
        id=st.integers(1, 99),
        column=st.sampled_from(Column),
        blocked=st.booleans(),
        days_in_column=st.integers(-1, 3),
        due=dates,
        touched=st.booleans(),
        newly_done=st.booleans(),
        should_have_started=st.booleans(),
    ),
    unique_by=lambda card: card.id,
)
items = st.lists(
    st.builds(WalkItem, id=st.integers(1, 99), due=dates), unique_by=lambda item: item.id
)


def card(
    number: int,
    column: Column = Column.IN_PROGRESS,
    *,
    blocked: bool = False,
    days: int = 0,
    due: date | None = None,
    touched: bool = False,
    newly_done: bool = False,
    should_have_started: bool = False,
) -> WalkCard:
    """A card about which nothing is special but what is said."""
    return WalkCard(number, column, blocked, days, due, touched, newly_done, should_have_started)


def order(
    board: Iterable[WalkCard] = (), messages: Iterable[WalkItem] = (), today: date = TODAY
) -> list[str]:
    """The stops between the first page and the last."""
    first, *stops, last = walk_order(board, messages, today, CALENDAR)
    assert (first, last) == (CHANGES, SUMMARY)
    return stops


def numbers(board: Iterable[WalkCard]) -> list[int]:
    """The cards in their order."""
    return [int(stop.removeprefix("activity:")) for stop in order(board)]


def test_the_board_is_walked_from_right_to_left() -> None:
    board = [
        card(1, Column.NOT_STARTED, touched=True),
        card(2, Column.IN_PROGRESS),
        card(3, Column.WAITING),
        card(4, Column.DONE, newly_done=True),
    ]
    assert numbers(board) == [4, 3, 2, 1]


def test_of_the_finished_only_what_is_new() -> None:
    board = [card(1, Column.DONE, touched=True), card(2, Column.DONE, newly_done=True)]
    assert numbers(board) == [2]


def test_of_what_has_not_started_only_what_is_touched_or_should_have() -> None:
    board = [
        card(1, Column.NOT_STARTED),
        card(2, Column.NOT_STARTED, touched=True),
        card(3, Column.NOT_STARTED, should_have_started=True),
    ]
    assert numbers(board) == [2, 3]


def test_what_is_not_relevant_is_not_talked_about() -> None:
    assert numbers([card(1, Column.NOT_APPLICABLE, touched=True)]) == []


def test_blocked_comes_first_then_the_oldest_then_what_is_due() -> None:
    soon, later = date(2017, 4, 5), date(2017, 5, 1)
    board = [
        card(1, days=9),
        card(2, days=2, due=later),
        card(3, days=2, due=soon),
        card(4, days=2),
        card(5, blocked=True),
        card(6, blocked=True, days=1),
        card(7, days=2, due=soon),
    ]
    assert numbers(board) == [6, 5, 1, 3, 7, 2, 4]


def test_then_the_messages_that_are_late_or_due_by_when_they_are_due() -> None:
    messages = [
        WalkItem(1, date(2017, 4, 18)),
        WalkItem(2, None),
        WalkItem(3, date(2017, 3, 1)),
        WalkItem(4, date(2017, 4, 4)),
        WalkItem(5, date(2017, 6, 1)),
        WalkItem(6, TODAY),
        WalkItem(7, date(2017, 4, 4)),
    ]
    found = [f"communication_item:{number}" for number in (3, 6, 4, 7, 1)]
    assert order([card(8)], messages) == ["activity:8", *found]


def test_ten_working_days_reach_past_christmas_and_new_year() -> None:
    """From Tuesday 20 December 2016 they are over on Wednesday 4 January, 15 days later."""
    tuesday, messages = date(2016, 12, 20), [WalkItem(1, date(2017, 1, 4))]
    assert order(messages=messages, today=tuesday) == ["communication_item:1"]
    assert order(messages=[WalkItem(1, date(2017, 1, 5))], today=tuesday) == []


@given(cards, items)
def test_everything_that_belongs_there_is_a_stop_once(
    board: list[WalkCard], messages: list[WalkItem]
) -> None:
    stops = order(board, messages)
    assert len(stops) == len(set(stops))
    wanted = {
        f"activity:{c.id}"
        for c in board
        if c.column in (Column.WAITING, Column.IN_PROGRESS)
        or (c.column is Column.DONE and c.newly_done)
        or (c.column is Column.NOT_STARTED and (c.touched or c.should_have_started))
    }
    until = CALENDAR.add_working_days(TODAY, 10)
    wanted |= {f"communication_item:{m.id}" for m in messages if m.due and m.due <= until}
    assert set(stops) == wanted


@given(cards, items)
def test_of_two_that_follow_each_other_the_first_is_more_pressing(
    board: list[WalkCard], messages: list[WalkItem]
) -> None:
    by_stop: dict[str, WalkCard | WalkItem] = {f"activity:{card.id}": card for card in board}
    by_stop |= {f"communication_item:{item.id}": item for item in messages}
    stops = [by_stop[stop] for stop in order(board, messages)]
    for first, second in pairwise(stops):
        if isinstance(first, WalkItem):
            assert isinstance(second, WalkItem)
            assert (first.due, first.id) < (second.due, second.id)
        elif isinstance(second, WalkCard):
            assert BOARD_COLUMNS.index(first.column) >= BOARD_COLUMNS.index(second.column)
            if first.column is second.column:
                assert first.blocked >= second.blocked
                if first.blocked == second.blocked:
                    assert first.days_in_column >= second.days_in_column
                    if first.days_in_column == second.days_in_column:
                        assert (first.due or date.max) <= (second.due or date.max)


@given(cards, items, st.randoms())
def test_the_order_hangs_on_nothing_but_the_cards_themselves(
    board: list[WalkCard], messages: list[WalkItem], dice: Random
) -> None:
    stops = order(board, messages)
    dice.shuffle(board)
    dice.shuffle(messages)
    assert order(board, messages) == stops


@given(st.dates(date(2016, 2, 1), date(2018, 10, 1)), st.integers(-30, 60))
def test_what_is_ahead_is_counted_in_working_days(today: date, days: int) -> None:
    due = today + timedelta(days)
    between = (today + timedelta(n) for n in range(1, days + 1))
    ahead = sum(CALENDAR.is_working_day(day) for day in between)
    assert bool(order(messages=[WalkItem(1, due)], today=today)) == (ahead <= 10)

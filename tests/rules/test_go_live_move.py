"""What follows go-live and what stays, whatever the dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.due import Anchors, Due
from db.rules.go_live_move import (
    Change,
    Dated,
    Item,
    Move,
    Standing,
    Stays,
    Warned,
    move_anchors,
    noted,
    said,
)

TODAY = date(2017, 4, 3)
CALENDAR = WorkingCalendar(days_off(range(2014, 2043), DEFAULT_DAYS_BY_AGREEMENT))

go_lives = st.dates(date(2015, 1, 1), date(2040, 12, 31))
dues = st.one_of(
    st.just(Due()),
    st.builds(Due, offset_weeks=st.integers(-39, 20)),
    st.builds(Due, due_date=go_lives),
)
items = st.lists(
    st.builds(
        Item,
        st.sampled_from([Dated.ACTIVITY, Dated.COMMUNICATION]),
        st.integers(1, 1_000),
        st.just("T"),
        dues,
        st.sampled_from(Standing),
    ),
    max_size=12,
    unique_by=lambda item: (item.kind, item.id),
)


def moved(old: date | None, new: date | None, what: list[Item]) -> Move:
    """The move, seen from the present of these tests."""
    return move_anchors(Anchors(old, CALENDAR), Anchors(new, CALENDAR), what, TODAY)


def day_of(item: Item, go_live: date | None) -> date | None:
    """When an item is due."""
    return Anchors(go_live, CALENDAR).resolve(item.due)


def carried_out(old: date | None, new: date | None, what: list[Item]) -> list[Item]:
    """The items as they are stored after the move: what is pinned has a date of its own."""
    move = moved(old, new, what)
    held = {
        (stay.item.kind, stay.item.id): Due(due_date=stay.day)
        for stay in (*move.stays, *move.shelved)
        if stay.pinned
    }
    return [item._replace(due=held.get((item.kind, item.id), item.due)) for item in what]


def only(move: Move) -> Change:
    """The one change there is."""
    (change,) = move.changes
    return change


@given(go_lives, st.one_of(st.none(), go_lives), items)
def test_there_and_back_each_open_date_is_restored_and_what_is_done_keeps_its_own(
    old: date, new: date | None, what: list[Item]
) -> None:
    there = carried_out(old, new, what)
    back = carried_out(new, old, there)
    for before, between, after in zip(what, there, back, strict=True):
        if before.standing is Standing.DONE:
            assert day_of(between, new) == day_of(before, old)
        assert day_of(after, old) == day_of(before, old)


@given(go_lives, go_lives, items)
def test_every_dated_item_either_follows_or_stays(old: date, new: date, what: list[Item]) -> None:
    move = moved(old, new, what)
    named = [change.item for change in move.changes] + [stay.item for stay in move.stays]
    assert len(named) == len(set(named))
    shelved = [stay.item for stay in move.shelved]
    for item in what:
        before = day_of(item, old)
        if item.archived:
            assert item not in named
            done = item.standing is Standing.DONE and before is not None
            assert (item in shelved) == done
            continue
        assert (item in named) == (
            before is not None and (old != new or item in [stay.item for stay in move.stays])
        )
    weeks = {change.item: change.item.due.offset_weeks for change in move.changes}
    for change in move.changes:
        assert change.shift.new == new + timedelta(weeks=weeks[change.item] or 0)
        assert change.item.standing is not Standing.DONE
    assert move.followed == len(move.changes)
    assert move.end.new == new + timedelta(weeks=5)


@given(go_lives, items)
def test_a_warning_is_true(new: date, what: list[Item]) -> None:
    for change in moved(date(2015, 1, 1), new, what).changes:
        day = change.shift.new
        assert day is not None
        if change.item.standing is Standing.SET_ASIDE:
            assert change.shift.warning is None
        elif day < TODAY:
            assert change.shift.warning is Warned.PAST
        elif CALENDAR.is_working_day(day):
            assert change.shift.warning is None
        else:
            assert change.shift.warning is Warned.DAY_OFF
            last = change.shift.last_working_day
            assert last is not None
            assert last < day
            assert CALENDAR.is_working_day(last)


@pytest.mark.parametrize(
    ("new", "names"),
    [
        (date(2017, 4, 1), ("Saturday",)),  # wave 1
        (date(2027, 3, 25), ("Maundy Thursday",)),
        (date(2026, 12, 25), ("Christmas Day",)),
    ],
)
def test_a_go_live_on_a_day_off_is_named(new: date, names: tuple[str, ...]) -> None:
    assert moved(date(2017, 1, 2), new, []).go_live.days_off == names


def test_the_end_date_of_wave_two_is_warned_about() -> None:
    end = moved(date(2017, 4, 1), date(2017, 5, 1), []).end
    assert (end.old, end.new) == (date(2017, 5, 6), date(2017, 6, 5))
    assert end.days_off == ("Whit Monday", "Constitution Day")
    assert end.last_working_day == date(2017, 6, 2)


def test_a_department_begins_with_go_live_unless_it_has_its_own_day() -> None:
    mine = Item(Dated.DEPARTMENT, 1, "Vej", Due(offset_weeks=0), waits_for_use=True)
    own = mine._replace(id=2, due=Due(due_date=date(2017, 6, 1)))
    move = moved(date(2017, 5, 1), date(2017, 11, 1), [mine, own])
    assert only(move).shift[:2] == (date(2017, 5, 1), date(2017, 11, 1))
    assert move.followed == 0
    (stay,) = move.stays
    assert (stay.reason, stay.warning) == (Stays.OWN_START, Warned.BEFORE_GO_LIVE)
    later = moved(date(2017, 5, 1), date(2017, 5, 8), [own]).stays
    assert later[0].warning is None


def test_from_unknown_what_is_done_gets_its_first_date_and_no_warning() -> None:
    done = Item(Dated.ACTIVITY, 1, "T", Due(offset_weeks=-8), Standing.DONE)
    shift = only(moved(None, date(2017, 5, 1), [done])).shift
    assert (shift.old, shift.new, shift.warning) == (None, date(2017, 3, 6), None)


@pytest.mark.parametrize("reason", ["", "Forsinket", "To\nlinjer", "→7", "a\n→7"])
def test_the_log_tells_reason_and_number_apart(reason: str) -> None:
    assert said(noted(reason, 38)) == (reason, 38)
    assert said("Forsinket") == ("Forsinket", None)

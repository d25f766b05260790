"""How cards look in a column: what belongs below each other stands below each other."""

import re
from datetime import date

import pytest
from rich.style import Style

from db.queries.board import Card
from db.queries.plan import PlanFacts
from db.rules.calendar import WorkingCalendar
from db.rules.codes import Column, Kind
from db.rules.due import Anchor, AnchorPoint, Due, Rule, Unit, due_by
from sapa_tui import locale
from sapa_tui.presentation.card_facts import CardFacts, widths_of
from sapa_tui.presentation.cards import card_height, card_lines

TODAY = date(2017, 4, 3)
NAMES = {"mk": "Mette Kjær", "ak": "Anders Krogh"}
PLAN = PlanFacts(
    municipality="Aabenraa Kommune",
    language="da",
    go_live=date(2017, 5, 1),
    end_offset_weeks=5,
    soon_within_days=7,
    calendar=WorkingCalendar({}),
    limits={},
    version=1,
)
SINCE = "2017-04-03T08:00:00Z"


def a_card(due: Due, responsible: str, column: Column = Column.NOT_STARTED) -> Card:
    return Card(1, "Kortlæg", Kind.PREPARATION, column, "a0", responsible, due, SINCE, "", 0, 0, 1)


CARDS = (
    a_card(Due(-12), "mk"),
    a_card(Due(-1), "LED"),
    a_card(Due(5), "SAPA-gruppen"),
    a_card(Due(due_date=date(2017, 6, 7)), "ak"),
    a_card(Due(2), "mk")._replace(points=5),
    a_card(Due(), "mk"),
)


def fact_lines(cards: tuple[Card, ...], width: int, facts: CardFacts) -> list[str]:
    """The line of each card on which its due date stands."""
    facts = facts._replace(widths=widths_of(cards, facts.names))

    def line(card: Card) -> str:
        drawn = card_lines(card, width, facts, lambda _name: Style(), chosen=False)
        assert len(drawn) == card_height(card, width, facts)
        texts = ["".join(part.text for part in parts) for parts in drawn]
        assert all(len(text) <= width for text in texts)
        return texts[1]

    return [line(card) for card in cards]


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (14, ["‖ Styregrup-", "pen afgør, o…"]),
        (18, ["‖ Styregruppen", "afgør, om vi uds…"]),
        (24, ["‖ Styregruppen afgør,", "om vi udsætter", "10d"]),
        (40, ["‖ Styregruppen afgør, om vi udsætter"]),
        (60, ["‖ Styregruppen afgør, om vi udsætter", "10d"]),
    ],
)
def test_a_waiting_card_says_what_it_waits_for_on_lines_of_its_own(
    width: int, words: list[str]
) -> None:
    locale.use("da")
    reason = "Styregruppen afgør, om vi udsætter"
    card = a_card(Due(-8), "ak", Column.WAITING)._replace(
        waiting_reason=reason, points=4, column_since="2017-03-20T08:00:00Z"
    )
    facts = CardFacts(PLAN, TODAY, NAMES, {}, widths=widths_of((card,), NAMES))
    drawn = card_lines(card, width, facts, lambda _name: Style(), chosen=False)
    assert len(drawn) == card_height(card, width, facts)
    texts = ["".join(part.text for part in parts) for parts in drawn]
    assert all(len(text) <= width for text in texts)
    assert "06-03" in texts[1]
    assert "AK" in texts[1]
    assert ("0/4" in texts[1]) == (width >= 24), "it gives way"
    said = [text.removeprefix("▌").rstrip() for text in texts[2:-1]]
    assert [part for line in said for part in re.split(r" {2,}", line)] == words


@pytest.mark.parametrize("column", [Column.NOT_STARTED, Column.IN_PROGRESS, Column.DONE])
@pytest.mark.parametrize("width", [14, 16, 17, 18, 19, 20, 23, 26, 31, 40, 47, 60])
def test_dates_and_weeks_keep_their_columns_from_card_to_card(column: Column, width: int) -> None:
    cards = tuple(card._replace(column=column) for card in CARDS)
    lines = fact_lines(cards, width, CardFacts(PLAN, TODAY, NAMES, {}))
    dates = {match.start() for line in lines if (match := re.search(r"\d\d-\d\d", line))}
    weeks = {match.start() for line in lines if (match := re.search(r"T[-+]\d", line))}
    weekdays = sum(bool(re.search(r"[MTWFS][a-z] \d\d-", line)) for line in lines)
    assert len(dates) == 1
    assert len(weeks) <= 1
    assert weekdays in (0, 5), "all of them name the day of the week, or none"
    assert all(re.search(r"\d\d-\d\d", line) for line in lines[:5])
    assert all(line.endswith("MK") for line in (lines[0], lines[4], lines[5]))


RULED = PLAN._replace(anchor_points={(Anchor.DEPARTMENT, 1): AnchorPoint("Jobcenter", Due(0))})
OTHERWISE = (
    due_by(Rule(Anchor.END_DATE, -1)),
    due_by(Rule(Anchor.DEPARTMENT, 12, Unit.WEEKS, 1)),
    due_by(Rule(Anchor.GO_LIVE, -10, Unit.WORKING_DAYS)),
)


@pytest.mark.parametrize("width", [14, 16, 17, 18, 19, 20, 23, 26, 31, 40, 47, 60])
def test_dates_that_are_counted_otherwise_stand_below_the_others(width: int) -> None:
    cards = (*CARDS[:2], *(a_card(due, "mk") for due in OTHERWISE))
    lines = fact_lines(cards, width, CardFacts(RULED, TODAY, NAMES, {}))
    assert len({re.search(r"\d\d-\d\d", line).start() for line in lines}) == 1  # type: ignore[union-attr]
    if "T-12" in lines[0]:
        for line, mark in zip(lines[2:], ("end-1w", "start+12w", "T-10wd"), strict=True):
            narrow = mark.replace("end", "■").replace("start", "►")
            assert f"{mark} " in line or f"{narrow} " in line or (width == 16 and "… " in line)
    assert ("start+12w" in lines[3]) == (width >= 20)


def test_a_day_off_does_not_cost_the_mark_where_the_longest_just_fits() -> None:
    plan = RULED._replace(calendar=WorkingCalendar({date(2017, 4, 17): "Easter Monday"}))
    cards = (a_card(Due(-2), "LED"), a_card(due_by(Rule(Anchor.END_DATE, -1)), "mk"))
    facts = CardFacts(plan, TODAY, NAMES, {})
    assert fact_lines(cards, 17, facts)[0] == "▌T-2 Mo 17-04◦LED"
    assert fact_lines(cards, 18, facts)[0] == "▌T-2 Mo 17-04◦ LED"


def test_the_fullest_form_is_taken_that_fits_the_column() -> None:
    facts = CardFacts(PLAN, TODAY, NAMES, {})
    [wide] = fact_lines((a_card(Due(-1), "LED"),), 18, facts)
    [narrow] = fact_lines((a_card(Due(-1), "LED"),), 16, facts)
    assert wide == "▌T-1 Mo 24-04  LED"
    assert narrow == "▌T-1 24-04   LED"


def test_long_logins_of_colleagues_are_whole_on_every_card() -> None:
    facts = CardFacts(PLAN, TODAY, {"dq12345": "Anders Krogh"}, {})
    lines = fact_lines((a_card(Due(-1), "dq12345"), a_card(Due(2), "LED")), 18, facts)
    assert lines[0].endswith("24-04 dq12345")
    assert lines[1].startswith("▌T+2 15-05"), "and dates stand as on the other card"


def test_a_colleagues_mark_finds_room_beside_what_is_left_of_the_date() -> None:
    facts = CardFacts(PLAN, TODAY, NAMES, {1: "AK edits"})
    [line] = fact_lines((a_card(Due(-1), "LED"),), 18, facts)
    assert line == "▌24-04    AK edits"


OFF = PLAN._replace(calendar=WorkingCalendar({date(2017, 6, 5): "Whit Monday"}))
WHIT_MONDAY = (a_card(Due(5), "mk"), a_card(Due(4), "ak"))
"""Two weeks of go-live's Monday: the first of these cards is due on a day off."""


@pytest.mark.parametrize(
    ("width", "marked"),
    [(18, "05-06◦"), (16, "T+5 05-06◦"), (24, "T+5 Mo 05-06◦"), (48, "◦ by Fr 02-06")],
)
def test_a_card_that_is_due_on_a_day_off_is_marked_and_names_the_last_working_day(
    width: int, marked: str
) -> None:
    locale.use("en")
    off, working = fact_lines(WHIT_MONDAY, width, CardFacts(OFF, TODAY, NAMES, {}))
    assert marked in off
    assert off.rstrip().endswith("MK")
    assert "◦" not in working


def test_nothing_is_marked_on_a_card_that_is_done() -> None:
    cards = tuple(card._replace(column=Column.DONE) for card in WHIT_MONDAY)
    assert not any("◦" in line for line in fact_lines(cards, 48, CardFacts(OFF, TODAY, NAMES, {})))

"""What a due date is counted from, as a mark and in words."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.changes import EventRow, FieldChange
from db.rules.calendar import WorkingCalendar
from db.rules.due import (
    OF_A_ROW,
    Anchor,
    AnchorPoint,
    Anchors,
    Due,
    Rule,
    Timing,
    Unit,
    due_by,
    timing,
)
from sapa_tui import locale
from sapa_tui.presentation.due_cells import DAY_CELLS, due_in
from sapa_tui.presentation.due_rules import (
    TITLE_SHOWN,
    counted_words,
    due_text,
    explained_marks,
    mark_widths,
    rule_short,
    rule_shortest,
    rule_words,
    stored_rule_words,
)
from sapa_tui.presentation.event_page import event_page
from sapa_tui.presentation.sentences import event_sentence

TODAY = date(2017, 4, 3)
GO_LIVE = date(2017, 5, 1)
POINTS = {
    (Anchor.DEPARTMENT, 1): AnchorPoint("Borgerservice", Due(offset_weeks=0)),
    (Anchor.ACTIVITY, 12): AnchorPoint("Få planen godkendt", Due(offset_weeks=-8)),
    (Anchor.COMMUNICATION, 3): AnchorPoint("Vi udskyder", Due(due_date=date(2017, 3, 6))),
}
WEEKS, DAYS, WORKING = Unit.WEEKS, Unit.DAYS, Unit.WORKING_DAYS
NUMBERS = st.integers(1, 10**12)
RULES = st.one_of(
    st.builds(
        Rule,
        st.sampled_from([Anchor.GO_LIVE, Anchor.END_DATE]),
        st.integers(-2600, 2600),
        st.sampled_from(Unit),
    ),
    st.builds(
        Rule, st.sampled_from(OF_A_ROW), st.integers(-2600, 2600), st.sampled_from(Unit), NUMBERS
    ),
)


def seen(due: Due, go_live: date | None = GO_LIVE) -> Timing:
    """A due date seen from today."""
    anchors = Anchors(go_live, WorkingCalendar({}), 5, POINTS)
    return timing(due, anchors, TODAY, finished=False)


@pytest.mark.parametrize(
    ("rule", "english", "danish"),
    [
        (Rule(Anchor.GO_LIVE, -8), "T-8", "T-8"),
        (Rule(Anchor.GO_LIVE, 0), "T+0", "T+0"),
        (Rule(Anchor.GO_LIVE, -10, WORKING), "T-10wd", "T-10a"),
        (Rule(Anchor.GO_LIVE, 3, DAYS), "T+3d", "T+3d"),
        (Rule(Anchor.END_DATE, -1), "end-1w", "slut-1u"),
        (Rule(Anchor.END_DATE, 0, DAYS), "end+0d", "slut+0d"),
        (Rule(Anchor.DEPARTMENT, 2, WEEKS, 1), "start+2w", "start+2u"),
        (Rule(Anchor.ACTIVITY, 2, WORKING, 12), "→+2wd", "→+2a"),
        (Rule(Anchor.COMMUNICATION, -3, DAYS, 3), "→-3d", "→-3d"),
    ],
)
def test_a_mark_is_short_in_both_languages(rule: Rule, english: str, danish: str) -> None:
    assert rule_short(rule) == english
    locale.use("da")
    assert rule_short(rule) == danish


@pytest.mark.parametrize(
    ("rule", "english", "danish"),
    [
        (Rule(Anchor.GO_LIVE, -8), "8 weeks before go-live", "8 uger før idriftsættelse"),
        (Rule(Anchor.GO_LIVE, -1), "1 week before go-live", "1 uge før idriftsættelse"),
        (
            Rule(Anchor.GO_LIVE, -10, WORKING),
            "10 working days before go-live",
            "10 arbejdsdage før idriftsættelse",
        ),
        (Rule(Anchor.GO_LIVE, 1, DAYS), "1 day after go-live", "1 dag efter idriftsættelse"),
        (Rule(Anchor.END_DATE, -1), "1 week before the end date", "1 uge før slutdatoen"),
        (
            Rule(Anchor.DEPARTMENT, 2, WEEKS, 1),
            "2 weeks after the start in Borgerservice",
            "2 uger efter start i Borgerservice",
        ),
        (
            Rule(Anchor.ACTIVITY, 2, WORKING, 12),
            "2 working days after “Få planen godkendt”",
            "2 arbejdsdage efter “Få planen godkendt”",
        ),
        (
            Rule(Anchor.ACTIVITY, 1, WORKING, 12),
            "1 working day after “Få planen godkendt”",
            "1 arbejdsdag efter “Få planen godkendt”",
        ),
        (
            Rule(Anchor.COMMUNICATION, 0, WORKING, 3),
            "the same day as “Vi udskyder”",
            "samme dag som “Vi udskyder”",
        ),
        (Rule(Anchor.GO_LIVE, 0, DAYS), "the same day as go-live", "samme dag som idriftsættelse"),
        (
            Rule(Anchor.ACTIVITY, 2, DAYS, 99),
            "2 days after activity 99",
            "2 dage efter aktivitet 99",
        ),
        (
            Rule(Anchor.COMMUNICATION, -2, DAYS, 99),
            "2 days before communication item 99",
            "2 dage før kommunikationspunkt 99",
        ),
        (
            Rule(Anchor.DEPARTMENT, 0, DAYS, 99),
            "the same day as the start in department 99",
            "samme dag som start i afdeling 99",
        ),
    ],
)
def test_words_say_how_much_which_side_and_of_what(rule: Rule, english: str, danish: str) -> None:
    assert rule_words(rule, POINTS) == english
    locale.use("da")
    assert rule_words(rule, POINTS) == danish


def test_a_hostile_title_is_harmless_and_a_long_one_is_cut_with_a_sign() -> None:
    rule = Rule(Anchor.ACTIVITY, 2, DAYS, 12)
    hostile = {rule.key: AnchorPoint("[bold]\x1b[31m\u202eRed\n\t", Due())}
    words = rule_words(rule, hostile)
    assert words.startswith("2 days after “[bold]")
    assert words.isprintable()
    long = {rule.key: AnchorPoint("planen " * 28, Due())}
    assert rule_words(rule, long).endswith(" plan…”")
    assert len(rule_words(rule, long)) <= len("2 days after “”") + TITLE_SHOWN
    assert "…" not in stored_rule_words(rule.stored, long)


@given(rule=RULES, language=st.sampled_from(["da", "en"]))
def test_any_rule_has_a_narrow_mark_and_words_without_its_row(rule: Rule, language: str) -> None:
    locale.use(language)
    mark = rule_short(rule)
    assert cell_len(mark) == len(mark) <= len("start-2600wd")
    assert str(abs(rule.amount)) in mark
    words = rule_words(rule, {})
    assert "{" not in words
    assert rule.amount == 0 or str(abs(rule.amount)) in words
    assert stored_rule_words(rule.stored, {}) == words


@pytest.mark.parametrize("stored", ["", "go_live", "moon+2w", "activity+2w", "x\x1b[31m", "w" * 99])
def test_a_stored_rule_that_nobody_can_read_is_shown_as_it_is(stored: str) -> None:
    assert stored_rule_words(stored, {}) == stored.replace("\x1b", "")


@pytest.mark.parametrize(
    ("due", "go_live", "expected"),
    [
        (Due(offset_weeks=-8), GO_LIVE, "T-8 ma 06-03"),
        (Due(due_date=date(2017, 3, 6)), GO_LIVE, "ma 06-03"),
        (Due(offset_weeks=-8), None, "T-8"),
        (due_by(Rule(Anchor.GO_LIVE, 3, DAYS)), GO_LIVE, "T+3d to 04-05"),
        (due_by(Rule(Anchor.ACTIVITY, 1, DAYS, 12)), GO_LIVE, "→+1d ti 07-03"),
        (due_by(Rule(Anchor.ACTIVITY, 1, DAYS, 12)), None, "→+1d"),
        (Due(), None, ""),
    ],
)
def test_when_something_is_due(due: Due, go_live: date | None, expected: str) -> None:
    locale.use("da")
    assert due_text(seen(due, go_live)) == expected


def test_weeks_from_go_live_need_no_words() -> None:
    assert counted_words(seen(Due(offset_weeks=-8)), POINTS) == "T-8"
    assert counted_words(seen(Due(due_date=TODAY)), POINTS) == ""
    end = due_by(Rule(Anchor.END_DATE, -1))
    assert counted_words(seen(end), POINTS) == "1 week before the end date"


def test_marks_have_the_cells_of_the_weeks_and_more_where_longer_ones_fit() -> None:
    weeks = [Due(offset_weeks=-8), Due(offset_weeks=-12), Due(due_date=TODAY), Due()]
    end, start = due_by(Rule(Anchor.END_DATE, -1)), due_by(Rule(Anchor.DEPARTMENT, 12, WEEKS, 1))
    assert mark_widths(weeks) == (5,)
    assert mark_widths([]) == (0,)
    assert mark_widths([*weeks, end, start]) == (5, 7, 10)
    assert mark_widths([*weeks, due_by(Rule(Anchor.GO_LIVE, 3, DAYS))]) == (5,), "it fits there"


def test_a_mark_without_room_gives_way_to_a_sign_and_never_to_nothing() -> None:
    late = seen(due_by(Rule(Anchor.DEPARTMENT, 12, WEEKS, 1)))
    assert due_in(late, 10 + DAY_CELLS, 10) == "start+12w 24-07"
    assert due_in(late, 8 + DAY_CELLS, 5) == "►+12w   24-07", "rather that than its weekday"
    assert due_in(late, 6 + DAY_CELLS, 6) == "►+12w 24-07"
    last = seen(due_by(Rule(Anchor.END_DATE, -1)))
    assert due_in(last, 5 + DAY_CELLS, 5) == "■-1w 29-05"
    assert due_in(last, 8 + DAY_CELLS, 5) == "end-1w  29-05"
    assert due_in(late, 5 + DAY_CELLS, 5) == "…    24-07"
    assert due_in(seen(Due(offset_weeks=-8)), 5 + DAY_CELLS, 5) == "T-8  06-03"


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_the_help_has_a_mark_for_everything_that_is_counted_from(language: str) -> None:
    locale.use(language)
    explained = explained_marks()
    heads = {re.split(r"[-+]", mark)[0] for mark, _words in explained}
    marks = {
        form(Rule(anchor, 1, id=1)) for anchor in Anchor for form in (rule_short, rule_shortest)
    }
    assert heads == {mark.partition("+")[0] for mark in marks}
    assert len({re.sub(r".*\d", "", mark) for mark, _words in explained}) == 4, "each unit"


# History ------------------------------------------------------------------------------


def edited(*changes: FieldChange) -> EventRow:
    """Somebody has changed when a card is due."""
    at = "2017-04-03T08:12:00.000Z"
    return EventRow(7, at, "mk", "activity.edited", "activity", 4, "Map", changes, "")


RULED = FieldChange("activity", 4, "due_rule", "end_date-1w", "activity:12+2wd")


def test_history_tells_from_what_it_is_counted_by_title_where_that_is_known() -> None:
    told = event_sentence(edited(RULED), {}, POINTS)
    assert told.endswith("of “Map” to 2 working days after “Få planen godkendt”")
    assert event_sentence(edited(RULED), {}).endswith("to 2 working days after activity 12")


def test_the_page_about_an_event_has_both_rules_in_words() -> None:
    lines = event_page(edited(RULED), {}, TODAY, 80, POINTS)
    said = ["".join(text for text, _style in line) for line in lines]
    assert any(line.endswith("− 1 week before the end date") for line in said)
    assert any(line.endswith("+ 2 working days after “Få planen godkendt”") for line in said)


def test_a_foreign_rule_in_the_history_is_shown_as_it_is() -> None:
    foreign = RULED._replace(old=None, new="moon+2w\x07")
    assert event_sentence(edited(foreign), {}, POINTS).endswith("to moon+2w")

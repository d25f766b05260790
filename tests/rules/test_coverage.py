"""How well a stakeholder group is covered by the communication plan."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import WorkingCalendar, days_off
from db.rules.codes import CommunicationState, Level, Purpose
from db.rules.coverage import (
    SAYS_WHY,
    SILENT_WORKING_DAYS,
    Amiss,
    Coverage,
    CoverageWarning,
    PlannedItem,
    coverage,
)
from db.rules.due import Anchors, Due

TODAY = date(2017, 4, 3)
GO_LIVE = date(2017, 5, 1)
CALENDAR = WorkingCalendar(days_off([2017], ()))
EARLY, LATER = Due(offset_weeks=-9), Due(offset_weeks=-4)
PLANNED, DONE = CommunicationState.PLANNED, CommunicationState.COMPLETED
CANCELLED = CommunicationState.CANCELLED


def item(
    number: int = 1,
    due: Due = LATER,
    purpose: Purpose = Purpose.AWARENESS,
    state: CommunicationState = PLANNED,
    on: date | None = None,
) -> PlannedItem:
    return PlannedItem(number, due, purpose, state, on)


def done(on: date, number: int = 1, due: Due = EARLY) -> PlannedItem:
    return item(number, due, state=DONE, on=on)


def cover(
    *items: PlannedItem,
    influence: Level = Level.MEDIUM,
    relevant: bool = True,
    go_live: date | None = GO_LIVE,
) -> Coverage:
    return coverage(influence, relevant, items, Anchors(go_live, CALENDAR), TODAY)


def codes(found: Coverage) -> list[Amiss]:
    return [warning.code for warning in found.warnings]


def test_the_newest_item_that_was_carried_out_is_the_last_contact() -> None:
    found = cover(done(date(2017, 3, 27), 1), done(date(2017, 3, 31), 2), item(3))
    assert found.last_contact == date(2017, 3, 31)
    assert found.silent_days == 1
    assert found.next_contact == 3


def test_the_open_item_that_is_due_first_is_the_next_contact_even_when_it_is_late() -> None:
    late, soon = item(7, Due(offset_weeks=-6)), item(8, Due(due_date=date(2017, 4, 5)))
    assert cover(soon, late).next_contact == 7
    assert cover(soon, item(9, Due())).next_contact == 8
    assert cover(item(9, Due())).next_contact is None


def test_with_go_live_unknown_the_offsets_still_tell_which_comes_first() -> None:
    found = cover(item(1, Due(offset_weeks=2)), item(2, Due(offset_weeks=-8)), go_live=None)
    assert found.next_contact == 2
    dated = item(3, Due(due_date=date(2017, 6, 1)))
    assert cover(item(2, Due(offset_weeks=-8)), dated, go_live=None).next_contact == 3


@pytest.mark.parametrize(("since", "days"), [(date(2017, 3, 6), 20), (date(2017, 3, 7), None)])
def test_silence_is_warned_of_from_twenty_working_days(since: date, days: int | None) -> None:
    found = cover(done(since))
    expected = (CoverageWarning(Amiss.SILENT, days=days),) if days else ()
    assert found.warnings == expected


def test_days_off_are_not_silence() -> None:
    easter = coverage(
        Level.LOW, True, [done(date(2017, 3, 23))], Anchors(GO_LIVE, CALENDAR), date(2017, 4, 21)
    )
    assert easter.silent_days == 18  # four weeks and a day, without the three days of Easter


def test_a_group_that_has_heard_nothing_at_all_is_not_silent_but_not_reached() -> None:
    found = cover(item())
    assert (found.last_contact, found.silent_days, found.warnings) == (None, None, ())


def test_high_influence_without_an_item_is_warned_of() -> None:
    assert codes(cover(influence=Level.HIGH)) == [Amiss.NO_ITEM]
    assert codes(cover(item(state=CANCELLED), influence=Level.HIGH)) == [Amiss.NO_ITEM]
    assert codes(cover(item(), influence=Level.HIGH)) == []
    assert codes(cover(influence=Level.MEDIUM)) == []


@pytest.mark.parametrize("purpose", Purpose)
def test_the_first_message_ought_to_say_why(purpose: Purpose) -> None:
    found = cover(item(4, Due(offset_weeks=-5), purpose), item(5))
    amiss = CoverageWarning(Amiss.FIRST_WITHOUT_WHY, item=4)
    assert found.warnings == (() if purpose in SAYS_WHY else (amiss,))


def test_what_comes_after_the_reasons_may_just_say_what_to_do() -> None:
    first, then = item(1, EARLY), item(2, purpose=Purpose.ACTION)
    assert codes(cover(then, first)) == []
    assert codes(cover(then, item(1, EARLY, state=CANCELLED))) == [Amiss.FIRST_WITHOUT_WHY]


def test_a_first_message_that_was_sent_can_be_mended_no_more() -> None:
    sent = item(1, EARLY, Purpose.ACTION, DONE, date(2017, 3, 31))
    assert codes(cover(sent, item(2))) == []


def test_nothing_is_amiss_with_a_group_that_is_not_relevant() -> None:
    silent = done(date(2017, 1, 2))
    found = cover(silent, relevant=False, influence=Level.HIGH)
    assert found.warnings == ()
    assert found.last_contact == date(2017, 1, 2)
    assert cover(relevant=False, influence=Level.HIGH) == Coverage()


dues = st.one_of(
    st.builds(Due, offset_weeks=st.integers(-20, 20)),
    st.builds(Due, due_date=st.dates(date(2017, 1, 1), date(2017, 12, 31))),
    st.just(Due()),
)
days = st.dates(date(2017, 1, 1), TODAY)
states = st.sampled_from(CommunicationState)


@st.composite
def plans(draw: st.DrawFn) -> list[PlannedItem]:
    drawn = draw(st.lists(st.tuples(dues, st.sampled_from(Purpose), states, days), max_size=6))
    return [
        PlannedItem(number, due, purpose, state, day if state is DONE else None)
        for number, (due, purpose, state, day) in enumerate(drawn, 1)
    ]


@given(plans(), st.sampled_from(Level), st.booleans(), st.one_of(st.none(), st.just(GO_LIVE)))
def test_whatever_is_planned(
    items: list[PlannedItem], influence: Level, relevant: bool, go_live: date | None
) -> None:
    found = coverage(influence, relevant, items, Anchors(go_live, CALENDAR), TODAY)
    by_id = {one.id: one for one in items}
    if found.next_contact is not None:
        assert by_id[found.next_contact].state not in (DONE, CANCELLED)
        assert by_id[found.next_contact].due != Due()
    assert (found.silent_days is None) == (found.last_contact is None)
    silent = found.silent_days is not None and found.silent_days >= SILENT_WORKING_DAYS
    assert (Amiss.SILENT in codes(found)) == (silent and relevant)
    if Amiss.NO_ITEM in codes(found):
        assert found.last_contact is None
        assert found.next_contact is None
    assert relevant or not found.warnings
    backwards = coverage(influence, relevant, items[::-1], Anchors(go_live, CALENDAR), TODAY)
    assert backwards[:2] == found[:2]


def test_silence_grows_by_the_working_days() -> None:
    friday, monday = date(2017, 3, 31), date(2017, 4, 3)
    for day, silent in ((friday, 0), (friday + timedelta(1), 0), (monday, 1)):
        found = coverage(Level.LOW, True, [done(friday)], Anchors(GO_LIVE, CALENDAR), day)
        assert found.silent_days == silent

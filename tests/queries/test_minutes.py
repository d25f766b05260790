"""What the minutes say of a known plan, and that they stay as they were written."""

from datetime import date, timedelta

import pytest

from db.commands import board, communication, notes, people, plan, standup
from db.queries.minutes import compose, held_on
from db.queries.standup import last_held
from db.rules.codes import Column, NoteKind
from db.rules.due import Due
from db.rules.minutes import Minutes, Remark, from_json
from tests.commands.standups import AGENDA, MKS, beat
from tests.drivers import PersonDriver, PlanDriver, changed

MONDAY, TUESDAY = date(2017, 4, 3), date(2017, 4, 4)


def hold(leader: PersonDriver, minutes: int = 15) -> Minutes:
    """A standup; gives its minutes as they are kept."""
    plan = leader.plan
    number = leader.adds(standup.start, AGENDA, session=MKS)
    plan.later(minutes=minutes)
    leader.does(standup.end, number, session=MKS)
    last = last_held(plan.database)
    assert last is not None
    return from_json(last.minutes)


def review(plan: PlanDriver) -> Minutes:
    """What the minutes would be without a standup."""
    return compose(plan.database, plan.clock.now())


def test_the_frame(plan: PlanDriver, mk: PersonDriver) -> None:
    found = hold(mk)
    assert (found.day, found.municipality, found.leader) == (MONDAY, "Aabenraa Kommune", "mk")
    assert found.started_at is not None
    assert found.ended_at == found.started_at + timedelta(minutes=15) == plan.clock.now()
    assert (found.go_live, found.end_date) == (date(2017, 5, 1), date(2017, 6, 5))
    assert (found.days_to_go_live, found.working_days_to_go_live) == (28, 17)
    assert (found.days_to_end, found.working_days_to_end) == (63, 39)
    assert (found.criterion_then, found.criterion, found.last) == (None, (0, 9), None)
    assert found.progress == {
        "preparation": (0, 20),
        "implementation": (0, 5),
        "communication": (0, 19),
    }
    assert found.names["mk"] == "Mette Kjær"


def test_done_since_the_last_one_and_by_whom(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.move, 1, Column.DONE)
    hold(mk)
    ak.does(board.move, 4, Column.DONE)
    mk.does(communication.complete, 1)
    found = review(plan)
    assert found.last == MONDAY
    assert [(work.entity, work.id, work.by) for work in found.done] == [
        ("activity", 4, ("ak",)),
        ("communication_item", 1, ("mk",)),
    ]
    assert (found.criterion_then, found.criterion) == ((0, 9), (1, 9))
    assert len(found.missing) == 8


def test_waiting_the_longest_first(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.move, 5, Column.IN_PROGRESS)
    mk.does(board.move, 6, Column.WAITING, reason="Svar fra MED")
    plan.later(days=3)
    mk.does(board.move, 4, Column.WAITING, reason="Svar fra HR", waiting_on="ak")
    found = review(plan)
    assert [(work.id, work.days, work.reason, work.waiting_on) for work in found.blocked] == [
        (6, 3, "Svar fra MED", ""),
        (4, 0, "Svar fra HR", "ak"),
    ]
    assert [(work.id, work.days) for work in found.in_progress] == [(5, 3)]
    assert found.names.keys() == {"mk", "ak"}


def test_late_and_what_is_to_be_said_next(plan: PlanDriver, mk: PersonDriver) -> None:
    for day in (date(2017, 4, 2), date(2017, 4, 3), date(2017, 4, 20), date(2017, 4, 21)):
        mk.does(communication.add, f"Hej {day}", stakeholder=2, due=Due(None, day))
    done = mk.adds(communication.add, "Ho", stakeholder=2, due=Due(None, MONDAY))
    mk.does(communication.complete, done)
    found = review(plan)
    late = [(work.title, work.days, work.due) for work in found.late]
    assert ("Hej 2017-04-02", 1, date(2017, 4, 2)) in late
    assert late == sorted(late, key=lambda work: -work[1])
    assert {work.entity for work in found.late} == {"activity", "communication_item"}
    ahead = [work for work in found.communication if work.title.startswith("H")]
    # Easter takes four working days: the tenth from Monday is Thursday 20 April.
    assert [work.title for work in ahead if work.title[:4] in ("Hej ", "Ho")] == [
        "Hej 2017-04-03",
        "Hej 2017-04-20",
    ]
    said = [work.stakeholder for work in ahead if work.title[:4] == "Hej "]
    assert said == ["SAPA-administratorer"] * 2


def test_decisions_notes_and_follow_ups(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(notes.add, NoteKind.DECISION, "Før sidst")
    old = follow_up(mk, "Ring", "ak", date(2017, 4, 7))
    done = follow_up(mk, "Skriv", "ak", date(2017, 4, 5))
    long_done = follow_up(mk, "Læs", "mk", date(2017, 4, 3))
    mk.does(notes.set_done, long_done, True)
    hold(mk)
    plan.later(hours=1)
    mk.does(notes.add, NoteKind.DECISION, "Vi venter", entity="activity", entity_id=4)
    mk.does(notes.add, NoteKind.NOTE, "Husk kringle")
    mk.does(notes.set_done, done, True)
    follow_up(mk, "Bestil", "Kjeld", date(2017, 4, 4))
    found = review(plan)
    assert found.decisions == (Remark("Vi venter", "Kortlæg interessenterne", "mk"),)
    assert found.notes == (Remark("Husk kringle", "", "mk"),)
    assert [(note.text, note.responsible, note.done_by) for note in found.follow_ups] == [
        ("Bestil", "Kjeld", ""),
        ("Ring", "ak", ""),
        ("Skriv", "ak", "mk"),
    ]
    mk.does(notes.archive, old)
    assert [note.text for note in review(plan).follow_ups] == ["Bestil", "Skriv"]


def follow_up(who: PersonDriver, text: str, responsible: str, due: date) -> int:
    """Write one down, and give its number."""
    kind = NoteKind.FOLLOW_UP
    who.does(notes.add, kind, text, responsible=responsible, due_date=due)
    return max(int(key) for entity, key in who.plan.rows() if entity == "note")


def test_what_has_been_written_down_stays(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, 4, Column.DONE)
    found = hold(mk)
    ak.does(board.edit, 4, changed(title=("Kortlæg interessenterne", "Andet")))
    ak.does(board.archive, 4)
    mk.does(people.add, "lb", "Line Brandt", "member")
    kept = last_held(plan.database)
    assert kept is not None
    assert from_json(kept.minutes) == found
    assert [work.title for work in found.done] == ["Kortlæg interessenterne"]


def test_a_moved_go_live_is_told(plan: PlanDriver, mk: PersonDriver) -> None:
    hold(mk)
    mk.does(set_go_live, date(2017, 6, 12), reason="KMD er forsinket")
    found = review(plan)
    assert (found.go_live_moved, found.go_live_before) == (True, date(2017, 5, 1))
    mk.does(set_go_live, None, reason="Afventer ny dato")
    found = review(plan)
    assert (found.go_live, found.days_to_go_live, found.late) == (None, None, ())
    assert found.go_live_moved


def test_one_forgotten_yesterday_is_written_as_the_plan_was_then(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = mk.adds(standup.start, AGENDA, session=MKS)
    beat(plan)
    mk.does(board.move, 5, Column.IN_PROGRESS)
    mk.does(standup.go, number, 1, session=MKS)
    expected = compose(plan.database, plan.clock.now(), standup=number)
    plan.later(days=1)
    ak.does(board.move, 4, Column.DONE)
    ak.does(board.move, 5, Column.WAITING, reason="Svar fra HR")
    mk.does(set_go_live, date(2017, 6, 12), reason="KMD er forsinket")
    ak.does(standup.start, AGENDA, session="ak.1")
    forgotten = last_held(plan.database)
    assert forgotten is not None
    assert from_json(forgotten.minutes) == expected
    assert [work.id for work in review(plan).done] == [4]  # which is news for the next one


def test_without_a_standup_it_is_a_review_of_all_there_is(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, 4, Column.DONE)
    found = review(plan)
    assert (found.leader, found.started_at, found.last) == ("", None, None)
    assert [work.id for work in found.done] == [4]


@pytest.mark.parametrize("several", [1, 2])
def test_those_held_on_a_day(plan: PlanDriver, mk: PersonDriver, several: int) -> None:
    for _time in range(several):
        hold(mk)
    plan.later(days=1)
    hold(mk)
    assert [row.id for row in held_on(plan.database, MONDAY)] == list(range(1, several + 1))
    assert [row.id for row in held_on(plan.database, TUESDAY)] == [several + 1]
    assert held_on(plan.database, date(2017, 4, 5)) == []
    assert held_on(plan.database, date(2017, 3, 1)) == []


set_go_live = plan.set_go_live

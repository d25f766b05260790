"""The card is closed once nothing is lacking; from then on the plan can only be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.changes import last_event
from db.commands import (
    Outcome,
    adoption,
    board,
    closing,
    communication,
    departments,
    drafts,
    people,
    presence,
    stakeholders,
    standup,
    undo,
)
from db.errors import InvalidInput, Refused
from db.models import Activity, Plan
from db.queries.card import CardStatus, card_status, task_card
from db.queries.communication import items
from db.queries.stakeholders import stakeholders as groups
from db.rules.closing import Gap
from db.rules.codes import Answer, Column, Role
from tests.commands.attempts import EVERY, Attempt
from tests.drivers import PersonDriver, PlanDriver, changed, fails, in_processes

NOTE = "Alle er i gang"


def card(plan: PlanDriver) -> CardStatus:
    """The card today."""
    return card_status(plan.database, plan.clock.now().date(), "da")


def met(plan: PlanDriver) -> dict[str, bool]:
    """The four lines."""
    return {status.line.value: status.met for status in card(plan).readiness.lines}


def make_ready(plan: PlanDriver) -> None:
    """Approve, tell everyone, and let everyone use it."""
    mk = plan.person("mk")
    mk.does(closing.approve_plan)
    for item in items(plan.database):
        if item.stakeholder_id is not None:
            mk.does(communication.complete, item.id)
    where = mk.adds(departments.add, "Jobcenter", users=40, new_workflows=Answer.YES)
    mk.does(adoption.set_use, where, 40, week=0)


@pytest.fixture
def closed(plan: PlanDriver, mk: PersonDriver) -> None:
    """A card that has been closed."""
    make_ready(plan)
    mk.does(closing.close, NOTE)


def test_a_new_plan_lacks_nearly_everything(plan: PlanDriver, mk: PersonDriver) -> None:
    assert met(plan) == {
        "plan": False,
        "communication_plan": True,
        "quality_criterion": False,
        "adoption": False,
    }
    lines = card(plan).readiness.lines
    assert (lines[0].gap, lines[3].gap) == (Gap.NOT_APPROVED, Gap.NO_DEPARTMENTS)
    assert "Styregruppe" in lines[2].missing
    with plan.no_trace(), fails(Refused, "not_ready_to_close") as refusal:
        mk.does(closing.close, NOTE)
    assert refusal.value.params["lines"] == "plan, quality_criterion, adoption"


def test_a_card_is_closed_with_a_name_an_instant_and_a_note(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    make_ready(plan)
    assert all(met(plan).values())
    with plan.no_trace(), fails(InvalidInput, "text_missing"):
        mk.does(closing.close, " \n")
    with plan.one_event("plan.closed"):
        mk.does(closing.close, NOTE)
    found = card(plan)
    assert found.closed
    assert (found.closed_by, found.closed_at, found.closing_note) == (
        "mk",
        "2017-04-03T08:12:00.000Z",
        NOTE,
    )
    assert (found.approved_by, str(found.approved_on)) == ("mk", "2017-04-03")


Spoil = Callable[[PersonDriver], Outcome]


def _one_more_user(mk: PersonDriver) -> Outcome:
    return mk.does(departments.edit, 1, changed(users=(40, 41)))


def _nobody_planned(mk: PersonDriver) -> Outcome:
    return mk.does(stakeholders.add, "Naboer")


def _not_reached(mk: PersonDriver) -> Outcome:
    [number] = [row.id for row in groups(mk.plan.database) if row.name == "Styregruppe"]
    for item in items(mk.plan.database):
        if item.stakeholder_id == number:
            done = mk.does(communication.reopen, item.id, "Mødet blev aflyst")
    return done


SPOILT: dict[str, tuple[Spoil, set[str]]] = {
    "approval": (lambda mk: mk.does(closing.approve_plan, False), {"plan"}),
    "nobody planned": (_nobody_planned, {"communication_plan", "quality_criterion"}),
    "not reached": (_not_reached, {"quality_criterion"}),
    "one more user": (_one_more_user, {"adoption"}),
    "another department": (lambda mk: mk.does(departments.add, "Vej", users=1), {"adoption"}),
}


@pytest.mark.parametrize("what", SPOILT)
def test_one_line_is_enough_to_keep_it_open(plan: PlanDriver, mk: PersonDriver, what: str) -> None:
    make_ready(plan)
    spoil, lacking = SPOILT[what]
    spoil(mk)
    assert {line for line, is_met in met(plan).items() if not is_met} == lacking
    with plan.no_trace(), fails(Refused, "not_ready_to_close"):
        mk.does(closing.close, NOTE)
    mk.does(undo.undo)
    if what != "not reached":
        mk.does(closing.close, NOTE)


def test_an_empty_board_is_no_plan(plan: PlanDriver, mk: PersonDriver) -> None:
    make_ready(plan)
    for (number,) in plan.sql("SELECT id FROM activity"):
        mk.does(board.archive, number)
    assert card(plan).readiness.lines[0].gap is Gap.NO_ACTIVITIES


def test_an_exception_stands_for_those_who_do_not_use_it(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    make_ready(plan)
    _one_more_user(mk)
    mk.does(departments.set_exception, 1, "En er på orlov")
    mk.does(closing.close, NOTE)


def test_no_everywhere_closes_an_empty_card(plan: PlanDriver, mk: PersonDriver) -> None:
    first = mk.adds(departments.add, "Vej", users=3)
    mk.does(departments.add, "Byg", users=3, new_workflows=Answer.NO, reason="Kun opslag")
    assert card(plan).undecided == ("Vej",)  # go-live is in four weeks
    with fails(Refused, "not_ready_to_close"):
        mk.does(closing.close, NOTE)
    mk.does(departments.answer, first, Answer.NO, reason="Kun opslag")
    assert card(plan).readiness.nowhere
    assert card(plan).undecided == ()
    mk.does(closing.close, NOTE)


@pytest.mark.usefixtures("closed")
def test_nothing_of_a_closed_plan_can_be_changed(plan: PlanDriver, mk: PersonDriver) -> None:
    allowed = ("people.", "keys.", "closing.reopen")
    refused = [one for one in EVERY if not one.call.name.startswith(allowed)]
    for attempt in refused:
        with plan.no_trace(), fails(Refused, "plan_closed_for_writing"):
            attempt.call.by(mk)
    with plan.no_trace(), fails(Refused, "plan_closed_for_writing"):
        mk.does(standup.start, ("changes", "summary"), session="s")
    assert len(refused) > 40


@pytest.mark.usefixtures("closed")
def test_people_come_and_go_and_sittings_go_on(plan: PlanDriver, mk: PersonDriver) -> None:
    about_people: list[Attempt] = [one for one in EVERY if one.call.name.startswith("people.")]
    for attempt in about_people[:1]:
        attempt.prepare(plan)
        with plan.one_event(attempt.action):
            attempt.call.by(mk)
    presence.beat(plan.database, "s", "mk", plan.clock.now())
    presence.prefer(plan.database, "mk", "theme", "dark")
    drafts.keep(plan.database, "mk", "activity", 4, {"title": ("a", "b")}, plan.clock.now())


@pytest.mark.usefixtures("closed")
def test_a_leader_opens_it_again_with_a_reason(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        mk.does(closing.reopen, "")
    with plan.one_event("plan.reopened"):
        mk.does(closing.reopen, "Vej mangler")
    assert not card(plan).closed
    assert card(plan).closing_note == ""
    ak.does(board.add, "Ring rundt")
    with plan.no_trace():
        mk.does(closing.reopen, "Igen")


@pytest.mark.usefixtures("closed")
def test_closing_is_undone_by_whoever_closed_and_nothing_else_is(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(undo.undo)
    assert not card(plan).closed
    mk.does(undo.redo)
    assert card(plan).closing_note == NOTE
    mk.does(closing.reopen, "Vej mangler")
    ak.does(board.move, 4, Column.DONE)
    mk.does(undo.undo)
    assert card(plan).closed
    with plan.no_trace(), fails(Refused, "plan_closed_for_writing"):
        ak.does(undo.undo)
    mk.does(undo.redo)
    ak.does(undo.undo)


@pytest.mark.usefixtures("closed")
def test_undo_does_not_close_what_is_no_longer_ready(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(undo.undo)
    ak.does(departments.add, "Vej", users=3)
    with plan.no_trace(), fails(Refused, "not_ready_to_close"):
        mk.does(undo.redo)
    ak.does(undo.undo)
    mk.does(undo.redo)
    mk.does(closing.reopen, "Vej mangler")
    ak.does(departments.add, "Vej", users=3)
    with plan.no_trace(), fails(Refused, "not_ready_to_close"):
        mk.does(undo.undo)


@pytest.mark.usefixtures("closed")
def test_whoever_led_and_leads_no_more_opens_nothing(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(people.set_role, "ak", Role.LEADER)
    plan.person("ak").does(people.set_role, "mk", Role.MEMBER)
    with fails(Refused, "role_needed"):
        mk.does(undo.undo)
    assert card(plan).closed


def test_an_approval_is_the_leaders_and_dated(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(closing.approve_plan)
    with plan.no_trace():
        mk.does(closing.approve_plan)
    mk.does(closing.approve_plan, False)
    row = plan.row(Plan, 1)
    assert (row["approved_by"], row["approved_on"]) == (None, None)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_card_says_what_a08_asks_for(language: str) -> None:
    told = task_card(language)
    assert told.id == "A08"
    assert len(told.involved_parties) == 5
    assert all(told)
    assert told.goal == told.goal.strip()


def test_nothing_is_written_after_the_card_has_been_closed(plan: PlanDriver) -> None:
    make_ready(plan)
    known, path = plan.last.id, str(plan.path)
    calls = [(path, "ak", known), (path, "mk", known)]
    written, [last] = in_processes(write_or_close, *calls)
    events = plan.events(after=known)
    assert [event.id for event in events if event.actor == "ak"] == written
    assert (events[-1].action, events[-1].id) == ("plan.closed", last)
    assert written
    assert plan.broken_links() == []
    version = plan.row(Activity, 4)["version"]
    assert version == 1 + len(written)


def write_or_close(path: str, name: str, known: int) -> list[int]:
    """As ak move a card until that is refused; as mk close the card once that has begun."""
    plan, done = PlanDriver(Path(path)), list[int]()
    who = plan.person(name)
    try:
        if name == "mk":
            while last_event(plan.database) < known + 10:
                pass
            return [who.does(closing.close, NOTE).event or 0]
        with fails(Refused, "plan_closed_for_writing"):
            while len(done) < 10_000:
                target = (Column.IN_PROGRESS, Column.DONE)[len(done) % 2]
                done.append(who.does(board.move, 4, target).event or 0)
    finally:
        plan.close()
    return done


def test_of_two_leaders_who_close_at_once_one_does(plan: PlanDriver) -> None:
    make_ready(plan)
    plan.person("mk").does(people.set_role, "ak", Role.LEADER)
    known, path = plan.last.id, str(plan.path)
    told = in_processes(close_once, (path, "ak"), (path, "mk"))
    assert sorted(told) == ["", "plan_closed_for_writing"]
    assert [event.action for event in plan.events(after=known)] == ["plan.closed"]


def close_once(path: str, name: str) -> str:
    """Close the card; gives the code of a refusal."""
    plan = PlanDriver(Path(path))
    try:
        plan.person(name).does(closing.close, NOTE)
    except Refused as refusal:
        return refusal.code
    finally:
        plan.close()
    return ""

"""Communication items: who may bring them how far."""

from datetime import date

import pytest

from db.commands import communication, stakeholders
from db.errors import InvalidInput, NotFound, Refused
from db.models import CommunicationItem
from db.queries.communication import item
from db.rules.codes import CommunicationState, Purpose, Step
from db.rules.due import Due
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

ITEM = 1
NOW = "2017-04-03T08:12:00.000Z"


def ticks(plan: PlanDriver, item_id: int = ITEM) -> dict[Step, str | None]:
    """Who has ticked which step."""
    return {tick.step: tick.ticked_by for tick in item(plan.database, item_id).steps}


def test_a_new_item_is_planned_with_four_open_steps(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("communication.added") as changes:
        new = ak.adds(
            communication.add,
            "Kaffe og kage\n\nkl. 9",
            stakeholder=5,
            due=Due(due_date=date(2017, 4, 20)),
            purpose=Purpose.DIALOGUE,
        )
    found = item(plan.database, new)
    assert (found.message, found.stakeholder_id) == ("Kaffe og kage\n\nkl. 9", 5)
    assert (found.state, found.purpose) == (CommunicationState.PLANNED, Purpose.DIALOGUE)
    assert found.due == Due(due_date=date(2017, 4, 20))
    assert ticks(plan, new) == dict.fromkeys(Step)
    assert {change.entity for change in changes} == {"communication_item", "communication_step"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"message": "\u200b \n"}, "text_missing"),
        ({"message": "x", "purpose": "fun"}, "code_unknown"),
        ({"message": "x", "state": "completed"}, "field_unknown"),
        ({"message": "x" * 10_001}, "text_too_long"),
    ],
)
def test_an_item_that_cannot_be(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, str], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(communication.add, stakeholder=None, **fields)


def test_an_item_is_for_a_group_that_exists(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(stakeholders.archive, 8)
    with plan.no_trace():
        for group in (999, 10**30):
            with fails(NotFound, "item_missing"):
                ak.does(communication.add, "x", stakeholder=group)
            with fails(NotFound, "item_missing"):
                ak.does(communication.edit, ITEM, changed(stakeholder=(6, group)))
        with fails(NotFound, "item_missing"):
            ak.does(communication.edit, ITEM, changed(stakeholder=(6, "Naboer")))
        with fails(Refused, "archived"):
            ak.does(communication.add, "x", stakeholder=8)
        with fails(Refused, "archived"):
            ak.does(communication.edit, ITEM, changed(stakeholder=(6, 8)))
    before = plan.row(CommunicationItem, 11)["responsible"]
    edits = changed(stakeholder=(8, 8), responsible=(before, "ak"))  # as it was before, is allowed
    ak.does(communication.edit, 11, edits)


def test_an_item_can_turn_to_another_group_or_everyone(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(communication.edit, ITEM, changed(stakeholder=(6, 2)))
    assert item(plan.database, ITEM).stakeholder == "SAPA-administratorer"
    ak.does(communication.edit, ITEM, changed(stakeholder=(2, None)))
    assert item(plan.database, ITEM).stakeholder is None


def test_only_the_leader_completes_with_name_and_time(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(communication.mark_ready, ITEM)
    with fails(Refused, "role_needed"):
        ak.does(communication.complete, ITEM)
    with plan.one_event("communication.completed") as changes:
        mk.does(communication.complete, ITEM)
        plan.later(minutes=5)
        assert mk.does(communication.complete, ITEM).event is None
    assert values(changes) == {
        "state": ("ready", "completed"),
        "completed_by": (None, "mk"),
        "completed_at": (None, NOW),
    }
    with plan.no_trace(), fails(Refused, "item_closed"):
        ak.does(communication.mark_ready, ITEM)
    with plan.no_trace(), fails(Refused, "item_closed"):
        mk.does(communication.cancel, ITEM, "Alligevel ikke")


def test_reopening_takes_a_reason_and_the_completion_back(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(communication.complete, ITEM)
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        mk.does(communication.reopen, ITEM, " ")
    mk.does(communication.reopen, ITEM, "Nogle var syge")
    row = plan.row(CommunicationItem, ITEM)
    assert (row["state"], row["completed_by"], row["completed_at"]) == ("planned", None, None)
    assert plan.last.note == "Nogle var syge"
    with plan.no_trace(), fails(Refused, "item_not_closed"):
        mk.does(communication.reopen, ITEM, "Igen")


def test_cancelling_takes_a_reason_and_can_be_taken_back(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        mk.does(communication.cancel, ITEM, "")
    with plan.one_event("communication.cancelled"):
        mk.does(communication.cancel, ITEM, "Styregruppen er nedlagt")
        assert mk.does(communication.cancel, ITEM, "Stadig").event is None
    mk.does(communication.reopen, ITEM, "Den er tilbage")
    assert plan.row(CommunicationItem, ITEM)["state"] == "planned"


def test_a_step_says_who_and_when_and_clearing_it_why(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    with plan.one_event("communication.sent_ticked") as changes:
        ak.does(communication.set_step, ITEM, Step.SENT, True)
        mk.does(communication.set_step, ITEM, Step.SENT, True)  # two at once are one tick
    assert values(changes) == {"ticked_by": (None, "ak"), "ticked_at": (None, NOW)}
    assert ticks(plan) == dict.fromkeys(Step) | {Step.SENT: "ak"}
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        mk.does(communication.set_step, ITEM, Step.SENT, False)
    with plan.one_event("communication.sent_unticked"):
        mk.does(communication.set_step, ITEM, Step.SENT, False, reason="Mailen kom retur")
        mk.does(communication.set_step, ITEM, Step.SENT, False)  # it is clear already
    assert ticks(plan) == dict.fromkeys(Step)


def test_an_unknown_step(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.no_trace(), fails(InvalidInput, "code_unknown"):
        ak.does(communication.set_step, ITEM, "sendt", True)


def test_what_is_archived_is_refused_until_it_is_restored(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(communication.archive, ITEM)
    with plan.no_trace():
        for command, args in (
            (communication.edit, (changed(channel=("", "x")),)),
            (communication.mark_ready, ()),
            (communication.complete, ()),
            (communication.cancel, ("x",)),
            (communication.reopen, ("x",)),
            (communication.set_step, (Step.DRAFT, True)),
        ):
            with fails(Refused, "archived"):
                mk.does(command, ITEM, *args)
        assert mk.does(communication.archive, ITEM).event is None
    mk.does(communication.restore, ITEM)
    mk.does(communication.complete, ITEM)

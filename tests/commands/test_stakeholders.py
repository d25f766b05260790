"""The register of stakeholders."""

import pytest

from db.commands import communication, stakeholders
from db.errors import InvalidInput, Refused
from db.models import Stakeholder
from db.queries.stakeholders import stakeholders as register
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

GROUP = 8


def test_a_new_group_stands_last(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("stakeholder.added"):
        new = ak.adds(stakeholders.add, "Nabokommunen", influence="low", handling="Hils")
    last = register(plan.database)[-1]
    assert (last.id, last.name, last.influence, last.relevant) == (new, "Nabokommunen", "low", True)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": ""}, "text_missing"),
        ({"name": "x", "impact": "huge"}, "code_unknown"),
        ({"name": "x", "relevant": "no"}, "field_unknown"),
        ({"name": "x", "expectation": "x" * 1_001}, "text_too_long"),
    ],
)
def test_a_group_that_cannot_be(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, str], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(stakeholders.add, **fields)
    with plan.no_trace(), fails(InvalidInput, code):
        edits = {name: ("before", value) for name, value in fields.items()}
        ak.does(stakeholders.edit, GROUP, changed(**edits))


def test_not_relevant_takes_a_reason(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        ak.does(stakeholders.set_relevant, GROUP, False)
    with plan.one_event("stakeholder.not_relevant") as changes:
        ak.does(stakeholders.set_relevant, GROUP, False, reason="Ligger hos staten")
    assert values(changes) == {
        "relevant": (True, False),
        "not_relevant_reason": ("", "Ligger hos staten"),
    }
    ak.does(stakeholders.set_relevant, GROUP, True)
    row = plan.row(Stakeholder, GROUP)
    assert (row["relevant"], row["not_relevant_reason"], row["version"]) == (True, "", 3)


def test_an_archived_group_rests_and_its_items_stay(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(stakeholders.archive, GROUP)
    assert GROUP not in [row.id for row in register(plan.database)]
    assert GROUP in [row.id for row in register(plan.database, archived=True)]
    with plan.no_trace():
        with fails(Refused, "archived"):
            ak.does(stakeholders.edit, GROUP, changed(name=("", "x")))
        with fails(Refused, "archived"):
            ak.does(stakeholders.set_relevant, GROUP, True)
        assert ak.does(stakeholders.archive, GROUP).event is None
    ak.does(communication.mark_ready, 11)
    ak.does(stakeholders.restore, GROUP)
    assert GROUP in [row.id for row in register(plan.database)]

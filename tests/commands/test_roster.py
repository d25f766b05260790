"""The roster of extra help: who may be on it, and what a large change calls for."""

import pytest

from db.commands import board, departments, roster, undo
from db.errors import InvalidInput, NotFound, Refused
from db.models import Activity
from db.queries.roster import ProposedActivity, helpers, proposed_support, rosters
from db.rules.codes import Answer, ChangeSize, Column, SupportRole
from tests.drivers import PersonDriver, PlanDriver, changed, fails

PROPOSED = [
    ProposedActivity("Aftal tid", "Hvem tager sagerne?", -3, "LED"),
    ProposedActivity("Saml op", "Hver morgen", 1, "SB"),
]


@pytest.fixture
def jobcenter(ak: PersonDriver) -> int:
    """A department whose change is large."""
    return ak.adds(
        departments.add,
        "Jobcenter",
        users=40,
        change_size=ChangeSize.LARGE,
        superusers="Ida Holm, Bo Krag",
        local_leader="Lis Lund",
    )


def on_roster(plan: PlanDriver) -> list[tuple[str, SupportRole, tuple[int, ...]]]:
    """Everybody on a roster."""
    return [(one.name, one.role, one.weeks) for one in helpers(plan.database)]


def test_a_helper_takes_some_weeks(plan: PlanDriver, ak: PersonDriver, jobcenter: int) -> None:
    with plan.one_event("roster_entry.added"):
        ak.does(roster.add, "Ida Holm", department=jobcenter, weeks="T+0-2, 4")
    assert on_roster(plan) == [("Ida Holm", SupportRole.SUPER_USER, (0, 1, 2, 4))]
    assert rosters(plan.database)[0].gaps == (3, 5)
    number = helpers(plan.database)[0].id
    ak.does(roster.edit, number, changed(weeks=("0-2, 4", "0-5")))
    assert rosters(plan.database)[0].gaps == ()
    ak.does(undo.undo)
    assert rosters(plan.database)[0].gaps == (3, 5)


def test_nobody_is_on_a_roster_twice(plan: PlanDriver, ak: PersonDriver, jobcenter: int) -> None:
    ak.does(roster.add, "Ida Holm", department=jobcenter, weeks="0")
    with plan.no_trace(), fails(InvalidInput, "on_roster_already"):
        ak.does(roster.add, "ida holm", department=jobcenter, weeks="1")
    first = helpers(plan.database)[0].id
    ak.does(roster.archive, first)
    ak.does(roster.add, "Ida Holm", department=jobcenter, weeks="1")
    with plan.no_trace(), fails(InvalidInput, "on_roster_already"):
        ak.does(roster.restore, first)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "text_missing"),
        ({"weeks": "6"}, "weeks_not_understood"),
        ({"role": "boss"}, "code_unknown"),
        ({"name": "x" * 61}, "text_too_long"),
        ({"department": None}, "text_missing"),
    ],
)
def test_a_helper_that_cannot_be(
    plan: PlanDriver, ak: PersonDriver, jobcenter: int, fields: dict[str, object], code: str
) -> None:
    values = {"department": jobcenter, "name": "Ida", "weeks": "0"} | fields
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(roster.add, values.pop("name"), **values)


def test_a_roster_is_of_a_department_in_use(
    plan: PlanDriver, ak: PersonDriver, jobcenter: int
) -> None:
    with plan.no_trace(), fails(NotFound, "item_missing"):
        ak.does(roster.add, "Ida", department=999, weeks="0")
    ak.does(departments.archive, jobcenter)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(roster.add, "Ida", department=jobcenter, weeks="0")


def test_a_large_change_proposes_helpers_and_activities(
    plan: PlanDriver, ak: PersonDriver, jobcenter: int
) -> None:
    with plan.one_event("department.support_proposed"):
        ak.does(roster.propose, jobcenter, PROPOSED)
    assert on_roster(plan) == [
        ("Ida Holm", SupportRole.SUPER_USER, (0, 1, 2, 3, 4, 5)),
        ("Bo Krag", SupportRole.SUPER_USER, (0, 1, 2, 3, 4, 5)),
        ("Lis Lund", SupportRole.LEADER, (0, 1, 2, 3, 4, 5)),
    ]
    assert titles(plan, jobcenter) == ["Aftal tid", "Saml op"]
    with plan.no_trace(), fails(Refused, "nothing_to_propose"):
        ak.does(roster.propose, jobcenter, PROPOSED)
    ak.does(undo.undo)
    assert (on_roster(plan), titles(plan, jobcenter)) == ([], [])
    ak.does(undo.redo)
    assert len(on_roster(plan)) == 3
    assert len(titles(plan, jobcenter)) == 2


def test_what_is_there_already_is_not_proposed_again(
    plan: PlanDriver, ak: PersonDriver, jobcenter: int
) -> None:
    ak.does(roster.add, "ida holm", department=jobcenter, weeks="0")
    ak.does(roster.propose, jobcenter, PROPOSED[:1])
    ak.does(roster.propose, jobcenter, PROPOSED)
    assert [name for name, _role, _weeks in on_roster(plan)] == ["ida holm", "Bo Krag", "Lis Lund"]
    assert titles(plan, jobcenter) == ["Aftal tid", "Saml op"]


def test_a_proposal_is_not_undone_once_a_colleague_has_worked_on_it(
    plan: PlanDriver, ak: PersonDriver, mk: PersonDriver, jobcenter: int
) -> None:
    ak.does(roster.propose, jobcenter, PROPOSED)
    bo = next(one.id for one in helpers(plan.database) if one.name == "Bo Krag")
    mk.does(roster.edit, bo, changed(weeks=("0-5", "0-1")))
    with plan.no_trace(), fails(Refused, "undo_overtaken"):
        ak.does(undo.undo)


def test_where_nothing_is_new_nobody_needs_help(
    plan: PlanDriver, ak: PersonDriver, jobcenter: int
) -> None:
    ak.does(departments.answer, jobcenter, Answer.NO, reason="Bruger kun opslag")
    with plan.no_trace(), fails(Refused, "no_new_workflows"):
        ak.does(roster.propose, jobcenter, PROPOSED)
    assert rosters(plan.database) == []


def test_a_full_column_takes_no_proposal(
    plan: PlanDriver, mk: PersonDriver, jobcenter: int
) -> None:
    mk.does(board.set_limit, Column.NOT_STARTED, 3, hard=True)
    with plan.no_trace(), fails(Refused, "column_full"):
        mk.does(roster.propose, jobcenter, PROPOSED)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_proposals_of_the_fixtures_are_whole(
    plan: PlanDriver, ak: PersonDriver, jobcenter: int, language: str
) -> None:
    ak.does(roster.propose, jobcenter, proposed_support(language))
    assert len(titles(plan, jobcenter)) == len(proposed_support(language)) >= 3


def titles(plan: PlanDriver, department: int) -> list[str]:
    """The activities of a department."""
    query = Activity.select(Activity.title).where(
        (Activity.department == department) & ~Activity.archived
    )
    return [title for (title,) in query.order_by(Activity.rank).tuples().execute(plan.database)]


def test_what_is_proposed_is_counted_from_the_departments_own_start(
    plan: PlanDriver, ak: PersonDriver, jobcenter: int
) -> None:
    ak.does(roster.propose, jobcenter, PROPOSED)
    rows = {row["title"]: row for row in plan.rows().values() if row.get("card_part") == "B5"}
    assert rows["Saml op"]["due_rule"] == f"department:{jobcenter}+1w"
    assert rows["Saml op"]["kind"] == "implementation"
    assert (rows["Aftal tid"]["offset_weeks"], rows["Aftal tid"]["due_rule"]) == (-3, None)

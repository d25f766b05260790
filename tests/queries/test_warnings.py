"""What may have to be warned of comes with the wall, and after every change to it."""

from datetime import date

from db.commands import board, departments, undo, workflows
from db.queries.wall import read_wall, refresh_wall
from db.queries.warnings import LegacyEnd, Undecided, WallWarnings, wall_warnings
from db.rules.codes import Answer, Column
from tests.drivers import PersonDriver, PlanDriver, changed


def test_the_few_departments_that_matter_in_the_registers_order(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.adds(departments.add, "Vej og Park", users=3, start_of_use=date(2017, 4, 10))
    job = mk.adds(departments.add, "Jobcenter", users=60)
    done = mk.adds(departments.add, "Bibliotek", users=6)
    gone = mk.adds(departments.add, "Nedlagt", users=6)
    mk.does(departments.edit, job, changed(needs_help=(False, True)))
    mk.does(departments.edit, gone, changed(needs_help=(False, True)))
    mk.does(departments.answer, done, Answer.YES)
    mk.does(departments.archive, gone)
    found = wall_warnings(plan.database)
    assert [line.name for line in found.go] == ["Vej og Park", "Jobcenter", "Bibliotek"]
    assert found._replace(go=()) == WallWarnings(
        undecided=(Undecided("Vej og Park", date(2017, 4, 10)), Undecided("Jobcenter", None)),
        needs_help=("Jobcenter",),
    )


def test_a_colleagues_answer_and_its_undoing_reach_the_wall(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    job = mk.adds(departments.add, "Jobcenter", users=60)
    wall = read_wall(plan.database, plan.clock.now())
    mk.does(departments.answer, job, Answer.YES)
    wall = refresh_wall(plan.database, wall, plan.clock.now())
    assert wall.warnings.undecided == ()
    mk.does(undo.undo)
    wall = refresh_wall(plan.database, wall, plan.clock.now())
    assert wall.warnings.undecided == (Undecided("Jobcenter", None),)
    mk.does(board.move, 4, Column.IN_PROGRESS)
    assert refresh_wall(plan.database, wall, plan.clock.now()).warnings is wall.warnings


def test_an_old_workflow_comes_with_the_wall_until_it_is_closed(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    wall = read_wall(plan.database, plan.clock.now())
    ends, later = date(2017, 3, 31), date(2017, 4, 28)
    for title, day in (("Noter", later), ("KMD Sag Advis", ends), ("Opslag", None), ("", ends)):
        mk.does(workflows.add, f"Ny {title}", legacy_title=title, legacy_last_day=day)
    wall = refresh_wall(plan.database, wall, plan.clock.now())
    assert wall.warnings.legacy == (LegacyEnd("KMD Sag Advis", ends), LegacyEnd("Noter", later))
    mk.does(workflows.close_legacy, 2, reason="Ingen")
    mk.does(workflows.archive, 1)
    assert refresh_wall(plan.database, wall, plan.clock.now()).warnings.legacy == ()

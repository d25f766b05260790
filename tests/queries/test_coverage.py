"""The coverage of the register by the communication plan."""

from datetime import UTC, date, datetime

from db.commands import communication, stakeholders
from db.queries.coverage import coverages, covered
from db.queries.wall import read_wall, refresh_wall
from db.rules.coverage import Amiss, CoverageWarning
from db.rules.stakeholder_map import Quadrant
from tests.drivers import MONDAY, PersonDriver, PlanDriver, changed

TODAY = date(2017, 4, 3)
LEADERS, STEERING = 1, 6


def test_a_planted_plan_and_where_its_groups_stand(plan: PlanDriver) -> None:
    found = covered(plan.database, TODAY)
    quadrants = {row.name: row.quadrant for row in found.rows}
    assert quadrants["Styregruppe"] is Quadrant.GREY_EMINENCE
    assert quadrants["It-servicedesk"] is Quadrant.HOSTAGE
    assert quadrants["Afdelinger uden SAPA"] is Quadrant.EXTERNAL
    assert quadrants["MED-udvalg"] is Quadrant.KEY_PLAYER
    leaders = found.coverages[LEADERS]
    assert (leaders.last_contact, leaders.next_contact, leaders.warnings) == (None, 2, ())
    assert found.items[2].stakeholder_id == LEADERS


def test_items_to_everyone_reach_nobody_in_particular(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(communication.complete, 19)
    found = covered(plan.database, TODAY).coverages
    assert all(coverage.last_contact is None for coverage in found.values())


def test_contact_was_on_the_day_in_denmark(plan: PlanDriver, mk: PersonDriver) -> None:
    plan.clock.instant = datetime(2017, 4, 2, 22, 30, tzinfo=UTC)  # half past midnight there
    mk.does(communication.complete, 1)
    assert covered(plan.database, TODAY).coverages[STEERING].last_contact == TODAY


def test_a_group_falls_silent_and_is_heard_again(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(communication.complete, 1)
    later = date(2017, 5, 8)
    silent = covered(plan.database, later).coverages[STEERING]
    assert silent.warnings == (CoverageWarning(Amiss.SILENT, days=22),)
    plan.later(days=35)
    mk.does(communication.complete, 18)
    assert covered(plan.database, later).coverages[STEERING].warnings == ()


def test_archived_and_cancelled_items_leave_an_influential_group_without_any(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(communication.cancel, 1, "Ikke i år")
    mk.does(communication.archive, 18)
    assert covered(plan.database, TODAY).coverages[STEERING].warnings == (
        CoverageWarning(Amiss.NO_ITEM),
    )
    mk.does(stakeholders.set_relevant, STEERING, False, reason="Findes ikke her")
    assert covered(plan.database, TODAY).coverages[STEERING].warnings == ()


def test_a_wall_tells_the_same_without_reading_anew(plan: PlanDriver, mk: PersonDriver) -> None:
    wall = read_wall(plan.database, MONDAY)
    mk.does(communication.complete, 1)
    old = wall.stakeholders[STEERING - 1].influence.value
    mk.does(stakeholders.edit, STEERING, changed(influence=(old, "low")))
    wall = refresh_wall(plan.database, wall, MONDAY)
    told = coverages(wall.stakeholders, wall.items.values(), wall.facts, TODAY)
    assert told == covered(plan.database, TODAY).coverages
    assert told[STEERING].last_contact == TODAY

"""A standup as it was when it began."""

from db.commands import board, standup
from db.queries.standup import walk_under_way
from db.queries.walk import Beginning, beginning
from db.rules.codes import Column
from tests.drivers import PersonDriver, PlanDriver

AGENDA = ("changes", "activity:4", "activity:5", "communication_item:1", "summary")


def test_the_columns_are_those_of_its_beginning_whatever_is_moved(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, 4, Column.IN_PROGRESS)
    number = mk.adds(standup.start, AGENDA, session="mk")
    ak.does(board.move, 4, Column.WAITING, reason="Svar")
    ak.does(board.move, 4, Column.DONE)
    ak.does(board.move, 6, Column.DONE)
    columns = {4: Column.IN_PROGRESS, 5: Column.NOT_STARTED}
    assert beginning(plan.database, number) == Beginning(AGENDA, columns)


def test_the_agenda_is_that_of_its_beginning_whatever_is_put_off(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    number = mk.adds(standup.start, AGENDA, session="mk")
    mk.does(standup.defer, number, "activity:4", session="mk")
    walk = walk_under_way(plan.database)
    assert walk is not None
    assert walk.agenda != AGENDA
    assert beginning(plan.database, number).agenda == AGENDA


def test_there_is_none_that_never_began(plan: PlanDriver) -> None:
    assert beginning(plan.database, 7) == Beginning()

"""The plan in numbers, and the quality criterion."""

from datetime import date

from db.commands import board, communication, stakeholders
from db.queries.board import activity, cards
from db.queries.communication import item, items
from db.queries.people import people
from db.queries.plan import plan_facts
from db.queries.stakeholders import criterion
from db.queries.stakeholders import stakeholders as register
from db.queries.status import Progress, status
from db.rules.codes import Column, Role
from db.rules.countdown import Phase
from db.rules.due import Due, Urgency
from tests.drivers import PersonDriver, PlanDriver

TODAY = date(2017, 4, 3)


def test_aabenraa_on_a_monday_in_april(plan: PlanDriver) -> None:
    countdown = plan_facts(plan.database).countdown(TODAY)
    assert (countdown.days_to_go_live, countdown.working_days_to_go_live) == (28, 17)
    assert (countdown.days_to_end, countdown.working_days_to_end) == (63, 39)
    assert countdown.end_date == date(2017, 6, 5)
    assert countdown.end_date_warning is not None
    assert countdown.end_date_warning.names == ("Whit Monday", "Constitution Day")
    assert countdown.end_date_warning.last_working_day == date(2017, 6, 2)
    assert countdown.phase is Phase.BEFORE


def test_a_planted_plan_in_numbers(plan: PlanDriver) -> None:
    found = status(plan.database, TODAY)
    assert found.municipality == "Aabenraa Kommune"
    assert found.activities == dict.fromkeys(Column, 0) | {Column.NOT_STARTED: 25}
    assert (found.preparation, found.implementation) == (Progress(0, 20), Progress(0, 5))
    assert found.communication == Progress(0, 19)
    assert (found.quality_criterion.reached, found.quality_criterion.relevant) == (0, 9)


def test_what_does_not_apply_or_is_called_off_counts_in_no_total(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.move, 1, Column.DONE)
    mk.does(board.move, 2, Column.NOT_APPLICABLE)
    mk.does(board.archive, 3)
    mk.does(communication.complete, 1)
    mk.does(communication.cancel, 2, "Ikke i år")
    mk.does(communication.archive, 3)
    found = status(plan.database, TODAY)
    assert found.preparation == Progress(1, 18)
    assert found.communication == Progress(1, 17)


def test_the_quality_criterion(plan: PlanDriver, mk: PersonDriver) -> None:
    def missing() -> list[int]:
        names = criterion(register(plan.database)).missing
        return [row.id for row in register(plan.database) if row.name in names]

    assert missing() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    mk.does(communication.complete, 1)  # to the steering group, which is number 6
    mk.does(communication.complete, 19)  # to everyone, which counts for nobody
    mk.does(stakeholders.set_relevant, 9, False, reason="Ingen uden SAPA")
    mk.does(stakeholders.archive, 8)
    assert missing() == [1, 2, 3, 4, 5, 7]
    mk.does(communication.archive, 1)
    assert missing() == [1, 2, 3, 4, 5, 6, 7]
    for number in (2, 3, 4, 5, 6, 7):
        mk.does(communication.complete, number)
    assert missing() == [6]
    mk.does(communication.restore, 1)
    found = criterion(register(plan.database))
    assert (found.met, found.reached, found.relevant) == (True, 7, 7)
    assert register(plan.database)[5].last_contact == "2017-04-03T08:12:00.000Z"


def test_a_card_and_its_details(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.set_tick, 2, True)
    (card,) = cards(plan.database, [4])
    assert (card.title, card.due, card.ticked, card.points) == (
        "Kortlæg interessenterne",
        Due(offset_weeks=-10),
        1,
        4,
    )
    found = activity(plan.database, 4)
    assert found.card == card
    assert [point.ticked_by for point in found.checklist] == [None, "ak", None, None]
    assert cards(plan.database, []) == []
    assert [card.id for card in cards(plan.database, archived=True)] == []
    facts = plan_facts(plan.database)
    assert facts.timing(card.due, TODAY, finished=False).urgency is Urgency.LATE
    assert facts.timing(card.due, TODAY, finished=True).urgency is Urgency.FINISHED


def test_some_items_or_all_in_the_plans_order(plan: PlanDriver) -> None:
    everything = items(plan.database)
    assert [found.id for found in everything] == list(range(1, 20))
    assert items(plan.database, [7, 3]) == [everything[2], everything[6]]
    assert item(plan.database, 19) == everything[18]
    assert everything[18].stakeholder is None


def test_people_leaders_first_then_by_name(plan: PlanDriver) -> None:
    found = people(plan.database)
    assert [row.name for row in found] == ["mk", "ak", "hh"]
    assert [row.role for row in found] == [Role.LEADER, Role.MEMBER, Role.VIEWER]

"""Due dates that are counted from other things: what may hang on what, and who may change it."""

from datetime import date

import pytest

from db.commands import Outcome, board, communication, departments, undo
from db.errors import Conflict, InvalidInput, NotFound, Refused
from db.models import Activity, CommunicationItem
from db.queries.board import cards
from db.queries.due import AT_GO_LIVE
from db.queries.plan import plan_facts
from db.queries.wall import read_wall, refresh_wall
from db.rules.due import Anchor, AnchorPoint, Due, Rule, Unit
from tests.drivers import PersonDriver, PlanDriver, changed, fails

TWO_AFTER = Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, 1)


def hang(person: PersonDriver, card: int, on: int) -> Outcome:
    """Let an activity be due the day after another one."""
    weeks = person.plan.row(Activity, card)["offset_weeks"]
    edits = changed(offset_weeks=(weeks, None), due_rule=(None, f"activity:{on}+1d"))
    return person.does(board.edit, card, edits)


def due(plan: PlanDriver, card: int) -> date | None:
    """When an activity is due."""
    (found,) = cards(plan.database, [card])
    return plan_facts(plan.database).anchors.resolve(found.due)


def test_an_activity_follows_another(plan: PlanDriver, mk: PersonDriver) -> None:
    number = mk.does(board.add, "Efter planen", due=Due(rule=TWO_AFTER)).entity_id
    first = due(plan, 1)
    assert first == date(2017, 2, 6)
    assert due(plan, number) == date(2017, 2, 8)
    mk.does(board.edit, 1, changed(offset_weeks=(-12, -11)))
    assert due(plan, number) == date(2017, 2, 15)
    mk.does(board.archive, 1)
    assert due(plan, number) == date(2017, 2, 15)


def test_a_wall_that_is_open_learns_what_an_anchor_has_become(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    number = mk.does(board.add, "Efter planen", due=Due(rule=TWO_AFTER)).entity_id
    wall = read_wall(plan.database, plan.clock.now())
    assert wall.facts.anchor_points[Anchor.ACTIVITY, 1].title == wall.cards[1].title
    mk.does(board.edit, 1, changed(offset_weeks=(-12, -11), title=(wall.cards[1].title, "Ny")))
    wall = refresh_wall(plan.database, wall, plan.clock.now())
    assert wall.facts.anchor_points[Anchor.ACTIVITY, 1] == AnchorPoint("Ny", Due(-11))
    assert wall.facts.anchors.resolve(wall.cards[number].due) == date(2017, 2, 15)
    mk.does(board.move, 1, wall.cards[2].column)
    known = wall.facts
    assert refresh_wall(plan.database, wall, plan.clock.now()).facts is known


def test_the_start_of_a_department_is_go_live_until_it_has_its_own(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    place = mk.does(departments.add, "Borgerservice", users=12).entity_id
    key = (Anchor.DEPARTMENT, place)
    rule = Rule(Anchor.DEPARTMENT, 2, id=place)
    number = mk.does(board.add, "Følg op", due=Due(rule=rule)).entity_id
    assert plan_facts(plan.database).anchor_points[key].due == AT_GO_LIVE
    assert due(plan, number) == date(2017, 5, 15)
    mk.does(departments.edit, place, changed(start_of_use=(None, date(2017, 9, 4))))
    assert due(plan, number) == date(2017, 9, 18)


def test_a_message_follows_an_activity(plan: PlanDriver, mk: PersonDriver) -> None:
    rule = Rule(Anchor.ACTIVITY, -1, Unit.WEEKS, 1)
    outcome = mk.does(communication.add, "Husk", stakeholder=None, due=Due(rule=rule), times=3)
    rows = [plan.row(CommunicationItem, outcome.entity_id + turn)["due_rule"] for turn in range(3)]
    assert rows == ["activity:1-1w", "activity:1+0w", "activity:1+1w"]
    with fails(InvalidInput, "repeats_in_working_days"):
        mk.does(communication.add, "Husk", stakeholder=None, due=Due(rule=TWO_AFTER), times=2)


@pytest.mark.parametrize("length", [1, 2, 5, 9])
def test_nothing_hangs_on_itself(plan: PlanDriver, mk: PersonDriver, length: int) -> None:
    for card in range(1, length):
        hang(mk, card, card + 1)
    with plan.no_trace(), pytest.raises(InvalidInput, match="due_circle") as refused:
        hang(mk, length, 1)
    titles = [plan.row(Activity, card)["title"] for card in (length, *range(1, length + 1))]
    told = titles if length < 9 else [*titles[:3], "…", *titles[-2:]]
    assert refused.value.params["chain"] == " → ".join(told)


def test_a_long_title_in_a_circle_is_cut_with_a_sign(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.edit, 1, changed(title=(plan.row(Activity, 1)["title"], "Å" * 90)))
    hang(mk, 1, 2)
    with pytest.raises(InvalidInput) as refused:
        hang(mk, 2, 1)
    assert refused.value.params["chain"].split(" → ")[1] == "Å" * 59 + "…"


def test_undoing_brings_no_circle_about(plan: PlanDriver, mk: PersonDriver) -> None:
    hang(mk, 1, 2)
    mk.does(board.edit, 1, changed(due_rule=("activity:2+1d", None), due_date=(None, "2017-03-01")))
    hang(plan.person("ak"), 2, 1)
    with plan.no_trace(), fails(InvalidInput, "due_circle"):
        mk.does(undo.undo)


@pytest.mark.parametrize(
    ("rule", "error", "code"),
    [
        ("activity:4711+1w", NotFound, "item_missing"),
        ("department:1+1w", NotFound, "item_missing"),
        ("activity:3+1w", Refused, "archived"),
        ("go_live-8w", InvalidInput, "due_not_understood"),
        ("end_date+521w", InvalidInput, "offset_out_of_range"),
        ("tomorrow", InvalidInput, "due_not_understood"),
    ],
)
def test_what_nobody_can_count_from_is_refused(
    plan: PlanDriver, mk: PersonDriver, rule: str, error: type[Exception], code: str
) -> None:
    mk.does(board.archive, 3)
    with plan.no_trace(), pytest.raises(error, match=code):
        mk.does(board.edit, 1, changed(offset_weeks=(-12, None), due_rule=(None, rule)))


def test_one_due_date_at_a_time(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> None:
    with plan.no_trace(), fails(InvalidInput, "due_twice"):
        mk.does(board.edit, 1, changed(due_rule=(None, "end_date+1w"), offset_weeks=(-12, -3)))
    mk.does(board.edit, 1, changed(due_rule=(None, "end_date+1w"), offset_weeks=(-12, None)))
    with plan.no_trace(), pytest.raises(Conflict) as conflict:
        ak.does(board.edit, 1, changed(due_date=(None, "2017-04-20"), offset_weeks=(-12, None)))
    assert conflict.value.fields == {"due_rule": (None, None, "end_date+1w")}


def test_a_rule_that_a_foreign_hand_has_spoilt_is_none(plan: PlanDriver, mk: PersonDriver) -> None:
    plan.sql("UPDATE activity SET offset_weeks = NULL, due_rule = 'når vi kan' WHERE id = 1")
    assert due(plan, 1) is None
    plan.sql("UPDATE activity SET due_rule = 'activity:1+1d' WHERE id = 1")
    assert due(plan, 1) is None
    mk.does(board.edit, 1, changed(due_rule=("activity:1+1d", "end_date+1w")))
    assert due(plan, 1) == date(2017, 6, 12)

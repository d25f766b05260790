"""Activities: what each command writes, and what it refuses."""

from datetime import date

import pytest

from db.commands import board
from db.errors import Conflict, InvalidInput, NeedsConfirmation, NotFound, Refused
from db.models import Activity, BoardColumn
from db.queries.board import activity, cards
from db.rules.codes import Column, Kind
from db.rules.due import Due
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

CARD, OTHER = 4, 5
IMPLEMENTATION = 21
START = "2017-04-03T08:12:00.000Z"


def order(plan: PlanDriver, column: Column) -> list[int]:
    """The activities of a column from top to bottom."""
    return [card.id for card in cards(plan.database) if card.column is column]


def test_a_new_activity_stands_last_in_ikke_startet(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("activity.added") as changes:
        new = ak.adds(
            board.add, "Ring til   Jobcenter ", due=Due(-3), responsible="ak", description="Åse\n"
        )
    row = plan.row(Activity, new)
    assert row == row | {
        "title": "Ring til Jobcenter",
        "description": "Åse",
        "kind": Kind.PREPARATION,
        "column": Column.NOT_STARTED,
        "column_since": START,
        "offset_weeks": -3,
        "due_date": None,
        "responsible": "ak",
        "version": 1,
        "archived": False,
    }
    assert order(plan, Column.NOT_STARTED)[-1] == new
    assert values(changes)["title"] == (None, "Ring til Jobcenter")


def test_a_new_activity_with_a_date(plan: PlanDriver, ak: PersonDriver) -> None:
    new = ak.adds(board.add, "Ring", due=Due(due_date=date(2017, 4, 20)))
    assert plan.row(Activity, new)["due_date"] == "2017-04-20"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " \u200b\n"}, "text_missing"),
        ({"title": "x" * 201}, "text_too_long"),
        ({"title": "x", "description": "x" * 10_001}, "text_too_long"),
        ({"title": "x", "kind": "party"}, "code_unknown"),
        ({"title": "x", "colour": "red"}, "field_unknown"),
        ({"title": "x", "responsible": "x" * 61}, "text_too_long"),
        ({"title": "x", "due": Due(offset_weeks=521)}, "offset_out_of_range"),
        ({"title": "x", "due": Due(due_date=date(9999, 12, 31))}, "date_out_of_range"),
        ({"title": "x", "due": Due(due_date=date(1, 1, 1))}, "date_out_of_range"),
    ],
)
def test_a_new_activity_that_cannot_be(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, object], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(board.add, **fields)


def test_an_edit_writes_only_what_changed(plan: PlanDriver, ak: PersonDriver) -> None:
    edits = changed(title=("Vælg skabeloner til planerne", "Vælg"), responsible=("mk", "mk"))
    with plan.one_event("activity.edited") as changes:
        ak.does(board.edit, OTHER, edits)
    assert values(changes) == {"title": ("Vælg skabeloner til planerne", "Vælg")}
    assert plan.row(Activity, OTHER)["version"] == 2


def test_an_edit_that_changes_nothing_leaves_no_event(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.no_trace():
        outcome = ak.does(board.edit, OTHER, changed(responsible=("mk", "mk")))
        assert (outcome.event, outcome.entity_id) == (None, OTHER)
        ak.does(board.edit, OTHER, {})


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        (changed(column=("not_started", "done")), "field_unknown"),
        (changed(version=(1, 9)), "field_unknown"),
        (changed(title=("", "")), "text_missing"),
        (changed(kind=("preparation", "x")), "code_unknown"),
        (changed(due_date=(None, "2017-02-30")), "date_not_understood"),
        (changed(due_date=(None, date(1999, 12, 31))), "date_out_of_range"),
        (changed(offset_weeks=(-10, "soon")), "offset_not_understood"),
        (changed(offset_weeks=(-10, 10**30)), "offset_out_of_range"),
        (changed(offset_weeks=(-10, -9), due_date=(None, "2017-04-20")), "due_twice"),
    ],
)
def test_an_edit_that_cannot_be(
    plan: PlanDriver, ak: PersonDriver, edits: dict[str, object], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(board.edit, CARD, edits)


def test_a_move_notes_when_and_why(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("activity.moved") as changes:
        ak.does(board.move, CARD, Column.WAITING, reason="Venter på MED", waiting_on=" mk\n")
    row = plan.row(Activity, CARD)
    assert (row["column"], row["column_since"]) == (Column.WAITING, START)
    assert row["waiting_on"] == activity(plan.database, CARD).card.waiting_on == "mk"
    assert row["waiting_reason"] == plan.last.note == "Venter på MED"
    assert values(changes)["column"] == ("not_started", "waiting")

    plan.later(days=1)
    ak.does(board.move, CARD, Column.DONE)
    row = plan.row(Activity, CARD)
    assert (row["completed_on"], row["waiting_reason"]) == ("2017-04-04", "")
    assert row["waiting_on"] == ""

    ak.does(board.move, CARD, Column.NOT_APPLICABLE, reason="Findes ikke hos os")
    assert plan.row(Activity, CARD)["completed_on"] is None
    assert plan.last.note == "Findes ikke hos os"


@pytest.mark.parametrize("reason", [None, "", " \n"])
def test_waiting_needs_a_reason(plan: PlanDriver, ak: PersonDriver, reason: str | None) -> None:
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        ak.does(board.move, CARD, Column.WAITING, reason=reason)


def test_who_can_end_a_waiting_may_be_said_later(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.move, CARD, Column.WAITING, reason="Venter på MED")
    with plan.one_event("activity.edited") as changes:
        ak.does(board.edit, CARD, changed(waiting_on=("", "formanden")))
    assert values(changes) == {"waiting_on": ("", "formanden")}
    with plan.no_trace(), fails(InvalidInput, "text_too_long"):
        ak.does(board.edit, CARD, changed(waiting_on=("formanden", "x" * 61)))
    with plan.no_trace(), fails(InvalidInput, "text_too_long"):
        ak.does(board.move, 5, Column.WAITING, reason="x", waiting_on="x" * 61)


def test_an_unknown_column(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.no_trace(), fails(InvalidInput, "code_unknown"):
        ak.does(board.move, CARD, "færdig")


def test_a_card_is_put_above_another(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("activity.reordered") as changes:
        ak.does(board.move, 10, Column.NOT_STARTED, before=2)
    assert order(plan, Column.NOT_STARTED)[:4] == [1, 10, 2, 3]
    assert set(values(changes)) == {"rank"}
    ak.does(board.move, 3, Column.IN_PROGRESS)
    ak.does(board.move, 4, Column.IN_PROGRESS, before=3)
    ak.does(board.move, 5, Column.IN_PROGRESS, before=3)
    assert order(plan, Column.IN_PROGRESS) == [4, 5, 3]


def test_a_card_goes_last_when_its_neighbour_has_left(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.move, 2, Column.DONE)
    ak.does(board.move, 3, Column.IN_PROGRESS)
    ak.does(board.move, 1, Column.IN_PROGRESS, before=2)
    assert order(plan, Column.IN_PROGRESS) == [3, 1]
    with fails(NotFound, "item_missing"):
        ak.does(board.move, 1, Column.IN_PROGRESS, before=999)


def test_a_move_from_where_the_card_no_longer_is(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.move, CARD, Column.DONE)
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(board.move, CARD, Column.IN_PROGRESS, base=Column.NOT_STARTED)
    assert conflict.value.fields == {"column": ("not_started", "in_progress", "done")}
    ak.does(board.move, CARD, Column.DONE, base=Column.NOT_STARTED)  # both wanted the same


def test_a_soft_limit_lets_through_and_a_hard_one_refuses(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.set_limit, Column.IN_PROGRESS, 1)
    for card in (1, 2):
        ak.does(board.move, card, Column.IN_PROGRESS)
    mk.does(board.set_limit, Column.IN_PROGRESS, 2, hard=True)
    with plan.no_trace(), fails(Refused, "column_full") as refusal:
        ak.does(board.move, 3, Column.IN_PROGRESS)
    assert refusal.value.params == {"column": "in_progress", "limit": 2, "count": 2}
    ak.does(board.move, 2, Column.IN_PROGRESS, before=1)  # within the column it may move
    ak.does(board.archive, 1)
    ak.does(board.move, 3, Column.IN_PROGRESS)
    with plan.no_trace(), fails(Refused, "column_full"):
        ak.does(board.restore, 1)


def test_a_hard_limit_holds_for_new_activities_too(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.set_limit, Column.NOT_STARTED, 25, hard=True)
    with plan.no_trace(), fails(Refused, "column_full"):
        ak.does(board.add, "En til")


@pytest.mark.parametrize("limit", [0, -1, 1000])
def test_a_limit_that_cannot_be(plan: PlanDriver, mk: PersonDriver, limit: int) -> None:
    with plan.no_trace(), fails(InvalidInput, "limit_out_of_range"):
        mk.does(board.set_limit, Column.DONE, limit)


def test_a_limit_can_be_taken_away(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.set_limit, Column.DONE, 3, hard=True)
    mk.does(board.set_limit, Column.DONE, None)
    row = plan.row(BoardColumn, "done")
    assert (row["wip_limit"], row["wip_hard"], row["version"]) == (None, False, 3)


@pytest.mark.parametrize("target", [Column.IN_PROGRESS, Column.DONE])
def test_implementation_before_go_live_must_be_confirmed_and_is_recorded(
    plan: PlanDriver, ak: PersonDriver, target: Column
) -> None:
    with plan.no_trace(), fails(NeedsConfirmation, "starts_before_go_live") as asked:
        ak.does(board.move, IMPLEMENTATION, target)
    assert asked.value.params["go_live"] == date(2017, 5, 1)
    with plan.one_event("activity.moved"):
        ak.does(board.move, IMPLEMENTATION, target, confirmed=True)
    assert plan.last.note == "starts_before_go_live"


def test_implementation_from_go_live_on_needs_no_confirmation(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, IMPLEMENTATION, Column.WAITING, reason="Til den dag")
    plan.later(days=28)
    ak.does(board.move, IMPLEMENTATION, Column.IN_PROGRESS)
    assert plan.last.note == ""


def test_what_is_archived_is_refused_until_it_is_restored(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(board.archive, CARD)
    assert plan.row(Activity, CARD)["archived"] is True
    with plan.no_trace():
        for command, args in (
            (board.edit, (changed(title=("", "x")),)),
            (board.move, (Column.DONE,)),
            (board.add_checklist_item, ("x",)),
        ):
            with fails(Refused, "archived"):
                ak.does(command, CARD, *args)
        assert ak.does(board.archive, CARD).event is None
    ak.does(board.restore, CARD)
    ak.does(board.edit, CARD, changed(title=("Kortlæg interessenterne", "x")))
    assert ak.does(board.restore, CARD).event is None

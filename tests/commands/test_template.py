"""A template comes into the plan as one event, or not at all."""

from collections.abc import Mapping
from typing import Any

import pytest

from db.commands import Edit, board, communication, people, stakeholders, template, undo
from db.commands.template import ChangedRow, Import, NewRow
from db.errors import Conflict, InvalidInput, NeedsConfirmation, NotFound, Refused
from db.models import Activity, ChecklistItem, CommunicationItem, CommunicationStep, Stakeholder
from db.queries.template import plan_ground
from db.rules.codes import Column, Role, Step
from db.rules.due import Anchor, Rule, Unit
from db.rules.template import TemplateKind
from tests.drivers import PersonDriver, PlanDriver, changed, fails

A, C, S = TemplateKind.ACTIVITIES, TemplateKind.COMMUNICATION, TemplateKind.STAKEHOLDERS
FIRST = "Afklar, om der er nye arbejdsgange"


def imported(plan: PlanDriver, *rows: NewRow | ChangedRow) -> Import:
    """An import that was compared with the plan as it is now."""
    return Import(TemplateKind.PLAN, rows, plan_ground(plan.database).newest)


def edited(kind: TemplateKind, row_id: int, version: int = 1, **fields: Any) -> ChangedRow:
    return ChangedRow(kind, row_id, version, changed(**fields))


def test_all_registers_take_part_in_one_event(plan: PlanDriver, mk: PersonDriver) -> None:
    bakers = NewRow(S, {"name": "Bagere", "influence": "high"})
    cake = NewRow(A, {"title": "Bestil kage", "offset_weeks": -1}, ("Ring", "Betal"))
    news = NewRow(C, {"message": "Der er kage", "stakeholder": "Bagere"})
    first = edited(
        A, 1, title=(FIRST, "Afklar"), offset_weeks=(-12, None), due_date=(None, "2017-04-20")
    )
    with plan.one_event("template.imported"):
        mk.does(template.apply, imported(plan, bakers, cake, news, first))
    assert plan.last.note == "plan 3 1"
    assert plan.row(Activity, 1)["title"] == "Afklar"
    assert plan.row(Activity, 1)["due_date"] == "2017-04-20"
    assert plan.row(CommunicationItem, 20)["stakeholder"] == 10
    steps = CommunicationStep.select().where(CommunicationStep.item == 20)
    assert [row.step for row in steps.execute(plan.database)] == list(Step)
    points = ChecklistItem.select().where(ChecklistItem.activity == 26).order_by(ChecklistItem.rank)
    assert [row.text for row in points.execute(plan.database)] == ["Ring", "Betal"]


def test_new_rows_come_last_in_the_order_of_the_template(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    titles = [f"Opgave {number}" for number in range(80)]
    mk.does(template.apply, imported(plan, *(NewRow(A, {"title": title}) for title in titles)))
    rows = Activity.select(Activity.title).order_by(Activity.rank).execute(plan.database)
    assert [row.title for row in rows][-80:] == titles


def test_what_changes_nothing_leaves_no_event(plan: PlanDriver, mk: PersonDriver) -> None:
    with plan.no_trace():
        outcome = mk.does(template.apply, imported(plan, edited(A, 1, title=(FIRST, FIRST))))
    assert outcome.event is None


def test_a_move_is_what_it_is_on_the_board(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(
        template.apply,
        imported(
            plan,
            edited(A, 1, column=("not_started", "done")),
            edited(A, 2, column=("not_started", "waiting"), waiting_reason=("", "Svar")),
            NewRow(A, {"title": "Kage", "column": "waiting", "waiting_reason": "Mel"}),
        ),
    )
    assert plan.row(Activity, 1)["completed_on"] == "2017-04-03"
    assert plan.row(Activity, 2)["waiting_reason"] == "Svar"
    assert plan.row(Activity, 26)["waiting_reason"] == "Mel"
    mk.does(template.apply, imported(plan, edited(A, 2, 2, column=("waiting", "in_progress"))))
    assert plan.row(Activity, 2)["waiting_reason"] == ""


def test_a_completed_message_bears_the_leaders_name(plan: PlanDriver, mk: PersonDriver) -> None:
    done = edited(C, 1, state=("planned", "completed"))
    mk.does(template.apply, imported(plan, done, NewRow(C, {"message": "Ja", "state": "ready"})))
    assert plan.row(CommunicationItem, 1)["completed_by"] == "mk"
    assert plan.row(CommunicationItem, 20)["state"] == "ready"


REFUSED: Mapping[str, tuple[type, str, tuple[NewRow | ChangedRow, ...]]] = {
    "no title": (InvalidInput, "text_missing", (NewRow(A, {"title": " "}),)),
    "too long": (InvalidInput, "text_too_long", (NewRow(A, {"title": "x" * 201}),)),
    "no such field": (InvalidInput, "field_unknown", (NewRow(A, {"title": "x", "rank": "a"}),)),
    "two due dates": (InvalidInput, "due_twice", (edited(A, 1, due_date=(None, "2017-05-05")),)),
    "waits for nothing": (
        InvalidInput,
        "reason_missing",
        (edited(A, 1, column=("not_started", "waiting")),),
    ),
    "starts early": (
        NeedsConfirmation,
        "starts_before_go_live",
        (NewRow(A, {"title": "x", "kind": "implementation", "column": "done"}),),
    ),
    "called off": (Refused, "import_cancels", (NewRow(C, {"message": "x", "state": "cancelled"}),)),
    "a group nobody knows": (
        NotFound,
        "stakeholder_unknown",
        (NewRow(C, {"message": "x", "stakeholder": "Bagere"}),),
    ),
    "a group that is none": (
        NotFound,
        "item_missing",
        (NewRow(C, {"message": "x", "stakeholder": 99}),),
    ),
    "a department that is none": (
        NotFound,
        "item_missing",
        (NewRow(A, {"title": "x", "department": 99}),),
    ),
    "an odd trigger": (
        InvalidInput,
        "code_unknown",
        (NewRow(C, {"message": "x", "trigger": "y"}),),
    ),
    "not relevant, and why": (
        InvalidInput,
        "reason_missing",
        (edited(S, 1, relevant=(True, False)),),
    ),
    "no such row": (NotFound, "item_missing", (edited(A, 99, title=("", "x")),)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_one_bad_row_and_nothing_is_done(plan: PlanDriver, mk: PersonDriver, case: str) -> None:
    error, code, rows = REFUSED[case]
    with plan.no_trace(), fails(error, code):
        mk.does(template.apply, imported(plan, NewRow(A, {"title": "God nok"}), *rows))


def test_a_hard_limit_holds_for_new_cards_and_for_moved_ones(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.set_limit, Column.NOT_STARTED, 26, hard=True)
    mk.does(board.set_limit, Column.IN_PROGRESS, 1, hard=True)
    news = [NewRow(A, {"title": f"Nr. {number}"}) for number in (1, 2)]
    with plan.no_trace(), fails(Refused, "column_full"):
        mk.does(template.apply, imported(plan, *news))
    moves = [edited(A, number, column=("not_started", "in_progress")) for number in (1, 2)]
    with plan.no_trace(), fails(Refused, "column_full"):
        mk.does(template.apply, imported(plan, *moves))
    mk.does(template.apply, imported(plan, moves[0], *news))


def test_a_closed_message_is_reopened_with_a_reason_and_not_by_a_template(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(communication.complete, 1)
    again = edited(C, 1, 2, state=("completed", "planned"))
    with plan.no_trace(), fails(Refused, "item_closed"):
        mk.does(template.apply, imported(plan, again))


def test_what_a_colleague_has_done_since_the_preview_stops_all_of_it(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    what = imported(plan, NewRow(A, {"title": "Kage"}), edited(A, 1, offset_weeks=(-12, -10)))
    ak.does(board.edit, 1, changed(title=(FIRST, "Afklar")))
    with plan.no_trace(), fails(Conflict, "import_overtaken") as caught:
        mk.does(template.apply, what)
    assert caught.value.params["title"] == "Afklar"
    assert caught.value.params["who"] == "ak"
    ak.does(undo.undo)
    ak.does(board.archive, 1)
    with plan.no_trace(), fails(Conflict, "import_overtaken"):
        mk.does(template.apply, what)


def test_the_same_row_added_by_two_at_once_is_added_once(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    what = imported(plan, NewRow(S, {"name": "Bagere"}), NewRow(A, {"title": "Kage"}))
    ak.does(board.add, "Kage")
    with plan.no_trace(), fails(Conflict, "import_doubles") as caught:
        mk.does(template.apply, what)
    assert (caught.value.params["title"], caught.value.params["who"]) == ("Kage", "ak")
    ak.does(undo.undo)
    mk.does(template.apply, what)


def test_only_a_leader_imports_and_takes_an_import_back(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    what = imported(plan, NewRow(A, {"title": "Kage"}))
    with fails(Refused, "role_needed"):
        ak.does(template.apply, what)
    assert (plan.last.action, plan.last.note) == ("refused", "role_needed template.apply")
    mk.does(people.set_role, "ak", Role.LEADER)
    ak.does(template.apply, what)
    mk.does(people.set_role, "ak", Role.MEMBER)
    with fails(Refused, "role_needed"):
        ak.does(undo.undo)


class Ended(Exception):
    """The person has had enough."""


def test_an_import_that_is_ended_half_way_has_done_nothing(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    def ended(number: int) -> None:
        if number == 5:
            raise Ended

    rows = [NewRow(A, {"title": f"Nr. {number}"}) for number in range(9)]
    with plan.no_trace(), pytest.raises(Ended):
        mk.does(template.apply, imported(plan, *rows), progress=ended)


# Taking it back --------------------------------------------------------------------------


def a_mixed_import(plan: PlanDriver) -> Import:
    return imported(
        plan,
        NewRow(S, {"name": "Bagere"}),
        NewRow(A, {"title": "Kage"}, ("Ring",)),
        NewRow(C, {"message": "Der er kage", "stakeholder": "Bagere"}),
        edited(A, 1, title=(FIRST, "Afklar")),
    )


def test_an_import_is_undone_and_redone_in_one_step(plan: PlanDriver, mk: PersonDriver) -> None:
    before = plan_ground(plan.database).rows
    mk.does(template.apply, a_mixed_import(plan))
    after = plan_ground(plan.database).rows
    with plan.one_event("undo"):
        mk.does(undo.undo)
    assert _without_versions(plan_ground(plan.database).rows) == _without_versions(before)
    with plan.one_event("redo"):
        mk.does(undo.redo)
    assert _without_versions(plan_ground(plan.database).rows) == _without_versions(after)


def _without_versions(rows: Mapping[TemplateKind, Any]) -> Any:
    return {kind: [row._replace(version=0) for row in found] for kind, found in rows.items()}


def test_a_colleagues_work_on_an_imported_row_is_never_undone_with_it(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(template.apply, a_mixed_import(plan))
    deeds: tuple[tuple[Any, ...], ...] = (
        (board.edit, 26, changed(description=("", "Med flødeskum"))),
        (board.set_tick, 33, True),
        (communication.edit, 20, changed(channel=("", "Mail"))),
        (stakeholders.edit, 10, changed(handling=("", "Ros dem"))),
        (board.edit, 1, changed(title=("Afklar", "Afklar det"))),
    )
    for deed in deeds:
        ak.does(*deed)
        with plan.no_trace(), fails(Refused, "undo_overtaken") as caught:
            mk.does(undo.undo)
        assert caught.value.params["who"] == "ak"
        assert caught.value.params["what"] in ("Kage", "Der er kage", "Bagere", "Afklar det")
        ak.does(undo.undo)
    mk.does(undo.undo)
    assert plan.row(Activity, 26)["archived"]


def test_a_stakeholder_to_whom_a_colleagues_message_goes_since_is_not_taken_away(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(template.apply, imported(plan, NewRow(S, {"name": "Bagere"})))
    ak.does(communication.add, "Der er kage", stakeholder=10)
    with plan.no_trace(), fails(Refused, "stakeholder_in_use") as caught:
        mk.does(undo.undo)
    assert caught.value.params == {"title": "Bagere", "message": "Der er kage"}
    ak.does(undo.undo)
    mk.does(undo.undo)
    assert plan.row(Stakeholder, 10)["archived"]


def test_two_leaders_imports_do_not_undo_each_other(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(people.set_role, "ak", Role.LEADER)
    mk.does(template.apply, a_mixed_import(plan))
    version = plan.row(Activity, 26)["version"]
    ak.does(template.apply, imported(plan, edited(A, 26, version, title=("Kage", "Lagkage"))))
    with plan.no_trace(), fails(Refused, "undo_overtaken"):
        mk.does(undo.undo)
    ak.does(undo.undo)
    mk.does(undo.undo)
    assert plan.row(Stakeholder, 10)["archived"]


def test_a_row_added_before_an_import_is_not_undone_with_what_the_import_said_of_it(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.add, "Kage")
    mk.does(template.apply, imported(plan, edited(A, 26, description=("", "Med flødeskum"))))
    with plan.no_trace(), fails(Refused, "undo_overtaken"):
        ak.does(undo.undo)


def test_an_edit_is_told_with_its_base(plan: PlanDriver, mk: PersonDriver) -> None:
    row = ChangedRow(A, 1, 7, {"title": Edit(FIRST, "Afklar")})
    with fails(Conflict, "import_overtaken") as caught:
        mk.does(template.apply, imported(plan, row))
    assert caught.value.fields == {"title": (FIRST, "Afklar", FIRST)}


def test_what_is_done_and_counted_from_a_changed_row_keeps_its_date(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    """Even where the same import changes the row that is held."""
    for done in (2, 3):
        weeks = plan.row(Activity, done)["offset_weeks"]
        rule = Rule(Anchor.ACTIVITY, done, Unit.DAYS, 1).stored
        mk.does(board.edit, done, changed(offset_weeks=(weeks, None), due_rule=(None, rule)))
        mk.does(board.move, done, Column.DONE)
    versions = [plan.row(Activity, number)["version"] for number in (1, 2)]
    moved = edited(A, 1, versions[0], offset_weeks=(-12, -6))
    told = edited(A, 2, versions[1], responsible=(plan.row(Activity, 2)["responsible"], "SB"))
    with plan.one_event("template.imported"):
        mk.does(template.apply, imported(plan, moved, told))
    assert plan.row(Activity, 1)["offset_weeks"] == -6
    for number, day in ((2, "2017-02-08"), (3, "2017-02-09")):
        row = plan.row(Activity, number)
        assert (row["due_date"], row["due_rule"]) == (day, None)
    assert plan.row(Activity, 2)["responsible"] == "SB"
    mk.does(undo.undo)
    assert plan.row(Activity, 3)["due_rule"] == "activity:1+3d"

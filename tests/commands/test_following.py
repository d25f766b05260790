"""Something moves that dates are counted from: what follows, what stays, and all of it undone."""

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.commands import board, communication, days_off, departments, plan, undo
from db.errors import Refused
from db.models import Activity, CommunicationItem, Department
from db.queries.due import DUE_COLUMNS, read_due
from db.queries.plan import plan_facts
from db.queries.start_move import start_move
from db.rules.codes import Column, CommunicationState, Kind
from db.rules.due import Anchor, Due, Rule, Unit
from db.rules.go_live_move import Dated, Stays, Warned, said
from tests.commands.histories import (
    Deed,
    card_edits,
    cards,
    due_fields,
    dues,
    edit,
    items,
    places,
    play,
)
from tests.drivers import PersonDriver, PlanDriver, changed, fails

MAY, JUNE, NOVEMBER = date(2017, 5, 1), date(2017, 6, 1), date(2017, 11, 1)
TODAY = date(2017, 4, 3)


class Desk:
    """A department with activities of every sort, as the member ak has written them."""

    def __init__(self, at: PlanDriver, ak: PersonDriver) -> None:
        self.at, self.ak = at, ak
        self.id = ak.adds(departments.add, "Borgerservice", users=40)
        late = Kind.IMPLEMENTATION
        self.routine = self.activity("Gå rutinerne igennem", late, Due(offset_weeks=2))
        self.done = self.activity("Åbn for de nye arbejdsgange", late, Due(offset_weeks=1))
        self.ready = self.activity("Gør klar", Kind.PREPARATION, Due(offset_weeks=-2))
        self.fixed = self.activity("Hold åbent hus", late, Due(due_date=date(2017, 5, 20)))
        ak.does(board.move, self.done, Column.DONE, confirmed=True)
        counted = Due(rule=Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, self.routine))
        self.told = ak.adds(communication.add, "Nu gælder det nye", stakeholder=None, due=counted)

    def activity(self, title: str, kind: Kind, due: Due) -> int:
        """Another of its activities."""
        return self.ak.adds(board.add, title, kind=kind, due=due, department=self.id)

    def starts(self, old: date | None, new: date | None) -> None:
        """Let it start on another day."""
        self.ak.does(departments.edit, self.id, changed(start_of_use=(old, new)))

    def due(self, number: int) -> tuple[str | None, date | None]:
        """The rule of an activity if it is no number of weeks, and the date that it comes to."""
        return self.at.row(Activity, number)["due_rule"], self.day(Activity, number)

    def day(self, table: type[Activity | CommunicationItem], number: int) -> date | None:
        """When an item is due."""
        from db.commands._due import due_of

        return plan_facts(self.at.database).anchors.resolve(due_of(self.at.row(table, number)))


@pytest.fixture
def desk(plan_: PlanDriver, ak: PersonDriver) -> Desk:
    """A department with a few activities."""
    return Desk(plan_, ak)


def test_a_department_with_its_own_start_counts_what_it_implements_from_there(desk: Desk) -> None:
    before = desk.at.rows()
    with desk.at.one_event("department.edited"):
        desk.starts(None, JUNE)
    rule = f"department:{desk.id}+2w"
    assert desk.due(desk.routine) == (rule, date(2017, 6, 15))
    assert desk.day(CommunicationItem, desk.told) == date(2017, 6, 19)
    assert desk.due(desk.done) == (None, date(2017, 5, 8))
    assert desk.at.row(Activity, desk.done)["offset_weeks"] == 1
    assert desk.at.row(Activity, desk.ready)["offset_weeks"] == -2
    assert desk.due(desk.fixed) == (None, date(2017, 5, 20))
    assert said(desk.at.last.note) == ("", 2)

    desk.starts(JUNE, None)
    assert desk.due(desk.routine) == (rule, date(2017, 5, 15))
    desk.ak.does(undo.undo)
    desk.ak.does(undo.undo)
    after = desk.at.rows()
    for row in (*before.values(), *after.values()):
        row.pop("version", None)
    assert after == before


def test_what_is_done_and_counted_from_a_start_keeps_its_date(desk: Desk) -> None:
    desk.starts(None, JUNE)
    desk.ak.does(board.move, desk.routine, Column.DONE, confirmed=True)
    desk.starts(JUNE, NOVEMBER)
    assert desk.due(desk.routine) == (None, date(2017, 6, 15))
    assert desk.day(CommunicationItem, desk.told) == date(2017, 6, 19)
    assert said(desk.at.last.note) == ("", None)
    desk.ak.does(undo.undo)
    assert desk.due(desk.routine) == (f"department:{desk.id}+2w", date(2017, 6, 15))


def test_what_is_done_and_counted_from_what_is_recounted_keeps_its_date(
    desk: Desk, mk: PersonDriver
) -> None:
    """Until now it hung on go-live, and on no department."""
    mk.does(communication.complete, desk.told)
    desk.starts(None, JUNE)
    row = desk.at.row(CommunicationItem, desk.told)
    assert (row["due_date"], row["due_rule"]) == ("2017-05-17", None)
    assert said(desk.at.last.note) == ("", 1)


def test_other_edits_of_a_department_touch_nothing_else(desk: Desk) -> None:
    with desk.at.one_event("department.edited") as changes:
        desk.ak.does(departments.edit, desk.id, changed(users=(40, 50)))
    assert [change.field for change in changes] == ["users"]


def test_the_preview_of_a_start_says_what_follows_and_what_stays(desk: Desk) -> None:
    found = start_move(desk.at.database, desk.id, JUNE, TODAY)
    assert (found.department, found.old, found.new, found.followed) == (
        "Borgerservice",
        None,
        JUNE,
        2,
    )
    assert {(one.item.kind, one.item.id): one.shift[:2] for one in found.move.changes} == {
        (Dated.DEPARTMENT, desk.id): (MAY, JUNE),
        (Dated.ACTIVITY, desk.routine): (date(2017, 5, 15), date(2017, 6, 15)),
        (Dated.COMMUNICATION, desk.told): (date(2017, 5, 17), date(2017, 6, 19)),
    }
    assert [(stay.item.id, stay.reason, stay.warning) for stay in found.move.stays] == [
        (desk.ready, Stays.ANCHOR, None),
        (desk.done, Stays.DONE, None),
        (desk.fixed, Stays.FIXED, Warned.BEFORE_GO_LIVE),
    ]
    early = start_move(desk.at.database, desk.id, date(2017, 4, 24), TODAY).move.changes[0]
    assert early.shift.warning is Warned.BEFORE_GO_LIVE


def test_go_live_leaves_alone_what_is_counted_from_a_departments_own_start(
    desk: Desk, mk: PersonDriver
) -> None:
    desk.starts(None, JUNE)
    mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket")
    assert desk.due(desk.routine)[1] == date(2017, 6, 15)
    assert desk.day(CommunicationItem, desk.told) == date(2017, 6, 19)
    assert desk.day(Activity, desk.ready) == date(2017, 10, 18)


def test_while_a_new_date_is_awaited_only_what_has_its_own_start_has_dates(
    desk: Desk, mk: PersonDriver
) -> None:
    desk.starts(None, JUNE)
    end = Due(rule=Rule(Anchor.END_DATE, -1))
    last = desk.activity("Gør op", Kind.IMPLEMENTATION, end)
    other = desk.ak.adds(departments.add, "Jobcenter", users=9)
    theirs = Due(rule=Rule(Anchor.DEPARTMENT, 2, id=other))
    there = desk.ak.adds(board.add, "Følg op", due=theirs, department=other)
    assert desk.day(Activity, there) == date(2017, 5, 15)
    mk.does(plan.set_go_live, None, reason="Afventer ny dato")
    assert desk.due(desk.routine)[1] == date(2017, 6, 15)
    assert desk.day(CommunicationItem, desk.told) == date(2017, 6, 19)
    assert desk.due(desk.done)[1] == date(2017, 5, 8)  # it is held at the date that it had
    assert (desk.day(Activity, desk.ready), desk.day(Activity, last)) == (None, None)
    assert desk.due(there) == (f"department:{other}+2w", None)
    desk.ak.does(departments.edit, other, changed(start_of_use=(None, JUNE)))
    assert desk.day(Activity, there) == date(2017, 6, 15)


def test_what_is_counted_from_an_item_follows_it_but_for_what_is_done(
    desk: Desk, mk: PersonDriver
) -> None:
    counted = Due(rule=Rule(Anchor.ACTIVITY, 1, id=desk.routine))
    held = desk.ak.adds(communication.add, "Det går i gang", stakeholder=None, due=counted)
    mk.does(communication.complete, held)
    with desk.at.one_event("activity.edited"):
        desk.ak.does(board.edit, desk.routine, changed(offset_weeks=(2, 4)))
    assert said(desk.at.last.note) == ("", 1)
    assert desk.day(CommunicationItem, desk.told) == date(2017, 5, 31)
    assert desk.at.row(CommunicationItem, held)["due_date"] == "2017-05-22"
    desk.ak.does(undo.undo)
    assert desk.day(CommunicationItem, desk.told) == date(2017, 5, 17)
    assert desk.at.row(CommunicationItem, held)["due_rule"] == f"activity:{desk.routine}+1w"


def test_an_activity_follows_a_message_too(desk: Desk) -> None:
    counted = Due(rule=Rule(Anchor.COMMUNICATION, 3, Unit.DAYS, desk.told))
    after = desk.ak.adds(board.add, "Saml svarene", due=counted)
    whole = (f"activity:{desk.routine}+2wd", None)
    edits = changed(due_rule=whole, due_date=(None, "2017-05-02"))
    desk.ak.does(communication.edit, desk.told, edits)
    assert desk.day(Activity, after) == date(2017, 5, 5)
    assert said(desk.at.last.note) == ("", 1)


def test_a_move_is_not_undone_over_a_colleagues_edit_of_what_it_held(
    desk: Desk, mk: PersonDriver
) -> None:
    desk.starts(None, JUNE)
    desk.ak.does(board.move, desk.routine, Column.DONE, confirmed=True)
    desk.starts(JUNE, NOVEMBER)
    mk.does(board.edit, desk.routine, changed(responsible=("", "LED")))
    desk.ak.does(undo.undo)  # another field does not meet it
    assert desk.at.row(Activity, desk.routine)["responsible"] == "LED"
    desk.ak.does(undo.redo)
    mk.does(board.edit, desk.routine, changed(due_date=("2017-06-15", "2017-06-16")))
    with desk.at.no_trace(), fails(Refused, "undo_overtaken"):
        desk.ak.does(undo.undo)
    mk.does(undo.undo)
    desk.ak.does(undo.undo)
    assert desk.at.row(Department, desk.id)["start_of_use"] == "2017-06-01"


@pytest.fixture
def plan_(plan: PlanDriver) -> PlanDriver:
    """The fixture ``plan``, beside the module of that name."""
    return plan


def test_what_has_been_done_since_a_move_keeps_its_date_when_that_is_undone(
    desk: Desk, mk: PersonDriver
) -> None:
    mk.does(plan.set_go_live, NOVEMBER, reason="Late")
    desk.ak.does(board.move, desk.ready, Column.DONE)
    mk.does(undo.undo)
    assert desk.due(desk.ready) == (None, date(2017, 10, 18))
    assert desk.due(desk.routine) == (None, date(2017, 5, 15))
    mk.does(undo.redo)
    assert desk.due(desk.ready) == (None, date(2017, 10, 18))
    assert desk.due(desk.routine) == (None, date(2017, 11, 15))


def test_what_was_counted_anew_and_done_since_keeps_its_date_when_that_is_undone(
    desk: Desk, mk: PersonDriver
) -> None:
    desk.starts(None, JUNE)
    mk.does(board.move, desk.routine, Column.DONE, confirmed=True)
    desk.ak.does(undo.undo)
    assert desk.due(desk.routine) == (None, date(2017, 6, 15))
    assert desk.day(CommunicationItem, desk.told) == date(2017, 6, 19)


def test_what_is_done_keeps_its_date_when_a_colleague_takes_an_edit_back(
    desk: Desk, mk: PersonDriver
) -> None:
    desk.ak.does(board.edit, desk.routine, changed(offset_weeks=(2, 3)))
    mk.does(communication.complete, desk.told)
    desk.ak.does(undo.undo)
    assert desk.due(desk.routine) == (None, date(2017, 5, 15))
    assert desk.day(CommunicationItem, desk.told) == date(2017, 5, 24)


def test_what_is_done_keeps_its_date_when_days_off_are_taken_back(
    desk: Desk, mk: PersonDriver
) -> None:
    mk.does(days_off.add, "Holiday week", first_day=date(2017, 5, 15), last_day=date(2017, 5, 19))
    mk.does(communication.complete, desk.told)
    mk.does(undo.undo)
    assert desk.day(CommunicationItem, desk.told) == date(2017, 5, 23)


def test_an_item_that_comes_off_what_it_was_counted_from_holds_what_is_done(
    desk: Desk, mk: PersonDriver
) -> None:
    by_first = Rule(Anchor.ACTIVITY, 1, id=desk.fixed)
    second = desk.activity("Bagefter", Kind.PREPARATION, Due(rule=by_first))
    by_second = Rule(Anchor.ACTIVITY, 1, id=second)
    last = desk.activity("Til sidst", Kind.PREPARATION, Due(rule=by_second))
    mk.does(board.move, last, Column.DONE)
    june = changed(due_date=(None, date(2017, 6, 1)), due_rule=(by_first.stored, None))
    mk.does(board.edit, second, june)
    assert desk.due(last) == (None, date(2017, 6, 3))


def test_what_was_archived_when_it_was_done_keeps_its_date(desk: Desk, mk: PersonDriver) -> None:
    mk.does(communication.complete, desk.told)
    mk.does(communication.archive, desk.told)
    mk.does(board.archive, desk.done)
    mk.does(plan.set_go_live, NOVEMBER, reason="Late")
    assert desk.at.row(Activity, desk.done)["due_date"] == "2017-05-08"
    mk.does(undo.undo)
    assert desk.at.row(Activity, desk.done)["offset_weeks"] == 1
    mk.does(undo.redo)
    mk.does(board.restore, desk.done)
    mk.does(communication.restore, desk.told)
    assert desk.due(desk.done) == (None, date(2017, 5, 8))
    assert desk.day(CommunicationItem, desk.told) == date(2017, 5, 17)


def test_undoing_the_first_date_takes_it_from_what_was_done_before_but_not_since(
    desk: Desk, mk: PersonDriver
) -> None:
    mk.does(plan.set_go_live, None, reason="Venter på leverandøren")
    desk.ak.does(board.move, desk.ready, Column.DONE)
    mk.does(plan.set_go_live, NOVEMBER, reason="Ny dato")
    assert desk.due(desk.ready) == (None, date(2017, 10, 18))
    desk.ak.does(board.move, desk.routine, Column.DONE, confirmed=True)
    mk.does(undo.undo)
    assert desk.due(desk.ready) == (None, None)
    assert desk.at.row(Activity, desk.ready)["offset_weeks"] == -2
    assert desk.due(desk.routine) == (None, date(2017, 11, 15))


def by(login: str, command: Any, *args: Any, **kwargs: Any) -> st.SearchStrategy[Deed]:
    """One command by somebody."""
    return st.tuples(
        st.just(login), st.just(command), st.tuples(*args), st.fixed_dictionaries(kwargs)
    )


far = st.sampled_from([None, date(2017, 6, 1), date(2017, 6, 6), NOVEMBER])
moves = st.lists(
    st.one_of(
        by("ak", board.move, cards, st.just(Column.DONE), confirmed=st.just(True)),
        by("ak", board.move, cards, st.just(Column.DONE), confirmed=st.just(True)),
        by("mk", communication.complete, items),
        by("mk", plan.set_go_live, far, reason=st.just("Flyttet")),
        by("mk", plan.set_go_live, far, reason=st.just("Flyttet")),
        by("mk", undo.undo),
        by("mk", undo.undo),
        by("mk", undo.redo),
        by("ak", board.add, st.just("Ny"), due=dues),
        by("mk", board.edit, cards, card_edits),
        by("ak", communication.edit, items, edit(CommunicationItem, due_fields)),
        by("ak", board.archive, cards),
        by("mk", board.restore, cards),
        by("mk", departments.add, st.just("Vej"), users=st.just(3)),
        by("mk", departments.edit, places, edit(Department, {"start_of_use": far})),
        by("mk", days_off.add, st.just("Lukket"), first_day=far.filter(bool)),
        by("ak", undo.undo),
    ),
    min_size=8,
    max_size=30,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=moves)
def test_whatever_is_moved_what_is_done_keeps_its_date(planted: Path, history: list[Deed]) -> None:
    """But for what somebody has done to the item itself, and a date that never was."""
    with tempfile.TemporaryDirectory() as folder:
        at = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            at.sql("PRAGMA synchronous = OFF")
            for one in history:
                before = _done(at)
                play(at, [one])
                after, last = _done(at), at.last
                for key in before.keys() & after.keys() - {(last.entity, last.entity_id)}:
                    taken_back = last.action == "undo" and after[key] is None
                    assert before[key] in (None, after[key]) or taken_back, (key, last.action)
        finally:
            at.close()


def _done(at: PlanDriver) -> dict[tuple[str, Any], date | None]:
    """When what is done was due."""
    anchors, done = plan_facts(at.database).anchors, (Column.DONE, CommunicationState.COMPLETED)
    return {
        key: anchors.resolve(read_due(*(row[name] for name in DUE_COLUMNS)))
        for key, row in at.rows().items()
        if key[0] in ("activity", "communication_item")
        and (row.get("column") in done or row.get("state") in done)
    }

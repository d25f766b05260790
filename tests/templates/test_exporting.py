"""What is exported can be worked in, and imported again it changes nothing."""

import csv
import shutil
import tempfile
import tomllib
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from db.commands import board, communication, departments, plan, template
from db.connection import open_plan
from db.errors import Refused
from db.rules.codes import Column
from db.rules.due import Due, stored_rule
from db.rules.template import TemplateKind
from db.seed import create_plan
from sapa_tui import locale
from sapa_tui.presentation.template_preview import preview_lines
from sapa_tui.templates.comparing import compare
from sapa_tui.templates.exporting import FORMATS, exported
from sapa_tui.templates.files import read_file
from tests.commands.histories import Deed, histories, play
from tests.drivers import FRIDAY, MONDAY, PersonDriver, PlanDriver, changed, fails

from .driver import KINDS, TODAY, A, C, as_csv, ground, opened, preview, told

ODD = ("=1+1", "+45 12 34 56", "-x", "@home", "'=x", "1", "TRUE", "a;b", 'an "inch"', "Ä\tö")
FAULTS = ("#N/A", "Ã¸l")
"""What is taken for a fault of the file, unless the plan itself says it."""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_an_import_of_an_export_changes_nothing_in_either_language(
    plan: PlanDriver, form: str, language: str
) -> None:
    for kind in KINDS:
        locale.use(language)
        data = exported(kind, form, ground(plan))
        locale.use("en")
        found = preview(plan, kind, data)
        assert (found.entries, told(found), found.skipped) == ([], [], [])
        assert len(found.unchanged) == len(ground(plan).rows[kind])


RULES = ("end_date-1w", "go_live-10wd", "department:1+2w", "activity:2+2wd", "activity:27+1d")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_what_due_dates_are_counted_from_comes_back_unchanged(
    plan: PlanDriver, mk: PersonDriver, form: str, language: str
) -> None:
    mk.does(departments.add, "Borgerservice", users=42)
    for title in ("2 uger efter “start”", "Samme titel", "samme titel"):
        mk.does(board.add, title)
    for rule in (*RULES, "activity:26+1w", "communication_item:3-2d"):
        mk.does(board.add, f"Efter {rule}", due=Due(rule=stored_rule(rule)))
    mk.does(
        communication.add,
        "Husk kagen",
        stakeholder=None,
        due=Due(rule=stored_rule("activity:26+1d")),
    )
    for kind in (A, C):
        locale.use(language)
        data = exported(kind, form, ground(plan))
        locale.use("en")
        found = preview(plan, kind, data)
        assert (found.entries, told(found), found.skipped) == ([], [], [])


def test_what_a_due_date_would_be_counted_from_is_called_by_its_title(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    approved = mk.adds(board.add, "Få planen godkendt", due=Due(offset_weeks=-4))
    mk.adds(board.add, "Fortæl det", due=Due(rule=stored_rule(f"activity:{approved}+1w")))
    rows = [
        ["Aktivitet", "Frist"],
        ["Fortæl det", "2 dage efter Få planen godkendt"],
        ["Bestil kage", "1 uge før Få planen godkendt"],
    ]
    lines = preview_lines(preview(plan, A, as_csv(rows)), {}, 100)
    page = ["".join(text for text, _style in line).strip() for line in lines]
    assert "Due: 1 week before “Få planen godkendt”" in page
    assert "Due: 1 week after “Få planen godkendt” → 2 days after “Få planen godkendt”" in page


def test_a_row_counts_only_from_what_the_plan_has_already(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    head = ["Aktivitet", "Frist"]
    rows = [head, ["Bestil lokaler", "01-05-2017"], ["Bestil kage", "2 dage efter Bestil lokaler"]]
    refused = preview(plan, A, as_csv(rows))
    assert told(refused) == [
        "Row 3, column B “Frist”: Nothing in the plan is called “Bestil lokaler”; what comes with "
        "this file can be counted from only once it is there."
    ]
    mk.does(template.apply, preview(plan, A, as_csv(rows[:2])).work())
    mk.does(template.apply, preview(plan, A, as_csv(rows)).work())
    assert ground(plan).rows[A][-1].values["due_rule"] == "activity:26+2d"


def test_a_template_for_other_plans_counts_from_no_item_of_this_one(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.add, "Efter", due=Due(rule=stored_rule("activity:2+2d")))
    mk.does(board.add, "Til sidst", due=Due(rule=stored_rule("end_date-1w")))
    data = exported(TemplateKind.PLAN, "toml", ground(plan)).decode()
    dues = {row["title"]: row.get("due") for row in tomllib.loads(data)["activity"]}
    assert (dues["Efter"], dues["Til sidst"]) == ("T-11", "1 week before end date")
    again = preview(plan, TemplateKind.PLAN, data.encode())
    assert (again.entries, told(again)) == ([], [])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories(25))
def test_whatever_people_have_done_to_the_plan(planted: Path, history: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            at.sql("PRAGMA synchronous = OFF")
            play(at, history)
            for kind in KINDS:
                for form in FORMATS:
                    found = preview(at, kind, exported(kind, form, ground(at)))
                    assert (found.entries, told(found)) == ([], []), form
        finally:
            at.close()


@pytest.mark.parametrize("form", FORMATS)
def test_words_that_look_like_something_else_come_back_as_words(
    plan: PlanDriver, mk: PersonDriver, form: str
) -> None:
    for text in (*FAULTS, *ODD):
        mk.does(board.add, text, description=text, responsible=text)
    data = exported(A, form, ground(plan))
    found = preview(plan, A, data)
    assert (found.entries, told(found)) == ([], [])
    for row in range(28, 28 + len(ODD)):
        mk.does(board.archive, row)
    again = preview(plan, A, data)
    mk.does(template.apply, again.work())
    new = ground(plan).rows[A][27:]
    assert [row.values["title"] for row in new] == [" ".join(text.split()) for text in ODD]


def test_a_csv_is_what_danish_excel_opens_and_nothing_in_it_is_a_formula(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.add, "=cmd|'/c calc'!A1")
    locale.use("da")
    text = exported(A, "csv", ground(plan)).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[0][:5] == ["Nr.", "Aktivitet", "Beskrivelse", "Ansvarlig", "Udfører"]
    assert rows[1][1] == "Afklar, om der er nye arbejdsgange"
    assert rows[-1][1] == "'=cmd|'/c calc'!A1"


def test_a_workbook_is_ready_to_be_worked_in(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.add, "=1+1", due=Due(due_date=date(2017, 4, 20)))
    locale.use("da")
    sheet = opened(exported(A, "xlsx", ground(plan)))
    head, last = sheet[1], sheet[sheet.max_row]
    assert sheet.title == "Aktivitetsplan"
    assert all(cell.font.bold for cell in head)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", f"A1:N{sheet.max_row}")
    assert sheet.column_dimensions["B"].width > 40
    assert all(cell.alignment.wrap_text for cell in last[1:3])
    assert (last[1].value, last[1].data_type, last[1].quotePrefix) == ("=1+1", "s", True)
    assert (last[5].value.date(), last[5].number_format) == (date(2017, 4, 20), "DD-MM-YYYY")
    assert sheet.page_setup.orientation == "landscape"


def test_an_edit_in_excel_is_the_only_thing_that_changes(
    plan: PlanDriver, mk: PersonDriver, tmp_path: Path
) -> None:
    sheet: Any = opened(exported(C, "xlsx", ground(plan)))
    names = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, names["Channel"]).value = "Intranet"
    sheet.append([None, "Styregruppe", None, "Husk kagen", None, "Mail"])
    sheet.parent.save(tmp_path / "plan.xlsx")
    found = preview(plan, C, (tmp_path / "plan.xlsx").read_bytes())
    (new,), (edited,) = found.added, found.changed
    assert (new.row, edited.row) == (21, 3)
    with plan.one_event("template.imported") as changes:
        mk.does(template.apply, found.work())
    assert ("communication_item", 2, "channel", "Ledermøde", "Intranet") in changes
    data = exported(C, "xlsx", ground(plan))
    assert [cell.value for cell in opened(data)[21]][1:4] == ["Styregruppe", None, "Husk kagen"]


# A plan as a template --------------------------------------------------------------------


def another_plan(folder: Path) -> PlanDriver:
    """Another municipality's plan, without anything of A08 in it."""
    path = folder / "other.db"
    create_plan(path, municipality="Tønder", go_live=date(2018, 2, 1), leader="tn", now=FRIDAY)
    database = open_plan(path)
    for table in ("checklist_item", "activity", "communication_step", "communication_item"):
        database.execute_sql(f"DELETE FROM {table}")  # type: ignore[no-untyped-call]
    database.execute_sql("DELETE FROM stakeholder")  # type: ignore[no-untyped-call]
    database.close()
    return PlanDriver(path, MONDAY)


def test_a_plan_becomes_a_template_without_people_and_with_weeks_for_dates(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.add, "Møde", due=Due(due_date=date(2017, 4, 28)), responsible="ak")
    mk.does(board.move, 2, Column.DONE)
    mk.does(communication.edit, 1, changed(sender=("Projektleder", "Anders Krogh")))
    mk.does(communication.complete, 1)
    found = tomllib.loads(exported(TemplateKind.PLAN, "toml", ground(plan)).decode())
    text = str(found)
    assert "Mette" not in text
    assert "Anders" not in text
    assert {row["column"] for row in found["activity"]} == {"not_started"}
    assert {row["state"] for row in found["communication"]} == {"planned"}
    assert found["activity"][-1] == {
        "title": "Møde",
        "due": "T-1",
        "column": "not_started",
        "kind": "preparation",
        "condition": "always",
    }
    assert all(str(row.get("due", "T+0")).startswith("T") for row in found["activity"])


def test_a_template_of_a_plan_becomes_another_plan(
    plan: PlanDriver, mk: PersonDriver, tmp_path: Path
) -> None:
    data = exported(TemplateKind.PLAN, "toml", ground(plan))
    other = another_plan(tmp_path)
    try:
        found = compare(TemplateKind.PLAN, read_file(data, TemplateKind.PLAN), ground(other), TODAY)
        assert (len(found.added), told(found)) == (53, [])
        with other.one_event("template.imported"):
            other.person("tn").does(template.apply, found.work())
        assert exported(TemplateKind.PLAN, "toml", ground(other)) == data
    finally:
        other.close()
    again = compare(TemplateKind.PLAN, read_file(data, TemplateKind.PLAN), ground(plan), TODAY)
    assert (again.entries, told(again)) == ([], [])


def test_weeks_are_counted_from_go_live_and_without_it_that_is_said(
    plan_: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(plan.set_go_live, None, reason="Afventer")
    exported(TemplateKind.PLAN, "toml", ground(plan_))
    mk.does(board.add, "Møde", due=Due(due_date=date(2017, 4, 28)))
    with fails(Refused, "template_needs_go_live"):
        exported(TemplateKind.PLAN, "toml", ground(plan_))


@pytest.fixture
def plan_(plan: PlanDriver) -> PlanDriver:
    """The plan's file, where ``plan`` is the module of its commands."""
    return plan

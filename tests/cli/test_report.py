"""``report``: what the steering group is handed."""

import csv
import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db.commands import adoption, board, communication, departments
from db.rules.codes import Answer, Column, Step
from db.rules.due import Anchor, Due, Rule, Unit, due_by
from sapa_tui.cli import report as cli
from sapa_tui.presentation.report import REPORTS
from tests.drivers import PersonDriver, PlanDriver, changed

from .conftest import Run


def table(markdown: str, heading: str) -> list[dict[str, str]]:
    """The rows of the table in Markdown whose head has this heading."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    start = next(n for n, line in enumerate(lines) if f"| {heading} |" in line)
    end = next((n for n in range(start + 2, len(lines)) if "| --" in lines[n]), len(lines) + 1) - 1
    text = StringIO("\n".join(lines[start:end]))
    rows = csv.reader(text, delimiter="|", escapechar="\\", quoting=csv.QUOTE_NONE)
    head, _rule, *found = [[cell.strip() for cell in row[1:-1]] for row in rows]
    return [dict(zip(head, row, strict=True)) for row in found]


def test_the_plan_is_handed_out_with_everything_a_steering_group_asks(
    sapa: Run, mk: PersonDriver
) -> None:
    mk.does(board.move, 3, Column.WAITING, reason="Svar fra | KMD", waiting_on="ak")
    mk.does(board.edit, 3, changed(assignee=("", "ak")))
    mk.does(departments.add, "Jobcenter", users=40)
    mk.does(board.edit, 3, changed(department=(None, 1)))
    out = sapa("report", "plan").out
    assert out.startswith("# Implementation plan\n\nAabenraa Kommune · A08 ")
    assert "- **As of:** Mon 03-04-2017 · week 14\n" in out
    assert "- **Go-live:** Mon 01-05-2017 · week 18 · in 28 days (17 working days)" in out
    assert "- **End date:** Mon 05-06-2017 · go-live + 5 weeks · week 23" in out
    assert "Whit Monday" in out
    assert "- **Progress:** 0 % · Preparation 0 of 20 · Implementation 0 of 5" in out
    assert [row["What"] for row in table(out, "Met")] == [
        *("An approved plan", "A communication plan", "The quality criterion"),
        *("Adoption by all users", "New workflows?"),
    ]
    row = next(row for row in table(out, "Activity") if row["No."] == "3")
    assert row["Activity"] == "Udpeg superbrugere i afdelingerne"
    assert (row["Waiting for"], row["Unblocked by"]) == ("Svar fra | KMD", "Anders Krogh")
    assert "13-02-2017 | 7 | T-11 | 49 days over | Waiting |" in out
    assert "| Jobcenter |" in out


def test_a_due_date_that_is_counted_otherwise_says_so_in_full(sapa: Run, mk: PersonDriver) -> None:
    approved = mk.adds(board.add, "Få planen godkendt", due=Due(offset_weeks=-2))
    rule = Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, approved)
    mk.does(board.add, "Tell them", due=due_by(rule))
    rows = table(sapa("report", "plan").out, "Activity")
    row = next(row for row in rows if row["Activity"] == "Tell them")
    assert row["Counted from"] == "2 working days after “Få planen godkendt”"
    assert row["Due"] == "19-04-2017"


def test_the_communication_says_who_is_missing(sapa: Run, mk: PersonDriver) -> None:
    mk.does(communication.set_step, 1, Step.DRAFT, True)
    mk.does(communication.complete, 1)
    out = sapa("report", "communication").out
    assert "- **Stakeholders reached:** 1 of 9" in out
    assert "1 of 9 relevant stakeholders have been reached." in out
    assert "Still missing: " in out
    (reached,) = [row for row in table(out, "Reached") if row["Reached"] == "✓"]
    assert reached["Stakeholder"] == "Styregruppe"
    rows = table(out, "Recipient")
    assert rows[0]["Status"] == "Completed"
    assert [rows[0][step] for step in ("Draft", "Sent/held")] == ["✓", "○"]
    assert rows[-1]["Counted from"] == "when go-live moves"


def test_the_adoption_in_numbers_with_its_goal(
    sapa: Run, mk: PersonDriver, plan: PlanDriver
) -> None:
    mk.does(departments.add, "Jobcenter", users=40)
    mk.does(departments.add, "Bibliotek", users=6, new_workflows=Answer.NO, reason="Har dem.")
    plan.later(weeks=7)
    for week, number in enumerate((4, 10, 30)):
        mk.does(adoption.set_use, 1, number, week=week)
    out = sapa("report", "adoption").out
    assert "The goal is that all 40 users have the new workflows in use by Monday 5 June" in out
    assert "Still missing: “Jobcenter”." in out or "Still missing: Jobcenter." in out
    job, library, together = table(out, "Department")
    assert [job[f"T+{week}"] for week in range(6)] == ["4", "10", "30", "", "", ""]
    assert job["Share (goal: all)"] == "███████░░░ 75 %"
    assert library["State"] == "No new workflows"
    assert together["Share (goal: all)"] == "**███████░░░ 75 %**"


@pytest.mark.parametrize("kind", REPORTS)
@pytest.mark.parametrize(
    ("suffix", "begins"), [("md", b"# "), ("html", b"<!doctype html>"), ("xlsx", b"PK")]
)
def test_a_file_is_what_its_name_says(
    sapa: Run, plan: PlanDriver, tmp_path: Path, kind: str, suffix: str, begins: bytes
) -> None:
    path = tmp_path / f"ud.{suffix}"
    with plan.no_trace():
        ran = sapa("--lang", "da", "report", kind, str(path))
    assert (ran.out, ran.err) == (f"{path}\n", "")
    assert path.read_bytes().startswith(begins)
    assert [one.name for one in tmp_path.iterdir() if "plan.db" not in one.name] == [path.name]


def test_what_looks_like_a_formula_is_text_in_the_workbook(
    sapa: Run, mk: PersonDriver, tmp_path: Path
) -> None:
    for title in ("=1+1", "+45 12 34 56 78", "-2", "@home"):
        mk.does(board.add, title)
    path = tmp_path / "ud.xlsx"
    assert sapa("report", "plan", str(path)).code == 0
    sheet: Any = load_workbook(path)["Activities"]
    names = [cell.value for cell in sheet[1]]
    rows = {row[names.index("Activity")].value: row for row in sheet.iter_rows(min_row=2)}
    for title in ("=1+1", "+45 12 34 56 78", "-2", "@home"):
        cell = rows[title][names.index("Activity")]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    first = rows["Afklar, om der er nye arbejdsgange"][names.index("Due")]
    assert (first.value.date(), first.number_format) == (date(2017, 2, 6), "DD-MM-YYYY")


def test_a_file_is_only_replaced_when_that_is_said(sapa: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text("min egen", encoding="utf-8")
    assert "There is a file at" in sapa("report", "plan", str(path)).refusal
    assert path.read_text(encoding="utf-8") == "min egen"
    assert sapa("report", "plan", str(path), "--replace").code == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "x.doc"), "ends in none of .md, .html and .xlsx"),
        (("plan", "/nowhere/x.html"), "does not allow"),
        (("kager",), "'kager' is not one of"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    sapa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in sapa("report", *arguments).refusal
    assert list(tmp_path.glob("x*")) == []


def test_a_workbook_is_not_poured_into_a_terminal(
    sapa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "is_terminal", lambda _stream: True)
    said = sapa("report", "plan", "--format", "xlsx").refusal
    assert said == "A workbook cannot be shown in a terminal; write it to a file."


def test_somebody_who_only_reads_may_have_it(
    sapa: Run, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPA_AS", "hh")
    os.chmod(plan_path, 0o444)
    assert sapa("report", "plan", "--format", "html").out.startswith("<!doctype html>")


def test_what_only_a_workbook_needs_is_not_loaded_for_a_page(plan_path: Path) -> None:
    script = (
        "import sys; from sapa_tui.cli import run; code = run(sys.argv[1:]); "
        "print(code, sorted({'textual', 'openpyxl'} & sys.modules.keys()), file=sys.stderr)"
    )
    for form, loaded in (("markdown", []), ("html", []), ("xlsx", ["openpyxl"])):
        line = ["--db", str(plan_path), "report", "plan", "--format", form]
        done = subprocess.run(
            [sys.executable, "-c", script, *line], capture_output=True, check=True, timeout=60
        )
        assert done.stderr.decode() == f"0 {loaded}\n"

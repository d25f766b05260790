"""``template``: files out of the plan and into it."""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from db.commands import board
from db.models import Activity
from sapa_tui.cli import template as cli
from tests.drivers import PersonDriver, PlanDriver, changed

from .conftest import Run

FIRST = "Afklar, om der er nye arbejdsgange"
ROWS = f"Aktivitet;Frist\n{FIRST};23-04-2017\nBestil kage;T-1\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A template as somebody has it."""
    path = tmp_path / "plan.csv"
    path.write_text(ROWS, encoding="cp1252")
    return path


class Stdin(io.TextIOWrapper):
    """What is piped into a command."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "toml"])
@pytest.mark.parametrize("kind", ["activities", "communication", "stakeholders"])
def test_an_export_imported_again_changes_nothing(
    sapa: Run, plan: PlanDriver, tmp_path: Path, kind: str, suffix: str
) -> None:
    path = tmp_path / f"ud.{suffix}"
    assert sapa("template", "export", kind, str(path)).out == f"{path}\n"
    with plan.no_trace():
        ran = sapa("template", "import", kind, str(path), "--format", "json")
    assert (ran.data["added"], ran.data["changed"], ran.data["refused"]) == ([], [], [])
    assert "Nothing had to be changed." in ran.err


def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    sapa: Run, plan: PlanDriver, file: Path
) -> None:
    with plan.no_trace():
        ran = sapa("template", "import", "aktivitetsplan", str(file), "--dry-run")
        data = sapa(
            "template", "import", "activities", str(file), "--dry-run", "--format", "json"
        ).data
    assert ran.out.splitlines() == [
        "1 new · 1 changed · 0 as before",
        "",
        "Would be added",
        "+ Row 3: Bestil kage",
        "    Due: T-1",
        "",
        "Would be changed",
        f"≠ Row 2: {FIRST}",
        "    Due: T-12 → 23-04-2017",
    ]
    assert [(row["row"], row["title"]) for row in data["added"]] == [(3, "Bestil kage")]
    assert data["changed"][0]["fields"] == {"due": {"old": "T-12", "new": "23-04-2017"}}
    assert data["refused"] == []


def test_an_import_is_one_event_that_is_undone_in_one_step(
    sapa: Run, plan: PlanDriver, file: Path
) -> None:
    with plan.one_event("template.imported"):
        ran = sapa("template", "import", "activities", str(file))
    assert ran.code == 0
    assert "MK imported an activity plan: 1 added, 1 changed." in ran.err
    assert plan.row(Activity, 1)["due_date"] == "2017-04-23"
    assert sapa("undo").code == 0
    assert plan.row(Activity, 1)["offset_weeks"] == -12


def test_one_row_that_is_not_understood_and_nothing_is_imported(
    sapa: Run, plan: PlanDriver, file: Path
) -> None:
    file.write_text(f"{ROWS}Bag kage;snart\n", encoding="utf-8")
    with plan.no_trace():
        ran = sapa("template", "import", "activities", str(file), "--format", "json")
    assert ran.code == 1
    (refused,) = json.loads(ran.out)["refused"]
    assert (refused["row"], refused["column"], refused["heading"]) == (4, "B", "Frist")
    assert refused["reason"].startswith("Row 4, column B “Frist”: “snart” is neither")
    assert ran.err.startswith("Nothing was imported")
    ran = sapa("template", "import", "activities", str(file), "--dry-run")
    assert ran.code == 1
    assert ran.err.startswith("Nothing was imported")
    assert "! Row 4, column B “Frist”" in ran.out


def test_it_goes_through_a_pipe_too(
    sapa: Run, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = sapa("template", "export", "communication", "-")
    assert out.out.startswith("\ufeffNo.;Stakeholder;")
    monkeypatch.setattr(sys, "stdin", Stdin(out.out.encode()))
    with plan.no_trace():
        assert sapa("template", "import", "communication", "-", "--dry-run").out.startswith("0 new")
    plan_out = sapa("template", "export", "plan", "-").out
    monkeypatch.setattr(sys, "stdin", Stdin(plan_out.encode()))
    with plan.no_trace():
        assert sapa("template", "import", "plan", "-").code == 0


def test_a_file_is_only_replaced_when_that_is_said(sapa: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("min egen", encoding="utf-8")
    assert "There is a file at" in sapa("template", "export", "activities", str(path)).refusal
    assert path.read_text(encoding="utf-8") == "min egen"
    assert sapa("template", "export", "activities", str(path), "--replace").code == 0
    assert path.read_text(encoding="utf-8-sig").startswith("No.;Activity;")
    assert {one.name for one in tmp_path.iterdir()} == {"plan.csv", "plan.db"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "plan", "x.xlsx"), "A template of the whole plan is a TOML file."),
        (("export", "activities", "x.doc"), "ends in none of .xlsx, .csv and .toml"),
        (("export", "activities", "/nowhere/x.csv"), "does not allow"),
        (("export", "kager", "x.csv"), "“kager” is no kind of template; use activities,"),
        (("import", "activities", "nothing.csv"), "cannot be read"),
        (("import", "activities", "."), "cannot be read"),
        (("import", "activities", "/dev/null"), "/dev/null is no ordinary file;"),
        (("import", "activities", "empty.csv"), "There are no rows in it."),
        (("import", "activities", "pipe"), "pipe is no ordinary file; copy it into one,"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    sapa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("empty.csv").touch()
    assert said in sapa("template", *arguments).refusal
    assert list(tmp_path.glob("x*")) == []


def test_fifty_megabytes_are_refused(sapa: Run, tmp_path: Path) -> None:
    path = tmp_path / "stor.xlsx"
    with path.open("wb") as opened:
        opened.truncate(50 * 2**20)
    said = sapa("template", "import", "activities", str(path)).refusal
    assert said == "The file is larger than 20 MB; a plan takes far less."


def test_only_a_leader_imports(
    sapa: Run, plan: PlanDriver, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPA_AS", "ak")
    ran = sapa("template", "import", "activities", str(file))
    assert ran.code == 1
    assert "This takes the role project leader" in ran.err
    assert plan.last.note == "role_needed template.apply"
    assert sapa("template", "export", "activities", "-").code == 0


def test_a_colleague_is_faster_than_the_import(
    sapa: Run, plan: PlanDriver, ak: PersonDriver, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(*_arguments: object) -> None:
        ak.does(board.edit, 1, changed(title=(FIRST, "Afklar nye arbejdsgange")))

    monkeypatch.setattr(cli, "_show", shown)
    ran = sapa("template", "import", "activities", str(file))
    assert ran.code == 1
    assert ran.err.startswith("AK has changed “Afklar nye arbejdsgange” meanwhile")
    assert plan.last.action == "activity.edited"


def test_what_takes_long_is_told_and_can_be_interrupted_with_nothing_done(
    sapa: Run, plan: PlanDriver, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_UNTOLD_SECONDS", 0.0)
    told: list[str] = []

    def interrupted(sentence: str) -> None:
        told.append(sentence)
        if sentence.startswith("Importing"):
            raise KeyboardInterrupt

    monkeypatch.setattr(cli, "say", interrupted)
    with plan.no_trace():
        ran = sapa("template", "import", "activities", str(file))
    assert ran.code == 130
    assert told[0] == "Comparing with the plan, row 0 …"


def test_a_workbook_is_not_poured_into_a_terminal(
    sapa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(os, "get_terminal_size", lambda _number: os.terminal_size((80, 24)))
    ran = sapa("template", "export", "activities", "-", "--format", "xlsx")
    assert ran.refusal == "A workbook cannot be shown in a terminal; write it to a file."


def test_an_import_that_was_undone_is_told_by_what_it_did(
    sapa: Run, plan: PlanDriver, file: Path
) -> None:
    sapa("template", "import", "activities", str(file))
    said = "MK undid: MK imported an activity plan: 1 added, 1 changed."
    assert said in sapa("undo").err


def test_a_cell_that_is_far_too_long_is_told_with_its_row_and_column(sapa: Run, file: Path) -> None:
    file.write_text(f"Aktivitet;Beskrivelse\nKage;{'x' * 200_000}\n", encoding="utf-8")
    ran = sapa("template", "import", "activities", str(file), "--dry-run", "--format", "json")
    (refused,) = json.loads(ran.out)["refused"]
    assert refused["reason"] == (
        "Row 2, column B “Beskrivelse”: Description holds at most 10000 characters and this is "
        "200000; make it shorter."
    )


def test_what_a_code_may_be_is_told_without_naming_the_column_twice(sapa: Run, file: Path) -> None:
    file.write_text("Budskab;Status\nKage;snart\n", encoding="utf-8")
    ran = sapa("template", "import", "communication", str(file), "--dry-run", "--format", "json")
    (refused,) = json.loads(ran.out)["refused"]
    assert refused["reason"].startswith("Row 2, column B “Status”: “snart” is not possible; ")


def test_the_help_names_the_kinds(sapa: Run) -> None:
    for words in ((), ("import",), ("export",)):
        said = " ".join(sapa("template", *words, "--help").out.split())
        assert "KIND is activities, communication, stakeholders or plan." in said

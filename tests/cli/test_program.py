"""The program around its commands: language, help, exit codes, and what it must not load."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sapa_tui.cli
from db.errors import Refused
from sapa_tui.__main__ import main
from sapa_tui.cli import plan, run, spoken_language
from sapa_tui.cli.program import MODULES
from sapa_tui.cli.session import Session

from .conftest import Run

COMMANDS = [[name] for name in MODULES] + [
    *(["activity", name] for name in ("add", "edit", "move", "archive", "restore", "show")),
    *(["communication", name] for name in ("add", "edit", "step", "complete", "reopen")),
    *(["communication", name] for name in ("cancel", "archive", "restore")),
    *(["person", name] for name in ("add", "role", "remove", "restore")),
]
LISTS = ("status", "board", "communication", "stakeholders", "people", "history")


def program(
    *arguments: str, stdin: int | None = subprocess.DEVNULL, **env: str
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "sapa_tui", *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "SAPA_LANG": "en", **env},
    )


def test_the_usage_line_is_danish_too(sapa: Run) -> None:
    for command in ([], ["activity"], ["activity", "move"]):
        usage = sapa("--lang", "da", *command, "--help").out.splitlines()[0]
        assert "OPTION" not in usage
        assert "COMMAND" not in usage


@pytest.mark.parametrize("command", [[], *COMMANDS])
@pytest.mark.parametrize(("language", "usage"), [("en", "Usage:"), ("da", "Brug:")])
def test_every_command_helps_in_both_languages(
    sapa: Run, command: list[str], language: str, usage: str
) -> None:
    ran = sapa("--lang", language, *command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"{usage} sapa-tui")
    assert ran.err == ""


def test_danish_is_spoken_unless_another_language_is_asked_for(
    sapa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAPA_LANG")
    assert "Kommune" in sapa("status").out
    assert "Municipality" in sapa("--lang=en", "status").out
    monkeypatch.setenv("SAPA_LANG", "en")
    assert "Municipality" in sapa("status").out
    assert "Kommune" in sapa("--lang", "da", "status").out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "da"),
        (["--lang", "en"], "en"),
        (["--lang=en", "status"], "en"),
        (["--db", "--lang", "--lang", "en", "board"], "en"),
        (["init", "--lang", "en"], "da"),
        (["--as", "en", "activity", "add", "--lang"], "da"),
        (["--lang"], "da"),
        (["--lang", "tlh"], "da"),
    ],
)
def test_the_language_is_found_before_anything_is_read(
    arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAPA_LANG", raising=False)
    assert spoken_language(arguments) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["--nope"],
        ["--lang", "tlh", "status"],
        ["status", "--format", "xml"],
        ["activity"],
        ["activity", "move"],
        ["activity", "move", "four", "done"],
        ["activity", "move", "4", "limbo"],
        ["activity", "show", "0"],
        ["activity", "show", "99999999999999999999999"],
        ["activity", "add", "T", "--offset", "T-1", "--due", "23-11-2026"],
        ["activity", "edit", "4"],
        ["communication", "reopen", "4"],
        ["init", "--municipality", "M"],
        ["history", "--limit", "0"],
        ["person", "add", "ole", "--name", "Ole", "--role", "boss"],
        ["board", "x\x1b]0;y\x07", "two"],
    ],
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_command_written_wrong_ends_with_2_and_one_sentence(
    sapa: Run, arguments: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPA_LANG", language)
    ran = sapa(*arguments)
    if arguments == ["activity"]:
        assert ran.code == 2
        return
    assert ran.code == 2
    assert "--help" in ran.refusal
    assert "\x1b" not in ran.err


def test_a_language_that_nobody_speaks_opens_no_dashboard(
    sapa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sapa("--lang", "tlh").code == sapa("--lang=").code == 2
    monkeypatch.setenv("SAPA_LANG", "tlh")
    assert sapa().code == 2


def test_the_dashboard_needs_a_terminal(sapa: Run) -> None:
    for arguments in ([], ["demo"]):
        ran = sapa(*arguments)
        assert ran.code == 1
        assert "needs a terminal" in ran.refusal


def test_the_dashboard_is_opened_for_the_person_who_asks(
    sapa: Run, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, str | None]] = []

    def note(path: Path, person: str | None) -> int:
        opened.append((path, person))
        return 0

    monkeypatch.setattr(sapa_tui.cli, "demand_terminal", lambda: None)
    monkeypatch.setattr(sapa_tui.cli, "open_dashboard", note)
    assert sapa().code == 0
    assert sapa("--as", "AK").code == 0
    missing = plan_path.with_name("missing.db")
    assert sapa("--db", str(missing)).code == 0
    assert opened == [(plan_path, "mk"), (plan_path, "ak"), (missing, "mk")]
    assert sapa("--as", "nobody").code == 1


def test_the_demo_leaves_nothing_behind(
    sapa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def look(path: Path, person: str | None) -> int:
        assert path.is_file()
        seen.append(path)
        assert person == "mk"
        return 0

    monkeypatch.delenv("SAPA_AS")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(plan, "demand_terminal", lambda: None)
    monkeypatch.setattr(plan, "open_dashboard", look)
    assert sapa("demo").code == 0
    assert len(seen) == 1
    assert not seen[0].parent.exists()


def test_the_demo_leaves_nothing_behind_when_its_window_is_closed(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; import sapa_tui.cli; from sapa_tui.cli import plan, run; "
        "plan.demand_terminal = lambda: None; "
        "plan.open_dashboard = lambda path, person: os.kill(os.getpid(), signal.SIGHUP); "
        "run(['demo'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False
    )
    assert done.returncode == -signal.SIGHUP
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_command_ends_with_130(
    sapa: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_session: Session) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "plan", interrupt)
    assert sapa("board").code == 130


def test_a_fault_of_the_program_goes_to_its_log(
    sapa: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_session: Session) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Session, "plan", fail)
    monkeypatch.setattr("sapa_tui.faults.log_path", lambda: tmp_path / "log" / "sapa-tui.log")
    monkeypatch.setattr(sys, "argv", ["sapa-tui", "board"])
    with pytest.raises(SystemExit) as ended:
        main()
    written = capsys.readouterr()
    assert ended.value.code == 1
    assert "nobody foresaw" in written.err
    assert "secret" not in written.err
    assert "secret detail" in (tmp_path / "log" / "sapa-tui.log").read_text()


def test_refusals_are_not_faults(sapa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_session: Session) -> None:
        raise Refused("column_full", column="waiting", limit=2, count=2)

    monkeypatch.setattr(Session, "plan", refuse)
    assert sapa("board").refusal.startswith("The column Waiting is full")


@pytest.mark.parametrize("command", LISTS)
def test_a_list_loads_neither_the_dashboard_nor_heavy_data(plan_path: Path, command: str) -> None:
    script = (
        "import sys; from sapa_tui.cli import run; code = run(sys.argv[1:]); "
        "heavy = {'textual', 'rich', 'holidays', 'babel', 'openpyxl', 'playhouse'}; "
        "print(code, sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    for form in ("plain", "json"):
        done = subprocess.run(
            [sys.executable, "-c", script, "--db", str(plan_path), command, "--format", form],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == "0 []\n"


def test_a_reader_who_goes_away_is_not_complained_to(plan_path: Path) -> None:
    running = program("history", "--format", "json", SAPA_DB=str(plan_path))
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == ""
    running.stderr.close()
    assert running.wait() == 141


def test_data_goes_to_stdout_and_words_to_stderr(plan_path: Path) -> None:
    running = program("--as", "mk", "activity", "add", "Ny opgave", SAPA_DB=str(plan_path))
    out, err = running.communicate()
    assert (running.returncode, out) == (0, "26\n")
    assert "Ny opgave" in err


@pytest.mark.parametrize(
    ("form", "encoding"),
    [("plain", "latin-1"), ("html", "latin-1"), ("json", "utf-8"), ("csv", "utf-8")],
)
def test_a_machine_without_utf8_gets_its_data_all_the_same(
    plan_path: Path, form: str, encoding: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sapa_tui", "--lang", "en", "board", "--format", form],
        capture_output=True,
        env={**os.environ, "SAPA_DB": str(plan_path), "PYTHONIOENCODING": "latin-1"},
        check=True,
    )
    assert "Kortlæg interessenterne" in done.stdout.decode(encoding)
    assert done.stderr == b""


def test_run_needs_no_process(plan_path: Path, sapa: Run) -> None:
    assert run(["status"]) == 0


def test_the_dashboard_is_drawn_on_what_is_a_terminal(
    sapa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual draws on stderr, which may have been led into a file."""
    monkeypatch.setattr(sapa_tui.cli, "is_terminal", lambda stream: stream is not sys.stderr)
    monkeypatch.setattr(sapa_tui.cli, "open_dashboard", lambda *_: 0)
    assert sapa().refusal.startswith("The dashboard needs a terminal")
    monkeypatch.setattr(sapa_tui.cli, "is_terminal", lambda stream: True)
    assert sapa().code == 0

"""Output that nobody takes: a full disk, a reader that has gone; never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sapa_tui.cli import session

from .conftest import Run

COMMANDS = (("status",), ("--help",), ("board", "--help"), ("board", "--format", "json"))
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def run_into(
    plan_path: Path, *command: str, out: int | None = None, err: int | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "sapa_tui", "--db", str(plan_path), "--as", "mk", *command],
        stdout=subprocess.PIPE if out is None else out,
        stderr=subprocess.PIPE if err is None else err,
        text=True,
        env={**os.environ, "SAPA_LANG": "en", "HOME": str(plan_path.parent)},
        check=False,
    )


def closed_pipe() -> int:
    reader, writer = os.pipe()
    os.close(reader)
    return writer


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_said_in_one_sentence(plan_path: Path, command: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        done = run_into(plan_path, *command, out=full.fileno())
    assert done.returncode == 1
    assert done.stderr.startswith("The output could not be written (No space left")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_has_gone_is_not_complained_to(
    plan_path: Path, command: tuple[str, ...]
) -> None:
    gone = closed_pipe()
    done = run_into(plan_path, *command, out=gone)
    os.close(gone)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_change_counts_though_nobody_can_be_told(plan_path: Path) -> None:
    gone = closed_pipe()
    with open("/dev/full", "w") as full:
        for err in (gone, full.fileno()):
            done = run_into(plan_path, "activity", "add", "Ny opgave", err=err)
            assert done.returncode == 0
            assert done.stdout.strip().isdigit()
            assert run_into(plan_path, "activity", "show", "999", err=err).returncode == 1
    os.close(gone)


def test_with_both_streams_gone_the_exit_code_still_tells(plan_path: Path) -> None:
    with open("/dev/full", "w") as full:
        both = full.fileno()
        assert run_into(plan_path, "status", out=both, err=both).returncode == 1
        assert run_into(plan_path, "no-such-command", out=both, err=both).returncode == 2


def test_who_is_no_person_is_not_told_of_waiting(
    sapa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "WAITED_SECONDS", 0.0)
    assert sapa("activity", "add", "Ny opgave").err == "MK added “Ny opgave”.\n"


@pytest.mark.parametrize(
    ("command", "closed", "code"),
    [
        ("status", "2>&-", 0),
        ("status", ">&-", 1),
        ("status", ">&- 2>&-", 1),
        ("activity add Ny", "<&- 2>&-", 0),
        ("doctor", ">&-", 1),
        ("restore {plan} --yes", "<&- 2>&-", 1),
        ("activity add Ny", ">&-", 0),
        ("", "<&-", 1),
        ("", ">&-", 1),
    ],
)
def test_a_stream_that_was_never_open_takes_and_gives_nothing(
    plan_path: Path, command: str, closed: str, code: int
) -> None:
    words = command.format(plan=plan_path).split()
    program = [sys.executable, "-m", "sapa_tui", "--db", str(plan_path), "--as", "mk", *words]
    given = {**os.environ, "SAPA_LANG": "en", "HOME": str(plan_path.parent)}
    shell = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *program]
    done = subprocess.run(shell, capture_output=True, text=True, env=given, check=False)
    assert done.returncode == code
    assert done.stderr.count("\n") <= 1
    assert not list(plan_path.parent.rglob("*.log")), "it was taken for a fault of the program"

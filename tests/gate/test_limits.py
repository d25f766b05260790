"""What a login brings along, and what it may take."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from sapa_tui.ssh.limits import MEMORY, clean_environment

PLAN = Path("/srv/plan.db")


@pytest.mark.parametrize("term", ["", "x" * 65, "xterm; id", "../../x", "xterm\n", "æ", "\x1b[2J"])
def test_a_terminal_that_is_none_is_an_xterm(term: str) -> None:
    assert clean_environment({"TERM": term}, PLAN)["TERM"] == "xterm"


@pytest.mark.parametrize("term", ["dumb", "xterm-256color", "tmux-256color", "rxvt+pcfkeys", "x.1"])
def test_a_terminal_that_may_be_one_is_kept(term: str) -> None:
    assert clean_environment({"TERM": term}, PLAN)["TERM"] == term


def test_nothing_else_comes_along() -> None:
    names = "PATH HOME SHELL LC_ALL LANG TEXTUAL_LOG PYTHONPATH LD_PRELOAD SSH_ORIGINAL_COMMAND"
    more = "SAPA_AS SAPA_DB TZ LINES NO_COLOR EDITOR PAGER BROWSER TEXTUAL_DRIVER XDG_CACHE_HOME"
    sent = dict.fromkeys(f"{names} {more}".split(), "x")
    assert clean_environment({**sent, "TERM": "vt100", "COLORTERM": "24bit"}, PLAN) == {
        "TERM": "vt100",
        "COLORTERM": "24bit",
        "LANG": "C.UTF-8",
        "XDG_STATE_HOME": "/srv",
    }
    assert "COLORTERM" not in clean_environment({"COLORTERM": "yes"}, PLAN)


def test_memory_is_bounded_and_leaves_no_trace_on_the_disk() -> None:
    look = (
        "import os, resource as r; from sapa_tui.ssh.limits import bound_resources;"
        "bound_resources();"
        "print(r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_CORE), os.umask(0), os.getcwd())"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert ran.stdout.split(None, 1) == [str(MEMORY), "(0, 0) 63 /\n"]


def test_what_runs_out_of_memory_ends_with_a_sentence(tmp_path: Path) -> None:
    story = (
        "from sapa_tui.ssh.limits import bound_resources\n"
        "from sapa_tui.faults import record\n"
        "bound_resources()\n"
        "kept = []\n"
        "try:\n    while True: kept.append(bytearray(1_000_000))\n"
        "except MemoryError as fault: print(record(fault))"
    )
    given = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", story], env=given, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "used all the memory" in ran.stdout
    assert "MemoryError" in next(tmp_path.rglob("*.log")).read_text()


def test_a_bound_that_is_set_already_is_not_raised() -> None:
    tight = 300 * 2**20
    look = (
        "import resource as r; from sapa_tui.ssh.limits import bound_resources;"
        "bound_resources(); print(r.getrlimit(r.RLIMIT_AS)[1])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", look],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (tight, tight)),
    )
    assert int(ran.stdout) == tight

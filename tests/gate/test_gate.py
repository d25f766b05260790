"""The gate: each comes in as the owner of their key, into what they may, and into nothing else."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from db.commands import keys, people
from sapa_tui.ssh.gate import logged_in_with, whose
from tests.rules.test_keys import ECDSA, ED25519, FINGERPRINT, OTHER

from .conftest import MINUTE, Door


def test_a_command_is_carried_out_as_the_owner_of_the_key(door: Door) -> None:
    came = door("status --format json")
    assert (came.code, came.err) == (0, "")
    assert json.loads(came.out)["municipality"] == "Aabenraa Kommune"
    came = door("--lang en activity add 'Ring til Åse; $(id)' --offset -8w")
    assert came.err.startswith("AK added “Ring til Åse; $(id)”.\n")
    assert door.plan.last.actor == "ak"
    assert door.log == [
        "ak 10.0.0.9 command 0 status --format json",
        "ak 10.0.0.9 command 0 activity add Ring til Åse; $(id) --offset -8w",
    ]


def test_a_reader_who_goes_away_is_logged_too(door: Door) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    call, given = door.call("gate"), door.environment(ED25519, command="board")
    ran = subprocess.run(call, env=given, stdout=writing, stderr=subprocess.PIPE, timeout=MINUTE)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")
    assert door.log == ["ak 10.0.0.9 command 141 board"]


def test_the_role_decides_as_it_does_on_the_servers_own_command_line(door: Door) -> None:
    with door.plan.one_event("refused"):
        came = door("--lang en activity add x", OTHER)
    assert (came.code, came.out) == (1, "")
    assert came.err.startswith("This takes the role member and yours is viewer")
    with door.plan.one_event("refused"):
        assert door("communication complete 1").code == 1
    assert door("--lang en board", OTHER).code == 0


@pytest.mark.parametrize("command", ["id; sh", "status --db=/etc/passwd", "status\nid", "backup x"])
def test_everything_else_is_refused_and_logged(door: Door, command: str) -> None:
    came = door(command)
    assert (came.code, came.out, came.err.count("\n")) == (64, "", 1)
    logged = command.replace("\n", "\\n")
    assert door.log == [f"ak 10.0.0.9 refused command: {logged}"]
    assert "root:" not in came.err


def test_a_character_that_cannot_be_used_is_named_as_the_cause(door: Door) -> None:
    came = door("activity add 'one\ntwo'")
    assert (came.code, came.err.count("\n")) == (64, 1)
    assert came.err != door("id").err


def test_invisible_parts_of_ordinary_text_come_through(door: Door) -> None:
    assert door("activity add '👩\u200d🌾 10\u00a0kr'").code == 0
    assert door.plan.last.title == "👩\u200d🌾 10 kr"


def test_a_command_written_wrong_is_not_told_to_ask_for_help(door: Door) -> None:
    came = door("activity move x i_gang")
    assert (came.code, came.err.count("\n")) == (2, 1)
    assert "--help" not in came.err, "which is refused here"


def test_without_a_terminal_there_is_no_dashboard(door: Door) -> None:
    came = door()
    assert (came.code, came.out, came.err.count("\n")) == (64, "", 1)
    assert "terminal" in came.err
    assert door.log == ["ak 10.0.0.9 refused no terminal"]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_one_stream_that_is_no_terminal_is_enough(door: Door, missing: int) -> None:
    ours, theirs = pty.openpty()
    streams: list[Any] = [theirs] * 3
    streams[missing] = subprocess.DEVNULL
    try:
        call, given = door.call("gate"), door.environment(ED25519)
        ran = subprocess.run(
            call, env=given, stdin=streams[0], stdout=streams[1], stderr=streams[2], timeout=MINUTE
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert ran.returncode == 64
    assert door.log == ["ak 10.0.0.9 refused no terminal"]


def test_a_key_that_lets_nobody_in(door: Door) -> None:
    came = door("status", ECDSA)
    assert (came.code, came.out) == (64, "")
    assert door.log[0].startswith("SHA256:")
    door.plan.person("mk").does(keys.revoke_key, FINGERPRINT)
    assert door("status").code == 64
    assert door.log[1] == f"{FINGERPRINT} 10.0.0.9 refused key"
    door.plan.person("mk").does(people.set_active, "hh", False)
    assert door("status", OTHER).code == 64


def test_a_login_without_a_key(door: Door) -> None:
    given = door.environment() | {"SSH_USER_AUTH": "/nowhere", "SSH_ORIGINAL_COMMAND": "status"}
    ran = subprocess.run(door.call("gate"), env=given, capture_output=True, timeout=MINUTE)
    assert (ran.returncode, ran.stdout) == (64, b"")
    assert door.log == ["no key 10.0.0.9 refused key"]


def test_a_missing_plan_is_one_sentence(door: Door) -> None:
    door.plan.path.rename(door.folder / "elsewhere.db")
    came = door("status")
    assert (came.code, came.out, came.err.count("\n")) == (64, "", 1)
    assert str(door.folder) not in came.err
    assert not door.plan.path.exists()


@pytest.mark.parametrize("lines", [(ED25519, OTHER), (ED25519, ECDSA), ()])
def test_two_keys_of_two_people_are_nobodys(door: Door, lines: tuple[str, ...]) -> None:
    assert whose(door.plan.path, [line.split()[1] for line in lines]) is None


def test_two_keys_of_one_person_are_that_person(door: Door) -> None:
    door.plan.person("mk").does(keys.add_key, "ak", ECDSA)
    found = whose(door.plan.path, [line.split()[1] for line in (ED25519, ECDSA)])
    assert found is not None
    assert found.person == "ak"


def test_what_sshd_says_about_the_login(tmp_path: Path) -> None:
    auth = tmp_path / "auth"
    auth.write_text("publickey ssh-ed25519 AAAA\npassword\nhostbased ssh-rsa BBBB\npublickey x\n")
    assert logged_in_with(str(auth)) == ["AAAA"]
    auth.write_bytes(b"publickey ssh-ed25519 \xff\xff\n")
    assert logged_in_with(str(auth)) == []
    assert logged_in_with("") == []
    assert logged_in_with(str(tmp_path)) == []


def test_the_program_that_sshd_asks(door: Door) -> None:
    def ask(*arguments: str) -> tuple[int, str]:
        call = door.call("authorized_keys", *arguments)
        ran = subprocess.run(call, capture_output=True, text=True, timeout=MINUTE)
        return ran.returncode, ran.stdout

    kind, blob, _comment = ED25519.split()
    assert ask(kind, blob) == (0, f"restrict,pty {kind} {blob}\n")
    assert ask("no-such-type", blob) == (0, f"restrict,pty {kind} {blob}\n")
    assert ask(kind, ECDSA.split()[1]) == (0, "")
    assert ask(kind, "' OR 1=1 --") == (0, "")
    assert ask(kind) == (2, "")
    door.plan.person("mk").does(keys.revoke_key, FINGERPRINT)
    assert ask(kind, blob) == (0, "")
    door.plan.path.rename(door.folder / "elsewhere.db")
    assert ask(kind, blob) == (1, "")


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, call: list[str], environment: dict[str, str]) -> None:
        self.number, self._side = pty.fork()
        if self.number == 0:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as a wrapper like nohup leaves it
            os.execve(call[0], call, environment)
        self.seen = b""

    def until(self, words: bytes) -> None:
        """Read until something has been written."""
        patience = time.monotonic() + MINUTE
        while words not in self.seen and time.monotonic() < patience:
            self.seen += os.read(self._side, 65_536)
        assert words in self.seen

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._side)

    def ended(self) -> int:
        """Wait until the process is gone; says how it went."""
        patience = time.monotonic() + MINUTE
        while time.monotonic() < patience:
            number, status = os.waitpid(self.number, os.WNOHANG)
            if number:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.number, signal.SIGKILL)
        raise AssertionError("it never ended")


def dashboard_of_ak(door: Door, **sent: str) -> Terminal:
    """Log in with a terminal."""
    return Terminal(door.call("gate"), door.environment(ED25519, **sent))


def test_a_dashboard_is_opened_closed_and_logged(door: Door) -> None:
    terminal = dashboard_of_ak(door, TERM="xterm-256color")
    terminal.until(b"Aabenraa")
    assert door.log == [f"ak 10.0.0.9 opened {FINGERPRINT}"]
    terminal.hang_up()
    terminal.ended()
    assert door.log[1].startswith("ak 10.0.0.9 closed SIG")


def test_a_dashboard_whose_key_is_revoked_says_so_and_ends(door: Door) -> None:
    terminal = dashboard_of_ak(door, TERM="xterm-256color")
    terminal.until(b"Aabenraa")
    door.plan.person("mk").does(keys.revoke_key, FINGERPRINT)
    terminal.until(b"\x1b[?1049l")
    terminal.ended()
    assert door.log[1] == "ak 10.0.0.9 closed 0"


def test_what_is_sent_along_is_not_obeyed(door: Door) -> None:
    evil = door.folder / "evil.log"
    terminal = dashboard_of_ak(
        door,
        TERM="xterm; id",
        TEXTUAL_LOG=str(evil),
        TEXTUAL_DRIVER="os:abort",
        TEXTUAL_PRESS="q",
        SAPA_AS="mk",
        SAPA_DB="/nowhere",
        LC_ALL="cs_CZ.ISO-8859-2",
    )
    terminal.until(b"Aabenraa")
    assert not evil.exists()
    assert door.log == [f"ak 10.0.0.9 opened {FINGERPRINT}"]
    terminal.hang_up()
    terminal.ended()


def test_a_main_thread_that_hears_nothing_does_not_outlive_its_terminal(tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    stuck = (
        "import signal, threading; from pathlib import Path;"
        "from sapa_tui.signals import never_outlive_the_terminal;"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        f"never_outlive_the_terminal(Path({str(noted)!r}).touch); print('there', flush=True);"
        "threading.Event().wait()"
    )
    terminal = Terminal([sys.executable, "-c", stuck], dict(os.environ))
    terminal.until(b"there\r\n")
    terminal.hang_up()
    assert terminal.ended() == 128 + signal.SIGHUP
    assert noted.exists()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("lines", [(ED25519,), (ECDSA,)], ids=["known", "unknown"])
def test_a_side_that_is_closed_is_refused(door: Door, closed: str, lines: tuple[str, ...]) -> None:
    call, given = door.call("gate"), door.environment(*lines)
    shell = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *call]
    ran = subprocess.run(shell, env=given, capture_output=True, timeout=MINUTE)
    assert (ran.returncode, ran.stdout) == (64, b"")
    assert len(door.log) == 1


def test_a_command_with_nothing_to_write_to_says_so(door: Door) -> None:
    call, given = door.call("gate"), door.environment(ED25519, command="--lang en status")
    for closed, said in ((">&-", b"could not be written"), (">&- 2>&-", b"")):
        shell = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *call]
        ran = subprocess.run(shell, env=given, capture_output=True, timeout=MINUTE)
        assert ran.returncode == 1
        assert said in ran.stderr
        assert ran.stderr.count(b"\n") == bool(said)
    assert not list(door.folder.rglob("sapa-tui.log"))


@pytest.mark.parametrize(
    ("fault", "ended", "logged"),
    [("OSError(5, 'gone')", signal.SIGHUP, False), ("KeyError()", signal.SIGTERM, True)],
    ids=["the terminal has gone", "a fault"],
)
def test_it_ends_with_any_of_its_threads(
    tmp_path: Path, fault: str, ended: signal.Signals, logged: bool
) -> None:
    failing = (
        "import signal, threading; from sapa_tui.ssh import gate\n"
        f"def work(): raise {fault}\n"
        "threading.excepthook = gate._thread_failed\n"
        "threading.Thread(target=work).start(); signal.pause()"
    )
    given = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", failing], env=given, timeout=MINUTE)
    assert ran.returncode == -ended
    assert any(tmp_path.rglob("*.log")) is logged

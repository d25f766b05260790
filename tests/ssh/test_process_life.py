"""However a connection ends: no process stays behind, and what was typed is kept."""

import os
import pwd
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from db.queries.drafts import draft, drafts
from sapa_tui.pasting import END, START
from tests.drivers import PlanDriver
from tests.ui.pty_driver import Terminal, _set_size

from .server import PATIENCE, Server

pytestmark = pytest.mark.xdist_group("ssh")
WORDS = " Ordene"
QUIT, ESCAPE = "\x11", "\x1b[27u"


def kept(server: Server) -> str:
    """The title that the plan holds as ak's draft."""
    plan = PlanDriver(server.plan)
    try:
        (row,) = drafts(plan.database, "ak")
        found = draft(plan.database, "ak", row.entity, row.entity_id)
        assert found is not None
        return str(found.fields["title"][1])
    finally:
        plan.close()


@pytest.fixture(autouse=True)
def nothing_kept(server: Server) -> Iterator[None]:
    """Each story ends without a draft."""
    yield
    plan = PlanDriver(server.plan)
    plan.sql("DELETE FROM draft")
    plan.close()


def writing(window: Terminal) -> None:
    """Open the first card's form and type into its title, until it stands there."""
    window.send("e")
    window.until(lambda: "Edit activity" in window.words)
    window.drain()
    window.send(WORDS)
    window.until(lambda: WORDS in window.words)


def test_the_client_is_killed(server: Server) -> None:
    with server.dashboard("ak") as window:
        writing(window)
        window.process.kill()
        window.process.wait()
        server.gone()
    assert kept(server).endswith(WORDS)
    assert " ak 127.0.0.1 closed " in server.access_log().splitlines()[-1]


def test_what_is_typed_is_kept_when_the_client_froze_first(server: Server) -> None:
    with server.dashboard("ak", size=(200, 60)) as window:
        writing(window)
        window.process.send_signal(signal.SIGSTOP)
        for number in range(4):
            assert server.ssh("mk", f"activity edit 1 --title 'Titel {number}'").returncode == 0
        window.process.kill()
        window.process.wait()
        server.gone()
    assert kept(server).endswith(WORDS)


def test_the_connection_is_ended_by_hand(server: Server) -> None:
    with server.dashboard("ak") as window:
        window.send("\r~.")
        assert window.wait() == 255
        server.gone()


def test_a_client_frozen_while_much_is_drawn_and_then_killed(server: Server) -> None:
    with server.dashboard("ak", size=(200, 60)) as window:
        window.process.send_signal(signal.SIGSTOP)
        for number in range(4):  # each is drawn for somebody who takes nothing any more
            assert server.ssh("mk", f"activity edit 1 --title 'Titel {number}'").returncode == 0
        window.process.kill()
        window.process.wait()
        server.gone()


def test_a_laptop_that_vanished_is_noticed(server: Server) -> None:
    with server.dashboard("ak") as window:
        writing(window)
        window.process.send_signal(signal.SIGSTOP)
        # sshd asks every few seconds here, and gives up after four unanswered questions.
        server.until(lambda: not server.dashboards())
        server.gone()
    assert kept(server).endswith(WORDS)


def test_an_upgrade_ends_the_dashboard(server: Server) -> None:
    with server.dashboard("ak") as window:
        writing(window)
        (process,) = server.dashboards()
        os.kill(process, signal.SIGTERM)
        assert window.wait() == 128 + signal.SIGTERM
        assert "what you had typed is kept" in window.words
        restored = window.text.rpartition("\x1b[?1049l")
        assert restored[1], "the screen was not restored"
        assert "\x1b[?1000l" in window.text, "the mouse was not given back"
    assert kept(server).endswith(WORDS)


def test_a_dashboard_killed_from_outside_ends_the_connection(server: Server) -> None:
    with server.dashboard("ak") as window:
        (process,) = server.dashboards()
        os.kill(process, signal.SIGKILL)
        assert window.wait() == 255


def test_a_command_whose_reader_goes_away(server: Server) -> None:
    line = [*server.line("ak"), server.address, "history --format json"]
    log = server.access_log()
    reader = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    server.until(lambda: bool(server.dashboards()) or server.access_log() != log)
    reader.kill()
    reader.wait()
    assert reader.stdout is not None
    reader.stdout.close()
    server.gone()


def test_sshd_reading_its_rules_anew_ends_nobody(server: Server) -> None:
    with server.dashboard("ak") as window:
        server.reload()
        assert server.ssh("mk", "status").returncode == 0
        window.send("?")
        assert not window.ended


# Without sshd in between: what a connection may do to the gate's own files ------------------


@contextmanager
def at_the_gate(
    server: Server, shell: str, size: tuple[int, int] = (120, 36)
) -> Iterator[Terminal]:
    """Start the gate as sshd does, but through a line of shell, in a terminal of its own."""
    master, slave = os.openpty()
    _set_size(slave, *size)
    entry = pwd.getpwnam(server.account)
    auth = server.plan.parent / "auth_info"
    words = server.public(server.keys / "ak").split()
    auth.write_text(f"publickey {words[0]} {words[1]}\n")
    os.chown(auth, entry.pw_uid, entry.pw_gid)
    gate = server.root / "opt" / "bin" / "gate"
    process = subprocess.Popen(
        ["/bin/sh", "-c", shell.format(gate=gate)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        user=entry.pw_uid,
        group=entry.pw_gid,
        extra_groups=[],
        start_new_session=True,
        preexec_fn=_take_the_terminal,
        cwd="/",
        env={
            "TERM": "xterm-256color",
            "SSH_USER_AUTH": str(auth),
            "SSH_CONNECTION": "127.0.0.1 1 127.0.0.1 22",
            "SSH_ORIGINAL_COMMAND": "--lang en",
        },
    )
    os.close(slave)
    opened = Terminal(process, master)
    try:
        yield opened
    finally:
        opened.close()
        auth.unlink()


def _take_the_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_a_hang_up_that_is_ignored_around_the_gate(server: Server) -> None:
    with at_the_gate(server, 'trap "" HUP; exec {gate}') as window:
        window.until(lambda: "Kortlæg" in window.words)
        window.drain()
        window.vanish()
        window.process.wait(PATIENCE)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "</dev/null", ">/dev/null"])
def test_a_gate_with_a_closed_side_refuses(server: Server, closed: str) -> None:
    with at_the_gate(server, "exec {gate} " + closed) as window:
        assert window.wait() == 64


def test_two_keys_of_two_people_in_one_login_are_nobody(server: Server) -> None:
    with at_the_gate(server, "exec {gate}") as window:
        window.until(lambda: "Kortlæg" in window.words)
    auth = server.plan.parent / "auth_info"
    both = "".join(
        "publickey {} {}\n".format(*server.public(server.keys / person).split()[:2])
        for person in ("ak", "mk")
    )
    script = f"printf '%s' '{both}' > {auth}; exec {{gate}}"
    with at_the_gate(server, script) as window:
        assert window.wait() == 64


# Windows and rubbish ----------------------------------------------------------------------------


def test_windows_of_any_size_and_a_hundred_changes(server: Server) -> None:
    with server.dashboard("ak") as window:
        for number in range(100):
            size = ((0, 0), (1, 1), (1000, 500), (80, 24), (20, 5))[number % 5]
            _set_size(window._master, *size)
            window.process.send_signal(signal.SIGWINCH)
        window.resize(65535, 65535)
        window.resize(120, 36)
        window.send(QUIT)
        assert window.wait() == 0


def test_rubbish_on_the_wire_is_no_fault_and_leaves_no_file(server: Server) -> None:
    rubbish = random.Random(4)
    with server.dashboard("ak") as window:
        (process,) = server.dashboards()
        for chunk in range(20):
            # Without what would end it before it has had its fill: q and ctrl+q, and the "~." to
            # which the client itself listens.
            noise = rubbish.randbytes(500).translate(bytes.maketrans(b"\x11q~", b"\x12Q-"))
            mouse = f"\x1b[<{rubbish.randrange(99)};{rubbish.randrange(-9, 9_999)};0M"
            pasted = f"\x1b[M{noise[:3]!r}{START}\x1b[A\x1b]52;c;RQ==\x07\x1b{END}"
            window.type(noise + f"{mouse}{pasted}".encode())
            if chunk % 4 == 3:
                server.until(lambda: rests(window, process))  # it has much to draw
            with suppress(FileNotFoundError):  # some of it may have ended it even so
                assert Path(f"/proc/{process}/task/{process}/children").read_text() == ""
        for _layer in range(5):
            if not window.ended:
                window.send(f"{ESCAPE}q")
        for _layer in range(3):
            if not window.ended:
                window.send(QUIT)
        assert window.wait() == 0
        assert "Traceback" not in window.words
    assert _files(server) == [], server.tell()


def _files(server: Server) -> list[Path]:
    """What lies beside the plan and in the home and does not belong there."""
    ours = ("plan.db", "backups", "plan-daily-", "access.log")
    places = (server.plan.parent, server.root / "opt" / "home")
    found = [path for place in places for path in place.rglob("*")]
    return [path for path in found if not path.name.startswith(ours)]


def test_an_open_dashboard_that_nobody_touches_takes_no_processor(server: Server) -> None:
    with server.dashboard("ak") as window:
        (process,) = server.dashboards()
        server.until(lambda: rests(window, process))
        assert not window.ended


def rests(window: Terminal, process: int) -> bool:
    """Whether a moment takes less than a fifth of a processor; one that spins never rests.

    What has ended rests, too.
    """
    start = time.monotonic()
    try:
        before = ticks(process)
        window.drain(0.5)
        used = ticks(process) - before
    except FileNotFoundError:
        return True
    return used / os.sysconf("SC_CLK_TCK") < 0.2 * (time.monotonic() - start)


def ticks(process: int) -> int:
    """Processor time that a process has used, in ticks of the clock."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])

"""Every way to more than the dashboard: no shell, no file, no tunnel, and nothing left running."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from .server import Server, _free_port, run

pytestmark = pytest.mark.xdist_group("ssh")
NOT_ALLOWED, NO_TERMINAL = 64, 64
QUIT = "\x11"


@pytest.fixture
def mark(server: Server) -> Iterator[Path]:
    """A file that only a way out could make."""
    path = Path(tempfile.gettempdir(), f"mark-{server.account}")
    yield path
    found = path.exists()
    with suppress(FileNotFoundError):
        path.unlink()
    assert not found, "something was run"


# What only the list of commands keeps out is tried without a server, in tests/gate/test_allowed.py.
COMMANDS = (
    *("id", "/bin/sh", "sh -c 'touch {mark}'", "bash -i", "touch {mark}"),
    *("status; touch {mark}", "status && touch {mark}", "status | tee {mark}", "status > {mark}"),
    *("$(touch {mark})", "`touch {mark}`", "status $(touch {mark})", "status '$(touch {mark})'"),
    *('"status', "'", "\\", "status\ntouch {mark}", "status \x1b]52;c;RQ==\x07", "--", "-c id"),
    *("--db /etc/passwd status", "--as mk status", "status --db /etc/passwd", "status --as mk"),
    *("backup {mark}", "person key add ak /etc/passwd", "status --help"),
    *("scp -t {mark}", "scp -f /etc/passwd", "rsync --server -e.LsfxC . {mark}"),
    *("/usr/lib/openssh/sftp-server", "internal-sftp", "git-upload-pack /", "python3 -c 1"),
    *("status --format=json;id", "status --format json status", "board " + "x" * 30_000),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda text: text[:30])
def test_a_command_that_is_not_one_of_ours(server: Server, mark: Path, command: str) -> None:
    before = server.access_log().count(" refused command: ")
    done = server.ssh("ak", command.format(mark=mark))
    assert done.returncode in (1, 2, NOT_ALLOWED)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
    if done.returncode == NOT_ALLOWED:
        log = server.access_log()
        assert log.count(" refused command: ") == before + 1
        assert "\x1b" not in log


def test_a_command_longer_than_the_system_takes_runs_nothing(server: Server) -> None:
    done = server.ssh("ak", "x" * 100_000, "x" * 100_000)
    assert done.returncode == 1
    assert done.stdout == ""


def test_a_command_in_a_terminal_is_no_shell_either(server: Server, mark: Path) -> None:
    for command in ("/bin/sh", "id", f"touch {mark}"):
        with server.terminal("ak", command) as window:
            assert window.wait() == NOT_ALLOWED
            assert "uid=" not in window.words


@pytest.mark.parametrize("options", [(), ("-T",), ("-n",)], ids=["plain", "-T", "-n"])
def test_the_dashboard_without_a_terminal_is_refused(
    server: Server, options: tuple[str, ...]
) -> None:
    done = server.ssh("ak", options=options)
    assert (done.returncode, done.stdout) == (NO_TERMINAL, "")
    assert done.stderr.count("\n") == 1
    assert " ak 127.0.0.1 refused no terminal\n" in server.access_log()


def test_half_a_terminal_is_none(server: Server) -> None:
    with server.terminal("ak", options=("-T",)) as window:
        assert window.wait() == NO_TERMINAL


def test_a_connection_that_asks_for_nothing_runs_nothing(server: Server) -> None:
    with server.terminal("ak", options=("-N",)) as window:
        server.until(lambda: bool(server.processes()))
        window.drain()
        assert not window.ended
        assert server.dashboards() == []


# Files ----------------------------------------------------------------------------------


def copiers(server: Server, source: Path, mark: Path) -> dict[str, list[str]]:
    """Programs that copy files, in both directions."""
    up, down = f"{server.address}:{mark}", f"{server.address}:/etc/passwd"
    shell = " ".join(server.line("ak"))
    return {
        "scp up": [*server.line("ak", program="scp"), str(source), up],
        "scp down": [*server.line("ak", program="scp"), down, str(mark)],
        "scp -O up": [*server.line("ak", program="scp"), "-O", str(source), up],
        "scp -O down": [*server.line("ak", program="scp"), "-O", down, str(mark)],
        "sftp": [*server.line("ak", program="sftp"), "-b", "-", server.address],
        "rsync up": ["rsync", "-e", shell, str(source), up],
        "rsync down": ["rsync", "-e", shell, down, str(mark)],
    }


@pytest.mark.parametrize(
    "way",
    ["scp up", "scp down", "scp -O up", "scp -O down", "sftp", "rsync up", "rsync down"],
)
def test_no_file_comes_or_goes(server: Server, mark: Path, tmp_path: Path, way: str) -> None:
    source = tmp_path / "source"
    source.write_text("words")
    line = copiers(server, source, mark)[way]
    try:
        done = run(line, f"put {source} {mark}\nget /etc/passwd {mark}\n")
    except FileNotFoundError:
        assert way.startswith("rsync")  # its own line is among the commands above
        return
    assert done.returncode != 0


@pytest.mark.parametrize("subsystem", ["sftp", "shell", "netconf"])
def test_no_subsystem(server: Server, subsystem: str) -> None:
    done = server.ssh("ak", subsystem, options=("-s",))
    assert done.returncode != 0
    assert done.stdout == ""


# Ports, agents, screens ------------------------------------------------------------------


def test_no_port_is_reached_through_the_server(server: Server) -> None:
    done = server.ssh("ak", options=("-W", f"127.0.0.1:{server.port}"))
    assert done.returncode != 0
    assert "SSH-2.0" not in done.stdout


@pytest.mark.parametrize("kind", ["-L", "-D"])
def test_no_tunnel_from_the_laptop(server: Server, kind: str) -> None:
    port = _free_port()
    target = str(port) if kind == "-D" else f"{port}:127.0.0.1:{server.port}"
    asked = b"\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01" + server.port.to_bytes(2, "big")
    with server.terminal("ak", options=("-N", kind, target)):
        server.until(lambda: _connects(port))
        with socket.create_connection(("127.0.0.1", port), 10) as through:
            if kind == "-D":
                through.sendall(asked)
            heard = b""
            with suppress(OSError):
                while chunk := through.recv(100):
                    heard += chunk
        assert b"SSH" not in heard


def test_no_tunnel_to_the_laptop(server: Server) -> None:
    where = f"{_free_port()}:127.0.0.1:{server.port}"
    done = server.ssh("ak", "status", options=("-o", "ExitOnForwardFailure=yes", "-R", where))
    assert done.returncode == 255


def test_no_agent_no_screen_no_variable_arrives(server: Server, mark: Path, tmp_path: Path) -> None:
    agent = tmp_path / "agent"
    sent = {"SSH_AUTH_SOCK": str(agent), "DISPLAY": "127.0.0.1:0", "LC_ALL": "cs_CZ.ISO-8859-2"}
    names = ("TEXTUAL_LOG", "TEXTUAL_DRIVER", "PYTHONSTARTUP", "PYTHONPATH", "LD_PRELOAD")
    own = {**dict.fromkeys(names, str(mark)), "SAPA_AS": "mk", "SAPA_DB": "/etc/passwd"}
    options = ["-tt", "-A", "-X"]
    for name, value in own.items():
        options += ["-o", f"SetEnv={name}={value}"]
    keeper = subprocess.Popen(["ssh-agent", "-D", "-a", agent], stdout=subprocess.DEVNULL)
    try:
        server.until(agent.exists)
        with server.dashboard("ak", options=options, env=sent) as window:
            (process,) = server.dashboards()
            given = Path(f"/proc/{process}/environ").read_bytes()
            for name in (*own, "SSH_AUTH_SOCK", "DISPLAY"):
                assert name.encode() + b"=" not in given
            assert " ak 127.0.0.1 opened " in server.access_log().splitlines(True)[-1]
            window.send(QUIT)
            assert window.wait() == 0
    finally:
        keeper.terminate()
        keeper.wait()


@pytest.mark.parametrize("term", ["dumb", "../../etc/passwd", "x" * 3000, "%s%n", "æ;$(id)"])
def test_any_kind_of_terminal(server: Server, term: str) -> None:
    with server.dashboard("ak", term=term) as window:
        window.send(QUIT)
        assert window.wait() == 0


# Files of the account's own ---------------------------------------------------------------


def test_nothing_in_the_home_is_run_or_believed(server: Server, mark: Path) -> None:
    home = server.root / "opt" / "home"
    (home / ".ssh").mkdir()
    order = f"touch {mark}\n"
    texts = {
        **dict.fromkeys((".ssh/rc", ".profile", ".bashrc", ".bash_profile", ".shrc"), order),
        ".ssh/environment": f"PYTHONSTARTUP={mark}\nENV={home}/.shrc\n",
        ".ssh/authorized_keys": server.public(server.keys / "stranger"),
        ".hushlogin": "",
    }
    try:
        for name, text in texts.items():
            (home / name).write_text(text)
            (home / name).chmod(0o755)
        assert server.ssh("ak", "status").returncode == 0
        assert server.ssh("stranger", "status").returncode == 255
        with server.dashboard("ak") as window:
            window.send(QUIT)
            assert window.wait() == 0
    finally:
        for name in texts:
            (home / name).unlink()
        (home / ".ssh").rmdir()


def test_the_account_can_change_nothing_that_is_run(server: Server) -> None:
    places = (server.root / "opt", server.root / "app", server.etc)
    found = run(
        [
            *("runuser", "-u", server.account, "--", "find", *map(str, places)),
            *("-writable", "-not", "-type", "l"),
        ]
    )
    assert found.stdout == ""


# Inside ----------------------------------------------------------------------------------


def test_no_key_stops_the_process_or_starts_another(server: Server) -> None:
    with server.dashboard("ak") as window:
        (process,) = server.dashboards()
        for keys in ("\x1a", "\x1c", "\x03", "\x10screenshot\r", "\x1b"):
            window.send(keys)
            if window.ended:
                break
        if not window.ended:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
            assert state not in ("T", "t", "Z")
            children = Path(f"/proc/{process}/task/{process}/children").read_text()
            assert children == ""
    assert not [path for path in server.plan.parent.rglob("*") if path.suffix == ".svg"]


def _connects(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def test_memory_and_dumps_are_bounded(server: Server) -> None:
    with server.dashboard("ak"):
        (process,) = server.dashboards()
        limits = Path(f"/proc/{process}/limits").read_text().splitlines()
        rows = {line[:25].strip(): line[25:].split() for line in limits}
        assert rows["Max core file size"][:2] == ["0", "0"]
        assert rows["Max address space"][0] != "unlimited"
        assert os.path.realpath(f"/proc/{process}/cwd") == "/"

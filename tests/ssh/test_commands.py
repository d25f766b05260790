"""The few commands that work without a terminal, each for the role of whose key it is."""

import json

import pytest

from .server import Server

pytestmark = pytest.mark.xdist_group("ssh")


@pytest.mark.parametrize(
    "command", ["status", "board", "communication", "stakeholders", "people", "history"]
)
def test_a_list_without_a_terminal(server: Server, command: str) -> None:
    done = server.ssh("hh", f"{command} --format json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)
    assert f" hh 127.0.0.1 command 0 {command} --format json\n" in server.access_log()


def test_danish_unless_it_is_said_otherwise(server: Server) -> None:
    assert "Ikke startet" in server.ssh("ak", "status").stdout
    assert "Not started" in server.ssh("ak", "--lang en status").stdout


def test_what_may_be_written_depends_on_the_role(server: Server) -> None:
    assert server.ssh("hh", "activity add 'Ny opgave'").returncode == 1
    assert server.ssh("ak", "activity add 'Ny opgave'").returncode == 0
    assert server.ssh("ak", "communication complete 1").returncode == 1
    history = json.loads(server.ssh("mk", "history --format json --limit 3").stdout)
    told = {(row["actor"], row["action"]) for row in history}
    assert {("hh", "refused"), ("ak", "activity.added"), ("ak", "refused")} == told


def test_a_template_comes_and_goes_through_the_connection_and_never_by_a_files_name(
    server: Server,
) -> None:
    exported = server.ssh("ak", "template export activities -")
    assert (exported.returncode, exported.stderr) == (0, "")
    rows = exported.stdout + ";Bestil kage;;;;T-1\n"
    assert server.ssh("ak", "template import activities -", stdin=rows).returncode == 1
    looked = "--lang en template import activities --dry-run -"
    assert server.ssh("mk", looked, stdin=rows).stdout.startswith("1 new · 0 changed")
    assert server.ssh("mk", "template import activities -", stdin=rows).returncode == 0
    assert "Bestil kage" in server.ssh("hh", "board --format csv").stdout
    assert server.ssh("mk", "template import activities /etc/passwd").returncode == 64


def test_fifty_logins_at_the_same_moment_all_get_in(server: Server) -> None:
    import subprocess

    line = [*server.line("ak"), server.address, "people --format csv"]
    at_once = [
        subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=-1, stderr=-1) for _one in range(50)
    ]
    told = [one.communicate(timeout=120) for one in at_once]
    assert {one.returncode for one in at_once} == {0}, [err for _out, err in told if err]
    assert len({out for out, _err in told}) == 1

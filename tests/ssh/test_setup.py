"""Setting a server up, and taking it back: all of it or nothing, and nothing of anybody else's."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sapa_tui.ssh import ownership, setup
from sapa_tui.ssh.layout import Layout
from sapa_tui.ssh.system import SetupFailed

from .server import Server

pytestmark = pytest.mark.xdist_group("ssh")


@pytest.fixture
def site(machine: Server) -> Iterator[Server]:
    """Another server, on which nothing has been set up yet; its sshd does not run."""
    server = Server()
    try:
        server.prepare(machine.python)
        yield server
    finally:
        server.stop()


def landscape(server: Server) -> dict[str, tuple[int, int, bytes]]:
    """Every file and folder of a server with its owner, its mode and what is in it."""
    found = {}
    for path in sorted(server.root.rglob("*")):
        entry = path.lstat()
        text = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (entry.st_uid, stat.S_IMODE(entry.st_mode), text)
    return found


def accounts() -> set[str]:
    return {entry.pw_name for entry in pwd.getpwall()}


def refused(server: Server, *arguments: str) -> str:
    """Try to set up: it must be refused in one sentence, and leave everything as it was."""
    before = landscape(server), accounts()
    done = server.setup("--apply", *arguments)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert (landscape(server), accounts()) == before
    return done.stderr.splitlines()[-1]


def test_what_is_made_is_taken_back_exactly(site: Server) -> None:
    before = landscape(site), accounts()
    site.applied()
    entry = pwd.getpwnam(site.account)
    assert (entry.pw_shell, entry.pw_dir) == ("/bin/sh", str(site.root / "opt" / "home"))
    assert stat.S_IMODE(site.plan.parent.stat().st_mode) == 0o700
    assert site.plan.parent.stat().st_uid == entry.pw_uid
    done = site.setup("--undo")
    assert done.returncode == 0, done.stderr
    assert (landscape(site), accounts()) == before
    assert site.setup("--undo").returncode == 1, "there is nothing to take back any more"


def test_a_second_time_nothing_is_left_to_do(site: Server) -> None:
    site.applied()
    before = landscape(site)
    done = site.setup("--apply")
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert landscape(site) == before


def test_what_was_damaged_is_put_right(site: Server) -> None:
    site.applied()
    before = landscape(site)
    gate = site.root / "opt" / "bin" / "gate"
    gate.write_text("#!/bin/sh\nid\n")
    gate.chmod(0o777)
    gate.with_name("keys").chmod(0o600)  # as the guide keeps everybody out of an upgrade
    site.plan.parent.chmod(0o755)
    (site.etc / "ssh" / "sshd_config.d" / "50-sapa-tui.conf").unlink()
    assert site.setup("--apply").returncode == 0
    assert landscape(site) == before


def test_what_is_printed_does_the_same_by_hand(site: Server) -> None:
    printed = site.setup().stdout
    assert printed.count("now: missing or different") == 9
    script = printed.replace("systemctl try-reload-or-restart ssh\n", "")
    assert script != printed
    by_hand = subprocess.run(["/bin/sh"], input=script, text=True, capture_output=True, check=False)
    try:
        assert by_hand.returncode == 0, by_hand.stderr
        assert site.setup().stdout.count("now: as it should be") == 9
        done = site.setup("--apply")
        assert (done.returncode, done.stderr.count("\n")) == (0, 1)
        assert site.setup("--undo").returncode == 1, "what another hand made is left to that hand"
    finally:
        subprocess.run(["userdel", site.account], check=True)


def test_the_plan_outlives_its_set_up(site: Server, planted: Path) -> None:
    site.applied()
    site.plant(planted)
    assert site.setup("--undo").returncode == 0
    assert site.plan.stat().st_uid == 0
    assert stat.S_IMODE(site.plan.parent.stat().st_mode) == 0o700
    site.applied()
    assert site.plan.stat().st_uid == pwd.getpwnam(site.account).pw_uid
    assert "mk" in site.admin("people").stdout


def test_open_dashboards_give_the_terminal_back_when_it_is_taken_back(
    site: Server, planted: Path
) -> None:
    site.applied()
    site.plant(planted)
    site.give_key("ak")
    site.start()
    sleeper = subprocess.Popen(["sleep", "600"], user=site.account)
    with site.dashboard("ak") as window:
        done = site.setup("--undo")
        assert done.returncode == 0, done.stderr
        window.wait()
        assert "\x1b[?1049l" in window.text, "the screen was not restored"
        assert "what you had typed is kept" in window.words
    assert sleeper.wait() != 0


def test_rules_changed_by_hand_are_kept_aside(site: Server) -> None:
    site.applied()
    rules = site.etc / "ssh" / "sshd_config.d" / "50-sapa-tui.conf"
    rules.write_text(rules.read_text() + "# my own words\n")
    assert site.setup("--undo").returncode == 0
    assert not rules.exists()
    assert "my own words" in rules.with_name(f"{rules.name}.changed").read_text()


def test_rules_that_sshd_does_not_understand(site: Server) -> None:
    config = site.etc / "ssh" / "sshd_config"
    config.write_text(config.read_text() + "NoSuchWord yes\n")
    assert "NoSuchWord" in refused(site)


def test_a_door_that_was_shut_for_an_upgrade_stays_shut_when_that_fails(site: Server) -> None:
    site.applied()
    (site.root / "opt" / "bin" / "keys").chmod(0o600)
    (site.etc / "ssh" / "sshd_config.d" / "50-sapa-tui.conf").write_text("")
    config = site.etc / "ssh" / "sshd_config"
    text = config.read_text()
    config.write_text(text + "NoSuchWord yes\n")
    assert "NoSuchWord" in refused(site)
    config.write_text(text)


def test_a_server_that_includes_no_rules(site: Server) -> None:
    config = site.etc / "ssh" / "sshd_config"
    config.write_text(config.read_text().split("\n", 1)[1])
    assert "Include" in refused(site)


def test_another_rule_that_comes_first(site: Server) -> None:
    first = site.etc / "ssh" / "sshd_config.d" / "10-own.conf"
    first.write_text(f"Match User {site.account}\n    ForceCommand none\nMatch all\n")
    assert "forcecommand" in refused(site)


def test_a_folder_that_is_used_does_not_become_the_accounts(site: Server) -> None:
    used = site.root / "used"
    used.mkdir()
    (used / "words").write_text("somebody else's")
    assert "--plan" in refused(site, "--plan", str(used / "plan.db"))
    assert "--plan" in refused(site, "--plan", "/etc/plan.db")


def test_an_account_made_for_something_else(site: Server) -> None:
    assert "daemon" in refused(site, "--account", "daemon")


@pytest.mark.parametrize(
    "arguments",
    [
        *(("--account", name) for name in ("x; id", "root", "Ørn", "a" * 33, "-r", "")),
        *(("--plan", path) for path in ("plan.db", "/a b/p.db", "/x/../p.db", "/x'/p", "/%u/p")),
        ("--prefix", "/opt/x\ny"),
    ],
)
def test_names_that_a_shell_or_sshd_would_read_otherwise(
    site: Server, arguments: tuple[str, str]
) -> None:
    assert "cannot be used here" in refused(site, "=".join(arguments))


def test_two_set_ups_on_one_server(site: Server) -> None:
    site.applied()
    assert "--undo" in refused(site, "--plan", str(site.root / "other" / "plan.db"))


# Without a server --------------------------------------------------------------------------


def test_only_root_sets_a_server_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupFailed):
        setup.apply(Layout(etc=tmp_path), print)
    with pytest.raises(SetupFailed):
        setup.take_back(tmp_path, print)


def test_everybody_may_read_what_would_be_done(tmp_path: Path) -> None:
    printed = "\n".join(setup.script(Layout(account="sapaprint", prefix=tmp_path / "opt")))
    done = subprocess.run(["/bin/sh", "-n"], input=printed, text=True, check=False)
    assert done.returncode == 0
    assert "ForceCommand exec " in printed


@pytest.fixture
def safe(machine: Server) -> Iterator[Path]:
    """A file on a way that only root can change."""
    folder = machine.root / "safe" / "inner"
    folder.mkdir(parents=True)
    file = folder / "file"
    file.touch(0o644)
    yield file
    shutil.rmtree(folder.parent)


def test_a_way_that_only_root_can_change(safe: Path) -> None:
    assert ownership.weakness(safe) is None
    assert ownership.closed(safe) is None


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o1777])
def test_a_folder_on_the_way_that_others_can_write_to(safe: Path, mode: int) -> None:
    safe.parent.chmod(mode)
    assert ownership.weakness(safe) == safe.parent


def test_somebody_elses_folder_on_the_way(safe: Path) -> None:
    os.chown(safe.parent.parent, pwd.getpwnam("nobody").pw_uid, 0)
    assert ownership.weakness(safe) == safe.parent.parent


def test_a_link_leads_to_what_it_points_to(safe: Path, tmp_path: Path) -> None:
    link = safe.with_name("link")
    link.symlink_to(tmp_path)
    assert ownership.weakness(link) is not None


def test_a_folder_that_the_account_cannot_pass(safe: Path) -> None:
    safe.parent.chmod(0o700)
    assert ownership.closed(safe) == safe.parent

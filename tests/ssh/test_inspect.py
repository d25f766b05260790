"""``doctor --ssh``: every hole in a live configuration is named."""

import json
import os
import pwd
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sapa_tui.ssh import inspect as inspection
from sapa_tui.ssh.configuration import _could_apply

from .server import Server

pytestmark = pytest.mark.xdist_group("ssh")
Finding = dict[str, Any]


@pytest.fixture(scope="module")
def site(machine: Server, planted: Path) -> Iterator[Server]:
    """A server that is set up well, with a plan; its sshd does not run."""
    server = Server()
    try:
        server.prepare(machine.python)
        server.applied()
        server.plant(planted)
        yield server
    finally:
        server.stop()


def inspect(server: Server) -> list[Finding]:
    """What the doctor finds."""
    done = server.program("doctor", "--ssh", "--etc", str(server.etc), "--format", "json")
    assert done.stderr == ""
    found: list[Finding] = json.loads(done.stdout)
    assert done.returncode == int(any(row["verdict"] == "fail" for row in found))
    assert not [row for row in found if (row["verdict"] == "ok") == bool(row["advice"])]
    return found


def faults(server: Server) -> list[tuple[str, str, str]]:
    """What the doctor does not find in order."""
    return [
        (row["verdict"], row["check"], row["finding"])
        for row in inspect(server)
        if row["verdict"] != "ok"
    ]


def rules(server: Server) -> Path:
    return server.etc / "ssh" / "sshd_config.d" / "50-sapa-tui.conf"


def test_a_server_as_it_was_set_up(site: Server) -> None:
    assert faults(site) == []


@pytest.mark.parametrize(
    ("before", "after", "check"),
    [
        ("    ForceCommand exec", "    #", "forcecommand"),
        ("ForceCommand exec ", "ForceCommand /bin/echo ", "forcecommand"),
        ("DisableForwarding yes", "DisableForwarding no", "disableforwarding"),
        ("ExposeAuthInfo yes", "ExposeAuthInfo no", "exposeauthinfo"),
        ("PermitUserRC no", "PermitUserRC yes", "permituserrc"),
        ("PermitUserEnvironment no", "PermitUserEnvironment yes", "permituserenvironment"),
        ("PermitTunnel no", "PermitTunnel yes", "permittunnel"),
        ("PasswordAuthentication no", "PasswordAuthentication yes", "passwordauthentication"),
        ("AuthenticationMethods publickey", "AuthenticationMethods any", "authenticationmethods"),
        ("/keys %t %k", "/keys %k", "authorizedkeyscommand"),
        ("CommandUser {account}", "CommandUser root", "authorizedkeyscommanduser"),
        ("SetEnv MALLOC", "SetEnv LD_PRELOAD=/tmp/x MALLOC", "Variables for the account"),
        ("TrustedUserCAKeys none", "TrustedUserCAKeys /etc/ca", "trustedusercakeys"),
    ],
)
def test_a_rule_that_is_not_in_force(site: Server, before: str, after: str, check: str) -> None:
    text, before = rules(site).read_text(), before.format(account=site.account)
    assert before in text
    rules(site).write_text(text.replace(before, after))
    try:
        assert ("fail", check) in [fault[:2] for fault in faults(site)]
    finally:
        rules(site).write_text(text)


@pytest.mark.parametrize(
    ("before", "after", "check"),
    [
        ("MaxStartups 60:30:120", "MaxStartups 10:30:100", "Logins at once"),
        (
            "ClientAliveInterval 2\n",
            "ClientAliveInterval 0\n",
            "Vanished laptops are noticed after",
        ),
        ("Match User", "AllowUsers somebody\nMatch User", "allowusers"),
        ("Match User", "DenyGroups {account}\nMatch User", "denygroups"),
    ],
)
def test_a_rule_that_will_annoy(site: Server, before: str, after: str, check: str) -> None:
    text = rules(site).read_text()
    rules(site).write_text(text.replace(before, after.format(account=site.account)))
    try:
        assert [fault[:2] for fault in faults(site)] == [("warn", check)]
    finally:
        rules(site).write_text(text)


@pytest.mark.parametrize("names", ["LD_PRELOAD", "*", "PYTHON*", "BASH_ENV"])
def test_variables_that_a_client_may_send(site: Server, names: str) -> None:
    text = rules(site).read_text()
    rules(site).write_text(f"AcceptEnv {names}\n{text}")
    try:
        assert ("fail", "Variables from clients", names) in faults(site)
    finally:
        rules(site).write_text(text)


@pytest.mark.parametrize("name", ["listed", "%U", "%u%%h"])
def test_a_key_that_the_plan_does_not_know(site: Server, name: str) -> None:
    text, there = rules(site).read_text(), name.replace("%U", f"{site.uid}")
    listed = site.root / there.replace("%u%%", f"{site.account}%")
    listed.write_text(
        "# a remark\n\n"
        'restrict,pty,command="/bin/gate" ssh-ed25519 AAAA one\n'
        "restrict,pty ssh-ed25519 AAAA two\n"
        'environment="A=command=x" ssh-ed25519 AAAA three\n'
    )
    opened = text.replace(
        "AuthorizedKeysFile none", f"AuthorizedKeysFile none {listed.with_name(name)}"
    )
    try:
        rules(site).write_text(opened.replace("AuthorizedKeysFile none ", "AuthorizedKeysFile "))
        assert faults(site) == [
            ("warn", "Key files", str(listed)),
            *(("fail", "Key", f"{listed}, line {number}") for number in (3, 4, 5)),
        ]
    finally:
        rules(site).write_text(text)


@pytest.mark.parametrize(
    ("criteria", "applies"),
    [
        ("Address 10.0.0.0/8", True),
        ("User sapa Host *.dk", True),
        ("LocalPort=2222", True),
        ("User *,!root Address 10.0.0.1", True),
        ("User mk Address 10.0.0.1", False),
        ("User *,!sapa Address 10.0.0.1", False),
        ("Group nosuch Address 10.0.0.1", False),
        ("User sapa", False),  # sshd itself has said what holds for that
        ("all", False),
    ],
)
def test_which_match_was_only_looked_at_for_one_address(criteria: str, applies: bool) -> None:
    assert _could_apply("sapa", criteria.split()) is applies


def test_a_match_before_ours_that_asks_where_somebody_comes_from(site: Server) -> None:
    first = site.etc / "ssh" / "sshd_config.d" / "10-own.conf"
    last = first.with_name("90-own.conf")
    words = "Match Address 10.9.9.9\n    ForceCommand none\nMatch all\n"
    try:
        last.write_text(words)
        assert faults(site) == []
        first.write_text(f"# own\n{words}")
        assert faults(site) == [("warn", "Match", f"{first}, line 2")]
    finally:
        first.unlink(missing_ok=True)
        last.unlink()


@pytest.mark.parametrize(
    ("criteria", "words", "check"),
    [
        ("Address 10.9.9.9", "AcceptEnv LC_* LD_PRELOAD", ("fail", "Variables from clients")),
        ("LocalPort 2222", "AcceptEnv=*", ("fail", "Variables from clients")),
        ("Address 10.9.9.9", "AllowUsers somebody", ("warn", "allowusers")),
        ("User somebody Address 10.9.9.9", "AcceptEnv LD_PRELOAD", None),
        ("Address 10.9.9.9", "AcceptEnv LC_*", None),
    ],
)
def test_a_match_behind_ours_that_adds_to_what_sshd_takes(
    site: Server, criteria: str, words: str, check: tuple[str, str] | None
) -> None:
    last, inner = rules(site).with_name("90-own.conf"), site.etc / "ssh" / "inner"
    for text, place in (("{}", last), (f"Include {inner}", inner)):
        inner.write_text(words)
        last.write_text(f"Match {criteria}\n    {text.format(words)}\n")
        try:
            found = faults(site)
        finally:
            last.unlink()
            inner.unlink()
        assert [fault[:2] for fault in found] == ([check] if check else [])
        assert all(fault[2].startswith(f"{place}, line ") for fault in found)


def test_an_sshd_that_has_not_read_its_files_yet(machine: Server) -> None:
    assert faults(machine) == []
    rules(machine).touch()
    text = f"sshd runs since before {rules(machine)} was changed"
    assert faults(machine) == [("warn", "sshd", text)]
    machine.reload()
    machine.until(lambda: faults(machine) == [])


def test_an_account_that_is_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "_powers", lambda _entry: iter(()))
    root = pwd.struct_passwd(("sapa", "*", 0, 0, "", "/", "/bin/sh"))
    found = [
        finding.finding
        for finding in inspection.the_account(root)
        if finding.verdict.name == "FAIL"
    ]
    assert found == ["it is root itself"]


def hole(site: Server, make: Callable[[], object], undo: Callable[[], object]) -> list[str]:
    """The checks that fail while a hole is open."""
    make()
    try:
        return [check for verdict, check, _finding in faults(site) if verdict == "fail"]
    finally:
        undo()


def test_holes_in_files(site: Server) -> None:
    gate, home = site.root / "opt" / "bin" / "gate", site.root / "opt" / "home"
    folder, uid = site.plan.parent, site.uid
    text = gate.read_text()
    assert hole(site, lambda: gate.chmod(0o775), lambda: gate.chmod(0o755)) == ["Program"]
    assert hole(
        site, lambda: gate.write_text("#!/bin/sh\n"), lambda: gate.write_text(text)
    ) == ["Program"]  # fmt: skip
    assert hole(
        site, lambda: os.chown(home, uid, uid), lambda: os.chown(home, 0, 0)
    ) == ["Home"]  # fmt: skip
    assert hole(site, lambda: folder.chmod(0o755), lambda: folder.chmod(0o700)) == [
        "The plan's folder"
    ]
    empty = rules(site).with_name("99-empty.conf")
    empty.touch()
    for path in (rules(site), rules(site).parent, empty, site.etc / "ssh" / "sshd_config"):
        mode = path.stat().st_mode
        assert hole(
            site, lambda: path.chmod(mode | 0o020), lambda: path.chmod(mode)  # noqa: B023
        ) == ["sshd's files"]  # fmt: skip
    empty.unlink()
    foreign = folder / "foreign"
    assert hole(site, foreign.touch, foreign.unlink) == ["Files of another"]
    (library,) = (site.python.parents[1] / "lib").glob("*/site-packages")
    assert hole(site, lambda: library.chmod(0o777), lambda: library.chmod(0o755)) == ["Code"]


def test_holes_in_the_account(site: Server) -> None:
    name = site.account

    def usermod(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run(["usermod", *arguments, name], check=True)

    plain = usermod("-p", "*")
    assert hole(site, usermod("-p", "$6$x$y"), plain) == ["Password"]
    assert hole(site, usermod("-p", ""), plain) == ["Password"]
    assert hole(site, usermod("-s", "/usr/sbin/nologin"), usermod("-s", "/bin/sh")) == ["Shell"]
    assert hole(site, usermod("-a", "-G", "adm"), usermod("-G", "")) == ["Powers"]
    assert pwd.getpwnam(name).pw_shell == "/bin/sh"


def test_a_server_that_was_never_set_up(machine: Server) -> None:
    server = Server()
    server.prepare(machine.python)
    try:
        done = server.program("doctor", "--ssh", "--etc", str(server.etc), "--account", "nosuch")
        assert done.returncode == 1
        assert "forcecommand" in done.stdout
        assert "sapa-tui ssh setup --apply" in done.stdout
    finally:
        server.stop()

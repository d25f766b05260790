"""``doctor --ssh``: every hole in a server's live configuration, and what to do about it."""

import pwd
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sapa_tui.cli.doctor import Finding, Verdict
from sapa_tui.locale import N_, _

from .configuration import added_later, sshd_files
from .layout import ALIVE_COUNT, ALIVE_SECONDS, LOGINS_AT_ONCE, WRAPPERS, Layout
from .ownership import closed, weak_program, weakness
from .setup import demand_root, layout_in_use
from .sshd import Rules, rules_in_force, wanted
from .steps import SHELL
from .system import SetupFailed, group_of, owned, run

POWERFUL = {"adm", "admin", "disk", "docker", "lxd", "root", "shadow", "sudo", "wheel"}
"""Groups whose members can become root, or read what is not theirs."""
HARMLESS = ("LANG", "LC_", "COLORTERM", "TERM", "TZ")
"""Beginnings of variables that a client may send: the gate throws them away."""
_MATTERS = {
    "forcecommand": N_("Every key gives a shell; put the line back with “ssh setup --apply”."),
    "authorizedkeyscommand": N_("Keys are not looked up in the plan; a revoked one may live on."),
    "authorizedkeyscommanduser": N_("Keys are looked up by an account that is not the plan's."),
    "exposeauthinfo": N_("The gate cannot tell by which key somebody came, and refuses everybody."),
    "disableforwarding": N_("A key is a tunnel into the server's network."),
    "permituserrc": N_("A file in the account's home is run at each login."),
    "permituserenvironment": N_("A key line or a file can set variables that make code run."),
    "permittunnel": N_("A key is a tunnel into the server's network."),
    "passwordauthentication": N_("A guessed password lets in somebody whom no key names."),
    "kbdinteractiveauthentication": N_("A guessed password lets in somebody whom no key names."),
    "authenticationmethods": N_("Other ways than a key may let somebody in."),
    "trustedusercakeys": N_("A certificate lets in somebody whose key is not in the plan."),
}
"""What it means when a rule of ours is not in force."""


def inspect_server(etc: Path, account: str | None) -> Iterator[Finding]:
    """Look at the server as it is now; as root.

    Raises:
        SetupFailed: another than root asks.
    """
    demand_root()
    layout = layout_in_use(etc)
    if layout is None:
        advice = _("Set the server up with “sapa-tui ssh setup --apply”.")
        yield Finding(Verdict.WARN, N_("Set-up"), _("not made by this program"), advice)
        layout = Layout(etc=etc)
    if account is not None:
        layout = replace(layout, account=account)
    try:
        force = rules_in_force(layout)
    except SetupFailed as fault:
        yield Finding(Verdict.FAIL, "sshd", str(fault), _("Repair sshd's files."))
        return
    yield from rules(layout, force)
    yield from sshd_files(layout, force)
    yield from keys(layout, force)
    yield from programs(layout)
    try:
        entry = pwd.getpwnam(layout.account)
    except KeyError:
        advice = _("Set the server up with “sapa-tui ssh setup --apply”.")
        yield Finding(Verdict.FAIL, N_("Account"), _("there is none"), advice)
        return
    yield from the_account(entry)
    yield from data(layout, entry)


# sshd's rules ---------------------------------------------------------------------------


def rules(layout: Layout, force: Rules) -> Iterator[Finding]:
    """Our rules against those in force."""
    wrong = 0
    for name, value in wanted(layout).items():
        found = " ".join(force.get(name, [])) or "none"
        if name in _MATTERS and found != value:
            wrong += 1
            yield Finding(Verdict.FAIL, name, found, _(_MATTERS[name]))
    if not wrong:
        yield Finding(Verdict.OK, "sshd", _("the rules for {name} are in force").format(
            name=layout.account))  # fmt: skip
    yield from _bounds(force)
    yield from _variables(layout, force)
    yield from _from_clients(force)
    yield from _left_out(layout.account, force)
    for place, added in added_later(layout):
        for each in (*_from_clients(added), *_left_out(layout.account, added)):
            if each.verdict is not Verdict.OK:
                yield each._replace(finding=f"{place}: {each.finding}")


def _bounds(force: Rules) -> Iterator[Finding]:
    interval, count = (int(force[f"clientalive{name}"][0]) for name in ("interval", "countmax"))
    # sshd 9.2 asks in every second interval only; others are there sooner.
    seconds = 2 * interval * (count + 1) if count else 0
    text = _("{number} seconds").format(number=seconds) if seconds else _("never")
    advice = _("A laptop that has vanished stays logged in; set ClientAliveInterval.")
    fine = 0 < seconds <= 4 * ALIVE_SECONDS * ALIVE_COUNT
    yield _judged(fine, N_("Vanished laptops are noticed after"), text, advice)
    starts = force["maxstartups"][0]
    advice = _("When many log in at once some are turned away; set MaxStartups 60:30:120.")
    fine = int(starts.partition(":")[0]) >= LOGINS_AT_ONCE
    yield _judged(fine, N_("Logins at once"), starts, advice)


def _variables(layout: Layout, force: Rules) -> Iterator[Finding]:
    given = {word for value in force.get("setenv", []) for word in value.split()}
    foreign = sorted(given - set(wanted(layout)["setenv"].split()))
    if foreign:
        advice = _("A variable can make code run at each login; take it out of SetEnv.")
        yield Finding(Verdict.FAIL, N_("Variables for the account"), ", ".join(foreign), advice)


def _from_clients(force: Rules) -> Iterator[Finding]:
    names = [name for value in force.get("acceptenv", []) for name in value.split()]
    risky = [name for name in names if not name.startswith(HARMLESS)]
    advice = _("A client may set these before the gate starts; take them out of AcceptEnv.")
    text = ", ".join(risky or names) or _("none")
    verdict = Verdict.FAIL if risky else Verdict.OK
    yield Finding(verdict, N_("Variables from clients"), text, advice if risky else "")


def _left_out(account: str, force: Rules) -> Iterator[Finding]:
    for name in ("allowusers", "denyusers", "allowgroups", "denygroups"):
        found = " ".join(force.get(name, []))
        if found and (account not in found.split()) == name.startswith("allow"):
            advice = _("The account may be kept out by this; name it there, or take it away.")
            yield Finding(Verdict.WARN, name, found, advice)


# Keys that sshd takes from files --------------------------------------------------------


def keys(layout: Layout, force: Rules) -> Iterator[Finding]:
    """Key files that sshd reads for the account besides the plan, and the keys in them."""
    files = [name for value in force.get("authorizedkeysfile", []) for name in value.split()]
    for name in files:
        if name != "none":
            yield from _key_file(_expanded(name, layout))
    if files in ([], ["none"]):
        yield Finding(Verdict.OK, N_("Key files"), _("none: keys are in the plan only"))


def _key_file(path: Path) -> Iterator[Finding]:
    advice = _("Keys belong in the plan; set AuthorizedKeysFile none for the account.")
    yield Finding(Verdict.WARN, N_("Key files"), str(path), advice)
    lines: list[str] = []
    with suppress(OSError):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            text = _("{path}, line {number}").format(path=path, number=number)
            advice = _("The plan does not know this key, and it could give a shell; "
                       "take the line away.")  # fmt: skip
            yield Finding(Verdict.FAIL, N_("Key"), text, advice)


def _expanded(name: str, layout: Layout) -> Path:
    try:
        entry = pwd.getpwnam(layout.account)
        home, number = entry.pw_dir, str(entry.pw_uid)
    except KeyError:
        home, number = str(layout.home), "%U"
    meant = {"%h": home, "%u": layout.account, "%U": number, "%%": "%"}
    return Path(home, re.sub("%[huU%]", lambda sign: meant[sign[0]], name))


# What is run, and by whom ---------------------------------------------------------------


def programs(layout: Layout) -> Iterator[Finding]:
    """The wrappers and the program behind them."""
    for name in WRAPPERS:
        path = layout.bin / name
        if not path.is_file():
            text, place = _("missing"), None
        elif place := weakness(path) or closed(path):
            text = _("not root's alone, or not readable: {path}").format(path=place)
        elif path.read_text(encoding="utf-8") != layout.wrapper(name):
            text = _("changed")
        else:
            yield Finding(Verdict.OK, N_("Program"), str(path))
            continue
        advice = _("Put it back with “sapa-tui ssh setup --apply”.")
        yield Finding(Verdict.FAIL, N_("Program"), f"{path}: {text}", advice)
    found = weak_program()
    text = str(found[0]) if found else _("only root can change it")
    advice = _("Install the program as root, with “sudo make server”.")
    yield _judged(found is None, N_("Code"), text, advice, Verdict.FAIL)


def the_account(entry: pwd.struct_passwd) -> Iterator[Finding]:
    """The account: that it can do nothing but what the gate does."""
    if entry.pw_uid == 0:
        advice = _("Whoever logs in is root; set up another account, with --account.")
        yield Finding(Verdict.FAIL, N_("Account"), _("it is root itself"), advice)
    shell = entry.pw_shell == SHELL
    advice = _("The gate is started by the shell: set it with “usermod -s /bin/sh {name}”.")
    name = entry.pw_name
    yield _judged(shell, N_("Shell"), entry.pw_shell, advice.format(name=name), Verdict.FAIL)
    home = Path(entry.pw_dir)
    place = weakness(home) if home.is_dir() else home
    advice = _("The home must be root's and exist: what lies there is read at each login.")
    text = str(place or home)
    yield _judged(place is None, N_("Home"), text, advice, Verdict.FAIL)
    yield _password(name)
    yield from _powers(entry)


def _password(name: str) -> Finding:
    lines = Path("/etc/shadow").read_text(encoding="utf-8").splitlines()
    found = next((line.split(":")[1] for line in lines if line.startswith(f"{name}:")), "*")
    advice = _("Take the password away with “usermod -p '*' {name}”.").format(name=name)
    if found == "*":
        return Finding(Verdict.OK, N_("Password"), _("none"))
    if found.startswith("!"):
        text = _("locked: sshd may refuse keys too")
        return Finding(Verdict.WARN, N_("Password"), text, advice)
    return Finding(Verdict.FAIL, N_("Password"), _("there is one"), advice)


def _powers(entry: pwd.struct_passwd) -> Iterator[Finding]:
    groups = sorted(POWERFUL & set(group_of(entry.pw_name)))
    advice = _("Take the account out of these groups.")
    text = ", ".join(groups) or _("none")
    yield _judged(not groups, N_("Powers"), text, advice, Verdict.FAIL)
    with suppress(SetupFailed):  # no sudo here, so nothing to find
        told = run("sudo", "-n", "-l", "-U", entry.pw_name)
        allowed = "not allowed" not in told
        advice = _("Take the account out of sudo's rules.")
        text = _("the account may use it") if allowed else _("none")
        yield _judged(not allowed, "sudo", text, advice, Verdict.FAIL)
    table = Path("/var/spool/cron/crontabs", entry.pw_name)
    advice = _("Remove it with “crontab -r -u {name}”.").format(name=entry.pw_name)
    text = str(table) if table.exists() else _("none")
    yield _judged(not table.exists(), N_("Timed jobs"), text, advice)


def data(layout: Layout, entry: pwd.struct_passwd) -> Iterator[Finding]:
    """The plan's folder: the account's alone, with nothing of another's in it."""
    folder = layout.data
    if not folder.is_dir():
        advice = _("Set the server up with “sapa-tui ssh setup --apply”.")
        yield Finding(
            Verdict.FAIL,
            N_("The plan's folder"),
            _("{path} is missing").format(path=folder),
            advice,
        )
        return
    advice = _("Run: chown {name}: {path} && chmod 700 {path}")
    advice = advice.format(name=entry.pw_name, path=folder)
    own = owned(folder, entry.pw_uid, 0o700)
    mode = stat.filemode(folder.stat().st_mode)
    yield _judged(own, N_("The plan's folder"), f"{folder} {mode}", advice, Verdict.FAIL)
    foreign = [p for p in sorted(folder.rglob("*")) if p.lstat().st_uid != entry.pw_uid]
    if foreign:
        advice = _("Run: chown -R {name}: {path}").format(name=entry.pw_name, path=folder)
        yield Finding(Verdict.FAIL, N_("Files of another"), str(foreign[0]), advice)
    if not layout.plan.is_file():
        text = _("none at {path} yet").format(path=layout.plan)
        advice = _("Plant one with “sapa-tui init” as the account; the guide has the whole line.")
        yield Finding(Verdict.WARN, N_("Plan"), text, advice)


def _judged(
    fine: bool, check: str, text: str, advice: str, otherwise: Verdict = Verdict.WARN
) -> Finding:
    return Finding(Verdict.OK if fine else otherwise, check, text, "" if fine else advice)

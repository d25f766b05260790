"""sshd: its rules as they take effect for an account, and making it read them anew."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sapa_tui.locale import _

from .layout import Layout
from .steps import File, Made, Step
from .system import SetupFailed, run

RUN_FOLDER = Path("/run/sshd")
Rules = dict[str, list[str]]
"""sshd's settings in force, by their name in small letters; a setting may stand several times."""


def rules_in_force(layout: Layout) -> Rules:
    """What sshd would apply to a login of the account.

    Raises:
        SetupFailed: sshd is missing, or does not understand its own files.
    """
    who = f"user={layout.account},host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22"
    written = run("sshd", "-T", "-f", str(layout.sshd_config), "-C", who)
    rules: Rules = {}
    for line in written.splitlines():
        name, _blank, value = line.partition(" ")
        rules.setdefault(name.lower(), []).append(value)
    return rules


def wanted(layout: Layout) -> dict[str, str]:
    """Our own rules for the account, as :func:`rules_in_force` would show them."""
    found = {}
    for line in layout.sshd_rules().splitlines():
        name, _blank, value = line.strip().partition(" ")
        if name not in ("#", "Match"):
            found[name.lower()] = value
    return found


@dataclass
class SshdRules(Step):
    """Our file among sshd's, tested before sshd reads it."""

    layout: Layout
    key = "sshd"

    def __post_init__(self) -> None:
        self._file = File(self.layout.rules, self.layout.sshd_rules(), 0o644, "")

    def title(self) -> str:
        return _("{path}: sshd's rules for the account, tested, then read by sshd").format(
            path=self.layout.rules
        )

    def done(self) -> bool:
        return self._file.done()

    def script(self) -> Sequence[str]:
        test = f"sshd -t -f {self.layout.sshd_config}"
        return [*self._file.script(), test, "systemctl try-reload-or-restart ssh"]

    def do(self) -> tuple[Made, Callable[[], None]]:
        made, back = self._file.do()

        def undone() -> None:
            back()
            reload_sshd(self.layout)

        try:
            test_rules(self.layout)
            self._demand_force()
        except SetupFailed:
            back()
            raise
        reload_sshd(self.layout)
        return made, undone

    def undo(self, made: Mapping[str, Any]) -> None:
        self._file.undo(made)
        reload_sshd(self.layout)

    def _demand_force(self) -> None:
        """Raise SetupFailed where some other rule of this server comes before ours."""
        force = rules_in_force(self.layout)
        for name, value in wanted(self.layout).items():
            found = " ".join(force.get(name, []))
            if found != value:
                sentence = _(
                    "sshd would not follow the rules: {name} would be “{found}” for the account; "
                    "{path} must begin with “Include {folder}/*.conf”, and no other Match before "
                    "ours may set it."
                )
                raise SetupFailed(
                    sentence.format(
                        name=name,
                        found=found,
                        path=self.layout.sshd_config,
                        folder=self.layout.rules.parent,
                    )
                )


def test_rules(layout: Layout) -> None:
    """Let sshd judge its files; raises SetupFailed with its words."""
    # On a machine where sshd has not run yet the folder is missing, and sshd only says that.
    RUN_FOLDER.mkdir(exist_ok=True)
    run("sshd", "-t", "-f", str(layout.sshd_config))


def reload_sshd(layout: Layout) -> None:
    """Make a running sshd read its files anew; open sessions go on. Raises SetupFailed."""
    if layout.etc == Path("/etc") and Path("/run/systemd/system").is_dir():
        unit = "ssh" if Path("/lib/systemd/system/ssh.service").exists() else "sshd"
        run("systemctl", "try-reload-or-restart", unit)
        return
    file = Path(rules_in_force(layout)["pidfile"][0])
    with suppress(OSError, ValueError):  # no sshd runs: it will read them when it starts
        os.kill(int(file.read_text()), signal.SIGHUP)

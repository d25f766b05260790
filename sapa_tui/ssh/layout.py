"""Where everything lies on a server that a team logs in to, and what stands in the files."""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

_ACCOUNT = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_PLACE = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._+-]+)+")
"""Only what sshd's rules, a shebang, a shell and Python all read alike: no blank, no ``%``."""

ACCOUNT, PLAN, PREFIX, ETC = "sapa", "/var/lib/sapa/plan.db", "/opt/sapa-tui", "/etc"
"""Where everything lies unless it is said otherwise."""
LOGINS_AT_ONCE = 60
"""Connections that may still be on their way in before sshd turns some away; its default is 10."""
ALIVE_SECONDS, ALIVE_COUNT = 15, 4
"""sshd asks a laptop that is silent every so many seconds, and gives up after so many answers
missing."""
HEAP = "MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=65536 MALLOC_TOP_PAD_=16384"
"""glibc's: otherwise each dashboard keeps 1.5 MB of what its start has used and let go."""
WRAPPERS = {
    "gate": "from sapa_tui.ssh.gate import main\n\nmain({plan!r})\n",
    "keys": "from sapa_tui.ssh.authorized_keys import main\n\nmain({plan!r})\n",
    "sapa-tui": (
        "import os\n\nfrom sapa_tui.__main__ import main\n\n"
        'os.environ.setdefault("SAPA_DB", {plan!r})\nmain()\n'
    ),
}
"""The programs that the account runs; the last is for the administrator, as the account."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The names and places of one set-up. ``etc`` is another folder only where one is tried out."""

    account: str = ACCOUNT
    plan: Path = Path(PLAN)
    prefix: Path = Path(PREFIX)
    etc: Path = Path(ETC)
    interpreter: Path = field(default_factory=lambda: Path(sys.executable))
    alive_seconds: int = ALIVE_SECONDS

    def unfit(self) -> str | None:
        """The first name or place that cannot be used as it is written, if any."""
        if not _ACCOUNT.fullmatch(self.account) or self.account == "root":
            return self.account
        places = (self.plan, self.prefix, self.etc, self.interpreter)
        return next((str(place) for place in places if not _PLACE.fullmatch(str(place))), None)

    @property
    def bin(self) -> Path:
        """The folder of the wrappers."""
        return self.prefix / "bin"

    @property
    def home(self) -> Path:
        """The account's home: root's, and empty, so that nothing of the account's own is read."""
        return self.prefix / "home"

    @property
    def data(self) -> Path:
        """The folder of the plan, its backups and its logs."""
        return self.plan.parent

    @property
    def sshd_config(self) -> Path:
        """sshd's own file, which includes ours."""
        return self.etc / "ssh" / "sshd_config"

    @property
    def rules(self) -> Path:
        """Our file among sshd's."""
        return self.etc / "ssh" / "sshd_config.d" / "50-sapa-tui.conf"

    @property
    def manifest(self) -> Path:
        """What the set-up has made, so that it can be taken back."""
        return self.etc / "sapa-tui" / "setup.json"

    def wrapper(self, name: str) -> str:
        """The text of one of WRAPPERS."""
        # -I: neither the account's surroundings nor its folders have a say in what is run.
        return f"#!{self.interpreter} -IXutf8\n" + WRAPPERS[name].format(plan=str(self.plan))

    def sshd_rules(self) -> str:
        """sshd's rules for the account. No comment may stand behind a command: it is part of it."""
        return _RULES.format(
            account=self.account,
            bin=self.bin,
            logins=LOGINS_AT_ONCE,
            refused=LOGINS_AT_ONCE * 2,
            seconds=self.alive_seconds,
            count=ALIVE_COUNT,
            heap=HEAP,
        )


_RULES = """\
# Made by "sapa-tui ssh setup --apply"; "--undo" takes it away.
MaxStartups {logins}:30:{refused}
PermitUserEnvironment no
Match User {account}
    AuthenticationMethods publickey
    PubkeyAuthentication yes
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    AuthorizedKeysFile none
    AuthorizedKeysCommand {bin}/keys %t %k
    AuthorizedKeysCommandUser {account}
    TrustedUserCAKeys none
    ForceCommand exec {bin}/gate
    SetEnv {heap}
    ExposeAuthInfo yes
    DisableForwarding yes
    PermitTTY yes
    PermitTunnel no
    PermitUserRC no
    MaxSessions 2
    ClientAliveInterval {seconds}
    ClientAliveCountMax {count}
Match all
"""

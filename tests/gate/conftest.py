"""The gate as sshd calls it: a process of its own, with what sshd puts into its environment."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.commands import keys
from tests.drivers import PlanDriver
from tests.rules.test_keys import ED25519, OTHER

PROGRAM = "from sapa_tui.ssh.{module} import main; main({plan!r})"
MINUTE = 60


@dataclass(frozen=True)
class Came:
    """A login that has ended."""

    code: int
    out: str
    err: str


@dataclass
class Door:
    """The plan behind the gate; ak comes in by one key and hh by another."""

    plan: PlanDriver

    @property
    def folder(self) -> Path:
        """Where the plan lies, and the logs."""
        return self.plan.path.parent

    @property
    def log(self) -> list[str]:
        """The access log's lines, each without its time and its process."""
        path = self.folder / "access.log"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [line.split(" ", 2)[2] for line in lines]

    def call(self, module: str, *arguments: str) -> list[str]:
        """The command line of one of the programs that sshd starts."""
        program = PROGRAM.format(module=module, plan=str(self.plan.path))
        return [sys.executable, "-Xutf8", "-P", "-c", program, *arguments]

    def environment(self, *lines: str, command: str = "", **more: str) -> dict[str, str]:
        """What sshd says about a login with these keys."""
        auth = self.folder / "auth"
        auth.write_text("".join(f"publickey {' '.join(line.split()[:2])}\n" for line in lines))
        given = {"SSH_USER_AUTH": str(auth), "SSH_CONNECTION": "10.0.0.9 5022 10.0.0.1 22"}
        path = {"PYTHONPATH": os.getcwd()}
        return given | path | ({"SSH_ORIGINAL_COMMAND": command} if command else {}) | more

    def __call__(self, command: str = "", *lines: str, **more: str) -> Came:
        """Log in without a terminal, as ak unless other keys are named."""
        given = self.environment(*(lines or (ED25519,)), command=command, **more)
        ran = subprocess.run(
            self.call("gate"),
            env=given,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=MINUTE,
        )
        return Came(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@pytest.fixture
def door(plan: PlanDriver) -> Door:
    """A plan that two people come to over SSH: ak (a member) and hh (a viewer)."""
    plan.person("mk").does(keys.add_key, "ak", ED25519)
    plan.person("mk").does(keys.add_key, "hh", OTHER)
    return Door(plan)

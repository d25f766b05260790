"""The command line as a function: what it is given, what it wrote, how it ended."""

import gettext
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db.clock import Clock
from sapa_tui import locale
from sapa_tui.cli import run
from tests.drivers import MONDAY


@dataclass(frozen=True)
class Ran:
    """A command line that has ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What was written as JSON."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one sentence with which it was refused."""
        assert self.code in (1, 2)
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


Run = Callable[..., Ran]


@pytest.fixture
def sapa(
    plan_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Carry out a command line on the planted plan, on Monday 3 April 2017, as mk, in English."""
    domain = gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("SAPA_DB", str(plan_path))
    monkeypatch.setenv("SAPA_LANG", "en")
    monkeypatch.setenv("SAPA_AS", "mk")
    monkeypatch.setattr(Clock, "now", lambda _clock: MONDAY)

    def sapa(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run(arguments)
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    yield sapa
    locale.use("en")
    gettext.textdomain(domain)

"""An open dashboard without its screen, and the foreign hands that trouble it."""

import queue
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from db.clock import Clock, StoppedClock
from db.errors import SapaError
from db.queries.wall import Wall
from sapa_tui import refresh
from sapa_tui.refresh import PlanSession
from sapa_tui.sitting import Delayed, News
from tests.drivers import MONDAY, PATIENCE

IMPATIENT = 0.05
"""Seconds that a test's dashboard waits for a lock where a real one waits ten."""


class Dashboard:
    """A person's session, and what it has told."""

    def __init__(self, path: Path, person: str, clock: Clock, patience: float) -> None:
        self.session = PlanSession(path, person, clock, patience)
        self.news: queue.Queue[News] = queue.Queue()
        self.session.tell(self.news.put)
        self.session.start()
        self.session.opened()

    async def does(self, command: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Carry a command out as the person."""
        return await self.session.write(command, *args, **kwargs)

    def hears(self, wanted: Callable[[News], bool]) -> News:
        """The first news that is wanted; fails when it does not come."""
        until = time.monotonic() + PATIENCE
        while True:
            news = self.news.get(timeout=max(0.0, until - time.monotonic()))
            if wanted(news):
                return news

    def reads(self, wanted: Callable[[Wall], bool]) -> Wall:
        """The first reading of the plan that is wanted."""
        found = self.hears(lambda news: isinstance(news, Wall) and wanted(news))
        assert isinstance(found, Wall)
        return found

    def is_delayed(self) -> SapaError:
        """Wait until it says that the plan does not answer; gives why."""
        news = self.hears(lambda news: isinstance(news, Delayed) and news.by is not None)
        assert isinstance(news, Delayed)
        assert news.by is not None
        return news.by

    def goes_on(self) -> None:
        """Wait until it says that the plan answers again."""
        self.hears(lambda news: news == Delayed(None))

    def ends(self) -> SapaError:
        """Wait for what makes an end of it."""
        fault = self.hears(lambda news: isinstance(news, SapaError))
        assert isinstance(fault, SapaError)
        self.close()
        return fault

    def close(self) -> None:
        """Leave, as the app does when its screen is gone."""
        self.session.close()
        self.session.join(PATIENCE)
        assert not self.session.is_alive()


def first_to_end(*dashboards: Dashboard) -> SapaError:
    """Wait until one of several comes to an end; gives why."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for one in dashboards:
            with suppress(queue.Empty):
                if isinstance(news := one.news.get(timeout=0.01), SapaError):
                    return news
    raise AssertionError("none of them has ended")


Open = Callable[..., Dashboard]


@pytest.fixture
def dashboard(plan_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open dashboards on the planted plan; they look and beat faster than real ones."""
    monkeypatch.setattr(refresh, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(refresh, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(refresh, "FIRST_BEAT_SECONDS", 0.0)
    monkeypatch.setattr(refresh, "MOVED_SECONDS", 0.05)
    monkeypatch.setattr(refresh, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr("sapa_tui.sitting.GLANCE_SECONDS", IMPATIENT)
    monkeypatch.setattr("db.commands._door._ATTEMPTS", 2)
    opened: list[Dashboard] = []

    def open_dashboard(
        person: str = "mk",
        path: Path = plan_path,
        clock: Clock | None = None,
        patience: float = IMPATIENT,
    ) -> Dashboard:
        opened.append(Dashboard(path, person, clock or StoppedClock(MONDAY), patience))
        return opened[-1]

    yield open_dashboard
    for one in opened:
        one.close()


@contextmanager
def foreign_hand(path: Path, *statements: str) -> Iterator["subprocess.Popen[str]"]:
    """Another program in another process: carries statements out and then waits.

    It ends, and with it its transaction, at the end of the block or when its stdin is closed.
    """
    script = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)\n"
        "for s in sys.argv[2:]: c.execute(s).fetchall()\n"
        "print('done', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path), *statements],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as hand:
        assert hand.stdout is not None
        assert hand.stdout.readline() == "done\n"
        try:
            yield hand
        finally:
            hand.communicate(timeout=PATIENCE)


def sound(path: Path) -> bool:
    """Whether the engine finds nothing wrong with a file."""
    with closing(sqlite3.connect(path)) as file:
        return bool(file.execute("PRAGMA integrity_check").fetchall() == [("ok",)])

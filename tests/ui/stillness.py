"""Waiting until an app in this process has nothing left to do, and not a moment longer.

Textual's own test waits in steps of twenty milliseconds until the process is out of work. That
is most of the time of a story, and under load, or while the disk is waited for, it is too short.
"""

import asyncio
import math
from typing import Any
from weakref import WeakKeyDictionary

import pytest
import textual.app
import textual.pilot

from sapa_tui.jobs import Job, Jobs

SOON = 0.02
"""Seconds: what is due within them, the next frame above all, is waited for."""
LOOK = 0.001
SLOW = 0.3
"""Seconds for which a thread at the plan is waited for: it may be at a lock of the story's own."""


class Stillness:
    """Knows what is under way: callbacks, timers that are nearly due, wishes put to a plan."""

    def __init__(self) -> None:
        self._given: WeakKeyDictionary[Jobs, int] = WeakKeyDictionary()
        self._done: WeakKeyDictionary[Jobs, int] = WeakKeyDictionary()

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Count the wishes from now on, and have every Pilot wait here."""
        put, following = Jobs._put, Jobs.next
        taken: WeakKeyDictionary[Jobs, int] = WeakKeyDictionary()

        def noted_put(jobs: Jobs, job: Job) -> None:
            self._given[jobs] = self._given.get(jobs, 0) + 1
            put(jobs, job)

        def noted_next(jobs: Jobs, timeout: float) -> Job | None:
            self._done[jobs] = taken.get(jobs, 0)
            job = following(jobs, timeout)
            taken[jobs] = taken.get(jobs, 0) + 1
            return job

        patch.setattr(Jobs, "_put", noted_put)
        patch.setattr(Jobs, "next", noted_next)
        for module in (textual.app, textual.pilot):
            patch.setattr(module, "wait_for_idle", self.wait)

    async def wait(self, _least: float = 0, most: float = 1) -> None:
        """Wait until nothing is under way, for ``most`` seconds at most."""
        loop: Any = asyncio.get_running_loop()
        begun = loop.time()
        while (passed := loop.time() - begun) < most:
            await asyncio.sleep(0)
            due = min((t.when() for t in loop._scheduled if not t.cancelled()), default=math.inf)
            if loop._ready:
                continue
            if due - loop.time() < SOON:
                await asyncio.sleep(max(0.0, due - loop.time()))
            elif passed < SLOW and self._at_work():
                await asyncio.sleep(LOOK)
            else:
                return

    def _at_work(self) -> bool:
        open_plans = [jobs for jobs in list(self._given) if not jobs.closing.is_set()]
        return any(
            jobs._fault is None and self._given[jobs] != self._done.get(jobs, 0)
            for jobs in open_plans
        )

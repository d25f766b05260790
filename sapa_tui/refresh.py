"""The way between an open dashboard and the database: one thread, one connection, one cursor.

Nothing here knows a widget. Reads and writes run in the thread one after the other; what a
colleague has changed comes home by the same door as one's own edits.
"""

import logging
import math
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from db.clock import Clock
from db.commands import Outcome, Request, presence
from db.connection import BUSY_SECONDS
from db.errors import DatabaseUnusable, SapaError
from db.queries.drafts import DraftRow, draft, drafts
from db.queries.wall import Wall
from sapa_tui.drafts import Typed
from sapa_tui.faults import record
from sapa_tui.jobs import Jobs
from sapa_tui.sitting import LOG_REMOVED, News, Sitting

POLL_SECONDS = 0.1
"""How often news is looked for where the bell is not heard."""
BEAT_SECONDS = 5.0
MOVED_SECONDS = 1.0
LOOK_SECONDS = 1.5
"""How often it is asked who is in, and whether the file is still as it should be."""
LAST_WORDS_SECONDS = 2.0
FIRST_BEAT_SECONDS = 0.4
"""A sign of life, or a look for damage, would hold up the drawing of the first screen."""

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class PlanSession(threading.Thread):
    """A person's sitting at the plan.

    Start it, and wait with :meth:`opened` for the first reading of the plan; :meth:`tell` says
    who is to hear of the later ones.
    """

    def __init__(
        self, path: Path, person: str, clock: Clock, patience: float = BUSY_SECONDS
    ) -> None:
        """``patience`` is for how many seconds a wish waits for a lock of somebody else."""
        super().__init__(name="plan", daemon=True)
        self.path = path
        self.person = person
        self.clock = clock
        self.fault: SapaError | None = None
        self._at = Sitting(path, person, clock, patience, self._pass_on)
        self._listener: Callable[[News], None] = lambda _: None
        self._opened = threading.Event()
        self._jobs = Jobs()
        self._beat_due = True

    @property
    def id(self) -> str:
        """What tells this dashboard from the person's others."""
        return self._at.id

    @property
    def preferences(self) -> dict[str, str]:
        """How the person likes the dashboard."""
        return self._at.preferences

    @property
    def wall(self) -> Wall | None:
        """The newest reading of the plan."""
        return self._at.wall

    async def read(
        self, query: Callable[Concatenate[Any, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Run a query in the thread; raises what it raises."""
        return await self._do(lambda: query(self._at.database, *args, **kw))

    async def write(
        self,
        command: Callable[Concatenate[Any, Request, P], Outcome],
        *args: P.args,
        **kw: P.kwargs,
    ) -> Outcome:
        """Run a command in the person's name; the screen follows before this returns."""

        def job() -> Outcome:
            request = Request(self.person, self.clock.now())
            try:
                return command(self._at.database, request, *args, **kw)
            finally:
                self._at.catch_up()

        return await self._do(job)

    async def prefer(self, key: str, value: str) -> None:
        """Remember how the person likes the dashboard."""
        await self._do(lambda: presence.prefer(self._at.database, self.person, key, value))
        self._at.preferences[key] = value

    def keep_draft(self, entity: str, number: int, typed: Typed) -> None:
        """Keep what is typed about an item once the thread gets to it; nothing typed ends it."""
        self._at.drafts.put(entity, number, typed)
        self._jobs.post(self._at.keep_drafts)

    async def draft_kept(self) -> None:
        """Wait until what is typed is in the database; raises what stands in the way."""
        await self._do(self._at.write_drafts)

    async def draft(self, entity: str, number: int) -> DraftRow | None:
        """What was typed about an item, to be gone on with here; not what is open elsewhere."""
        at = self._at
        item = self.person, entity, number, self.id
        found = await self._do(lambda: draft(at.database, *item, at.others()))
        if found is not None and found.session != self.id:
            at.drafts.take_over(found)
            self._jobs.post(at.keep_drafts)
        return found

    async def drafts(self) -> list[DraftRow]:
        """All that was typed and not saved, the newest first; not what is open elsewhere."""
        at = self._at
        return await self._do(lambda: drafts(at.database, self.person, at.others()))

    def be_at(self, view: str, item: str = "") -> None:
        """Say where in the dashboard the person is; colleagues see it in a second or so."""
        self._stand(view, item, self._at.where[2])

    def write_in(self, field: str) -> None:
        """Say in which field of which item the person writes, as ``activity:4:title``."""
        self._stand(*self._at.where[:2], field)

    def _stand(self, view: str, item: str, editing: str) -> None:
        if self._at.where != (view, item, editing):
            self._at.where = (view, item, editing)
            if not self._beat_due:
                self._beat_due = True
                self._jobs.wake()

    def opened(self, timeout: float = 30.0) -> Wall:
        """The first reading of the plan; raises the SapaError that stood in its way."""
        self._opened.wait(timeout)
        if self.fault is not None:
            raise self.fault
        if self.wall is None:
            raise DatabaseUnusable("database_busy", path=str(self.path))
        return self.wall

    def tell(self, listener: Callable[[News], None]) -> None:
        """Call ``listener`` in this thread with each new reading, or with what ended it.

        It is also told when the file stops answering for a while, and when it answers again.
        """
        self._listener = listener

    def _pass_on(self, news: News) -> None:
        self._listener(news)

    def close(self) -> None:
        """End the thread after the work that is already under way."""
        self._jobs.close()
        if self.is_alive():
            self.join(timeout=2)

    def run(self) -> None:
        """Open the plan, then serve jobs and watch for news until closed."""
        try:
            self._at.open()
            self._opened.set()
            self._serve()
            self._jobs.end(SapaError("plan_closed"))
        except SapaError as fault:
            self._lose(fault)
        except Exception as error:  # noqa: BLE001 - an entry: nobody else would hear of it
            self._lose(SapaError("unforeseen", told=record(error)))
        finally:
            self._opened.set()
            self._at.leave(self.fault)

    def _serve(self) -> None:
        soonest = latest = look = time.monotonic() + FIRST_BEAT_SECONDS
        self._jobs.asked.wait(FIRST_BEAT_SECONDS)
        self._at.check()
        self._at.listen()
        if self._at.ear is not None:
            self._jobs.hark(self._at.ear.fileno())
        while True:
            now = time.monotonic()
            if now >= latest or (self._beat_due and now >= soonest):
                self._beat_due = False
                self._beat_due |= not self._at.beat()
                soonest, latest = now + MOVED_SECONDS, now + BEAT_SECONDS
                look = now + LOOK_SECONDS
            elif now >= look:
                self._at.look()
                look = now + LOOK_SECONDS
            due = min(look, latest, soonest if self._beat_due else latest)
            try:
                job = self._jobs.next(min(due - now, POLL_SECONDS if self._at.uneasy else math.inf))
            except queue.Empty:
                if time.monotonic() < due:
                    self._at.watch()
                continue
            if job is None:
                return
            job.run()
            if self._at.trouble is not None:
                raise self._at.trouble

    def _lose(self, fault: SapaError) -> None:
        """Tell everybody that it is over, and why; then hear what is typed, and nothing else."""
        opened = self._opened.is_set()
        self.fault = fault
        if fault.code == LOG_REMOVED:
            self._at.rescue()
        self._jobs.end(fault)
        self._listener(fault)
        if opened and not self._jobs.closing.wait(LAST_WORDS_SECONDS):
            log.warning("the dashboard did not close")

    async def _do(self, work: Callable[[], T]) -> T:
        return await self._jobs.do(lambda: self._at.patiently(work))

"""The way between an open dashboard and the database: one thread, one connection, one cursor.

Nothing here knows a widget. Reads and writes run in the thread one after the other; what a
colleague has changed comes home by the same door as one's own edits.
"""

import asyncio
import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from db.changes import data_version, schema_version
from db.clock import Clock
from db.commands import Outcome, Request, presence
from db.connection import open_plan, plain_faults
from db.errors import DatabaseUnusable, SapaError
from db.migrations import SCHEMA_VERSION
from db.queries.people import preferences
from db.queries.wall import PRESENCE_SECONDS, Wall, read_wall, refresh_wall
from sapa_tui.drafts import DraftBox, Typed

POLL_SECONDS = 0.2
BEAT_SECONDS = 5.0
MOVED_SECONDS = 1.0
LOOK_SECONDS = 1.5
"""How often it is asked who is still in: nobody commits when a connection dies."""
LAST_WORDS_SECONDS = 2.0
FIRST_BEAT_SECONDS = 0.4
"""A sign of life before the screen stands would hold up its drawing."""

P = ParamSpec("P")
T = TypeVar("T")
Job = Callable[[], None]

log = logging.getLogger(__name__)


class PlanSession(threading.Thread):
    """A person's sitting at the plan.

    Start it, and wait with :meth:`opened` for the first reading of the plan; :meth:`tell` says
    who is to hear of the later ones.
    """

    def __init__(
        self,
        path: Path,
        person: str,
        clock: Clock,
    ) -> None:
        super().__init__(name="plan", daemon=True)
        self.path = path
        self.person = person
        self.clock = clock
        self.id = str(uuid.uuid4())
        self.preferences: dict[str, str] = {}
        self.wall: Wall | None = None
        self.fault: SapaError | None = None
        self._tell: Callable[[Wall | SapaError], None] = lambda _: None
        self._opened = threading.Event()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._database: Any = None
        self._seen_version = -1
        self._where = ("", "", "")
        self._beat_due = True
        self._drafts = DraftBox()

    async def read(
        self, query: Callable[Concatenate[Any, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Run a query in the thread; raises what it raises."""
        return await self._do(lambda: query(self._database, *args, **kw))

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
                return command(self._database, request, *args, **kw)
            finally:
                self._refresh()

        return await self._do(job)

    async def prefer(self, key: str, value: str) -> None:
        """Remember how the person likes the dashboard."""
        await self._do(lambda: presence.prefer(self._database, self.person, key, value))

    def keep_draft(self, entity: str, number: int, typed: Typed) -> None:
        """Keep what is typed about an item once the thread gets to it; nothing typed ends it."""
        self._drafts.put(entity, number, typed)
        self._jobs.put(self._keep_drafts)

    async def draft_kept(self) -> None:
        """Wait until what is typed is in the database; raises what stands in the way."""
        await self._do(lambda: self._drafts.write(self._database, self.person, self.clock.now()))

    def be_at(self, view: str, item: str = "") -> None:
        """Say where in the dashboard the person is; colleagues see it in a second or so."""
        self._stand(view, item, self._where[2])

    def write_in(self, field: str) -> None:
        """Say in which field of which item the person writes, as ``activity:4:title``."""
        self._stand(*self._where[:2], field)

    def _stand(self, view: str, item: str, editing: str) -> None:
        if self._where != (view, item, editing):
            self._where = (view, item, editing)
            self._beat_due = True

    def opened(self, timeout: float = 30.0) -> Wall:
        """The first reading of the plan; raises the SapaError that stood in its way."""
        self._opened.wait(timeout)
        if self.fault is not None:
            raise self.fault
        if self.wall is None:
            raise DatabaseUnusable("database_busy", path=str(self.path))
        return self.wall

    def tell(self, listener: Callable[[Wall | SapaError], None]) -> None:
        """Call ``listener`` in this thread with each new reading, or with what ended it."""
        self._tell = listener

    def close(self) -> None:
        """End the thread after the work that is already under way."""
        self._jobs.put(None)
        if self.is_alive():
            self.join(timeout=2)

    def run(self) -> None:
        """Open the plan, then serve jobs and watch for news until closed."""
        try:
            self._open()
            self._serve()
        except SapaError as fault:
            self.fault = fault
            self._tell(fault)
            self._hear_out()
        finally:
            self._opened.set()
            self._leave()

    def _open(self) -> None:
        self._database = open_plan(self.path)
        with plain_faults(self.path):
            self._seen_version = data_version(self._database)
            self.preferences = preferences(self._database, self.person)
            self.wall = read_wall(self._database, self.clock.now())
        self._opened.set()

    def _serve(self) -> None:
        soonest = latest = look = time.monotonic() + FIRST_BEAT_SECONDS
        while True:
            now = time.monotonic()
            if now >= latest or (self._beat_due and now >= soonest):
                self._beat()
                soonest, latest = now + MOVED_SECONDS, now + BEAT_SECONDS
                look = now + LOOK_SECONDS
            elif now >= look:
                self._refresh()
                look = now + LOOK_SECONDS
            try:
                job = self._jobs.get(timeout=POLL_SECONDS)
            except queue.Empty:
                self._watch()
                continue
            if job is None:
                return
            job()

    def _watch(self) -> None:
        """Look whether a colleague has committed anything, and read it."""
        with plain_faults(self.path):
            version = data_version(self._database)
        if version != self._seen_version:
            self._seen_version = version
            self._refresh()

    def _refresh(self) -> None:
        assert self.wall is not None
        with plain_faults(self.path):
            if schema_version(self._database) > SCHEMA_VERSION:
                raise DatabaseUnusable("schema_newer", path=str(self.path))
            wall = refresh_wall(self._database, self.wall, self.clock.now())
        if wall is not self.wall:
            self.wall = wall
            self._tell(wall)

    def _beat(self) -> None:
        self._beat_due = False
        view, item, editing = self._where
        now = self.clock.now()
        try:
            presence.beat(
                self._database, self.id, self.person, now, view=view, item=item, editing=editing
            )
        except DatabaseUnusable as fault:
            log.warning("no sign of life could be given: %s", fault)
        else:
            self._refresh()
        self._keep_drafts()

    def _keep_drafts(self) -> None:
        try:
            self._drafts.write(self._database, self.person, self.clock.now())
        except SapaError as fault:
            log.warning("what is typed could not be kept yet: %s", fault)

    def _hear_out(self) -> None:
        """After a fault, let the dashboard hand over what is typed; its other wishes are void."""
        try:
            while self._opened.is_set() and self._jobs.get(timeout=LAST_WORDS_SECONDS):
                pass
        except queue.Empty:
            log.warning("the dashboard did not close")

    def _leave(self) -> None:
        if self._database is None or self._database.is_closed():
            return
        self._keep_drafts()
        try:
            presence.leave(self._database, self.id)
            silent = self.clock.now() - timedelta(seconds=PRESENCE_SECONDS * 4)
            presence.forget_silent(self._database, silent)
        except SapaError as fault:
            log.warning("could not sign off: %s", fault)
        self._database.close()

    async def _do(self, job: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def settle(result: T | None, error: BaseException | None) -> None:
            if answer.cancelled():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(result)  # type: ignore[arg-type]

        def run() -> None:
            try:
                with plain_faults(self.path):
                    result = job()
            except Exception as error:  # noqa: BLE001 - carried over to whoever asked
                loop.call_soon_threadsafe(settle, None, error)
            else:
                loop.call_soon_threadsafe(settle, result, None)

        self._jobs.put(run)
        return await answer

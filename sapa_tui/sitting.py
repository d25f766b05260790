"""What a session's thread does with the database: look, give signs of life, outlast faults."""

import logging
import os
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from db.bell import Ear
from db.changes import data_version, last_event, schema_version
from db.clock import Clock
from db.commands import presence
from db.connection import (
    check_in_place,
    check_readable,
    open_plan,
    plain_faults,
    rescue_log,
    set_patience,
)
from db.errors import DatabaseUnusable, SapaError
from db.migrations import SCHEMA_VERSION
from db.place import Stamp
from db.queries.people import preferences
from db.queries.wall import PRESENCE_SECONDS, Wall, read_wall, refresh_wall, who_is_in
from sapa_tui.daily_backup import DailyBackup
from sapa_tui.drafts import DraftBox

GLANCE_SECONDS = 0.3
"""How long the watch waits for a lock; longer would keep the person's own wishes waiting."""
PASSING = ("database_busy", "disk_full")
"""Faults that go away by themselves: the dashboard stays open and looks again."""
RUINED = ("database_damaged", "not_a_database")
MOVED_AWAY = ("database_gone", "database_replaced")
LOG_REMOVED = "log_removed"

T = TypeVar("T")
log = logging.getLogger(__name__)


class Delayed(NamedTuple):
    """The plan's file does not answer at the moment; ``by`` says why, None when it does again."""

    by: SapaError | None


News = Wall | Delayed | SapaError


class Sitting:
    """One connection to the plan, its cursor, and the person's presence.

    Everything here runs in the session's thread; ``tell`` is called in it with each new reading.
    """

    def __init__(
        self, path: Path, person: str, clock: Clock, patience: float, tell: Callable[[News], None]
    ) -> None:
        self.path = path
        self.person = person
        self.clock = clock
        self.id = f"{uuid.uuid4()}.{os.getpid()}"
        self.wall: Wall | None = None
        self.preferences: dict[str, str] = {}
        self.drafts = DraftBox()
        self.where = ("", "", "")
        self.trouble: SapaError | None = None
        self.database: Any = None
        self.ear: Ear | None = None
        self._deaf = True
        self._patience = patience
        self._tell = tell
        self._seen_version = -1
        self._looked_into: Stamp | None = None
        self._silent = False
        self._delays: dict[str, SapaError] = {}
        self._backup = DailyBackup(path, clock)

    def open(self) -> None:
        """Open the plan and read all of it; raises DatabaseUnusable. Then :meth:`check` it."""
        self.database = open_plan(self.path, patience=self._patience, checked=False)
        set_patience(self.database, GLANCE_SECONDS)
        try:
            with plain_faults(self.path):
                self._seen_version = data_version(self.database)
                self.preferences = preferences(self.database, self.person)
                self.wall = read_wall(self.database, self.clock.now())
        except (LookupError, TypeError, ValueError):  # a damaged file may say anything
            self.check()
            raise

    def check(self) -> None:
        """Look for damage, before anything is written; raises DatabaseUnusable."""
        self.patiently(self._look_into_file)

    def listen(self) -> None:
        """Hear the bell from now on, where the system allows it."""
        try:
            self.ear = Ear(self.database.place)
        except (OSError, ImportError, MemoryError) as fault:  # the latter of a hardened system
            log.warning("the bell cannot be heard: %s", fault)
        else:
            self._deaf = False

    @property
    def uneasy(self) -> bool:
        """Whether to look again soon: the bell is not heard, or the file does not answer."""
        return self._deaf or bool(self._delays)

    def patiently(self, work: Callable[[], T]) -> T:
        """Do what the person waits for, with patience for the locks of others."""
        with plain_faults(self.path):
            set_patience(self.database, self._patience)
            try:
                return work()
            finally:
                set_patience(self.database, GLANCE_SECONDS)

    def watch(self) -> None:
        """Look whether a colleague has committed anything, and read it.

        Raises:
            DatabaseUnusable: a fault that does not pass.
        """
        self._look(even_so=False)

    def look(self) -> None:
        """Read what is new, even where nobody has committed anything: a dashboard may have died.

        Raises as :meth:`watch` does.
        """
        self._look(even_so=True)

    def catch_up(self) -> None:
        """Read what is new after a write, whose own outcome stands whatever comes of it.

        A fault that does not pass is left in ``trouble``.
        """
        try:
            self._refresh()
        except DatabaseUnusable as fault:
            self.trouble = None if fault.code in PASSING else fault

    def beat(self) -> bool:
        """Give a sign of life, and do what is due now and then; returns whether it was heard.

        Raises:
            DatabaseUnusable: the file is damaged.
        """
        view, item, editing = self.where
        now = self.clock.now()
        try:
            presence.beat(
                self.database, self.id, self.person, now, view=view, item=item, editing=editing
            )
        except DatabaseUnusable as fault:
            if fault.code in RUINED:
                raise
            log.warning("no sign of life could be given: %s", fault)
            if fault.code in PASSING and self._silent:
                self._delay("write", fault)
            self._silent = True
        else:
            self._silent = False
            self._delay("write", None)
            self.look()
        self.keep_drafts()
        if self.wall is not None:
            self._backup.make_when_due(self.wall.facts.backup_generations)
        return not self._silent

    def keep_drafts(self) -> None:
        """Write down what is typed; what cannot be written waits for the next time."""
        try:
            self.write_drafts()
        except SapaError as fault:
            log.warning("what is typed could not be kept yet: %s", fault)

    def write_drafts(self) -> None:
        """Write down what is typed; raises DatabaseUnusable."""
        self.drafts.write(self.database, self.person, self.clock.now(), self.id)

    def others(self) -> set[str]:
        """The dashboards that are open elsewhere, by their ids; one that was killed is none."""
        present = who_is_in(self.database, self.clock.now())
        return {one.session for one in present if one.session != self.id and _runs(one.session)}

    def rescue(self) -> None:
        """Save what only the log holds, after somebody has removed it under us."""
        try:
            with plain_faults(self.path):
                rescue_log(self.database)
        except SapaError as fault:
            log.error("what only the log held could not be moved into the file: %s", fault)

    def leave(self, fault: SapaError | None) -> None:
        """Sign off and close; ``fault`` is what made an end of it, if anything did."""
        if self.ear is not None:
            self.ear.close()
        if self.database is None or self.database.is_closed():
            return
        try:
            if fault is not None and fault.code in (*MOVED_AWAY, LOG_REMOVED):
                self.drafts.write_again()  # some of it may have gone where nobody sees it
            if fault is not None and fault.code in MOVED_AWAY:
                self.database.close()
                self.database = open_plan(self.path)
            set_patience(self.database, GLANCE_SECONDS)
            self.keep_drafts()
            if fault is None or fault.code not in RUINED:
                presence.leave(self.database, self.id)
                silent = self.clock.now() - timedelta(seconds=PRESENCE_SECONDS * 4)
                presence.forget_silent(self.database, silent)
        except SapaError as trouble:
            log.warning("could not sign off: %s", trouble)
        if fault is not None and fault.code == LOG_REMOVED:
            self.rescue()  # a log made anew would meet that of the other dashboards
        self.database.close()

    def _look(self, even_so: bool) -> None:
        assert self.wall is not None
        known = self.wall.last_event
        rung = self.ear is not None and self.ear.heard()
        try:
            with plain_faults(self.path):
                self._look_into_file()
                version = data_version(self.database)
            if even_so or version != self._seen_version:
                self._refresh()
                self._seen_version = version
        except DatabaseUnusable as fault:
            self._endure(fault)
        else:
            self._delay("read", None)
        # Who writes without ringing, or is not heard on this file system, may do so again.
        self._deaf = not rung and (self._deaf or self.wall.last_event > known)

    def _look_into_file(self) -> None:
        """Look for damage in a file that has been written to; no write does, at the lock."""
        stamp = check_in_place(self.database)
        if stamp != self._looked_into:
            check_readable(self.database, self.path)
            self._looked_into = stamp

    def _refresh(self) -> None:
        assert self.wall is not None
        with plain_faults(self.path):
            if (found := schema_version(self.database)) > SCHEMA_VERSION:
                about = {"path": str(self.path), "found": found, "known": SCHEMA_VERSION}
                raise DatabaseUnusable("schema_newer", **about)
            if last_event(self.database) < self.wall.last_event:  # the log only grows
                raise DatabaseUnusable("database_replaced", path=str(self.path))
            wall = refresh_wall(self.database, self.wall, self.clock.now())
        if wall is not self.wall:
            self.wall = wall
            self._tell(wall)

    def _endure(self, fault: DatabaseUnusable) -> None:
        """Say that reading has to wait; raises a fault that does not pass."""
        if fault.code not in PASSING:
            raise fault
        self._delay("read", fault)

    def _delay(self, what: str, fault: SapaError | None) -> None:
        before = bool(self._delays)
        if fault is None:
            self._delays.pop(what, None)
        else:
            self._delays[what] = fault
        if bool(self._delays) != before:
            self._tell(Delayed(fault))


def _runs(session: str) -> bool:
    """Whether the process of a sitting is still there; its signs of life count a while longer."""
    number = session.rpartition(".")[2]
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError, OverflowError):  # somebody else's, or not named by us
        return True
    return True

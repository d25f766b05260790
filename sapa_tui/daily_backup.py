"""The automatic backup: whichever dashboard is first to notice that today's is missing makes it."""

import logging
import time
from datetime import date
from pathlib import Path

from db.backup import daily
from db.clock import Clock
from db.errors import SapaError

AFTER_SECONDS = 10.0
"""For so long after its start a dashboard has better things to do."""
AGAIN_AFTER_SECONDS = 600.0
"""How long to wait after a backup that failed, on a full disk for instance."""

log = logging.getLogger(__name__)


class DailyBackup:
    """One dashboard's part in the plan's daily backups."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._done: tuple[date, int] | None = None
        self._not_before = time.monotonic() + AFTER_SECONDS

    def make_when_due(self, generations: int) -> None:
        """Make today's backup if it is missing; a failure is logged and tried again later.

        ``generations`` is how many the plan keeps; see :func:`db.backup.daily`.

        Raises:
            DatabaseUnusable: the backup has brought to light that the plan's file is damaged.
        """
        wanted = (self._clock.today(), generations)
        if wanted == self._done or time.monotonic() < self._not_before:
            return
        try:
            daily(self._path, generations, self._clock.now())
        except SapaError as fault:
            if fault.code == "database_damaged":
                raise
            log.warning("today's backup could not be made: %s", fault)
            self._not_before = time.monotonic() + AGAIN_AFTER_SECONDS
        else:
            self._done = wanted

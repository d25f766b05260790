"""The bell: whoever has written to the plan rings it, and every open dashboard looks at once.

To ring is to touch the write-ahead log, of which the system tells whoever watches that file.
Signs of life do not ring: fifty people would wake one another ten times a second. It is a hint
and no more; whoever listens still looks by themselves now and then.
"""

import os
from contextlib import suppress

from peewee import SqliteDatabase

from .connection import PlanDatabase
from .place import Place


def ring(database: SqliteDatabase) -> None:
    """Let the open dashboards know that something has been committed; never fails."""
    if isinstance(database, PlanDatabase) and database.place is not None:
        with suppress(OSError):  # they will find it by themselves
            os.utime(database.place.log_path)


class Ear:
    """Hears the bell, and when somebody lays hands on the plan's file or its log.

    To be waited for with ``poll``.
    """

    def __init__(self, place: Place) -> None:
        """Begin to listen.

        Raises:
            OSError, ImportError, MemoryError: the system, or its Python, does not allow it.
        """
        import ctypes

        import inotify_simple

        # It would look for the C library by starting programs, which the door over SSH never does.
        inotify_simple._libc = ctypes.CDLL(None, use_errno=True)
        flags = inotify_simple.flags
        moved = flags.ATTRIB | flags.MOVE_SELF  # a file that is removed loses a name: an attribute
        self._inotify = inotify_simple.INotify(nonblocking=True)
        try:
            self._inotify.add_watch(place.log_path, moved)
            self._inotify.add_watch(place.path, moved | flags.CLOSE_WRITE)
        except OSError:
            self.close()
            raise

    def fileno(self) -> int:
        """What becomes readable when there is something to hear."""
        return int(self._inotify.fileno())

    def heard(self) -> bool:
        """Whether there has been anything since this was last asked."""
        return bool(self._inotify.read(timeout=0))

    def close(self) -> None:
        """Listen no longer."""
        self._inotify.close()

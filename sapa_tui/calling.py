"""Waking a thread that waits for several things at once."""

import os
import threading
import weakref
from contextlib import suppress

_ENOUGH = 4096


class Call(threading.Event):
    """An event that ``poll`` and ``select`` can wait for, too."""

    def __init__(self) -> None:
        super().__init__()
        self._out, self._in = os.pipe()
        for end in (self._out, self._in):
            os.set_blocking(end, False)
            weakref.finalize(self, os.close, end)

    def fileno(self) -> int:
        """What is readable while the event is set."""
        return self._out

    def set(self) -> None:
        super().set()
        with suppress(BlockingIOError):  # it has been set more than often enough
            os.write(self._in, b".")

    def clear(self) -> None:
        super().clear()
        with suppress(BlockingIOError):  # it was not set
            os.read(self._out, _ENOUGH)

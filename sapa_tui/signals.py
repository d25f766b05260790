"""Being told to end, by the system or by a terminal that has gone: nothing typed is lost."""

import asyncio
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sapa_tui.locale import _

if TYPE_CHECKING:
    from sapa_tui.app import SapaApp

GRACE_SECONDS = 1.5
"""For the main thread to hear that the terminal has gone."""
LAST_WORDS_SECONDS = 3.0
"""For an orderly end once it has heard: what is typed may have to wait for the plan."""
_heard = threading.Event()


def heed_signals(app: "SapaApp") -> None:
    """Keep what is typed before a lost connection or the system ends the dashboard.

    Call it in the main thread, inside the loop.
    """
    loop = asyncio.get_running_loop()

    def hang_up(number: int, _frame: Any) -> None:
        _heard.set()
        signal.signal(number, lambda *_: None)  # it is told more than once
        # Nobody is left to see a screen, and writing to a terminal that has gone can block.
        app.keep_typed()
        app.session.close()
        _restore(number)
        os.kill(os.getpid(), number)

    def terminate(number: int, _frame: Any) -> None:
        _heard.set()
        _restore(number)  # a second one ends the program at once
        app.keep_typed()
        words = _("The system asked the dashboard to close; what you had typed is kept.")
        loop.call_soon_threadsafe(app.exit, words, 128 + number)

    before = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGTERM)}

    def _restore(number: int) -> None:
        signal.signal(number, before[signal.Signals(number)])

    for number, handler in ((signal.SIGHUP, hang_up), (signal.SIGTERM, terminate)):
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, handler)


def never_outlive_the_terminal(note: Callable[[], None] = lambda: None) -> None:
    """End soon after the terminal has gone, even where the main thread does not come to hear of it.

    It waits for ever in a full queue when a terminal froze, and went, while the screen was drawn.
    ``note`` is called before such an end. Where stdin is no terminal nothing is watched.
    """
    if not os.isatty(0):
        return

    def watch() -> None:
        terminal = select.poll()
        terminal.register(0, 0)
        terminal.poll()  # that it has gone is told without being asked for
        time.sleep(GRACE_SECONDS)
        if _heard.is_set():
            time.sleep(LAST_WORDS_SECONDS)
        note()
        os._exit(128 + signal.SIGHUP)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()

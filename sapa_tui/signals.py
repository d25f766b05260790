"""Being told to end, by the system or by a terminal that has gone: nothing typed is lost."""

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

from sapa_tui.locale import _

if TYPE_CHECKING:
    from sapa_tui.app import SapaApp


def heed_signals(app: "SapaApp") -> None:
    """Keep what is typed before a lost connection or the system ends the dashboard.

    Call it in the main thread, inside the loop.
    """
    loop = asyncio.get_running_loop()

    def hang_up(number: int, _frame: Any) -> None:
        # Nobody is left to see a screen, and writing to a terminal that has gone can block.
        app.keep_typed()
        app.session.close()
        _restore(number)
        os.kill(os.getpid(), number)

    def terminate(number: int, _frame: Any) -> None:
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

"""The terminal's bytes on their way to becoming keys."""

import logging

from textual._parser import ParseError
from textual.drivers.linux_driver import LinuxDriver

_RUBBISH = (ValueError, LookupError, TypeError, AttributeError, ParseError)
"""What Textual's parser raises for bytes that no keyboard sends, or that are no UTF-8."""

log = logging.getLogger(__name__)


class PatientDriver(LinuxDriver):
    """Passes over bytes that cannot be understood, such as letters from a Latin-1 terminal.

    Textual would end with a traceback on the screen.
    """

    def _run_input_thread(self) -> None:
        while not self.exit_event.is_set():
            try:
                self.run_input_thread()
            except _RUBBISH as fault:
                log.info("the terminal sent what cannot be understood: %s", type(fault).__name__)
            except OSError as fault:
                log.info("the terminal has gone: %s", fault)
                self._app.call_later(self._app.exit)
                return

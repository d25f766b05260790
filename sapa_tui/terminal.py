"""The terminal's bytes on their way to becoming keys."""

import codecs
import logging
import os
import selectors
import signal

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_RUBBISH = (ValueError, LookupError, TypeError, AttributeError, ParseError)
"""What Textual's parser raises for sequences that no keyboard sends."""
_AT_ONCE = 4_096
_TICK_SECONDS = 0.1

log = logging.getLogger(__name__)


class PatientDriver(LinuxDriver):
    """Takes whatever bytes come, and ends the program when the terminal has gone.

    Textual's own would end with a traceback on the screen where a terminal sends letters in
    Latin-1, and would read on for ever from a terminal that is no longer there.
    """

    def run_input_thread(self) -> None:
        codecs.register_error("latin-1", _as_latin_1)
        decode = codecs.getincrementaldecoder("utf-8")("latin-1").decode
        parser = XTermParser()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                try:
                    if selector.select(_TICK_SECONDS):
                        self._take(parser, decode(self._read()))
                    for event in parser.tick():
                        self.process_message(event)
                except _RUBBISH as fault:
                    log.info("the terminal sent what nobody types: %s", type(fault).__name__)
                    parser = XTermParser()
                except OSError:
                    _hang_up()
                    return

    def _take(self, parser: XTermParser, text: str) -> None:
        for event in parser.feed(text) if text else ():  # nothing would mean the end to it
            self.process_message(event)

    def _read(self) -> bytes:
        found = os.read(self.fileno, _AT_ONCE)
        if not found:
            raise OSError("the terminal has gone")
        return found


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Western European letters."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _hang_up() -> None:
    """Do as the system does when it notices by itself that the terminal has gone."""
    ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    os.kill(os.getpid(), signal.SIGTERM if ignored else signal.SIGHUP)

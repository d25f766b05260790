"""The terminal's bytes on their way to becoming keys, and its size."""

import codecs
import logging
import os
import selectors
import signal
import time
from typing import Any

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from .calling import Call
from .pasting import Pasted, Pasting

WIDEST, HIGHEST = 500, 200
"""Cells that are drawn at most: some programs claim a window of 65535 by 65535."""
_USUAL = 80, 24
_RUBBISH = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, ParseError)
"""What Textual's parser raises for sequences that no keyboard sends."""
_AT_ONCE = 512
"""Bytes, each of which may become a key; the dashboard never has many more to work off."""
_TICK_SECONDS = 0.1
_BEHIND = 64
"""With so many messages waiting nothing more is read: the terminal holds back what comes."""
_CATCH_UP_SECONDS = 0.02

log = logging.getLogger(__name__)


class PatientDriver(LinuxDriver):
    """Takes whatever bytes come, and ends the program when the terminal has gone.

    Textual's own would end with a traceback on the screen where a terminal sends letters in
    Latin-1, would read on for ever from a terminal that is no longer there, and would take a
    pasted text with an escape character in it for keys; see :class:`Pasting`. It would also take
    in a flood of bytes faster than the dashboard can work it off, and then not hear for minutes
    that it is to end.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exit_event: Call = Call()

    def run_input_thread(self) -> None:
        codecs.register_error("latin-1", _as_latin_1)
        decode = codecs.getincrementaldecoder("utf-8")("latin-1").decode
        self._parser, self._pasting = XTermParser(), Pasting()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if self._app.message_queue_size > _BEHIND:
                    self.exit_event.wait(_CATCH_UP_SECONDS)
                    continue
                try:
                    ready = selector.select(_TICK_SECONDS if self._half_sent else None)
                    if any(key.fileobj == self.fileno for key, _events in ready):
                        self._take(decode(self._read()))
                    self._tick()
                except _RUBBISH as fault:
                    log.info("the terminal sent what nobody types: %s", type(fault).__name__)
                    self._forget_half_keys()
                except OSError:
                    _hang_up()
                    return

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.Resize):  # some terminals send their size among the keys
            size = Size(*_bounded(*message.size))
            message = events.Resize(size, size, pixel_size=message.pixel_size)
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        return _bounded(*super()._get_terminal_size())

    def _take(self, text: str) -> None:
        for piece in self._pasting.feed(text, time.monotonic()):
            if isinstance(piece, Pasted):
                self._paste(piece)
            else:
                for event in self._parser.feed(piece):
                    self.process_message(event)
        if self._pasting.inside:
            self._forget_half_keys()

    @property
    def _half_sent(self) -> bool:
        """Whether there is something that time alone will turn into a key or end."""
        return self._pasting.inside or self._parser._timeout_time is not None

    def _tick(self) -> None:
        if (pasted := self._pasting.overdue(time.monotonic())) is not None:
            self._paste(pasted)
        for event in self._parser.tick():
            self.process_message(event)

    def _paste(self, pasted: Pasted) -> None:
        self._forget_half_keys()  # the beginning of what has turned out to be the paste's START
        self.process_message(events.Paste(pasted.text))

    def _forget_half_keys(self) -> None:
        """Begin anew with the keys; what is known of the terminal stays, unless it is rubbish."""
        before, self._parser = self._parser, XTermParser()
        cells, pixels = before.terminal_size, before.terminal_pixel_size
        if before.mouse_pixels and cells and pixels and all((*cells, *pixels)):
            self._parser.terminal_size, self._parser.terminal_pixel_size = cells, pixels
            self._parser.mouse_pixels = True

    def _read(self) -> bytes:
        found = os.read(self.fileno, _AT_ONCE)
        if not found:
            raise OSError("the terminal has gone")
        return found


def _bounded(width: int, height: int) -> tuple[int, int]:
    """A size that can be drawn; a terminal that does not know its own is of the usual one."""
    if width < 1 or height < 1:
        return _USUAL
    return min(width, WIDEST), min(height, HIGHEST)


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Western European letters."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _hang_up() -> None:
    """Do as the system does when it notices by itself that the terminal has gone."""
    ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    os.kill(os.getpid(), signal.SIGTERM if ignored else signal.SIGHUP)

"""The two streams: what cannot be written never ends in a traceback."""

import errno
import os
import sys
from typing import TextIO

from sapa_tui.locale import _

NOT_WRITTEN, READER_GONE = 1, 141


def put(text: str | bytes, *, done: bool = False) -> None:
    """Write a text, or a file's bytes, to stdout; when that is impossible the program ends and
    says why.

    A reader that has gone away, as ``head`` does, ends it without a word. Where a change has
    been ``done``, which was said on stderr, the text is dropped: the exit code tells of the change.
    """
    try:
        _write(sys.stdout, text)
    except OSError as error:
        _silence(sys.stdout)
        if done:
            return
        if isinstance(error, BrokenPipeError):
            sys.exit(READER_GONE)
        from db.rules.text import safe

        words = _("The output could not be written ({reason}); make room, or write it elsewhere.")
        tell(words.format(reason=safe(error.strerror or "")))
        sys.exit(NOT_WRITTEN)


def tell(sentence: str) -> None:
    """Write to stderr; where nobody can be told, the work still goes on and counts."""
    try:
        _write(sys.stderr, sentence)
    except OSError:
        _silence(sys.stderr)


def _write(stream: TextIO | None, text: str | bytes) -> None:
    if stream is None:  # the program was started with it closed
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if isinstance(text, bytes):
        stream.flush()
        stream.buffer.write(text)
    else:
        stream.write(f"{text}\n")
    stream.flush()


def _silence(stream: TextIO | None) -> None:
    """Lead a stream nowhere: the interpreter flushes it once more on its way out."""
    if stream is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at a stream; nobody does where it was closed from the beginning."""
    return stream is not None and stream.isatty()

"""What the program did not foresee: the whole story to the log, one sentence to the person."""

import logging
import resource
import uuid
from pathlib import Path

from db.rules.text import safe
from sapa_tui.locale import _


def record(fault: BaseException) -> str:
    """Write a fault with its traceback to the log; returns the sentence for the person.

    The sentence names the log and a short id that stands beside the traceback, never the
    traceback itself, which would show source and other people's words.
    """
    if short_of_memory := isinstance(fault, MemoryError):
        _take_reserve()
    path, number = log_path(), uuid.uuid4().hex[:6]
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _log(path, number, fault)
    except OSError:
        return _("The program failed in a way nobody foresaw, and its log cannot be written.")
    if short_of_memory:
        return _("The program has used all the memory that it may have; open it again.")
    sentence = _(
        "The program failed in a way nobody foresaw (no. {number}); show the log {path} to its "
        "keeper."
    )
    return sentence.format(number=number, path=safe(str(path)))


def log_path() -> Path:
    """Where this person's log lies."""
    from platformdirs import user_log_path

    return user_log_path("sapa-tui", appauthor=False) / "sapa-tui.log"


def _take_reserve() -> None:
    """Use what the bound on memory leaves for an orderly end, where somebody has set one."""
    _bound, utmost = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (utmost, utmost))


def _log(path: Path, number: str, fault: BaseException) -> None:
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("sapa_tui")
    logger.addHandler(handler)
    try:
        logger.error("unforeseen, no. %s", number, exc_info=fault)
    finally:
        logger.removeHandler(handler)
        handler.close()

"""What the program did not foresee: the whole story to the log, one sentence to the person."""

import logging
from pathlib import Path

from db.rules.text import safe
from sapa_tui.locale import _


def report() -> int:
    """Write the exception being handled to the log and say where; returns the exit code."""
    from . import REFUSED, say

    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _log(path)
    except OSError:
        say(_("The program failed in a way nobody foresaw, and its log cannot be written."))
    else:
        sentence = _(
            "The program failed in a way nobody foresaw; show the log {path} to its keeper."
        )
        say(sentence.format(path=safe(str(path))))
    return REFUSED


def _log(path: Path) -> None:
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("sapa_tui")
    logger.addHandler(handler)
    try:
        logger.exception("unforeseen")
    finally:
        logger.removeHandler(handler)
        handler.close()


def log_path() -> Path:
    """Where this person's log lies."""
    from platformdirs import user_log_path

    return user_log_path("sapa-tui", appauthor=False) / "sapa-tui.log"

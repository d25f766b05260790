"""What another start of use in a department brings about: a page to read, rows and data."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from db.queries.start_move import StartMove
from db.rules.go_live_move import Dated, Shift
from db.rules.text import safe
from sapa_tui.locale import _

from .dates import day_plain
from .move_data import move_data, move_rows
from .move_lines import MoveLines, PageLine
from .move_words import last_due_words, move_summary


def start_title(found: StartMove) -> str:
    """Which department starts when, and when until now."""
    pattern = _("Let {department} start {new} instead of {old}?")
    return pattern.format(
        department=safe(found.department), new=_when(found.new), old=_when(found.old)
    )


def start_page(found: StartMove, width: int) -> list[PageLine]:
    """Everything that follows, and what stays of the department's."""
    move = found.move
    lines = MoveLines(move, found.points, width)
    begins, rest = Shift(None, None), []
    for change in move.changes:
        if change.item.kind is Dated.DEPARTMENT:
            begins = change.shift
        else:
            rest.append(change)
    return [
        *lines.words(move_summary(move), "strong"),
        *lines.shift(_("Start of use"), begins),
        *lines.last_due(),
        *lines.words(recounted_words(found), "quiet", 3),
        *lines.changed(_("Follow"), rest, placed=False),
        *lines.stays(),
    ]


def recounted_words(found: StartMove) -> str:
    """That activities are counted from the department's start from now on, if they are."""
    if not found.recounted:
        return ""
    return _("Its open implementation activities are counted from its start from now on.")


def start_words(found: StartMove) -> Iterator[str]:
    """What the command line says of it before the rows."""
    words = move_summary(found.move), last_due_words(found.move), recounted_words(found)
    return filter(None, words)


def start_rows(found: StartMove) -> list[tuple[str, str, str, str]]:
    """Title, old date, new date and a remark, of what changes and what stays."""
    return move_rows(found.move, found.points)


def start_data(found: StartMove) -> dict[str, Any]:
    """The move as JSON holds it."""
    return {"department": found.department, **move_data(found.move, found.points)}


def _when(start: date | None) -> str:
    return day_plain(start) if start else _("with go-live")

"""A due date in the cells that there is room for, so that dates stand below each other."""

from collections.abc import Iterable

from db.rules.due import Rule, Timing

from .dates import day_short
from .due_rules import NO_ROOM, due_text, rule_short, rule_shortest

WEEKDAY, DAY_CELLS = 3, 5
"""Cells of ``ma `` and ``28-09``."""


def fitting_offset(offsets: Iterable[int], space: int) -> int:
    """Which of some widths of marks is to be taken where due dates have so much space."""
    known = list(offsets)
    whole = [offset for offset in known if offset + WEEKDAY + DAY_CELLS <= space]
    fitting = whole or [offset for offset in known if offset + DAY_CELLS <= space]
    return max(fitting, default=0)


def due_width(space: int, offset: int) -> int:
    """Cells of the fullest form of a due date that fits; one form for a whole column."""
    forms = (offset + WEEKDAY + DAY_CELLS, offset + DAY_CELLS)
    return next((form for form in forms if form <= space), DAY_CELLS)


def due_in(timing: Timing, room: int, offset: int) -> str:
    """The due date as fully as ``room`` allows, with ``offset`` cells for the mark before it."""
    if timing.due is None:
        return due_text(timing)
    day = f"{timing.due.day:02}-{timing.due.month:02}"
    if room < offset + DAY_CELLS:
        return day
    wide = room >= offset + WEEKDAY + DAY_CELLS
    mark = _mark_in(timing.counted, offset + WEEKDAY * wide) if timing.counted and offset else ""
    if mark and len(mark) >= offset:
        # A long mark is worth more than its own weekday, and no date leaves its place for it.
        return f"{mark:<{offset + WEEKDAY}}{day}"
    return f"{mark:<{offset}}{day_short(timing.due) if wide else day}"


def _mark_in(rule: Rule, room: int) -> str:
    """A rule's mark with a blank behind it, as its sign or as one that there is no room for."""
    marks = rule_short(rule), rule_shortest(rule)
    return next((mark for mark in marks if len(mark) < room), NO_ROOM)

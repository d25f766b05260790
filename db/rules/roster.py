"""The roster of extra help: which weeks a helper takes, and where nobody helps."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from db.errors import InvalidInput
from db.rules.codes import Answer, ChangeSize
from db.rules.text import safe

LAST_WEEK = 5
"""A08 is to be done five weeks after go-live; the roster covers T+0 to T+5."""
WEEKS = tuple(range(LAST_WEEK + 1))
GAPS_WITHIN = timedelta(weeks=2)
"""So long before a department begins, its roster had better be whole."""
_SHOWN_IN_ERRORS = 60
_PART = r"(?i)(?:t?\s*\+\s*)?([0-9])(?:\s*[-–…]\s*(?:t?\s*\+\s*)?([0-9]))?"


def parse_weeks(text: str) -> tuple[int, ...]:
    """Read weeks since the start of use: ``0-5``, ``0,2``, ``T+0–T+2 4``; nothing is no week.

    Raises InvalidInput: "weeks_not_understood", also for a week after T+5.
    """
    weeks: set[int] = set()
    rest = re.sub(r"\s*([-–…])\s*", r"\1", text.strip())
    for part in re.split(r"\s*[,;]\s*|\s+", rest) if rest else ():
        match = re.fullmatch(_PART, part)
        if match is None:
            raise _not_understood(text)
        first, last = int(match[1]), int(match[2] or match[1])
        if not first <= last <= LAST_WEEK:
            raise _not_understood(text)
        weeks |= set(range(first, last + 1))
    return tuple(sorted(weeks))


def format_weeks(weeks: Iterable[int]) -> str:
    """Write weeks as they are typed: ``0-2, 4``."""
    runs: list[list[int]] = []
    for week in sorted(set(weeks)):
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def gaps(answer: Answer, size: ChangeSize, taken: Iterable[Iterable[int]]) -> tuple[int, ...]:
    """The weeks in which nobody helps a department whose change is large (A08: ekstra hjælp)."""
    if answer is Answer.NO or size is not ChangeSize.LARGE:
        return ()
    covered = {week for weeks in taken for week in weeks}
    return tuple(week for week in WEEKS if week not in covered)


def gaps_press(missing: tuple[int, ...], start: date | None, today: date) -> tuple[int, ...]:
    """The gaps that press: not over yet, in a department that begins soon or has begun."""
    if start is None or today < start - GAPS_WITHIN:
        return ()
    return tuple(week for week in missing if start + timedelta(weeks=week + 1) > today)


def helpers_named(*texts: str) -> tuple[str, ...]:
    """The people named in lists as they are typed, each once: by line, comma or semicolon."""
    names = (name.strip() for text in texts for name in re.split(r"[\n,;]", text))
    return tuple(dict.fromkeys(name for name in names if name))


def _not_understood(text: str) -> InvalidInput:
    return InvalidInput("weeks_not_understood", text=safe(text[:_SHOWN_IN_ERRORS]), last=LAST_WEEK)

"""The line of weeks from the first preparation to the end date, with today on it."""

from math import floor
from typing import NamedTuple

from db.rules.countdown import Countdown
from db.rules.due import format_offset

TODAY = "●"
GO_LIVE = "▲"
END = "■"
FURTHER = 52
"""Weeks by which a line reaches out at most, so that today is on it."""
_PAST = "━"
_AHEAD = "─"


class Mark(NamedTuple):
    """A run of the line in one style: "done" behind us, "quiet" ahead, or a mark's own."""

    text: str
    style: str


def first_shown(countdown: Countdown, first_week: int) -> int:
    """The week with which a line begins: today's, where that is up to a year before the plan's."""
    start, left = min(first_week, -1), countdown.days_to_go_live
    return start if left is None else min(start, max(floor(-left / 7), start - FURTHER))


def timeline(countdown: Countdown, first_week: int, width: int) -> list[Mark]:
    """The line in ``width`` cells, from ``first_week`` (negative: before go-live) to the end.

    See :func:`first_shown`. Without a go-live there is no place for today on it.
    """
    start = first_shown(countdown, first_week)
    left, right = f"{format_offset(start)} ", f" {format_offset(countdown.end_offset_weeks)}"
    room = width - len(left) - len(right)
    if room < 8:
        return []
    days = (countdown.end_offset_weeks - start) * 7

    def cell(day: int) -> int:
        return max(0, min(room - 1, round(day * (room - 1) / days)))

    go_live = cell(-start * 7)
    today = None if countdown.days_to_go_live is None else -start * 7 - countdown.days_to_go_live
    here = None if today is None else cell(today)
    cells = [
        (_PAST, "accent") if here is not None and x < here else (_AHEAD, "quiet")
        for x in range(room)
    ]
    cells[go_live] = (GO_LIVE, "strong")
    cells[room - 1] = (END, "strong")
    if here is not None:
        cells[here] = (TODAY, "accent")
    marks = [Mark(left, "quiet")]
    for sign, style in cells:
        if marks[-1].style == style:
            marks[-1] = Mark(marks[-1].text + sign, style)
        else:
            marks.append(Mark(sign, style))
    return [*marks, Mark(right, "quiet")]

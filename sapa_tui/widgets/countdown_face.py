"""The countdown in large: both dates, the line of weeks, and how much is done."""

from collections.abc import Sequence

from db.queries.status import Status
from sapa_tui.locale import _
from sapa_tui.presentation.course import bars, course_lines, large
from sapa_tui.presentation.dates import day_long, week
from sapa_tui.presentation.preconditions import go_words
from sapa_tui.presentation.strip_warnings import StripWarning, fitting
from sapa_tui.presentation.wrapping import cut

from .countdown_words import Target, big, targets, unit, warning_words, working
from .lines import Line, Lines, width_of

_WORDS = 25
_BETWEEN = 4
_MOST_GO = 4
"""Lines that the departments' readiness may take where the window is high."""


class CountdownFace(Lines):
    """Draws as many lines as it has to say, and is as high as they are."""

    def __init__(self) -> None:
        super().__init__(id="face")
        self.status: Status | None = None
        self.first_week = -12
        self.low = False
        self.warnings: Sequence[StripWarning] = ()

    def show(
        self,
        status: Status,
        first_week: int,
        *,
        low: bool,
        warnings: Sequence[StripWarning] = (),
    ) -> None:
        """Show a plan's countdown; ``low`` saves lines where the window has few."""
        self.status, self.first_week, self.low = status, first_week, low
        self.warnings = warnings
        self.styles.height = len(self.lines_for(self.content_size.width or 80))
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self.status is None or width < 20:
            return []
        countdown = self.status.countdown
        half = (width - _BETWEEN) // 2
        left, right = (self._block(target, half) for target in targets(countdown))
        lines = _beside(left, right, half + _BETWEEN)
        if countdown.go_live is None:
            note = _("Until there is a date, T-8 means eight weeks before go-live.")
            lines.append([(cut(note, width), "quiet")])
        lines += [
            [(cut(warning_words(target.warning), width), "late")]
            for target in targets(countdown)
            if target.warning
        ]
        if self.low and (words := fitting(self.warnings, width)):
            lines.append([(words, "late")])
        else:
            lines += [[(cut(one.named, width), "late")] for one in self.warnings]
        lines += go_words(self.status.go, width, 1 if self.low else _MOST_GO)
        space: list[Line] = [[]] if self.low else [[], []]
        course = course_lines(countdown, self.first_week, width)
        return [*lines, *space, *course, *space[:1], *bars(self.status, width), []]

    def _block(self, target: Target, width: int) -> list[Line]:
        """A date's title, the days to it in figures, and the words beside or beneath them."""
        title: Line = [(cut(target.title, width), "quiet")]
        if target.day is None or target.days is None or target.working_days is None:
            return [title, [(_("Awaits a new date"), "soon")]]
        style = "late" if target.days < 0 else "accent"
        words: list[Line] = [
            [(unit(target.days), "late" if target.days < 0 else "strong")],
            [(working(target.working_days), "text")],
            [(f"{day_long(target.day)} · {week(target.day)}", "text")],
        ]
        if target.days == 0:
            return [title, [(_("TODAY"), style)], *words[1:]]
        number = str(abs(target.days))
        figures = big(number) if self.low else large(number)
        rows: list[Line] = [[(row, style)] for row in figures]
        if len(figures[0]) + 2 + _WORDS > width:
            return [title, *rows, *words]
        space: list[Line] = [] if self.low else [[]]
        beside: list[Line] = [*space, *words]
        room = width_of(rows[0]) + 2
        return [title, *_beside(rows, beside, room)]


def _beside(left: list[Line], right: list[Line], width: int) -> list[Line]:
    """Two blocks side by side, the left one filled to a width."""
    nothing: Line = []
    rows = max(len(left), len(right))
    left, right = ([*block, *[nothing] * (rows - len(block))] for block in (left, right))
    return [[*_filled(line, width), *more] for line, more in zip(left, right, strict=True)]


def _filled(line: Line, width: int) -> Line:
    return [*line, (" " * max(0, width - width_of(line)), "quiet")]

"""The countdown, always on screen: to go-live, and to go-live + 5 weeks."""

from collections.abc import Sequence
from datetime import date
from itertools import product

from db.queries.status import Progress, Status
from db.rules.preconditions import go_sum
from sapa_tui.locale import _
from sapa_tui.presentation.dates import count_days, day_long, day_short, week
from sapa_tui.presentation.department_words import started_words
from sapa_tui.presentation.strip_warnings import BETWEEN, StripWarning, fitting
from sapa_tui.presentation.timeline import timeline
from sapa_tui.presentation.wrapping import cut

from .countdown_words import Target, Warned, big, targets, unit, warning_words, working
from .lines import Line, Lines, width_of

BIG_HEIGHT = 4
_LEAST_COURSE = 18


_FORMS = (
    (Warned.FULLY, False, False),
    (Warned.BRIEFLY, False, False),
    (Warned.BRIEFLY, False, True),
    (Warned.BRIEFLY, True, True),
    (Warned.BARELY, True, True),
)
"""How warnings are said, and whether working days and progress are abbreviated; the first that
fits the window is taken, and where none does, the first that does without the departments."""


class CountdownStrip(Lines):
    """Four lines of large figures, or one line where there is no room for them."""

    DEFAULT_CSS = """
    CountdownStrip { height: 4; margin: 0 1 1 1; }
    CountdownStrip.-one-line { height: 1; margin: 0 1; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.status: Status | None = None
        self.first_week = -12
        self.warnings: Sequence[StripWarning] = ()

    def show(self, status: Status, first_week: int, warnings: Sequence[StripWarning] = ()) -> None:
        """Show a plan's countdown and what to warn of; the timeline begins at ``first_week``."""
        self.status, self.first_week, self.warnings = status, first_week, warnings
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self.status is None or width < 1:
            return []
        go_live, end = targets(self.status.countdown)
        if self.has_class("-one-line"):
            return [one_line(go_live, end, width, self.warnings)]
        for started, (warned, brief_days, brief_progress) in product((True, False), _FORMS):
            first, second = (_large(target, warned, brief_days) for target in (go_live, end))
            pairs = zip(_block(first), _block(second), strict=True)
            lines: list[Line] = [[*left, *right] for left, right in pairs]
            room, progress = (
                width - width_of(lines[0]),
                _progress(self.status, brief_progress, started=started),
            )
            if max(map(width_of, progress)) <= room:
                break
        if room < _LEAST_COURSE:
            return [[*lines[0], (fitting(self.warnings, room), "late")], *lines[1:]]
        marks = timeline(self.status.countdown, self.first_week, room)
        course: list[Line] = [
            _course_title(self.warnings, room),
            [(mark.text, mark.style) for mark in marks],
            *(_fitting(line, room) for line in _with_go(progress, self.status, room)),
        ]
        return [[*line, *rest] for line, rest in zip(lines, course, strict=True)]


def _working(days: int, brief: bool) -> str:
    return _("{n} wd").format(n=days) if brief else working(days)


def one_line(
    go_live: Target, end: Target, width: int, warnings: Sequence[StripWarning] = ()
) -> Line:
    """Both countdowns in one line, for a small window, and the warnings in what room they leave.

    Working days give way to warnings; the days and the dates do not.
    """
    forms = [_both(go_live, end, *form) for form in ((True, True), (True, False), (False, False))]
    for line in forms:
        room = width - width_of(line) - len(BETWEEN)
        if warnings and (words := fitting(warnings, room)):
            return [*line, (BETWEEN, "quiet"), (words, "late")]
    for line in forms:
        if width_of(line) <= width:
            return line
    return _fitting(forms[-1], width)


def _both(go_live: Target, end: Target, live_working: bool, end_working: bool) -> Line:
    return [
        *_short(go_live, _("Go-live"), live_working),
        ("  " if end_working else "   ", "quiet"),
        *_short(end, _("End date"), end_working),
    ]


def _short(target: Target, title: str, working_days: bool) -> Line:
    if target.day is None or target.days is None:
        return [(f"{title} ", "quiet"), (_("awaits a date"), "soon")]
    style = "late" if target.days < 0 else "accent"
    line = [(f"{title} ", "quiet"), (_span(target.days), style)]
    if working_days:
        working_days_left = _("{n} wd").format(n=target.working_days)
        line.append((f" ({working_days_left})", "quiet"))
    line.append((f" {day_short(target.day)}", "text"))
    if target.warning:
        line.append((" !", "late"))
    return line


def _span(days: int) -> str:
    if days == 0:
        return _("today")
    return count_days(days) if days > 0 else f"{-days} {unit(days)}"


def _large(target: Target, warned: Warned, brief: bool) -> list[Line]:
    """Title, and three rows of figures with the words beside them."""
    title: Line = [(target.title, "quiet")]
    if target.day is None or target.days is None or target.working_days is None:
        return [
            title,
            [(_("Awaits a new date"), "soon")],
            [(_("T-8 stands for a date"), "quiet")],
            [],
        ]
    style = "late" if target.days < 0 else "accent"
    if target.days == 0:
        figures, first = ["", "", ""], [(_("TODAY"), style)]
    else:
        figures = [f"{row} " for row in big(str(abs(target.days)))]
        first = [
            (unit(target.days), "late" if target.days < 0 else "strong"),
            (f" · {_working(target.working_days, brief)}", "text"),
        ]
    warning = warning_words(target.warning, warned) if target.warning else ""
    words: list[Line] = [first, [(_date(target.day), "text")], [(warning, "late")]]
    rows = zip(figures, words, strict=True)
    return [title, *([(figure, style), *row] for figure, row in rows)]


def _block(lines: list[Line]) -> list[Line]:
    """The lines filled to one width, with room before what stands beside them."""
    width = max(width_of(line) for line in lines) + 3
    return [[*line, (" " * (width - width_of(line)), "quiet")] for line in lines]


def _date(day: date) -> str:
    return f"{day_long(day)} · {week(day)}"


def _course_title(warnings: Sequence[StripWarning], width: int) -> Line:
    """The warnings; beside the title of the course where all can be named."""
    title: Line = [(_("Course"), "quiet"), (BETWEEN, "quiet")]
    words, room = fitting(warnings, width), width - width_of(title)
    return [*(title if words == fitting(warnings, room) else []), (words, "late")]


def _progress(status: Status, brief: bool, *, started: bool) -> list[Line]:
    """How much of A08's halves and of the communication is done, and who has started."""
    if brief:
        halves = _("prep. {preparation} · impl. {implementation}")
        talk, reached = _("comm. {done} · "), _("{reached}/{relevant} reached")
    else:
        halves = _("preparation {preparation} · implementation {implementation}")
        talk, reached = _("communication {done} · "), _("{reached} of {relevant} reached")
    criterion = status.quality_criterion
    mark = ("✓ ", "done") if criterion.met else ("○ ", "soon")
    done = halves.format(
        preparation=_of(status.preparation), implementation=_of(status.implementation)
    )
    if started and status.started.total:
        done += f" · {started_words(status.started, brief=brief)}"
    groups = reached.format(reached=criterion.reached, relevant=criterion.relevant)
    said = talk.format(done=_of(status.communication))
    return [[(done, "text")], [(said, "text"), mark, (groups, "text")]]


def _with_go(progress: list[Line], status: Status, room: int) -> list[Line]:
    """How many departments are signed off as ready, where there is room for that too."""
    found = go_sum(status.go)
    words = _("signed off {ready} of {all}").format(ready=found.ready, all=found.relevant)
    mark = ("✓ ", "done") if found.ready == found.relevant else ("○ ", "soon")
    line: Line = [*progress[-1], (" · ", "text"), mark, (words, "text")]
    fits = found.relevant and width_of(line) <= room
    return [*progress[:-1], line] if fits else progress


def _of(progress: Progress) -> str:
    return f"{progress.done}/{progress.total}"


def _fitting(line: Line, width: int) -> Line:
    if width_of(line) <= width:
        return line
    return [(cut("".join(text for text, _style in line), width), "text")]

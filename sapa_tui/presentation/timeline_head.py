"""What stands above the weeks of the timeline, and what its signs mean."""

from datetime import date, timedelta

from rich.cells import cell_len

from db.queries.plan import PlanFacts
from db.rules.due import format_offset
from sapa_tui.locale import _

from .dates import day_long, day_short, month_short
from .timeline import END, GO_LIVE
from .timeline_weeks import DAYS, TODAY_LINE, Frame, Words, runs
from .wrapping import cut

_STEPS = {1: (6, 6), 2: (3, 3), 4: (1, 2)}
"""By zoom: every how many weeks a week's number stands above them, and how far it is from go-live.
"""


def head_lines(frame: Frame) -> list[list[Words]]:
    """The months, the weeks' numbers, how far they are from go-live, and the line with its signs.

    Without a go-live the weeks have no numbers, and are in no month.
    """
    numbers, offsets = _STEPS[frame.zoom]
    weeks = [_number(frame.weeks.monday(week)) for week in _shown(frame)]
    names = [format_offset(week) for week in _shown(frame)]
    if frame.weeks.go_live is not None:
        above = [
            [(_filled(_years(frame), frame.title), "quiet"), (_months(frame), "text")],
            [(_filled(_("Week"), frame.title), "quiet"), (_labels(frame, weeks, numbers), "quiet")],
        ]
    else:
        unknown = cut(_("awaits a date"), frame.room)
        above = [[(_filled(_("Week"), frame.title), "quiet"), (unknown, "quiet")]]
    return [
        *above,
        [
            (_filled(_("From go-live"), frame.title), "quiet"),
            (_labels(frame, names, offsets), "text"),
        ],
        [(" " * frame.title, "quiet"), *runs(_axis(frame))],
    ]


def legend_line(frame: Frame, width: int, facts: PlanFacts) -> list[Words]:
    """What the signs mean, with the dates where there is room for them."""
    marks = [("●", "text", _("open")), ("~", "soon", _("soon")), ("!", "late", _("late"))]
    marks.append(("✓", "done", _("done")))
    if frame.weeks.today is not None:
        marks.append((TODAY_LINE, "accent", _("today")))
    end = facts.go_live and facts.go_live + timedelta(weeks=facts.end_offset_weeks)
    named = ((GO_LIVE, _("go-live"), facts.go_live), (END, _("end date"), end))
    for shown in (day_long, day_short, None):
        line: list[Words] = []
        dates = [
            (sign, "strong", f"{name} {shown(day)}" if day and shown else name)
            for sign, name, day in named
        ]
        for sign, style, words in [*marks, *dates]:
            line += [(f"{sign} ", style), (f"{words}  ", "quiet")]
        if sum(cell_len(text) for text, _style in line) - 2 <= width:
            return line
    return [(cut("".join(text for text, _style in line), width), "quiet")]


def _shown(frame: Frame) -> range:
    return range(frame.left, frame.left + -(-frame.room // frame.zoom))


def _number(monday: date | None) -> str:
    return f"{monday.isocalendar().week:02}" if monday else ""


def _labels(frame: Frame, labels: list[str], every: int) -> str:
    """The labels of the weeks whose number can be divided so, each where its week begins."""
    text = ""
    for week, label in zip(_shown(frame), labels, strict=True):
        at = (week - frame.left) * frame.zoom
        if week % every == 0 and len(text) <= at and at + len(label) <= frame.room:
            text = f"{text:<{at}}{label} "
    return text.rstrip()


def _days(frame: Frame) -> tuple[date, date]:
    """The first and the last day in sight."""
    first = frame.weeks.monday(frame.left)
    assert first is not None
    return first, first + timedelta(days=frame.room * DAYS // frame.zoom - 1)


def _years(frame: Frame) -> str:
    first, last = _days(frame)
    years = dict.fromkeys((f"{first.year:04}", f"{last.year:04}"))
    return "–".join(years)


def _months(frame: Frame) -> str:
    """The months' names where they begin, with the year where there is room for it."""
    day, last = _days(frame)
    begin: list[tuple[int, date]] = []
    while day <= last:
        weeks, weekday = divmod((day - _days(frame)[0]).days, DAYS)
        begin.append((weeks * frame.zoom + weekday * frame.zoom // DAYS, day))
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    text = ""
    ends = [at for at, _day in begin[1:]] + [frame.room + 1]
    for (at, day), end in zip(begin, ends, strict=True):
        short = month_short(day.month)
        names = (f"{short} {day.year:04}", short, short[:3])
        text += f"{next((name for name in names if len(name) < end - at), ''):<{end - at}}"
    return text[: frame.room].rstrip()


def _axis(frame: Frame) -> list[Words]:
    ticked = frame.zoom > 1
    cells: list[Words] = [
        ("┬" if ticked and n % frame.zoom == 0 else "─", "quiet") for n in range(frame.room)
    ]
    today = frame.weeks.today
    if today is not None and frame.sees(today):
        cells[frame.cell(today)] = (TODAY_LINE, "accent")
    if cells:
        before, after = frame.more
        cells[0] = ("←", "accent") if before else cells[0]
        cells[-1] = ("→", "accent") if after else cells[-1]
    for place, sign in frame.weeks.milestones:
        if frame.sees(place):
            cells[frame.cell(place)] = (sign, "strong")
    return cells


def _filled(text: str, width: int) -> str:
    shown = cut(text, width - 1)
    return shown + " " * (width - cell_len(shown))

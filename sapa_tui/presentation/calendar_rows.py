"""The rows beside the months: what a day is about, or the next weeks one after the other."""

from datetime import date, timedelta
from typing import NamedTuple

from db.queries.plan import PlanFacts
from db.rules.due import Urgency
from sapa_tui.locale import _, ngettext

from .appointments import Entry, entry_sign, entry_words
from .calendar import (
    AgendaRow,
    Dated,
    Happens,
    agenda,
    distance_words,
    milestone_words,
    off_names,
    off_words,
    open_ones,
    sunday,
)
from .dates import day_short, week
from .month import monday_of
from .off_days import DAY_OFF
from .timeline import END, GO_LIVE
from .words import Names, initials

AGENDA_WEEKS = 8
_STYLES = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}
_SIGNS = {Happens.GO_LIVE: GO_LIVE, Happens.END_DATE: END, Happens.DAY_OFF: DAY_OFF}


class ListRow(NamedTuple):
    """A row; the cursor stands only on one with an ``entry``, and ``note`` is its second line."""

    key: tuple[str, int]
    text: str
    style: str
    label: str = ""
    who: str = ""
    note: str = ""
    entry: Entry | None = None


def day_rows(day: date, found: Dated, facts: PlanFacts, today: date, names: Names) -> list[ListRow]:
    """What a day is: go-live, the end date, a day off, and what is due then."""
    entries = found.get(day, ())
    milestones = milestone_words(day, facts, today)
    rows = [
        ListRow((happens.value, 0), f"{_SIGNS[happens]} {words}", "strong")
        for happens, words in milestones
    ]
    if off := off_words(day, facts):
        matters = bool(milestones or open_ones(entries))
        sign, style = ("!", "late") if matters else (DAY_OFF, "quiet")
        rows.append(ListRow(("off", 0), f"{sign} {off}", style))
    rows.append(ListRow(("distance", 0), distance_words(day, facts, today), "quiet"))
    rows.append(ListRow(("gap", 0), "", "quiet"))
    if not entries:
        return [*rows, ListRow(("none", 0), _("Nothing is due on this day."), "quiet")]
    return [*rows, *(_entry_row(entry, names) for entry in entries)]


def agenda_rows(found: Dated, facts: PlanFacts, today: date, names: Names) -> list[ListRow]:
    """What is late, then the next weeks; those in which nothing happens are left out."""
    late = [one for day in sorted(found) for one in found[day] if _is_late(one)]
    rows: list[ListRow] = []
    if late:
        words = _("Late")
        rows.append(ListRow(("late", 0), f"! {words} · {len(late)}", "late"))
        rows += [_entry_row(one, names, day=one.timing.due, facts=facts) for one in late]
    last = sunday(today) + timedelta(weeks=AGENDA_WEEKS - 1)
    monday: date | None = None
    for row in agenda(found, facts, today, today, last):
        if monday != monday_of(row.day):
            monday = monday_of(row.day)
            rows += _week_heading(monday, bool(rows))
        rows.append(_agenda_row(row, facts, names))
    return rows


def agenda_title() -> str:
    """What the next weeks are called."""
    words = ngettext("The next week", "The next {n} weeks", AGENDA_WEEKS)
    return words.format(n=AGENDA_WEEKS)


def _week_heading(monday: date, apart: bool) -> list[ListRow]:
    words = f"{week(monday)} · {day_short(monday)} – {day_short(sunday(monday))}"
    number = monday.toordinal()
    gap = [ListRow(("gap", number), "", "quiet")] if apart else []
    return [*gap, ListRow(("week", number), words, "strong")]


def _agenda_row(row: AgendaRow, facts: PlanFacts, names: Names) -> ListRow:
    if row.entry is not None:
        return _entry_row(row.entry, names, day=row.day, facts=facts)
    key, label = (row.happens.value, row.day.toordinal()), day_short(row.day)
    sign = _SIGNS[row.happens]
    if row.happens is Happens.DAY_OFF:
        until = _("until {day}").format(day=day_short(row.until)) if row.until else ""
        words = " ".join(filter(None, (sign, off_names(row.names), until)))
        return ListRow(key, words, "quiet", label)
    words = _("Go-live") if row.happens is Happens.GO_LIVE else _("End date")
    return ListRow(key, f"{sign} {words}", "strong", label, note=_note(row.day, facts))


def _entry_row(
    entry: Entry, names: Names, *, day: date | None = None, facts: PlanFacts | None = None
) -> ListRow:
    finished = entry.timing.urgency is Urgency.FINISHED
    style = "quiet" if finished else _STYLES.get(entry.timing.urgency, "text")
    return ListRow(
        entry.key,
        f"{entry_sign(entry)} {entry_words(entry)}",
        style,
        label=day_short(day) if day else "",
        who=initials(entry.item.responsible, names),
        note="" if day is None or facts is None or finished else _note(day, facts),
        entry=entry,
    )


def _note(day: date, facts: PlanFacts) -> str:
    off = off_words(day, facts)
    return f"! {off}" if off else ""


def _is_late(entry: Entry) -> bool:
    return entry.timing.urgency is Urgency.LATE

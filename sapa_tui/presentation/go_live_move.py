"""What a new go-live brings about: a page to read before it is confirmed, and data."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rich.cells import cell_len

from db.queries.go_live_move import GoLiveMove
from db.rules.due import format_offset
from db.rules.go_live_move import Change, Dated, Item, Shift, Stay, Stays, Warned
from db.rules.text import safe
from sapa_tui.locale import N_, _, ngettext

from .dates import SHORT_WEEKDAYS, day_plain, day_short
from .words import day_off_name
from .wrapping import wrapped

PageLine = list[tuple[str, str]]
NO_DATE = "–"
_LINES = 2
_OFFSET_WIDTH = 6
_SIGNS = {Warned.PAST: ("! ", "late"), Warned.BEFORE_GO_LIVE: ("! ", "late")}
_PLAIN, _NOTICE = ("  ", "quiet"), ("~ ", "soon")
_REASONS = {
    Stays.OWN_START: N_("its own start of use"),
    Stays.FIXED: N_("fixed date"),
    Stays.DONE: N_("done"),
    Stays.SET_ASIDE: N_("set aside"),
}
_KINDS = {
    Dated.ACTIVITY: "{title}",
    Dated.COMMUNICATION: N_("Message: {title}"),
    Dated.DEPARTMENT: "{title}",
    Dated.TRAINING: N_("Class: {title}"),
    Dated.WORKFLOW: N_("Last day of “{title}”"),
}


def move_title(found: GoLiveMove) -> str:
    """From which go-live to which."""
    old, new = found.move.go_live.old, found.move.go_live.new
    if old is None or new is None:
        words = _("Set go-live to {day}?") if new else _("Take go-live {day} away for now?")
        return words.format(day=_known(new or old))
    return _("Move go-live from {old} to {new}?").format(old=_known(old), new=_known(new))


def move_summary(found: GoLiveMove) -> str:
    """What follows and what deserves a second look, in numbers."""
    move, count, stay = found.move, found.move.followed, len(found.move.stays)
    past, off = (_deadlines(move.warned(why)) for why in (Warned.PAST, Warned.DAY_OFF))
    follow = ngettext("{number} due date follows", "{number} due dates follow", count)
    parts = [
        follow.format(number=count),
        _("{number} in the past").format(number=past) if past else "",
        _("{number} on a day off").format(number=off) if off else "",
        ngettext("{number} stays", "{number} stay", stay).format(number=stay) if stay else "",
    ]
    return " · ".join(filter(None, parts))


def move_page(found: GoLiveMove, width: int) -> list[PageLine]:
    """Everything that follows, by what it needs to be looked at for, and everything that stays."""
    move = found.move
    lines: list[PageLine] = [
        [(line, "strong")] for line in wrapped(move_summary(found), width, _LINES)
    ]
    lines += _shift_lines(_("Go-live"), move.go_live, width)
    lines += _shift_lines(_("End date"), move.end, width)
    lines += [[(line, "quiet")] for line in wrapped(message_words(found), width, 3)]
    starts, rest = _apart(move.changes)
    lines += _section(_("Departments begin"), _changed(starts, width))
    for title, warning in (
        (_("Would be in the past"), Warned.PAST),
        (_("On a day off"), Warned.DAY_OFF),
        (_("Follow"), None),
    ):
        some = [change for change in rest if change.shift.warning is warning]
        lines += _section(title, _changed(some, width))
    for reason, heading in _REASONS.items():
        same = [stay for stay in move.stays if stay.reason is reason]
        title = _("Stay: {reason}").format(reason=_(heading))
        lines += _section(title, _staying(same, width))
    return lines


def message_words(found: GoLiveMove) -> str:
    """Which message about the move will be planted, and when it is due."""
    if not found.messages:
        return _("No message about it is planted.")
    pattern = _("Planted: the message “{title}”, due {day}.")
    titles = "”, “".join(safe(message.text) for message in found.messages)
    return pattern.format(title=titles, day=_dated(found.message_due))


def warning_words(shift: Shift) -> str:
    """Why a date deserves a second look; empty where it does not."""
    if shift.warning is Warned.PAST:
        return _("in the past")
    if shift.last_working_day is None:
        return ""
    names = ", ".join(day_off_name(name) for name in shift.days_off)
    pattern = _("{names}: {day} is the last working day before")
    return pattern.format(names=names, day=day_short(shift.last_working_day))


def stay_words(stay: Stay) -> str:
    """Why a date stays, and what it is to be looked at for."""
    reason = _(_REASONS[stay.reason])
    return _("{reason}; before go-live").format(reason=reason) if stay.warning else reason


def move_rows(found: GoLiveMove) -> Iterator[tuple[str, str, str, str]]:
    """Title, old date, new date and a remark, of what changes and what stays."""
    move = found.move
    yield _row(_("Go-live"), move.go_live)
    yield _row(_("End date"), move.end)
    for change in move.changes:
        yield _row(_title(change.item), change.shift)
    for stay in move.stays:
        day = day_plain(stay.day)
        yield _title(stay.item), day, day, stay_words(stay)


def move_data(found: GoLiveMove) -> dict[str, Any]:
    """The move as JSON holds it: dates in ISO form, no date null, warnings by their codes."""
    move = found.move
    due = found.message_due.isoformat()
    return {
        "go_live": _shift_data(move.go_live),
        "end_date": _shift_data(move.end),
        "followed": move.followed,
        "changes": [
            {**_item_data(change.item), **_shift_data(change.shift)} for change in move.changes
        ],
        "stays": [
            {
                **_item_data(stay.item),
                "date": stay.day.isoformat(),
                "reason": stay.reason.value,
                "warning": stay.warning and stay.warning.value,
            }
            for stay in move.stays
        ],
        "messages": [
            {"like": message.id, "title": message.text, "due": due} for message in found.messages
        ],
    }


def _deadlines(changes: Iterable[Change]) -> int:
    return sum(change.item.kind is not Dated.DEPARTMENT for change in changes)


def _apart(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """The departments, and everything else."""
    starts: list[Change] = []
    rest: list[Change] = []
    for change in changes:
        (starts if change.item.kind is Dated.DEPARTMENT else rest).append(change)
    return starts, rest


def _shift_lines(label: str, shift: Shift, width: int) -> list[PageLine]:
    lines = wrapped(f"{label}: {_known(shift.old)} → {_dated(shift.new)}", width, _LINES)
    found: list[PageLine] = [[(line, "text")] for line in lines]
    return found + _remark(shift, width, 0)


def _remark(shift: Shift, width: int, indent: int) -> list[PageLine]:
    if not (words := warning_words(shift)):
        return []
    room = width - indent - 2
    sign, style = _SIGNS.get(shift.warning or Warned.DAY_OFF, _NOTICE)
    first, *more = wrapped(words, room, _LINES)
    blank = " " * indent
    return [[(blank, "quiet"), (sign, style), (first, style)], *_hung(more, indent + 2, style)]


def _changed(changes: Iterable[Change], width: int) -> Iterator[list[PageLine]]:
    for change in changes:
        shift, sign = change.shift, _PLAIN
        if shift.warning is not None:
            sign = _SIGNS.get(shift.warning, _NOTICE)
        old, new = day_plain(shift.old) if shift.old else NO_DATE, _dated(shift.new)
        lines = _item_lines(change.item, f"{old:>10} → {new:<13}  ", sign, width)
        told = shift.warning is Warned.PAST and change.item.kind is not Dated.DEPARTMENT
        yield lines + ([] if told else _remark(shift, width, _OFFSET_WIDTH + 2))


def _staying(stays: Iterable[Stay], width: int) -> Iterator[list[PageLine]]:
    for stay in stays:
        sign = _SIGNS[stay.warning] if stay.warning else _PLAIN
        lines = _item_lines(stay.item, f"{_dated(stay.day):<13}  ", sign, width)
        if stay.warning:
            lines += _hung([stay_words(stay)], _OFFSET_WIDTH + 2, "late")
        yield lines


def _item_lines(item: Item, dates: str, sign: tuple[str, str], width: int) -> list[PageLine]:
    offset = item.due.offset_weeks
    mark = "" if offset is None else format_offset(offset)
    head = f"{mark:<{_OFFSET_WIDTH}}"
    title = _title(item)
    indent = cell_len(sign[0]) + _OFFSET_WIDTH + cell_len(dates)
    if (room := width - indent) >= cell_len(title) or room >= width // 3:
        first, *more = wrapped(title, room, _LINES)
        return [[sign, (head, "quiet"), (dates, "text"), (first, "text")], *_hung(more, indent)]
    indent = cell_len(sign[0]) + _OFFSET_WIDTH
    below = _hung(wrapped(title, width - indent, _LINES), indent)
    return [[sign, (head, "quiet"), (dates, "text")], *below]


def _hung(lines: Sequence[str], indent: int, style: str = "text") -> list[PageLine]:
    return [[(" " * indent, "quiet"), (line, style)] for line in lines]


def _section(title: str, items: Iterable[list[PageLine]]) -> list[PageLine]:
    found = list(items)
    if not found:
        return []
    return [[], [(f"{title} ({len(found)})", "accent")], *(line for item in found for line in item)]


def _title(item: Item) -> str:
    pattern = _KINDS[item.kind]
    words = (_(pattern) if pattern != "{title}" else pattern).format(title=safe(item.title))
    return f"{words} · {safe(item.department)}" if item.department else words


def _row(title: str, shift: Shift) -> tuple[str, str, str, str]:
    old, new = (day_plain(day) if day else NO_DATE for day in (shift.old, shift.new))
    return title, old, new, warning_words(shift)


def _known(day: date | None) -> str:
    return day_plain(day) if day else _("a date that is awaited")


def _dated(day: date | None) -> str:
    if day is None:
        return NO_DATE
    return f"{_(SHORT_WEEKDAYS[day.weekday()])} {day_plain(day)}"


def _item_data(item: Item) -> dict[str, Any]:
    where = item.department or None
    return {"kind": item.kind.value, "id": item.id, "title": item.title, "department": where}


def _shift_data(shift: Shift) -> dict[str, Any]:
    return {
        "old": shift.old and shift.old.isoformat(),
        "new": shift.new and shift.new.isoformat(),
        "warning": shift.warning and shift.warning.value,
        "days_off": list(shift.days_off),
    }

"""The words of a move: what follows, what stays and why, and what deserves a second look."""

from collections.abc import Iterable
from datetime import date

from db.rules.go_live_move import Change, Dated, Item, Move, Shift, Stay, Stays, Warned
from db.rules.text import safe
from sapa_tui.locale import N_, _, ngettext

from .dates import SHORT_WEEKDAYS, count_days, day_plain, day_short
from .due_rules import Points, rule_words
from .words import day_off_name

NO_DATE = "–"
REASONS = {
    Stays.OWN_START: N_("its own start of use"),
    Stays.ANCHOR: N_("counted from what stays"),
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


def move_summary(move: Move) -> str:
    """What follows and what deserves a second look, in numbers."""
    count, stay = move.followed, len(move.stays)
    past, off = (_deadlines(move.warned(why)) for why in (Warned.PAST, Warned.DAY_OFF))
    early = len(move.warned(Warned.BEFORE_GO_LIVE)) + sum(bool(one.warning) for one in move.stays)
    follow = ngettext("{number} due date follows", "{number} due dates follow", count)
    parts = [
        follow.format(number=count),
        _("{number} in the past").format(number=past) if past else "",
        _("{number} on a day off").format(number=off) if off else "",
        _("{number} too early").format(number=early) if early else "",
        ngettext("{number} stays", "{number} stay", stay).format(number=stay) if stay else "",
    ]
    return " · ".join(filter(None, parts))


def followed_words(number: int) -> str:
    """How many due dates have followed a move."""
    words = ngettext("{number} due date followed", "{number} due dates followed", number)
    return words.format(number=number)


def last_due_words(move: Move) -> str:
    """When the last open due date lies before and after; nothing where all that stays."""
    last, end = move.last_open_due, move.end
    if (last.old, end.old) == (last.new, end.new):
        return ""
    pattern = _("The last open due date: {old} → {new}")
    return pattern.format(old=_from_end(last.old, end.old), new=_from_end(last.new, end.new))


def warning_words(shift: Shift) -> str:
    """Why a date deserves a second look; empty where it does not."""
    if shift.warning is Warned.PAST:
        return _("in the past")
    if shift.warning is Warned.BEFORE_GO_LIVE:
        return _("before go-live")
    if shift.last_working_day is None:
        return ""
    names = ", ".join(day_off_name(name) for name in shift.days_off)
    pattern = _("{names}: {day} is the last working day before")
    return pattern.format(names=names, day=day_short(shift.last_working_day))


def stay_words(stay: Stay, points: Points) -> str:
    """Why a date stays, and what it is to be looked at for."""
    words = _(REASONS[stay.reason])
    if stay.reason is Stays.ANCHOR:
        words = f"{words}: {counted_words(stay, points)}"
    if not stay.warning:
        return words
    if not stay.item.department_id:
        return _("{reason}; before go-live").format(reason=words)
    pattern = _("{reason}; before {department} starts")
    return pattern.format(reason=words, department=safe(stay.item.department))


def counted_words(stay: Stay, points: Points) -> str:
    """What a date is counted from, and how."""
    rule = stay.item.due.counted
    return rule_words(rule, points) if rule else ""


def item_title(item: Item, *, placed: bool = False) -> str:
    """What an item is called, with its department unless it is ``placed`` there."""
    pattern = _KINDS[item.kind]
    words = (_(pattern) if pattern != "{title}" else pattern).format(title=safe(item.title))
    return f"{words} · {safe(item.department)}" if item.department and not placed else words


def known(day: date | None) -> str:
    """A date, or that nobody knows it yet."""
    return day_plain(day) if day else _("a date that is awaited")


def dated(day: date | None) -> str:
    """A date with its weekday, or a sign for none."""
    if day is None:
        return NO_DATE
    return f"{_(SHORT_WEEKDAYS[day.weekday()])} {day_plain(day)}"


def _from_end(day: date | None, end: date | None) -> str:
    """A day, and how far it is from the end date."""
    if day is None:
        return NO_DATE
    if end is None:
        return day_plain(day)
    days = (day - end).days
    if days == 0:
        return _("{day}, on the end date").format(day=day_plain(day))
    before, after = _("{day}, {count} before the end date"), _("{day}, {count} after the end date")
    return (before if days < 0 else after).format(day=day_plain(day), count=count_days(abs(days)))


def _deadlines(changes: Iterable[Change]) -> int:
    return sum(change.item.kind is not Dated.DEPARTMENT for change in changes)

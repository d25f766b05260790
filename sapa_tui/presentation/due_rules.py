"""What a due date is counted from: a mark where there is little room, and in words."""

from collections.abc import Iterable, Mapping

from db.errors import InvalidInput
from db.rules.due import (
    Anchor,
    AnchorKey,
    AnchorPoint,
    Due,
    Rule,
    Timing,
    Unit,
    format_offset,
    stored_rule,
)
from db.rules.text import safe
from sapa_tui.locale import N_, _, ngettext

from .dates import count_days, count_working_days, day_short

Points = Mapping[AnchorKey, AnchorPoint]
"""What the departments and items are called that due dates are counted from."""
AFTER_AN_ITEM = "→"
"""Stands for the other item in a mark that has no room for its title."""
NO_ROOM = "…"
"""Stands for a mark where there is no room for it."""
TITLE_SHOWN = 40
"""Characters of another item's title, in a line that says more than that."""
NO_POINTS: Points = {}
WHOLE = 10_000
"""Characters that no title has."""

_MARKS = {
    Anchor.GO_LIVE: "T",
    Anchor.END_DATE: N_("end"),
    Anchor.DEPARTMENT: N_("start"),
    Anchor.ACTIVITY: AFTER_AN_ITEM,
    Anchor.COMMUNICATION: AFTER_AN_ITEM,
}
_NARROW_MARKS = {Anchor.END_DATE: "■", Anchor.DEPARTMENT: "►"}
"""The signs that the calendar and the timeline have for these."""
_AMOUNTS = {
    Unit.WEEKS: N_("{amount}w"),
    Unit.DAYS: N_("{amount}d"),
    Unit.WORKING_DAYS: N_("{amount}wd"),
}
_PLACES = {Anchor.GO_LIVE: N_("go-live"), Anchor.END_DATE: N_("the end date")}
_NUMBERED = {
    Anchor.DEPARTMENT: N_("department {number}"),
    Anchor.ACTIVITY: N_("activity {number}"),
    Anchor.COMMUNICATION: N_("communication item {number}"),
}

_EXAMPLES = (
    Rule(Anchor.GO_LIVE, -8),
    Rule(Anchor.GO_LIVE, -10, Unit.WORKING_DAYS),
    Rule(Anchor.GO_LIVE, 3, Unit.DAYS),
    Rule(Anchor.END_DATE, -1),
    Rule(Anchor.DEPARTMENT, 2),
    Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS),
)


def rule_short(rule: Rule) -> str:
    """A rule as a mark: ``T-8``, ``T-10a``, ``slut-1u``, ``start+2u``, ``→+2a``."""
    if rule.anchor is Anchor.GO_LIVE and rule.unit is Unit.WEEKS:
        return format_offset(rule.amount)
    return _(_MARKS[rule.anchor]) + _amount(rule)


def rule_shortest(rule: Rule) -> str:
    """A mark with a sign for its longest words: ``■-1u`` the end date, ``►+2u`` a start of use."""
    sign = _NARROW_MARKS.get(rule.anchor)
    return sign + _amount(rule) if sign else rule_short(rule)


def rule_words(rule: Rule, points: Points, title_shown: int = TITLE_SHOWN) -> str:
    """A rule in words: ``2 arbejdsdage efter “Få planen godkendt”``.

    A title is cut to so many characters; a row that nobody knows goes by its number.
    """
    place = _place(rule, points, title_shown)
    if rule.amount == 0:
        return _("the same day as {place}").format(place=place)
    words = _("{length} before {place}") if rule.amount < 0 else _("{length} after {place}")
    return words.format(length=_length(rule), place=place)


def counted_words(timing: Timing, points: Points, title_shown: int = TITLE_SHOWN) -> str:
    """What a due date is counted from: ``T-8``, all else in words; empty for a fixed date."""
    if timing.counted is None:
        return ""
    if timing.offset_weeks is not None:
        return rule_short(timing.counted)
    return rule_words(timing.counted, points, title_shown)


def stored_rule_words(stored: str, points: Points) -> str:
    """A rule as the database holds it, in words; one that nobody can read as it is."""
    try:
        return rule_words(stored_rule(stored), points, WHOLE)
    except InvalidInput:
        return safe(stored)


def due_text(timing: Timing) -> str:
    """When something is due: ``T-8 ma 06-03``, ``ma 06-03``, ``slut-1u``, or nothing."""
    parts = [rule_short(timing.counted)] if timing.counted else []
    return " ".join([*parts, day_short(timing.due)] if timing.due else parts)


def mark_widths(dues: Iterable[Due]) -> tuple[int, ...]:
    """Cells that the marks of some due dates may be given, a blank after them; the least first.

    The least are those for weeks from go-live; any more are for the longer marks too.
    """
    found = {(due.offset_weeks, due.rule) for due in dues}
    weeks = max(
        (len(format_offset(week)) + 1 for week, _rule in found if week is not None), default=0
    )
    others = {len(rule_short(rule)) + 1 for _week, rule in found if rule is not None}
    return weeks, *sorted(width for width in others if width > weeks)


def explained_marks() -> list[tuple[str, str]]:
    """A mark of each kind, with its words."""
    points = {
        (Anchor.DEPARTMENT, 0): AnchorPoint(_("a department"), Due()),
        (Anchor.ACTIVITY, 0): AnchorPoint(_("another card or message"), Due()),
    }
    words = [(rule, rule_words(rule, points)) for rule in _EXAMPLES]
    narrow = _("{words}, where there is little room")
    return [
        *((rule_short(rule), said) for rule, said in words),
        *(
            (rule_shortest(rule), narrow.format(words=said))
            for rule, said in words
            if rule.anchor in _NARROW_MARKS
        ),
    ]


def _amount(rule: Rule) -> str:
    return _(_AMOUNTS[rule.unit]).format(amount=f"{rule.amount:+d}")


def _length(rule: Rule) -> str:
    amount = abs(rule.amount)
    if rule.unit is Unit.WORKING_DAYS:
        return count_working_days(amount)
    if rule.unit is Unit.DAYS:
        return count_days(amount)
    return ngettext("{weeks} week", "{weeks} weeks", amount).format(weeks=amount)


def _place(rule: Rule, points: Points, title_shown: int) -> str:
    if rule.anchor in _PLACES:
        return _(_PLACES[rule.anchor])
    point = points.get(rule.key)
    if point is None:
        title = _(_NUMBERED[rule.anchor]).format(number=rule.id)
    else:
        text = safe(point.title)
        title = text if len(text) <= title_shown else text[: title_shown - 1].rstrip() + "…"
    if rule.anchor is Anchor.DEPARTMENT:
        return _("the start in {department}").format(department=title)
    return title if point is None else f"“{title}”"

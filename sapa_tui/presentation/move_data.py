"""A move as rows of a table, and as data."""

from datetime import date
from typing import Any

from db.rules.go_live_move import Dated, Item, Move, Shift, Stay, Stays

from .dates import day_plain
from .due_rules import Points
from .move_words import NO_DATE, item_title, stay_words, warning_words


def move_rows(move: Move, points: Points) -> list[tuple[str, str, str, str]]:
    """Title, old date, new date and a remark, of what changes and what stays.

    What changes comes department by department, each behind its start.
    """
    changes = [
        shift_row(item_title(change.item), change.shift)
        for change in sorted(move.changes, key=lambda change: _place(change.item))
    ]
    stays = [
        (item_title(stay.item), *(day_plain(stay.day),) * 2, stay_words(stay, points))
        for stay in move.stays
    ]
    return changes + stays


def shift_row(title: str, shift: Shift) -> tuple[str, str, str, str]:
    """A date before and after, as a table has it."""
    old, new = (day_plain(day) if day else NO_DATE for day in (shift.old, shift.new))
    return title, old, new, warning_words(shift)


def move_data(move: Move, points: Points) -> dict[str, Any]:
    """A move as JSON holds it: dates in ISO form, no date null, warnings by their codes."""
    last = move.last_open_due
    return {
        "go_live": shift_data(move.go_live),
        "end_date": shift_data(move.end),
        "last_open_due": {"old": _iso(last.old), "new": _iso(last.new)},
        "followed": move.followed,
        "changes": [
            {**_item_data(change.item), **shift_data(change.shift)} for change in move.changes
        ],
        "stays": [
            {
                **_item_data(stay.item),
                "date": stay.day.isoformat(),
                "reason": stay.reason.value,
                "counted_from": _counted_from(stay, points),
                "warning": stay.warning and stay.warning.value,
            }
            for stay in move.stays
        ],
    }


def _place(item: Item) -> tuple[int, bool]:
    """Where an item stands: with its department, and the department itself before it."""
    is_one = item.kind is Dated.DEPARTMENT
    return (item.id if is_one else item.department_id), not is_one


def _counted_from(stay: Stay, points: Points) -> str | None:
    """What a date is counted from that stays with it: a row's name, or the code of a date."""
    rule = stay.item.due.counted
    if stay.reason is not Stays.ANCHOR or rule is None:
        return None
    return points[rule.key].title if rule.key in points else rule.anchor.value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _item_data(item: Item) -> dict[str, Any]:
    where = item.department or None
    return {"kind": item.kind.value, "id": item.id, "title": item.title, "department": where}


def shift_data(shift: Shift) -> dict[str, Any]:
    """A date before and after, as JSON holds it."""
    return {
        "old": _iso(shift.old),
        "new": _iso(shift.new),
        "warning": shift.warning and shift.warning.value,
        "days_off": list(shift.days_off),
    }

"""What a new go-live brings about: a page to read before it is confirmed, and data."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from db.queries.go_live_move import GoLiveMove
from db.rules.go_live_move import Change, Dated, Shift
from db.rules.text import safe
from sapa_tui.locale import _

from .dates import day_plain
from .move_data import move_data, move_rows, shift_data, shift_row
from .move_lines import MoveLines, PageLine
from .move_words import NO_DATE, dated, known, last_due_words, move_summary


def go_live_title(found: GoLiveMove) -> str:
    """From which go-live to which."""
    old, new = found.move.go_live.old, found.move.go_live.new
    if old is None or new is None:
        words = _("Set go-live to {day}?") if new else _("Take go-live {day} away for now?")
        return words.format(day=known(new or old))
    return _("Move go-live from {old} to {new}?").format(old=known(old), new=known(new))


def go_live_page(found: GoLiveMove, width: int) -> list[PageLine]:
    """Everything that follows, department by department, and everything that stays."""
    move = found.move
    lines = MoveLines(move, found.points, width)
    begun, groups = _by_department(found)
    page = [
        *lines.words(move_summary(move), "strong"),
        *lines.shift(_("Go-live"), move.go_live),
        *lines.shift(_("End date"), move.end),
        *lines.last_due(),
        *lines.words(message_words(found), "quiet", 3),
        *lines.changed(_("Departments begin"), begun, placed=True),
    ]
    starts = _starts(found)
    for changes in groups:
        title = _heading(changes, starts, several=len(groups) > 1)
        page += lines.changed(title, changes, placed=True)
    return page + lines.stays()


def message_words(found: GoLiveMove) -> str:
    """Which messages about the move will be planned, and when they are due."""
    if not found.messages:
        return _("No message about it is planted.")
    planted = [message.text for message in found.messages if message.planned is None]
    planned = [message.text for message in found.messages if message.planned is not None]
    patterns = {
        _("Planted: the message “{title}”, due {day}."): planted,
        _("Planned already: the message “{title}”, now due {day}."): planned,
    }
    return " ".join(
        pattern.format(title="”, “".join(map(safe, texts)), day=dated(found.message_due))
        for pattern, texts in patterns.items()
        if texts
    )


def go_live_words(found: GoLiveMove) -> Iterator[str]:
    """What the command line says of it before the rows."""
    words = move_summary(found.move), last_due_words(found.move), message_words(found)
    return filter(None, words)


def go_live_rows(found: GoLiveMove) -> list[tuple[str, str, str, str]]:
    """Title, old date, new date and a remark, of what changes and what stays."""
    move = found.move
    ours = [shift_row(_("Go-live"), move.go_live), shift_row(_("End date"), move.end)]
    return ours + move_rows(move, found.points)


def go_live_data(found: GoLiveMove) -> dict[str, Any]:
    """The move as JSON holds it, with the departments and the messages that are planted."""
    due = found.message_due.isoformat()
    messages = [
        {"like": message.id, "id": message.planned, "title": message.text, "due": due}
        for message in found.messages
    ]
    followed = Counter(change.item.department_id for change in found.move.changes)
    departments = [
        {"id": number, "name": name, "start": shift_data(start), "followed": followed[number]}
        for number, (name, start) in sorted(_starts(found).items())
    ]
    data = move_data(found.move, found.points)
    return {**data, "departments": departments, "messages": messages}


def _by_department(found: GoLiveMove) -> tuple[list[Change], list[list[Change]]]:
    """The departments of which nothing else follows, and what follows of each of the others."""
    groups: dict[int, list[Change]] = {}
    begun: list[Change] = []
    for change in found.move.changes:
        if change.item.kind is Dated.DEPARTMENT:
            begun.append(change)
        else:
            groups.setdefault(change.item.department_id, []).append(change)
    alone = [change for change in begun if change.item.id not in groups]
    return alone, [changes for _number, changes in sorted(groups.items())]


def _starts(found: GoLiveMove) -> dict[int, tuple[str, Shift]]:
    """The departments by number: what each is called, and when it starts, before and after."""
    starts = {
        change.item.id: (change.item.title, change.shift)
        for change in found.move.changes
        if change.item.kind is Dated.DEPARTMENT
    }
    for stay in found.move.stays:
        if stay.item.kind is Dated.DEPARTMENT:
            kept = Shift(stay.day, stay.day, stay.warning)
            starts[stay.item.id] = stay.item.title, kept
    return starts


def _heading(changes: list[Change], starts: dict[int, tuple[str, Shift]], *, several: bool) -> str:
    number = changes[0].item.department_id
    if not number:
        return _("Common to all departments") if several else _("Follow")
    name = safe(changes[0].item.department)
    if number not in starts:
        return name
    start = starts[number][1]
    old, new = (day_plain(day) if day else NO_DATE for day in start[:2])
    when = old if old == new else f"{old} → {new}"
    return _("{name}, starts {start}").format(name=name, start=when)

"""What a message waits for, in words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from db.queries.board import Card
from db.queries.communication import Item
from db.rules.awaiting import Awaiting, awaiting
from db.rules.text import safe
from sapa_tui.locale import _


class Awaited(NamedTuple):
    """The activity that a message waits for; without a title it is in the plan no more."""

    title: str
    state: Awaiting


def awaited(item: Item, cards: Mapping[int, Card]) -> Awaited | None:
    """What an unfinished message waits for; None where it waits for nothing."""
    if item.waits_for is None or item.finished:
        return None
    card = cards.get(item.waits_for)
    return Awaited(card.title if card else "", awaiting(card.column if card else None))


def awaited_by_item(items: Iterable[Item], cards: Mapping[int, Card]) -> dict[int, Awaited]:
    """What the messages wait for, by the number of each that does."""
    found = ((item.id, awaited(item, cards)) for item in items if item.waits_for is not None)
    return {number: waiting for number, waiting in found if waiting is not None}


def awaited_words(waiting: Awaited) -> tuple[str, str]:
    """What it waits for in one line, and the name of its style."""
    title = safe(waiting.title)
    match waiting.state:
        case Awaiting.RELEASED:
            return "▸ " + _("can be sent: “{title}” is done").format(title=title), "accent"
        case Awaiting.WAITS:
            return "‖ " + _("waits for “{title}”").format(title=title), "blocked"
    if title:
        words = _("waits for “{title}”, which is not relevant").format(title=title)
    else:
        words = _("waits for an activity that is archived")
    return f"! {words}", "late"

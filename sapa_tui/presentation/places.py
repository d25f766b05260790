"""The parts of the dashboard in words: where an action applies, and where a colleague is."""

from db.queries.people import Present
from db.queries.wall import Wall
from db.rules.text import safe
from sapa_tui.locale import N_, _

_PLACES = {
    "board": N_("on the board"),
    "communication": N_("on the checklists"),
    "activity": N_("on a card's page"),
    "countdown": N_("at the countdown"),
    "stakeholders": N_("among the stakeholders"),
    "history": N_("in the history"),
    "people": N_("among the people"),
    "standup": N_("at the standup"),
    "departments": N_("among the departments"),
    "card": N_("at the card A08"),
    "workflows": N_("among the workflows"),
    "preconditions": N_("at the preconditions"),
    "decisions": N_("at the decisions"),
    "training": N_("at the training"),
    "roster": N_("at the support roster"),
    "stakeholder_map": N_("at the stakeholder map"),
    "calendar": N_("at the calendar"),
    "timeline": N_("at the timeline"),
    "follow_ups": N_("among the follow-ups"),
    "search": N_("while searching"),
    "history.search": N_("while searching"),
}
_TITLES = {
    "board": N_("Here on the board"),
    "communication": N_("Here on the checklists"),
    "activity": N_("Here on the card's page"),
    "countdown": N_("Here at the countdown"),
    "stakeholders": N_("Here among the stakeholders"),
    "history": N_("Here in the history"),
    "people": N_("Here among the people"),
    "standup": N_("Here at the standup"),
    "departments": N_("Here among the departments"),
    "card": N_("Here at the card A08"),
    "workflows": N_("Here among the workflows"),
    "preconditions": N_("Here at the preconditions"),
    "decisions": N_("Here at the decisions"),
    "training": N_("Here at the training"),
    "training.lacking": N_("Here among those who lack training"),
    "roster": N_("Here at the support roster"),
    "stakeholder_map": N_("Here at the stakeholder map"),
    "calendar": N_("Here at the calendar"),
    "timeline": N_("Here at the timeline"),
    "follow_ups": N_("Here among the follow-ups"),
    "search": N_("Here while searching"),
    "history.search": N_("Here while searching"),
}

_LONGEST_NUMBER = 18
"""Digits that any row's number has room in; Python refuses to read thousands of them."""


def place_words(place: str) -> str:
    """A part of the dashboard, as it stands in a sentence: ``på tavlen``."""
    return _(_PLACES[place]) if place in _PLACES else ""


def place_title(place: str) -> str:
    """A part of the dashboard, as the help's first heading: ``Her på tavlen``."""
    return _(_TITLES[place]) if place in _TITLES else _("Here")


def whereabouts(present: Present, wall: Wall) -> str:
    """Where a colleague is, and what they read or write: ``på tavlen: “Kortlæg …”``."""
    title = item_title(present.editing, wall)
    if title:
        return _("writes in “{title}”").format(title=title)
    title = item_title(present.item, wall)
    if title and present.view == "detail":
        return _("reads “{title}”").format(title=title)
    words = place_words(present.view)
    return f"{words}: “{title}”" if title else words


def item_title(reference: str, wall: Wall) -> str:
    """The title of an item named as ``activity:4``; empty when it is not on the wall.

    A field of the item may follow: ``activity:4:title``.
    """
    kind, number, _field = reference_parts(reference)
    if kind == "activity" and (card := wall.cards.get(number)):
        return safe(card.title)
    if kind == "communication_item" and (item := wall.items.get(number)):
        return safe(item.message)
    if kind == "stakeholder":
        return next((safe(row.name) for row in wall.stakeholders if row.id == number), "")
    return ""


def reference_parts(reference: str) -> tuple[str, int, str]:
    """Kind, number and field of ``activity:4:title``; the number 0 where it names no item."""
    kind, _colon, rest = reference.partition(":")
    number, _colon, field = rest.partition(":")
    known = number.isdecimal() and len(number) <= _LONGEST_NUMBER
    return kind, int(number) if known else 0, field

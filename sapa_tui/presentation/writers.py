"""Who writes where: the soft marks on cards, on messages and beside the fields of a form."""

from collections.abc import Iterable

from db.queries.wall import Wall
from sapa_tui.locale import _

from .places import reference_parts
from .words import initials
from .wrapping import cut

_NAMED = 2


def writers(wall: Wall, kind: str, me: str) -> dict[int, str]:
    """By an item's number, which colleague writes in it: ``MK redigerer``."""
    found: dict[int, list[str]] = {}
    for present in wall.present:
        entity, number, _field = reference_parts(present.editing)
        if entity == kind and number and present.name != me:
            found.setdefault(number, []).append(initials(present.name, wall.names))
    return {number: _("{who} edits").format(who=_names(who)) for number, who in found.items()}


def field_writers(wall: Wall, kind: str, number: int, me: str, room: int) -> dict[str, str]:
    """By a field of an item, which colleague writes there: ``MK skriver her``."""
    found: dict[str, list[str]] = {}
    for present in wall.present:
        entity, item, field = reference_parts(present.editing)
        if number and (entity, item) == (kind, number) and present.name != me:
            found.setdefault(field, []).append(initials(present.name, wall.names))
    return {field: _here(_names(who), room) for field, who in found.items()}


def _here(who: str, room: int) -> str:
    for words in (_("{who} writes here"), _("{who} writes")):
        if len(text := words.format(who=who)) <= room:
            return text
    return cut(who, room)


def _names(who: Iterable[str]) -> str:
    names = list(dict.fromkeys(who))
    more = f" +{len(names) - _NAMED}" if len(names) > _NAMED else ""
    return " ".join(names[:_NAMED]) + more

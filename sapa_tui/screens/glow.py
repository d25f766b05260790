"""The short glow of what a colleague has just changed, with the name of who did it."""

from collections.abc import Callable

from textual.screen import Screen

from db.queries.wall import Wall
from sapa_tui.presentation.words import initials

GLOW_SECONDS = 4.0


class Glow:
    """Marks by the number of a card or a message; ``faded`` is called when one has gone out."""

    def __init__(self, screen: Screen[None], faded: Callable[[], None]) -> None:
        self._screen = screen
        self._faded = faded
        self._noted = 0
        self._marks: dict[str, dict[int, tuple[int, str]]] = {
            "activity": {},
            "communication_item": {},
        }

    def of(self, kind: str) -> dict[int, str]:
        """What glows now: ``● MK`` by the item's number."""
        return {number: sign for number, (_event, sign) in self._marks[kind].items()}

    def note(self, wall: Wall, me: str) -> None:
        """Let what others have changed since the last time begin to glow."""
        news = [event for event in wall.events if event.id > self._noted]
        self._noted = wall.last_event
        for event in news:
            if event.actor in (None, me) or event.entity not in self._marks:
                continue
            sign = f"● {initials(str(event.actor), wall.names)}"
            self._kindle(event.entity, event.entity_id, event.id, sign)

    def _kindle(self, kind: str, number: int, event: int, sign: str) -> None:
        self._marks[kind][number] = event, sign
        self._screen.set_timer(GLOW_SECONDS, lambda: self._fade(kind, number, event))

    def _fade(self, kind: str, number: int, event: int) -> None:
        if self._marks[kind].get(number, (0, ""))[0] == event:  # else it was kindled anew
            del self._marks[kind][number]
            self._faded()

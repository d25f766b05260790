"""Which cards a person wants to see."""

from typing import NamedTuple

from db.queries.board import Card
from db.rules.codes import Kind
from db.rules.due import Timing, Urgency


class Filter(NamedTuple):
    """What a card must have to be shown; the empty filter shows every card.

    ``text`` are words that must all stand in the card; ``responsible`` is stored as in the plan
    (a login, a role code or free text).
    """

    text: str = ""
    responsible: str = ""
    kind: Kind | None = None
    late_only: bool = False

    @property
    def empty(self) -> bool:
        """Whether it lets every card through."""
        return self == Filter()

    def matches(self, card: Card, timing: Timing) -> bool:
        """Whether the card is one of those to be shown; ``timing`` is the card's own."""
        if self.late_only and timing.urgency is not Urgency.LATE:
            return False
        if self.kind is not None and card.kind is not self.kind:
            return False
        if self.responsible and _folded(card.responsible) != _folded(self.responsible):
            return False
        who = f"{card.responsible} {card.waiting_on}"
        where = _folded(f"{card.title} {who} {card.waiting_reason}")
        return all(word in where for word in _folded(self.text).split())


def _folded(text: str) -> str:
    # Danish names are written with aa or å as the family or the town likes it.
    return text.casefold().replace("aa", "å")

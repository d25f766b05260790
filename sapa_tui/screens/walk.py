"""What is in front of everybody at a standup, as the actions on it ask for it."""

from typing import ClassVar

from db.queries.board import Card
from db.queries.standup import Held, Walk
from db.rules.walk import CHANGES, SUMMARY
from sapa_tui.actions import Action
from sapa_tui.presentation.places import reference_parts
from sapa_tui.widgets.follow_ups import FollowUps
from sapa_tui.widgets.walk_pages import WalkDetail

from .detail import PageItem
from .plan_screen import PlanScreen

_PAGES = {CHANGES: "since", SUMMARY: "minutes"}
_ELSEWHERE = frozenset(
    {"item.fold", "item.new", "item.open", "item.restore", "item.unfold", "board.search"}
)
"""Actions on lists that are not here, though what they are about may be in front."""
_FIRST = 1
_RANKS = {
    "note.note": 11,
    "note.decision": 12,
    "note.follow_up": 13,
    "card.wait": 14,
    "card.assign": 15,
    "card.due": 16,
}
"""Places in the footer of what is done to most cards in a standup."""


class WalkScreen(PlanScreen):
    """One page in front: what is new, an item of the walk, or the minutes."""

    view: ClassVar[str] = "standup"

    def __init__(self) -> None:
        super().__init__()
        self.detail = WalkDetail(id="item", steps_selectable=True)
        """The page of the item in front."""
        self.held: Held | None = None
        """The standup that has just been held, until one leaves."""

    @property
    def walk(self) -> Walk | None:
        """The walk of today."""
        state = self.sapa.walk_state
        return state.walk if state else None

    @property
    def front(self) -> str:
        """The page in front: ``since``, ``item`` or ``minutes``."""
        if self.walk is None:
            return "minutes" if self.held else "since"
        return _PAGES.get(self.walk.stop, "item")

    @property
    def item(self) -> tuple[str, int]:
        """Kind and number of the item in front; no kind on the pages around the items."""
        if self.walk is None or self.front != "item":
            return "", 0
        kind, number, _field = reference_parts(self.walk.stop)
        return kind, number

    @property
    def place(self) -> str:
        if isinstance(self.focused, FollowUps):
            return "follow_ups"
        kind, _number = self.item
        return {"": "standup", "activity": "activity"}.get(kind, "communication")

    @property
    def card(self) -> Card | None:
        """The card in front, while it is on the board."""
        kind, number = self.item
        return self.wall.cards.get(number) if kind == "activity" else None

    @property
    def communication(self) -> PageItem:
        """The message in front, as the actions on the checklists ask for it."""
        return PageItem(self.detail, self.wall)

    def item_in_focus(self) -> str:
        return "{}:{}".format(*self.item) if self.item[0] else ""

    def whereabouts(self) -> str:
        return ""  # the same for all who are in it, and not worth a write at every step

    def offers(self, action: Action) -> bool:
        if action.id == "item.tick" and self.detail.step is None:
            return False  # the key that goes on elsewhere would complete the message
        return action.id not in _ELSEWHERE and super().offers(action)

    def rank(self, action: Action) -> int:
        if action.id == "standup.start" and self.held is None:
            return _FIRST
        if action.id == "quit" and self.walk is not None:
            return 0  # beside the end of the standup its words would be taken for that
        return _RANKS.get(action.id) or super().rank(action)

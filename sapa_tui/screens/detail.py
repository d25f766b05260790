"""The page about one item, for windows that have no room for the detail pane."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from db.queries.board import Card
from db.queries.communication import Item, StepTick
from db.queries.wall import Wall
from sapa_tui.actions import Action, actions_for_key
from sapa_tui.locale import _
from sapa_tui.widgets.detail import Detail
from sapa_tui.widgets.footer import Footer
from sapa_tui.widgets.line_list import LineList

from .plan_screen import PlanScreen
from .reading import ReadingScreen

_CLOSE = "close"
_ELSEWHERE = frozenset(
    {"board.search", "go.next", "item.new", "item.open", "item.restore", "item.unfold", "quit"}
)
"""Actions that have no meaning on the page of a single item."""
_WRITING_DOWN = {"note.note": 60, "note.decision": 61, "note.follow_up": 62}
"""Places in the footer of what is more at home on the page than on the wall."""


class PageItem:
    """The item of the page, as the actions on the checklists ask for it."""

    def __init__(self, page: Detail, wall: Wall) -> None:
        self.opened: set[int] = set()
        self.item: Item | None = wall.items.get(page.number)
        self.step: StepTick | None = page.step


class DetailScreen(ReadingScreen, PlanScreen):
    """Reads an item in full; the keys that change it work here as on the wall.

    ``kind`` is ``activity`` or ``communication_item``, ``number`` the item's id.
    """

    AUTO_FOCUS = "Detail"
    view: ClassVar[str] = "detail"

    def __init__(self, kind: str, number: int) -> None:
        super().__init__()
        self.kind = kind
        self.number = number

    def compose(self) -> ComposeResult:
        with Vertical(classes="page-frame"):
            yield Detail(classes="page", steps_selectable=True)
            yield Footer([(_("esc"), _("Close"), _CLOSE)])

    @property
    def detail(self) -> Detail:
        """The page."""
        return self.query_one(Detail)

    @property
    def place(self) -> str:
        return "activity" if self.kind == "activity" else "communication"

    @property
    def card(self) -> Card | None:
        """The card that is read, while it is on the board."""
        return self.wall.cards.get(self.number) if self.kind == "activity" else None

    @property
    def communication(self) -> PageItem:
        """The message that is read."""
        return PageItem(self.detail, self.wall)

    def item_in_focus(self) -> str:
        return f"{self.kind}:{self.number}"

    # Showing --------------------------------------------------------------------------

    def news(self, wall: Wall) -> None:
        """Read the item anew; a page whose item its reader has archived closes."""
        if not self.query(Detail):
            return
        state = (wall.last_event, self.sapa.today)
        if state != self._shown:
            self._shown = state
            if self._archived_by_reader(wall):
                self.dismiss()
                return
            self.show(wall)
        self.update_footer()

    def show(self, wall: Wall) -> None:
        self.detail.look_at(self.kind, self.number)

    @on(Detail.Reread)
    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    def _archived_by_reader(self, wall: Wall) -> bool:
        return any(
            event.actor == self.sapa.person
            and (event.entity, event.entity_id) == (self.kind, self.number)
            and event.action in ("activity.archived", "communication.archived")
            for event in wall.events
        )

    # Doing ----------------------------------------------------------------------------

    def rank(self, action: Action) -> int:
        return _WRITING_DOWN.get(action.id, super().rank(action))

    def offers(self, action: Action) -> bool:
        return action.applies(self) and action.id not in _ELSEWHERE

    def action_press(self, key: str) -> None:
        if key in ("escape", "q") and not any(self.offers(a) for a in actions_for_key(key)):
            self.dismiss()
        else:
            super().action_press(key)

    def action_do(self, action_id: str) -> None:
        if action_id == _CLOSE:
            self.dismiss()
        else:
            super().action_do(action_id)

    def look_at(self, view: str) -> None:
        """Go back to where the reader came from, as the key for it asks."""
        del view
        self.dismiss()

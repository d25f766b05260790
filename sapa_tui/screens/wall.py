"""The wall: the countdown, the board and the communication checklists at once."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.queries.board import Card
from db.queries.status import status_of
from db.queries.wall import Wall
from db.rules.codes import Column
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.cards import CardFacts
from sapa_tui.presentation.filters import Filter
from sapa_tui.widgets.board import Board
from sapa_tui.widgets.communication_list import CommunicationList, ListFacts
from sapa_tui.widgets.countdown_strip import CountdownStrip
from sapa_tui.widgets.detail import Detail
from sapa_tui.widgets.line_list import LineList

from .plan_screen import PlanScreen

GLOW_SECONDS = 4.0


class WallScreen(PlanScreen):
    """Board and checklists side by side, or one of them where the window is small."""

    CSS_PATH = "wall.tcss"
    AUTO_FOCUS = ""
    view: ClassVar[str] = "board"

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()
        self.fresh_cards: dict[int, str] = {}
        self.fresh_items: dict[int, str] = {}
        self._started = False

    def body(self) -> ComposeResult:
        yield CountdownStrip(id="strip")
        yield Input(id="search", compact=True)
        with Horizontal(id="main"):
            yield Board(id="board")
            with Vertical(id="talk"):
                yield CommunicationList(id="communication")
                yield Static(id="missing", markup=False)
            yield Detail(id="detail")

    @property
    def board(self) -> Board:
        """The board."""
        return self.query_one(Board)

    @property
    def communication(self) -> CommunicationList:
        """The communication checklists."""
        return self.query_one(CommunicationList)

    @property
    def detail(self) -> Detail:
        """The pane of the item in focus, beside the rest in a large window."""
        return self.query_one("#detail", Detail)

    @property
    def search(self) -> Input:
        """The line to search in."""
        return self.query_one("#search", Input)

    @property
    def place(self) -> str:
        if self.communication.has_focus:
            return "communication"
        if self.detail.has_focus:
            return self.detail.place
        return "search" if self.search.has_focus else "board"

    @property
    def card(self) -> Card | None:
        """The card that an action is about."""
        if self.detail.has_focus:
            return self.wall.cards.get(self.detail.activity_id or 0)
        return self.board.focused_card

    def item_in_focus(self) -> str:
        if self.place == "communication" and self.communication.item:
            return f"communication_item:{self.communication.item.id}"
        return f"activity:{self.card.id}" if self.card else ""

    # Showing --------------------------------------------------------------------------

    def on_resize(self) -> None:
        strip = self.query_one(CountdownStrip)
        small = self.size.width < 110 or self.size.height < 28
        strip.set_class(small, "-one-line")
        if small and not self.has_class("-talking") and self.communication.has_focus:
            self.look_at("communication")

    def show(self, wall: Wall) -> None:
        self._note_news(wall)
        today = self.sapa.today
        board = [card for column in wall.columns.values() for card in column]
        status = status_of(
            wall.facts, board, list(wall.items.values()), list(wall.stakeholders), today
        )
        offsets = [card.due.offset_weeks or 0 for card in board]
        self.query_one(CountdownStrip).show(status, min(offsets, default=-12))
        self._show_board(wall)
        facts = ListFacts(wall.facts, today, wall.names, dict(self.fresh_items))
        talk = self.communication
        talk.show_plan(list(wall.items.values()), wall.stakeholders, facts)
        done = status.communication
        criterion = status.quality_criterion
        talk.border_title = Content.assemble(
            (_("Communication"), "bold"), f"  {done.done}/{done.total}"
        )
        self.query_one("#missing", Static).update(self._criterion(criterion))
        if not self._started:
            self._started = True
            self._focus_first()
        self.show_detail()

    @staticmethod
    def _criterion(criterion: object) -> Content:
        met = criterion.met  # type: ignore[attr-defined]
        reached = _("{reached} of {relevant} relevant stakeholders reached").format(
            reached=criterion.reached,  # type: ignore[attr-defined]
            relevant=criterion.relevant,  # type: ignore[attr-defined]
        )
        names = ", ".join(safe(name) for name in criterion.missing)  # type: ignore[attr-defined]
        sign = ("✓ ", "$text-success") if met else ("○ ", "$text-warning")
        missing = _(" · missing: {names}").format(names=names) if names else ""
        return Content.assemble(sign, (reached, "$foreground"), missing)

    def _show_board(self, wall: Wall) -> None:
        facts = CardFacts(wall.facts, self.sapa.today, wall.names, dict(self.fresh_cards))
        columns = wall.columns
        if self.filter != Filter():
            columns = {
                column: tuple(c for c in cards if self.filter.matches(c, facts.timing(c)))
                for column, cards in columns.items()
            }
        self.board.show(columns, facts, wall.facts.limits)

    def _focus_first(self) -> None:
        for column in self.board.visible_columns:
            if column.column is Column.IN_PROGRESS and column.entries:
                column.action_cursor_to(0)
                column.focus()
                return
        self.board.columns[Column.NOT_STARTED].focus()

    def _note_news(self, wall: Wall) -> None:
        """Let what colleagues have just changed glow, with the name of who did it."""
        for event in wall.events:
            if event.actor is None or event.actor == self.sapa.person:
                continue
            if event.entity == "activity":
                self._glow(self.fresh_cards, event.entity_id, event.actor)
            elif event.entity == "communication_item":
                self._glow(self.fresh_items, event.entity_id, event.actor)

    def _glow(self, fresh: dict[int, str], number: int, name: str) -> None:
        fresh[number] = f"● {name.upper()[:4]}"
        self.set_timer(GLOW_SECONDS, lambda: self._fade(fresh, number))

    def _fade(self, fresh: dict[int, str], number: int) -> None:
        if fresh.pop(number, None) is not None:
            self.show(self.wall)

    def show_detail(self) -> None:
        """Show the item in focus in the pane, where there is room for the pane."""
        if not self.has_class("-huge") or self.detail.has_focus:
            return
        if self.place == "communication" and self.communication.item:
            self.detail.look_at("communication_item", self.communication.item.id)
        elif self.board.focused_card:
            self.detail.look_at("activity", self.board.focused_card.id)

    # Moving about ---------------------------------------------------------------------

    def look_at(self, view: str) -> None:
        """Go to the board or to the checklists."""
        self.set_class(view == "communication", "-talking")
        if view == "communication":
            self.communication.focus()
            if self.communication.cursor is None:
                self.communication.action_cursor_to(0)
        elif self.board.focused_column is None:
            card = self.board
            for column in card.visible_columns:
                if column.cursor is not None and column.entries:
                    column.focus()
                    break
            else:
                card.visible_columns[0].focus()

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.show_detail()
        self.update_footer()

    @on(Board.LeftBehind)
    def _past_the_board(self, message: Board.LeftBehind) -> None:
        if message.step > 0 and self.query_one("#talk").display:
            self.look_at("communication")

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self.show_detail()

    # Searching ------------------------------------------------------------------------

    @on(Input.Changed, "#search")
    def _search_typed(self, event: Input.Changed) -> None:
        from dataclasses import replace

        self.filter = replace(self.filter, text=event.value)
        self._show_board(self.wall)

    @on(Input.Submitted, "#search")
    def _search_done(self) -> None:
        self._focus_found()

    def _focus_found(self) -> None:
        for column in self.board.visible_columns:
            if column.entries:
                if column.entry() is None:
                    column.action_cursor_to(0)
                column.focus()
                return

    def set_filter(self, chosen: Filter) -> None:
        """Show only the cards that a filter lets through."""
        self.filter = chosen
        self.search.value = chosen.text
        self.search.set_class(bool(chosen.text), "-on")
        self._show_board(self.wall)

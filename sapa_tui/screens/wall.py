"""The wall: the countdown, the board and the communication checklists at once."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Input

from db.queries.board import Card
from db.queries.status import status_of
from db.queries.wall import Wall
from db.rules.codes import BOARD_COLUMNS, Column
from sapa_tui.actions.base import Action, is_typed
from sapa_tui.actions.moving import move_card
from sapa_tui.actions.on_card import may_write
from sapa_tui.locale import _
from sapa_tui.presentation.awaited import awaited_by_item
from sapa_tui.presentation.card_facts import CardFacts
from sapa_tui.presentation.communication_lines import ListFacts
from sapa_tui.presentation.filters import Filter
from sapa_tui.presentation.strip_warnings import strip_warnings
from sapa_tui.presentation.writers import writers
from sapa_tui.widgets.board import Board
from sapa_tui.widgets.communication_list import CommunicationList
from sapa_tui.widgets.countdown_strip import CountdownStrip
from sapa_tui.widgets.filter_line import FilterLine
from sapa_tui.widgets.ground import Row, Stack
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.missing_line import MissingLine

from .glow import Glow
from .plan_screen import PlanScreen

if TYPE_CHECKING:
    from sapa_tui.widgets.detail import Detail

WIDE, HUGE, TALL = 110, 170, 28
"""Window sizes in cells from which the checklists, the detail pane, large figures fit in."""
_FIRST = 1


def _detail() -> "Detail":
    # Few windows are so large, and what it needs takes a twentieth of the start to load.
    from sapa_tui.widgets.detail import Detail

    return Detail(id="detail")


class WallScreen(PlanScreen):
    """Board and checklists side by side, or one of them where the window is small."""

    AUTO_FOCUS = ""
    view: ClassVar[str] = "board"

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()
        self.glow = Glow(self, lambda: self.show(self.wall))
        self._marks: list[dict[int, str]] = [{}, {}]
        self._started = False

    def body(self) -> ComposeResult:
        size = self.app.size
        small = size.width < WIDE or size.height < TALL
        self.set_class(small, "-small")
        yield CountdownStrip(id="strip", classes="-one-line" if small else None)
        yield FilterLine(id="filter")
        with Row(id="main"):
            yield Board(id="board")
            with Stack(id="talk"):
                yield CommunicationList(id="communication")
                yield MissingLine(id="missing")
            if size.width >= HUGE:
                yield _detail()

    @property
    def strip(self) -> CountdownStrip:
        """The countdown."""
        return self.query_one(CountdownStrip)

    @property
    def board(self) -> Board:
        """The board."""
        return self.query_one(Board)

    @property
    def communication(self) -> CommunicationList:
        """The communication checklists."""
        return self.query_one(CommunicationList)

    @property
    def detail(self) -> "Detail":
        """The pane of the item in focus, beside the rest in a large window."""
        return cast("Detail", self.query_one("#detail"))

    @property
    def _detail_has_focus(self) -> bool:
        return self.focused is not None and self.focused.id == "detail"

    @property
    def place(self) -> str:
        focused = self.focused  # asked for many times a drawing, so nothing is searched for
        if isinstance(focused, CommunicationList):
            return "communication"
        if self._detail_has_focus:
            return self.detail.place
        return "search" if isinstance(focused, Input) else "board"

    @property
    def card(self) -> Card | None:
        """The card that an action is about."""
        if self._detail_has_focus:
            return self.wall.cards.get(self.detail.activity_id or 0)
        return self.board.focused_card

    def offers(self, action: Action) -> bool:
        to_be_had = not action.keys or bool(self._keys_of(action))  # without keys: in the palette
        return to_be_had and super().offers(action)

    def footer_key(self, action: Action) -> str:
        return self._keys_of(action)[0]

    def _keys_of(self, action: Action) -> list[str]:
        """The action's keys here: letters go into the line to search in, while it has the focus."""
        return [key for key in action.keys if self.place != "search" or not is_typed(key)]

    def rank(self, action: Action) -> int:
        """The other view comes first among the keys where only one is on the screen."""
        other = "view.board" if self.place == "communication" else "view.communication"
        small = self.has_class("-small") and action.id == other
        return _FIRST if small else super().rank(action)

    def item_in_focus(self) -> str:
        if self.place == "communication" and self.communication.item:
            return f"communication_item:{self.communication.item.id}"
        return f"activity:{self.card.id}" if self.card else ""

    # Showing --------------------------------------------------------------------------

    async def on_resize(self, event: events.Resize) -> None:
        await self._suit(event.size)

    async def _suit(self, size: Size) -> None:
        """Show as much at once as there is room for."""
        small = size.width < WIDE or size.height < TALL
        self.set_class(small, "-small")
        self.strip.set_class(small, "-one-line")
        if small and self.communication.has_focus:
            self.add_class("-talking")
        details = self.query("#detail")
        if size.width >= HUGE and not details:
            await self.query_one("#main").mount(_detail())
            self.show_detail()
        elif size.width < HUGE and details:
            if self.detail.has_focus:
                self.look_at("board")
            await self.detail.remove()

    def news(self, wall: Wall) -> None:
        super().news(wall)
        # Who writes where changes without an event.
        marks = [self._writers(wall, kind) for kind in ("activity", "communication_item")]
        if self._started and marks != self._marks:
            self._marks = marks
            self.show(wall)

    def _writers(self, wall: Wall, kind: str) -> dict[int, str]:
        return writers(wall, kind, self.sapa.person)

    def show(self, wall: Wall) -> None:
        self.glow.note(wall, self.sapa.person)
        today = self.sapa.today
        board = [card for column in wall.columns.values() for card in column]
        items, groups = list(wall.items.values()), list(wall.stakeholders)
        status = status_of(wall.facts, board, items, groups, today, wall.warnings.go)
        offsets = [card.due.offset_weeks or 0 for card in board]
        warnings = strip_warnings(wall.warnings, wall.facts.go_live, today)
        self.strip.show(status, min(offsets, default=-12), warnings)
        self._show_board(wall)
        writing = self._writers(wall, "communication_item")
        fresh = self.glow.of("communication_item")
        waiting = awaited_by_item(wall.items.values(), wall.cards)
        facts = ListFacts(wall.facts, today, wall.names, fresh, writing, waiting)
        talk = self.communication
        talk.show_plan(items, wall.stakeholders, facts)
        done = status.communication
        criterion = status.quality_criterion
        reached = _("{reached} of {relevant} reached").format(
            reached=criterion.reached, relevant=criterion.relevant
        )
        talk.entitle(
            Content.assemble((_("Communication"), "bold"), f" {done.done}/{done.total} · {reached}")
        )
        self.query_one(MissingLine).show(criterion)
        if not self._started:
            self._started = True
            self._focus_first()
        self.show_detail()

    def _show_board(self, wall: Wall) -> None:
        fresh, writing = self.glow.of("activity"), self._writers(wall, "activity")
        facts = CardFacts(wall.facts, self.sapa.today, wall.names, fresh, writing)
        columns = wall.columns
        if self.filter != Filter():
            columns = {
                column: tuple(c for c in cards if self.filter.matches(c, facts.timing(c)))
                for column, cards in columns.items()
            }
        self.board.show(columns, facts, wall.facts.limits, wall.columns)
        shown, total = (
            sum(len(cards) for column, cards in found.items() if column in BOARD_COLUMNS)
            for found in (columns, wall.columns)
        )
        self.query_one(FilterLine).show(self.filter, shown, total, wall.names)

    def _focus_first(self) -> None:
        for column in self.board.visible_columns:
            if column.column is Column.IN_PROGRESS and column.entries:
                column.action_cursor_to(0)
                column.focus()
                return
        self.board.columns[Column.NOT_STARTED].focus()

    def show_detail(self) -> None:
        """Show the item in focus in the pane, where there is room for the pane."""
        if not self.query("#detail"):
            return
        if self._detail_has_focus:
            self.detail.look_at(self.detail.kind, self.detail.number)
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

    def on_detail_reread(self) -> None:
        """Name the keys by what they mean now; by its name, as the page is imported late."""
        self.update_footer()

    @on(Board.LeftBehind)
    def _past_the_board(self, message: Board.LeftBehind) -> None:
        if message.step > 0 and self.query_one("#talk").display:
            self.look_at("communication")

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self.show_detail()

    @on(LineList.Opened)
    def _double_clicked(self) -> None:
        if self.place in ("board", "communication"):
            self.action_do("card.open" if self.place == "board" else "item.open")

    @on(Board.Dropped)
    def _card_dropped(self, message: Board.Dropped) -> None:
        card = self.wall.cards.get(message.card)
        if reason := may_write(self):
            self.say(reason, "warning")
        elif card is not None:
            self.attempt(partial(move_card, self, card, message.column))

    # Searching ------------------------------------------------------------------------

    async def open_search(self) -> None:
        """Open the line to search in, or go to it."""
        from sapa_tui.widgets.editors import LineInput

        if not self.query("#search"):
            search = LineInput(self.filter.text, _("Search"), id="search", compact=True)
            await self.mount(search, after=self.strip)
        self.query_one("#search", Input).focus()

    async def close_search(self) -> None:
        """Close the line and show all cards again."""
        had_focus = isinstance(self.focused, Input)
        await self.query("#search").remove()
        self.set_filter(Filter())
        if had_focus:
            self._focus_found()

    @on(Input.Changed, "#search")
    def _search_typed(self, event: Input.Changed) -> None:
        self.set_filter(self.filter._replace(text=event.value))

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
        self._show_board(self.wall)

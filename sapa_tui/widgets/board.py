"""The board: a column of cards for each stage, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from db.queries.board import Card
from db.rules.codes import BOARD_COLUMNS, Column
from db.rules.moves import WipLimit
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation.card_facts import CardFacts, widths_of
from sapa_tui.presentation.cards import card_height, card_lines
from sapa_tui.presentation.words import column_word
from sapa_tui.presentation.wrapping import cut, wrapped

from .ground import Row
from .line_list import LineList
from .line_map import Key


class BoardColumn(LineList[Card]):
    """One column of the board, all its cards in one widget."""

    def __init__(self, column: Column) -> None:
        super().__init__(id=f"column-{column.value.replace('_', '-')}")
        self.column = column
        self.facts: CardFacts | None = None
        self.hidden = 0

    def key_of(self, entry: Card) -> Key:
        return entry.id

    def heights_of(self, entries: Sequence[Card], width: int) -> Iterable[int]:
        # Not by one call more for each of thousands of cards.
        facts = self.facts
        return [card_height(card, width, facts) for card in entries] if facts else ()

    def lines_of(self, entry: Card, width: int) -> list[list[Segment]]:
        assert self.facts is not None
        chosen = entry.id == self.cursor and self.has_focus
        return card_lines(entry, width, self.facts, self.style_of, chosen=chosen)

    def empty_lines(self, width: int) -> list[list[Segment]]:
        if self.hidden:
            words = _("no card matches")
        elif self.column is Column.NOT_STARTED:
            words = _("n adds a card")
        elif self.column is Column.NOT_APPLICABLE:
            words = _("m moves a card here")
        else:
            words = _("L moves a card here")
        return [[Segment(line, self.style_of("quiet"))] for line in wrapped(words, width)]

    def follow(self, known: CardFacts | None) -> None:
        """Draw anew what the present facts show otherwise than those known before."""
        assert self.facts is not None
        marks = None if known is None else self.facts.marks_beside(known)
        if marks is None:
            self.forget_drawings()
            return
        for card_id in marks:
            self.refresh_entry(card_id)

    def _fit(self) -> None:
        super()._fit()
        self._say_beyond()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._say_beyond()

    def _say_beyond(self) -> None:
        """Write into the lower edge how many cards begin above and below what is in view."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        above = below = 0
        if self.map.measured:
            above = self.map.beginning_before(top)
            below = len(self.entries) - self.map.beginning_before(top + height)
        beyond = Content(beyond_words(above, below))
        if beyond != self._border_subtitle:
            self._border_subtitle = beyond  # the property would draw the whole column again
            self.refresh(Region(0, self.size.height, self.size.width, 1))

    def head(self, held: int, limit: WipLimit) -> None:
        """Write the column's name, how many cards it holds and how many it may hold."""
        count = f"{held}/{limit.limit}" if limit.limit else f"{held}"
        if self.hidden:
            count = _("{shown} of {held}").format(shown=held - self.hidden, held=count)
        over = limit.limit is not None and held > limit.limit
        style = "$text-error bold" if over else "$text-muted"
        sign = "! " if over else ""
        room = (self.size.width or 40) - len(sign) - len(count) - 3
        name = cut(column_word(self.column), room)
        self.entitle(Content.assemble((name, "bold"), " ", (f"{sign}{count}", style)))


def beyond_words(above: int, below: int) -> str:
    """How many cards are out of sight, and where: ``↑ 2 · ↓ 18 flere``."""
    parts = [f"↑ {above}"] * bool(above) + [f"↓ {below}"] * bool(below)
    if not parts:
        return ""
    words = ngettext("{where} more", "{where} more", above + below)
    return words.format(where=" · ".join(parts))


class Board(Row):
    """The columns, and moving between them; a card keeps the focus wherever it goes."""

    DEFAULT_CSS = """
    Board {
        height: 1fr;
        & > BoardColumn {
            width: 1fr;
            height: 1fr;
            border-top: solid $sapa-line;
            border-title-color: $text-muted;
            border-title-align: left;
            border-bottom: solid $sapa-line;
            border-subtitle-color: $text-muted;
            &:focus { border-top: solid $accent; border-title-color: $foreground; }
            &.-drop { border-top: heavy $accent; }
        }
    }
    """
    in_turn: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "beside(-1)", show=False),
        Binding("right,l", "beside(1)", show=False),
    ]

    class Dropped(Message):
        """A card was dragged to another column."""

        def __init__(self, card: int, column: Column) -> None:
            super().__init__()
            self.card = card
            self.column = column

    class LeftBehind(Message):
        """The reader went past the last column, towards what stands beside the board."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = {column: BoardColumn(column) for column in BOARD_COLUMNS}
        self._dragged: int | None = None
        self._target: BoardColumn | None = None

    def compose(self) -> ComposeResult:
        yield from self.visible_columns

    @property
    def visible_columns(self) -> list[BoardColumn]:
        """The columns on the screen, from left to right."""
        return list(self.columns.values())

    async def toggle_not_applicable(self) -> None:
        """Show the column of what is not applicable here, or hide it."""
        hidden = self.columns.pop(Column.NOT_APPLICABLE, None)
        if hidden is None:
            column = self.columns[Column.NOT_APPLICABLE] = BoardColumn(Column.NOT_APPLICABLE)
            await self.mount(column)
        else:
            if hidden.has_focus:
                self.columns[Column.DONE].focus()
            await hidden.remove()

    @property
    def focused_column(self) -> BoardColumn | None:
        """The column that has the focus."""
        return next((column for column in self.columns.values() if column.has_focus), None)

    @property
    def focused_card(self) -> Card | None:
        """The card under the cursor of the focused column."""
        column = self.focused_column
        return None if column is None else column.entry()

    def show(
        self,
        columns: Mapping[Column, tuple[Card, ...]],
        facts: CardFacts,
        limits: Mapping[Column, WipLimit],
        whole: Mapping[Column, tuple[Card, ...]],
    ) -> None:
        """Show the cards; a focused card that has moved takes the focus with it.

        ``whole`` are the cards without the filter: a limit counts them all.
        """
        focused = self.focused_card
        for code, column in self.columns.items():
            suited = facts._replace(widths=widths_of(whole[code], facts.names))
            known, column.facts = column.facts, suited
            column.show(columns[code])
            column.hidden = len(whole[code]) - len(columns[code])
            column.head(len(whole[code]), limits.get(code, WipLimit(None, False)))
            column.follow(known)
        if focused is not None:
            self.focus_card(focused.id)

    def focus_card(self, card_id: int) -> bool:
        """Put the focus on a card, wherever it is; tells whether it is shown."""
        for column in self.visible_columns:
            if column.entry(card_id) is not None:
                column.put_cursor(card_id, reveal=column.cursor != card_id)
                if not column.has_focus:
                    column.focus(scroll_visible=False)
                return True
        return False

    def action_beside(self, step: int) -> None:
        here = self.focused_column
        columns = self.visible_columns
        if here is None or here not in columns:
            return
        place = columns.index(here) + step
        if 0 <= place < len(columns):
            self._go(here, columns[place])
        else:
            self.post_message(self.LeftBehind(step))

    def _go(self, here: BoardColumn, there: BoardColumn) -> None:
        if there.entry(there.cursor) is None or there.cursor_top < 0:
            there.put_cursor_near(here.cursor_top)
        there.focus(scroll_visible=False)

    # Dragging -------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        column = self._column_at(event)
        if column is not None and event.button == 1:
            key = column.under_mouse(event)
            self._dragged = key if isinstance(key, int) else None
            column.put_cursor(key, reveal=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is not None and event.button == 1:
            self._point_at(self._column_at(event))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        dragged, target = self._dragged, self._column_at(event)
        self._dragged = None
        self._point_at(None)
        if dragged is not None and target is not None and target.entry(dragged) is None:
            self.post_message(self.Dropped(dragged, target.column))

    def _column_at(self, event: events.MouseEvent) -> BoardColumn | None:
        for column in self.visible_columns:
            if column.region.contains(event.screen_x, event.screen_y):
                return column
        return None

    def _point_at(self, target: BoardColumn | None) -> None:
        if target is not self._target:
            for column, pointed in ((self._target, False), (target, True)):
                if column is not None:
                    column.set_class(pointed, "-drop")
            self._target = target

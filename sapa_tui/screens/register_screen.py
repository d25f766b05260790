"""What the registers have in common: a table, a note about the row in focus, and their reading."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.wall import Wall
from db.rules.text import safe
from sapa_tui.presentation.facts import LABEL
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.line_map import Key
from sapa_tui.widgets.lines import Line, Lines
from sapa_tui.widgets.register import Register, RegisterColumn

from .plan_screen import PlanScreen

Row = TypeVar("Row")
Read = TypeVar("Read")


class RegisterNote(Lines):
    """What the table has no room for, about the row in focus."""

    DEFAULT_CSS = """
    RegisterNote { height: 9; border-top: solid $sapa-line; border-title-color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(id="note")
        self._told: Callable[[int, int], Sequence[Line]] | None = None

    def show(self, title: str, told: Callable[[int, int], Sequence[Line]] | None) -> None:
        """Show the lines that ``told`` makes in a width and a height of cells."""
        self._told = told
        self.border_title = Content(safe(title)) if title else None
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._told is None or width < 2 * LABEL:
            return []
        return [*self._told(width, self.content_size.height)]


class RegisterScreen(PlanScreen, Generic[Row, Read]):
    """A register that is read beside the wall, which has none of its rows.

    ``Read`` is what :meth:`read` gives; :meth:`rows_of` takes the table's rows out of it.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "register.tcss"
    AUTO_FOCUS = "#rows"
    entity: ClassVar[str] = ""
    """What a row is called in drafts and in the log; its editing is ``<entity>.edit``."""
    read: Callable[[Any], Any]
    """The query for what the register shows; a static method."""
    about: ClassVar[frozenset[str]] = frozenset()
    """The tables that the rows, the heading and the note are made of; without any it is read again
    after every event."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.found: Read | None = None
        self._wanted: int | None = None
        """The row that the cursor is to go to once it has been read."""

    # What each register is --------------------------------------------------------------

    def columns(self) -> list[RegisterColumn[Row]]:
        """The table's columns."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What the empty table says: what belongs there, and which key puts it there."""
        raise NotImplementedError

    def rows_of(self, found: Read) -> list[Row]:
        """The table's rows, in their order."""
        raise NotImplementedError

    def heading(self) -> Content:
        """The table's title, with its sums."""
        raise NotImplementedError

    def note_of(self, row: Row, width: int, height: int) -> Sequence[Line]:
        """What stands about a row beneath the table."""
        raise NotImplementedError

    def row_id(self, row: Row) -> int:
        """The number by which the plan knows a row."""
        return int(row.id)  # type: ignore[attr-defined]

    def key_of(self, row: Row) -> Key:
        """What the cursor knows a row by."""
        return self.row_id(row)

    def key_for(self, number: int) -> Key:
        """What the cursor knows a row by that the plan knows by a number."""
        return number

    def row_name(self, row: Row) -> str:
        """What people call a row."""
        raise NotImplementedError

    # What they share ----------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Register(self.columns(), self.key_of, nothing=self.nothing(), id="register")
        yield RegisterNote()

    @property
    def register(self) -> Register[Row]:
        """The table."""
        return self.query_one("#register", Register)

    @property
    def row(self) -> Row | None:
        """The row that an action is about."""
        return self.register.row

    def item_in_focus(self) -> str:
        return f"{self.entity}:{self.row_id(self.row)}" if self.row else ""

    def state_of(self, wall: Wall) -> tuple[object, ...]:
        # The wall counts on while the view is covered, so no event is missed by not being told.
        latest = wall.last_about(self.about) if self.about else wall.last_event
        return latest, self.sapa.today

    def show(self, wall: Wall) -> None:
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        read: Any = self.reread
        self.run_worker(read, exclusive=True, group="register")

    async def reread(self) -> None:
        """Show the rows as they are now."""
        found: Read = await self.sapa.session.read(self.read)
        if self.over:
            return
        self.found = found
        self.show_rows()

    def look_at(self, number: int) -> None:
        """Put the cursor on the row of a number."""
        self._wanted = number
        self.show_rows()

    def show_rows(self) -> None:
        """Show the rows of what was read last."""
        if self.found is None:
            return
        self.rows = self.rows_of(self.found)
        self.register.show(self.rows, self.heading())
        if self._wanted is not None:
            self.register.rows.put_cursor(self.key_for(self._wanted))
            self._wanted = None
        self._cursor_moved()

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        row = self.row
        note = self.query_one(RegisterNote)
        if row is None:
            note.show("", None)
        else:
            note.show(self.row_name(row), lambda width, height: self.note_of(row, width, height))
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do(f"{self.entity}.edit")

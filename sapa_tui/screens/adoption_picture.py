"""The picture of the use: the whole municipality week by week, and each department."""

from pathlib import PurePath
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from db.queries.departments import DepartmentRow, departments
from db.queries.wall import Wall
from sapa_tui.actions import Action
from sapa_tui.locale import _
from sapa_tui.presentation.adoption_picture import picture_lines
from sapa_tui.widgets.footer import Footer
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.page import Page

from .departments import ABOUT
from .plan_screen import PlanScreen
from .reading import ReadingScreen

_CLOSE = "close"
_ENTER = "department.adoption"
"""The one action that has a meaning in front of the picture: it is how its numbers come."""


class Picture(Page):
    """The picture, drawn for the room that the page has."""

    _told: tuple[list[DepartmentRow], Wall, Any] | None = None

    def show_rows(self, rows: list[DepartmentRow], wall: Wall, today: Any) -> None:
        """Show the departments as they are, seen from a day."""
        self._told = rows, wall, today
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._told is None:
            return [[(_("Reading …"), "quiet")]]
        rows, wall, today = self._told
        size = width, self.size.height
        return [*picture_lines(rows, wall.names, wall.facts.go_live, today, size)]


class AdoptionPictureScreen(ReadingScreen, PlanScreen):
    """A page over the whole register; a colleague's numbers are drawn as they come."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["reading.tcss", "adoption_picture.tcss"]
    AUTO_FOCUS = "Picture"
    view: ClassVar[str] = "departments"

    def __init__(self, rows: list[DepartmentRow]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        with Vertical(classes="page-frame") as frame:
            frame.border_title = Content(_("Use, week by week"))
            yield Picture(classes="page")
            yield Footer([("↑ ↓", _("Scroll"), ""), (_("esc"), _("Close"), _CLOSE)])

    @property
    def row(self) -> DepartmentRow | None:
        """Some department, as the numbers are entered for all of them or there are none."""
        return self.rows[0] if self.rows else None

    # Showing --------------------------------------------------------------------------

    def state_of(self, wall: Wall) -> tuple[object, ...]:
        return wall.last_about(ABOUT), self.sapa.today

    def news(self, wall: Wall) -> None:
        if not self.query(Picture):
            return
        state = self.state_of(wall)
        if state != self._shown:
            self._shown = state
            self.show(wall)
        self.update_footer()

    def show(self, wall: Wall) -> None:
        self.query_one(Picture).show_rows(self.rows, wall, self.sapa.today)
        read: Any = self.reread
        self.run_worker(read, exclusive=True, group="picture")

    async def reread(self) -> None:
        """Draw the departments as they are now."""
        found = await self.sapa.session.read(departments)
        if not self.over:
            self.rows = found
            self.query_one(Picture).show_rows(found, self.wall, self.sapa.today)

    # Doing ----------------------------------------------------------------------------

    def offers(self, action: Action) -> bool:
        return action.id == _ENTER

    def action_press(self, key: str) -> None:
        if key in ("escape", "q", "enter", "left", "h", "v"):
            self.dismiss()
        else:
            super().action_press(key)

    def action_do(self, action_id: str) -> None:
        if action_id == _CLOSE:
            self.dismiss()
        else:
            super().action_do(action_id)

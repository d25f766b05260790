"""The page of a standup's minutes."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from db.rules.minutes import Minutes
from sapa_tui.locale import _
from sapa_tui.presentation.minutes import minutes_lines, minutes_text

from .lines import Line
from .page import Page


class MinutesPage(Page):
    """Minutes to read, and to copy on a key; says nothing before it is told."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "copy", show=False)]

    minutes: Minutes | None = None

    def show_minutes(self, minutes: Minutes) -> None:
        """Show the minutes of a standup, or those of one under way as they would be now."""
        self.minutes = minutes
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self.minutes is None:
            return [[(_("Reading …"), "quiet")]]
        return [*minutes_lines(self.minutes, width)]

    def action_copy(self) -> None:
        """Give the words to the reader's own terminal, for its clipboard."""
        if self.minutes is not None:
            self.app.copy_to_clipboard(minutes_text(self.minutes))
            words = _(
                "The summary has been copied, if your terminal allows it. Otherwise get it with "
                "“sapa-tui standup summary”."
            )
            self.app.notify(words, markup=False)

"""What the actions in a register need: the row in focus, and the right to write."""

from typing import Any, Generic, TypeVar

from sapa_tui.locale import _

from .base import Action
from .on_card import may_write

Row = TypeVar("Row")


class WriteToRegister(Action):
    """An action in a register that viewers cannot take."""

    def off(self, screen: Any) -> str | None:
        return may_write(screen)


class WriteToRow(WriteToRegister, Generic[Row]):
    """An action on the row in focus that viewers cannot take."""

    nothing: str
    """What is said while no row has the focus; marked with N_."""

    def the_row(self, screen: Any) -> Row:
        """The row in focus; only asked after ``off`` has said that there is one."""
        row: Row = screen.row
        return row

    def off(self, screen: Any) -> str | None:
        return super().off(screen) or (None if screen.row else _(self.nothing))

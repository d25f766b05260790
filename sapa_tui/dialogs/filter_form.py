"""The form that says which cards to show."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from db.queries.people import PersonRow
from db.rules.codes import Kind
from sapa_tui.locale import _
from sapa_tui.presentation.filters import Filter
from sapa_tui.presentation.words import kind_word
from sapa_tui.widgets.fields import ChoiceField, LineField
from sapa_tui.widgets.person_field import PersonField

from .base import Dialog, DialogButton


class FilterForm(Dialog[Filter | None]):
    """Asks which cards to show; None when the filter stays as it is.

    ``used`` are the responsibles that cards of the board have, as stored.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", show=False),
        Binding("f4", "clear", show=False),
    ]
    DEFAULT_CSS = "FilterForm > .dialog-frame { width: 64; }"

    def __init__(
        self, current: Filter, people: Sequence[PersonRow], used: Sequence[str] = ()
    ) -> None:
        super().__init__(_("Show only"))
        self._current = current
        self._people = people
        self._used = used

    def body(self) -> Iterable[Widget]:
        current = self._current
        kinds = [(None, _("both")), *((kind, kind_word(kind)) for kind in Kind)]
        lates = [(False, _("all")), (True, _("only what is late"))]
        words = _("words in the title or the reason for waiting")
        self._text = LineField("text", current.text, placeholder=words)
        self._responsible = PersonField(
            "responsible",
            current.responsible,
            self._people,
            also=self._used,
            unknown=_("No card has that responsible."),
        )
        self._kind: ChoiceField[Kind | None] = ChoiceField("kind", current.kind, kinds)
        self._late = ChoiceField("due", current.late_only, lates)
        return (self._text, self._responsible, self._kind, self._late)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Show all"), "F4", "screen.clear")
        yield DialogButton(_("Show"), "ctrl+s", "screen.accept", main=True)

    def on_mount(self) -> None:
        self._text.go()

    def nothing(self) -> Filter | None:
        return None

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Show what is asked for."""
        self.dismiss(
            Filter(
                text=self._text.read(),
                responsible=self._responsible.read(),
                kind=self._kind.read(),
                late_only=self._late.read(),
            )
        )

    def action_clear(self) -> None:
        """Show everything."""
        self.dismiss(Filter())

"""The form that says which events to show."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from db.errors import InvalidInput
from db.queries.history import EventKind
from db.queries.people import PersonRow
from sapa_tui.locale import _
from sapa_tui.presentation.danish import in_order
from sapa_tui.presentation.history_filters import HistoryFilter, event_kind_word
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.widgets.fields import ChoiceField, LineField
from sapa_tui.widgets.past_day_field import PastDayField

from .base import Dialog, DialogButton


class HistoryFilterForm(Dialog[HistoryFilter | None]):
    """Asks which events to show; None when the filter stays as it is.

    ``kinds`` are those to choose from; none where all events are of one item.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", show=False),
        Binding("f4", "clear", show=False),
    ]
    DEFAULT_CSS = "HistoryFilterForm > .dialog-frame { width: 64; }"

    def __init__(
        self,
        current: HistoryFilter,
        people: Sequence[PersonRow],
        kinds: Sequence[EventKind],
        *,
        me: str,
        today: date,
    ) -> None:
        super().__init__(_("Show only"))
        sorted_people = sorted(people, key=lambda row: (row.name != me, in_order(row.full_name)))
        persons = [("", _("everybody")), *((row.name, row.full_name) for row in sorted_people)]
        choices = [(None, _("everything")), *((kind, event_kind_word(kind)) for kind in kinds)]
        self._person = ChoiceField("person", current.person, persons, label=_("Who"))
        self._kind: ChoiceField[EventKind | None] = ChoiceField(
            "kind", current.kind, choices, label=_("What")
        )
        self._first = PastDayField("first", current.first, today, label=_("From"))
        self._last = PastDayField("last", current.last, today, label=_("Until"))
        words = _("words of a title or of what was said")
        self._text = LineField("text", current.text, placeholder=words)

    def body(self) -> Iterable[Widget]:
        return (self._person, self._kind, self._first, self._last, self._text)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Show all"), "F4", "screen.clear")
        yield DialogButton(_("Show"), "ctrl+s", "screen.accept", main=True)

    def on_mount(self) -> None:
        self._person.go()

    def nothing(self) -> HistoryFilter | None:
        return None

    @on(Input.Changed)
    def _take_problem_back(self) -> None:
        self.say_problem("")

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Show what is asked for, unless a day cannot be understood or the days are in disorder."""
        days: list[date | None] = []
        for field in (self._first, self._last):
            try:
                days.append(field.read())
            except InvalidInput as error:
                field.complain(error_sentence(error))
                field.go()
                return
        first, last = days
        if first and last and last < first:
            self.say_problem(_("The last day lies before the first."))
            self._last.go()
            return
        self.dismiss(
            HistoryFilter(self._text.read(), self._person.read(), self._kind.read(), first, last)
        )

    def action_clear(self) -> None:
        """Show everything."""
        self.dismiss(HistoryFilter())

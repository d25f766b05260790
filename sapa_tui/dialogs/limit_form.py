"""The form in which the project leader says how many cards a column may hold."""

from collections.abc import Iterable

from textual.widget import Widget

from db.rules.codes import Column
from db.rules.moves import WipLimit
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation.words import column_word
from sapa_tui.widgets.fields import ChoiceField
from sapa_tui.widgets.limit_field import LimitField

from .form import FormDialog, Save


class LimitForm(FormDialog):
    """How many cards, and what happens to the one that is too many; ``held`` are there now."""

    def __init__(self, column: Column, limit: WipLimit, held: int, *, save: Save) -> None:
        title = _("Limit of {column}").format(column=column_word(column))
        lead = ngettext("It holds {n} card now.", "It holds {n} cards now.", held).format(n=held)
        super().__init__(title, lead, new=False, save=save)
        self._limit = limit

    def body(self) -> Iterable[Widget]:
        yield LimitField(self._limit.limit)
        kinds = [(False, _("warns, but lets it in")), (True, _("refuses one more"))]
        yield ChoiceField("wip_hard", self._limit.hard, kinds, label=_("Beyond it"))

"""The sign above a view that it does not show everything, and how to see it all again."""

from collections.abc import Mapping

from sapa_tui.locale import _
from sapa_tui.presentation.filters import Filter
from sapa_tui.presentation.words import kind_word, responsible_word
from sapa_tui.presentation.wrapping import cut

from .lines import Line, Lines


class FilterLine(Lines):
    """What the view is filtered by; hidden while there is no filter."""

    DEFAULT_CSS = """
    FilterLine { height: 1; margin: 0 1; display: none; }
    FilterLine.-on { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = ""

    def show(self, chosen: Filter, shown: int, total: int, names: Mapping[str, str]) -> None:
        """Say what the filter lets through, and how many cards that is."""
        parts = [f"“{chosen.text}”"] if chosen.text else []
        if chosen.responsible:
            parts.append(responsible_word(chosen.responsible, names))
        if chosen.kind is not None:
            parts.append(kind_word(chosen.kind))
        if chosen.late_only:
            parts.append(_("only late"))
        words = _("Filter: {what} · {shown} of {total} cards · esc shows all")
        words = words.format(what=", ".join(parts), shown=shown, total=total)
        self.say("" if chosen.empty else words)

    def say(self, words: str) -> None:
        """Say what the view shows only; nothing when it shows everything."""
        self.set_class(bool(words), "-on")
        self._words = words
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        return [[("~ ", "soon"), (cut(self._words, width - 2), "text")]]

"""A08's quality criterion, always on screen: which relevant stakeholders are still missing."""

from db.rules.readiness import QualityCriterion
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.wrapping import wrapped

from .lines import Line, Lines

_HEIGHT = 3


class MissingLine(Lines):
    """The names of those who have not been reached, as many as fit."""

    DEFAULT_CSS = """
    MissingLine { height: 3; margin-top: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._criterion: QualityCriterion | None = None

    def show(self, criterion: QualityCriterion) -> None:
        """Show who is missing."""
        self._criterion = criterion
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._criterion is None or width < 1:
            return []
        if self._criterion.met:
            return [[("✓ ", "done"), (_("Every relevant group is reached"), "text")]]
        names = ", ".join(safe(name) for name in self._criterion.missing)
        count = len(self._criterion.missing)
        words = _("Nobody to reach yet")
        if count:
            words = _("Missing {count}: {names}").format(count=count, names=names)
        first, *rest = wrapped(words, width - 2, _HEIGHT)
        return [[("○ ", "soon"), (first, "quiet")], *([("  " + line, "quiet")] for line in rest)]

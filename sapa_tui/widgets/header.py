"""The top line: whose plan this is, which day it is, and who is in."""

from datetime import date

from db.queries.wall import Wall
from db.rules.codes import Role
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_long, week
from sapa_tui.presentation.words import initials, role_word
from sapa_tui.presentation.wrapping import cut

from .lines import Line, Lines, apart, width_of

_OTHERS_SHOWN = 7


class Header(Lines):
    """Municipality and card at the left; day, week and the people who are in at the right."""

    DEFAULT_CSS = """
    Header { dock: top; height: 1; padding: 0 1; background: $sapa-chrome; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.wall: Wall | None = None
        self.today = date.min
        self.me = ""

    def show(self, wall: Wall, today: date, me: str) -> None:
        """Show the plan's name and who is in; ``me`` is in before anybody has noticed."""
        self.wall, self.today, self.me = wall, today, me
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self.wall is None:
            return [[(_("SAPA board"), "strong")]]
        day = f"{day_long(self.today)} · {week(self.today)}"
        people = self._people(self.wall)
        place = safe(self.wall.facts.municipality)
        title: Line = [
            (_("SAPA board"), "strong"),
            (f" · {place} · ", "text"),
            (_("A08 Workflows"), "text"),
        ]
        day_and_state = [*self._plan_state(self.wall), (day, "text")]
        right: Line = [*day_and_state, *people]
        if width_of(title) + width_of(right) >= width:
            room = width - width_of(right) - 1
            title = [(cut(place, room), "strong")] if room > 8 else []
        if not title:
            right = [*day_and_state, *self._me(self.wall)]
            if not self._reads_only(self.wall) or width_of(right) >= width:
                right = day_and_state
        return [apart(title, right, width)]

    @staticmethod
    def _plan_state(wall: Wall) -> Line:
        """That the plan can only be read, by anybody."""
        return [("✓ " + _("Closed"), "done"), (" · ", "quiet")] if wall.facts.closed else []

    def _people(self, wall: Wall) -> Line:
        """Who is in: the reader first, said to be so, then the others."""
        others = sorted({present.name for present in wall.present} - {self.me})
        me = self._me(wall)
        if not others:
            alone = _("only you")
            return [*me, (f"  {alone}", "quiet")]
        shown = [initials(name, wall.names) for name in others[:_OTHERS_SHOWN]]
        more = ["…"] * (len(others) > _OTHERS_SHOWN)
        here = _("{n} here").format(n=len(others) + 1)
        names = " ".join([*shown, *more])
        you = "" if self._reads_only(wall) else " " + _("(you)")
        return [*me, (f"{you} ", "quiet"), (names, "accent"), (f"  {here}", "quiet")]

    def _me(self, wall: Wall) -> Line:
        """The reader's initials, and whether they may only read: no key that writes tells it."""
        viewer = f" ({role_word(Role.VIEWER)})" if self._reads_only(wall) else ""
        return [(f"   {initials(self.me, wall.names)}", "accent"), (viewer, "quiet")]

    def _reads_only(self, wall: Wall) -> bool:
        me = wall.people.get(self.me)
        return me is not None and me.role is Role.VIEWER

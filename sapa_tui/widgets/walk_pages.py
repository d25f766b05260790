"""The pages of a walk: what is new, the item in front, the minutes as they would be now."""

from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content

from db.clock import local, unstamp
from db.errors import NotFound
from sapa_tui.locale import _
from sapa_tui.presentation.dates import count_working_days
from sapa_tui.presentation.words import column_word, state_word

from .detail import Detail, ItemPage, Part, read_page
from .line_map import Key
from .minutes_page import MinutesPage
from .since_page import SincePage

_JUMP: list[BindingType] = [Binding("g", "screen.press('g')", show=False)]
"""In a walk this key goes to another stop, and not to the top of the page."""


class _Ahead(NamedTuple):
    """A page that has been made before it is wanted, and all that it hangs on."""

    about: tuple[object, ...]
    found: ItemPage
    parts: list[Part]


class WalkDetail(Detail):
    """The item in front of everybody; its edge says where it stands, and for how long.

    The next one is read while everybody looks at this one: all screens turn to it at once, and
    then the server has no time to spare.
    """

    BINDINGS: ClassVar[list[BindingType]] = _JUMP
    _ahead: _Ahead | None = None
    width_to_come = 0
    """Cells that a line will have, until it has been laid out for the first time."""

    @property
    def _line_width(self) -> int:
        expected = 0 if self.size.width else self.width_to_come
        return expected or super()._line_width

    def look_at(self, kind: str, number: int) -> None:
        ahead = self._ahead
        if ahead is not None and ahead.about == self._about(kind, number):
            self.workers.cancel_group(self, "detail")
            self._turn_to(kind, number)
            self._take(ahead.found, ahead.parts)
        else:
            super().look_at(kind, number)

    async def read_ahead(self, kind: str, number: int) -> None:
        """Make the page of an item that comes next; of no use once anything has changed."""
        about = self._about(kind, number)
        try:
            found = await self.sapa.session.read(read_page, kind, number)
        except NotFound:
            return
        if about == self._about(kind, number):
            self._ahead = _Ahead(about, found, self.parts_of(found))

    def _about(self, kind: str, number: int) -> tuple[object, ...]:
        sapa = self.sapa
        return kind, number, sapa.wall.last_event, sapa.today, self._line_width, sapa.theme

    def entitle(self, title: Content) -> None:
        super().entitle(Content.assemble((self._where(), "bold"), "  ", title))

    def _step_aside(self, old_keys: list[Key]) -> None:
        """Begin on no point: a key that many press to go on would tick the first one."""
        if self.cursor is not None:
            super()._step_aside(old_keys)

    def _where(self) -> str:
        if self.activity is None:
            state = state_word(self.item.state) if self.item else ""
            return _("Communication") + f" · {state}"
        card, facts = self.activity.card, self.sapa.wall.facts
        since = local(unstamp(card.column_since)).date()
        days = facts.calendar.working_days_left(since, self.sapa.today)
        age = (
            _("for {time}").format(time=count_working_days(days)) if days > 0 else _("since today")
        )
        return f"{column_word(card.column)} · {age}"


class WalkSince(SincePage):
    """What is new since the last standup: where a walk begins."""

    BINDINGS: ClassVar[list[BindingType]] = _JUMP


class WalkMinutes(MinutesPage):
    """The minutes as they would be now: where a walk ends."""

    BINDINGS: ClassVar[list[BindingType]] = _JUMP

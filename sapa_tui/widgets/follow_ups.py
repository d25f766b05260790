"""What has been promised and not been done yet, in the whole plan: the late first."""

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from rich.segment import Segment
from textual.content import Content
from textual.message import Message

from db.queries.notes import NoteRow, notes
from sapa_tui.locale import _
from sapa_tui.presentation.notes import note_lines
from sapa_tui.presentation.wrapping import wrapped

from .line_list import LineList
from .line_map import Key

if TYPE_CHECKING:
    from sapa_tui.app import SapaApp


class FollowUps(LineList[NoteRow]):
    """The open follow-ups; the actions of the place "follow_ups" are about the one in focus."""

    DEFAULT_CSS = """
    FollowUps {
        border-top: solid $sapa-line;
        border-title-color: $text-muted;
        border-title-align: left;
        &:focus { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    class Reread(Message):
        """The list shows the follow-ups as they are now."""

    def __init__(self, *, id: str | None = "follow_ups") -> None:
        super().__init__(id=id)
        self._wanted: int | None = None
        """The follow-up that the cursor is to go to once it has been read."""

    @property
    def sapa(self) -> "SapaApp":
        return cast("SapaApp", self.app)

    @property
    def note(self) -> NoteRow | None:
        """The follow-up under the cursor."""
        return self.entry()

    def look(self) -> None:
        """Read them anew; call it again when the plan or the day has changed."""
        read: Any = partial(self._read)
        self.run_worker(read, exclusive=True, group="follow_ups")

    def look_at(self, number: int) -> None:
        """Put the cursor on a follow-up, now or when it has been read."""
        self._wanted = None if number in self.map else number
        self.put_cursor(number)
        self.focus()

    async def _read(self) -> None:
        found = await self.sapa.session.read(notes, open_follow_ups=True)
        late = sum(note.late(self.sapa.today) for note in found)
        words = _("! {n} late").format(n=late) if late else ""
        self.entitle(
            Content.assemble((_("Follow-ups"), "bold"), f" {len(found)}  {words}".rstrip())
        )
        self.show(found)
        if self._wanted is not None:
            self.put_cursor(self._wanted)
            self._wanted = None
        self.forget_drawings()  # they say how late they are, and for whom, not only what they say
        self.post_message(self.Reread())

    # Lines ----------------------------------------------------------------------------

    def key_of(self, entry: NoteRow) -> Key:
        return entry.id

    def height_of(self, entry: NoteRow, width: int) -> int:
        return len(self.lines_of(entry, width))

    def lines_of(self, entry: NoteRow, width: int) -> list[list[Segment]]:
        chosen = entry.id == self.cursor and self.has_focus
        wall, today = self.sapa.wall, self.sapa.today
        paint = self.style_of
        return note_lines(
            entry, wall.names, wall.facts, today, width, paint, chosen=chosen, listed=True
        )

    def empty_lines(self, width: int) -> list[list[Segment]]:
        words = _("No follow-up is open. O writes one down: who does what, and by when.")
        quiet = self.style_of("quiet")
        return [[Segment(line, quiet)] for line in wrapped(words, width, lines=3)]

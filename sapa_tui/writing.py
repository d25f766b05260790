"""A person's work in the form of one item: the draft of it, and the mark that colleagues see."""

from datetime import date
from typing import TYPE_CHECKING, Self

from db.queries.drafts import DraftRow
from db.queries.wall import Wall

from .drafts import Typed

if TYPE_CHECKING:
    from .refresh import PlanSession


class Writing:
    """What is typed about one item outlives the form that it is typed into.

    ``entity`` names the kind of item, or a question about one: "activity/waiting"; ``number``
    0 is an item that does not exist yet.
    """

    def __init__(self, session: "PlanSession", entity: str, number: int = 0) -> None:
        self._session = session
        self.entity = entity
        self.number = number
        self.found: DraftRow | None = None
        """The draft that was there when the form opened."""

    @classmethod
    async def begin(cls, session: "PlanSession", entity: str, number: int = 0) -> Self:
        """Look for a draft before the form opens."""
        writing = cls(session, entity, number)
        writing.found = await session.draft(entity, number)
        return writing

    @property
    def kind(self) -> str:
        """The kind of item that is written about."""
        return self.entity.partition("/")[0]

    @property
    def person(self) -> str:
        """Login name of whoever writes."""
        return self._session.person

    @property
    def wall(self) -> Wall | None:
        """The plan as last read."""
        return self._session.wall

    @property
    def today(self) -> date:
        """The calendar day in Denmark."""
        return self._session.clock.today()

    def keep(self, typed: Typed) -> None:
        """Keep what is typed, without waiting; nothing typed ends the draft."""
        self._session.keep_draft(self.entity, self.number, typed)

    async def kept(self) -> None:
        """Wait until it is kept; raises what stands in the way."""
        await self._session.draft_kept()

    def at(self, field: str) -> None:
        """Let the colleagues see in which field the cursor is; in none when it is empty."""
        self._session.write_in(f"{self.kind}:{self.number}:{field}" if field else "")

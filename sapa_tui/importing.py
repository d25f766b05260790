"""An import of a template: what takes long is done beside the dashboard, and can be ended."""

import asyncio
import threading
from typing import TYPE_CHECKING

from db.commands import Outcome
from db.commands import template as commands
from db.errors import SapaError
from db.queries.template import plan_ground
from db.rules.template import TemplateKind

from .templates.comparing import Preview, compare
from .templates.files import read_pasted

if TYPE_CHECKING:
    from .refresh import PlanSession


class GivenUp(SapaError):
    """The person has ended it before it was done."""


class Importing:
    """Rows that are read and compared in a thread of their own, and imported by the session."""

    def __init__(self, session: "PlanSession", kind: TemplateKind) -> None:
        self.kind = kind
        self.doing = ""
        """What is being done, as a code; empty when nothing is."""
        self.rows = 0
        """How many rows that is done with."""
        self._session = session
        self._ended = threading.Event()

    async def preview(self, text: str) -> Preview:
        """What pasted rows would do to the plan as it is now.

        Raises:
            InvalidInput: they cannot be read.
            GivenUp: :meth:`give_up` has been called.
        """
        self._ended.clear()
        self._tell("reading", 0)
        ground = await self._session.read(plan_ground)
        today = self._session.clock.today()

        def look() -> Preview:
            sheets = read_pasted(text, self.kind, self._tell)
            return compare(self.kind, sheets, ground, today, self._tell)

        try:
            return await asyncio.to_thread(look)
        finally:
            self.doing = ""

    async def apply(self, preview: Preview) -> Outcome:
        """Import what has been shown; raises as the command does, and GivenUp."""
        self._ended.clear()
        self._tell("importing", 0)
        try:
            return await self._session.write(commands.apply, preview.work(), progress=self._count)
        finally:
            self.doing = ""

    def give_up(self) -> None:
        """Make an end of what is being done; nothing will have been done."""
        self._ended.set()

    def _count(self, number: int) -> None:
        self._tell("importing", number)

    def _tell(self, what: str, number: int) -> None:
        if self._ended.is_set():
            raise GivenUp("import_given_up")
        self.doing, self.rows = what, number

"""What is typed and not saved, on its way from a form to the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.commands import drafts
from db.errors import SapaError
from db.queries.drafts import DraftRow

Typed = Mapping[str, tuple[Any, Any]]
"""A form's fields, each as it was and as typed; none of them: there is no draft."""


class DraftBox:
    """The newest draft of each item, put in by the screen and written by the session's thread."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, int], Typed] = {}
        self._written: dict[tuple[str, int], Typed] = {}
        self._taken_over: list[DraftRow] = []

    def put(self, entity: str, number: int, typed: Typed) -> None:
        """Replace what waits to be written about an item."""
        self._waiting[entity, number] = typed

    def take_over(self, left: DraftRow) -> None:
        """Go on with the draft of a dashboard that is no more; there it goes once it is here."""
        self._waiting[left.entity, left.entity_id] = left.fields
        self._taken_over.append(left)

    def write_again(self) -> None:
        """Let everything wait again, because the file that it was written into is gone."""
        self._waiting = self._written | self._waiting

    def write(self, database: Any, person: str, now: datetime, session: str) -> None:
        """Write everything down as a dashboard's drafts; what cannot be written waits.

        Raises:
            DatabaseUnusable: the disk or the file does not allow it, or it stayed locked.
        """
        while self._waiting:
            item, typed = self._waiting.popitem()
            try:
                if typed:
                    drafts.keep(database, person, *item, typed, now, session)
                else:
                    drafts.discard(database, person, *item, session)
            except SapaError:
                self._waiting.setdefault(item, typed)  # unless something newer was put in since
                raise
            self._written[item] = typed
        while self._taken_over:
            left = self._taken_over[0]
            item = left.entity, left.entity_id
            drafts.discard(database, person, *item, left.session, left.saved_at)
            del self._taken_over[0]

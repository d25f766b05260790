"""What is typed and not saved, on its way from a form to the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.commands import drafts
from db.errors import SapaError

Typed = Mapping[str, tuple[Any, Any]]
"""A form's fields, each as it was and as typed; none of them: there is no draft."""


class DraftBox:
    """The newest draft of each item, put in by the screen and written by the session's thread."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, int], Typed] = {}

    def put(self, entity: str, number: int, typed: Typed) -> None:
        """Replace what waits to be written about an item."""
        self._waiting[entity, number] = typed

    def write(self, database: Any, person: str, now: datetime) -> None:
        """Write everything down; what cannot be written waits for the next time.

        Raises:
            DatabaseUnusable: the disk or the file does not allow it, or it stayed locked.
        """
        while self._waiting:
            item, typed = self._waiting.popitem()
            try:
                if typed:
                    drafts.keep(database, person, *item, typed, now)
                else:
                    drafts.discard(database, person, *item)
            except SapaError:
                self._waiting.setdefault(item, typed)  # unless something newer was put in since
                raise

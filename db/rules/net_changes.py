"""What several events come to: each field as it was before all of them, and as it is after."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol


class Changing(Protocol):
    """One field of one row, before and after; ``old`` is None in a new row."""

    @property
    def entity(self) -> str: ...
    @property
    def entity_id(self) -> Any: ...
    @property
    def field(self) -> str: ...
    @property
    def old(self) -> Any: ...
    @property
    def new(self) -> Any: ...


class Happening(Protocol):
    """An event, as far as it matters here."""

    @property
    def actor(self) -> str | None: ...
    @property
    def changes(self) -> Iterable[Changing]: ...


class Net(NamedTuple):
    """A field before the first event and after the last; ``by`` is who wrote it last."""

    old: Any
    new: Any
    by: str


Key = tuple[str, Any]
"""An entity (the name of its table) and the key of the row."""
NetChanges = Mapping[Key, Mapping[str, Net]]

NEW = "version"
"""The field that tells whether a row is new: its old value is None. Later events leave it out."""


def net_changes(events: Iterable[Happening]) -> dict[Key, dict[str, Net]]:
    """The fields that differ from what they were, oldest event first.

    What was changed and changed back is no change. A row that is new keeps every field, so that
    it can be told from one that has changed.
    """
    fields: dict[Key, dict[str, Net]] = {}
    for event in events:
        by = event.actor or ""
        for change in event.changes:
            row = fields.setdefault((change.entity, change.entity_id), {})
            first = row.get(change.field, change)
            row[change.field] = Net(first.old, change.new, by)
    kept = {
        key: row if is_new(row) else {name: net for name, net in row.items() if net.old != net.new}
        for key, row in fields.items()
    }
    return {key: row for key, row in kept.items() if row}


def is_new(row: Mapping[str, Net]) -> bool:
    """Whether these are the fields of a row that was not there before."""
    return NEW in row and row[NEW].old is None

"""What the log calls the things that happen to be written about."""

from db.models import (
    Activity,
    BoardColumn,
    CommunicationItem,
    Department,
    Note,
    Person,
    Plan,
    Stakeholder,
    Table,
)

TITLES: dict[type[Table], str] = {
    Activity: "title",
    BoardColumn: "code",
    CommunicationItem: "message",
    Department: "name",
    Note: "text",
    Person: "full_name",
    Plan: "municipality",
    Stakeholder: "name",
}
"""The field by which people know a row."""
NOTED: dict[str, type[Table]] = {
    "activity": Activity,
    "communication_item": CommunicationItem,
}
"""The items that notes are written about, by what a note calls their table."""

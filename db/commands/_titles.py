"""What the log calls the things that happen to be written about."""

from db.models import (
    Activity,
    BoardColumn,
    Closure,
    CommunicationItem,
    Decision,
    Department,
    Note,
    Person,
    Plan,
    Precondition,
    RosterEntry,
    Stakeholder,
    Table,
    TrainingClass,
    Workflow,
)

TITLES: dict[type[Table], str] = {
    Activity: "title",
    BoardColumn: "code",
    Closure: "name",
    CommunicationItem: "message",
    Decision: "text",
    Department: "name",
    Note: "text",
    Person: "full_name",
    Plan: "municipality",
    Precondition: "text",
    RosterEntry: "name",
    Stakeholder: "name",
    TrainingClass: "title",
    Workflow: "title",
}
"""The field by which people know a row."""
NOTED: dict[str, type[Table]] = {
    "activity": Activity,
    "communication_item": CommunicationItem,
}
"""The items that notes are written about, by what a note calls their table."""

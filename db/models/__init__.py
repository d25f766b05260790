"""Tables of the plan; only ``db.queries`` and ``db.commands`` look in here."""

from .activity import Activity, BoardColumn, ChecklistItem
from .base import Table
from .communication import CommunicationItem, CommunicationStep
from .department import Adoption, Department
from .event import Event
from .person import Draft, Person, PersonKey, Preference, Presence
from .plan import DayOff, Plan
from .stakeholder import Stakeholder
from .standup import Note, Standup

TABLES: tuple[type[Table], ...] = (
    Plan,
    DayOff,
    Person,
    PersonKey,
    BoardColumn,
    Department,
    Adoption,
    Activity,
    ChecklistItem,
    Stakeholder,
    CommunicationItem,
    CommunicationStep,
    Standup,
    Note,
    Event,
    Presence,
    Preference,
    Draft,
)
"""Every table, in an order in which they can be created."""

__all__ = [
    "TABLES",
    "Activity",
    "Adoption",
    "BoardColumn",
    "ChecklistItem",
    "CommunicationItem",
    "CommunicationStep",
    "DayOff",
    "Department",
    "Draft",
    "Event",
    "Note",
    "Person",
    "PersonKey",
    "Plan",
    "Preference",
    "Presence",
    "Stakeholder",
    "Standup",
    "Table",
]

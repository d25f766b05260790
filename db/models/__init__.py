"""Tables of the plan; only ``db.queries`` and ``db.commands`` look in here."""

from .activity import Activity, BoardColumn, ChecklistItem
from .base import Table
from .communication import CommunicationItem, CommunicationStep
from .decision import Decision
from .department import Adoption, Department
from .event import Event
from .person import Draft, Person, PersonKey, Preference, Presence
from .plan import Closure, DayOff, Plan
from .precondition import Precondition
from .roster import RosterEntry
from .stakeholder import Stakeholder
from .standup import Note, Standup
from .training import TrainingClass
from .workflow import Workflow, WorkflowDepartment

TABLES: tuple[type[Table], ...] = (
    Plan,
    DayOff,
    Closure,
    Person,
    PersonKey,
    BoardColumn,
    Department,
    Adoption,
    Workflow,
    WorkflowDepartment,
    Precondition,
    Decision,
    TrainingClass,
    RosterEntry,
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
    "Closure",
    "CommunicationItem",
    "CommunicationStep",
    "DayOff",
    "Decision",
    "Department",
    "Draft",
    "Event",
    "Note",
    "Person",
    "PersonKey",
    "Plan",
    "Precondition",
    "Preference",
    "Presence",
    "RosterEntry",
    "Stakeholder",
    "Standup",
    "Table",
    "TrainingClass",
    "Workflow",
    "WorkflowDepartment",
]

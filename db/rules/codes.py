"""The fixed vocabularies of the plan, as they are stored and as the command line writes them.

Danish words for them belong to the faces (``sapa_tui.presentation.words``).
"""

from enum import StrEnum


class Kind(StrEnum):
    """Half of A08 that an activity belongs to (the card: prepare, then implement)."""

    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"


class Column(StrEnum):
    """Column of the board, in the order in which the board shows them."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class CommunicationState(StrEnum):
    """How far a communication item has come; only a leader sets ``COMPLETED``."""

    PLANNED = "planned"
    READY = "ready"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """The four-step checklist of every communication item, in working order."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    UNDERSTOOD = "understood"


class Role(StrEnum):
    """What a person may do: a viewer reads, a member writes, a leader also decides."""

    LEADER = "leader"
    MEMBER = "member"
    VIEWER = "viewer"


class Level(StrEnum):
    """Three-step scale for a stakeholder's influence and for how much it is affected."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Attitude(StrEnum):
    """Attitude of a stakeholder group (never of a named person) to the new workflows."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    SCEPTICAL = "sceptical"


class Purpose(StrEnum):
    """What a communication item is to achieve with its audience."""

    DECISION = "decision"
    OWNERSHIP = "ownership"
    DIALOGUE = "dialogue"
    AWARENESS = "awareness"
    ACTION = "action"
    ATTITUDE = "attitude"
    KNOWLEDGE = "knowledge"


class NoteKind(StrEnum):
    """What is written down in a standup; a follow-up has somebody who does it, and a date."""

    NOTE = "note"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"


class Condition(StrEnum):
    """When an activity belongs in the plan at all (the card's "if the municipality has ...")."""

    ALWAYS = "always"
    NEW_WORKFLOWS = "new_workflows"
    LARGE_CHANGE = "large_change"


class Answer(StrEnum):
    """Whether a department has decided on new workflows; the card asks that first of all."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


class ChangeSize(StrEnum):
    """How much changes for a department; a large change calls for extra help."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class PreconditionKind(StrEnum):
    """What must be in place before a department can begin, in the order people go through it."""

    ACCESS = "access"
    ROLES = "roles"
    VIEWS = "views"
    ADVIS_GROUPS = "advis_groups"
    MANUALS = "manuals"
    STAFFING = "staffing"
    EXTERNAL = "external"
    """Brought about by another task card, such as K08."""
    OTHER = "other"


class SignOff(StrEnum):
    """What a department's leader has said of its readiness: a go, or a no-go."""

    READY = "ready"
    NOT_READY = "not_ready"


class DecisionTopic(StrEnum):
    """The two things that the card asks the municipality to make up its mind about."""

    INTRODUCTION = "introduction"
    MOTIVATION = "motivation"


class SupportRole(StrEnum):
    """Who helps after the start: the card names super users and local leaders."""

    SUPER_USER = "super_user"
    LEADER = "leader"
    OTHER = "other"


class AdoptionState(StrEnum):
    """How far a department has come in using the new workflows; habits settle slowly."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    PARTLY = "partly"
    FULLY = "fully"


BOARD_COLUMNS = (Column.NOT_STARTED, Column.IN_PROGRESS, Column.WAITING, Column.DONE)
"""The columns that count towards the percentage; ``NOT_APPLICABLE`` is shown on demand."""

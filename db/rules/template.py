"""A municipality's own templates: the kinds there are, and what one import may hold."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from db.errors import InvalidInput, Refused
from db.rules.codes import CommunicationState
from db.rules.due import OFFSET_LIMIT

MOST_ROWS = 20_000
"""Rows of one file; a plan has some hundreds."""
GO_LIVE_MOVED = "go_live_moved"
TRIGGERS = ("", GO_LIVE_MOVED)
"""What a communication item may wait for instead of a date."""


class TemplateKind(StrEnum):
    """Which register a template is of; ``PLAN`` is all three of them."""

    ACTIVITIES = "activities"
    COMMUNICATION = "communication"
    STAKEHOLDERS = "stakeholders"
    PLAN = "plan"


PARTS: Mapping[TemplateKind, tuple[TemplateKind, ...]] = {
    **{kind: (kind,) for kind in TemplateKind},
    TemplateKind.PLAN: (
        TemplateKind.STAKEHOLDERS,  # first: messages go to them
        TemplateKind.ACTIVITIES,
        TemplateKind.COMMUNICATION,
    ),
}
"""The registers that a template of a kind holds."""
ENTITIES: Mapping[TemplateKind, str] = {
    TemplateKind.ACTIVITIES: "activity",
    TemplateKind.COMMUNICATION: "communication_item",
    TemplateKind.STAKEHOLDERS: "stakeholder",
}
"""What each register's rows are called in the event log."""


def check_state(old: CommunicationState | None, new: CommunicationState) -> None:
    """Whether an import may bring an item from one state (None: it is new) to another.

    Raises:
        Refused: calling off takes a reason, which no template has ("import_cancels"); what has
            been completed or called off is reopened with a reason too ("item_closed").
    """
    if new is old:
        return
    if old in (CommunicationState.COMPLETED, CommunicationState.CANCELLED):
        raise Refused("item_closed", state=old.value)
    if new is CommunicationState.CANCELLED:
        raise Refused("import_cancels")


def check_relevant(relevant: bool, reason: str) -> None:
    """Whether a stakeholder may be what a template says; not relevant needs a reason.

    Raises:
        InvalidInput: there is none ("reason_missing").
    """
    if not relevant and not reason:
        raise InvalidInput("reason_missing", field="not_relevant_reason")


def check_trigger(value: object) -> str:
    """What an item waits for instead of a date; raises InvalidInput("code_unknown")."""
    if value not in TRIGGERS:
        allowed = ", ".join(filter(None, TRIGGERS))
        raise InvalidInput("code_unknown", field="trigger", value=str(value), allowed=allowed)
    return str(value)


def weeks_from(go_live: date, day: date) -> int | None:
    """A date as whole weeks from go-live, never later than it was; None where that is too far."""
    weeks = (day - go_live).days // 7
    return weeks if abs(weeks) <= OFFSET_LIMIT else None

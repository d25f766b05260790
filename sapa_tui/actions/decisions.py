"""What a person can do in the register of decisions."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.wrapping import cut

from .asking import FormMaker, Values
from .base import Action
from .on_row import WriteToRegister, WriteToRow
from .register import ArchiveRow, EditRow, NewRow, RestoreRow

if TYPE_CHECKING:
    from db.commands import decisions as commands
    from db.queries import decisions as queries
    from db.queries.decisions import DecisionRow
    from sapa_tui.presentation.decisions import Row
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.decisions")
    queries = Late("db.queries.decisions")

GROUP = N_("Introduction and motivation")
PLACES = frozenset({"decisions"})
_ENTITY = "decision"
_NOTED = 40
"""Cells of a decision by which it is told from others."""


class DecisionsAction(WriteToRegister):
    """An action in the register of decisions."""

    group = GROUP
    places = PLACES


class DecisionAction(DecisionsAction, WriteToRow["Row"]):
    """An action on the decision in focus."""

    nothing = N_("No decision has the focus here.")


class NewDecision(DecisionsAction, NewRow):
    """Record a decision."""

    id = "decision.new"
    help = N_("Record a decision; on a missing one its topic and department are filled in.")
    entity = _ENTITY
    footer = 10

    def draft_of(self, screen: Any) -> str:
        """Each missing decision has a draft of its own."""
        missing = screen.row
        if isinstance(missing, queries.MissingDecision):
            return f"{_ENTITY}/{missing.topic}-{missing.department}"
        return _ENTITY

    def form(self, screen: Any) -> FormMaker:
        return _form(
            screen, screen.row if isinstance(screen.row, queries.MissingDecision) else None
        )

    async def add(self, screen: "PlanScreen", values: Values) -> int:
        return (await screen.write(commands.add, values.pop("text"), **values)).entity_id


class EditDecision(DecisionAction, EditRow["Row"]):
    """Edit a decision, or record the missing one in focus."""

    id = "decision.edit"
    help = N_("Change what was decided, for whom, by whom and when.")
    entity = _ENTITY
    commands = commands

    def words(self, screen: Any) -> str:
        return (
            _("Record")
            if isinstance(screen.row, queries.MissingDecision)
            else super().words(screen)
        )

    async def run(self, screen: "PlanScreen") -> None:
        if isinstance(self.the_row(screen), queries.MissingDecision):
            await NewDecision().run(screen)
        else:
            await super().run(screen)

    def form(self, screen: Any, row: "Row") -> FormMaker:
        return _form(screen, row)


def _form(screen: Any, row: "Row | None") -> FormMaker:
    from sapa_tui.dialogs.decision_form import DecisionForm

    people = list(screen.wall.people.values())
    return partial(DecisionForm, row, screen.found.departments, people, screen.sapa.today)


class _DecidedAction(DecisionAction):
    """An action on what has been decided already."""

    def off(self, screen: Any) -> str | None:
        missing = isinstance(screen.row, queries.MissingDecision)
        return super().off(screen) or (_(self.nothing) if missing else None)


class ArchiveDecision(_DecidedAction, ArchiveRow["Row"]):
    """Take a decision out of the register."""

    id = "decision.archive"
    help = N_("Take the decision out of the register; A brings it back.")
    commands = commands


class RestoreDecision(DecisionsAction, RestoreRow["DecisionRow"]):
    """Put an archived decision back."""

    id = "decision.restore"
    help = N_("Look at the archived decisions, and put one back.")
    commands = commands

    def archived(self) -> Callable[[Any], list["DecisionRow"]]:
        return partial(queries.decisions, archived=True)

    def choice(self, screen: Any, row: "DecisionRow") -> tuple[str, str]:
        return screen.row_name(row), cut(safe(row.text), _NOTED)


DECISION_ACTIONS: tuple[Action, ...] = (
    NewDecision(),
    EditDecision(),
    ArchiveDecision(),
    RestoreDecision(),
)

"""What a person can do in the register of workflows."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import quoted

from .asking import FormMaker, Values, ask_reason, choose
from .base import Action
from .on_row import WriteToRegister, WriteToRow
from .register import ArchiveRow, EditRow, NewRow, RestoreRow

if TYPE_CHECKING:
    from db import seed
    from db.commands import workflows as commands
    from db.queries import workflows as queries
    from db.queries.workflows import WorkflowRow
    from sapa_tui.presentation import workflows as told
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    seed = Late("db.seed")
    commands = Late("db.commands.workflows")
    queries = Late("db.queries.workflows")
    told = Late("sapa_tui.presentation.workflows")

GROUP = N_("Workflows")
PLACES = frozenset({"workflows"})
_ENTITY = "workflow"
_NAME = 40
"""Characters of a department's name that the choice has room for."""
_NO_LEGACY = N_("This workflow names no old one; e does.")


class WorkflowsAction(WriteToRegister):
    """An action in the register of workflows."""

    group = GROUP
    places = PLACES


class WorkflowAction(WorkflowsAction, WriteToRow["WorkflowRow"]):
    """An action on the workflow in focus."""

    nothing = N_("No workflow has the focus here.")


class LegacyAction(WorkflowAction):
    """An action on the old workflow that the one in focus replaces."""

    def off(self, screen: Any) -> str | None:
        reason = super().off(screen)
        return reason or (None if self.the_row(screen).legacy_title else _(_NO_LEGACY))


def _blank() -> "WorkflowRow":
    return queries.WorkflowRow(0, "", "", "", "", "", None, "", False, "", None, None, 0)


def _form(screen: Any, row: "WorkflowRow", *, new: bool = False) -> FormMaker:
    from sapa_tui.dialogs.workflow_form import WorkflowForm

    departments, people = screen.found.departments, list(screen.wall.people.values())
    about = screen.wall.facts, screen.sapa.today
    return partial(WorkflowForm, row, departments, people, *about, new=new)


class CloseLegacy(LegacyAction):
    """Say that nobody works the old way any more, or that they still do."""

    id = "workflow.close"
    keys = ("space",)
    label = N_("Close the old")
    help = N_("Say that nobody works the old way any more, or open it again.")
    footer = 10

    def words(self, screen: Any) -> str:
        closed = screen.row is not None and screen.row.legacy_closed_on
        return _("Reopen the old") if closed else super().words(screen)

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        if row.legacy_closed_on:
            await screen.write(commands.reopen_legacy, row.id)
        elif row.legacy_cases_handled:
            await screen.write(commands.close_legacy, row.id)
        else:
            await self._ask(screen, row)

    async def _ask(self, screen: "PlanScreen", row: "WorkflowRow") -> None:
        async def save(reason: str) -> None:
            await screen.write(commands.close_legacy, row.id, reason=reason)

        question = _("Its open cases are not ticked as handled. What becomes of them?")
        draft = f"{_ENTITY}/close", row.id
        await ask_reason(screen, row.legacy_title, question, save, draft=draft)


class HandleCases(LegacyAction):
    """Say whether the open cases of the old workflow are handled."""

    id = "workflow.cases"
    keys = ("o",)
    label = N_("Cases handled")
    help = N_("Tick that the open cases of the old workflow are handled, or take the tick off.")
    footer = 15

    def words(self, screen: Any) -> str:
        handled = screen.row is not None and screen.row.legacy_cases_handled
        return _("Cases open") if handled else super().words(screen)

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        await screen.write(commands.set_cases_handled, row.id, not row.legacy_cases_handled)


class NewWorkflow(WorkflowsAction, NewRow):
    """Add a workflow."""

    id = "workflow.new"
    help = N_("Add a new workflow, and the old one that it replaces.")
    entity = _ENTITY

    def form(self, screen: Any) -> FormMaker:
        return _form(screen, _blank(), new=True)

    async def add(self, screen: "PlanScreen", values: Values) -> int:
        done = await screen.write(commands.add, values.pop("title"), **values)
        return done.entity_id


class SuggestWorkflow(NewWorkflow):
    """Begin with one of the workflows that other municipalities have introduced."""

    id = "workflow.suggest"
    keys = ("v",)
    label = N_("Suggestions")
    help = N_("Begin with one of the workflows that are usual with SAPA, and make it your own.")
    footer = 35

    async def run(self, screen: Any) -> None:
        language = screen.wall.facts.language
        suggested = await screen.sapa.session.read(lambda _database: seed.workflows(language))
        known = {row.title.casefold() for row in screen.found.rows}
        left = [entry for entry in suggested if entry["title"].casefold() not in known]
        if not left:
            screen.say(_("All suggestions are in the register already."))
            return
        choices = [
            (str(place), entry["title"], told.replaces_words(entry.get("legacy_title", "")))
            for place, entry in enumerate(left)
        ]
        chosen = await choose(screen, _("Which workflow do you begin with?"), choices)
        if chosen is not None:
            await self.fill(screen, _form(screen, _blank()._replace(**left[int(chosen)]), new=True))


class EditWorkflow(WorkflowAction, EditRow["WorkflowRow"]):
    """Edit a workflow."""

    id = "workflow.edit"
    help = N_("Change what changes, for whom, and which old workflow ends when.")
    entity = _ENTITY
    commands = commands

    def form(self, screen: Any, row: "WorkflowRow") -> FormMaker:
        return _form(screen, row)


class NarrowWorkflows(Action):
    """Show the workflows of one department, or those whose old one still runs."""

    id = "workflow.filter"
    keys = ("f",)
    label = N_("Filter")
    help = N_("Show the workflows of one department only, or those whose old one still runs.")
    group = GROUP
    places = PLACES
    footer = 40

    async def run(self, screen: Any) -> None:
        from sapa_tui.screens.workflows import Shown

        names = [(one, quoted(one.name, _NAME)) for one in screen.found.departments]
        shown = [
            ("", _("All"), "", Shown()),
            ("running", _("Old workflows that still run"), "", Shown(running=True)),
            *((str(one.id), name, "", Shown(department=one.id)) for one, name in names),
        ]
        current = next((key for key, *_words, what in shown if what == screen.shown), "")
        choices = [(key, words, note) for key, words, note, _what in shown]
        chosen = await choose(screen, _("Show which workflows?"), choices, current)
        if chosen is not None:
            await screen.narrow(next(what for key, *_words, what in shown if key == chosen))


class ArchiveWorkflow(WorkflowAction, ArchiveRow["WorkflowRow"]):
    """Take a workflow out of the register."""

    id = "workflow.archive"
    commands = commands


class RestoreWorkflow(WorkflowsAction, RestoreRow["WorkflowRow"]):
    """Put an archived workflow back."""

    id = "workflow.restore"
    commands = commands

    def archived(self) -> Callable[[Any], list["WorkflowRow"]]:
        return partial(queries.workflows, archived=True)

    def choice(self, screen: Any, row: "WorkflowRow") -> tuple[str, str]:
        return row.title, told.replaces_words(row.legacy_title)


WORKFLOW_ACTIONS: tuple[Action, ...] = (
    CloseLegacy(),
    HandleCases(),
    NewWorkflow(),
    EditWorkflow(),
    SuggestWorkflow(),
    NarrowWorkflows(),
    ArchiveWorkflow(),
    RestoreWorkflow(),
)

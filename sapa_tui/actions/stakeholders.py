"""What a person can do in the register of stakeholders, and on their map."""

from functools import partial
from typing import TYPE_CHECKING, Any

from db.queries.stakeholders import StakeholderRow
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .asking import FormMaker, Values, archive, ask_reason, edit_item, fill_new
from .base import Action
from .on_row import WriteToRegister, WriteToRow

if TYPE_CHECKING:
    from db.commands import stakeholders as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.stakeholders")

GROUP = N_("Stakeholders")
PLACES = frozenset({"stakeholders", "stakeholder_map"})
_ENTITY = "stakeholder"


class StakeholdersAction(WriteToRegister):
    """An action in the register of stakeholders."""

    group = GROUP
    places = PLACES


class StakeholderAction(StakeholdersAction, WriteToRow[StakeholderRow]):
    """An action on the stakeholder in focus."""

    nothing = N_("No stakeholder has the focus here.")


class NewStakeholder(StakeholdersAction):
    """Add a stakeholder."""

    id = "stakeholder.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Add a stakeholder to the register.")
    opens_form = True
    footer = 20

    async def run(self, screen: "PlanScreen") -> None:
        async def add(values: Values) -> int:
            done = await screen.write(commands.add, values.pop("name", ""), **values)
            return done.entity_id

        made = await fill_new(screen, _ENTITY, _form(screen, None), add)
        if made is not None:
            screen.look_at(made)  # type: ignore[attr-defined]


class EditStakeholder(StakeholderAction):
    """Edit a stakeholder."""

    id = "stakeholder.edit"
    keys = ("e", "enter")
    label = N_("Edit")
    help = N_("Change any field of the stakeholder.")
    opens_form = True
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        await edit_item(screen, _ENTITY, row.id, _form(screen, row), commands)


def _form(screen: "PlanScreen", row: StakeholderRow | None) -> FormMaker:
    from sapa_tui.dialogs.stakeholder_form import StakeholderForm

    return partial(StakeholderForm, row, list(screen.wall.people.values()))


class ToggleRelevant(StakeholderAction):
    """Mark a stakeholder not relevant, with a reason, or relevant again."""

    id = "stakeholder.relevant"
    keys = ("x",)
    label = N_("Relevant")
    help = N_("Mark the stakeholder not relevant, with a reason, or relevant again.")
    footer = 40

    def words(self, screen: Any) -> str:
        relevant = screen.row is None or screen.row.relevant
        return _("Not relevant") if relevant else _("Relevant")

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        if not row.relevant:
            await screen.write(commands.set_relevant, row.id, True)
            return

        async def save(reason: str) -> None:
            await screen.write(commands.set_relevant, row.id, False, reason=reason)

        draft = f"{_ENTITY}/relevant", row.id
        question = _("Why need this group not be reached?")
        await ask_reason(screen, row.name, question, save, draft=draft)


class ArchiveStakeholder(StakeholderAction):
    """Take a stakeholder out of the register."""

    id = "stakeholder.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the stakeholder out of the register; its messages stay.")

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        text = _("The stakeholder leaves the register; its messages stay in the plan.")
        await archive(screen, commands.archive, row.id, row.name, text)


STAKEHOLDER_ACTIONS: tuple[Action, ...] = (
    NewStakeholder(),
    EditStakeholder(),
    ToggleRelevant(),
    ArchiveStakeholder(),
)

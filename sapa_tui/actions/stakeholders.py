"""What a person can do in the register of stakeholders."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.commands import stakeholders as commands
from db.queries.stakeholders import StakeholderRow
from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.writing import Writing

from .base import Action
from .communication import ask_reason
from .on_card import may_write

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("Stakeholders")
PLACES = frozenset({"stakeholders"})


class StakeholderAction(Action):
    """An action in the register that viewers cannot take."""

    group = GROUP
    places = PLACES

    def the_row(self, screen: Any) -> StakeholderRow:
        """The stakeholder in focus; only asked after ``off`` has said that there is one."""
        row: StakeholderRow = screen.row
        return row

    def off(self, screen: Any) -> str | None:
        if reason := may_write(screen):
            return reason
        return None if screen.row else _("No stakeholder has the focus here.")


class NewStakeholder(StakeholderAction):
    """Add a stakeholder."""

    id = "stakeholder.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Add a stakeholder to the register.")
    footer = 20

    def off(self, screen: Any) -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.stakeholder_form import StakeholderForm

        made: list[int] = []

        async def save(edits: Mapping[str, Edit]) -> None:
            values = {name: edit.mine for name, edit in edits.items()}
            done = await screen.write(commands.add, values.pop("name", ""), **values)
            made.append(done.entity_id)

        people = list(screen.wall.people.values())
        writing = await Writing.begin(screen.sapa.session, "stakeholder")
        await screen.app.push_screen_wait(StakeholderForm(None, people, save=save, writing=writing))
        if made:
            screen.register.rows.put_cursor(made[0])  # type: ignore[attr-defined]


class EditStakeholder(StakeholderAction):
    """Edit a stakeholder."""

    id = "stakeholder.edit"
    keys = ("e", "enter")
    label = N_("Edit")
    help = N_("Change any field of the stakeholder.")
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.stakeholder_form import StakeholderForm

        row = self.the_row(screen)

        async def save(edits: Mapping[str, Edit]) -> None:
            await screen.write(commands.edit, row.id, edits)

        async def restore() -> None:
            await screen.write(commands.restore, row.id)

        people = list(screen.wall.people.values())
        writing = await Writing.begin(screen.sapa.session, "stakeholder", row.id)
        form = StakeholderForm(row, people, save=save, writing=writing, restore=restore)
        await screen.app.push_screen_wait(form)


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

        draft = "stakeholder/relevant", row.id
        question = _("Why need this group not be reached?")
        await ask_reason(screen, row.name, question, save, draft=draft)


class ArchiveStakeholder(StakeholderAction):
    """Take a stakeholder out of the register."""

    id = "stakeholder.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the stakeholder out of the register; its messages stay.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.confirm import ConfirmDialog

        row = self.the_row(screen)
        text = _("The stakeholder leaves the register; its messages stay in the plan.")
        dialog = ConfirmDialog(safe(row.name), text, _("Archive"))
        if await screen.app.push_screen_wait(dialog):
            await screen.write(commands.archive, row.id)


STAKEHOLDER_ACTIONS: tuple[Action, ...] = (
    NewStakeholder(),
    EditStakeholder(),
    ToggleRelevant(),
    ArchiveStakeholder(),
)

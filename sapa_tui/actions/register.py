"""What every register offers: a new row, its form, out of the register and back again."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from db.rules.text import safe
from sapa_tui.locale import N_, _

from .asking import FormMaker, Values, archive, choose, edit_item, fill_new
from .on_row import WriteToRegister, WriteToRow

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

Row = TypeVar("Row")


class NewRow(WriteToRegister):
    """Add a row by a form; the cursor goes to it."""

    keys: tuple[str, ...] = ("n",)
    label = N_("New")
    opens_form = True
    footer = 20
    entity: str
    """What drafts of the form are kept under."""

    def form(self, screen: Any) -> FormMaker:
        """The empty form."""
        raise NotImplementedError

    async def add(self, screen: "PlanScreen", values: Values) -> int:
        """Write what was filled in; the new row's id."""
        raise NotImplementedError

    def draft_of(self, screen: Any) -> str:
        """What this draft of the form is kept under."""
        del screen
        return self.entity

    async def run(self, screen: "PlanScreen") -> None:
        await self.fill(screen, self.form(screen))

    async def fill(self, screen: "PlanScreen", form: FormMaker) -> None:
        """Let a form be filled in, and go to what it has made."""

        async def add(values: Values) -> int:
            return await self.add(screen, values)

        made = await fill_new(screen, self.draft_of(screen), form, add)
        if made is not None:
            await screen.reread()  # type: ignore[attr-defined]
            key = screen.key_for(made)  # type: ignore[attr-defined]
            screen.register.rows.put_cursor(key)  # type: ignore[attr-defined]


class EditRow(WriteToRow[Row], Generic[Row]):
    """Change the row in focus by its form."""

    keys = ("e", "enter")
    label = N_("Edit")
    opens_form = True
    footer = 30
    entity: str
    commands: Any

    def form(self, screen: Any, row: Row) -> FormMaker:
        """The form, with what the row holds."""
        raise NotImplementedError

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        number = screen.row_id(row)  # type: ignore[attr-defined]
        await edit_item(screen, self.entity, number, self.form(screen, row), self.commands)


class ArchiveRow(WriteToRow[Row], Generic[Row]):
    """Take the row in focus out of the register, when the person is sure."""

    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take it out of the register; A brings it back.")
    commands: Any

    async def run(self, screen: Any) -> None:
        row = self.the_row(screen)
        text = _("It leaves the register; A brings it back.")
        name = screen.row_name(row)
        await archive(screen, self.commands.archive, screen.row_id(row), name, text)


class RestoreRow(WriteToRegister, Generic[Row]):
    """Put an archived row back."""

    keys = ("A",)
    label = N_("Archived")
    help = N_("Look at what is archived here, and put something back.")
    commands: Any

    def archived(self) -> Callable[[Any], Sequence[Row]]:
        """The query for the archived rows."""
        raise NotImplementedError

    def choice(self, screen: Any, row: Row) -> tuple[str, str]:
        """What a row is called among the archived ones, and a note about it."""
        return screen.row_name(row), ""

    async def run(self, screen: Any) -> None:
        found = await screen.sapa.session.read(self.archived())
        if not found:
            screen.say(_("Nothing is archived here."))
            return
        choices = []
        for row in found:
            name, note = self.choice(screen, row)
            choices.append((str(screen.row_id(row)), safe(name), note))
        if chosen := await choose(screen, _("Put back which one?"), choices):
            await screen.write(self.commands.restore, int(chosen))

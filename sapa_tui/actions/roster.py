"""What a person can do with the roster of extra help."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from db.queries.departments import DepartmentRow, departments
from db.queries.roster import Helper, helpers, proposed_support
from db.rules.codes import Answer, ChangeSize
from db.rules.roster import format_weeks
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .asking import FormMaker, Values, is_sure
from .base import Action
from .on_row import WriteToRegister, WriteToRow
from .register import ArchiveRow, EditRow, NewRow, RestoreRow

if TYPE_CHECKING:
    from db.commands import roster as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.roster")

GROUP = N_("Support")
PLACES = frozenset({"roster"})
_ENTITY = "roster_entry"


class RosterAction(WriteToRegister):
    """An action on the roster."""

    group = GROUP
    places = PLACES


class HelperAction(RosterAction, WriteToRow[Helper]):
    """An action on the helper in focus."""

    nothing = N_("No helper has the focus here; n puts one on the roster.")

    def off(self, screen: Any) -> str | None:
        return super().off(screen) or (None if isinstance(screen.row, Helper) else _(self.nothing))


class NewHelper(RosterAction, NewRow):
    """Put somebody on the roster."""

    id = "roster_entry.new"
    help = N_("Put somebody on the roster of the department in focus.")
    entity = _ENTITY

    def off(self, screen: Any) -> str | None:
        nowhere = _("There is no department to help yet; 8 goes to the departments.")
        return super().off(screen) or (None if screen.department else nowhere)

    def form(self, screen: Any) -> FormMaker:
        return _form(screen, None, screen.department)

    async def add(self, screen: "PlanScreen", values: Values) -> int:
        name = values.pop("name", "")
        return (await screen.write(commands.add, name, **values)).entity_id


class EditHelper(HelperAction, EditRow[Helper]):
    """Change a helper's weeks, role or note."""

    id = "roster_entry.edit"
    help = N_("Change in which weeks somebody helps, and as what.")
    entity = _ENTITY
    commands = commands

    def form(self, screen: Any, row: Helper) -> FormMaker:
        return _form(screen, row, row.department)


def _form(screen: Any, row: Helper | None, department: int) -> FormMaker:
    from sapa_tui.dialogs.roster_form import RosterForm

    rows = [roster.department for roster in screen.found or ()]
    people = list(screen.wall.people.values())
    return partial(RosterForm, row, rows, people, department=department)


class ArchiveHelper(HelperAction, ArchiveRow[Helper]):
    """Take somebody off the roster."""

    id = "roster_entry.archive"
    help = N_("Take somebody off the roster; A brings them back.")
    commands = commands


class RestoreHelper(RosterAction, RestoreRow[Helper]):
    """Put somebody back on the roster."""

    id = "roster_entry.restore"
    help = N_("Look at who has been taken off the roster, and put one back.")
    commands = commands

    def archived(self) -> Callable[[Any], list[Helper]]:
        return partial(helpers, archived=True)

    def choice(self, screen: Any, row: Helper) -> tuple[str, str]:
        names = {roster.department.id: roster.department.name for roster in screen.found or ()}
        return row.name, f"{safe(names.get(row.department, ''))} {format_weeks(row.weeks)}".strip()


class ProposeSupport(WriteToRegister):
    """Plan the extra help that a large change calls for."""

    id = "department.propose"
    keys = ("p",)
    label = N_("Propose help")
    help = N_("Plan support activities and a roster of its super users for the department.")
    group = GROUP
    places = PLACES | {"departments"}
    footer = 35

    def off(self, screen: Any) -> str | None:
        return super().off(screen) or (
            None if screen.row else _("No department has the focus here.")
        )

    async def run(self, screen: Any) -> None:
        row = screen.row
        found = row.department if screen.place in PLACES else row.id
        number = found if isinstance(found, int) else found.id
        rows = await screen.sapa.session.read(departments)
        chosen = next((one for one in rows if one.id == number), None)
        if chosen is not None:
            await propose_support(screen, chosen)


async def propose_support(screen: "PlanScreen", row: DepartmentRow) -> None:
    """Say what extra help would be planned for a department, and plan it if they want."""
    from sapa_tui.presentation.due_preview import due_words

    activities = proposed_support(screen.wall.facts.language)
    text = _(
        "A large change calls for extra help. Added for {name}: its super users and its leader on "
        "the roster in T+0 to T+5, and these activities. u takes it back."
    ).format(name=safe(row.name))
    facts = screen.wall.facts
    lines = (f"{due_words(one.due_in(row.id), facts)}: {one.title}" for one in activities)
    text = "\n\n".join((text, *lines))
    if await is_sure(screen, _("Propose help"), text, _("Add"), careful=True):
        await screen.write(commands.propose, row.id, activities)
        screen.say(_("The extra help for {name} is planned.").format(name=safe(row.name)))


def became_large(before: DepartmentRow | None, after: DepartmentRow) -> bool:
    """Whether a department's change has just been called large, and calls for help."""
    was = before is not None and before.change_size is ChangeSize.LARGE
    large = after.change_size is ChangeSize.LARGE and after.new_workflows is not Answer.NO
    return large and not was


ROSTER_ACTIONS: tuple[Action, ...] = (
    NewHelper(),
    EditHelper(),
    ArchiveHelper(),
    RestoreHelper(),
    ProposeSupport(),
)

"""What a person can do in the register of departments."""

from functools import partial
from typing import TYPE_CHECKING, Any

from db.queries.departments import DepartmentRow, departments, set_aside_by_no
from db.rules.codes import Answer
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _, ngettext
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.department_words import answer_word
from sapa_tui.presentation.departments import present_week
from sapa_tui.writing import Writing

from .asking import FormMaker, Values, archive, ask_reason, choose, edit_item, fill_new
from .base import Action
from .on_row import WriteToRegister, WriteToRow

if TYPE_CHECKING:
    from db.commands import adoption
    from db.commands import departments as commands
    from sapa_tui.screens.plan_screen import PlanScreen
    from sapa_tui.widgets.adoption_field import AdoptionField
else:
    adoption = Late("db.commands.adoption")
    commands = Late("db.commands.departments")

GROUP = N_("Departments")
PLACES = frozenset({"departments"})
_ENTITY = "department"


class DepartmentsAction(WriteToRegister):
    """An action in the register of departments."""

    group = GROUP
    places = PLACES


class DepartmentAction(DepartmentsAction, WriteToRow[DepartmentRow]):
    """An action on the department in focus."""

    nothing = N_("No department has the focus here.")


class NewDepartment(DepartmentsAction):
    """Add a department."""

    id = "department.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Add a department that gets SAPA.")
    opens_form = True
    footer = 20

    async def run(self, screen: "PlanScreen") -> None:
        async def add(values: Values) -> int:
            name, users = values.pop("name"), values.pop("users")
            done = await screen.write(commands.add, name, users=users, **values)
            return done.entity_id

        made = await fill_new(screen, _ENTITY, _form(screen, None), add)
        if made is not None:
            await screen.reread()  # type: ignore[attr-defined]
            screen.register.rows.put_cursor(made)  # type: ignore[attr-defined]


class EditDepartment(DepartmentAction):
    """Edit a department."""

    id = "department.edit"
    keys = ("e", "enter")
    label = N_("Edit")
    help = N_("Change users, size, leader, super users and the call for extra help.")
    opens_form = True
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        await edit_item(screen, _ENTITY, row.id, _form(screen, row), commands)


def _form(screen: "PlanScreen", row: DepartmentRow | None) -> FormMaker:
    from sapa_tui.dialogs.department_form import DepartmentForm

    return partial(DepartmentForm, row, screen.wall.facts, screen.sapa.today)


class AnswerDepartment(DepartmentAction):
    """Say whether a department has new workflows."""

    id = "department.answer"
    keys = ("a",)
    label = N_("Answer")
    help = N_("Say whether the department has new workflows: yes, no with a reason, or undecided.")
    footer = 15

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        notes = {
            Answer.YES: _("its implementation activities count"),
            Answer.NO: _("asks for a reason"),
            Answer.UNDECIDED: _("to be decided before it starts"),
        }
        choices = [(answer.value, answer_word(answer), notes[answer]) for answer in Answer]
        title = _("New workflows in {name}?").format(name=safe(row.name))
        chosen = await choose(screen, title, choices, row.new_workflows.value)
        if chosen == Answer.NO:
            await self._deny(screen, row)
        elif chosen and chosen != row.new_workflows:
            base = row.new_workflows
            await screen.write(commands.answer, row.id, Answer(chosen), base=base)

    async def _deny(self, screen: "PlanScreen", row: DepartmentRow) -> None:
        async def save(reason: str) -> None:
            base = row.new_workflows
            await screen.write(commands.answer, row.id, Answer.NO, reason=reason, base=base)

        affected = await screen.sapa.session.read(set_aside_by_no, row.id)
        comes = ngettext(
            "{n} activity is set to Not applicable, and comes back with another answer.",
            "{n} activities are set to Not applicable, and come back with another answer.",
            affected,
        ).format(n=affected)
        question = _("Why has it no new workflows?") + (f" {comes}" if affected else "")
        await ask_reason(screen, row.name, question, save, draft=(f"{_ENTITY}/no", row.id))


class EnterAdoption(DepartmentAction):
    """Enter the week's numbers of all departments."""

    id = "department.adoption"
    keys = ("i",)
    label = N_("Report use")
    help = N_("Enter how many users are in use this week, for all departments at once.")
    opens_form = True
    footer = 10

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.adoption_form import AdoptionForm
        from sapa_tui.widgets.adoption_field import AdoptionField

        facts, today = screen.wall.facts, screen.sapa.today
        asked = [row for row in self._rows(screen) if row.new_workflows is not Answer.NO]
        weeks = {row.id: present_week(row, facts.go_live, today) for row in asked}
        fields = [AdoptionField(row, week) for row in asked if (week := weeks[row.id]) is not None]
        waiting = [row for row in asked if weeks[row.id] is None]
        if not fields:
            screen.say(_("No department has taken SAPA into use yet."), "warning")
            return
        writing = await Writing.begin(screen.sapa.session, f"{_ENTITY}/adoption")
        lead = _lead(screen, waiting)
        form = AdoptionForm(fields, lead, report=partial(_report, screen), writing=writing)
        await screen.app.push_screen_wait(form)

    @staticmethod
    def _rows(screen: Any) -> list[DepartmentRow]:
        rows: list[DepartmentRow] = screen.rows
        return rows


async def _report(
    screen: "PlanScreen", field: "AdoptionField", number: int, base: int | None
) -> None:
    await screen.write(adoption.set_use, field.row.id, number, week=field.week, base=base)


def _lead(screen: "PlanScreen", waiting: list[DepartmentRow]) -> str:
    words = _("Enter takes the number along, also if it is the same; tab skips it.")
    if not waiting:
        return words
    named = []
    for row in waiting:
        start = row.starts(screen.wall.facts.go_live)
        named.append(f"{safe(row.name)} ({day_plain(start) if start else '–'})")
    return words + " " + _("Not begun yet: {names}.").format(names=", ".join(named))


class ExceptDepartment(DepartmentAction):
    """Document why not all users of a department have to be in use."""

    id = "department.except"
    keys = ("x",)
    label = N_("Exception")
    help = N_("Note why not all users of the department have to be in use, or withdraw that.")
    footer = 40

    def words(self, screen: Any) -> str:
        excepted = screen.row is not None and screen.row.exception
        return _("Withdraw exception") if excepted else super().words(screen)

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        if row.exception:
            await screen.write(commands.set_exception, row.id, "")
            return

        async def save(reason: str) -> None:
            await screen.write(commands.set_exception, row.id, reason)

        question = _("Why need not all of its users be in use?")
        await ask_reason(screen, row.name, question, save, draft=(f"{_ENTITY}/exception", row.id))


class ArchiveDepartment(DepartmentAction):
    """Take a department out of the register."""

    id = "department.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the department out of the register; its activities stay as they are.")

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        text = _("The department leaves the register; A brings it back.")
        await archive(screen, commands.archive, row.id, row.name, text)


class RestoreDepartment(DepartmentsAction):
    """Put an archived department back."""

    id = "department.restore"
    keys = ("A",)
    label = N_("Archived")
    help = N_("Look at the archived departments, and put one back.")

    async def run(self, screen: "PlanScreen") -> None:
        found = await screen.sapa.session.read(departments, archived=True)
        if not found:
            screen.say(_("No department is archived."))
            return
        choices = [(str(row.id), safe(row.name), _users(row.users)) for row in found]
        if chosen := await choose(screen, _("Put back which department?"), choices):
            await screen.write(commands.restore, int(chosen))


def _users(n: int) -> str:
    return ngettext("{n} user", "{n} users", n).format(n=n)


DEPARTMENT_ACTIONS: tuple[Action, ...] = (
    NewDepartment(),
    EditDepartment(),
    AnswerDepartment(),
    EnterAdoption(),
    ExceptDepartment(),
    ArchiveDepartment(),
    RestoreDepartment(),
)

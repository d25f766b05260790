"""What a person can do in the register of departments."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from db.clock import stored_day
from db.commands import Edit
from db.queries.departments import DepartmentRow, departments, set_aside_by_no
from db.rules.codes import Answer
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _, ngettext
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.department_words import answer_word
from sapa_tui.presentation.departments import present_week
from sapa_tui.writing import Writing

from .asking import FormMaker, Values, ask_reason, choose, edit_item
from .base import Action
from .on_row import WriteToRegister, WriteToRow
from .register import ArchiveRow, EditRow, NewRow, RestoreRow
from .roster import became_large, propose_support

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


class NewDepartment(DepartmentsAction, NewRow):
    """Add a department."""

    id = "department.new"
    help = N_("Add a department that gets SAPA.")
    entity = _ENTITY

    def form(self, screen: Any) -> FormMaker:
        return _form(screen, None)

    async def add(self, screen: "PlanScreen", values: Values) -> int:
        name, users = values.pop("name"), values.pop("users")
        done = await screen.write(commands.add, name, users=users, **values)
        return done.entity_id


class EditDepartment(DepartmentAction, EditRow[DepartmentRow]):
    """Edit a department."""

    id = "department.edit"
    help = N_("Change users, size, leader, super users and the call for extra help.")
    entity = _ENTITY
    commands = commands

    def form(self, screen: Any, row: DepartmentRow) -> FormMaker:
        return _form(screen, row)

    async def run(self, screen: "PlanScreen") -> None:
        before = self.the_row(screen)
        form, confirm = self.form(screen, before), partial(_confirm, screen, before.id)
        await edit_item(screen, _ENTITY, before.id, form, commands, confirm)
        for row in await screen.sapa.session.read(departments):
            if row.id == before.id and became_large(before, row) and not screen.over:
                await propose_support(screen, row)


async def _confirm(screen: "PlanScreen", number: int, edits: Mapping[str, Edit]) -> dict[str, Any]:
    """Show what follows where it starts on another day; raises InvalidInput unless agreed to.

    Where a colleague has been faster there is nothing to agree to: the write says so.
    """
    from db.queries.start_move import start_move
    from sapa_tui.dialogs.move_preview import demand_agreement
    from sapa_tui.presentation.start_move import start_page, start_title

    if "start_of_use" not in edits:
        return {}
    base, mine = (stored_day(day) for day in edits["start_of_use"])
    found = await screen.sapa.session.read(start_move, number, mine, screen.sapa.today)
    if found.old != base:
        return {}
    if found.followed:
        await demand_agreement(screen, start_title(found), partial(start_page, found))
    return {"shown": found.move}


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
        from sapa_tui.dialogs.numbers_form import NumbersForm
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
        report = partial(_report, screen)
        form = NumbersForm(_("Users in use"), fields, lead, report=report, writing=writing)
        await screen.app.push_screen_wait(form)

    @staticmethod
    def _rows(screen: Any) -> list[DepartmentRow]:
        rows: list[DepartmentRow] = screen.rows
        return rows


class ShowPicture(DepartmentsAction):
    """See how far the users have come, week by week."""

    id = "department.picture"
    keys = ("v",)
    label = N_("Picture")
    help = N_("See how far the users have come week by week, all together and by department.")
    footer = 35

    def off(self, screen: Any) -> str | None:
        # Whoever may read may look, where there is something to see.
        return None if screen.rows else _("No departments yet. n adds the first.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.adoption_picture import AdoptionPictureScreen

        await screen.app.push_screen(AdoptionPictureScreen(screen.rows))  # type: ignore[attr-defined]


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


class ArchiveDepartment(DepartmentAction, ArchiveRow[DepartmentRow]):
    """Take a department out of the register."""

    id = "department.archive"
    help = N_("Take the department out of the register; its activities stay as they are.")
    commands = commands


class RestoreDepartment(DepartmentsAction, RestoreRow[DepartmentRow]):
    """Put an archived department back."""

    id = "department.restore"
    help = N_("Look at the archived departments, and put one back.")
    commands = commands

    def archived(self) -> Callable[[Any], list[DepartmentRow]]:
        return partial(departments, archived=True)

    def choice(self, screen: Any, row: DepartmentRow) -> tuple[str, str]:
        return row.name, ngettext("{n} user", "{n} users", row.users).format(n=row.users)


DEPARTMENT_ACTIONS: tuple[Action, ...] = (
    NewDepartment(),
    EditDepartment(),
    AnswerDepartment(),
    EnterAdoption(),
    ShowPicture(),
    ExceptDepartment(),
    ArchiveDepartment(),
    RestoreDepartment(),
)

"""What a person can do with the classes."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.writing import Writing

from .asking import FormMaker, Values
from .base import Action
from .on_row import WriteToRegister, WriteToRow
from .register import ArchiveRow, EditRow, NewRow, RestoreRow

if TYPE_CHECKING:
    from db.commands import training as commands
    from db.queries import training as queries
    from db.queries.training import LackingRow, TrainingRow
    from db.rules import training as rules
    from sapa_tui.presentation import training as told
    from sapa_tui.screens.plan_screen import PlanScreen
    from sapa_tui.widgets.attendance_field import AttendanceField
else:
    commands = Late("db.commands.training")
    queries = Late("db.queries.training")
    rules = Late("db.rules.training")
    told = Late("sapa_tui.presentation.training")

GROUP = N_("Training")
CLASSES, LACKING = "training", "training.lacking"
_ENTITY = "training_class"


class ClassesAction(WriteToRegister):
    """An action in the register of classes."""

    group = GROUP
    places = frozenset({CLASSES})


class ClassAction(ClassesAction, WriteToRow["TrainingRow"]):
    """An action on the class in focus."""

    nothing = N_("No class has the focus here.")


class EnterAttendance(ClassesAction):
    """Enter how many attended, of all classes that have been held."""

    id = "training_class.attendance"
    keys = ("i",)
    label = N_("Who attended")
    help = N_("Enter how many attended, for all classes that have been held at once.")
    places = frozenset({CLASSES, LACKING})
    opens_form = True
    footer = 10

    async def run(self, screen: "PlanScreen") -> None:
        rows = _held(screen)
        if not rows:
            screen.say(_("No class has been held yet."), "warning")
            return
        await _ask(screen, rows, f"{_ENTITY}/attendance")


class SetAttendance(ClassAction):
    """Enter how many attended the class in focus."""

    id = "training_class.attended"
    keys = ("space",)
    label = N_("Attended")
    help = N_("Enter how many attended the class in focus.")
    opens_form = True
    footer = 15

    def off(self, screen: Any) -> str | None:
        off, row = super().off(screen), screen.row
        if off or rules.is_held(row.held_on, screen.sapa.today):
            return off
        if row.held_on is None:
            return _("The class has no date; say first when it was held.")
        held = _("The class is held on {day}; then it can be said how many attended.")
        return held.format(day=day_plain(row.held_on))

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        await _ask(screen, [row], f"{_ENTITY}/attended", row.id)


def _held(screen: Any) -> list["TrainingRow"]:
    """The classes that have been held, first those whose numbers are missing."""
    today = screen.sapa.today
    held = [row for row in screen.rows if rules.is_held(row.held_on, today)]
    return sorted(held, key=lambda row: row.attended is not None)


async def _ask(screen: "PlanScreen", rows: list["TrainingRow"], draft: str, about: int = 0) -> None:
    from sapa_tui.dialogs.numbers_form import NumbersForm
    from sapa_tui.widgets.attendance_field import AttendanceField

    writing = await Writing.begin(screen.sapa.session, draft, about)
    fields = [AttendanceField(row, row.attended) for row in rows]
    lead = _("Leave it empty as long as nobody knows.")
    report = partial(_report, screen)
    form = NumbersForm(_("How many attended"), fields, lead, report=report, writing=writing)
    await screen.app.push_screen_wait(form)


async def _report(
    screen: "PlanScreen", field: "AttendanceField", number: int | None, base: int | None
) -> None:
    await screen.write(commands.set_attended, field.row.id, number, base=base)


class NewClass(ClassesAction, NewRow):
    """Add a class."""

    id = "training_class.new"
    help = N_("Add a class, for a department or common to all.")
    entity = _ENTITY

    def form(self, screen: Any) -> FormMaker:
        return _form(screen, None, None)

    async def add(self, screen: "PlanScreen", values: Values) -> int:
        return (await screen.write(commands.add, values.pop("title"), **values)).entity_id


class ClassForDepartment(NewClass):
    """Add a class for a department whose users lack one."""

    id = "training_class.for_department"
    keys = ("n", "enter")
    label = N_("New class")
    help = N_("Add a class for the department in focus.")
    places = frozenset({LACKING})

    def off(self, screen: Any) -> str | None:
        nothing = _("No department has the focus here.")
        return super().off(screen) or (None if screen.department else nothing)

    def draft_of(self, screen: Any) -> str:
        row: LackingRow = screen.department
        return f"{_ENTITY}/for-{row.id}"

    def form(self, screen: Any) -> FormMaker:
        row: LackingRow = screen.department
        return _form(screen, None, row.id)


class EditClass(ClassAction, EditRow["TrainingRow"]):
    """Edit a class."""

    id = "training_class.edit"
    help = N_("Change the date, the department, how many are invited, the trainer and the place.")
    entity = _ENTITY
    commands = commands

    def form(self, screen: Any, row: "TrainingRow") -> FormMaker:
        return _form(screen, row, row.department)


def _form(screen: Any, row: "TrainingRow | None", department: int | None) -> FormMaker:
    from sapa_tui.dialogs.class_form import ClassForm

    people, departments = list(screen.wall.people.values()), screen.found.departments
    about = (screen.wall.facts, screen.sapa.today)
    return partial(ClassForm, row, department, departments, people, *about)


class ArchiveClass(ClassAction, ArchiveRow["TrainingRow"]):
    """Take a class out of the register."""

    id = "training_class.archive"
    help = N_("Take the class out of the register; who attended it counts no more.")
    commands = commands


class RestoreClass(ClassesAction, RestoreRow["TrainingRow"]):
    """Put an archived class back."""

    id = "training_class.restore"
    help = N_("Look at the archived classes, and put one back.")
    commands = commands

    def archived(self) -> Callable[[Any], list["TrainingRow"]]:
        return partial(queries.training_classes, archived=True)

    def choice(self, screen: Any, row: "TrainingRow") -> tuple[str, str]:
        return row.title, told.date_words(row.held_on, screen.sapa.today)


TRAINING_ACTIONS: tuple[Action, ...] = (
    EnterAttendance(),
    SetAttendance(),
    NewClass(),
    ClassForDepartment(),
    EditClass(),
    ArchiveClass(),
    RestoreClass(),
)

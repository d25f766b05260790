"""What a person can do with the conditions: tick them, and sign a department off."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.queries.preconditions import Checklist, PreconditionRow, preconditions
from db.rules.codes import SignOff
from db.rules.preconditions import GoLine
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.precondition_words import sign_off_word
from sapa_tui.presentation.preconditions import open_words
from sapa_tui.writing import Writing

from .asking import FormMaker, Values, choose
from .base import Action
from .on_row import WriteToRegister, WriteToRow
from .register import ArchiveRow, EditRow, NewRow, RestoreRow

if TYPE_CHECKING:
    from db.commands import preconditions as commands
    from db.commands import readiness
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.preconditions")
    readiness = Late("db.commands.readiness")

GROUP = N_("Preconditions")
PLACES = frozenset({"preconditions"})
_ENTITY = "precondition"
_WITHDRAW = "withdraw"
_NOWHERE = N_("There is no department yet; 8 goes to the departments.")


class ConditionsAction(WriteToRegister):
    """An action among the conditions."""

    group = GROUP
    places = PLACES


class DepartmentAction(ConditionsAction):
    """An action on the department that the cursor is in."""

    def off(self, screen: Any) -> str | None:
        return super().off(screen) or (None if screen.checklist else _(_NOWHERE))


class PointAction(ConditionsAction, WriteToRow[PreconditionRow]):
    """An action on the point in focus."""

    nothing = N_("Go to a condition first; this is the department's heading.")

    def off(self, screen: Any) -> str | None:
        point = isinstance(screen.row, PreconditionRow)
        return super().off(screen) or (None if point else _(self.nothing))


class NewCondition(DepartmentAction, NewRow):
    """Put a condition on a department's list."""

    id = "precondition.new"
    help = N_("Put a condition on the list of the department in focus.")
    entity = _ENTITY

    def form(self, screen: Any) -> FormMaker:
        return _form(screen, None)

    async def add(self, screen: "PlanScreen", values: Values) -> int:
        department, text = values.pop("department"), values.pop("text")
        done = await screen.write(commands.add, text, department=department, **values)
        return done.entity_id


class EditCondition(PointAction, EditRow[PreconditionRow]):
    """Edit a condition."""

    id = "precondition.edit"
    help = N_("Change what the condition says, its kind, its card, who sees to it, and its note.")
    entity = _ENTITY
    commands = commands

    def form(self, screen: Any, row: PreconditionRow) -> FormMaker:
        return _form(screen, row)


def _form(screen: Any, row: PreconditionRow | None) -> FormMaker:
    from sapa_tui.dialogs.precondition_form import PreconditionForm

    lines = [one.line for one in screen.found or ()]
    people = list(screen.wall.people.values())
    department = screen.checklist.line.department
    return partial(PreconditionForm, row, lines, people, department=department)


class TickCondition(PointAction):
    """Say that a condition is in place, or is not."""

    id = "precondition.tick"
    keys = ("space",)
    label = N_("In place")
    help = N_("Say that the condition is in place, or that it is not after all.")
    footer = 10

    def words(self, screen: Any) -> str:
        return _("Not in place") if screen.row.met else super().words(screen)

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        await screen.write(commands.set_met, row.id, not row.met)


class SignOffDepartment(DepartmentAction):
    """Note what a department's leader says of its readiness."""

    id = "department.sign_off"
    keys = ("r",)
    label = N_("Sign off")
    help = N_("Note that the department is ready or not, as its leader says, or withdraw that.")
    footer = 15

    async def run(self, screen: Any) -> None:
        line: GoLine = screen.checklist.line
        title = _("Is {name} ready?").format(name=safe(line.name))
        chosen = await choose(screen, title, _choices(line), line.said or "")
        if chosen is None:
            return
        if chosen == _WITHDRAW:
            base = line.said
            await screen.write(readiness.sign_off, line.department, None, base=base)
        elif chosen == SignOff.READY and line.leader and not line.open:
            await _write(screen, line, SignOff.READY, {})
        else:
            await _ask(screen, line, SignOff(chosen))


def _choices(line: GoLine) -> list[tuple[str, str, str]]:
    opened = _("{open}, asks for a reason").format(open=open_words(line.open)) if line.open else ""
    choices = [
        (SignOff.READY.value, sign_off_word(SignOff.READY), opened),
        (SignOff.NOT_READY.value, sign_off_word(SignOff.NOT_READY), _("asks for a reason")),
    ]
    return [*choices, *([(_WITHDRAW, _("withdraw"), "")] if line.said else [])]


async def _ask(screen: Any, line: GoLine, said: SignOff) -> None:
    from sapa_tui.dialogs.precondition_form import SignOffForm

    people = list(screen.wall.people.values())
    writing = await Writing.begin(screen.sapa.session, f"department/{said}", line.department)
    save = partial(_write, screen, line, said)
    form = SignOffForm(line, said, people, save=save, writing=writing)
    await screen.app.push_screen_wait(form)


async def _write(
    screen: "PlanScreen", line: GoLine, said: SignOff, edits: Mapping[str, Edit]
) -> None:
    words = {name: str(edit.mine) for name, edit in edits.items()}
    by, reason = words.get("signed_off_by", ""), words.get("sign_off_reason", "")
    about = {"by": by, "reason": reason, "base": line.said}
    await screen.write(readiness.sign_off, line.department, said, **about)


class PlantConditions(DepartmentAction):
    """Put the suggested conditions on a department's list."""

    id = "department.plant"
    keys = ("v",)
    label = N_("Suggestions")
    help = N_("Put the suggested conditions on the department's list that are not on it.")
    footer = 40

    async def run(self, screen: Any) -> None:
        department = screen.checklist.line.department
        done = await screen.write(commands.plant, department)
        if done.event is None:
            screen.say(_("All the suggested conditions are on the list already."))


class ArchiveCondition(PointAction, ArchiveRow[PreconditionRow]):
    """Take a condition off its list."""

    id = "precondition.archive"
    help = N_("Take the condition off the list; A brings it back.")
    commands = commands


class RestoreCondition(ConditionsAction, RestoreRow[PreconditionRow]):
    """Put an archived condition back."""

    id = "precondition.restore"
    help = N_("Look at the archived conditions, and put one back.")
    commands = commands

    def archived(self) -> Callable[[Any], list[PreconditionRow]]:
        return partial(preconditions, archived=True)

    def choice(self, screen: Any, row: PreconditionRow) -> tuple[str, str]:
        names = {one.line.department: one.line.name for one in screen.found or ()}
        return names.get(row.department, ""), safe(row.text)


class OnlyOpen(Action):
    """Leave out what is in place."""

    id = "precondition.only_open"
    keys = ("o",)
    label = N_("Only open")
    help = N_("Show only the conditions that are not in place, or all of them.")
    group = GROUP
    places = PLACES
    footer = 50

    def words(self, screen: Any) -> str:
        return _("Show all") if screen.only_open else super().words(screen)

    async def run(self, screen: Any) -> None:
        screen.show_only_open(not screen.only_open)


class Fold(Action):
    """Show only a department's heading."""

    id = "precondition.fold"
    keys: tuple[str, ...] = ("left", "h")
    label = N_("Fold")
    help = N_("Show only the department's heading.")
    group = GROUP
    places = PLACES
    folded = True

    async def run(self, screen: Any) -> None:
        if screen.checklist:
            screen.fold(screen.checklist, self.folded)


class Unfold(Fold):
    """Show a department's conditions."""

    id = "precondition.unfold"
    keys = ("right", "l")
    label = N_("Unfold")
    help = N_("Show the department's conditions.")
    folded = False


class OpenHeading(Fold):
    """Show or hide a department's conditions."""

    id = "precondition.open"
    keys = ("enter",)
    label = N_("Open/close")
    help = N_("On a department's heading: show or hide its conditions.")

    def applies(self, screen: Any) -> bool:
        return super().applies(screen) and isinstance(screen.row, Checklist)

    async def run(self, screen: Any) -> None:
        screen.fold(screen.row, not screen.folded(screen.row))


PRECONDITION_ACTIONS: tuple[Action, ...] = (
    TickCondition(),
    SignOffDepartment(),
    NewCondition(),
    OpenHeading(),
    EditCondition(),
    PlantConditions(),
    ArchiveCondition(),
    RestoreCondition(),
    OnlyOpen(),
    Fold(),
    Unfold(),
)

"""What many actions do: ask the person something, then write the answer."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from db.commands import Edit, Outcome
from db.errors import SapaError
from db.queries.due import DUE_COLUMNS, read_due
from db.rules.due import AnchorKey, Due
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.writing import Writing

if TYPE_CHECKING:
    from db.rules.typed_title import Choices
    from sapa_tui.dialogs.form import FormDialog
    from sapa_tui.screens.plan_screen import PlanScreen

T = TypeVar("T")
_MOVING = {*DUE_COLUMNS, "start_of_use"}
"""Fields from which due dates of other items may be counted."""
FormMaker = Callable[..., "FormDialog"]
"""Makes a form when it is told what saves it."""
Values = dict[str, Any]
"""What was filled in, by field."""


class Commands(Protocol):
    """The module of the commands on one kind of item."""

    edit: Any
    restore: Any


async def fill_new(
    screen: "PlanScreen", entity: str, form: FormMaker, add: Callable[[Values], Awaitable[T]]
) -> T | None:
    """Let a form be filled in for a new item; what ``add`` makes of it.

    None when nothing was made, or when the view has been left meanwhile and shows it no more.
    """
    made: list[T] = []

    async def save(edits: Mapping[str, Edit]) -> None:
        made.append(await add({name: edit.mine for name, edit in edits.items()}))

    writing = await Writing.begin(screen.sapa.session, entity)
    await screen.app.push_screen_wait(form(save=save, writing=writing))
    return made[0] if made and not screen.over else None


async def edit_item(
    screen: "PlanScreen",
    entity: str,
    number: int,
    form: FormMaker,
    commands: Commands,
    confirm: Callable[[Mapping[str, Edit]], Awaitable[Mapping[str, Any]]] | None = None,
) -> None:
    """Let the form of an existing item be filled in, and write what was changed.

    ``confirm`` asks about the edits before they are written, and returns what else the command is
    to be told; it raises where they are not to be written.
    """

    async def save(edits: Mapping[str, Edit]) -> str:
        agreed = {} if confirm is None else await confirm(edits)
        outcome = await screen.write(commands.edit, number, edits, **agreed)
        return await what_followed(screen, outcome) if _MOVING & edits.keys() else ""

    async def restore() -> None:
        await screen.write(commands.restore, number)

    writing = await Writing.begin(screen.sapa.session, entity, number)
    await screen.app.push_screen_wait(form(save=save, writing=writing, restore=restore))


async def what_followed(screen: "PlanScreen", outcome: Outcome) -> str:
    """How many other due dates have followed what was written; empty for none."""
    from db.queries.history import event
    from db.rules.go_live_move import said
    from sapa_tui.presentation.move_words import followed_words

    if outcome.event is None:
        return ""
    try:
        written = await screen.sapa.session.read(event, outcome.event)
    except SapaError:
        return ""  # it is saved all the same
    _reason, followed = said(written.note)
    return followed_words(followed) if followed else ""


def take_due(values: Values) -> Due:
    """The due date that was filled in, out of the columns in which it is stored."""
    return read_due(*(values.pop(name, None) for name in DUE_COLUMNS))


def due_choices_of(
    screen: "PlanScreen", me: AnchorKey | None = None, department: int | None = None
) -> "Choices":
    """What the due date of an item, an existing one or not, may be counted from."""
    from sapa_tui.presentation.due_preview import due_choices

    wall = screen.wall
    items = wall.cards.values(), wall.items.values()
    return due_choices(*items, wall.facts, me=me, department=department)


async def ask_reason(
    screen: "PlanScreen",
    title: str,
    question: str,
    save: Callable[[str], Awaitable[object]],
    *,
    draft: tuple[str, int],
) -> None:
    """Ask for the words that a write needs; the write happens when they are given.

    ``draft`` names the question and the item, so that an answer begun is found again.
    """
    from sapa_tui.dialogs.reason import ReasonDialog

    writing = await Writing.begin(screen.sapa.session, *draft)
    dialog = ReasonDialog(safe(title), question, save=save, writing=writing)
    await screen.app.push_screen_wait(dialog)


async def is_sure(
    screen: "PlanScreen", title: str, text: str, yes: str, *, careful: bool = False
) -> bool:
    """Ask before something is done; ``careful`` waits on the answer that changes nothing."""
    from sapa_tui.dialogs.confirm import ConfirmDialog

    sure = await screen.app.push_screen_wait(ConfirmDialog(safe(title), text, yes, careful=careful))
    return bool(sure)


async def choose(
    screen: "PlanScreen",
    title: str,
    choices: Sequence[tuple[str, str, str]],
    current: str = "",
    *,
    find: bool = False,
) -> str | None:
    """Ask for one of a few, each with its key, its words and a note; None when it is left.

    With ``find`` letters go to the one that they may mean.
    """
    from sapa_tui.dialogs.choice import ChoiceDialog

    dialog = ChoiceDialog(safe(title), choices, current=current, find=find)
    return await screen.app.push_screen_wait(dialog)


async def archive(screen: "PlanScreen", command: Any, number: int, title: str, text: str) -> None:
    """Ask whether an item is to be archived, and do it; ``text`` says what comes of it."""
    if await is_sure(screen, title, text, _("Archive")):
        await screen.write(command, number)

"""Moving a card: to another column, and up or down in its own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from db.commands import Edit
from db.errors import InvalidInput, NeedsConfirmation
from db.queries.board import Card
from db.rules.codes import BOARD_COLUMNS, Column
from db.rules.moves import WipLimit, WipVerdict, wip_verdict
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_long
from sapa_tui.presentation.words import column_word
from sapa_tui.writing import Writing

from .asking import choose, is_sure
from .base import Action
from .on_card import ON_BOARD, WriteToCard, card_form

if TYPE_CHECKING:
    from db.commands import board as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.board")


async def move_card(
    screen: "PlanScreen", card: Card, target: Column, before: int | None = None
) -> None:
    """Move a card, asking first for what the move needs: a reason, or a confirmation."""

    async def move(**more: Any) -> None:
        await screen.write(commands.move, card.id, target, before=before, base=card.column, **more)
        _say_where(screen, card, target)

    try:
        await move()
    except NeedsConfirmation as needed:
        if await _confirm_early_start(screen, needed):
            await move(confirmed=True)
    except InvalidInput as missing:
        if missing.code != "reason_missing":
            raise

        await _ask_what_for(screen, card, move)


async def _ask_what_for(
    screen: "PlanScreen", card: Card, move: Callable[..., Awaitable[None]]
) -> None:
    """Ask what a card will wait for, and who can end that; it moves when that is said."""
    from sapa_tui.dialogs.quick_form import WaitingForm

    async def save(edits: Mapping[str, Edit]) -> None:
        await move(reason=edits["waiting_reason"].mine, waiting_on=edits["waiting_on"].mine)

    writing = await Writing.begin(screen.sapa.session, "activity/waiting", card.id)
    form = card_form(screen, WaitingForm, card)
    await screen.app.push_screen_wait(form(new=True, save=save, writing=writing))


async def _confirm_early_start(screen: "PlanScreen", needed: NeedsConfirmation) -> bool:
    go_live = needed.params.get("go_live")
    when = day_long(go_live) if go_live else _("a day not yet known")
    text = _(
        "This activity implements new workflows. A08: they are implemented only when the "
        "employees take SAPA into use, and go-live is {day}. Start it anyway? "
        "Your confirmation is recorded."
    ).format(day=when)
    title = str(needed.params["title"])
    return await is_sure(screen, title, text, _("Start anyway"), careful=True)


def _say_where(screen: "PlanScreen", card: Card, column: Column) -> None:
    """Say what a person could miss: that a card is out of sight, or a column too full."""
    if column is Column.NOT_APPLICABLE:
        words = _("“{title}” is not applicable now; v shows or hides such cards, u takes it back.")
        screen.say(words.format(title=safe(card.title)))
    limit = screen.wall.facts.limits.get(column, WipLimit(None, False))
    count = len(screen.wall.columns[column])
    if wip_verdict(limit, count) is WipVerdict.OVER:
        words = _("{column} now holds {count} cards; the limit is {limit}.")
        screen.say(
            words.format(column=column_word(column), count=count, limit=limit.limit), "warning"
        )


class MoveCard(WriteToCard):
    """Choose the column to move a card to."""

    id = "card.move"
    keys = ("m",)
    label = N_("Move")
    help = N_("Choose the column that the card goes to.")
    footer = 40

    async def run(self, screen: "PlanScreen") -> None:
        card = self.the_card(screen)
        counts = screen.wall.columns
        choices = [
            (column.value, column_word(column), str(len(counts[column])))
            for column in Column
            if column is not card.column
        ]
        if chosen := await choose(screen, _("Move to"), choices):
            await move_card(screen, card, Column(chosen))


class _Shift(WriteToCard):
    """Move a card to the neighbouring column."""

    step: ClassVar[int]

    def target(self, screen: Any) -> Column | None:
        """The column beside the card's own, if there is one."""
        card = self.card(screen)
        if card is None or card.column not in BOARD_COLUMNS:
            return None
        place = BOARD_COLUMNS.index(card.column) + self.step
        return BOARD_COLUMNS[place] if 0 <= place < len(BOARD_COLUMNS) else None

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        return None if self.target(screen) else _("There is no column further on.")

    async def run(self, screen: "PlanScreen") -> None:
        target = self.target(screen)
        assert target is not None
        await move_card(screen, self.the_card(screen), target)


class ShiftLeft(_Shift):
    """Move a card one column to the left."""

    id = "card.left"
    keys = ("H", "shift+left")
    label = N_("Move left")
    help = N_("Move the card one column to the left.")
    step = -1


class ShiftRight(_Shift):
    """Move a card one column to the right."""

    id = "card.right"
    keys = ("L", "shift+right")
    label = N_("Move right")
    help = N_("Move the card one column to the right.")
    step = 1


class _Reorder(WriteToCard):
    """Move a card within its column."""

    places = ON_BOARD
    step: ClassVar[int]

    async def run(self, screen: "PlanScreen") -> None:
        card = self.the_card(screen)
        column = screen.wall.columns[card.column]
        place = next(n for n, other in enumerate(column) if other.id == card.id)
        if not 0 <= place + self.step < len(column):
            return
        below = place - 1 if self.step < 0 else place + 2
        before = column[below].id if below < len(column) else None
        await screen.write(commands.move, card.id, card.column, before=before)


class CardUp(_Reorder):
    """Move a card up in its column."""

    id = "card.up"
    keys = ("K", "shift+up")
    label = N_("Move up")
    help = N_("Move the card up in its column.")
    step = -1


class CardDown(_Reorder):
    """Move a card down in its column."""

    id = "card.down"
    keys = ("J", "shift+down")
    label = N_("Move down")
    help = N_("Move the card down in its column.")
    step = 1


MOVING_ACTIONS: tuple[Action, ...] = (
    MoveCard(),
    ShiftLeft(),
    ShiftRight(),
    CardUp(),
    CardDown(),
)

"""What a person can do with the cards of the board."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from db.commands import Edit
from db.commands import board as commands
from db.errors import InvalidInput, NeedsConfirmation
from db.queries import board as queries
from db.queries.board import Card
from db.rules.codes import BOARD_COLUMNS, Column, Kind, Role
from db.rules.due import Due
from db.rules.moves import WipLimit, WipVerdict, wip_verdict
from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_long
from sapa_tui.presentation.words import column_word
from sapa_tui.writing import Writing

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("Board")
ON_BOARD = frozenset({"board"})
ON_CARD = frozenset({"board", "activity"})


class CardAction(Action):
    """An action on the card in focus."""

    group = GROUP
    places = ON_CARD

    def card(self, screen: Any) -> Card | None:
        """The card that has the focus."""
        found: Card | None = screen.card
        return found

    def off(self, screen: "PlanScreen") -> str | None:
        return None if self.card(screen) else _("No card has the focus here.")

    def the_card(self, screen: Any) -> Card:
        """The card in focus; only asked after ``off`` has said that there is one."""
        card = self.card(screen)
        assert card is not None
        return card


class WriteToCard(CardAction):
    """An action on the card in focus that viewers cannot take."""

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen) or super().off(screen)


def may_write(screen: "PlanScreen") -> str | None:
    """Why the person cannot write, if so."""
    if screen.role is Role.VIEWER:
        return _("You may read this plan, but not change it. Ask the project leader.")
    return None


async def move_card(
    screen: "PlanScreen", card: Card, target: Column, before: int | None = None
) -> None:
    """Move a card, asking first for what the move needs: a reason, or a confirmation."""

    async def move(**more: Any) -> None:
        await screen.write(commands.move, card.id, target, before=before, base=card.column, **more)
        _warn_when_over(screen, target)

    try:
        await move()
    except NeedsConfirmation as needed:
        if await _confirm_early_start(screen, needed):
            await move(confirmed=True)
    except InvalidInput as missing:
        if missing.code != "reason_missing":
            raise
        from sapa_tui.dialogs.reason import ReasonDialog

        async def save(reason: str) -> None:
            await move(reason=reason)

        question = _("What does it wait for, and who can help?")
        writing = await Writing.begin(screen.sapa.session, "activity/waiting", card.id)
        dialog = ReasonDialog(safe(card.title), question, save=save, writing=writing)
        await screen.app.push_screen_wait(dialog)


async def _confirm_early_start(screen: "PlanScreen", needed: NeedsConfirmation) -> bool:
    from sapa_tui.dialogs.confirm import ConfirmDialog

    go_live = needed.params.get("go_live")
    when = day_long(go_live) if go_live else _("a day not yet known")
    text = _(
        "This activity implements new workflows. A08: they are implemented only when the "
        "employees take SAPA into use, and go-live is {day}. Start it anyway? "
        "Your confirmation is recorded."
    ).format(day=when)
    title = safe(str(needed.params["title"]))
    sure = await screen.app.push_screen_wait(ConfirmDialog(title, text, _("Start anyway")))
    return bool(sure)


def _warn_when_over(screen: "PlanScreen", column: Column) -> None:
    limit = screen.wall.facts.limits.get(column, WipLimit(None, False))
    count = len(screen.wall.columns[column])
    if wip_verdict(limit, count) is WipVerdict.OVER:
        words = _("{column} now holds {count} cards; the limit is {limit}.")
        screen.say(
            words.format(column=column_word(column), count=count, limit=limit.limit), "warning"
        )


class OpenCard(CardAction):
    """Read a card in full."""

    id = "card.open"
    keys = ("enter",)
    label = N_("Open")
    help = N_("Read the card in full: text, checklist and history.")
    places = ON_BOARD
    footer = 10

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        await screen.app.push_screen_wait(DetailScreen("activity", self.the_card(screen).id))


class NewCard(Action):
    """Create an activity."""

    id = "card.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Write a new card; it begins in Not started.")
    group = GROUP
    places = ON_BOARD
    footer = 20

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.activity_form import ActivityForm

        made: list[int] = []

        async def save(edits: Mapping[str, Edit]) -> None:
            values = {name: edit.mine for name, edit in edits.items()}
            title = values.pop("title", "")
            due = Due(values.pop("offset_weeks", None), _day(values.pop("due_date", None)))
            kind = Kind(values.pop("kind", Kind.PREPARATION))
            done = await screen.write(commands.add, title, kind=kind, due=due, **values)
            made.append(done.entity_id)

        people, facts = list(screen.wall.people.values()), screen.wall.facts
        writing = await Writing.begin(screen.sapa.session, "activity")
        form = ActivityForm(None, people, facts, screen.sapa.today, save=save, writing=writing)
        await screen.app.push_screen_wait(form)
        if made:
            screen.board.focus_card(made[0])  # type: ignore[attr-defined]


class EditCard(WriteToCard):
    """Edit every field of a card."""

    id = "card.edit"
    keys = ("e",)
    label = N_("Edit")
    help = N_("Change any field of the card.")
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.activity_form import ActivityForm

        number = self.the_card(screen).id
        detail = await screen.sapa.session.read(queries.activity, number)

        async def save(edits: Mapping[str, Edit]) -> None:
            await screen.write(commands.edit, number, edits)

        async def restore() -> None:
            await screen.write(commands.restore, number)

        form = ActivityForm(
            detail,
            list(screen.wall.people.values()),
            screen.wall.facts,
            screen.sapa.today,
            save=save,
            writing=await Writing.begin(screen.sapa.session, "activity", number),
            restore=restore,
        )
        await screen.app.push_screen_wait(form)


class MoveCard(WriteToCard):
    """Choose the column to move a card to."""

    id = "card.move"
    keys = ("m",)
    label = N_("Move")
    help = N_("Choose the column that the card goes to.")
    footer = 40

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.choice import ChoiceDialog

        card = self.the_card(screen)
        counts = screen.wall.columns
        choices = [
            (column.value, column_word(column), str(len(counts[column])))
            for column in Column
            if column is not card.column
        ]
        dialog = ChoiceDialog(_("Move to"), choices)
        chosen = await screen.app.push_screen_wait(dialog)
        if chosen:
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


class ArchiveCard(WriteToCard):
    """Take a card off the board."""

    id = "card.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the card off the board; it can be restored.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.confirm import ConfirmDialog

        card = self.the_card(screen)
        text = _("The card leaves the board. A brings archived cards back.")
        if await screen.app.push_screen_wait(ConfirmDialog(safe(card.title), text, _("Archive"))):
            await screen.write(commands.archive, card.id)


class RestoreCard(Action):
    """Bring an archived card back."""

    id = "card.restore"
    keys = ("A",)
    label = N_("Restore")
    help = N_("Bring an archived card back to the board.")
    group = GROUP
    places = ON_BOARD

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.choice import ChoiceDialog

        archived = await screen.sapa.session.read(queries.cards, archived=True)
        if not archived:
            screen.say(_("No card is archived."))
            return
        choices = [(str(c.id), safe(c.title), column_word(c.column)) for c in archived]
        chosen = await screen.app.push_screen_wait(ChoiceDialog(_("Restore a card"), choices))
        if chosen:
            await screen.write(commands.restore, int(chosen))
            screen.board.focus_card(int(chosen))  # type: ignore[attr-defined]


class AddPoint(WriteToCard):
    """Add a point to a card's checklist."""

    id = "card.point"
    keys = ("a",)
    label = N_("Add point")
    help = N_("Add a point to the card's checklist.")
    footer = 50

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.reason import ReasonDialog

        card = self.the_card(screen)

        async def save(text: str) -> None:
            await screen.write(commands.add_checklist_item, card.id, text)

        writing = await Writing.begin(screen.sapa.session, "activity/point", card.id)
        question = _("New point of the checklist")
        dialog = ReasonDialog(safe(card.title), question, save=save, writing=writing)
        await screen.app.push_screen_wait(dialog)


class TickPoint(WriteToCard):
    """Tick a point of the checklist, or clear its tick."""

    id = "card.tick"
    keys = ("space",)
    label = N_("Tick")
    help = N_("Tick the point of the checklist, with your name and the time.")
    places = frozenset({"activity"})
    footer = 5

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        point = screen.detail.point  # type: ignore[attr-defined]
        return None if point else _("No point of the checklist has the focus.")

    async def run(self, screen: "PlanScreen") -> None:
        point = screen.detail.point  # type: ignore[attr-defined]
        await screen.write(commands.set_tick, point.id, point.ticked_by is None)


class RemovePoint(WriteToCard):
    """Take a point off the checklist."""

    id = "card.remove_point"
    keys = ("x",)
    label = N_("Remove point")
    help = N_("Take the point off the checklist.")
    places = frozenset({"activity"})

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        point = screen.detail.point  # type: ignore[attr-defined]
        return None if point else _("No point of the checklist has the focus.")

    async def run(self, screen: "PlanScreen") -> None:
        point = screen.detail.point  # type: ignore[attr-defined]
        await screen.write(commands.remove_checklist_item, point.id)


class SearchCards(Action):
    """Search in the titles of the cards."""

    id = "board.search"
    keys = ("slash", "ctrl+f")
    label = N_("Search")
    help = N_("Show only the cards whose words match; esc shows all again.")
    group = GROUP
    places = frozenset({"board", "communication"})
    footer = 60

    async def run(self, screen: "PlanScreen") -> None:
        await screen.open_search()  # type: ignore[attr-defined]


class FilterCards(Action):
    """Filter the board."""

    id = "board.filter"
    keys = ("f",)
    label = N_("Filter")
    help = N_("Show only one person's cards, one kind, or the late ones.")
    group = GROUP
    places = ON_BOARD
    footer = 70

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.filter_form import FilterForm

        people = list(screen.wall.people.values())
        used = sorted({card.responsible for card in screen.wall.cards.values()})
        form = FilterForm(screen.filter, people, used)  # type: ignore[attr-defined]
        chosen = await screen.app.push_screen_wait(form)
        if chosen is not None:
            screen.set_filter(chosen)  # type: ignore[attr-defined]


class ClearFilter(Action):
    """Show all cards again."""

    id = "board.clear"
    keys = ("F", "escape")
    label = N_("Show all")
    help = N_("Show all cards again.")
    group = GROUP
    places = frozenset({"board", "search"})

    async def run(self, screen: "PlanScreen") -> None:
        await screen.close_search()  # type: ignore[attr-defined]


class ShowNotApplicable(Action):
    """Show or hide the column Ikke relevant."""

    id = "board.not_applicable"
    keys = ("v",)
    label = N_("Not applicable")
    help = N_("Show or hide the cards that are not applicable here.")
    group = GROUP
    places = ON_BOARD

    async def run(self, screen: "PlanScreen") -> None:
        await screen.board.toggle_not_applicable()  # type: ignore[attr-defined]
        screen.show(screen.wall)


class LimitColumn(Action):
    """Set how many cards a column may hold."""

    id = "board.limit"
    keys = ("w",)
    label = N_("Limit")
    help = N_("Set how many cards the column may hold at once (project leader).")
    group = GROUP
    places = ON_BOARD

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.role is not Role.LEADER:
            return _("Only the project leader sets the limit of a column.")
        column = screen.board.focused_column  # type: ignore[attr-defined]
        return None if column else _("No column has the focus.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.choice import ChoiceDialog

        column: Column = screen.board.focused_column.column  # type: ignore[attr-defined]
        choices = [("none", _("No limit"), "")]
        for number in (3, 4, 5, 6, 8, 10):
            choices.append((f"{number} soft", str(number), _("warns when there are more")))
        for number in (3, 4, 5, 6, 8, 10):
            choices.append((f"{number} hard", str(number), _("refuses more")))
        title = _("Limit of {column}").format(column=column_word(column))
        chosen = await screen.app.push_screen_wait(ChoiceDialog(title, choices))
        if chosen is None:
            return
        count, _space, kind = chosen.partition(" ")
        limit = None if chosen == "none" else int(count)
        await screen.write(commands.set_limit, column, limit, hard=kind == "hard")


def _day(text: str | None) -> Any:
    from datetime import date

    return date.fromisoformat(text) if text else None


BOARD_ACTIONS: tuple[Action, ...] = (
    OpenCard(),
    NewCard(),
    EditCard(),
    MoveCard(),
    ShiftLeft(),
    ShiftRight(),
    CardUp(),
    CardDown(),
    ArchiveCard(),
    RestoreCard(),
    AddPoint(),
    TickPoint(),
    RemovePoint(),
    SearchCards(),
    FilterCards(),
    ClearFilter(),
    ShowNotApplicable(),
    LimitColumn(),
)

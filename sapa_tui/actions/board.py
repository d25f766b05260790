"""What a person can do with the board as a whole: search, filter, limits."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from db.commands import Edit
from db.rules.codes import Column, Role
from db.rules.moves import WipLimit
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .base import Action
from .on_card import GROUP, ON_BOARD

if TYPE_CHECKING:
    from db.commands import board as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.board")


class SearchCards(Action):
    """Search in the titles of the cards."""

    id = "board.search"
    keys = ("slash", "ctrl+f")
    label = N_("Search")
    help = N_("Show only the cards whose words match; esc shows all again.")
    opens_form = True
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
    opens_form = True
    group = GROUP
    places = ON_BOARD

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.role is not Role.LEADER:
            return _("Only the project leader sets the limit of a column.")
        column = screen.board.focused_column  # type: ignore[attr-defined]
        return None if column else _("No column has the focus.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.limit_form import LimitForm

        column: Column = screen.board.focused_column.column  # type: ignore[attr-defined]
        limit = screen.wall.facts.limits.get(column, WipLimit(None, False))

        async def save(edits: Mapping[str, Edit]) -> None:
            mine = {"wip_limit": limit.limit, "wip_hard": limit.hard}
            mine |= {name: edit.mine for name, edit in edits.items()}
            most, hard = mine["wip_limit"], bool(mine["wip_hard"])
            await screen.write(commands.set_limit, column, most, hard=hard)

        form = LimitForm(column, limit, len(screen.wall.columns[column]), save=save)
        await screen.app.push_screen_wait(form)


BOARD_ACTIONS: tuple[Action, ...] = (
    SearchCards(),
    FilterCards(),
    ClearFilter(),
    ShowNotApplicable(),
    LimitColumn(),
)

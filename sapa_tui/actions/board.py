"""What a person can do with the board as a whole: search, filter, limits."""

from typing import TYPE_CHECKING

from db.commands import board as commands
from db.rules.codes import Column, Role
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import column_word

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen
from .on_card import GROUP, ON_BOARD


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


BOARD_ACTIONS: tuple[Action, ...] = (
    SearchCards(),
    FilterCards(),
    ClearFilter(),
    ShowNotApplicable(),
    LimitColumn(),
)

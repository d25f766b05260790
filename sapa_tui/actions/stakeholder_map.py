"""What a person can do on the map of stakeholders, and how it is reached from their register."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from db.commands import Edit
from db.errors import Conflict
from db.queries.stakeholders import StakeholderRow
from db.rules.codes import Level
from db.rules.stakeholder_map import beside
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .base import Action
from .stakeholders import GROUP, StakeholderAction

if TYPE_CHECKING:
    from db.commands import stakeholders as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.stakeholders")

_ON_MAP = frozenset({"stakeholder_map"})


class Shift(StakeholderAction):
    """Set a group's influence or impact one step up or down."""

    places = _ON_MAP
    field: ClassVar[str]
    step: ClassVar[int]
    footer = 35

    def words(self, screen: "PlanScreen") -> str:
        return _("Move")

    def target(self, row: StakeholderRow) -> Level | None:
        """The step of the scale beside the group's own, if there is one."""
        return beside(getattr(row, self.field), self.step)

    def off(self, screen: Any) -> str | None:
        if reason := super().off(screen):
            return reason
        there = self.target(self.the_row(screen))
        return None if there else _("The map ends here.")

    async def run(self, screen: "PlanScreen") -> None:
        row = self.the_row(screen)
        target = self.target(row)
        assert target is not None
        edits = {self.field: Edit(getattr(row, self.field).value, target.value)}
        try:
            await screen.write(commands.edit, row.id, edits)
        except Conflict:
            screen.say(_("A colleague has just moved the group; look again."), "warning")


class MoreInfluence(Shift):
    """Move a group up."""

    id = "map.up"
    keys = ("shift+up", "K")
    label = N_("More influence")
    help = N_("Move the group up: it has one step more influence.")
    field, step = "influence", 1


class LessInfluence(Shift):
    """Move a group down."""

    id = "map.down"
    keys = ("shift+down", "J")
    label = N_("Less influence")
    help = N_("Move the group down: it has one step less influence.")
    field, step = "influence", -1


class MoreImpact(Shift):
    """Move a group to the right."""

    id = "map.right"
    keys = ("shift+right", "L")
    label = N_("More affected")
    help = N_("Move the group to the right: it is affected one step more.")
    field, step = "impact", 1


class LessImpact(Shift):
    """Move a group to the left."""

    id = "map.left"
    keys = ("shift+left", "H")
    label = N_("Less affected")
    help = N_("Move the group to the left: it is affected one step less.")
    field, step = "impact", -1


class _Beside(Action):
    """Look at the same group in the other of the two views."""

    group = GROUP
    keys = ("m",)
    footer = 10
    view: ClassVar[str]

    async def run(self, screen: "PlanScreen") -> None:
        # The app goes there, not this screen: the screen may end on the way.
        going: Any = partial(_look, screen, self.view, screen.row)  # type: ignore[attr-defined]
        screen.sapa.run_worker(going, group="views")


async def _look(screen: "PlanScreen", view: str, row: StakeholderRow | None) -> None:
    sapa = screen.sapa
    await sapa.go_to(view, screen)
    there: Any = sapa.screen
    if row is not None and getattr(there, "view", "") == view:
        there.look_at(row.id)


class ToMap(_Beside):
    """From the register to the map."""

    id = "stakeholders.map"
    label = N_("Map")
    help = N_("Look at the map of influence and impact.")
    places = frozenset({"stakeholders"})
    view = "stakeholder_map"


class ToRegister(_Beside):
    """From the map to the register."""

    id = "map.register"
    label = N_("Register")
    help = N_("Look at the register of stakeholders.")
    places = _ON_MAP
    view = "stakeholders"


SHIFTS = (MoreInfluence(), LessInfluence(), MoreImpact(), LessImpact())
STAKEHOLDER_MAP_ACTIONS: tuple[Action, ...] = (*SHIFTS, ToMap(), ToRegister())

"""What the project leader can do with the municipality's own templates."""

from typing import TYPE_CHECKING

from db.rules.codes import Role
from db.rules.template import TemplateKind
from sapa_tui.locale import N_, _

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen
    from sapa_tui.templates.comparing import Preview

_KINDS = {
    "board": TemplateKind.ACTIVITIES,
    "communication": TemplateKind.COMMUNICATION,
    "stakeholders": TemplateKind.STAKEHOLDERS,
}


class PasteTemplate(Action):
    """Take over rows that were copied in a spreadsheet."""

    id = "template.paste"
    label = N_("Paste from Excel")
    help = N_("Take over the rows of your own template; you see first what it would do.")
    group = N_("Own templates")
    places = frozenset(_KINDS)
    opens_form = True

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.role is not Role.LEADER:
            return _("Only the project leader takes over a template.")
        return None

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.template_dialogs import TemplateDialog
        from sapa_tui.importing import Importing

        importing = Importing(screen.sapa.session, _KINDS[screen.place])

        async def apply(preview: "Preview") -> None:
            outcome = await importing.apply(preview)
            await screen.sapa.caught_up(outcome.event)

        dialog = TemplateDialog(importing, screen.wall.names, apply)
        await screen.app.push_screen_wait(dialog)


TEMPLATE_ACTIONS: tuple[Action, ...] = (PasteTemplate(),)

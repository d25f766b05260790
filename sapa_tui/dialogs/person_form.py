"""The form of somebody who is to have access."""

from collections.abc import Iterable

from textual.widget import Widget

from db.rules.codes import Role
from sapa_tui.locale import _
from sapa_tui.presentation.words import role_word
from sapa_tui.widgets.fields import ChoiceField, LineField
from sapa_tui.writing import Writing

from .form import FormDialog, Save


class PersonForm(FormDialog):
    """Login name, full name and role of a new person."""

    def __init__(self, *, save: Save, writing: Writing | None = None) -> None:
        super().__init__(_("Give access"), new=True, save=save, writing=writing)

    def body(self) -> Iterable[Widget]:
        # The system's login name is how the dashboard knows who opens it.
        yield LineField(
            "name", "", label=_("Login name"), placeholder=_("as on the server, for instance mk")
        )
        yield LineField("full_name", "", placeholder=_("first name and surname"))
        roles = [(role.value, role_word(role)) for role in Role]
        yield ChoiceField("role", Role.MEMBER.value, roles)

"""What a person is told when their role or their access changes under an open dashboard."""

from db.queries.people import PersonRow
from db.rules.codes import Role
from sapa_tui.locale import _

from .words import role_word


def role_changed(before: PersonRow | None, now: PersonRow) -> str:
    """What a new role means; empty when it is the old one."""
    if before is None or before.role is now.role:
        return ""
    role = role_word(now.role)
    match now.role:
        case Role.VIEWER:
            words = _("Your role is now {role}: you can read the plan, but no longer change it.")
        case Role.LEADER:
            words = _("Your role is now {role}: you can also complete messages and give access.")
        case _other if before.role is Role.VIEWER:
            words = _("Your role is now {role}: you can change the plan.")
        case _other:
            words = _("Your role is now {role}.")
    return words.format(role=role)


def access_lost(with_draft: bool) -> str:
    """Why the dashboard has ended, and that nothing typed is lost."""
    words = _("Your access to this plan has been taken away by the project leader.")
    return f"{words} {_('What you had typed is kept as a draft.')}" if with_draft else words

"""What a person is told when their role or their access changes under an open dashboard."""

from db.queries.people import PersonRow
from db.rules.codes import Role
from sapa_tui.locale import _

from .words import role_word


def role_changed(before: PersonRow | None, now: PersonRow | None) -> str:
    """What a new role means; empty when it is the old one."""
    if before is None or now is None or before.role is now.role:
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


def shut_out(me: PersonRow | None, key: str, with_draft: bool) -> str:
    """Why the dashboard ends, and that nothing typed is lost; empty while the person may stay.

    ``key`` is the fingerprint by which they have come in; empty when it was not by a key.
    """
    if me is None or not me.active:
        words = _("Your access to this plan has been taken away by the project leader.")
    elif key and key not in me.keys:
        words = _("The key by which you came in has been revoked by the project leader.")
    else:
        return ""
    kept = _("What you had typed is kept as a draft.")
    return f"{words} {kept}" if with_draft else words

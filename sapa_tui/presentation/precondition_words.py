"""Words for the kinds of conditions, and for what a department's leader has said."""

from db.rules.codes import PreconditionKind, SignOff
from db.rules.preconditions import GoSum
from sapa_tui.locale import N_, _, ngettext

PRECONDITION_KINDS = {
    PreconditionKind.ACCESS: N_("access"),
    PreconditionKind.ROLES: N_("roles"),
    PreconditionKind.VIEWS: N_("views"),
    PreconditionKind.ADVIS_GROUPS: N_("advis groups"),
    PreconditionKind.MANUALS: N_("guides"),
    PreconditionKind.STAFFING: N_("staffing"),
    PreconditionKind.EXTERNAL: N_("another card"),
    PreconditionKind.OTHER: N_("other"),
}
SIGN_OFFS = {SignOff.READY: N_("ready"), SignOff.NOT_READY: N_("not ready")}


def precondition_kind_word(kind: PreconditionKind) -> str:
    """What sort of condition a point is: ``adgange``."""
    return _(PRECONDITION_KINDS[kind])


def sign_off_word(said: SignOff) -> str:
    """What a leader has said of a department: ``klar``, ``ikke klar``."""
    return _(SIGN_OFFS[said])


def sum_words(found: GoSum) -> str:
    """How many departments are ready: ``2 af 4 afdelinger klar``."""
    words = ngettext(
        "{n} of {all} department ready", "{n} of {all} departments ready", found.relevant
    )
    return words.format(n=found.ready, all=found.relevant)

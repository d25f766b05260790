"""Words for where a stakeholder stands, and for what is amiss with what it is told."""

from collections.abc import Mapping

from db.queries.communication import Item
from db.rules.codes import Attitude
from db.rules.coverage import Amiss, CoverageWarning
from db.rules.stakeholder_map import Quadrant
from sapa_tui.locale import N_, _

from .dates import count_working_days
from .words import attitude_word, purpose_word

_QUADRANTS = {
    Quadrant.KEY_PLAYER: N_("Key player"),
    Quadrant.GREY_EMINENCE: N_("Grey eminence"),
    Quadrant.HOSTAGE: N_("Hostage"),
    Quadrant.EXTERNAL: N_("External stakeholder"),
}
_MEANINGS = {
    Quadrant.KEY_PLAYER: N_("has influence and is affected"),
    Quadrant.GREY_EMINENCE: N_("has influence, but is hardly affected"),
    Quadrant.HOSTAGE: N_("is affected, but has hardly any influence"),
    Quadrant.EXTERNAL: N_("is hardly affected and has hardly any influence"),
}
_ADVICE = {
    Quadrant.KEY_PLAYER: N_("involve in plans and decisions"),
    Quadrant.GREY_EMINENCE: N_("ask before decisions, respect the answer"),
    Quadrant.HOSTAGE: N_("keep informed, make an extra effort"),
    Quadrant.EXTERNAL: N_("least effort, tell what matters"),
}
_ATTITUDE_SIGNS = {Attitude.POSITIVE: "+", Attitude.NEUTRAL: "=", Attitude.SCEPTICAL: "−"}


def quadrant_word(quadrant: Quadrant) -> str:
    """A quadrant of the map: ``Ressourceperson``."""
    return _(_QUADRANTS[quadrant])


def quadrant_advice(quadrant: Quadrant) -> str:
    """A quadrant and how to treat who stands there: ``Ressourceperson – inddrag i planer …``."""
    return f"{quadrant_word(quadrant)} – {_(_ADVICE[quadrant])}"


def quadrant_told(quadrant: Quadrant) -> str:
    """A quadrant, what it means to stand there, and how to treat who does."""
    return f"{quadrant_word(quadrant)} – {_(_MEANINGS[quadrant])}: {_(_ADVICE[quadrant])}"


def attitude_sign(attitude: Attitude) -> str:
    """One character of width 1 for an attitude."""
    return _ATTITUDE_SIGNS[attitude]


def attitude_mark(attitude: Attitude) -> str:
    """An attitude with its sign: ``− skeptisk``."""
    return f"{attitude_sign(attitude)} {attitude_word(attitude)}"


def warning_sentence(warning: CoverageWarning, items: Mapping[int, Item]) -> str:
    """What is amiss, in one sentence; ``items`` by id."""
    match warning.code:
        case Amiss.NO_ITEM:
            return _("High influence, but no message is planned.")
        case Amiss.SILENT:
            days = count_working_days(warning.days or 0)
            return _("Nothing has been said to the group for {days}.").format(days=days)
    purpose = purpose_word(items[warning.item or 0].purpose)
    return _("The first message ({purpose}) does not say why.").format(purpose=purpose)

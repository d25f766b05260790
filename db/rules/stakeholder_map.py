"""The map of influence and impact: the field in which a stakeholder group stands, and its name."""

from enum import StrEnum

from db.rules.codes import Level


class Quadrant(StrEnum):
    """The four kinds of stakeholder of the usual Danish analysis, named by where they stand."""

    KEY_PLAYER = "key_player"
    """Has influence and is affected: to be involved."""
    GREY_EMINENCE = "grey_eminence"
    """Has influence without being affected: to be consulted."""
    HOSTAGE = "hostage"
    """Is affected without having influence: to be kept informed."""
    EXTERNAL = "external_stakeholder"
    """Neither: takes the least effort."""


def is_great(level: Level) -> bool:
    """Whether a step of the three-step scale falls into the upper half of the map.

    Medium does: a group that is taken too seriously costs an hour, one that is overlooked the
    change. So a group that nobody has assessed yet is one to be involved.
    """
    return level is not Level.LOW


def quadrant(influence: Level, impact: Level) -> Quadrant:
    """Name the quadrant of a group from its influence and how much it is affected."""
    if is_great(influence):
        return Quadrant.KEY_PLAYER if is_great(impact) else Quadrant.GREY_EMINENCE
    return Quadrant.HOSTAGE if is_great(impact) else Quadrant.EXTERNAL


def beside(level: Level, step: int) -> Level | None:
    """The level so many steps up (negative: down); ``None`` beyond the scale."""
    scale = list(Level)
    place = scale.index(level) + step
    return scale[place] if 0 <= place < len(scale) else None

"""Whether the card's quality criterion is met: the relevant stakeholders have been told."""

from collections.abc import Iterable
from typing import NamedTuple


class QualityCriterion(NamedTuple):
    """How many relevant stakeholders have been reached, and who is missing, in the given order."""

    met: bool
    reached: int
    relevant: int
    missing: tuple[str, ...]


def quality_criterion(stakeholders: Iterable[tuple[str, bool, bool]]) -> QualityCriterion:
    """Judge A08's criterion from each stakeholder's ``(name, relevant, reached)``.

    A08: "der er kommunikeret til relevante interessenter". A plan without any relevant
    stakeholder has told nobody, so it does not meet the criterion.
    """
    relevant = [(name, reached) for name, is_relevant, reached in stakeholders if is_relevant]
    missing = tuple(name for name, reached in relevant if not reached)
    return QualityCriterion(
        met=bool(relevant) and not missing,
        reached=len(relevant) - len(missing),
        relevant=len(relevant),
        missing=missing,
    )

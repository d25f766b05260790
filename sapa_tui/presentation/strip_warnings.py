"""What the countdown warns of, in as many words as there is room for."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from db.queries.warnings import WallWarnings
from db.rules.closing import answers_late
from db.rules.preconditions import not_ready_soon
from db.rules.roster import gaps_press
from db.rules.text import safe
from db.rules.workflows import still_running
from sapa_tui.locale import _, ngettext

BETWEEN = "  "
_SIGN = "! "


class StripWarning(NamedTuple):
    """One warning: whom it is about by name, or how many they are."""

    named: str
    counted: str


def strip_warnings(found: WallWarnings, go_live: date | None, today: date) -> list[StripWarning]:
    """The warnings of a day, the weightiest first: a line for each register that has any."""
    undecided = [one.name for one in found.undecided if answers_late(one.start or go_live, today)]
    not_ready = [line.name for line in not_ready_soon(found.go, go_live, today)]
    alone = [one.name for one in found.gaps if gaps_press(one.weeks, one.start or go_live, today)]
    legacy = [
        one.title for one in found.legacy if still_running(one.title, one.last_day, None, today)
    ]
    n, old = len(undecided), len(legacy)
    several = [
        (
            undecided,
            ngettext("{n} undecided: {names}", "{n} undecided: {names}", n),
            ngettext("{n} undecided", "{n} undecided", n),
        ),
        (found.needs_help, _("help: {names}"), _("help: {n}")),
        (not_ready, _("not ready: {names}"), _("not ready: {n}")),
        (
            legacy,
            ngettext(
                "{n} old workflow still runs: {names}", "{n} old workflows still run: {names}", old
            ),
            ngettext("{n} old one still runs", "{n} old ones still run", old),
        ),
        (alone, _("roster gaps: {names}"), _("roster gaps: {n}")),
    ]
    return [_warning(*one) for one in several if one[0]]


def fitting(warnings: Sequence[StripWarning], width: int) -> str:
    """The warnings in so many cells, none of them cut; empty without room.

    Names stand where they fit, in the order of weight; numbers stand for the others. Where not
    even the numbers fit, it is said how many more warnings there are.
    """
    shown = [one.counted for one in warnings]
    if cell_len(BETWEEN.join(shown)) <= width:
        for place, one in enumerate(warnings):
            named = [*shown[:place], one.named, *shown[place + 1 :]]
            shown = named if cell_len(BETWEEN.join(named)) <= width else shown
        return BETWEEN.join(shown)
    for first in range(len(shown) - 1, 0, -1):
        words = f"{BETWEEN.join(shown[:first])} +{len(shown) - first}"
        if cell_len(words) <= width:
            return words
    return ""


def _warning(names: Sequence[str], named: str, counted: str) -> StripWarning:
    n = len(names)
    listed = ", ".join(safe(name, lines=False) for name in names)
    return StripWarning(_SIGN + named.format(n=n, names=listed), _SIGN + counted.format(n=n))

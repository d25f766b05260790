"""A stakeholder group in words: where it stands on the map, what it has heard, what is amiss."""

from datetime import date
from typing import NamedTuple

from db.queries.communication import Item
from db.queries.coverage import coverages
from db.queries.stakeholders import StakeholderRow
from db.queries.wall import Wall
from db.rules.coverage import Amiss, Coverage
from db.rules.due import Timing, Urgency
from sapa_tui.locale import _

from .dates import count_working_days, day_brief, days_phrase, urgency_sign
from .due_cells import due_in
from .due_rules import due_text, mark_widths
from .facts import Fact, Words
from .stakeholder_words import attitude_mark, quadrant_advice, warning_sentence
from .words import level_word, responsible_word

_DUE = 14
"""Cells for a due date in the register: ``start+2u 15-05``."""
_PRESSING = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}


class Group(NamedTuple):
    """A stakeholder with its coverage, and the item that is its next contact."""

    row: StakeholderRow
    coverage: Coverage
    upcoming: Item | None

    @property
    def warned(self) -> bool:
        """Whether something is amiss."""
        return bool(self.coverage.warnings)


class Present(NamedTuple):
    """What the words about a group hang on besides the group."""

    wall: Wall
    today: date

    def timing(self, item: Item) -> Timing:
        """When an item is due."""
        return self.wall.facts.timing(item.due, self.today, finished=item.finished)


def groups(wall: Wall, today: date) -> dict[int, Group]:
    """The groups of a wall by their ids, in the register's order."""
    found = coverages(wall.stakeholders, wall.items.values(), wall.facts, today)
    return {
        row.id: Group(row, found[row.id], wall.items.get(found[row.id].next_contact or 0))
        for row in wall.stakeholders
    }


# Words --------------------------------------------------------------------------------


def last_contact(coverage: Coverage, today: date) -> str:
    """When the group heard something last, and how long ago that is."""
    if coverage.last_contact is None:
        return _("none yet")
    day = day_brief(coverage.last_contact, today)
    if not coverage.silent_days:
        return day
    ago = _("{days} ago").format(days=count_working_days(coverage.silent_days))
    return f"{day} · {ago}"


def silence_cell(coverage: Coverage) -> Words:
    """The working days since the last contact, with a sign when they are too many."""
    if coverage.silent_days is None:
        return "–", "quiet"
    too_long = any(warning.code is Amiss.SILENT for warning in coverage.warnings)
    words = count_working_days(coverage.silent_days)
    return (f"! {words}", "soon") if too_long else (words, "quiet")


def next_cell(group: Group, present: Present) -> Words:
    """When the next contact is due: ``! T-8 ma 06-03``."""
    if group.upcoming is None:
        return "–", "quiet"
    timing = present.timing(group.upcoming)
    sign = urgency_sign(timing.urgency).strip()
    due = due_in(timing, _DUE, mark_widths([group.upcoming.due])[-1])
    return f"{sign} {due}".lstrip(), _PRESSING.get(timing.urgency, "quiet")


# What stands about one ----------------------------------------------------------------


def advice_fact(row: StakeholderRow) -> Fact:
    """The group's quadrant, and how to treat who stands there."""
    return Fact(_("Quadrant"), quadrant_advice(row.quadrant))


def warning_facts(group: Group, present: Present, *, tall: bool = True) -> list[Fact]:
    """What is amiss with the communication to a group, each on its line where it is ``tall``."""
    items = present.wall.items
    said = [f"! {warning_sentence(warning, items)}" for warning in group.coverage.warnings]
    if not tall and said:
        said = [" ".join(said)]
    return [Fact(_("Warning"), sentence, 2 if tall else 1, "soon") for sentence in said]


def contact_facts(group: Group, present: Present, *, tall: bool = True) -> list[Fact]:
    """The last contact and the next one; only the next where it is not ``tall``."""
    upcoming = Fact(_("Next contact"), _next(group, present), 2 if tall else 1)
    last = Fact(_("Last contact"), last_contact(group.coverage, present.today))
    return [last, upcoming] if tall else [upcoming]


def assessment_fact(row: StakeholderRow) -> Fact:
    """Attitude, influence and impact."""
    words = _("influence {influence} · impact {impact}").format(
        influence=level_word(row.influence), impact=level_word(row.impact)
    )
    return Fact(_("Attitude"), f"{attitude_mark(row.attitude)} · {words}")


def written_facts(row: StakeholderRow, present: Present, most: int = 2) -> list[Fact]:
    """What somebody has written about the group, each in so many lines, and who answers for it."""
    return [
        Fact(_("Expectation"), row.expectation, most),
        Fact(_("Handling"), row.handling, most),
        Fact(_("Responsible"), responsible_word(row.responsible, present.wall.names)),
    ]


def reason_fact(row: StakeholderRow) -> Fact:
    """Why the group need not be reached."""
    return Fact(_("Not relevant"), row.not_relevant_reason, 2)


def _next(group: Group, present: Present) -> str:
    if group.upcoming is None:
        return _("none planned")
    timing = present.timing(group.upcoming)
    words = due_text(timing)
    if timing.urgency in _PRESSING and timing.days is not None:
        words += f" {urgency_sign(timing.urgency)} {days_phrase(timing.days)}"
    return f"{words} · {group.upcoming.message}"

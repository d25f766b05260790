"""What a due date means while it is being typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.errors import InvalidInput
from db.queries.board import Card
from db.queries.communication import Item
from db.queries.plan import PlanFacts
from db.rules import typed_due as typing
from db.rules.due import Anchor, AnchorKey, AnchorPoint, Anchors, Due, chain_of
from db.rules.typed_due import NO_CHOICES, parse_due
from db.rules.typed_title import ITEMS, Choices
from sapa_tui import locale
from sapa_tui.locale import _, ngettext

from .dates import day_long, days_phrase, week
from .due_rules import TITLE_SHOWN, rule_words
from .sentences import error_sentence, quoted
from .words import day_off_name


@dataclass(frozen=True, slots=True)
class DuePreview:
    """A line about what is typed; ``wrong`` when it cannot be read, ``warning`` on a day off."""

    text: str
    warning: str = ""
    wrong: bool = False


def due_choices(
    cards: Iterable[Card],
    items: Iterable[Item],
    facts: PlanFacts,
    *,
    me: AnchorKey | None = None,
    department: int | None = None,
) -> Choices:
    """What a due date may be counted from, in a plan with these activities and messages."""
    points = {
        **facts.anchor_points,
        **{(Anchor.ACTIVITY, card.id): AnchorPoint(card.title, card.due) for card in cards},
        **{(Anchor.COMMUNICATION, item.id): AnchorPoint(item.message, item.due) for item in items},
    }
    return Choices(points, department, me)


def typed_due(due: Due, choices: Choices = NO_CHOICES) -> str:
    """A due date as it stands in an editor, readable by ``parse_due``."""
    return typing.typed_due(due, choices, locale.language())


def due_words(due: Due, facts: PlanFacts, choices: Choices = NO_CHOICES) -> str:
    """A due date in full: ``T-8 = ma 28-09-2026, uge 40``; a dash when nothing is due."""
    if due == Due():
        return "–"
    anchors = _anchors(facts, choices)
    day = anchors.resolve(due)
    spelt = _day_and_week(day) if day else ""
    if due.counted is None:
        return spelt
    counted = rule_words(due.counted, anchors.points)
    if due.offset_weeks is not None:
        return f"{typed_due(due)} = {spelt or counted}"
    return f"{counted} = {spelt}" if spelt else counted


def day_meaning(day: date, facts: PlanFacts, today: date, *, deadline: bool = False) -> str:
    """What a day comes to; only of a ``deadline`` that has passed is it said how long ago."""
    said, far, warning = _day_and_week(day), (day - today).days, day_off_warning(day, facts)
    distance = days_phrase(far) if deadline or far >= 0 else ""
    return " · ".join(filter(None, (said, distance, f"! {warning}" if warning else "")))


def due_preview(
    text: str, facts: PlanFacts, today: date, choices: Choices = NO_CHOICES
) -> DuePreview:
    """Read what is typed and say in words what it comes to, today."""
    anchors = _anchors(facts, choices)
    try:
        due = parse_due(text, today, choices)
        _demand_no_circle(due, anchors, choices.me)
        day = anchors.resolve(due)
    except InvalidInput as error:
        return DuePreview(error_sentence(error), wrong=True)
    if due == Due():
        return DuePreview(_("No due date. “2 days after” and a title counts from another item."))
    said = due_words(due, facts, choices)
    following = _following(anchors, choices.me)
    if day is None:
        return DuePreview(" · ".join([f"{said}; {_unknown(due, anchors)}", *following]))
    distance = days_phrase((day - today).days)
    return DuePreview(" · ".join([said, distance, *following]), day_off_warning(day, facts))


def _anchors(facts: PlanFacts, choices: Choices) -> Anchors:
    return facts.anchors._replace(points={**facts.anchor_points, **choices.points})


def _demand_no_circle(due: Due, anchors: Anchors, me: AnchorKey | None) -> None:
    """Refuse what the plan would refuse; raises InvalidInput("due_circle": chain)."""
    circle = anchors.circle(me, due) if me else ()
    if circle:
        titles = [quoted(anchors.points[key].title, TITLE_SHOWN) for key in circle]
        raise InvalidInput("due_circle", chain=chain_of(titles))


def _following(anchors: Anchors, me: AnchorKey | None) -> list[str]:
    """How many other items would follow; none is not said."""
    if me is None:
        return []
    counted = (point.due for key, point in anchors.points.items() if key[0] in ITEMS and key != me)
    number = sum(me in anchors.way(due) for due in counted if due.rule is not None)
    words = ngettext("{number} other due date follows", "{number} other due dates follow", number)
    return [words.format(number=number)] if number else []


def _unknown(due: Due, anchors: Anchors) -> str:
    """Which date is missing, so that there is none for this."""
    way = anchors.way(due)
    last = anchors.points.get(way[-1]) if way else None
    if last is not None and last.due == Due():
        title = quoted(last.title, TITLE_SHOWN)
        return _("“{title}” has no due date yet").format(title=title)
    if anchors.go_live is None and (last or not way):
        return _("the go-live date is not known yet")
    return _("there is no such date")


def _day_and_week(day: date) -> str:
    return f"{day_long(day)}, {week(day)}"


def day_off_warning(day: date, facts: PlanFacts) -> str:
    """Why a day is off, and the last working day before it; empty for a working day."""
    names = facts.calendar.day_off_names(day)
    if not names:
        return ""
    last = day_long(facts.calendar.last_working_day_before(day))
    said = ", ".join(day_off_name(name) for name in names)
    return _("{day_off}: {day} is the last working day").format(day_off=said, day=last)

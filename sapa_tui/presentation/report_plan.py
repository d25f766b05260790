"""The plan in a report: what is to be done, and what is lacking before the card is closed."""

from db.queries.board import Card
from db.queries.report import CardMore, ReportGround
from db.queries.status import Progress, Status, status_of
from db.rules.codes import Column, Kind
from sapa_tui.locale import _

from .departments import percent
from .report_fields import (
    DAY_WIDTH,
    WHO_WIDTH,
    by_due,
    due_fields,
    due_values,
    labelled,
    number_field,
    who,
)
from .report_model import Fact, Field, Part, Row, Table
from .task_card import capital, ready_entries
from .words import column_word, field_word, kind_word

_KINDS = list(Kind)


def progress(ground: ReportGround) -> Fact:
    """How much of the plan is done; what is not applicable does not count."""
    found = _status(ground)
    halves = (found.preparation, found.implementation)
    done, total = (sum(numbers) for numbers in zip(*halves, strict=True))
    words = [
        f"{name} {_of(half)}"
        for name, half in zip((_("Preparation"), _("Implementation")), halves, strict=True)
    ]
    return Fact(_("Progress"), f"{percent(done, total)} %", " · ".join(words))


def readiness(ground: ReportGround) -> Part:
    """The four lines that have to be met before the card is closed."""
    entries = ready_entries(ground.status, ground.names)
    return Part(
        _("Ready to close"),
        table=Table(
            name=_("Ready to close"),
            fields=[Field(_("Met"), 10), Field(_("What"), 34), Field(_("Status"), 90)],
            rows=[Row([entry.sign == "✓", entry.title, entry.words]) for entry in entries],
        ),
    )


def activities(ground: ReportGround) -> Part:
    """Every activity in due order, the preparation first."""
    facts = ground.facts
    ordered = sorted(
        ground.cards,
        key=lambda card: (_KINDS.index(card.kind), by_due(card.due, facts, card.id)),
    )
    return Part(
        _("Activities"),
        nothing=_("There are no activities."),
        table=Table(
            name=_("Activities"),
            fields=_fields(),
            rows=[_row(card, ground) for card in ordered],
            grouped=True,
            still=3,
        ),
    )


def _fields() -> list[Field]:
    return [
        Field(_("Part"), 16),
        number_field(),
        Field(_("Activity"), 46),
        Field(field_word("waiting_reason"), 34, column_word(Column.WAITING) + ": {value}"),
        labelled("waiting_on", WHO_WIDTH),
        Field(field_word("responsible"), WHO_WIDTH),
        Field(field_word("assignee"), WHO_WIDTH),
        *due_fields(),
        Field(_("Status"), 18),
        Field(field_word("completed_on"), DAY_WIDTH, "{value}"),
        Field(_("Checklist"), 10),
        Field(field_word("department"), 20),
    ]


def _row(card: Card, ground: ReportGround) -> Row:
    more = ground.more.get(card.id, CardMore())
    values = [
        capital(kind_word(card.kind)),
        card.id,
        card.title,
        card.waiting_reason,
        who(card.waiting_on, ground.names),
        who(card.responsible, ground.names),
        who(more.assignee, ground.names),
        *due_values(card.due, ground.facts, ground.today, finished=card.finished),
        column_word(card.column),
        more.completed_on,
        f"{card.ticked}/{card.points}" if card.points else "",
        more.department,
    ]
    return Row(values, settled=card.finished)


def _status(ground: ReportGround) -> Status:
    return status_of(ground.facts, ground.cards, ground.items, ground.stakeholders, ground.today)


def _of(half: Progress) -> str:
    return _("{done} of {total}").format(done=half.done, total=half.total)

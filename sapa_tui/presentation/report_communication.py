"""The communication plan in a report: what is said to whom, and who has been reached."""

from db.queries.communication import Item
from db.queries.report import ReportGround
from db.queries.stakeholders import StakeholderRow, criterion
from db.rules.codes import Step
from sapa_tui.locale import _

from .course_sentences import criterion_sentences
from .report_fields import (
    DAY_WIDTH,
    WHO_WIDTH,
    by_due,
    day_of,
    due_fields,
    due_values,
    labelled,
    number_field,
    who,
)
from .report_model import Fact, Field, Part, Row, Table
from .task_card import capital
from .words import field_word, purpose_word, state_word, step_word


def reached(ground: ReportGround) -> Fact:
    """The quality criterion in numbers."""
    found = criterion(ground.stakeholders)
    words = _("{done} of {total}").format(done=found.reached, total=found.relevant)
    return Fact(_("Stakeholders reached"), words)


def stakeholders_reached(ground: ReportGround) -> Part:
    """The relevant stakeholders, and which of them still have to be spoken to."""
    found = criterion(ground.stakeholders)
    relevant = [row for row in ground.stakeholders if row.relevant]
    return Part(
        _("Who has been reached"),
        criterion_sentences((found.reached, found.relevant), None, found.missing),
        table=Table(
            name=_("Stakeholders"),
            fields=[
                Field(_("Reached"), 9),
                Field(_("Stakeholder"), 40),
                Field(_("Messages completed"), 22),
                Field(_("Last contact"), DAY_WIDTH),
            ],
            rows=[_stakeholder(row) for row in relevant],
        ),
    )


def messages(ground: ReportGround) -> Part:
    """Every message in due order."""
    facts = ground.facts
    ordered = sorted(ground.items, key=lambda item: by_due(item.due, facts, item.id))
    return Part(
        _("Messages"),
        nothing=_("There are no messages."),
        table=Table(
            name=_("Messages"),
            fields=_fields(),
            rows=[_row(item, ground) for item in ordered],
        ),
    )


def _stakeholder(row: StakeholderRow) -> Row:
    words = _("{done} of {total}").format(done=row.completed, total=row.items)
    return Row([row.reached, row.name, words, day_of(row.last_contact)])


def _fields() -> list[Field]:
    return [
        number_field(),
        Field(_("Recipient"), 22),
        Field(field_word("message"), 46),
        labelled("purpose", 14),
        labelled("channel", 20),
        labelled("occasion", 34),
        Field(field_word("sender"), WHO_WIDTH),
        labelled("responsible", WHO_WIDTH),
        *due_fields(),
        Field(_("Status"), 18),
        Field(field_word("completed_at"), DAY_WIDTH, "{value}"),
        *(Field(capital(step_word(step)), 12) for step in Step),
    ]


def _row(item: Item, ground: ReportGround) -> Row:
    steps = {tick.step: tick.ticked_by is not None for tick in item.steps}
    otherwise = _("when go-live moves") if item.trigger else ""
    due = due_values(
        item.due, ground.facts, ground.today, finished=item.finished, otherwise=otherwise
    )
    values = [
        item.id,
        item.audience or item.stakeholder or _("Everyone"),
        item.message,
        purpose_word(item.purpose),
        item.channel,
        item.occasion,
        who(item.sender, ground.names),
        who(item.responsible, ground.names),
        *due,
        capital(state_word(item.state)),
        day_of(item.completed_at),
        *(steps.get(step, False) for step in Step),
    ]
    return Row(values, settled=item.finished)

"""The adoption in a report: how many users have the new workflows in use, week by week."""

from db.queries.departments import DepartmentRow
from db.queries.report import ReportGround
from db.rules.closing import ReadyLine
from db.rules.codes import Answer
from db.rules.due import format_offset
from sapa_tui.locale import _

from .dates import day_in_words
from .department_words import adoption_word
from .departments import WEEKS_SHOWN, totals
from .document import listed
from .report_fields import DAY_WIDTH, WHO_WIDTH, who
from .report_model import Fact, Field, Part, Row, Share, Table, Value
from .sentences import quoted
from .task_card import capital
from .words import field_word


def in_use(ground: ReportGround) -> Fact:
    """How many users are in use, of those who are to be."""
    found = totals(ground.departments)
    words = _("{done} of {total}").format(done=found.in_use, total=found.users)
    return Fact(field_word("in_use"), f"{Share(*found).percent} %", words)


def adoption(ground: ReportGround) -> Part:
    """Department by department, with the sum and the goal."""
    found = totals(ground.departments)
    return Part(
        _("Department by department"),
        _sentences(ground, found.users),
        nothing=_("There are no departments."),
        table=Table(
            name=_("Adoption"),
            fields=_fields(),
            rows=[_row(row, ground) for row in ground.departments],
            still=1,
            sum=_sum(*found),
        ),
    )


def _sum(done: int, users: int) -> Row:
    """The line under it all; what each week came to is not said: they begin on different days."""
    numbers: list[Value] = [users, done, "", Share(done, users), ""]
    return Row([_("In all"), *[None] * 4, *numbers, *[None] * WEEKS_SHOWN])


def _sentences(ground: ReportGround, users: int) -> list[str]:
    if ground.status.readiness.nowhere:
        return [_("Every department has answered that it has no new workflows.")]
    count = ground.facts.countdown(ground.today)
    goal = _("The goal is that all {users} users have the new workflows in use.")
    day = ""
    if count.end_date is not None:
        goal = _("The goal is that all {users} users have the new workflows in use by {day}.")
        day = day_in_words(count.end_date)
    found = [goal.format(users=users, day=day)]
    for line in ground.status.readiness.lines:
        if line.line is ReadyLine.ADOPTION and line.missing:
            groups = listed(quoted(name) for name in line.missing)
            found.append(_("Still missing: {groups}.").format(groups=groups))
    return found


def _fields() -> list[Field]:
    return [
        Field(_("Department"), 30),
        Field(field_word("exception"), 44, field_word("exception") + ": {value}"),
        Field(field_word("exception_by"), WHO_WIDTH, "{value}"),
        Field(field_word("exception_on"), DAY_WIDTH, "{value}"),
        Field(_("Start of use"), DAY_WIDTH),
        Field(field_word("users"), 9, stay=True, number=True),
        Field(field_word("in_use"), 9, stay=True, number=True),
        Field(_("Latest week"), 9, "{value}"),
        Field(_("Share (goal: all)"), 32, stay=True),
        Field(field_word("state"), 16),
        *(Field(format_offset(week), 7, stay=True, number=True) for week in range(WEEKS_SHOWN)),
    ]


def _row(row: DepartmentRow, ground: ReportGround) -> Row:
    excepted = [row.exception, who(row.exception_by or "", ground.names), row.exception_on]
    start = row.starts(ground.facts.go_live)
    if row.new_workflows is Answer.NO:
        state = capital(_("no new workflows"))
        numbers = [row.users, None, "", None, state, *[None] * WEEKS_SHOWN]
        return Row([row.name, *excepted, start, *numbers], settled=True)
    weeks = {report.week: report.in_use for report in row.trend}
    latest = format_offset(row.adoption.week) if row.adoption else ""
    return Row(
        [
            row.name,
            *(excepted if row.exception else ["", "", None]),
            start,
            row.users,
            row.in_use,
            latest,
            Share(row.in_use, row.users),
            capital(_("excepted") if row.exception else adoption_word(row.state)),
            *(weeks.get(week) for week in range(WEEKS_SHOWN)),
        ]
    )

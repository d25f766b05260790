"""``adoption``: how many users have the new workflows in use, department by department."""

from datetime import timedelta
from typing import Any

import click

from db.commands import adoption as commands
from db.queries.departments import DepartmentRow, departments
from db.queries.departments import department as read_department
from db.queries.plan import plan_facts
from db.rules.adoption import week_of_use
from db.rules.due import format_offset
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.department_words import adoption_word
from sapa_tui.presentation.words import field_word

from . import say
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, group, option

_TREND = " → "


@group(
    "adoption",
    N_("How many users have the new workflows in use, by department."),
    invoke_without_command=True,
)
@formatted
@pass_session
@click.pass_context
def adoption(ctx: click.Context, session: Session, form: str) -> None:
    """Write the newest numbers of each department, unless a command follows."""
    if ctx.invoked_subcommand is None:
        with session.plan() as database:
            found = departments(database)
        emit(form, lambda: _table(found), lambda: [_data(row) for row in found])


# A number below 0 is to be answered with a sentence, not taken for an option.
@command(
    "set",
    N_("Report how many users of a department are in use."),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("named", metavar="DEPARTMENT")
@click.argument("in_use", metavar="IN_USE")
@option("--week", metavar="N", help=N_("Week since its start of use, from 0; now if not said."))
@pass_session
def set_use(session: Session, named: str, in_use: str, week: str | None) -> None:
    """Report a number."""
    with session.plan() as database:
        row = read_department(database, named)
        session.write(database, commands.set_use, row.id, in_use, week=week)
        start = row.starts(plan_facts(database).go_live)
    today = session.clock.today()
    if week is not None and start and int(week) > (week_of_use(start, today) or 0):
        sentence = _("! {week} begins on {day} only; weeks count from the start of use, {start}.")
        begins = day_plain(start + timedelta(weeks=int(week)))
        say(sentence.format(week=format_offset(int(week)), day=begins, start=day_plain(start)))


adoption.add_command(set_use)


def _table(found: list[DepartmentRow]) -> Table:
    fields = ("name", "users", "in_use", "state", "week")
    rows = [
        (
            row.name,
            row.users,
            row.in_use,
            adoption_word(row.state),
            format_offset(row.adoption.week) if row.adoption else "",
            _TREND.join(str(report.in_use) for report in row.trend),
            row.exception,
        )
        for row in found
    ]
    return Table((*map(field_word, fields), _("Week by week"), field_word("exception")), rows)


def _data(row: DepartmentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "users": row.users,
        "in_use": row.in_use,
        "state": row.state.value,
        "new_workflows": row.new_workflows.value,
        "exception": row.exception or None,
        "weeks": [
            {"week": report.week, "in_use": report.in_use, "state": report.state.value}
            for report in row.trend
        ],
    }

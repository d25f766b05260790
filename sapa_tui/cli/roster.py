"""``support``: who helps which department in which week after it has begun."""

from typing import Any

import click

from db.commands import Edit
from db.commands import roster as commands
from db.queries.departments import department as read_department
from db.queries.plan import plan_facts
from db.queries.roster import DepartmentRoster, Helper, helpers, proposed_support, rosters
from db.rules.codes import SupportRole
from db.rules.due import format_offset
from db.rules.roster import WEEKS, format_weeks
from sapa_tui.locale import N_, _
from sapa_tui.presentation.roster import HERE, gap_words, role_words
from sapa_tui.presentation.words import field_word

from .items import NUMBER
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

_ROLES = click.Choice([role.value for role in SupportRole])
_ALL = format_weeks(WEEKS)


@group(
    "support",
    N_("Who helps which department in which week after it has begun."),
    invoke_without_command=True,
)
@formatted
@pass_session
@click.pass_context
def support(ctx: click.Context, session: Session, form: str) -> None:
    """Write the roster, unless a command follows."""
    if ctx.invoked_subcommand is None:
        with session.plan() as database:
            found = rosters(database)
        emit(form, lambda: _table(found), lambda: [_data(roster) for roster in found])


@command("add", N_("Put somebody on the roster of a department."))
@click.argument("named", metavar="DEPARTMENT")
@click.argument("name", metavar="NAME")
@option("--weeks", metavar="WEEKS", default=_ALL, help=N_("For instance 0-2,4; all if not said."))
@option("--role", type=_ROLES, default=SupportRole.SUPER_USER.value, help=N_("Who it is."))
@option("--note", metavar="TEXT", default="", help=N_("What else there is to know."))
@pass_session
def add(session: Session, named: str, name: str, weeks: str, role: str, note: str) -> None:
    """Add a helper."""
    with session.plan() as database:
        done = session.write(
            database,
            commands.add,
            name,
            department=read_department(database, named).id,
            weeks=weeks,
            role=role,
            note=note,
        )
    write(str(done.entity_id), done=True)


@command("set", N_("Change in which weeks somebody helps."))
@click.argument("number", metavar="ID", type=NUMBER)
@click.argument("weeks", metavar="WEEKS")
@pass_session
def set_weeks(session: Session, number: int, weeks: str) -> None:
    """Change the weeks of a helper."""
    with session.plan() as database:
        now = next((one.weeks for one in helpers(database) if one.id == number), ())
        session.write(database, commands.edit, number, {"weeks": Edit(format_weeks(now), weeks)})


@command("archive", N_("Take somebody off the roster."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def archive(session: Session, number: int) -> None:
    """Archive a helper."""
    with session.plan() as database:
        session.write(database, commands.archive, number)


@command("restore", N_("Put somebody back on the roster."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def restore(session: Session, number: int) -> None:
    """Restore a helper."""
    with session.plan() as database:
        session.write(database, commands.restore, number)


@command("propose", N_("Plan the extra help that a large change calls for."))
@click.argument("named", metavar="DEPARTMENT")
@pass_session
def propose(session: Session, named: str) -> None:
    """Propose support."""
    with session.plan() as database:
        number = read_department(database, named).id
        proposed = proposed_support(plan_facts(database).language)
        session.write(database, commands.propose, number, proposed)


for one in (add, set_weeks, archive, restore, propose):
    support.add_command(one)


def _table(found: list[DepartmentRoster]) -> Table:
    weeks = [format_offset(number) for number in WEEKS]
    rows: list[tuple[Any, ...]] = []
    for roster in found:
        gaps = _("nobody in {weeks}").format(weeks=gap_words(roster)) if roster.gaps else ""
        counts = [sum(week in one.weeks for one in roster.helpers) or "" for week in WEEKS]
        rows.append(("", roster.department.name, "", "", *counts, gaps and f"! {gaps}"))
        rows += [_row(roster, helper) for helper in roster.helpers]
    fields = ("department", "name", "role")
    return Table((_("No."), *(field_word(field) for field in fields), *weeks, _("Note")), rows)


def _row(roster: DepartmentRoster, helper: Helper) -> tuple[Any, ...]:
    there = [HERE if week in helper.weeks else "" for week in WEEKS]
    return (
        helper.id,
        roster.department.name,
        helper.name,
        role_words(helper.role),
        *there,
        helper.note,
    )


def _data(roster: DepartmentRoster) -> dict[str, Any]:
    return {
        "department": roster.department.name,
        "change_size": roster.department.change_size.value,
        "needs_help": roster.department.needs_help,
        "gaps": list(roster.gaps),
        "helpers": [
            {
                "id": helper.id,
                "name": helper.name,
                "role": helper.role.value,
                "weeks": list(helper.weeks),
                "note": helper.note or None,
            }
            for helper in roster.helpers
        ],
    }

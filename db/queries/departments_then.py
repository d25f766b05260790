"""The departments as they were at an event, and what has become of each since."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.clock import stored_day
from db.models import Adoption
from db.rules.codes import AdoptionState, Answer, ChangeSize
from db.rules.department_news import ADDED, ARCHIVED, IN_USE, RESTORED, DepartmentNews, Turn
from db.rules.net_changes import Net, NetChanges, is_new

from .departments import AdoptionRow, DepartmentRow

_READ: Mapping[str, Callable[[Any], Any]] = {
    "new_workflows": Answer,
    "change_size": ChangeSize,
    "needs_help": bool,
    "start_of_use": stored_day,
    "new_workflows_on": stored_day,
    "exception_on": stored_day,
}
_NOTES = {"new_workflows": "new_workflows_reason", "needs_help": "help_note"}
_TOLD = ("new_workflows", "change_size", "users", "exception", "needs_help")
_Rows = Mapping[int, DepartmentRow]


class _Report(NamedTuple):
    """A report that events have touched, as the table has it now."""

    id: int
    department: int
    fields: dict[str, Any]


def department_before(row: DepartmentRow, old: dict[str, Any]) -> DepartmentRow:
    """A department with old values of its own fields; its reports are another table."""
    known = {name: value for name, value in old.items() if name in row._fields}
    return row._replace(
        **{name: _READ[name](value) if name in _READ else value for name, value in known.items()}
    )


def with_reports_before(
    database: SqliteDatabase, rows: _Rows, net: NetChanges
) -> dict[int, DepartmentRow]:
    """The departments with the reports on their use as they were before the events of ``net``."""
    found = dict(rows)
    for number, department, fields in _reports(database, net):
        row, changed = found.get(department), net["adoption", number]
        if row is None:
            continue
        trend = {report.week: report for report in row.trend}
        trend.pop(fields["week"], None)
        old = {**fields, **{name: change.old for name, change in changed.items()}}
        if not is_new(changed) and not old["archived"]:
            trend[old["week"]] = _report(old)
        found[department] = row._replace(trend=tuple(trend[week] for week in sorted(trend)))
    return found


def department_news(
    database: SqliteDatabase, now: _Rows, then: _Rows, net: NetChanges
) -> tuple[DepartmentNews, ...]:
    """The departments that differ, in the register's order; ``net`` is what happened in between."""
    hands: dict[int, list[Mapping[str, Net]]] = {}
    for number, department, _fields in _reports(database, net):
        hands.setdefault(department, []).append(net["adoption", number])
    found = []
    for number in [*now, *(number for number in then if number not in now)]:
        own, row, old = net.get(("department", number), {}), now.get(number), then.get(number)
        news = _news(row, old, back=not is_new(own))
        if news is not None:
            found.append(news._replace(by=_hands([own, *hands.get(number, [])], news)))
    return tuple(found)


def _news(
    row: DepartmentRow | None, old: DepartmentRow | None, *, back: bool
) -> DepartmentNews | None:
    if row is None or old is None:
        known = row or old
        assert known is not None
        place = ARCHIVED if row is None else RESTORED if back else ADDED
        return DepartmentNews(known.id, known.name, place=place, users=known.users)
    turns = tuple(_turns(row, old))
    return DepartmentNews(row.id, row.name, users=row.users, turns=turns) if turns else None


def _turns(row: DepartmentRow, old: DepartmentRow) -> Iterator[Turn]:
    for field in _TOLD:
        before, after = getattr(old, field), getattr(row, field)
        if before != after:
            note = getattr(row, _NOTES[field]) if field in _NOTES else ""
            yield Turn(field, _text(before), _text(after), note)
    was, present = old.adoption, row.adoption
    if (was and was[:2]) != (present and present[:2]):
        week = str(present.week) if present else ""
        yield Turn(IN_USE, str(old.in_use), str(row.in_use), week)


def _text(value: Any) -> str:
    """A value as the minutes keep it; a flag that is down is nothing."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def _hands(rows: Iterable[Mapping[str, Net]], news: DepartmentNews) -> tuple[str, ...]:
    """Who wrote what is told last."""
    fields = {turn.field for turn in news.turns}
    if IN_USE in fields:
        fields |= {"reported_at", "archived"}
    if news.place:
        fields = {"archived", "version"}
    found = (row[name].by for row in rows for name in row if name in fields)
    return tuple(dict.fromkeys(by for by in found if by))


def _reports(database: SqliteDatabase, net: NetChanges) -> list[_Report]:
    """The reports that events have touched, by their department's weeks."""
    numbers = {number for entity, number in net if entity == "adoption"}
    if not numbers:
        return []
    names = ("week", "in_use", "state", "reported_by", "reported_at", "version", "archived")
    columns = [getattr(Adoption, name) for name in names]
    query = Adoption.select(Adoption.id, Adoption.department, *columns).order_by(
        Adoption.department, Adoption.week
    )
    return [
        _Report(number, department, dict(zip(names, row, strict=True)))
        for number, department, *row in query.tuples().execute(database)
        if number in numbers
    ]


def _report(fields: dict[str, Any]) -> AdoptionRow:
    state = AdoptionState(fields["state"])
    return AdoptionRow(**{name: fields[name] for name in AdoptionRow._fields} | {"state": state})

"""A municipality's own template comes into the plan: all of it, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from db.errors import Conflict, InvalidInput, NotFound
from db.models import (
    Activity,
    BoardColumn,
    ChecklistItem,
    CommunicationItem,
    CommunicationStep,
    Plan,
    Stakeholder,
    Table,
)
from db.queries.history import last_hand
from db.queries.template import NAMED, newer_names
from db.rules.codes import Column, CommunicationState, Kind, Purpose, Role, Step
from db.rules.moves import rank_between
from db.rules.template import (
    ENTITIES,
    PARTS,
    TemplateKind,
    check_relevant,
    check_state,
    check_trigger,
)

from ._arrival import check_arrival, check_limit, rank_in
from ._change import Change, Edit
from ._door import command
from ._due import DUE_FIELDS, demand_anchor, demand_no_circles, due_of
from ._fields import REASON_LIMIT, Cleaner, clean_values, code, line, note
from ._following import Following, holding, item_key
from ._rows import department_of
from .board import ACTIVITY_FIELDS
from .communication import COMMUNICATION_FIELDS
from .stakeholders import STAKEHOLDER_FIELDS

_TABLES: Mapping[TemplateKind, type[Table]] = {
    TemplateKind.ACTIVITIES: Activity,
    TemplateKind.COMMUNICATION: CommunicationItem,
    TemplateKind.STAKEHOLDERS: Stakeholder,
}
FIELDS: Mapping[TemplateKind, Mapping[str, Cleaner]] = {
    TemplateKind.ACTIVITIES: {**ACTIVITY_FIELDS, "column": code("column", Column)},
    TemplateKind.COMMUNICATION: {
        **COMMUNICATION_FIELDS,
        "state": code("state", CommunicationState),
        "trigger": check_trigger,
    },
    TemplateKind.STAKEHOLDERS: {
        **STAKEHOLDER_FIELDS,
        "relevant": bool,
        "not_relevant_reason": note("not_relevant_reason", REASON_LIMIT),
    },
}
"""What a template may say of a row of each register, with the cleaning of each field."""
DEFAULTS: Mapping[TemplateKind, Mapping[str, Any]] = {
    TemplateKind.ACTIVITIES: {
        "kind": Kind.PREPARATION.value,
        "column": Column.NOT_STARTED.value,
        "waiting_reason": "",
    },
    TemplateKind.COMMUNICATION: {
        "stakeholder": None,
        "purpose": Purpose.AWARENESS.value,
        "state": CommunicationState.PLANNED.value,
    },
    TemplateKind.STAKEHOLDERS: {},
}
"""What a new row is where neither its template nor its table says."""
clean_point = line("text", required=True)


class NewRow(NamedTuple):
    """A row that a register gets; ``points`` are its checklist.

    A message's ``stakeholder`` is an id, or the name of one that the same import adds.
    """

    kind: TemplateKind
    values: Mapping[str, Any]
    points: Sequence[str] = ()


class ChangedRow(NamedTuple):
    """A row that gets other values; it must still be at the ``version`` that was compared with.

    ``points`` are those that its checklist gets besides.
    """

    kind: TemplateKind
    id: int
    version: int
    edits: Mapping[str, Edit]
    points: Sequence[str] = ()


class Import(NamedTuple):
    """What is made of a template; ``newest`` are the ids up to which it was compared."""

    kind: TemplateKind
    rows: Sequence[NewRow | ChangedRow]
    newest: Mapping[TemplateKind, int]


def ignore(_number: int) -> None:
    """Let nobody know how far it is."""


@command(needs=Role.LEADER, on=Plan)
def apply(change: Change, /, what: Import, *, progress: Callable[[int], None] = ignore) -> None:
    """Add and change rows, in their order. The event's note is for programs: kind, added, changed.

    ``progress`` is told how many rows are done; what it raises makes an end of it, and nothing
    has been done.

    Raises:
        Conflict: a colleague has changed a row since ("import_overtaken": title, who), or added
            one that is called the same as a new one ("import_doubles").
        Refused, InvalidInput, NeedsConfirmation: a row breaks a rule of the plan.
    """
    with holding(change) as following:
        work = _Work(change, what, following)
        for number, row in enumerate(what.rows):
            progress(number)
            work.do(row)
        demand_no_circles(change, work.counted_anew)
    plan = change.row(Plan, 1)
    added = sum(isinstance(row, NewRow) for row in what.rows)
    counts = f"{what.kind.value} {added} {len(what.rows) - added}"
    change.about("template.imported", plan, title=plan.municipality, note=counts)


class _Work:
    """One import under way, with what is asked of the plan once rather than for each row."""

    def __init__(self, change: Change, what: Import, following: Following) -> None:
        self.change = change
        self.counted_anew: list[Activity | CommunicationItem] = []
        self._following = following
        self._ranks: dict[Any, str] = {}
        self._groups: dict[str, int] = {}
        self._newer = {
            kind: newer_names(change.database, kind, what.newest[kind]) for kind in PARTS[what.kind]
        }
        hard = BoardColumn.select(BoardColumn.code).where(BoardColumn.wip_hard)
        self._bounded = {row[0] for row in hard.tuples().execute(change.database)}

    def do(self, row: NewRow | ChangedRow) -> None:
        """Add or change one row."""
        if isinstance(row, NewRow):
            self._add(row)
        else:
            self._edit(row)

    # New rows -------------------------------------------------------------------------

    def _add(self, row: NewRow) -> None:
        name = row.values[NAMED[row.kind]]
        if (double := self._newer[row.kind].get(name)) is not None:
            raise self._conflict("import_doubles", row.kind, double, name, {})
        values = clean_values(
            FIELDS[row.kind], {**DEFAULTS[row.kind], **self._resolved(row.values)}
        )
        _check_due(values)
        match row.kind:
            case TemplateKind.ACTIVITIES:
                self._add_activity(values, row.points)
            case TemplateKind.COMMUNICATION:
                self._add_item(values)
            case TemplateKind.STAKEHOLDERS:
                check_relevant(values.get("relevant", True), values.get("not_relevant_reason", ""))
                rank = self._rank(Stakeholder)
                self._groups[name] = self.change.insert(Stakeholder, **values, rank=rank).id

    def _add_activity(self, values: dict[str, Any], points: Sequence[str]) -> None:
        target, change = Column(values["column"]), self.change
        values["column_since"] = change.now
        if target is not Column.NOT_STARTED:
            planned = Activity(title=values["title"], kind=values["kind"])
            values |= self._arrived(planned, target, values)
        elif target in self._bounded:
            check_limit(change, target)
        rank = self._ranks[target] = (
            rank_between(self._ranks[target], None)
            if target in self._ranks
            else rank_in(change, target, None)
        )
        row = change.insert(Activity, **values, rank=rank)
        self._take_due(row)
        self._add_points(row.id, points)

    def _add_item(self, values: dict[str, Any]) -> None:
        state = CommunicationState(values["state"])
        check_state(None, state)
        values |= self._completion(state)
        item = self.change.insert(CommunicationItem, **values, rank=self._rank(CommunicationItem))
        self._take_due(item)
        for step in Step:
            self.change.insert(CommunicationStep, item=item.id, step=step.value)

    def _add_points(self, activity: int, points: Sequence[str]) -> None:
        if not points:
            return
        last = ChecklistItem.select(ChecklistItem.rank).where(ChecklistItem.activity == activity)
        rank = last.order_by(ChecklistItem.rank.desc()).limit(1).scalar(self.change.database)
        for text in points:
            rank = rank_between(rank, None)
            self.change.insert(ChecklistItem, activity=activity, text=clean_point(text), rank=rank)

    def _rank(self, table: Any) -> str:
        """The place after all others in a register."""
        if table not in self._ranks:
            last = table.select(table.rank).order_by(table.rank.desc()).limit(1)
            self._ranks[table] = last.scalar(self.change.database)
        self._ranks[table] = rank_between(self._ranks[table], None)
        return self._ranks[table]

    # Changed rows ---------------------------------------------------------------------

    def _edit(self, asked: ChangedRow) -> None:
        row = self.change.row(_TABLES[asked.kind], asked.id)
        stored = row.__data__
        if stored["archived"] or stored["version"] != asked.version:
            name = stored[NAMED[asked.kind]]
            raise self._conflict("import_overtaken", asked.kind, asked.id, name, asked.edits)
        wanted = self._resolved({name: edit.mine for name, edit in asked.edits.items()})
        values = clean_values(FIELDS[asked.kind], wanted)
        _check_due(stored | values)
        if isinstance(row, Activity):
            values = self._moved(row, values)
        elif isinstance(row, CommunicationItem) and "state" in values:
            state = CommunicationState(values["state"])
            check_state(CommunicationState(row.state), state)
            values |= self._completion(state)
        elif isinstance(row, Stakeholder):
            after = stored | values
            check_relevant(after["relevant"], after["not_relevant_reason"])
        before = due_of(stored)
        self.change.update(row, **values)
        if isinstance(row, Activity | CommunicationItem) and due_of(row.__data__) != before:
            self._take_due(row)
        self._add_points(asked.id, asked.points)

    def _moved(self, row: Activity, values: dict[str, Any]) -> dict[str, Any]:
        """The values with what belongs to coming to another column."""
        target = Column(values.get("column", row.column))
        if target == row.column:
            return values
        after = Activity(title=values.get("title", row.title), kind=values.get("kind", row.kind))
        said = {"waiting_reason": row.waiting_reason, "waiting_on": row.waiting_on} | values
        rank = self._ranks[target] = rank_in(self.change, target, None, moving=row.id)
        return values | self._arrived(after, target, said) | {"rank": rank}

    def _arrived(self, row: Activity, target: Column, said: Mapping[str, Any]) -> dict[str, Any]:
        """What a row is told when it comes to a column, which must let it in."""
        waits = target is Column.WAITING
        reason = said.get("waiting_reason", "") if waits else ""
        check_arrival(self.change, row, target, reason, confirmed=False)
        day = self.change.request.today.isoformat()
        return {
            "column_since": self.change.now,
            "column_before": None,
            "completed_on": day if target is Column.DONE else None,
            "waiting_reason": reason,
            "waiting_on": said.get("waiting_on", "") if waits else "",
        }

    # Both -----------------------------------------------------------------------------

    def _completion(self, state: CommunicationState) -> dict[str, Any]:
        if state is not CommunicationState.COMPLETED:
            return {}
        return {"completed_by": self.change.request.actor, "completed_at": self.change.now}

    def _take_due(self, row: Activity | CommunicationItem) -> None:
        demand_anchor(self.change, row)
        self.counted_anew.append(row)
        self._following.meant.add(item_key(row))

    def _resolved(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values with a stakeholder's id for the name of one that has just been added."""
        department_of(self.change, values.get("department"))
        group = values.get("stakeholder")
        if not isinstance(group, str):
            if group is not None and self.change.row(Stakeholder, group).archived:
                raise NotFound("item_missing", entity="stakeholder", id=group)
            return dict(values)
        if group not in self._groups:
            raise NotFound("stakeholder_unknown", name=group)
        return {**values, "stakeholder": self._groups[group]}

    def _conflict(
        self,
        problem: str,
        kind: TemplateKind,
        row_id: int,
        name: str,
        edits: Mapping[str, Edit],
    ) -> Conflict:
        entity, database = ENTITIES[kind], self.change.database
        stored = self.change.row(_TABLES[kind], row_id).__data__
        fields = {field: (edit.base, edit.mine, stored.get(field)) for field, edit in edits.items()}
        who = last_hand(database, entity, row_id, [*FIELDS[kind], "archived"])
        return Conflict(problem, fields, entity=entity, id=row_id, title=name, who=who)


def _check_due(values: Mapping[str, Any]) -> None:
    if sum(values.get(name) is not None for name in DUE_FIELDS) > 1:
        raise InvalidInput("due_twice")

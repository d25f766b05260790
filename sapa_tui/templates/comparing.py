"""What a template would do to the plan, row by row, before anything is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from db.commands import Edit
from db.commands.template import DEFAULTS, ChangedRow, Import, NewRow
from db.errors import InvalidInput, Refused, SapaError
from db.queries.template import NAMED, PlanGround, PlanRow
from db.rules.codes import Column as BoardColumn
from db.rules.codes import CommunicationState
from db.rules.due import AnchorKey, AnchorPoint
from db.rules.template import MOST_ROWS, PARTS, TemplateKind, check_relevant, check_state
from db.rules.text import safe

from .beside import Groups, Room
from .cells import Cell, Odd, Progress, Sheet, as_text, is_blank, silent, told
from .headings import Column, Headings, LeftOut, find_headings
from .matching import TemplateRow, folded, match, recipients, template_rows
from .spelling import spelt, without_its_own_due
from .values import Values, read_values


class Entry(NamedTuple):
    """A row that would be added or changed, and what would be done.

    ``lost`` is a recipient that no stakeholder is called.
    """

    row: int
    title: str
    work: NewRow | ChangedRow
    lost: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the plan gets another item."""
        return isinstance(self.work, NewRow)


class Unchanged(NamedTuple):
    """A row that says what the plan says already."""

    kind: TemplateKind
    row: int
    id: int


class Refusal(NamedTuple):
    """A cell that is not understood, or a row that the plan does not take, and why."""

    kind: TemplateKind
    row: int
    letter: str
    heading: str
    error: SapaError


class Skipped(NamedTuple):
    """A column that is not read."""

    kind: TemplateKind
    column: LeftOut


@dataclass(slots=True)
class Preview:
    """What a template would do; it is done only when nothing is ``refused``.

    ``points`` are what the plan's due dates may be counted from.
    """

    kind: TemplateKind
    newest: Mapping[TemplateKind, int]
    groups: Mapping[int, str]
    points: Mapping[AnchorKey, AnchorPoint]
    entries: list[Entry] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def added(self) -> list[Entry]:
        """The rows that the plan would get."""
        return [entry for entry in self.entries if entry.is_new]

    @property
    def changed(self) -> list[Entry]:
        """The rows that the plan has otherwise."""
        return [entry for entry in self.entries if not entry.is_new]

    @property
    def refused_rows(self) -> int:
        """How many rows are not understood."""
        return len({(refusal.kind, refusal.row) for refusal in self.refused})

    def work(self) -> Import:
        """What is to be done."""
        return Import(self.kind, [entry.work for entry in self.entries], self.newest)


def compare(
    kind: TemplateKind,
    sheets: Mapping[TemplateKind, Sheet],
    ground: PlanGround,
    today: date,
    progress: Progress = silent,
) -> Preview:
    """Compare the rows of a template with the plan.

    Raises:
        InvalidInput: the headings cannot be understood, or there are too many rows.
    """
    preview = Preview(kind, ground.newest, ground.groups, ground.choices.points)
    for part in PARTS[kind]:
        if part in sheets:
            _Comparison(part, sheets[part], ground, today, preview).run(progress)
    return preview


class _Comparison:
    """One register of a template, compared with that of the plan."""

    def __init__(
        self,
        kind: TemplateKind,
        sheet: Sheet,
        ground: PlanGround,
        today: date,
        preview: Preview,
    ) -> None:
        self._kind, self._ground, self._today, self._preview = kind, ground, today, preview
        self._headings: Headings = find_headings(kind, sheet)
        preview.skipped += [Skipped(kind, column) for column in self._headings.left_out]
        self._rows = template_rows(self._headings, sheet)
        if len(self._rows) > MOST_ROWS:
            raise InvalidInput("template_too_many_rows", limit=MOST_ROWS)
        self._room = Room(ground)
        self._groups = Groups(ground, _new_groups(preview.entries))

    def run(self, progress: Progress) -> None:
        """Judge each row."""
        matches = match(self._kind, self._rows, self._ground)
        for done, row in enumerate(self._rows):
            told(progress, "comparing", done)
            if (first := matches.doubles.get(row.number)) is not None:
                error = Refused("import_same_row", field="number", row=first)
                self._refuse(row, self._column_about(error), error)
            else:
                self._judge(row, matches.items.get(row.number))

    def _judge(self, row: TemplateRow, item: PlanRow | None) -> None:
        values: Values = {}
        known = len(self._preview.refused)
        for column in self._headings.columns:
            if column.field.name not in row.cells:
                continue
            try:
                values |= self._read(column, row.cells[column.field.name], item)
            except InvalidInput as error:
                self._refuse(row, column, error)
        if len(self._preview.refused) == known:
            try:
                self._take(row, item, values)
            except (InvalidInput, Refused) as error:
                self._refuse(row, self._column_about(error), error)

    def _read(self, column: Column, cell: Cell, item: PlanRow | None) -> Values:
        """What a cell says; nothing where it says what the plan says."""
        if item is not None and _same(cell, spelt(column.field.name, item, self._ground)):
            return {}
        return read_values(self._kind, column, cell, self._ground, self._today)

    def _take(self, row: TemplateRow, item: PlanRow | None, values: Values) -> None:
        points = values.pop("points", ())
        if values.get("relevant"):
            values["not_relevant_reason"] = ""
        values = _without_waiting(item.values if item else DEFAULTS[self._kind], values)
        lost = self._settle_recipient(values, item)
        if item is None:
            values = {name: value for name, value in values.items() if value is not None}
            self._check_new(values)
            work: NewRow | ChangedRow = NewRow(self._kind, values, points)
            title = str(values[NAMED[self._kind]])
        else:
            if self._preview.kind is TemplateKind.PLAN:
                values = without_its_own_due(item, values, self._ground)
            edits = self._edits(item, values)
            more = tuple(text for text in points if text not in item.points)
            title = str(item.values[NAMED[self._kind]])
            if not edits and not more:
                self._preview.unchanged.append(Unchanged(self._kind, row.number, item.id))
                return
            work = ChangedRow(self._kind, item.id, item.version, edits, more)
        self._preview.entries.append(Entry(row.number, title, work, lost))

    # Rules ----------------------------------------------------------------------------

    def _check_new(self, values: Values) -> None:
        if NAMED[self._kind] not in values:
            raise InvalidInput("text_missing", field=NAMED[self._kind])
        after = {**DEFAULTS[self._kind], **values}
        self._check(None, after)

    def _edits(self, item: PlanRow, values: Values) -> dict[str, Edit]:
        stored = item.values
        edits = {
            name: Edit(stored[name], value)
            for name, value in values.items()
            if stored[name] != value
        }
        self._check(item, {**stored, **values})
        return edits

    def _check(self, item: PlanRow | None, after: Mapping[str, Any]) -> None:
        before = item.values if item is not None else {}
        match self._kind:
            case TemplateKind.ACTIVITIES:
                was = BoardColumn(before["column"]) if item is not None else None
                self._room.enter(was, after, self._ground, self._today)
            case TemplateKind.COMMUNICATION:
                old = CommunicationState(before["state"]) if item is not None else None
                check_state(old, CommunicationState(after["state"]))
            case TemplateKind.STAKEHOLDERS:
                reason = str(after.get("not_relevant_reason", ""))
                check_relevant(bool(after.get("relevant", True)), reason)

    def _settle_recipient(self, values: Values, item: PlanRow | None) -> str:
        """Say by stakeholder and words whom a message goes to; returns a name nobody has."""
        if "recipient" not in values:
            return ""
        name = str(values.pop("recipient"))
        if item is not None and folded(name) in recipients(item, self._ground):
            return ""
        group = self._groups.find(name)
        if group is not None or not name:
            values["stakeholder"] = group
            if self._groups.is_audience(name):
                values.setdefault("audience", name)
            return ""
        before = item.values["audience"] if item and self._headings.has("whom") else ""
        if values.get("audience", before) not in ("", name):
            raise Refused("stakeholder_unknown", name=name)
        values["audience"] = name
        return name if item is None or item.values["stakeholder"] is None else ""

    # Refusing -------------------------------------------------------------------------

    def _refuse(self, row: TemplateRow, column: Column | None, error: SapaError) -> None:
        letter, heading = (column.letter, column.heading) if column else ("", "")
        self._preview.refused.append(Refusal(self._kind, row.number, letter, heading, error))

    def _column_about(self, error: SapaError) -> Column | None:
        field = str(error.params.get("field", ""))
        wanted = _CELLS.get(error.code) or _CELLS.get(field, field)
        found = (one for one in self._headings.columns if one.field.name == wanted)
        return next(found, None)


_CELLS = {
    "column_full": "column",
    "import_starts_early": "column",
    "import_cancels": "state",
    "item_closed": "state",
    "stakeholder_unknown": "recipient",
    "audience": "whom",
}
"""The column that a row is refused for, by the code or by the field that an error names."""


def _new_groups(entries: Sequence[Entry]) -> list[str]:
    """The stakeholders that the same template adds."""
    return [
        entry.title
        for entry in entries
        if entry.is_new and entry.work.kind is TemplateKind.STAKEHOLDERS
    ]


def _same(cell: Cell, ours: Cell) -> bool:
    """Whether a cell says what an export of the plan would say."""
    if isinstance(cell, Odd):
        # What looks like a fault may be the plan's own words.
        return cell.why in ("cell_error", "cell_letters") and cell.text == ours
    if is_blank(cell) or is_blank(ours):
        return is_blank(cell) and is_blank(ours)
    theirs, own = (safe(as_text(one), lines=True).strip() for one in (cell, ours))
    return theirs == own


def _without_waiting(stored: Mapping[str, Any], values: Values) -> Values:
    """What an activity waits for goes with the column; it is not taken where that is left."""
    column = values.get("column", stored.get("column"))
    if column in (None, BoardColumn.WAITING.value):
        return values
    return {name: value for name, value in values.items() if not name.startswith("waiting_")}

"""Random histories: several people do all sorts of things, some of which are refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from db.commands import (
    Edit,
    adoption,
    board,
    closing,
    communication,
    decisions,
    departments,
    keys,
    notes,
    people,
    plan,
    preconditions,
    readiness,
    stakeholders,
    standup,
    template,
    training,
    undo,
    workflows,
)
from db.commands.template import ChangedRow, Import, NewRow
from db.errors import SapaError
from db.models import (
    Activity,
    ChecklistItem,
    CommunicationItem,
    Decision,
    Department,
    Note,
    Precondition,
    Stakeholder,
    TrainingClass,
    Workflow,
)
from db.rules.codes import Answer, Column, DecisionTopic, Kind, Role, SignOff, Step
from db.rules.due import Due, stored_rule
from db.rules.template import TemplateKind
from tests.drivers import PlanDriver
from tests.rules.test_keys import ED25519, FINGERPRINT, OTHER

Deed = tuple[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]]

# Few items and few people, so that they meet; some numbers do not exist yet, or never.
cards = st.sampled_from([4, 5, 21, 26, 27])
points = st.sampled_from([1, 2, 5, 33])
items = st.sampled_from([1, 2, 20])
groups = st.sampled_from([1, 8, 10])
names = st.sampled_from(["mk", "ak", "hh"])
words = st.sampled_from(["", "Ny", "Æblegrød\n\nog kaffe", "[/nope]", "\x1b[2Jx"])
columns = st.sampled_from(list(Column))
offsets = st.one_of(st.none(), st.integers(-3, 3))
days = st.one_of(st.none(), st.dates(date(2017, 4, 1), date(2017, 4, 3)))


class Fresh:
    """An edit whose base is what the table holds when it is made, or a stale one."""

    def __init__(self, table: Any, name: str, mine: Any, stale: bool) -> None:
        self.table, self.name, self.mine, self.stale = table, name, mine, stale

    def edit(self, at: PlanDriver, number: int) -> Edit:
        """The edit as an editor would send it."""
        row = at.rows().get((str(self.table._meta.table_name), number), {})
        return Edit("stale" if self.stale else row.get(self.name), self.mine)


class Given:
    """An editor that opened while both departments had the workflow."""

    def __init__(self, mine: list[int]) -> None:
        self.mine = mine

    def edit(self, at: PlanDriver, number: int) -> Edit:
        """The edit as an editor would send it."""
        del at, number
        return Edit([1, 2], self.mine)


def edit(table: Any, fields: dict[str, Any]) -> st.SearchStrategy[dict[str, Fresh]]:
    """Edits of one or two fields, now and then from an editor that opened too long ago."""
    one = st.sampled_from(sorted(fields)).flatmap(
        lambda name: st.tuples(st.just(name), fields[name], st.integers(0, 5))
    )
    return st.lists(one, min_size=1, max_size=2).map(
        lambda found: {name: Fresh(table, name, mine, odd == 0) for name, mine, odd in found}
    )


def deed(command: Callable[..., Any], *args: Any, **kwargs: Any) -> st.SearchStrategy[Deed]:
    """One command by somebody; the strategies give its arguments."""
    who = st.sampled_from(["mk", "mk", "mk", "ak", "ak", "ak", "hh"])
    return st.tuples(who, st.just(command), st.tuples(*args), st.fixed_dictionaries(kwargs))


rules = st.sampled_from(
    ["activity:4+1d", "activity:5-2wd", "communication_item:1+1w", "department:1+2w", "end_date-1w"]
)
due_fields = {
    "offset_weeks": offsets,
    "due_date": days,
    "due_rule": st.one_of(st.none(), rules),
}
dues = st.one_of(
    offsets.map(lambda weeks: Due(weeks)),
    days.map(lambda day: Due(None, day)),
    rules.map(lambda rule: Due(rule=stored_rule(rule))),
)
card_edits = edit(
    Activity,
    {
        "title": words,
        "description": words,
        "kind": st.sampled_from(list(Kind)),
        "department": st.sampled_from([None, 1]),
        **due_fields,
    },
)
reasons = st.sampled_from(["", "Fordi"])
# None of them has an open dashboard, so whoever comes next may take over. Going from stop to
# stop is no event, and stays out of this.
standups = st.integers(1, 3)
sittings = st.sampled_from(["a", "b"])
agendas = st.just(("changes", "activity:4", "communication_item:1", "summary"))
places = st.sampled_from([1, 2])
conditions = st.sampled_from([1, 2, 13, 25])
said = st.sampled_from([None, *SignOff])
some_places = st.lists(places, max_size=2)
answers = st.sampled_from(list(Answer))
topics = st.sampled_from(list(DecisionTopic))
numbers = st.sampled_from([-1, 0, 3, 5])
written = st.integers(1, 3)
note_kinds = st.sampled_from(["note", "decision", "follow_up", "follow_up", "rumour"])
noted = st.sampled_from(["", "activity", "communication_item"])
task = {"responsible": st.sampled_from(["", "ak", "Drift"]), "due_date": days}
versions = st.integers(1, 4)
template_rows = st.one_of(
    st.builds(
        lambda title, points: NewRow(TemplateKind.ACTIVITIES, {"title": title}, points),
        words,
        st.lists(words, max_size=1),
    ),
    st.builds(lambda name: NewRow(TemplateKind.STAKEHOLDERS, {"name": name}), words),
    st.builds(
        lambda words, group: NewRow(
            TemplateKind.COMMUNICATION, {"message": words, "stakeholder": group}
        ),
        words,
        st.one_of(st.none(), groups),
    ),
    st.builds(
        lambda card, version, title, column: ChangedRow(
            TemplateKind.ACTIVITIES,
            card,
            version,
            {"title": Edit("", title), "column": Edit("", column)},
        ),
        cards,
        versions,
        words,
        columns,
    ),
    st.builds(
        lambda group, version, text: ChangedRow(
            TemplateKind.STAKEHOLDERS, group, version, {"handling": Edit("", text)}
        ),
        groups,
        versions,
        words,
    ),
)
imports = st.builds(
    lambda rows: Import(TemplateKind.PLAN, rows, dict.fromkeys(TemplateKind, 1_000)),
    st.lists(template_rows, min_size=1, max_size=3),
)
DEEDS = (
    deed(notes.add, note_kinds, words, entity=noted, entity_id=cards, **task),
    deed(notes.add, st.just("decision"), words, entity=st.just("activity"), entity_id=cards),
    deed(notes.edit, written, edit(Note, {"text": words, **task})),
    deed(notes.set_done, written, st.booleans()),
    deed(notes.archive, written),
    deed(notes.restore, written),
    deed(board.add, words, due=dues),
    deed(board.edit, cards, card_edits),
    deed(board.edit, cards, card_edits),
    deed(
        board.move,
        cards,
        columns,
        reason=reasons,
        waiting_on=st.sampled_from(["", "mk"]),
        confirmed=st.booleans(),
    ),
    deed(board.move, cards, columns, before=cards, confirmed=st.just(True)),
    deed(board.archive, cards),
    deed(board.restore, cards),
    deed(board.add_checklist_item, cards, words),
    deed(
        board.edit_checklist_item, points, st.builds(Fresh, *map(st.just, (ChecklistItem, "text")),
        words, st.booleans()),
    ),
    deed(board.remove_checklist_item, points),
    deed(board.set_tick, points, st.booleans()),
    deed(board.set_limit, columns, st.sampled_from([None, 1, 3]), hard=st.booleans()),
    deed(communication.add, words, stakeholder=st.one_of(st.none(), groups), due=dues),
    deed(
        communication.edit,
        items,
        edit(CommunicationItem, {"stakeholder": groups, "message": words, **due_fields}),
    ),
    deed(communication.mark_ready, items, st.booleans()),
    deed(communication.complete, items),
    deed(communication.reopen, items, reasons),
    deed(communication.cancel, items, reasons),
    deed(communication.set_step, items, st.sampled_from(list(Step)), st.booleans(), reason=reasons),
    deed(communication.archive, items),
    deed(communication.restore, items),
    deed(stakeholders.add, words),
    deed(stakeholders.edit, groups, edit(Stakeholder, {"name": words, "handling": words})),
    deed(stakeholders.set_relevant, groups, st.booleans(), reason=reasons),
    deed(stakeholders.archive, groups),
    deed(stakeholders.restore, groups),
    deed(people.add, st.sampled_from(["lb", "tn"]), words, st.sampled_from(list(Role))),
    deed(people.set_role, names, st.sampled_from(list(Role))),
    deed(people.set_active, names, st.booleans()),
    deed(keys.add_key, names, st.sampled_from([ED25519, OTHER])),
    deed(keys.revoke_key, st.just(FINGERPRINT)),
    deed(plan.set_go_live, days, reason=reasons),
    deed(departments.add, st.sampled_from(["Job", "JOB", "Vej"]), users=numbers),
    deed(departments.edit, places, edit(Department, {"name": words, "users": numbers})),
    deed(departments.edit, places, edit(Department, {"needs_help": st.booleans()})),
    deed(departments.edit, places, edit(Department, {"start_of_use": days})),
    deed(departments.answer, places, answers, reason=reasons),
    deed(departments.answer, places, answers, reason=reasons),
    deed(departments.set_exception, places, words),
    deed(departments.archive, places),
    deed(departments.restore, places),
    deed(adoption.set_use, places, numbers, week=st.sampled_from([None, 0, 1])),
    deed(board.edit, cards, edit(Activity, {"department": st.one_of(st.none(), places)})),
    deed(
        workflows.add, words, departments=some_places, legacy_title=words, legacy_last_day=days
    ),
    deed(workflows.edit, places, edit(Workflow, {"legacy_title": words, "owner": words})),
    deed(workflows.edit, places, some_places.map(lambda mine: {"departments": Given(mine)})),
    deed(workflows.close_legacy, places, reason=reasons, on=days),
    deed(workflows.reopen_legacy, places),
    deed(workflows.set_cases_handled, places, st.booleans()),
    deed(workflows.archive, places),
    deed(workflows.restore, places),
    deed(decisions.add, words, topic=topics, department=st.one_of(st.none(), places)),
    deed(
        decisions.edit,
        places,
        edit(Decision, {"topic": topics, "department": st.one_of(st.none(), places)}),
    ),
    deed(decisions.archive, places),
    deed(decisions.restore, places),
    deed(training.add, words, held_on=days, invited=numbers),
    deed(training.edit, places, edit(TrainingClass, {"held_on": days, "invited": numbers})),
    deed(training.set_attended, places, st.one_of(st.none(), numbers)),
    deed(training.archive, places),
    deed(training.restore, places),
    deed(preconditions.add, words, department=places),
    deed(
        preconditions.edit, conditions, edit(Precondition, {"text": words, "responsible": names})
    ),
    deed(preconditions.set_met, conditions, st.booleans()),
    deed(preconditions.set_met, conditions, st.booleans()),
    deed(preconditions.archive, conditions),
    deed(preconditions.restore, conditions),
    deed(preconditions.plant, places),
    deed(readiness.sign_off, places, said, reason=reasons, base=said),
    deed(readiness.sign_off, places, said, reason=reasons),
    deed(closing.approve_plan, st.booleans()),
    deed(closing.close, reasons),
    deed(closing.reopen, reasons),
    deed(closing.reopen, reasons),
    deed(standup.start, agendas, session=sittings),
    deed(standup.take_over, standups, session=sittings),
    deed(standup.end, standups, session=sittings),
    deed(standup.call_off, standups, session=sittings),
    deed(standup.set_length, st.sampled_from([10, 20])),
    deed(template.apply, imports),
    deed(template.apply, imports),
    deed(undo.undo),
    deed(undo.undo),
    deed(undo.redo),
)  # fmt: skip


def play(at: PlanDriver, history: list[Deed]) -> None:
    """Let it happen; a refusal is part of the story, anything else is a fault."""
    for who, command, args, kwargs in history:
        at.later(minutes=7)
        ready = [_ready(at, args[0], arg) if args else arg for arg in args]
        try:
            at.person(who).does(command, *ready, **kwargs)
        except SapaError as refusal:
            if refusal.code in ("database_error", "changed_meanwhile"):
                raise


def _ready(at: PlanDriver, number: Any, argument: Any) -> Any:
    if isinstance(argument, Fresh):
        return argument.edit(at, number)
    if isinstance(argument, dict):
        return {name: edit.edit(at, number) for name, edit in argument.items()}
    return argument


def histories(longest: int = 40) -> st.SearchStrategy[list[Deed]]:
    """What several people did one after the other."""
    return st.lists(st.one_of(*DEEDS), min_size=5, max_size=longest)

"""Random histories: several people do all sorts of things, some of which are refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from db.commands import Edit, board, communication, keys, people, plan, stakeholders, undo
from db.errors import SapaError
from db.models import Activity, ChecklistItem, CommunicationItem, Stakeholder
from db.rules.codes import Column, Kind, Role, Step
from db.rules.due import Due
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


due_fields = {"offset_weeks": offsets, "due_date": days}
dues = st.one_of(offsets.map(lambda weeks: Due(weeks)), days.map(lambda day: Due(None, day)))
card_edits = edit(
    Activity,
    {"title": words, "description": words, "kind": st.sampled_from(list(Kind)), **due_fields},
)
reasons = st.sampled_from(["", "Fordi"])
DEEDS = (
    deed(board.add, words, due=dues),
    deed(board.edit, cards, card_edits),
    deed(board.edit, cards, card_edits),
    deed(board.move, cards, columns, reason=reasons, confirmed=st.booleans()),
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

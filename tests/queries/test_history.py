"""The history: its filters, its pages, and its speed at 100,000 events."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase

from db.clock import stamp
from db.commands import board, communication, undo
from db.commands import plan as plan_commands
from db.errors import InvalidInput, NotFound, Refused
from db.queries.history import EventKind, event, history
from db.queries.undo import next_redo, next_undo
from db.rules.codes import Column
from tests.drivers import MONDAY, PersonDriver, PlanDriver, fails

MANY = 100_000
LONG_AGO = datetime(2016, 1, 1, tzinfo=UTC)


def ids(plan: PlanDriver, **filters: Any) -> list[int]:
    """Which events a filter finds."""
    return [row.id for row in history(plan.database, **filters)]


@pytest.fixture
def week(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> dict[str, int]:
    """Something of everything, an hour apart; event ids by name."""
    found: dict[str, int] = {}
    for name, who, command, args in (
        ("moved", ak, board.move, (4, Column.IN_PROGRESS)),
        ("ticked", mk, board.set_tick, (1, True)),
        ("other", ak, board.move, (5, Column.DONE)),
        ("completed", mk, communication.complete, (4,)),
        ("undone", ak, undo.undo, ()),
    ):
        found[name] = who.does(command, *args).event or 0
        plan.later(hours=1)
    return found


def test_newest_first_in_pages(plan: PlanDriver, week: dict[str, int]) -> None:
    everything = ids(plan)
    assert everything == sorted(everything, reverse=True)
    assert everything[-1] == 1
    pages, before = list[int](), None
    while page := ids(plan, before=before, limit=3):
        pages += page
        before = page[-1]
    assert pages == everything
    assert ids(plan, after=week["other"]) == [week["undone"], week["completed"]]


def test_by_person_item_and_kind(plan: PlanDriver, week: dict[str, int]) -> None:
    assert ids(plan, person="ak") == [week["undone"], week["other"], week["moved"]]
    assert ids(plan, person="hh") == ids(plan, person="nobody") == []
    assert ids(plan, entity="activity", entity_id=4) == [week["ticked"], week["moved"]]
    assert ids(plan, entity="activity", entity_id=5) == [week["undone"], week["other"]]
    assert ids(plan, entity="communication_item", entity_id=4) == [week["completed"]]
    assert ids(plan, kind=EventKind.COMMUNICATION) == [week["completed"]]
    assert ids(plan, kind=EventKind.PERSON, person="mk") == [3, 2]
    assert ids(plan, kind=EventKind.UNDONE) == [week["undone"]]


def test_what_people_call_a_kind(plan: PlanDriver, mk: PersonDriver, hh: PersonDriver) -> None:
    backups = mk.does(plan_commands.keep_backups, 30).event
    limit = mk.does(board.set_limit, Column.IN_PROGRESS, 5).event
    with fails(Refused, "role_needed"):
        hh.does(board.archive, 4)
    assert ids(plan, kind=EventKind.PLAN) == [limit, backups, 1]
    (refused,) = history(plan.database, kind=EventKind.REFUSED)
    assert (refused.actor, refused.entity_id) == ("hh", 4)
    assert ids(plan, kind=EventKind.STAKEHOLDER) == []


def test_by_words(plan: PlanDriver, mk: PersonDriver) -> None:
    reason = "Ældreområdet i Nygaard 100% mangler"
    waiting = mk.does(board.move, 4, Column.WAITING, reason=reason).event
    assert ids(plan, text="interessenterne") == ids(plan, text=" INTERESSENTERNE kortlæg ") != []
    for typed in ("ældre", "ÆLDRE", "nygård", "NYGAARD", "100%", "mangler kortlæg"):
        assert ids(plan, text=typed) == [waiting]
    for typed in ("1_0%", "findes-ikke", "ældre findes-ikke"):
        assert ids(plan, text=typed) == []
    assert ids(plan, text="ældre", person="mk", kind=EventKind.ACTIVITY) == [waiting]
    assert ids(plan, text="ældre", person="ak") == []


@pytest.mark.parametrize("text", ["z" * 100_000, "z " * 2_000], ids=["one word", "many"])
def test_by_more_words_than_anybody_searches_for(plan: PlanDriver, text: str) -> None:
    with fails(InvalidInput, "text_too_long"):
        ids(plan, text=text)
    assert ids(plan, text="z" * 200) == []


def test_by_time_from_until(plan: PlanDriver, week: dict[str, int]) -> None:
    hour = timedelta(hours=1)
    assert ids(plan, since=MONDAY + hour, until=MONDAY + 3 * hour) == [
        week["other"],
        week["ticked"],
    ]
    assert ids(plan, since=MONDAY + 4 * hour) == [week["undone"]]
    assert week["moved"] not in ids(plan, until=MONDAY)
    copenhagen = MONDAY.astimezone(tz=None)
    assert ids(plan, since=copenhagen) == ids(plan, since=MONDAY)
    assert ids(plan, person="ak", since=MONDAY + hour, entity="activity") == [
        week["undone"],
        week["other"],
    ]


def test_a_refusal_stands_in_the_items_history(plan: PlanDriver, hh: PersonDriver) -> None:
    with fails(Refused, "role_needed"):
        hh.does(board.archive, 4)
    (refused,) = history(plan.database, entity="activity", entity_id=4)
    assert (refused.action, refused.actor, refused.changes) == ("refused", "hh", ())


def test_one_event(plan: PlanDriver, week: dict[str, int]) -> None:
    assert event(plan.database, week["other"]).entity_id == 5
    assert event(plan.database, week["undone"]).undoes == week["other"]
    with fails(NotFound, "item_missing"):
        event(plan.database, 999)


@pytest.fixture
def long_plan(plan_path: Path) -> Iterator[PlanDriver]:
    """A plan at which ak and mk have worked for very long, an event a minute."""
    words = json.dumps([["activity", 4, "description", "x" * 100, "y" * 100]])
    kinds = ("activity", "activity", "communication_item", "stakeholder")
    rows = (
        (
            *(number, str(number), stamp(LONG_AGO + timedelta(minutes=number))),
            *(1 if number % 10 else 2, "activity.edited", kinds[number % 4], number % 30),
            *("Kortlæg", words, "", ""),
        )
        for number in range(4, MANY)
    )
    names = "id, uuid, at, actor_id, action, entity, entity_id, title, changes, note, digest"
    foreign = sqlite3.connect(plan_path)
    try:
        foreign.executemany(f"INSERT INTO event ({names}) VALUES ({', '.join('?' * 11)})", rows)
        foreign.commit()
    finally:
        foreign.close()
    plan = PlanDriver(plan_path)
    yield plan
    plan.close()


EARLY = LONG_AGO + timedelta(days=1)
FILTERS: dict[str, dict[str, Any]] = {
    "newest": {},
    "deep": {"before": MANY // 2},
    "person": {"person": "ak"},
    "nobody": {"person": "hh"},
    "item": {"entity": "activity", "entity_id": 4},
    "old page of an item": {"entity": "activity", "entity_id": 4, "before": 3_000},
    "kind": {"kind": EventKind.STAKEHOLDER},
    "rare kind": {"kind": EventKind.PLAN},
    "refused": {"kind": EventKind.REFUSED},
    "undone": {"kind": EventKind.UNDONE},
    "a person's kind": {"person": "ak", "kind": EventKind.STAKEHOLDER},
    "words": {"text": "kortlæg"},
    "an early day": {"since": EARLY, "until": EARLY + timedelta(days=1)},
    "before an early day": {"until": EARLY},
    "a person's early day": {"person": "ak", "since": EARLY, "until": EARLY + timedelta(days=1)},
    "an item's early days": {"entity": "activity", "entity_id": 4, "until": EARLY},
}


def work(database: SqliteDatabase, read: Callable[[], object]) -> int:
    """Thousands of steps that SQLite's machine takes for a read, whatever else is going on."""
    steps: list[None] = []
    connection: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
    connection.set_progress_handler(lambda: steps.append(None), 1_000)
    try:
        read()
    finally:
        connection.set_progress_handler(None, 0)
    return len(steps)


def test_no_page_of_a_long_history_reads_all_of_it(long_plan: PlanDriver) -> None:
    database = long_plan.database
    whole = work(database, lambda: history(database, limit=MANY))
    steps = {
        name: work(database, lambda chosen=chosen: history(database, **chosen))  # type: ignore[misc]
        for name, chosen in FILTERS.items()
    }
    steps["undo"] = work(database, lambda: next_undo(database, "ak"))
    steps["redo"] = work(database, lambda: next_redo(database, "ak"))
    steps["nothing to undo"] = work(database, lambda: next_undo(database, "hh"))
    assert {name: taken for name, taken in steps.items() if taken > whole // 4} == {}

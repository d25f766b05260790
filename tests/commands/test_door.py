"""What holds for every command: its role, its one event, its retry, and nothing on refusal."""

import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

import db.commands
from db.commands import (
    Outcome,
    Request,
    board,
    communication,
    people,
    stakeholders,
)
from db.connection import set_patience
from db.errors import DatabaseUnusable, NotFound, Refused
from db.rules.codes import Column, Role
from tests.commands.attempts import CARD, CARD_TITLE, EVERY, NEW, Attempt
from tests.drivers import PersonDriver, PlanDriver, fails

every_command = pytest.mark.parametrize("attempt", EVERY, ids=lambda attempt: attempt.action)
too_little = pytest.mark.parametrize(
    ("name", "attempt"),
    [("hh", attempt) for attempt in EVERY]
    + [("ak", attempt) for attempt in EVERY if attempt.needs is Role.LEADER],
    ids=lambda value: value if isinstance(value, str) else value.action,
)


def test_the_list_of_attempts_misses_no_command() -> None:
    rooms = [
        importlib.import_module(f"{db.commands.__name__}.{room.name}")
        for room in pkgutil.iter_modules(db.commands.__path__)
        if not room.name.startswith("_")
    ]
    commands = {
        f"{room.__name__.rpartition('.')[2]}.{name}"
        for room in rooms
        for name, function in vars(room).items()
        if inspect.isfunction(function)
        and function.__module__ == room.__name__
        and hasattr(function, "__wrapped__")
    }
    walking = ("start", "go", "defer", "take_over", "end", "end_open", "call_off")
    tried_elsewhere = {"plan.plant", "keys.revoke_key", "undo.undo", "undo.redo"}
    tried_elsewhere |= {f"standup.{verb}" for verb in walking}
    assert {attempt.call.name for attempt in EVERY} == commands - tried_elsewhere


@every_command
def test_a_command_leaves_one_event_about_its_item(
    plan: PlanDriver, mk: PersonDriver, attempt: Attempt
) -> None:
    attempt.prepare(plan)
    with plan.one_event(attempt.action) as changes:
        outcome = attempt.call.by(mk)
    assert changes
    event = plan.last
    assert (outcome.event, outcome.entity_id) == (event.id, event.entity_id)
    assert (event.entity, event.actor, event.at) == (
        attempt.entity,
        "mk",
        "2017-04-03T08:12:00.000Z",
    )
    assert event.title
    assert attempt in NEW or event.entity_id == attempt.entity_id


@every_command
def test_the_same_request_again_is_the_same_event(
    plan: PlanDriver, mk: PersonDriver, attempt: Attempt
) -> None:
    attempt.prepare(plan)
    call, request = attempt.call, mk.asks(str(uuid4()))
    first = call.command(plan.database, request, *call.args, **call.kwargs)
    with plan.no_trace():
        assert call.command(plan.database, request, *call.args, **call.kwargs) == first


@every_command
def test_a_member_may_what_needs_no_leader(
    plan: PlanDriver, ak: PersonDriver, attempt: Attempt
) -> None:
    attempt.prepare(plan)
    if attempt.needs is Role.MEMBER:
        with plan.one_event(attempt.action):
            attempt.call.by(ak)


@too_little
def test_a_role_that_does_not_reach_is_refused_and_the_attempt_logged(
    plan: PlanDriver, name: str, attempt: Attempt
) -> None:
    attempt.prepare(plan)
    before = plan.rows()
    with plan.one_event("refused") as changes, fails(Refused, "role_needed") as refusal:
        attempt.call.by(plan.person(name))
    assert refusal.value.params["needed"] == attempt.needs
    assert changes == []
    assert plan.rows() == before
    event = plan.last
    assert event.note == f"role_needed {attempt.call.name}"
    assert (event.actor, event.entity, event.entity_id) == (name, attempt.entity, attempt.entity_id)
    assert event.title
    assert attempt not in NEW or event.title == attempt.call.args[0]


@every_command
def test_whoever_has_lost_access_is_refused(plan: PlanDriver, attempt: Attempt) -> None:
    attempt.prepare(plan)
    mk, ak = plan.person("mk"), plan.person("ak")
    mk.does(people.set_role, "ak", Role.LEADER)
    mk.does(people.set_active, "ak", False)
    before = plan.rows()
    with plan.one_event("refused"), fails(Refused, "person_inactive"):
        attempt.call.by(ak)
    assert plan.last.note == f"person_inactive {attempt.call.name}"
    assert plan.rows() == before


@every_command
@pytest.mark.parametrize("name", ["nobody", "", "MK", "mk "])
def test_a_stranger_is_refused_without_a_trace(
    plan: PlanDriver, name: str, attempt: Attempt
) -> None:
    attempt.prepare(plan)
    with plan.no_trace(), fails(Refused, "person_unknown"):
        attempt.call.by(plan.person(name))


def test_what_was_attempted_is_logged_clean_and_short(plan: PlanDriver, hh: PersonDriver) -> None:
    with plan.one_event("refused"), fails(Refused, "role_needed"):
        hh.does(board.add, "\x1b]52;c;ZZZ\x07 " + "Ring rundt " * 1_000)
    assert (plan.last.entity, plan.last.entity_id) == ("activity", 0)
    assert plan.last.title.startswith("]52;c;ZZZ Ring rundt Ring")
    assert len(plan.last.title) == 200


def test_a_refused_request_made_again_is_logged_once(plan: PlanDriver, hh: PersonDriver) -> None:
    request = hh.asks()
    with plan.one_event("refused"):
        for _ in range(3):
            with fails(Refused, "role_needed"):
                board.archive(plan.database, request, CARD)


def test_a_refused_request_can_succeed_once_the_role_is_there(
    plan: PlanDriver, mk: PersonDriver, hh: PersonDriver
) -> None:
    request = hh.asks()
    with fails(Refused, "role_needed"):
        board.archive(plan.database, request, CARD)
    mk.does(people.set_role, "hh", Role.MEMBER)
    with plan.one_event("activity.archived"):
        board.archive(plan.database, request, CARD)


def test_the_role_is_read_in_the_transaction_not_remembered(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    mk.does(people.set_role, "ak", Role.VIEWER)
    with fails(Refused, "role_needed"):
        ak.does(board.move, CARD, Column.DONE)
    assert plan.last.title == CARD_TITLE


def test_somebody_elses_request_cannot_be_borrowed(
    plan: PlanDriver, mk: PersonDriver, hh: PersonDriver
) -> None:
    request = mk.asks()
    board.archive(plan.database, request, CARD)
    with plan.no_trace(), fails(Refused, "request_reused"):
        board.archive(plan.database, hh.asks(request.uuid), CARD)


@pytest.mark.parametrize("number", [0, -1, 999, 2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize("command", [board.archive, communication.archive, stakeholders.archive])
def test_an_item_that_does_not_exist(
    plan: PlanDriver, mk: PersonDriver, command: Callable[..., Outcome], number: int
) -> None:
    with plan.no_trace(), fails(NotFound, "item_missing"):
        mk.does(command, number)
    with fails(Refused, "role_needed"):
        plan.person("hh").does(command, number)
    assert (plan.last.entity_id, plan.last.title) == (0, "")


def test_a_database_that_fails_inside_leaves_nothing(plan: PlanDriver, mk: PersonDriver) -> None:
    plan.sql("CREATE TRIGGER broken BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'no'); END")
    with plan.no_trace(), fails(DatabaseUnusable, "database_error"):
        mk.does(board.archive, CARD)


def test_a_file_that_stays_locked_is_said_to_be_busy(plan_path: Path) -> None:
    plan, foreign = PlanDriver(plan_path), sqlite3.connect(plan_path)
    try:
        set_patience(plan.database, 0.05)
        request = plan.person("ak").asks()
        foreign.execute("BEGIN IMMEDIATE")
        with plan.no_trace(), fails(DatabaseUnusable, "database_busy"):
            board.archive(plan.database, request, CARD)
        foreign.rollback()
        with plan.one_event("activity.archived"):
            board.archive(plan.database, request, CARD)
    finally:
        foreign.close()
        plan.close()


def test_a_request_knows_the_danish_day(plan: PlanDriver) -> None:
    plan.later(hours=13, minutes=50)
    assert Request("mk", plan.clock.now()).today.isoformat() == "2017-04-04"

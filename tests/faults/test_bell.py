"""A colleague's change is heard of at once; where it cannot be, it is looked for."""

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.bell import Ear
from db.clock import StoppedClock
from db.commands import board, presence
from db.place import Place
from db.queries.people import present
from db.queries.wall import Wall
from db.rules.codes import Column
from sapa_tui import refresh
from sapa_tui.sitting import Sitting
from tests.drivers import MONDAY, PATIENCE, PlanDriver

from .conftest import Open

CARD = 4
NEVER = 3_600.0


def is_done(wall: Wall) -> bool:
    """Whether the card has been moved to the last column."""
    return wall.cards[CARD].column is Column.DONE


def relies(at: Sitting) -> bool:
    """Whether it waits for the bell."""
    return not at.uneasy


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; fails when it does not come true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def unhurried(dashboard: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open dashboards that never look by themselves, but for a first time."""
    for name in ("POLL_SECONDS", "LOOK_SECONDS", "BEAT_SECONDS"):
        monkeypatch.setattr(refresh, name, NEVER)
    return dashboard


@pytest.fixture
def ear(plan: PlanDriver) -> Iterator[Ear]:
    """Somebody who listens at the plan."""
    with closing(Ear(Place.of(plan.path))) as ear:
        yield ear


def test_a_change_is_heard_and_a_sign_of_life_is_not(plan: PlanDriver, ear: Ear) -> None:
    presence.beat(plan.database, "s1", "mk", MONDAY)
    assert not ear.heard()
    plan.person("mk").does(board.move, CARD, Column.DONE)
    assert ear.heard()
    assert not ear.heard()


@pytest.mark.parametrize("which", ["", "-wal"])
def test_a_file_that_is_taken_away_is_heard(plan: PlanDriver, ear: Ear, which: str) -> None:
    Path(f"{plan.path}{which}").unlink()
    assert ear.heard()


def test_what_is_rung_is_shown_without_looking_for_it(unhurried: Open, plan: PlanDriver) -> None:
    mk = unhurried("mk")
    until(lambda: mk.session._at.ear is not None)
    plan.person("ak").does(board.move, CARD, Column.DONE)
    mk.reads(is_done)


def test_colleagues_soon_know_where_one_is(unhurried: Open, plan: PlanDriver) -> None:
    mk = unhurried("mk")
    until(lambda: len(present(plan.database, MONDAY)) == 1)
    mk.session.be_at("board", "activity:4")
    until(lambda: present(plan.database, MONDAY)[0].item == "activity:4")


def test_the_deaf_look_for_themselves(
    unhurried: Open, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(place: Place) -> Ear:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("sapa_tui.sitting.Ear", no_more)
    monkeypatch.setattr(refresh, "POLL_SECONDS", 0.02)
    mk = unhurried("mk")
    plan.person("ak").does(board.move, CARD, Column.DONE)
    mk.reads(is_done)


def test_who_has_missed_the_bell_does_not_rely_on_it_until_it_is_heard(
    plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = Sitting(plan.path, "mk", StoppedClock(MONDAY), 1.0, lambda news: None)
    at.open()
    assert not relies(at)
    at.listen()
    at.look()
    assert relies(at)
    with monkeypatch.context() as silence:
        silence.setattr("db.commands._door.ring", lambda database: None)
        plan.person("ak").does(board.move, CARD, Column.DONE)
    presence.beat(plan.database, "s1", "ak", MONDAY)
    at.look()
    assert not relies(at)
    at.look()
    assert not relies(at)
    plan.person("ak").does(board.move, CARD, Column.NOT_STARTED)
    at.watch()
    assert relies(at)
    at.leave(None)

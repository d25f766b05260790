"""Who leads a standup: one at a time, from one dashboard, until that is gone."""

from pathlib import Path
from typing import Any

import pytest

from db.commands import people, standup
from db.errors import Refused
from db.queries.standup import walk_under_way
from db.queries.wall import PRESENCE_SECONDS
from db.rules.codes import Role
from tests.commands.standups import AGENDA, AKS, MKS, OTHER, beat, walk
from tests.drivers import PersonDriver, PlanDriver, fails, in_processes

ENOUGH = 100_000


@pytest.mark.parametrize(("name", "session"), [("ak", AKS), ("ak", MKS), ("mk", OTHER)])
@pytest.mark.parametrize(
    ("command", "args"),
    [
        (standup.go, (2,)),
        (standup.defer, ("activity:4",)),
        (standup.end, ()),
        (standup.call_off, ()),
    ],
)
def test_only_the_leaders_own_dashboard_moves_it(
    plan: PlanDriver, led: int, name: str, session: str, command: Any, args: tuple[Any, ...]
) -> None:
    with plan.no_trace(), fails(Refused, "standup_not_leading") as refusal:
        plan.person(name).does(command, led, *args, session=session)
    assert refusal.value.params == {"name": "mk"}


@pytest.mark.parametrize(
    ("command", "args"),
    [
        (standup.start, (AGENDA,)),
        (standup.go, (1, 2)),
        (standup.defer, (1, "activity:4")),
        (standup.take_over, (1,)),
        (standup.end, (1,)),
        (standup.call_off, (1,)),
    ],
)
def test_a_viewer_leads_no_standup_and_the_attempt_is_logged(
    plan: PlanDriver, hh: PersonDriver, led: int, command: Any, args: tuple[Any, ...]
) -> None:
    before = plan.rows()
    with plan.one_event("refused") as changes, fails(Refused, "role_needed"):
        hh.does(command, *args, session="hh.1")
    assert (plan.last.actor, plan.last.note) == ("hh", f"role_needed standup.{command.__name__}")
    assert changes == []
    assert plan.rows() == before


def test_nobody_takes_over_from_a_leader_who_is_there(
    plan: PlanDriver, ak: PersonDriver, led: int
) -> None:
    plan.later(seconds=PRESENCE_SECONDS)
    with plan.no_trace(), fails(Refused, "standup_led") as refusal:
        ak.does(standup.take_over, led, session=AKS)
    assert refusal.value.params == {"name": "mk"}


def test_another_takes_over_from_a_leader_who_is_gone_and_goes_on(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, led: int
) -> None:
    mk.does(standup.go, led, 2, session=MKS)
    plan.later(seconds=PRESENCE_SECONDS + 1)
    beat(plan, OTHER)
    with plan.one_event("standup.taken_over"):
        ak.does(standup.take_over, led, session=AKS)
    assert (walk(plan).leader, walk(plan).session, walk(plan).stop) == ("ak", AKS, "activity:5")
    ak.does(standup.go, led, 3, session=AKS)
    with fails(Refused, "standup_not_leading") as refusal:
        mk.does(standup.go, led, 1, session=MKS)
    assert refusal.value.params == {"name": "ak"}


def test_one_leads_on_from_ones_other_window_at_once(
    plan: PlanDriver, mk: PersonDriver, led: int
) -> None:
    with plan.one_event("standup.taken_over"):
        mk.does(standup.take_over, led, session=OTHER)
    with plan.no_trace():
        assert mk.does(standup.take_over, led, session=OTHER).event is None


@pytest.mark.parametrize("command", [people.set_role, people.set_active])
def test_a_leader_who_may_no_longer_write_leads_no_more(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, command: Any
) -> None:
    number = ak.adds(standup.start, AGENDA, session=AKS)
    beat(plan, AKS)
    mk.does(command, "ak", Role.VIEWER if command is people.set_role else False)
    with fails(Refused, "role_needed" if command is people.set_role else "person_inactive"):
        ak.does(standup.go, number, 1, session=AKS)
    mk.does(standup.take_over, number, session=MKS)
    assert walk(plan).leader == "mk"


@pytest.mark.parametrize("command", [standup.end, standup.call_off])
def test_anybody_ends_what_nobody_leads_any_more(
    plan: PlanDriver, ak: PersonDriver, led: int, command: Any
) -> None:
    plan.later(seconds=PRESENCE_SECONDS + 1)
    ak.does(command, led, session=AKS)
    assert walk_under_way(plan.database) is None


def test_of_two_who_start_at_once_one_leads(plan: PlanDriver) -> None:
    answers = in_processes(try_to_start, (str(plan.path), "mk"), (str(plan.path), "ak"))
    leader = walk(plan).leader
    refused = f"standup_led by {leader}"
    assert sorted(answers) == sorted(["leads", refused])
    assert plan.sql("SELECT COUNT(*) FROM standup") == [(1,)]


def try_to_start(path: str, name: str) -> str:
    """Start a standup; says what came of it."""
    plan = PlanDriver(Path(path))
    try:
        plan.person(name).does(standup.start, AGENDA, session=name)
    except Refused as refusal:
        return f"{refusal.code} by {refusal.params['name']}"
    finally:
        plan.close()
    return "leads"


def test_after_a_take_over_the_old_leader_moves_nothing(plan: PlanDriver, mk: PersonDriver) -> None:
    """mk goes on and on from a dashboard that seems dead, while ak takes over."""
    number = mk.adds(standup.start, AGENDA, session="mk")
    path = str(plan.path)
    times, place = in_processes(lead, (path, "mk", number), (path, "ak", number))
    assert 0 <= times < ENOUGH
    assert (walk(plan).leader, walk(plan).place) == ("ak", place)


def lead(path: str, name: str, number: int) -> int:
    """As mk go to and fro until that is refused; as ak take over and go to the third stop."""
    plan, gone = PlanDriver(Path(path)), 0
    try:
        if name == "ak":
            plan.person("ak").does(standup.take_over, number, session="ak")
            plan.person("ak").does(standup.go, number, 3, session="ak")
            return 3
        for gone in range(ENOUGH):
            plan.person("mk").does(standup.go, number, 1 + gone % 2, session="mk")
    except Refused as refusal:
        return gone if refusal.code == "standup_not_leading" else -1
    finally:
        plan.close()
    return ENOUGH

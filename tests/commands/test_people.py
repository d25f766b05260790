"""Who may open the plan, and as what."""

import pytest

from db.commands import people
from db.errors import InvalidInput, NotFound, Refused
from db.queries.people import people as everybody
from db.queries.people import person
from db.rules.codes import Role
from tests.drivers import PersonDriver, PlanDriver, fails, in_processes, values


def test_somebody_new(plan: PlanDriver, mk: PersonDriver) -> None:
    with plan.one_event("person.added"):
        mk.does(people.add, "soeren-j", " Søren  Ærø ", Role.MEMBER)
    found = person(plan.database, "soeren-j")
    assert (found.full_name, found.role, found.active) == ("Søren Ærø", Role.MEMBER, True)


@pytest.mark.parametrize(
    ("name", "full_name", "role", "code"),
    [
        ("Søren", "Søren", "member", "name_not_valid"),
        ("x; id;", "X", "member", "name_not_valid"),
        ("", "X", "member", "name_not_valid"),
        ("x" * 33, "X", "member", "name_not_valid"),
        ("аnna", "X", "member", "name_not_valid"),
        ("ak", "X", "member", "person_exists"),
        ("x", "\u200b", "member", "text_missing"),
        ("x", "X" * 61, "member", "text_too_long"),
        ("x", "X", "admin", "code_unknown"),
    ],
)
def test_somebody_who_cannot_be(
    plan: PlanDriver, mk: PersonDriver, name: str, full_name: str, role: str, code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        mk.does(people.add, name, full_name, role)


def test_the_last_leader_stays(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> None:
    def refuses() -> None:
        with plan.no_trace(), fails(Refused, "last_leader"):
            mk.does(people.set_role, "mk", Role.MEMBER)
        with plan.no_trace(), fails(Refused, "last_leader"):
            mk.does(people.set_active, "mk", False)

    refuses()
    mk.does(people.set_role, "ak", Role.LEADER)
    mk.does(people.set_active, "ak", False)
    refuses()  # a leader without access is none
    mk.does(people.set_active, "ak", True)
    mk.does(people.set_role, "mk", Role.MEMBER)
    with fails(Refused, "last_leader"):
        ak.does(people.set_active, "ak", False)


def test_access_is_taken_and_given_back(plan: PlanDriver, mk: PersonDriver) -> None:
    with plan.one_event("person.deactivated") as changes:
        mk.does(people.set_active, "ak", False)
        mk.does(people.set_active, "ak", False)
    assert values(changes) == {"active": (True, False)}
    with plan.one_event("person.activated"):
        mk.does(people.set_active, "ak", True)


def test_a_role_that_is_set_already_or_does_not_exist(plan: PlanDriver, mk: PersonDriver) -> None:
    with plan.no_trace():
        mk.does(people.set_role, "mk", Role.LEADER)
        with fails(InvalidInput, "code_unknown"):
            mk.does(people.set_role, "ak", "admin")
        with fails(NotFound, "person_unknown"):
            mk.does(people.set_role, "nobody", Role.MEMBER)
        with fails(NotFound, "person_unknown"):
            mk.does(people.set_active, "nobody", True)


def test_two_leaders_who_demote_each_other_at_once(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(people.set_role, "ak", Role.LEADER)
    in_processes(_demote, (str(plan.path), "mk", "ak"), (str(plan.path), "ak", "mk"))
    leaders = [row.name for row in everybody(plan.database) if row.role is Role.LEADER]
    assert len(leaders) == 1


def _demote(path: str, actor: str, other: str) -> None:
    from pathlib import Path

    from tests.drivers import PlanDriver

    here = PlanDriver(Path(path))
    try:
        here.person(actor).does(people.set_role, other, Role.MEMBER)
    except Refused as refusal:
        assert refusal.code == "role_needed"  # noqa: PT017 - this runs in another process
    finally:
        here.close()

"""Who asks, giving access, and what only the leader completes."""

import pytest

from db.errors import NotFound, Refused
from db.queries.people import PersonRow
from db.rules.codes import Role
from sapa_tui.cli import session
from sapa_tui.cli.asking import who_asks
from tests.drivers import fails

from .conftest import Run

MK = PersonRow("mk", "Mette Kjær", Role.LEADER, True)
AK = PersonRow("ak", "Anders Krogh", Role.MEMBER, True)
GONE = PersonRow("bo", "Bo Bruun", Role.MEMBER, False)


def test_who_asks_is_the_one_named() -> None:
    assert who_asks([MK, AK], "ak", "mk") == "ak"
    with fails(NotFound, "person_unknown"):
        who_asks([MK, AK], "zz", "mk")


def test_who_asks_is_else_the_systems_user() -> None:
    assert who_asks([MK, AK], None, "ak") == "ak"


def test_who_asks_is_else_the_only_leader() -> None:
    assert who_asks([MK], None, "root") == "mk"
    assert who_asks([MK, GONE], None, "root") == "mk"


@pytest.mark.parametrize("known", [[MK, AK], [MK, AK, GONE], [AK], []])
def test_who_asks_is_else_asked_for(known: list[PersonRow]) -> None:
    with fails(Refused, "who_asks"):
        who_asks(known, None, "root")


def test_somebody_without_access_is_refused(sapa: Run) -> None:
    with fails(Refused, "who_asks"):
        who_asks([MK, AK, GONE], None, "bo")


def test_the_environment_and_the_option_name_the_person(
    sapa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "AK added" in sapa("--as", " AK ", "activity", "add", "x").err
    monkeypatch.setenv("SAPA_AS", "ak")
    assert "AK added" in sapa("activity", "add", "x").err
    monkeypatch.delenv("SAPA_AS")
    monkeypatch.setattr(session, "login_name", lambda: "ak")
    assert "AK added" in sapa("activity", "add", "x").err
    monkeypatch.setattr(session, "login_name", lambda: "root")
    assert "(mk, ak, hh); say it with --as or SAPA_AS" in sapa("activity", "add", "x").refusal
    assert sapa("status").code == 0


def test_a_leader_gives_access(sapa: Run) -> None:
    ran = sapa("person", "add", "ole", "--name", "Ole Åkjær", "--role", "viewer")
    assert (ran.code, ran.err) == (0, "MK gave Ole Åkjær access.\n")
    assert sapa("people", "--format", "json").data[-1] == {
        "name": "ole",
        "full_name": "Ole Åkjær",
        "role": "viewer",
        "active": True,
    }


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (("mk", "--name", "Mads"), "somebody called mk already"),
        (("Åse", "--name", "Åse"), "cannot be a login name"),
        (("x" * 33, "--name", "X"), "cannot be a login name"),
        (("ole", "--name", " "), "Full name cannot be empty"),
        (("ole", "--name", "O" * 61), "Full name holds at most 60"),
    ],
)
def test_access_that_cannot_be_given(sapa: Run, wrong: tuple[str, ...], word: str) -> None:
    assert word in sapa("person", "add", *wrong).refusal


def test_only_a_leader_gives_access_and_completes(sapa: Run) -> None:
    for command in (
        ("person", "add", "ole", "--name", "Ole"),
        ("communication", "complete", "1"),
        ("communication", "reopen", "1", "--reason", "x"),
    ):
        assert "role project leader" in sapa("--as", "ak", *command).refusal


def test_complete_and_reopen(sapa: Run) -> None:
    ran = sapa("communication", "complete", "2")
    assert ran.err.startswith("MK completed “")
    assert sapa("communication", "complete", "2").err == "Nothing had to be changed.\n"
    assert "2017-04-03T08:12" in sapa("communication", "--format", "json").out
    assert "history" in sapa("communication", "reopen", "2", "--reason", " ").refusal
    ran = sapa("communication", "reopen", "2", "--reason", "Mødet blev flyttet")
    assert ran.err.endswith(": Mødet blev flyttet.\n")
    assert sapa("communication", "--format", "json").data[1]["state"] == "planned"
    assert "nothing to reopen" in sapa("communication", "reopen", "2", "--reason", "x").refusal
    missing = sapa("communication", "complete", "99").refusal
    assert missing.startswith("There is no communication item with number 99")

"""``precondition`` and ``department sign-off``: the checklists from the command line."""

from typing import Any

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def departments(sapa: Run) -> None:
    """A job centre, and a library that has nothing new."""
    sapa("department", "add", "Jobcenter", "--users", "60", "--local-leader", "Åse Ø")
    no = ("--new-workflows", "no", "--reason", "Kun opslag")
    sapa("department", "add", "Bibliotek", "--users", "5", *no)


def points(sapa: Run, *options: str) -> Any:
    return sapa("precondition", "list", *options, "--format", "json").data


def job(sapa: Run) -> Any:
    found = sapa("department", "list", "--format", "json").data
    return next(row for row in found if row["name"] == "Jobcenter")


def test_the_checklists_of_all_or_of_one(sapa: Run) -> None:
    assert len(points(sapa)) == 24
    found = points(sapa, "--department", "jobcenter")
    assert len(found) == 12
    assert found[0] == {
        "id": 1,
        "department": "Jobcenter",
        "kind": "access",
        "text": "Alle brugere kan logge på SAPA fra deres egen plads",
        "task_card": None,
        "responsible": "SYS",
        "note": None,
        "met": False,
        "met_by": None,
        "met_at": None,
        "version": 1,
    }
    assert [row["task_card"] for row in found if row["task_card"]] == ["K08", "K11", "K12", "K17"]
    assert len(sapa("precondition", "list").out.splitlines()) == 25
    assert "vej" in sapa("precondition", "list", "--department", "vej").refusal


def test_met_and_open_again(sapa: Run) -> None:
    ran = sapa("precondition", "met", "2")
    said = (
        "MK noted that “Hver bruger har den rolle, som arbejdet kræver” is in place: Jobcenter.\n"
    )
    assert ran.err == said
    assert sapa("precondition", "met", "2").err == "Nothing had to be changed.\n"
    assert len(points(sapa, "--department", "Jobcenter", "--open")) == 11
    assert job(sapa)["preconditions"] == {"met": 1, "total": 12}
    sapa("precondition", "open", "2")
    assert len(points(sapa, "--department", "Jobcenter", "--open")) == 12
    assert sapa("precondition", "met", "99").refusal


def test_one_of_ones_own_archived_and_back(sapa: Run) -> None:
    ran = sapa(
        *("precondition", "add", "jobcenter", "Headset", "--task-card", "K19"),
        *("--responsible", "Mette Kragh", "--note", "Spørg Søren"),
    )
    assert ran.out == "25\n"
    [new] = [row for row in points(sapa) if row["id"] == 25]
    assert (new["kind"], new["task_card"], new["note"]) == ("external", "K19", "Spørg Søren")
    sapa("precondition", "archive", "25")
    assert len(points(sapa)) == 24
    sapa("precondition", "restore", "25")
    sapa("precondition", "archive", "3")
    sapa("precondition", "plant", "Jobcenter")
    assert len(points(sapa)) == 25


def test_a_leaders_word(sapa: Run) -> None:
    refusal = sapa("department", "sign-off", "Jobcenter", "ready").refusal
    assert "still has 12 open" in refusal
    assert sapa("department", "sign-off", "Jobcenter", "not-ready").refusal
    ran = sapa("department", "sign-off", "jobcenter", "not-ready", "--reason", "Bemanding")
    assert ran.err == "MK signed “Jobcenter” off as not ready: Bemanding.\n"
    sapa("department", "sign-off", "1", "ready", "--reason", "Nok", "--by", "Bo Friis")
    row = job(sapa)
    assert (row["sign_off"], row["sign_off_reason"]) == ("ready", "Nok")
    assert (row["signed_off_by"], row["signed_off_on"]) == ("Bo Friis", "2017-04-03")
    sapa("department", "sign-off", "1", "withdraw")
    assert job(sapa)["sign_off"] is None


def test_the_status_says_who_goes(sapa: Run) -> None:
    sapa("department", "sign-off", "Jobcenter", "ready", "--reason", "Nok")
    found = sapa("status", "--format", "json").data["go"]
    assert [(row["department"], row["state"]) for row in found] == [
        ("Jobcenter", "ready_with_open"),
        ("Bibliotek", "not_relevant"),
    ]
    assert found[0]["preconditions"] == {"met": 0, "total": 12}
    assert "1 of 1 department ready" in sapa("status").out

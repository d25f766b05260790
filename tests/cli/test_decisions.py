"""``decision``: what has been decided on introduction and motivation, and what is missing."""

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def three(sapa: Run) -> None:
    """Two departments that need decisions, and one that has answered No."""
    sapa("department", "add", "Borgerservice", "--users", "40")
    sapa("department", "add", "Jobcenter", "--users", "60")
    no = ("--new-workflows", "no", "--reason", "Kun opslag")
    sapa("department", "add", "Bibliotek", "--users", "5", *no)


def test_add_gives_its_number_and_the_list_has_it(sapa: Run) -> None:
    ran = sapa(
        *("decision", "add", "introduction", "En time ved superbrugerens bord"),
        *("--department", "jobcenter", "--by", "mk", "--on", "28-03"),
    )
    said = "MK recorded the decision “En time ved superbrugerens bord”.\n"
    assert (ran.code, ran.out, ran.err) == (0, "1\n", said)
    assert sapa("decision", "list", "--format", "json").data == [
        {
            "id": 1,
            "topic": "introduction",
            "department": "Jobcenter",
            "text": "En time ved superbrugerens bord",
            "decided_by": "mk",
            "decided_on": "2017-03-28",
            "version": 1,
        }
    ]
    assert "28-03-2017" in sapa("decision", "list").out
    assert "2017-03-28" in sapa("decision", "list", "--format", "csv").out


def test_what_is_missing_is_listed(sapa: Run) -> None:
    sapa("decision", "add", "motivation", "Lederen følger op")
    found = sapa("decision", "list", "--missing", "--format", "json").data
    assert found == [
        {"topic": "introduction", "department": name} for name in ("Borgerservice", "Jobcenter")
    ]
    sapa("decision", "add", "introduction", "En time")
    assert sapa("decision", "list", "--missing").err == "No decision is missing.\n"
    second = sapa("decision", "add", "introduction", "To timer")
    assert second.refusal.startswith("There is a common decision on introduction already")


def test_a_decision_is_changed_archived_and_restored(sapa: Run) -> None:
    sapa("decision", "add", "introduction", "En time")
    ran = sapa("decision", "edit", "1", "--text", "To timer", "--by", "Ledermødet")
    assert ran.err == "MK changed the text and who decided it of the decision “To timer”.\n"
    assert "--help" in sapa("decision", "edit", "1").err
    assert "number 9" in sapa("decision", "edit", "9", "--text", "x").refusal
    sapa("decision", "archive", "1")
    assert "has been archived" in sapa("decision", "edit", "1", "--text", "x").refusal
    assert sapa("decision", "list", "--format", "json").data == []
    sapa("decision", "restore", "1")
    assert sapa("decision", "list", "--format", "json").data[0]["text"] == "To timer"

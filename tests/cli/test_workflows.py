"""``workflow``: the register of workflows from the command line."""

from typing import Any

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def places(sapa: Run) -> None:
    """Two departments."""
    sapa("department", "add", "Jobcenter", "--users", "60")
    sapa("department", "add", "Ældre", "--users", "25")


@pytest.fixture
def advis(sapa: Run) -> str:
    """A workflow whose old one was to end on Friday."""
    return sapa(
        *("workflow", "add", "Adviser i SAPA", "--department", "jobcenter", "--owner", "ak"),
        *("--replaces", "KMD Sag Advis", "--last-day", "31-03-2017", "--closer", "Kim"),
    ).out.strip()


def listed(sapa: Run, *options: str) -> Any:
    return sapa("workflow", "list", *options, "--format", "json").data


def test_add_gives_its_number(sapa: Run) -> None:
    ran = sapa(
        *("workflow", "add", "Adviser i SAPA", "--changes", "Fordeles i grupper"),
        *("--department", "jobcenter", "--department", "2", "--owner", "ak"),
        *("--systems", "SAPA, ESDH", "--replaces", "KMD Sag Advis", "--last-day", "31-03-2017"),
        *("--cases", "Overføres", "--closer", "Kim"),
    )
    told = "MK added the workflow “Adviser i SAPA”: + Jobcenter, + Ældre.\n"
    assert (ran.code, ran.out, ran.err) == (0, "1\n", told)
    assert listed(sapa) == [
        {
            "id": 1,
            "title": "Adviser i SAPA",
            "changes": "Fordeles i grupper",
            "departments": ["Jobcenter", "Ældre"],
            "owner": "ak",
            "systems": "SAPA, ESDH",
            "replaces": "KMD Sag Advis",
            "last_day": "2017-03-31",
            "days_over": 3,
            "cases": "Overføres",
            "cases_handled": False,
            "closer": "Kim",
            "closed_by": None,
            "closed_on": None,
            "version": 1,
        }
    ]


def test_those_that_still_run(sapa: Run, advis: str) -> None:
    sapa("workflow", "add", "Helhedsopslag", "--replaces", "Opslag", "--last-day", "2017-04-03")
    assert [row["title"] for row in listed(sapa, "--running")] == ["Adviser i SAPA"]
    assert len(sapa("workflow", "list").out.splitlines()) == 3
    sapa("workflow", "cases", advis, "handled")
    ran = sapa("workflow", "close-old", advis, "--on", "1-4-2017")
    assert ran.err == "MK closed the old workflow “KMD Sag Advis”.\n"
    assert listed(sapa, "--running") == []
    row = listed(sapa)[0]
    assert (row["closed_by"], row["closed_on"]) == ("mk", "2017-04-01")
    sapa("workflow", "reopen-old", advis)
    assert len(listed(sapa, "--running")) == 1


def test_open_cases_need_a_reason(sapa: Run, advis: str) -> None:
    refused = sapa("workflow", "close-old", advis)
    assert refused.code == 1
    assert "“KMD Sag Advis” still has open cases" in refused.refusal
    assert "Add --reason" in refused.refusal
    sapa("workflow", "close-old", advis, "--reason", "Ti lukkes dér")
    assert listed(sapa)[0]["cases"] == "Ti lukkes dér"


def test_edit_changes_only_what_was_named(sapa: Run, advis: str) -> None:
    before = listed(sapa)[0]
    ran = sapa("workflow", "edit", advis, "--department", "Ældre", "--last-day", "")
    assert "changed the old one's last day and the departments" in ran.err
    assert listed(sapa)[0] == {
        **before,
        "departments": ["Ældre"],
        "last_day": None,
        "days_over": 0,
        "version": 2,
    }
    sapa("workflow", "edit", advis, "--department", "")
    assert listed(sapa)[0]["departments"] == []
    assert "which field" in sapa("workflow", "edit", advis).refusal


def test_out_of_the_register_and_back(sapa: Run, advis: str) -> None:
    sapa("workflow", "archive", advis)
    assert listed(sapa) == []
    assert [row["title"] for row in listed(sapa, "--archived")] == ["Adviser i SAPA"]
    assert "restore it first" in sapa("workflow", "cases", advis, "open").refusal
    sapa("workflow", "restore", advis)
    assert listed(sapa)[0]["departments"] == ["Jobcenter"]
    sapa("undo")
    assert listed(sapa) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", " "), "Title cannot be empty"),
        (("add", "Nyt", "--department", "Vej"), "no department called “Vej”"),
        (("add", "Nyt", "--last-day", "snart"), "“snart” is not a date"),
        (("edit", "1", "--replaces", "x" * 201), "Old workflow holds at most 200"),
        (("edit", "99", "--title", "Nyt"), "no workflow with number 99"),
        (("close-old", "99"), "no workflow with number 99"),
        (("close-old", "1", "--reason", "Ja", "--on", "04-04-2017"), "04-04-2017 lies ahead"),
        (("archive", "99"), "no workflow with number 99"),
    ],
)
@pytest.mark.usefixtures("advis")
def test_bad_input_is_one_sentence(sapa: Run, arguments: tuple[str, ...], sentence: str) -> None:
    before = sapa("history", "--format", "json").data
    ran = sapa("workflow", *arguments)
    assert ran.code == 1
    assert sentence in ran.refusal
    assert sapa("history", "--format", "json").data == before


def test_an_empty_register_says_so(sapa: Run) -> None:
    assert sapa("workflow", "list").err == "Nothing here yet.\n"
    assert listed(sapa, "--running") == []


@pytest.mark.usefixtures("advis")
def test_what_happened_to_workflows_is_a_kind_of_event(sapa: Run) -> None:
    sapa("activity", "move", "4", "done")
    found = sapa("history", "--kind", "workflow", "--format", "json").data
    assert {row["action"] for row in found} == {"workflow.added"}


@pytest.mark.usefixtures("advis")
def test_a_viewer_reads(sapa: Run) -> None:
    assert sapa("--as", "hh", "workflow", "list").code == 0
    assert "role" in sapa("--as", "hh", "workflow", "close-old", "1").refusal

"""``training``: the classes, how many attended, and who lacks one."""

from typing import Any

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def two(sapa: Run) -> None:
    """Two departments."""
    sapa("department", "add", "Borgerservice", "--users", "40")
    sapa("department", "add", "Jobcenter", "--users", "60")


def listed(sapa: Run) -> Any:
    return sapa("training", "list", "--format", "json").data


def test_add_gives_its_number_and_the_list_has_it(sapa: Run) -> None:
    ran = sapa(
        *("training", "add", "Hold 1", "--on", "31-03-2017", "--department", "jobcenter"),
        *("--combined", "--invited", "12", "--trainer", "mk", "--place", "Rådhuset"),
    )
    assert (ran.code, ran.out, ran.err) == (0, "1\n", "MK added the class “Hold 1”.\n")
    assert listed(sapa) == [
        {
            "id": 1,
            "title": "Hold 1",
            "department": "Jobcenter",
            "held_on": "2017-03-31",
            "combined": True,
            "invited": 12,
            "attended": None,
            "trainer": "mk",
            "place": "Rådhuset",
            "note": None,
            "version": 1,
        }
    ]
    assert "Fr 31-03 week 13" in sapa("training", "list").out
    assert "! no numbers" in sapa("training", "list").out
    assert ";2017-03-31;Hold 1;" in sapa("training", "list", "--format", "csv").out


def test_attendance_and_who_lacks_a_class(sapa: Run) -> None:
    own = ("--department", "Jobcenter", "--invited", "12")
    sapa("training", "add", "Hold 1", "--on", "31-03-2017", *own)
    sapa("training", "add", "Hold 2", "--on", "10-04-2017", *own)
    sapa("training", "add", "Opsamling", "--on", "01-04-2017")
    assert sapa("training", "attended", "1", "9").err == "MK noted that 9 attended “Hold 1”.\n"
    sapa("training", "attended", "3", "4")
    assert sapa("training", "attended", "1", "13").refusal.startswith("“Hold 1” has 12 invited")
    assert sapa("training", "attended", "2", "9").refusal.startswith("“Hold 2” is held on 10-04")
    assert sapa("training", "attended", "1", "-1").refusal.startswith("Attended is a number from 0")
    found = sapa("training", "lacking", "--format", "json").data
    assert found["attended_common"] == 4
    assert found["departments"][1] == {
        "department": "Jobcenter",
        "users": 60,
        "attended": 9,
        "lacking": 51,
        "next_class": "2017-04-10",
        "next_class_is_common": False,
    }
    ran = sapa("training", "lacking")
    assert ran.out.splitlines()[-1].split() == [
        *("Jobcenter", "60", "9", "51", "Mo", "10-04", "week", "15")
    ]
    assert ran.err == "4 attended common classes; they are not subtracted.\n"
    sapa("training", "attended", "1")
    assert listed(sapa)[0]["attended"] is None


def test_a_class_is_changed_archived_and_restored(sapa: Run) -> None:
    sapa("training", "add", "Hold 1", "--department", "Jobcenter", "--combined")
    sapa("training", "edit", "1", "--department", "", "--not-combined", "--on", "07-04")
    row = listed(sapa)[0]
    assert (row["department"], row["combined"], row["held_on"]) == (None, False, "2017-04-07")
    assert "--help" in sapa("training", "edit", "1").err
    assert "number 9" in sapa("training", "edit", "9", "--title", "x").refusal
    sapa("training", "archive", "1")
    assert listed(sapa) == []
    sapa("training", "restore", "1")
    assert len(listed(sapa)) == 1

"""When departments start: ``department set``, and what ``status`` tells of starts and moves."""

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def register(sapa: Run) -> None:
    """One that has begun, one that begins with go-live, one that has nothing to begin."""
    sapa("department", "add", "Jobcenter", "--users", "60", "--start-of-use", "15-03-2017")
    sapa("department", "add", "Ældre", "--users", "25")
    no = ("--new-workflows", "no", "--reason", "Kun opslag")
    sapa("department", "add", "Bibliotek", "--users", "5", "--start-of-use", "15-03-2017", *no)


def starts(sapa: Run, *options: str) -> list[tuple[object, ...]]:
    """Each department's own start, the day it starts on, and whether it has."""
    found = sapa("status", "--format", "json", *options).data["departments"]
    return [(one["start_of_use"], one["starts_on"], one["started"]) for one in found]


def test_each_department_starts_on_its_own_day_or_with_go_live(sapa: Run) -> None:
    march, may = "2017-03-15", "2017-05-01"
    assert starts(sapa) == [(march, march, True), (None, may, False), (march, march, True)]
    assert starts(sapa, "--on", "01-05-2017")[1] == (None, may, True)
    assert "Departments started" in sapa("status").out
    assert "1 of 2" in sapa("status").out
    first = sapa("status", "--format", "json").data["departments"][0]
    assert (first["id"], first["name"], first["users"]) == (1, "Jobcenter", 60)
    assert (first["in_use"], first["new_workflows"]) == (0, "undecided")


@pytest.mark.parametrize("verb", ["set", "edit"])
@pytest.mark.parametrize("named", ["jobcenter", "1"])
@pytest.mark.parametrize("typed", ["go-live", "Idriftsættelse", ""])
def test_a_start_is_set_and_given_back_to_go_live(
    sapa: Run, verb: str, named: str, typed: str
) -> None:
    assert sapa("department", verb, named, "--start-of-use", "12-06-2017").code == 0
    assert starts(sapa)[0] == ("2017-06-12", "2017-06-12", False)
    assert sapa("department", verb, named, "--start-of-use", typed).code == 0
    assert starts(sapa)[0] == (None, "2017-05-01", False)


def test_set_is_the_name_that_help_tells(sapa: Run) -> None:
    told = sapa("department", "--help").out
    assert "  set " in told
    assert "  edit " not in told


@pytest.mark.parametrize("typed", ["jobcentre", "center"])
def test_an_unclear_name_is_answered_with_those_near_it(sapa: Run, typed: str) -> None:
    refused = sapa("department", "set", typed, "--users", "3").refusal
    assert refused.endswith(f"no department called “{typed}”; perhaps you mean: Jobcenter.")


def test_without_go_live_only_a_department_with_its_own_day_has_one(sapa: Run) -> None:
    sapa("go-live", "set", "unknown", "--reason", "KMD is late")
    assert starts(sapa)[1] == (None, None, False)


def test_moves_are_told_the_oldest_first(sapa: Run) -> None:
    assert sapa("status", "--format", "json").data["go_live_history"] == []
    sapa("go-live", "set", "01-11-2017", "--reason", "Forsinket")
    sapa("go-live", "set", "unknown", "--reason", "KMD")
    first, second = sapa("status", "--format", "json").data["go_live_history"]
    assert (first["by"], first["old"], first["new"]) == ("mk", "2017-05-01", "2017-11-01")
    assert (first["at"][:10], first["reason"], first["followed"] > 40) == (
        "2017-04-03",
        "Forsinket",
        True,
    )
    assert (second["old"], second["new"]) == ("2017-11-01", None)
    assert "03-04-2017: 01-11-2017 → awaits a new date · KMD" in sapa("status").out


def test_a_move_that_is_undone_is_none_until_it_is_done_again(sapa: Run) -> None:
    def told() -> int:
        return len(sapa("status", "--format", "json").data["go_live_history"])

    sapa("go-live", "set", "01-11-2017", "--reason", "Forsinket")
    assert told() == 1
    sapa("undo")
    assert told() == 0
    assert "Moved last" not in sapa("status").out
    sapa("redo")
    assert told() == 1


def test_what_another_start_brings_about_is_shown_and_then_told(sapa: Run) -> None:
    fields = ("--kind", "implementation", "--due", "T+2", "--department", "Ældre")
    assert sapa("activity", "add", "Hold morgenmøder", *fields).code == 0
    asked = ("department", "set", "Ældre", "--start-of-use", "05-06-2017")
    found = sapa(*asked, "--dry-run", "--format", "json").data
    assert (found["department"], found["followed"]) == ("Ældre", 1)
    (moved,) = (one for one in found["changes"] if one["kind"] == "activity")
    assert (moved["old"], moved["new"], moved["warning"]) == ("2017-05-15", "2017-06-19", None)
    assert "only shows what it would do" in sapa(*asked, "--dry-run").err
    assert starts(sapa)[1] == (None, "2017-05-01", False)
    told = sapa(*asked).err
    assert "MK let “Ældre” start 05-06-2017 instead of with go-live · 1 due date followed." in told
    assert "--start-of-use" in sapa("department", "set", "Ældre", "--users", "3", "--dry-run").err

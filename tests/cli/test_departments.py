"""``department`` and ``adoption``: a register as quick as a spreadsheet."""

from typing import Any

import pytest

from .conftest import Run


@pytest.fixture
def four(sapa: Run) -> None:
    """Four departments, four weeks before go-live."""
    sapa("department", "add", "Borgerservice", "--users", "40", "--new-workflows", "yes")
    sapa("department", "add", "Jobcenter", "--users", "60", "--size", "large")
    sapa("department", "add", "Ældre", "--users", "25")
    no = ("--new-workflows", "no", "--reason", "Kun opslag")
    sapa("department", "add", "Bibliotek", "--users", "5", *no)


def listed(sapa: Run, name: str) -> Any:
    found = sapa("department", "list", "--format", "json").data
    return next(row for row in found if row["name"] == name)


def test_add_gives_its_number(sapa: Run) -> None:
    ran = sapa(
        *("department", "add", "Jobcenter", "--users", "60", "--size", "large", "--systems", "3"),
        *("--local-leader", "Åse Ø", "--superusers", "Kim", "--start-of-use", "15-05-2017"),
    )
    assert (ran.code, ran.out, ran.err) == (0, "1\n", "MK added the department “Jobcenter”.\n")
    assert listed(sapa, "Jobcenter") == {
        "id": 1,
        "name": "Jobcenter",
        "users": 60,
        "new_workflows": "undecided",
        "reason": None,
        "answered_by": None,
        "answered_on": None,
        "size": "large",
        "systems": 3,
        "local_leader": "Åse Ø",
        "superusers": "Kim",
        "start_of_use": "2017-05-15",
        "needs_help": False,
        "help_note": None,
        "exception": None,
        "in_use": 0,
        "state": "not_started",
        "version": 1,
        "sign_off": None,
        "sign_off_reason": None,
        "signed_off_by": None,
        "signed_off_on": None,
        "preconditions": {"met": 0, "total": 12},
    }


@pytest.mark.usefixtures("four")
def test_a_call_for_help_is_raised_and_taken_back(sapa: Run) -> None:
    assert sapa("department", "edit", "Jobcenter", "--needs-help", "Adviser hober sig op").code == 0
    said = listed(sapa, "Jobcenter")
    assert (said["needs_help"], said["help_note"]) == (True, "Adviser hober sig op")
    assert "! Adviser hober sig op" in sapa("department", "list").out
    assert sapa("department", "edit", "Jobcenter", "--no-needs-help").code == 0
    assert listed(sapa, "Jobcenter")["needs_help"] is False
    assert "Adviser" not in sapa("department", "list").out
    sapa("department", "add", "Vej", "--users", "3", "--needs-help", "")
    assert listed(sapa, "Vej")["needs_help"] is True


@pytest.mark.usefixtures("four")
def test_help_is_needed_or_it_is_not(sapa: Run) -> None:
    ran = sapa("department", "edit", "Jobcenter", "--needs-help", "Kø", "--no-needs-help")
    assert ran.code == 2
    assert "Say either --needs-help or --no-needs-help." in ran.err
    assert listed(sapa, "Jobcenter")["needs_help"] is False


@pytest.mark.usefixtures("four")
def test_the_register_in_words(sapa: Run) -> None:
    lines = sapa("department", "list").out.splitlines()
    assert len(lines) == 5
    first = "1 Borgerservice 40 with go-live 0 not begun yes medium"
    assert " ".join(lines[1].split()) == first
    assert sapa("department", "list", "--format", "csv").out.startswith("\ufeffNo.;Name;Users;")


@pytest.mark.usefixtures("four")
def test_the_register_tells_who_starts_on_a_day_of_their_own(sapa: Run) -> None:
    sapa("department", "set", "Jobcenter", "--start-of-use", "12-06-2017")
    borger, job = sapa("department", "list").out.splitlines()[1:3]
    assert ("with go-live" in borger, "12-06-2017" in job) == (True, True)
    borger, job = sapa("department", "list", "--format", "csv").out.splitlines()[1:3]
    assert (borger.split(";")[3], job.split(";")[3]) == ("with go-live", "2017-06-12")


@pytest.mark.usefixtures("four")
def test_an_answer_is_dated_and_moves_its_activities(sapa: Run) -> None:
    sapa("activity", "edit", "21", "--department", "jobcenter")
    assert sapa("activity", "show", "21", "--format", "json").data["department"] == "Jobcenter"
    assert "--reason" in sapa("department", "answer", "Jobcenter", "no").refusal
    ran = sapa("department", "answer", "jobcenter", "no", "--reason", "Udskudt")
    assert ran.err == "MK answered that “Jobcenter” has no new workflows: Udskudt.\n"
    row = listed(sapa, "Jobcenter")
    assert (row["answered_by"], row["answered_on"], row["reason"]) == (
        "mk",
        "2017-04-03",
        "Udskudt",
    )
    assert sapa("activity", "show", "21", "--format", "json").data["column"] == "not_applicable"
    sapa("department", "answer", "2", "yes")
    assert sapa("activity", "show", "21", "--format", "json").data["column"] == "not_started"
    sapa("activity", "edit", "21", "--department", "")
    assert sapa("activity", "show", "21", "--format", "json").data["department"] is None


@pytest.mark.usefixtures("four")
def test_edit_changes_only_what_was_named(sapa: Run) -> None:
    before = listed(sapa, "Jobcenter")
    sapa("department", "edit", "jobcenter", "--users", "61", "--start-of-use", "2017-06-01")
    after = listed(sapa, "Jobcenter")
    assert after == {**before, "users": 61, "start_of_use": "2017-06-01", "version": 2}
    sapa("department", "edit", "Jobcenter", "--start-of-use", "", "--name", "Job")
    assert listed(sapa, "Job")["start_of_use"] is None
    assert "which field" in sapa("department", "edit", "Job").refusal


@pytest.mark.usefixtures("four")
def test_out_of_the_register_and_back(sapa: Run) -> None:
    sapa("department", "archive", "Jobcenter")
    assert len(sapa("department", "list", "--format", "json").data) == 3
    assert "no department called “Jobcenter”" in sapa("department", "archive", "Jobcenter").refusal
    sapa("department", "restore", "jobcenter")
    assert len(sapa("department", "list", "--format", "json").data) == 4


@pytest.mark.usefixtures("four")
def test_adoption_in_the_weeks_after_the_start(sapa: Run) -> None:
    sapa("department", "edit", "Jobcenter", "--start-of-use", "2017-03-20")
    sapa("adoption", "set", "Jobcenter", "20", "--week", "1")
    assert sapa("adoption", "set", "jobcenter", "60").err == (
        "MK reported 60 users in use in “Jobcenter”: T+2.\n"
    )
    found = sapa("adoption", "--format", "json").data
    assert [(row["name"], row["users"], row["in_use"], row["state"]) for row in found] == [
        ("Borgerservice", 40, 0, "not_started"),
        ("Jobcenter", 60, 60, "fully"),
        ("Ældre", 25, 0, "not_started"),
        ("Bibliotek", 5, 0, "not_started"),
    ]
    assert [week["in_use"] for week in found[1]["weeks"]] == [20, 60]
    assert "20 → 60" in sapa("adoption").out


@pytest.mark.usefixtures("four")
def test_a_week_that_lies_ahead_is_pointed_out(sapa: Run) -> None:
    ran = sapa("adoption", "set", "Jobcenter", "3", "--week", "44")
    assert ran.code == 0
    assert "! T+44 begins on 05-03-2018 only" in ran.err
    sapa("undo")
    assert sapa("adoption", "--format", "json").data[1]["weeks"] == []
    sapa("department", "edit", "Jobcenter", "--start-of-use", "2017-03-20")
    assert "!" not in sapa("adoption", "set", "Jobcenter", "3", "--week", "2").err


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("adoption", "set", "Jobcenter", "61"), "“Jobcenter” has 60 users, so 61 cannot"),
        (("adoption", "set", "Jobcenter", "-1"), "Users in use is a number from 0 to"),
        (("adoption", "set", "Jobcenter", "ti"), "Users in use: “ti” is not a whole number"),
        (("adoption", "set", "Jobcenter", "3", "--week", "-1"), "Week of use is a number from 0"),
        (("adoption", "set", "Jobcenter", "3", "--week", "u"), "Week of use: “u” is not a"),
        (("adoption", "set", "Jobcenter", "3"), "“Jobcenter” takes SAPA into use on 01-05-2017"),
        (("adoption", "set", "Nowhere", "3"), "no department called “Nowhere”"),
        (("adoption", "set", " ", "3"), "Department cannot be empty"),
        (("department", "add", "JOBCENTER", "--users", "3"), "called “Jobcenter” already"),
        (("department", "add", "Vej", "--users", "-3"), "Users is a number from 0 to"),
        (("department", "add", "Vej", "--users", "mange"), "Users: “mange” is not a whole"),
        (("department", "add", " ", "--users", "3"), "Name cannot be empty"),
        (("department", "add", "Vej", "--users", "3", "--systems", "0"), "Systems used together"),
        (
            ("department", "add", "Vej", "--users", "3", "--new-workflows", "no"),
            "Say why in a few words",
        ),
        (("department", "edit", "Jobcenter", "--name", "ældre"), "called “Ældre” already"),
        (("department", "edit", "Jobcenter", "--start-of-use", "snart"), "“snart” is not a date"),
        (("activity", "edit", "21", "--department", "Vej"), "no department called “Vej”"),
    ],
)
def test_bad_input_is_one_sentence(sapa: Run, arguments: tuple[str, ...], sentence: str) -> None:
    before = sapa("history", "--format", "json").data
    ran = sapa(*arguments)
    assert ran.code == 1
    assert sentence in ran.refusal
    assert sapa("history", "--format", "json").data == before


def test_misuse_ends_with_2(sapa: Run) -> None:
    for arguments in (
        ("department", "add", "Vej"),
        ("department", "add", "Vej", "--users", "3", "--size", "huge"),
        ("department", "answer", "Vej", "maybe"),
        ("adoption", "set", "Vej"),
        ("adoption", "set", "Vej", "3", "--nope"),
    ):
        ran = sapa(*arguments)
        assert ran.code == 2
        assert ran.refusal


def test_an_empty_register_says_so(sapa: Run) -> None:
    assert sapa("department", "list").err == "Nothing here yet.\n"
    assert sapa("adoption").err == "Nothing here yet.\n"
    assert sapa("adoption", "--format", "json").data == []


@pytest.mark.usefixtures("four")
def test_what_happened_to_departments_is_a_kind_of_event(sapa: Run) -> None:
    sapa("department", "except", "Jobcenter", "--reason", "To på orlov")
    sapa("activity", "move", "4", "done")
    found = sapa("history", "--kind", "department", "--format", "json", "--limit", "1").data
    assert {row["action"] for row in found} == {"department.exception_set"}


def test_a_viewer_reads(sapa: Run) -> None:
    assert sapa("--as", "hh", "department", "list").code == 0
    assert "role" in sapa("--as", "hh", "department", "add", "Vej", "--users", "3").refusal

"""``communication``: one message at a time."""

from typing import Any

import pytest

from tests.drivers import PersonDriver, changed

from .conftest import Run


def shown(sapa: Run, number: int) -> Any:
    found = sapa("communication", "--format", "json").data
    return next(item for item in found if item["id"] == number)


def test_a_message_with_everything(sapa: Run) -> None:
    ran = sapa(
        *("communication", "add", "Vi skifter", "--stakeholder", "styregruppe"),
        *("--audience", "Formanden", "--occasion", "Møde", "--purpose", "decision"),
        *("--channel", "Mail", "--sender", "PL", "--responsible", "anders krogh"),
        *("--waits-for", "#4", "--offset", "-8u"),
    )
    assert (ran.code, ran.out) == (0, "20\n")
    assert ran.err.endswith("Due: T-8 = Mon 06-03-2017, week 10.\n")
    found = shown(sapa, 20)
    assert (found["stakeholder"], found["audience"]) == ("Styregruppe", "Formanden")
    assert (found["occasion"], found["purpose"]) == ("Møde", "decision")
    assert (found["channel"], found["sender"], found["responsible"]) == ("Mail", "PL", "ak")
    assert (found["waits_for"], found["offset_weeks"], found["due"]) == (4, -8, "2017-03-06")


def test_without_a_stakeholder_it_goes_to_everyone(sapa: Run) -> None:
    sapa("communication", "add", "Velkommen")
    assert shown(sapa, 20)["stakeholder"] is None
    assert sapa("communication", "edit", "20", "--stakeholder", "Styregruppe").code == 0
    assert shown(sapa, 20)["stakeholder"] == "Styregruppe"
    assert sapa("communication", "edit", "20", "--stakeholder", "").code == 0
    assert shown(sapa, 20)["stakeholder"] is None


def test_a_message_that_repeats(sapa: Run) -> None:
    again = ("--times", "3", "--every-weeks", "2", "--offset", "0")
    assert sapa("communication", "add", "Nyt fra projektet", *again).out == "20\n"
    found = [shown(sapa, number) for number in (20, 21, 22)]
    assert [item["offset_weeks"] for item in found] == [0, 2, 4]
    assert [(item["series"], item["series_number"]) for item in found] == [
        (20, 1),
        (20, 2),
        (20, 3),
    ]
    refused = sapa("communication", "add", "Nyt", "--times", "2").refusal
    assert "give it a due date" in refused


def test_edit_changes_only_what_was_named(sapa: Run) -> None:
    before = shown(sapa, 4)
    ran = sapa("communication", "edit", "4", "--responsible", "ADM", "--channel", "Teams")
    assert ran.code == 0
    after = shown(sapa, 4)
    changes = {"responsible": "ADM", "channel": "Teams", "version": before["version"] + 1}
    assert after == {**before, **changes}


@pytest.mark.parametrize(
    ("typed", "rule", "due"),
    [
        ("fri", None, "2017-04-07"),
        ("slut-1u", "end_date-1w", "2017-05-29"),
        ("2 uger efter start i borger", "department:1+2w", "2017-05-15"),
        ("1 week before k1", "communication_item:1-1w", "2017-02-13"),
        ("2 days after #4", "activity:4+2d", "2017-02-22"),
    ],
)
def test_a_due_date_as_it_is_typed(sapa: Run, typed: str, rule: str | None, due: str) -> None:
    sapa("department", "add", "Borgerservice", "--users", "42")
    ran = sapa("communication", "edit", "4", "--due", typed)
    assert (ran.code, "Due: " in ran.err) == (0, True), ran.err
    assert shown(sapa, 4)["due_rule"] == rule
    assert shown(sapa, 4)["due"] == due
    assert sapa("communication", "edit", "4", "--due", "").code == 0
    assert (shown(sapa, 4)["due_rule"], shown(sapa, 4)["due"]) == (None, None)


def test_an_older_version_is_not_overwritten(sapa: Run, ak: PersonDriver) -> None:
    from db.commands import communication

    seen = shown(sapa, 4)
    ak.does(communication.edit, 4, changed(channel=(seen["channel"] or "", "Opslag")))
    old = str(seen["version"])
    refused = sapa("communication", "edit", "4", "--message", "Ny", "--if-version", old).refusal
    assert f"at version {seen['version'] + 1} and no longer {old}" in refused
    assert seen["message"][:20] in refused
    assert shown(sapa, 4)["message"] == seen["message"]


@pytest.mark.parametrize("named", ["sent", "SENT/HELD", "sendt", "sendt/afholdt", "Afholdt"])
def test_a_step_by_any_of_its_names(sapa: Run, named: str) -> None:
    assert sapa("communication", "step", "4", named).code == 0
    ticked = {"draft": False, "approved": False, "sent": True, "understood": False}
    assert shown(sapa, 4)["steps"] == ticked
    assert "--reason" in sapa("communication", "step", "4", named, "--clear").refusal
    why = ("--clear", "--reason", "Aflyst i sidste øjeblik")
    assert sapa("communication", "step", "4", named, *why).code == 0
    assert shown(sapa, 4)["steps"]["sent"] is False


def test_a_message_is_called_off_by_the_leader_and_taken_up_again(sapa: Run) -> None:
    off = ("communication", "cancel", "4", "--reason", "Mødet er flyttet")
    assert "role project leader" in sapa("--as", "ak", *off).refusal
    assert sapa(*off).err.endswith(": Mødet er flyttet.\n")
    assert shown(sapa, 4)["state"] == "cancelled"
    assert sapa("communication", "reopen", "4", "--reason", "Nyt møde").code == 0
    assert shown(sapa, 4)["state"] == "planned"


def test_out_of_the_plan_and_back(sapa: Run) -> None:
    assert sapa("communication", "archive", "4").code == 0
    assert len(sapa("communication", "--format", "json").data) == 18
    archived = sapa("communication", "--archived", "--format", "json").data
    assert [item["id"] for item in archived] == [4]
    assert "restore" in sapa("communication", "edit", "4", "--message", "Ny").refusal
    assert sapa("communication", "restore", "4").code == 0
    assert len(sapa("communication", "--format", "json").data) == 19


def test_a_viewer_plans_nothing(sapa: Run) -> None:
    for command in (("add", "Ny"), ("edit", "4", "--message", "Ny"), ("step", "4", "draft")):
        assert "role member" in sapa("--as", "hh", "communication", *command).refusal


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (("add", " "), "Message cannot be empty"),
        (("add", "x", "--stakeholder", "Styregruppen"), "perhaps you mean: Styregruppe."),
        (("add", "x", "--stakeholder", "Månen"), "no stakeholder called “Månen”"),
        (("add", "x", "--waits-for", "99"), "no activity with number 99"),
        (("add", "x", "--waits-for", "mange"), "mange"),
        (("add", "x", "--times", "0", "--offset", "0"), "Times"),
        (("add", "x", "--due", "fri", "--offset", "0"), "either --offset or --due"),
        (("edit", "99", "--message", "x"), "no communication item with number 99"),
        (("edit", "4"), "which field is to be changed"),
        (("edit", "4", "--due", "2 days after k4"), "circle"),
        (("edit", "4", "--due", "31-02-2026"), "nor a date"),
        (("step", "4", "half"), "“half” is no step; use draft, approved, sent/held, received_and"),
        (("cancel", "4", "--reason", " "), "--reason"),
        (("archive", "99"), "no communication item with number 99"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_change(
    sapa: Run, wrong: tuple[str, ...], word: str
) -> None:
    before = sapa("communication", "--format", "json").out
    assert word in sapa("communication", *wrong).refusal
    assert sapa("communication", "--format", "json").out == before

"""``card``: what A08 lacks, and closing it."""

import pytest

from .conftest import Run


@pytest.fixture
def ready(sapa: Run) -> None:
    """A card of which nothing is lacking."""
    sapa("card", "approve")
    for item in sapa("communication", "--format", "json").data:
        sapa("communication", "complete", str(item["id"]))
    sapa("department", "add", "Jobcenter", "--users", "60", "--start-of-use", "2017-03-20")
    sapa("department", "answer", "Jobcenter", "yes")
    sapa("adoption", "set", "Jobcenter", "60")


def test_a_new_plan_as_json(sapa: Run) -> None:
    found = sapa("card", "--format", "json").data
    assert found["ready_to_close"] == {
        "plan": False,
        "communication_plan": True,
        "quality_criterion": False,
        "adoption": False,
    }
    assert (found["id"], found["ready"], found["closed"]) == ("A08", False, False)
    lacking = {entry["line"]: (entry["gap"], len(entry["missing"])) for entry in found["lacking"]}
    assert lacking == {
        "plan": ("not_approved", 0),
        "quality_criterion": (None, 9),
        "adoption": ("no_departments", 0),
    }


def test_what_is_lacking_in_words(sapa: Run) -> None:
    out = sapa("card").out
    assert "! An approved plan" in out
    assert "it has not been approved" in out
    assert "missing: Afdelingsledere" in out
    assert "Prepare and implement business workflows" in out
    sapa("department", "add", "Vej", "--users", "3")
    assert "Undecided close to the start of use  Vej" in sapa("card").out


def test_it_cannot_be_closed_yet(sapa: Run) -> None:
    refusal = sapa("card", "close", "--note", "Færdig").refusal
    assert refusal.endswith(": an approved plan, the quality criterion, adoption by all users.")
    assert sapa("card", "close").code == 2


@pytest.mark.usefixtures("ready")
def test_closed_and_opened_again(sapa: Run) -> None:
    found = sapa("card", "--format", "json").data
    assert set(found["ready_to_close"].values()) == {True}
    assert (found["approved_by"], found["approved_on"]) == ("mk", "2017-04-03")
    ran = sapa("card", "close", "--note", "Alle er i gang")
    assert ran.err == (
        "MK closed the card: Alle er i gang.\nRemember to mark A08 as completed in KLIK.\n"
    )
    found = sapa("card", "--format", "json").data
    assert (found["closed"], found["closed_by"], found["closing_note"]) == (
        True,
        "mk",
        "Alle er i gang",
    )
    assert "MK, 03-04-2017: Alle er i gang" in sapa("card").out
    for arguments in (("activity", "add", "Ny"), ("card", "close", "--note", "Igen")):
        assert "has been closed" in sapa(*arguments).refusal
    assert sapa("status").code == 0
    assert sapa("person", "add", "ole", "--name", "Ole").code == 0
    assert sapa("card", "reopen").code == 2
    assert sapa("card", "reopen", "--reason", "Vej mangler").code == 0
    assert sapa("activity", "add", "Ny").code == 0
    assert not sapa("card", "--format", "json").data["closed"]


@pytest.mark.usefixtures("ready")
def test_only_the_leader_closes(sapa: Run) -> None:
    assert "role project leader" in sapa("--as", "ak", "card", "close", "--note", "x").refusal
    assert "role project leader" in sapa("--as", "ak", "card", "approve").refusal
    assert sapa("card", "approve", "--withdraw").code == 0
    assert "approved plan" in sapa("card", "close", "--note", "x").refusal


def test_no_everywhere(sapa: Run) -> None:
    no = ("--new-workflows", "no", "--reason", "Kun opslag")
    sapa("department", "add", "Bibliotek", "--users", "5", *no)
    found = sapa("card", "--format", "json").data
    assert (found["no_new_workflows"], found["ready"]) == (True, True)
    assert "every department has answered no" in sapa("card").out
    assert sapa("card", "close", "--note", "Ingen nye").code == 0


@pytest.mark.parametrize("form", ["plain", "github", "html", "json", "csv"])
def test_the_card_in_every_form(sapa: Run, form: str) -> None:
    assert sapa("card", "--format", form).code == 0

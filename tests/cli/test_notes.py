"""``note``: notes, decisions and follow-ups on the command line."""

from pathlib import Path
from typing import Any

import pytest

from db.connection import open_plan

from .conftest import Run


def listed(sapa: Run, *options: str) -> Any:
    return sapa("note", "list", *options, "--format", "json").data


def test_a_follow_up_with_everything(sapa: Run) -> None:
    ran = sapa(
        *("note", "add", "  Ring til\n leverandøren ", "--about", "activity:4"),
        *("--responsible", "anders krogh", "--due", "7.4."),
    )
    assert (ran.code, ran.out) == (0, "1\n")
    assert ran.err == (
        "MK wrote down a follow-up about “Kortlæg interessenterne”: Ring til leverandøren.\n"
    )
    assert listed(sapa) == [
        {
            "id": 1,
            "kind": "follow_up",
            "text": "Ring til\n leverandøren",
            "entity": "activity",
            "entity_id": 4,
            "about": "Kortlæg interessenterne",
            "standup": None,
            "responsible": "ak",
            "due": "2017-04-07",
            "done_by": None,
            "done_at": None,
            "written_by": "mk",
            "written_at": "2017-04-03T08:12:00.000Z",
            "version": 1,
        }
    ]


def test_a_note_about_the_plan_and_a_decision_about_a_message(sapa: Run) -> None:
    assert sapa("note", "add", "Husk kagen").err == "MK wrote a note about the plan: Husk kagen.\n"
    ran = sapa("note", "add", "Vi venter", "--kind", "decision", "--about", "communication:7")
    assert ran.out == "2\n"
    decision, note = listed(sapa)
    assert (decision["kind"], decision["entity"]) == ("decision", "communication_item")
    assert (note["kind"], note["entity"], note["about"]) == ("note", None, None)
    assert [row["id"] for row in listed(sapa, "--about", "communication:7")] == [2]


def test_done_and_the_list_of_what_is_open(sapa: Run) -> None:
    for text, due in (("Snart", "07-04"), ("Sen", "30-03-2017")):
        sapa("note", "add", text, "--responsible", "Drift", "--due", due)
    sapa("note", "add", "En note")
    assert [row["text"] for row in listed(sapa, "--open")] == ["Sen", "Snart"]
    assert "! 4 days over" in sapa("note", "list", "--open").out
    ran = sapa("note", "done", "2")
    assert (ran.code, ran.err) == (0, "MK ticked off a follow-up about the plan: Sen.\n")
    assert [row["text"] for row in listed(sapa, "--open")] == ["Snart"]
    assert sapa("note", "done", "2").err == "Nothing had to be changed.\n"
    assert "today 10:12" in sapa("note", "list").out


def test_an_empty_list_says_so(sapa: Run) -> None:
    ran = sapa("note", "list")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing here yet.\n")


def test_dates_and_words_in_a_spreadsheet(sapa: Run) -> None:
    sapa("note", "add", "=1+1", "--responsible", "Drift", "--due", "07-04")
    assert ";follow-up;'=1+1;Drift;2017-04-07;" in sapa("note", "list", "--format", "csv").out


@pytest.mark.parametrize(
    ("wrong", "code", "word"),
    [
        (("add", ""), 1, "Text cannot be empty"),
        (("add", "x", "--kind", "follow_up"), 1, "Say who does it. Add --responsible"),
        (("add", "x", "--due", "7-4"), 1, "Say who does it. Add --responsible"),
        (("add", "x", "--responsible", "ak"), 1, "Say by which day it is to be done"),
        (("add", "x", "--responsible", "ak", "--due", "snart"), 1, "“snart” is not a date"),
        (("add", "x", "--kind", "note", "--responsible", "ak"), 1, "Only a follow-up has"),
        (("add", "x", "--kind", "rumour"), 2, "rumour"),
        (("add", "x", "--about", "person:1"), 2, "“person:1” names no item"),
        (("add", "x", "--about", "activity"), 2, "“activity” names no item"),
        (("add", "x", "--about", "activity:" + "9" * 5_000), 2, "names no item"),
        (("add", "x", "--about", "activity:99"), 1, "There is no activity with number 99"),
        (("done", "9"), 1, "There is no note with number 9"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    sapa: Run, wrong: tuple[str, ...], code: int, word: str
) -> None:
    before = sapa("history", "--format", "json").out
    ran = sapa("note", *wrong)
    assert ran.code == code
    assert word in ran.refusal
    assert sapa("history", "--format", "json").out == before


def test_who_may_what(sapa: Run) -> None:
    assert sapa("--as", "ak", "note", "add", "x").code == 0
    assert "role member" in sapa("--as", "hh", "note", "add", "x").refusal


@pytest.mark.parametrize(
    "text", ["[/nope]", "\x1b[31mrød\x1b]52;c;eA==\x07", "\u202etxt", "{where}"]
)
def test_hostile_words_are_harmless(sapa: Run, plan_path: Path, text: str) -> None:
    assert sapa("note", "add", text, "--responsible", text, "--due", "7-4").code == 0
    said = sapa("note", "list").out + sapa("history", "--limit", "1").out
    assert not set(said) & set("\x1b\x07\u202e")
    open_plan(plan_path).close()


def test_a_waiting_card_says_who_can_end_it(sapa: Run) -> None:
    ran = sapa(
        "activity", "move", "4", "waiting", "--reason", "svar", "--waiting-on", "Anders Krogh"
    )
    assert ran.code == 0
    row = next(card for card in sapa("board", "--format", "json").data if card["id"] == 4)
    assert (row["waiting_reason"], row["waiting_on"]) == ("svar", "ak")
    assert "Unblocked by" in sapa("activity", "show", "4").out
    sapa("activity", "edit", "4", "--waiting-on", "KOMBIT")
    assert sapa("activity", "show", "4", "--format", "json").data["waiting_on"] == "KOMBIT"
    sapa("activity", "move", "4", "done")
    assert sapa("activity", "show", "4", "--format", "json").data["waiting_on"] is None

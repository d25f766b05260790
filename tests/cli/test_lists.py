"""The lists: their JSON shapes, and what every form does with odd text."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest

from .conftest import Run

HOSTILE = "a|b <i> [/nope]\x1b]0;x\x07\x9b31m\u202e[@click=app.quit]x[/]"
COUNTS = {"board": 25, "communication": 19, "stakeholders": 9, "people": 3}


def poison(path: Path, text: str) -> None:
    """Put text into the file past the program, as a stranger might."""
    database = sqlite3.connect(path)
    database.execute("UPDATE activity SET title = ? WHERE id = 1", (text,))
    database.execute("UPDATE stakeholder SET name = ? WHERE id = 1", (text,))
    database.execute("UPDATE communication_item SET message = ? WHERE id = 1", (text,))
    database.execute("UPDATE person SET full_name = ? WHERE name = 'ak'", (text,))
    database.commit()
    database.close()


def test_board_as_json(sapa: Run) -> None:
    sapa("activity", "add", "Uden frist")
    found = sapa("board", "--format", "json").data
    assert len(found) == 26
    first = {name: found[0][name] for name in ("id", "title", "column", "responsible", "kind")}
    assert first == {
        "id": 1,
        "title": "Afklar, om der er nye arbejdsgange",
        "column": "not_started",
        "responsible": "mk",
        "kind": "preparation",
    }
    assert (found[0]["due"], found[0]["offset_weeks"]) == ("2017-02-06", -12)
    new = found[25]
    assert (new["responsible"], new["due"], new["offset_weeks"]) == (None, None, None)


def test_board_in_words(sapa: Run) -> None:
    danish = sapa("--lang", "da", "board").out
    assert "T-8 ma 06-03 ! 28 dage over" in danish
    assert "SAPA-systemansvarlig" in danish
    assert "T-4 ma 03-04 ~ i dag" in danish
    sapa("activity", "move", "8", "done")
    last = sapa("--lang", "da", "board").out.splitlines()[-1]
    assert "Færdig" in last
    assert "over" not in last


def test_communication_as_json(sapa: Run) -> None:
    sapa("communication", "complete", "1")
    found = sapa("communication", "--format", "json").data
    assert len(found) == 19
    assert found[0]["state"] == "completed"
    assert found[0]["completed_by"] == "mk"
    assert found[0]["completed_at"] == "2017-04-03T08:12:00.000Z"
    assert found[0]["stakeholder"] == "Styregruppe"
    assert found[0]["due"] == "2017-02-20"
    assert (found[1]["state"], found[1]["completed_by"], found[1]["completed_at"]) == (
        "planned",
        None,
        None,
    )
    assert found[13]["stakeholder"] is None or found[13]["stakeholder"]
    assert {"id", "message", "channel", "steps"} <= found[1].keys()


def test_stakeholders_as_json(sapa: Run) -> None:
    sapa("communication", "complete", "1")
    found = sapa("stakeholders", "--format", "json").data
    reached = [row["name"] for row in found if row["reached"]]
    assert reached == ["Styregruppe"]
    assert found[0]["influence"] == "high"
    assert found[0]["communication"] == {"done": 0, "total": 3}


def test_stakeholders_tell_how_each_is_covered(sapa: Run) -> None:
    sapa("communication", "complete", "1")
    found = {row["name"]: row for row in sapa("stakeholders", "--format", "json").data}
    steering, desk = found["Styregruppe"], found["It-servicedesk"]
    assert (steering["quadrant"], desk["quadrant"]) == ("grey_eminence", "hostage")
    assert steering["coverage"] == {
        "silent_working_days": 0,
        "next_contact": {"item": 18, "due": "2017-06-05", "offset_weeks": 5, "due_rule": None},
        "warnings": [],
    }
    assert desk["coverage"]["silent_working_days"] is None
    assert desk["coverage"]["warnings"] == [{"code": "first_without_why", "days": None, "item": 11}]
    listed = sapa("stakeholders").out
    assert "Grey eminence" in listed
    assert "03-04-2017" in listed
    assert "The first message (knowledge) does not say why." in listed


def test_people_as_json(sapa: Run) -> None:
    found = sapa("people", "--format", "json").data
    assert [(row["name"], row["role"]) for row in found] == [
        ("mk", "leader"),
        ("ak", "member"),
        ("hh", "viewer"),
    ]


def test_history_has_an_object_for_each_changed_field(sapa: Run) -> None:
    sapa("activity", "edit", "4", "--title", "Ny titel", "--offset", "-9w")
    found = sapa("history", "--format", "json", "--limit", "1").data
    assert [(row["field"], row["old"], row["new"]) for row in found] == [
        ("title", "Kortlæg interessenterne", "Ny titel"),
        ("offset_weeks", -10, -9),
    ]
    assert list(found[0]) == [
        *("id", "at", "actor", "action", "entity", "entity_id", "title", "field", "old", "new"),
        "note",
    ]
    assert found[0]["actor"] == "mk"
    assert found[0]["action"] == "activity.edited"
    assert (found[0]["entity"], found[0]["entity_id"]) == ("activity", 4)


def test_history_tells_of_refusals_too(sapa: Run) -> None:
    sapa("--as", "hh", "activity", "move", "4", "done")
    found = sapa("history", "--format", "json", "--limit", "1").data
    assert [(row["action"], row["actor"], row["field"]) for row in found] == [
        ("refused", "hh", None)
    ]


def test_history_in_words_says_when_there_is_more(sapa: Run) -> None:
    sapa("activity", "move", "4", "in_progress")
    ran = sapa("--lang", "da", "history", "--limit", "2")
    lines = ran.out.splitlines()
    assert len(lines) == 3
    sentence = "MK flyttede “Kortlæg interessenterne” fra Ikke startet til I gang"
    assert " ".join(lines[1].split()) == f"4 i dag 10:12 {sentence}"
    assert "--limit" in ran.err
    assert sapa("history").err == ""


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
@pytest.mark.parametrize("form", ["plain", "github", "html", "csv"])
def test_every_list_in_every_form(sapa: Run, name: str, count: int, form: str) -> None:
    ran = sapa(name, "--format", form)
    assert ran.code == 0
    lines = ran.out.splitlines()
    extra = {"plain": 1, "csv": 1, "github": 2, "html": 7}[form]
    assert len(lines) == count + extra


def test_csv_is_what_danish_excel_reads(sapa: Run) -> None:
    sapa("activity", "add", '=HYPERLINK("x"); "hej"')
    rows = list(csv.reader(io.StringIO(sapa("board", "--format", "csv").out), delimiter=";"))
    assert {len(row) for row in rows} == {7}
    assert rows[-1][:2] == ["26", '\'=HYPERLINK("x"); "hej"']


@pytest.mark.parametrize("name", [*COUNTS, "status", "history"])
def test_csv_says_that_it_is_utf8_and_other_forms_do_not(sapa: Run, name: str) -> None:
    assert sapa(name, "--format", "csv").out.count("\ufeff") == 1
    assert sapa(name, "--format", "csv").out[0] == "\ufeff"
    assert "\ufeff" not in sapa(name).out + sapa(name, "--format", "json").out


@pytest.mark.parametrize(
    ("name", "due"), [("board", "2017-02-06"), ("communication", "2017-02-20")]
)
def test_csv_has_the_due_date_as_a_date_too(sapa: Run, name: str, due: str) -> None:
    rows = list(csv.DictReader(io.StringIO(sapa(name, "--format", "csv").out), delimiter=";"))
    assert rows[0]["Due date"] == due
    assert due not in sapa(name).out


@pytest.mark.parametrize("form", ["plain", "github", "html", "json", "csv"])
@pytest.mark.parametrize("name", [*COUNTS, "status", "history"])
def test_hostile_rows_reach_no_terminal(sapa: Run, plan_path: Path, form: str, name: str) -> None:
    poison(plan_path, HOSTILE)
    out = sapa(name, "--format", form).out
    assert not set(out) & set("\x1b\x07\x9b\u202e")


def test_a_pipe_does_not_break_a_github_table(sapa: Run, plan_path: Path) -> None:
    poison(plan_path, HOSTILE)
    lines = sapa("board", "--format", "github").out.splitlines()
    assert {line.replace(r"\|", "").count("|") for line in lines} == {7}
    assert "<i>" not in sapa("board", "--format", "html").out


def test_a_long_cell_is_cut_with_a_sign_in_a_plain_table_only(sapa: Run) -> None:
    title = "æ" * 200
    sapa("activity", "add", title)
    assert "æ" * 79 + "… " in sapa("board").out
    assert title in sapa("board", "--format", "csv").out
    assert sapa("board", "--format", "json").data[25]["title"] == title


def test_an_empty_list_says_so(sapa: Run) -> None:
    ran = sapa("board", "--archived")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing here yet.\n")
    assert sapa("history", "--text", "nowhere").err == "No event fits.\n"
    assert sapa("board", "--archived", "--format", "json").data == []
    assert sapa("board", "--archived", "--format", "csv").out.count("\n") == 1

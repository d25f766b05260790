"""``standup``: the summary in three shapes, what has changed, and the meetings that were held."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from db.clock import Clock
from db.commands import board, notes, standup
from db.errors import DatabaseUnusable
from db.rules.codes import Column, NoteKind
from tests.commands.standups import AGENDA, MKS
from tests.drivers import MONDAY, PersonDriver, PlanDriver

from .conftest import Run
from .test_streams import closed_pipe, run_into

SUMMARIES = (("standup", "summary"), ("standup", "summary", "--format", "html"))


def hold(leader: PersonDriver, *decisions: str) -> None:
    """A standup of a quarter of an hour in which something is decided."""
    number = leader.adds(standup.start, AGENDA, session=MKS)
    for decision in decisions:
        leader.does(notes.add, NoteKind.DECISION, decision)
    leader.plan.later(minutes=15)
    leader.does(standup.end, number, session=MKS)


def days_later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """It is so many days after Monday 3 April."""
    monkeypatch.setattr(Clock, "now", lambda _clock: MONDAY + timedelta(days=days, hours=1))


def test_without_a_standup_it_is_a_review_of_the_day(sapa: Run, ak: PersonDriver) -> None:
    ak.does(board.move, 4, Column.DONE)
    ran = sapa("standup", "summary")
    assert ran.code == 0
    assert ran.out.startswith(
        "Status Monday 3 April 2017 (week 14)\n\n"
        "Aabenraa Kommune. No standup has been held yet.\n\n"
        "It is 28 days (17 working days) to go-live, "
    )
    assert "\nFinished so far\n- Kortlæg interessenterne (Mette Kjær)\n\n" in ran.out
    assert "\nIn progress: nothing\n" in ran.out


def test_todays_standup_as_it_was_written_down(
    sapa: Run, mk: PersonDriver, ak: PersonDriver
) -> None:
    hold(mk, "Vi venter")
    ak.does(board.move, 4, Column.DONE)
    ran = sapa("standup", "summary")
    assert ran.out.startswith("Standup Monday 3 April 2017 (week 14)\n")
    assert "Mette Kjær led the meeting, from 10:12 to 10:27." in ran.out
    assert "\nDecisions\n- Vi venter\n" in ran.out
    assert "Kortlæg" not in ran.out.partition("Overdue")[0]


def test_one_that_is_going_on_as_it_would_be_written_down(sapa: Run, mk: PersonDriver) -> None:
    hold(mk, "Den første")
    mk.adds(standup.start, AGENDA, session=MKS)
    mk.does(notes.add, NoteKind.DECISION, "Den anden")
    mk.plan.close()
    ran = sapa("standup", "summary")
    assert "- Den anden\n" in ran.out
    assert "Den første" not in ran.out


def test_the_standup_of_another_day(
    sapa: Run, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(mk, "Den første")
    hold(mk, "Den anden")
    days_later(monkeypatch, 2)
    for typed in ("3-4", "03.04.2017", "2017-04-03"):
        ran = sapa("standup", "summary", "--on", typed)
        assert ran.out.count("Standup Monday 3 April 2017 (week 14)\n") == 2
        assert ran.out.index("Den første") < ran.out.index("Den anden")
    review = sapa("standup", "summary").out
    assert review.startswith("Status Wednesday 5 April 2017")
    assert "the last one was on Monday 3 April 2017." in review


def test_a_day_without_a_standup_is_said_in_one_sentence(sapa: Run) -> None:
    assert sapa("standup", "summary", "--on", "31-3").refusal == (
        "No standup was held on 31-03-2017; “sapa-tui standup list” shows when there was one."
    )
    assert "on 02-04-2017;" in sapa("standup", "summary", "--on", "i går").refusal
    assert "is not a date" in sapa("standup", "summary", "--on", "i forgårs").refusal


def test_the_other_shapes(sapa: Run, mk: PersonDriver) -> None:
    hold(mk, "Vi venter <b>")
    assert "## Decisions\n\n- Vi venter \\<b\\>\n" in (
        sapa("standup", "summary", "--format", "markdown").out
    )
    page = sapa("standup", "summary", "--format", "html").out
    assert page.startswith("<!doctype html>\n")
    assert "<li>Vi venter &lt;b&gt;</li>" in page
    assert sapa("standup", "summary", "--format", "json").code == 2


def test_what_has_changed(sapa: Run, mk: PersonDriver, ak: PersonDriver) -> None:
    hold(mk)
    ak.does(board.move, 4, Column.IN_PROGRESS)
    text = sapa("standup", "changes").out
    assert text.startswith("Since the last standup, Monday 3 April 2017\n")
    assert "\nMoved\n- Kortlæg interessenterne · Not started → In progress · AK\n" in text
    data = sapa("standup", "changes", "--format", "json").data
    assert (data["since"], data["standup"]) == ("2017-04-03", 1)
    assert data["moved"] == [
        {
            "entity": "activity",
            "id": 4,
            "title": "Kortlæg interessenterne",
            "by": ["ak"],
            "old": "not_started",
            "new": "in_progress",
            "fields": [],
            "points": [],
        }
    ]
    assert data["finished"] == []
    assert data["quality_criterion"]["then"] == {"reached": 0, "relevant": 9}


def test_what_has_become_of_a_department_for_programs(sapa: Run, mk: PersonDriver) -> None:
    sapa("department", "add", "Jobcenter", "--users", "60")
    hold(mk)
    sapa("adoption", "set", "Jobcenter", "20", "--week", "1")
    assert sapa("standup", "changes", "--format", "json").data["departments"] == [
        {
            "id": 1,
            "name": "Jobcenter",
            "by": ["mk"],
            "place": "",
            "users": 60,
            "turns": [{"field": "in_use", "old": "0", "new": "20", "note": "1"}],
        }
    ]


def test_those_that_were_held(sapa: Run, mk: PersonDriver, ak: PersonDriver) -> None:
    assert sapa("standup", "list").err == "No standup has been held yet.\n"
    hold(mk, "Vi venter", "Vi går")
    hold(ak)
    rows = [line.split() for line in sapa("standup", "list").out.splitlines()]
    assert rows[1][:7] == ["2", "Mon", "03-04-2017", "10:27", "10:42", "Anders", "Krogh"]
    assert rows[2][-2:] == ["2", "0"]
    assert [row["leader"] for row in sapa("standup", "list", "--format", "json").data] == [
        "ak",
        "mk",
    ]
    assert "2;2017-04-03;10:27;10:42;Anders Krogh;0;0" in (
        sapa("standup", "list", "--format", "csv").out
    )


def test_the_list_counts_the_follow_ups_made_in_each(sapa: Run, mk: PersonDriver) -> None:
    def follow_up(text: str) -> None:
        day = MONDAY.date()
        mk.does(notes.add, NoteKind.FOLLOW_UP, text, responsible="ak", due_date=day)

    follow_up("Fra før")
    number = mk.adds(standup.start, AGENDA, session=MKS)
    follow_up("Ring")
    follow_up("Skriv")
    mk.does(standup.end, number, session=MKS)
    mk.plan.later(minutes=5)
    hold(mk)
    rows = [line.split() for line in sapa("standup", "list").out.splitlines()]
    assert [row[-1] for row in rows[1:]] == ["0", "2"]
    data = sapa("standup", "list", "--format", "json").data
    assert [row["follow_ups"] for row in data] == [[], ["Ring", "Skriv"]]


@pytest.mark.parametrize("spoilt", ['{"day":"9999-12-31"}', '{"names":[]}', "{}", "no JSON"])
def test_minutes_that_a_foreign_hand_has_spoilt_are_told_of_in_a_sentence(
    sapa: Run, mk: PersonDriver, spoilt: str
) -> None:
    hold(mk, "Vi venter")
    mk.plan.sql("UPDATE standup SET minutes = ?", spoilt)
    sentence = "These minutes cannot be read: what was stored of them has been damaged."
    for form in ("plain", "markdown", "html"):
        assert sentence in sapa("standup", "summary", "--format", form).out
    assert sapa("standup", "list").code == 0
    assert sapa("standup", "list", "--format", "json").data[0]["decisions"] is None


def test_one_left_open_is_listed_and_ended(
    sapa: Run, mk: PersonDriver, ak: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sapa("standup", "end").refusal == (
        "No standup is open; “sapa-tui standup list” shows those that were held."
    )
    hold(ak)
    number = mk.adds(standup.start, AGENDA, session=MKS)
    mk.does(standup.go, number, 1, session=MKS)
    assert len(sapa("standup", "list").out.splitlines()) == 2  # one that goes on is not over
    days_later(monkeypatch, 1)
    rows = [line.split() for line in sapa("standup", "list").out.splitlines()]
    assert rows[1][:8] == ["2", "Mon", "03-04-2017", "10:27", "left", "open", "Mette", "Kjær"]
    assert "2;2017-04-03;10:27;;Mette Kjær;;0" in sapa("standup", "list", "--format", "csv").out
    first = sapa("standup", "list", "--format", "json").data[0]
    assert (first["id"], first["leader"], first["ended_at"]) == (2, "mk", None)
    assert "project leader" not in sapa("--as", "ak", "standup", "end").err
    rows = [line.split() for line in sapa("standup", "list").out.splitlines()]
    assert rows[1][:7] == ["2", "Mon", "03-04-2017", "10:27", "10:27", "Mette", "Kjær"]


def test_the_length_is_for_the_leader_to_set(sapa: Run) -> None:
    assert "20 minutes" in sapa("standup", "length", "20").err
    assert "from 1 to 120" in sapa("standup", "length", "0").refusal
    assert "project leader" in sapa("--as", "ak", "standup", "length", "10").refusal


def test_a_viewer_may_read_all_of_it(sapa: Run, mk: PersonDriver) -> None:
    hold(mk)
    for words in ("summary", "changes", "list"):
        assert sapa("--as", "hh", "standup", words).code == 0


def test_by_itself_it_opens_the_dashboard_with_the_walk(
    sapa: Run, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def open_it(path: Path, person: str, *, standup: bool) -> int:
        opened.append((path, person, standup))
        return 3

    monkeypatch.setattr("sapa_tui.cli.standup.demand_terminal", lambda: None)
    monkeypatch.setattr("sapa_tui.cli.standup.open_dashboard", open_it)
    assert sapa("standup").code == 3
    assert opened == [(plan_path, "mk", True)]


def test_by_itself_it_needs_a_terminal(sapa: Run) -> None:
    assert "terminal" in sapa("standup").refusal


@pytest.mark.parametrize("command", SUMMARIES)
def test_in_a_pipe_and_in_a_file(plan_path: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    kept = tmp_path / "referat"
    with kept.open("w") as file:
        assert run_into(plan_path, *command, out=file.fileno()).returncode == 0
    assert "Aabenraa Kommune." in kept.read_text(encoding="utf-8")
    gone = closed_pipe()
    ran = run_into(plan_path, *command, out=gone)
    os.close(gone)
    assert (ran.returncode, ran.stderr) == (141, "")


@pytest.mark.parametrize("words", ["summary", "changes", "list"])
def test_a_plan_that_cannot_be_written_can_be_read(
    sapa: Run, mk: PersonDriver, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def refused(path: Path) -> None:
        raise DatabaseUnusable("database_read_only", path=str(path))

    hold(mk)
    plan.close()
    monkeypatch.setattr("sapa_tui.cli.session.open_plan", refused)
    assert "3 April 2017" in sapa("standup", words).out.replace("03-04-2017", "3 April 2017")

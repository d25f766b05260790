"""``activity``: one activity at a time."""

from pathlib import Path
from typing import Any

import pytest

from db.connection import open_plan
from db.rules.codes import Column
from tests.drivers import PersonDriver, changed

from .conftest import Run


def shown(sapa: Run, number: int) -> Any:
    return sapa("activity", "show", str(number), "--format", "json").data


def test_an_unknown_column_is_answered_in_the_persons_language(sapa: Run) -> None:
    ran = sapa("--lang", "da", "activity", "move", "7", "foo")
    assert ran.code == 2
    assert "ikke_startet, i_gang, afventer, færdig, ikke_relevant" in ran.refusal
    assert "not_started" not in ran.refusal
    assert "not_started, in_progress, waiting" in sapa("activity", "move", "7", "foo").refusal


def test_add_with_everything(sapa: Run) -> None:
    ran = sapa(
        *("activity", "add", "  Ny\n opgave ", "--offset", "-8u", "--responsible", "anders krogh"),
        *("--assignee", "Drift", "--kind", "implementation", "--description", "# Hvad\nog hvor"),
    )
    assert (ran.code, ran.out) == (0, "26\n")
    assert ran.err == "MK added “Ny opgave”.\nDue: T-8 = Mon 06-03-2017, week 10.\n"
    found = shown(sapa, 26)
    assert found["title"] == "Ny opgave"
    assert (found["due"], found["offset_weeks"]) == ("2017-03-06", -8)
    assert (found["responsible"], found["assignee"]) == ("ak", "Drift")
    assert (found["kind"], found["column"]) == ("implementation", "not_started")
    assert found["description"] == "# Hvad\nog hvor"


def test_add_with_a_fixed_date(sapa: Run) -> None:
    sapa("activity", "add", "Ny", "--due", "24/12")
    assert (shown(sapa, 26)["due"], shown(sapa, 26)["offset_weeks"]) == ("2017-12-24", None)


def test_weeks_without_a_sign_are_seen_to_come_after_go_live(sapa: Run) -> None:
    assert "Due: T+6 = Mon 12-06-2017" in sapa("activity", "add", "Ny", "--offset", "6uger").err
    assert "Due: T-6 = Mon 20-03-2017" in sapa("activity", "edit", "26", "--offset", "-6").err
    assert "Due" not in sapa("activity", "edit", "26", "--offset", "").err.splitlines()[-1]


def test_edit_changes_only_what_was_named(sapa: Run) -> None:
    before = shown(sapa, 4)
    ran = sapa("activity", "edit", "4", "--responsible", "ADM", "--description", "")
    changed = "MK changed the responsible and the description of “Kortlæg interessenterne”.\n"
    assert ran.err == changed
    after = shown(sapa, 4)
    assert after == {**before, "responsible": "ADM", "description": "", "version": 2}


@pytest.mark.parametrize(
    ("option", "value", "due", "offset"),
    [
        ("--due", "2017-04-01", "2017-04-01", None),
        ("--offset", "T+2", "2017-05-15", 2),
        ("--offset", "0", "2017-05-01", 0),
        ("--due", "", None, None),
        ("--offset", " ", None, None),
    ],
)
def test_a_date_takes_the_offsets_place(
    sapa: Run, option: str, value: str, due: str | None, offset: int | None
) -> None:
    assert sapa("activity", "edit", "4", option, value).code == 0
    assert (shown(sapa, 4)["due"], shown(sapa, 4)["offset_weeks"]) == (due, offset)


def test_an_older_version_is_not_overwritten(sapa: Run, ak: PersonDriver) -> None:
    from db.commands import board

    ak.does(board.edit, 4, changed(description=(shown(sapa, 4)["description"], "Mine ord")))
    refused = sapa("activity", "edit", "4", "--title", "Ny", "--if-version", "1").refusal
    assert "is at version 2 and no longer 1" in refused
    assert "title: yours “Ny”, now “Kortlæg interessenterne”" in refused
    assert shown(sapa, 4)["description"] == "Mine ord"
    assert sapa("activity", "edit", "4", "--title", "Ny", "--if-version", "2").code == 0
    assert shown(sapa, 4)["title"] == "Ny"


def test_a_colleague_in_the_last_moment_is_not_merged_with(
    sapa: Run, ak: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the command line's look at the activity and its write ak writes another field."""
    from db.commands import board
    from db.queries.board import activity

    def look(database: Any, number: int) -> Any:
        seen = activity(database, number)
        ak.does(board.edit, 4, changed(description=(seen.description, "Mine ord")))
        return seen

    monkeypatch.setattr("sapa_tui.cli.activity.read_activity", look)
    refused = sapa("activity", "edit", "4", "--title", "Ny", "--if-version", "1").refusal
    assert "is at version 2 and no longer 1" in refused
    monkeypatch.undo()
    assert activity(ak.plan.database, 4).card.title == "Kortlæg interessenterne"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("in_progress", Column.IN_PROGRESS),
        ("In-Progress", Column.IN_PROGRESS),
        ("I GANG", Column.IN_PROGRESS),
        ("færdig", Column.DONE),
        ("Ikke relevant", Column.NOT_APPLICABLE),
        ("ikke startet", Column.NOT_STARTED),
        ("Done", Column.DONE),
    ],
)
def test_a_column_by_any_of_its_names(sapa: Run, text: str, column: Column) -> None:
    assert sapa("activity", "move", "4", text).code == 0
    assert shown(sapa, 4)["column"] == column.value


def test_waiting_needs_a_reason(sapa: Run) -> None:
    assert "--reason" in sapa("activity", "move", "4", "afventer").refusal
    ran = sapa("activity", "move", "4", "afventer", "--reason", "svar fra KOMBIT")
    assert ran.err.endswith("to Waiting: svar fra KOMBIT.\n")
    assert shown(sapa, 4)["waiting_reason"] == "svar fra KOMBIT"


def test_new_workflows_wait_for_go_live_unless_confirmed(sapa: Run) -> None:
    refused = sapa("activity", "move", "21", "in_progress")
    assert refused.code == 1
    assert "--confirm" in refused.refusal
    ran = sapa("activity", "move", "21", "in_progress", "--confirm")
    assert ran.code == 0
    assert "before go-live, and confirmed" in sapa("history", "--limit", "1").out


@pytest.mark.parametrize(("hard", "code"), [(False, 0), (True, 1)])
def test_a_limit_warns_or_refuses(sapa: Run, mk: PersonDriver, hard: bool, code: int) -> None:
    from db.commands import board

    mk.does(board.set_limit, Column.IN_PROGRESS, 1, hard=hard)
    assert sapa("activity", "move", "4", "i gang").err.count("\n") == 1
    ran = sapa("activity", "move", "5", "i gang")
    assert ran.code == code
    assert "its limit" in ran.err


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("T-10 arbejdsdage", "go_live-10wd", "10 working days before go-live = Wed 12-04-2017"),
        ("slut-1u", "end_date-1w", "1 week before the end date = Mon 29-05-2017"),
        ("2 uger efter start i borger", "department:1+2w", "start in Borgerservice = "),
        ("2a efter beskriv omfanget", "activity:2+2wd", "ændring” = Wed 15-02-2017, week 7"),
        ("1 uge før k1", "communication_item:1-1w", "1 week before “"),
    ],
)
def test_a_due_date_is_counted_from_what_was_typed(
    sapa: Run, typed: str, stored: str, said: str
) -> None:
    sapa("department", "add", "Borgerservice", "--users", "42")
    ran = sapa("activity", "edit", "4", "--due", typed)
    assert ran.code == 0
    assert said in ran.err
    shows = shown(sapa, 4)
    assert (shows["due_rule"], shows["offset_weeks"]) == (stored, None)
    assert shows["due"] is not None
    assert sapa("activity", "edit", "4", "--due", "fri").code == 0
    assert (shown(sapa, 4)["due_rule"], shown(sapa, 4)["due"]) == (None, "2017-04-07")


def test_a_day_off_is_told_of_with_the_last_working_day_before(sapa: Run) -> None:
    assert "!" not in sapa("activity", "edit", "4", "--due", "11-05-2017").err
    told = sapa("activity", "edit", "4", "--due", "12-05-2017").err
    assert told.endswith("! Great Prayer Day: Thu 11-05-2017 is the last working day.\n")


def test_start_is_that_of_the_department_that_the_activity_is_about(sapa: Run) -> None:
    sapa("department", "add", "Borgerservice", "--users", "42")
    about = ("--department", "Borgerservice", "--due", "start+2u")
    number = sapa("activity", "add", "Følg op", *about).out.strip()
    assert shown(sapa, int(number))["due_rule"] == "department:1+2w"
    assert sapa("activity", "edit", number, "--due", "start-1w").code == 0
    assert shown(sapa, int(number))["due_rule"] == "department:1-1w"


def test_two_cards_cannot_wait_for_each_other(sapa: Run) -> None:
    assert sapa("activity", "edit", "4", "--due", "2 days after #5").code == 0
    refused = sapa("activity", "edit", "5", "--due", "2 days after #4").refusal
    assert "circle" in refused
    assert shown(sapa, 5)["due_rule"] is None


def test_nothing_to_change_is_no_error(sapa: Run) -> None:
    title = shown(sapa, 4)["title"]
    ran = sapa("activity", "edit", "4", "--title", title)
    assert (ran.code, ran.err) == (0, "Nothing had to be changed.\n")


def test_archive_and_restore(sapa: Run) -> None:
    assert sapa("activity", "archive", "4").code == 0
    assert len(sapa("board", "--format", "json").data) == 24
    assert [row["id"] for row in sapa("board", "--archived", "--format", "json").data] == [4]
    assert "restore" in sapa("activity", "edit", "4", "--title", "Ny").refusal
    assert sapa("activity", "restore", "4").code == 0
    assert len(sapa("board", "--format", "json").data) == 25


def test_show_in_words(sapa: Run) -> None:
    out = sapa("--lang", "da", "activity", "show", "9").out
    assert "Afklar forhold og rammer" in out
    assert "SAPA-systemansvarlig" in out
    assert "T-8 ma 06-03 ! 28 dage over" in out
    assert "-          " in out


def test_who_may_what(sapa: Run) -> None:
    assert sapa("--as", "ak", "activity", "move", "4", "done").code == 0
    refused = sapa("--as", "hh", "activity", "move", "4", "waiting", "--reason", "x").refusal
    assert "role member" in refused
    assert (
        "Nobody in the plan is called zz" in sapa("--as", "zz", "activity", "archive", "4").refusal
    )


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (("edit", "99", "--title", "x"), "no activity with number 99"),
        (("move", "99", "done"), "no activity with number 99"),
        (("show", "99"), "no activity with number 99"),
        (("archive", "99"), "no activity with number 99"),
        (("add", ""), "Title cannot be empty"),
        (("add", "\x1b\u202e\n"), "Title cannot be empty"),
        (("add", "x" * 10_000), "Title holds at most 200"),
        (("edit", "4", "--title", " "), "Title cannot be empty"),
        (("edit", "4", "--description", "x" * 10_001), "Description holds at most 10000"),
        (("edit", "4", "--due", "31-02-2026"), "nor a date; write for instance T-8"),
        (("edit", "4", "--due", "2 days after Noget andet"), "Nothing is called “Noget andet”"),
        (("edit", "4", "--due", "2 days after afklar"), "may be “Afklar, om der er nye"),
        (("edit", "4", "--due", "2 days after beskriv omfangt"), "perhaps you mean “Beskriv om"),
        (("edit", "4", "--due", "2 days after #99"), "nothing with the number #99"),
        (("edit", "4", "--due", "2 days after #4"), "round in a circle (Kortlæg interessenterne →"),
        (("edit", "4", "--due", "start+2w"), "leaves open which department starts"),
        (("edit", "4", "--due", "week 54"), "2017 has no week 54"),
        (("edit", "4", "--due", "01-01-9999"), "too far away"),
        (("edit", "4", "--offset", "mange"), "not a number of weeks"),
        (("edit", "4", "--offset", "9999w"), "“9999w” is too far away"),
        (("add", "x", "--responsible", "y" * 61), "Responsible holds at most 60"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_change(
    sapa: Run, plan_path: Path, wrong: tuple[str, ...], word: str
) -> None:
    before = sapa("history", "--format", "json").out
    ran = sapa("activity", *wrong)
    assert word in ran.refusal
    assert sapa("history", "--format", "json").out == before


@pytest.mark.parametrize(
    "title",
    [
        "[/nope]",
        "[@click=app.quit]x[/]",
        "[A1]",
        "{actor}",
        "\x1b[31mrød\x1b]52;c;eA==\x07",
        "\x00\x9b2J",
        "\udcff\ud800",
        "\u202eetxet",
        "漢字かな交じり",
        "linje\nskift",
        "%s %(x)s",
    ],
)
def test_hostile_titles_are_stored_clean_and_shown_harmless(
    sapa: Run, plan_path: Path, title: str
) -> None:
    ran = sapa("activity", "add", title)
    assert ran.code == 0
    written = ran.err + sapa("board").out + sapa("history").out + sapa("activity", "show", "26").out
    assert not set(written) & set("\x1b\x00\x07\x9b\u202e")
    assert "Traceback" not in written
    open_plan(plan_path).close()

"""``go-live set``: the move, and what it would do."""

from db.commands import board, departments
from db.rules.codes import Column, Kind
from db.rules.due import Due
from tests.drivers import PersonDriver

from .conftest import Run


def test_a_dry_run_shows_everything_and_moves_nothing(sapa: Run, mk: PersonDriver) -> None:
    mk.does(board.move, 4, Column.DONE)
    found = sapa("go-live", "set", "01-11-2017", "--dry-run", "--format", "json").data
    assert found["followed"] == 42
    assert (found["end_date"]["old"], found["end_date"]["new"]) == ("2017-06-05", "2017-12-06")
    by_key = {(change["kind"], change["id"]): change for change in found["changes"]}
    first = by_key["activity", 1]
    assert first["title"] == "Afklar, om der er nye arbejdsgange"
    assert (first["old"], first["new"], first["warning"]) == ("2017-02-06", "2017-08-09", None)
    assert [(stay["kind"], stay["id"], stay["reason"]) for stay in found["stays"]] == [
        ("activity", 4, "done")
    ]
    assert [message["due"] for message in found["messages"]] == ["2017-04-05"]
    assert sapa("status", "--format", "json").data["go_live"] == "2017-05-01"


def test_warnings_tell_the_past_from_a_day_off(sapa: Run) -> None:
    earlier = sapa("go-live", "set", "24-04-2017", "--dry-run", "--format", "json").data
    warned = {(one["kind"], one["id"]): one["warning"] for one in earlier["changes"]}
    assert warned["activity", 16] == "past"  # T-4 is today, and would be a week ago
    assert warned["activity", 20] == "day_off"  # T-1 would be Easter Monday
    assert warned["activity", 21] is None


def test_the_move_is_one_sentence_with_its_reason_and_one_undo(sapa: Run) -> None:
    moved = sapa("go-live", "set", "01-11-2017", "--reason", "The support systems are late")
    assert moved.code == 0
    assert "MK moved go-live from 01-05-2017 to 01-11-2017: The support systems are late" in (
        moved.err
    )
    assert "43 due dates followed" in moved.err
    assert "Afslut opgaven" in moved.out
    assert sapa("status", "--format", "json").data["go_live"] == "2017-11-01"
    (event,) = {
        (row["id"], row["note"]) for row in sapa("history", "--limit", "1", "--format", "json").data
    }
    assert event[1] == "The support systems are late"
    sapa("undo")
    assert sapa("status", "--format", "json").data["go_live"] == "2017-05-01"


def test_no_date_is_a_move_too(sapa: Run) -> None:
    assert "Add --reason" in sapa("go-live", "set", "unknown").refusal
    sapa("go-live", "set", "unknown", "--reason", "KMD is late")
    assert sapa("status", "--format", "json").data["go_live"] is None
    known = sapa("go-live", "set", "01-05-2018", "--format", "json").data
    assert known["changes"][0]["old"] is None
    assert len(known["messages"]) == 1


def test_what_is_refused_moves_nothing(sapa: Run) -> None:
    assert "leader" in sapa("--as", "ak", "go-live", "set", "unknown", "--reason", "x").refusal
    assert "tomorrowish" in sapa("go-live", "set", "tomorrowish", "--dry-run").refusal


def test_it_is_told_department_by_department_and_what_stays_says_from_what(
    sapa: Run, mk: PersonDriver
) -> None:
    late, two = Kind.IMPLEMENTATION, Due(offset_weeks=2)
    for name in ("Borgerservice", "Jobcenter"):
        number = mk.adds(departments.add, name, users=9)
        mk.adds(board.add, f"Åbn {name}", kind=late, due=two, department=number)
    sapa("department", "set", "Jobcenter", "--start-of-use", "12-06-2017")
    found = sapa("go-live", "set", "01-11-2017", "--dry-run", "--format", "json").data
    assert found["last_open_due"] == {"old": "2017-06-26", "new": "2017-12-06"}
    told = [(one["name"], one["start"]["new"], one["followed"]) for one in found["departments"]]
    assert told == [("Borgerservice", "2017-11-01", 1), ("Jobcenter", "2017-06-12", 0)]
    assert found["departments"][1]["start"]["warning"] == "before_go_live"
    (stay,) = (one for one in found["stays"] if one["title"] == "Åbn Jobcenter")
    assert (stay["reason"], stay["counted_from"]) == ("anchor", "Jobcenter")
    shown = sapa("go-live", "set", "01-11-2017", "--dry-run")
    said = "The last open due date: 26-06-2017, 21 days after the end date → 06-12-2017, on the end"
    assert said in " ".join(shown.err.split())
    titles = [line[:20].strip() for line in shown.out.splitlines()]
    assert titles.index("Borgerservice") == titles.index("Åbn Borgerservice · B"[:20].strip()) - 1
    assert "counted from what stays: 2 weeks after the start in Jobcenter" in shown.out

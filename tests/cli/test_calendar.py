"""``calendar``, ``days-off`` and ``export calendar``: the plan's dates outside the dashboard."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject

from db.commands import board, communication, days_off, undo
from db.commands.plan import set_go_live
from db.rules.codes import Column
from db.seed import create_plan
from tests.drivers import PersonDriver, PlanDriver, changed

from .conftest import Run

HOSTILE = "Ring\x1b]0;EVIL\x07 til: a;b,c\\d\r\nEND:VCALENDAR\u2028æøå " + "Å" * 120
Entries = dict[str, Any]


def read_back(text: str) -> Entries:
    """What another library finds in a calendar, by UID."""
    calendar = vobject.readOne(text)
    found = {event.uid.value: event for event in calendar.vevent_list}
    assert len(found) == len(calendar.vevent_list)
    return found


def entry(entries: Entries, name: str) -> Any:
    """The entry whose UID begins with a name."""
    return next(event for uid, event in entries.items() if uid.startswith(f"{name}@"))


def test_the_next_weeks_with_days_off_go_live_and_the_end_date(sapa: Run) -> None:
    out = sapa("calendar", "--weeks", "10").out
    lines = out.splitlines()
    assert next(line for line in lines if "Good Friday" in line).startswith("Fri 14-04-2017")
    assert next(line for line in lines if "  Go-live" in line).startswith("Mon 01-05-2017")
    end = next(line for line in lines if "  End date" in line)
    assert "! Whit Monday, Constitution Day: Fri 02-06-2017 is the last working day" in end


def test_the_same_for_programs(sapa: Run, mk: PersonDriver) -> None:
    mk.does(board.edit, 4, changed(offset_weeks=(-10, None), due_date=(None, "2017-04-14")))
    data = sapa("calendar", "--from", "10-04-2017", "--weeks", "1", "--format", "json").data
    assert (data["from"], data["until"]) == ("2017-04-10", "2017-04-16")
    found = next(one for one in data["entries"] if one.get("id") == 4)
    assert found == {
        "date": "2017-04-14",
        "week": 15,
        "kind": "activity",
        "day_off": "Good Friday",
        "last_working_day": "2017-04-12",
        "id": 4,
        "title": "Kortlæg interessenterne",
        "responsible": "mk",
        "urgency": "later",
        "days": 11,
    }
    holidays = [one["day_off"] for one in data["entries"] if one["kind"] == "day_off"]
    assert holidays == ["Maundy Thursday", "Good Friday", "Easter Sunday"]


def test_what_is_called_off_or_not_relevant_is_not_due(sapa: Run, mk: PersonDriver) -> None:
    before = sapa("calendar", "--weeks", "20", "--format", "json").data["entries"]
    card = next(one for one in before if one["kind"] == "activity")
    message = next(one for one in before if one["kind"] == "communication_item")
    mk.does(board.move, card["id"], Column.NOT_APPLICABLE, reason="Nej")
    mk.does(communication.cancel, message["id"], "Nej")
    after = sapa("calendar", "--weeks", "20", "--format", "json").data["entries"]
    assert len(after) == len(before) - 2


def test_a_long_closing_is_one_row(sapa: Run) -> None:
    added = sapa("days-off", "add", "uge 29-31", "Sommerferie")
    assert "added the days off “Sommerferie”" in added.err
    rows = sapa("calendar", "--from", "10-7-2017", "--weeks", "5").out.splitlines()
    assert sum("Sommerferie" in row for row in rows) == 1
    assert any("until Sun 06-08-2017" in row for row in rows)
    found = sapa("days-off", "--format", "json").data
    assert found == {
        "days_by_agreement": ["06-05", "12-24", "12-31"],
        "closed": [
            {"id": 1, "name": "Sommerferie", "first_day": "2017-07-17", "last_day": "2017-08-06"}
        ],
    }


def test_days_off_come_and_go(sapa: Run) -> None:
    assert sapa("days-off", "add", "7-4", "Personaledag").code == 0
    left = sapa("status", "--format", "json").data["working_days_to_go_live"]
    assert left == 16
    assert sapa("days-off", "archive", "1").code == 0
    assert sapa("status", "--format", "json").data["working_days_to_go_live"] == 17
    assert sapa("days-off", "restore", "1").code == 0
    assert sapa("days-off", "agree", "05-01").code == 0
    assert sapa("status", "--format", "json").data["working_days_to_go_live"] == 15
    assert "1/5" in sapa("days-off").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("days-off", "add", "uge 53 2027", "Ferie"), "2027 has no week 53."),
        (("days-off", "add", "sommeren", "Ferie"), "“sommeren” is no period"),
        (("days-off", "agree", "31-12"), "“31-12” is not a day off"),
        (("calendar", "--from", "snart"), "“snart” is not a date"),
        (("calendar", "--weeks", "0"), "--weeks"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    sapa: Run, arguments: tuple[str, ...], words: str
) -> None:
    assert words in sapa(*arguments).refusal


def test_a_member_may_not_close_the_town_hall(sapa: Run, ak: PersonDriver) -> None:
    assert "project leader" in sapa("--as", "ak", "days-off", "add", "7-4", "Fri").refusal


def test_another_library_reads_every_date_of_the_plan(sapa: Run) -> None:
    found = read_back(sapa("export", "calendar").out)
    go_live = entry(found, "go-live")
    assert (go_live.summary.value, go_live.dtstart.value) == ("SAPA: Go-live", date(2017, 5, 1))
    assert entry(found, "end-date").dtstart.value == date(2017, 6, 5)
    assert "Fri 02-06-2017" in entry(found, "end-date").description.value
    first = entry(found, "activity-1")
    assert first.summary.value == "Afklar, om der er nye arbejdsgange"
    assert (first.dtstart.value, first.dtend.value) == (date(2017, 2, 6), date(2017, 2, 7))
    assert first.status.value == "CONFIRMED"
    assert isinstance(first.dtstamp.value, datetime)
    assert first.dtstamp.value.tzinfo is not None
    data = sapa("calendar", "--from", "1-1-2017", "--weeks", "52", "--format", "json").data
    due = [one for one in data["entries"] if one["kind"] in ("activity", "communication_item")]
    assert len(found) == len(due) + 2


def test_the_same_plan_is_the_same_file(sapa: Run) -> None:
    assert sapa("export", "calendar").out == sapa("export", "calendar").out


def test_a_second_import_updates(sapa: Run, plan: PlanDriver, mk: PersonDriver) -> None:
    before = read_back(sapa("export", "calendar").out)
    plan.later(days=1)
    mk.does(set_go_live, date(2017, 11, 1), reason="Støttesystemerne")
    mk.does(board.edit, 4, changed(title=("Kortlæg interessenterne", "Nyt navn")))
    mk.does(board.move, 3, Column.NOT_APPLICABLE, reason="Nej")
    mk.does(board.archive, 5)
    after = read_back(sapa("export", "calendar").out)
    assert before.keys() <= after.keys()
    for uid, old in before.items():
        assert int(after[uid].sequence.value) > int(old.sequence.value), uid
        assert after[uid].dtstamp.value > old.dtstamp.value, uid
    assert entry(after, "go-live").dtstart.value == date(2017, 11, 1)
    assert entry(after, "activity-1").dtstart.value == date(2017, 8, 9)
    assert entry(after, "activity-4").summary.value == "Nyt navn"
    assert entry(after, "activity-3").status.value == "CANCELLED"
    assert entry(after, "activity-5").status.value == "CANCELLED"


def test_a_closing_day_that_changes_what_is_said_counts_as_a_change(
    sapa: Run, mk: PersonDriver
) -> None:
    sequences = [int(entry(read_back(sapa("export", "calendar").out), "end-date").sequence.value)]
    mk.does(days_off.add, "Lukket", first_day=date(2017, 6, 2))
    found = entry(read_back(sapa("export", "calendar").out), "end-date")
    assert "Thu 01-06-2017" in found.description.value
    sequences.append(int(found.sequence.value))
    mk.does(undo.undo)
    sequences.append(
        int(entry(read_back(sapa("export", "calendar").out), "end-date").sequence.value)
    )
    assert sequences == sorted(set(sequences))


def test_hostile_words_stay_words(sapa: Run, plan: PlanDriver) -> None:
    plan.sql("UPDATE activity SET title = ? WHERE id = 2", HOSTILE)
    out = sapa("export", "calendar").out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert max(len(line.encode()) for line in out.split("\r\n")) <= 75
    assert out.split("\r\n").count("END:VCALENDAR") == 1
    summary = entry(read_back(out), "activity-2").summary.value
    assert summary.startswith("Ring]0;EVIL til: a;b,c\\d END:VCALENDAR")
    assert "æøå ÅÅÅ" in summary


@pytest.mark.parametrize("who", ["mk", "MK", "Mette Kjær"])
def test_only_what_one_person_answers_for(sapa: Run, who: str) -> None:
    everything = read_back(sapa("export", "calendar").out)
    mine = read_back(sapa("export", "calendar", "--responsible", who).out)
    assert 2 < len(mine) < len(everything)
    assert mine.keys() <= everything.keys()


def test_a_plan_without_a_date_has_no_entries_yet_but_a_calendar(sapa: Run, tmp_path: Path) -> None:
    path = tmp_path / "unknown.db"
    now = datetime(2017, 4, 3, 8, tzinfo=UTC)
    about = {"municipality": "Aabenraa", "leader": "mk", "language": "da", "full_name": ""}
    create_plan(path, go_live=None, now=now, **about)
    out = sapa("--db", str(path), "export", "calendar").out
    assert out.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" not in out


def test_a_file_is_written_whole_and_none_is_replaced_unasked(sapa: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    assert sapa("export", "calendar", str(path)).out.strip() == str(path)
    written = path.read_bytes()
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert str(path) in sapa("export", "calendar", str(path)).refusal
    assert sapa("export", "calendar", "--replace", str(path)).code == 0
    assert path.read_bytes() == written


def test_the_list_needs_neither_the_dashboard_nor_the_library_of_files(plan_path: Path) -> None:
    code = (
        "import sys; from sapa_tui.cli import run; run(['calendar']); "
        "assert not {'textual', 'icalendar'} & set(sys.modules)"
    )
    env = {"SAPA_DB": str(plan_path), "SAPA_AS": "mk", "PATH": "/usr/bin", "SAPA_LANG": "en"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)

"""``calendar``, ``days-off`` and ``export calendar``: the plan's dates outside the dashboard."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject

from db.commands import board, communication, days_off, departments, notes, training, undo
from db.commands.plan import set_go_live
from db.queries.notes import notes as all_notes
from db.rules.codes import Column, NoteKind
from db.rules.due import Anchor, Due, Rule, Unit
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


def mine(sapa: Run, who: str) -> Entries:
    """What one person's calendar gets."""
    return read_back(sapa("export", "calendar", "--responsible", who).out)


def newer(after: Any, before: Any) -> bool:
    """Whether a calendar that holds an entry takes the other one for a change of it."""
    return bool(
        after.uid.value == before.uid.value
        and int(after.sequence.value) > int(before.sequence.value)
        and after.dtstamp.value > before.dtstamp.value
    )


def test_what_is_handed_over_is_cancelled_in_the_first_calendar_and_comes_to_the_other(
    sapa: Run, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.edit, 4, changed(responsible=("mk", "ak")))
    first = entry(mine(sapa, "ak"), "activity-4")
    assert first.status.value == "CONFIRMED"
    plan.later(days=1)
    mk.does(board.edit, 4, changed(responsible=("ak", "mk")))
    handed = entry(mine(sapa, "ak"), "activity-4")
    assert (handed.status.value, newer(handed, first)) == ("CANCELLED", True)
    assert entry(mine(sapa, "mk"), "activity-4").status.value == "CONFIRMED"
    assert (
        entry(read_back(sapa("export", "calendar").out), "activity-4").status.value == "CONFIRMED"
    )
    plan.later(days=1)
    mk.does(board.edit, 4, changed(responsible=("mk", "ak")))
    back = entry(mine(sapa, "ak"), "activity-4")
    assert (back.status.value, newer(back, handed)) == ("CONFIRMED", True)


def test_what_never_was_a_persons_is_not_in_their_calendar(sapa: Run, mk: PersonDriver) -> None:
    number = mk.adds(board.add, "Andres", responsible="mk", due=Due(due_date=date(2017, 4, 20)))
    mk.does(board.archive, number)
    assert not any(uid.startswith(f"activity-{number}@") for uid in mine(sapa, "ak"))


@pytest.mark.parametrize("how", ["done", "archived", "called off", "without a date", "awaited"])
def test_what_need_not_be_kept_any_more_is_cancelled_on_the_day_that_it_had(
    sapa: Run, plan: PlanDriver, mk: PersonDriver, how: str
) -> None:
    due = Due(due_date=date(2017, 4, 20)) if how != "awaited" else Due(offset_weeks=-1)
    number = mk.adds(board.add, "Mit", responsible="ak", due=due)
    before = entry(mine(sapa, "ak"), f"activity-{number}")
    plan.later(days=1)
    match how:
        case "done":
            mk.does(board.move, number, Column.DONE)
        case "archived":
            mk.does(board.archive, number)
        case "called off":
            mk.does(board.move, number, Column.NOT_APPLICABLE, reason="Nej")
        case "without a date":
            mk.does(board.edit, number, changed(due_date=("2017-04-20", None)))
        case _:
            mk.does(set_go_live, None, reason="Afventer")
    after = entry(mine(sapa, "ak"), f"activity-{number}")
    assert (after.status.value, newer(after, before)) == ("CANCELLED", True)
    assert after.dtstart.value == before.dtstart.value


def test_a_go_live_that_is_awaited_anew_leaves_the_calendars(
    sapa: Run, plan: PlanDriver, mk: PersonDriver
) -> None:
    before = entry(read_back(sapa("export", "calendar").out), "go-live")
    plan.later(days=1)
    mk.does(set_go_live, None, reason="Afventer")
    after = entry(read_back(sapa("export", "calendar").out), "go-live")
    assert (after.status.value, newer(after, before)) == ("CANCELLED", True)
    assert after.dtstart.value == date(2017, 5, 1)


def test_a_date_that_is_counted_from_another_card_changes_with_that_one(
    sapa: Run, plan: PlanDriver, mk: PersonDriver
) -> None:
    counted = Due(rule=Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, id=4))
    number = mk.adds(board.add, "Bagefter", responsible="ak", due=counted)
    before = entry(mine(sapa, "ak"), f"activity-{number}")
    plan.later(days=1)
    mk.does(board.edit, 4, changed(offset_weeks=(-10, -2)))
    after = entry(mine(sapa, "ak"), f"activity-{number}")
    assert newer(after, before)
    assert after.dtstart.value > before.dtstart.value


def appointments(mk: PersonDriver) -> tuple[int, int, int]:
    """A class, a department that starts later than the others, and a follow-up."""
    held = {"held_on": "2017-04-18", "trainer": "ak", "place": "Kantinen"}
    started = mk.adds(departments.add, "Bibliotek", users=10, start_of_use=date(2017, 5, 15))
    held_on = mk.adds(training.add, "Hold 1", department=started, **held)
    task = {"responsible": "ak", "due_date": date(2017, 4, 7), "entity": "", "entity_id": 0}
    mk.does(notes.add, NoteKind.FOLLOW_UP, "Ring til leverandøren", **task)
    return held_on, started, max(row.id for row in all_notes(mk.plan.database))


def test_classes_starts_and_follow_ups_stand_among_the_due_dates(
    sapa: Run, mk: PersonDriver
) -> None:
    held, started, follow_up = appointments(mk)
    lines = sapa("calendar").out.splitlines()
    said = {sign: next(line for line in lines if f" {sign} " in line) for sign in "◊►□"}
    assert "Tue 18-04-2017" in said["◊"]
    assert "Training: Hold 1 · Bibliotek" in said["◊"]
    assert "Bibliotek takes SAPA into use" in said["►"]
    assert "Follow-up: Ring til leverandøren" in said["□"]
    data = sapa("calendar", "--format", "json").data["entries"]
    kinds = {one["kind"]: one for one in data if one["kind"] not in ("activity", "day_off")}
    assert kinds["training_class"]["id"] == held
    assert kinds["department_start"]["date"] == "2017-05-15"
    assert kinds["department_start"]["id"] == started
    assert (kinds["follow_up"]["id"], kinds["follow_up"]["responsible"]) == (follow_up, "ak")


def test_a_department_that_starts_with_go_live_is_told_of_there(
    sapa: Run, mk: PersonDriver
) -> None:
    mk.does(departments.add, "Jobcenter", users=5, start_of_use=date(2017, 5, 1))
    mk.does(departments.add, "Borgerservice", users=5)
    data = sapa("calendar", "--weeks", "20", "--format", "json").data["entries"]
    assert not [one for one in data if one["kind"] == "department_start"]


def test_ones_own_classes_and_follow_ups_and_everybodys_starts_are_exported(
    sapa: Run, plan: PlanDriver, mk: PersonDriver
) -> None:
    held, started, follow_up = appointments(mk)
    before = mine(sapa, "ak")
    lesson, start = entry(before, f"training-class-{held}"), f"department-start-{started}"
    assert lesson.summary.value == "Training: Hold 1 · Bibliotek"
    assert lesson.location.value == "Kantinen"
    task = entry(before, f"follow-up-{follow_up}")
    of_mk = mine(sapa, "mk")
    assert entry(of_mk, start).dtstart.value == date(2017, 5, 15)
    assert not {lesson.uid.value, task.uid.value} & of_mk.keys()
    plan.later(days=1)
    mk.does(training.edit, held, changed(trainer=("ak", "mk")))
    mk.does(notes.set_done, follow_up, True)
    mk.does(departments.edit, started, changed(start_of_use=("2017-05-15", None)))
    after = mine(sapa, "ak")
    for name, old in ((f"training-class-{held}", lesson), (f"follow-up-{follow_up}", task)):
        assert (entry(after, name).status.value, newer(entry(after, name), old)) == (
            "CANCELLED",
            True,
        )
    gone = entry(after, start)
    assert (gone.status.value, gone.dtstart.value) == ("CANCELLED", date(2017, 5, 15))
    assert entry(mine(sapa, "mk"), f"training-class-{held}").status.value == "CONFIRMED"

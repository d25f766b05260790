"""A plan in which a foreign hand has replaced every word by a hostile one."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from db.clock import stamp
from db.commands import (
    adoption,
    board,
    communication,
    days_off,
    decisions,
    departments,
    drafts,
    notes,
    people,
    presence,
    standup,
    training,
    workflows,
)
from db.commands import keys as keys_of_people
from db.commands.closing import approve_plan
from db.queries.wall import PRESENCE_SECONDS
from db.rules.codes import Answer, Column, DecisionTopic, NoteKind, Role, Step
from tests.drivers import PlanDriver
from tests.rules.test_keys import ED25519, FINGERPRINT, OTHER, RSA

ESC, CSI, ST = "\x1b", "\x9b", "\x9c"
ORDERS = "".join(
    (
        f"A{ESC}]52;c;RVZJTA==\x07B{ESC}]0;EVIL\x07C{ESC}]8;;http://evil{ESC}\\D",  # OSC
        f"{ESC}[38;5;199;58mE{ESC}[777;777H{ESC}[2J{ESC}[6n{ESC}[?1049lF{ESC}c",  # CSI, RIS
        f"{ESC}P+q544e{ESC}\\G{ESC}_Gi=1{ESC}\\H{ESC}^x{ESC}\\",  # DCS, APC, PM
        f"{CSI}31mI\x9d52;c;RVZJTA=={ST}J\x90q{ST}K\x85L\x8dM",  # the same as C1
        "N\x00O\x07P\x08Q\x7fR\r\nS\tT\x0bU\x0cV\x0eW\x1a",  # NUL and the other C0
    )
)
MARKUP = '[@click=app.quit]x[/] [/nope] [foo="bar [A1] [link=https://x] :smile: $warning {0} %s'
TRICKS = "".join(
    (
        "\u202etxt.exe\u2066\u2069\u200b\u2060\ufeff\u200e\u061c\u2028\u2029",  # bidi, zero-width
        "שלום עולם عربى",  # from right to left
        "e" + "\u0301" * 200 + "漢字" * 30 + "👩\u200d👩\u200d👧" + "\u0e33\u1160\u3164",
        "\ud7ff\ue000\ufdd0\uffff\U000e0041\U0010ffff\u2800",  # private, no characters, tags
    )
)
LONG = "\x00" + "Å" * 50_000
"""SQLite measures a text up to its first NUL, so no limit of the schema stops this one."""
HOSTILE = ("\x00" + ORDERS, MARKUP, "\x00" + TRICKS, LONG, "", "   ", "\x00" + MARKUP * 20)
AT_THE_ENDS = 2 * len(HOSTILE)
"""So many of a table's first rows and of its last have texts without end among their words.

In hundreds of rows between them, such texts show nothing more and take all the time.
"""
CODES = {
    "plan": {"language", "go_live", "created_at", "approved_on", "closed_at"}
    | {"days_by_agreement"},
    "closure": {"first_day", "last_day"},
    "day_off": {"day"},
    "person": {"name", "role"},
    "board_column": {"code"},
    "activity": {"kind", "condition", "column_code", "column_since", "rank", "due_date"}
    | {"completed_on", "column_before"},
    "department": {"new_workflows", "new_workflows_on", "change_size", "start_of_use", "rank"}
    | {"exception_on"},
    "adoption": {"state", "reported_at"},
    "decision": {"topic", "decided_on"},
    "training_class": {"held_on"},
    "workflow": {"legacy_last_day", "legacy_closed_on", "rank"},
    "checklist_item": {"rank", "ticked_at"},
    "stakeholder": {"influence", "impact", "attitude", "rank"},
    "communication_item": {"purpose", "due_date", "state", "completed_at", "rank"},
    "communication_step": {"step", "ticked_at"},
    "event": {"uuid", "at", "action", "entity", "changes", "digest"},
    "note": {"kind", "entity", "due_date", "done_at", "written_at"},
    "person_key": {"blob", "added_at", "revoked_at"},
    "preference": {"key"},
    "standup": {"started_at", "ended_at", "agenda", "place_since", "minutes"},
}
"""Columns that hold codes, ranks, dates: everything else of text holds words."""
DRAFTED = (
    *("activity", "activity/waiting", "activity/point", "plan", "plan/backups", "stakeholder"),
    *("communication_item", "communication_item/cancel", "communication_item/reopen"),
    *("activity/note", "activity/follow_up", "communication_item/decision", "plan/note", "note"),
    *("activity/due", "activity/responsible", "workflow", "workflow/close"),
    *("decision", "training_class", "training_class/attendance", "training_class/attended"),
)
FIELDS = (
    *("title", "description", "responsible", "assignee", "kind", "condition", "waiting_reason"),
    *("due", "stakeholder", "audience", "occasion", "message", "purpose", "channel", "sender"),
    *("go_live", "reason", "name", "influence", "impact", "attitude", "expectation", "handling"),
    *("generations", "text", "due_date", "waiting_on"),
    *("changes", "departments", "owner", "systems", "legacy_title", "legacy_last_day"),
    *("legacy_cases", "legacy_closer"),
    *("topic", "decided_by", "decided_on", "held_on", "trainer", "place", "invited", "attended/1"),
)
TYPED = (ORDERS + "\ud800", MARKUP, TRICKS, "Å" * 10_000, "")
"""What a draft holds, whose fields are JSON: halves of characters too."""
MANY = "activity:" + "9" * 5_000
PLACES = (
    *(("detail", "activity:10", ""), ("board", "", "activity:10:" + ORDERS), (ORDERS, MARKUP, "")),
    *(("board", MANY, MANY), ("", "", MARKUP), ("detail", "stakeholder:1" + ORDERS, TRICKS)),
)
"""Where colleagues say that they are: view, item, field they write in."""


def poisoned_plan(planted: Path, path: Path) -> Path:
    """Make a plan with a history, keys, drafts and preferences, all of them poisoned."""
    path.write_bytes(planted.read_bytes())
    plan = PlanDriver(path)
    mk = plan.person("mk")
    for number in range(1, 8):
        mk.does(people.add, f"p{number}", f"Person {number}", Role.MEMBER)
        mk.does(board.move, number, Column.WAITING, reason="venter", waiting_on="mk")
        about = {"entity": "activity", "entity_id": number}
        call = {"responsible": "mk", "due_date": plan.clock.today()}
        mk.does(notes.add, NoteKind.FOLLOW_UP, "Ring", **about, **call)
        mk.does(notes.add, NoteKind.FOLLOW_UP, "Skriv", **call)
        mk.does(notes.add, NoteKind.DECISION, "Vi venter", **about)
        mk.does(notes.add, NoteKind.NOTE, "Husk", entity="communication_item", entity_id=number)
        mk.does(board.set_tick, number, True)
        mk.does(communication.set_step, number, Step.DRAFT, True)
        mk.does(communication.complete, number)
    mk.does(board.move, 8, Column.IN_PROGRESS)
    mk.does(board.archive, 9)
    for name in ("Borgerservice", "Jobcenter", "Ældre", "Skat", "Bibliotek", "Byg", "Vej"):
        where = mk.adds(departments.add, name, users=9, local_leader="mk", superusers="Åse")
        mk.does(adoption.set_use, where, 3, week=2)
        mk.does(departments.set_exception, where, "På orlov")
        old = {"legacy_title": "KMD Sag", "legacy_last_day": "2017-03-31", "owner": "mk"}
        mk.does(workflows.add, f"Nyt i {name}", departments=[1, where], changes="Alt", **old)
        mk.does(decisions.add, "Vi venter", topic=DecisionTopic.MOTIVATION, department=where)
        held = {"held_on": plan.clock.today(), "trainer": "mk", "place": "Rådhuset"}
        mk.does(training.add, f"Hold i {name}", department=where, note="Husk", **held)
    mk.does(departments.answer, where, Answer.NO, reason="Bruger kun opslag")
    mk.does(approve_plan)
    for day in range(3, 10):
        mk.does(days_off.add, "Lukket", first_day=plan.clock.today().replace(day=day))
    for _meeting in range(len(HOSTILE) + 1):
        number = mk.adds(standup.start, ("changes", "activity:1", "summary"), session="mk.1")
        mk.does(notes.add, NoteKind.DECISION, "Vi venter", entity="activity", entity_id=1)
        mk.does(standup.end, number, session="mk.1")
    for person, key in (("p1", ED25519), ("p2", OTHER), ("p3", RSA)):
        mk.does(keys_of_people.add_key, person, key)
    mk.does(keys_of_people.revoke_key, FINGERPRINT)
    for key in ("theme", "other"):
        presence.prefer(plan.database, "mk", key, "dark")
    for entity in DRAFTED:
        for number in range(20):
            typed = {field: (MARKUP, TYPED[n % len(TYPED)]) for n, field in enumerate(FIELDS)}
            drafts.keep(plan.database, "mk", entity, number, typed, plan.clock.now())
    plan.close()
    poison(path)
    return path


def poison(path: Path) -> None:
    """Write hostile words straight into every column of words."""
    with closing(sqlite3.connect(path)) as foreign, foreign:
        for (name,) in foreign.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            foreign.execute(f'DROP TRIGGER "{name}"')
        for table, codes in CODES.items():
            columns = foreign.execute(f'PRAGMA table_info("{table}")').fetchall()
            words = [c[1] for c in columns if c[2].upper() == "TEXT" and c[1] not in codes]
            rows = foreign.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid').fetchall()
            for shift, column in enumerate(words):
                values = [(_word(n, len(rows), shift), row[0]) for n, row in enumerate(rows)]
                where = f'WHERE rowid = ? AND "{column}" IS NOT NULL'
                foreign.executemany(
                    f'UPDATE OR IGNORE "{table}" SET "{column}" = ? {where}', values
                )
        _poison_changes(foreign)
        _poison_minutes(foreign)


def _word(row: int, rows: int, shift: int) -> str:
    """The hostile word of a row; each column has all of them, in another order."""
    word = HOSTILE[(row + shift) % len(HOSTILE)]
    in_the_midst = AT_THE_ENDS <= row < rows - AT_THE_ENDS
    return HOSTILE[0] if word is LONG and in_the_midst else word


def _poison_minutes(foreign: sqlite3.Connection) -> None:
    """Of the newest standup every word of the minutes; of the others what are no minutes."""
    *others, newest = foreign.execute("SELECT id, minutes FROM standup ORDER BY id").fetchall()
    statement = "UPDATE standup SET minutes = ? WHERE id = ?"
    for (number, _minutes), rubbish in zip(others, HOSTILE, strict=True):
        foreign.execute(statement, (rubbish, number))
    hostile = json.dumps(_hostile(json.loads(newest[1])))
    foreign.execute(statement, (hostile, newest[0]))


def _hostile(said: Any) -> Any:
    """What was said, in other words; days and instants stay."""
    if isinstance(said, dict):
        return {key: _hostile(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_hostile(value) for value in said]
    if isinstance(said, str) and not said[:2].isdigit():
        return f"{ORDERS}{MARKUP}{TRICKS}\ud800"
    return said


def _poison_changes(foreign: sqlite3.Connection) -> None:
    words = {"title", "description", "waiting_reason", "responsible", "full_name", "text"}
    words |= {
        "waiting_on",
        "comment",
        "fingerprint",
        "type",
        "superusers",
        "exception",
        "local_leader",
    }
    for number, changes in foreign.execute("SELECT id, changes FROM event").fetchall():
        hostile = [
            [*change[:3], f"{ORDERS}{MARKUP}\ud800", TRICKS] if change[2] in words else change
            for change in json.loads(changes)
        ]
        statement = "UPDATE event SET changes = ? WHERE id = ?"
        foreign.execute(statement, (json.dumps(hostile), number))


def gather(path: Path) -> None:
    """Let colleagues be in for the next half minute, where no dashboard of ours would be."""
    at = stamp(datetime.now(UTC) + timedelta(seconds=PRESENCE_SECONDS - 1))
    with closing(sqlite3.connect(path)) as foreign, foreign:
        for number, place in enumerate(PLACES):
            columns = "session, person_id, view, item, editing, seen_at"
            statement = f"INSERT OR REPLACE INTO presence ({columns}) VALUES (?, ?, ?, ?, ?, ?)"
            foreign.execute(statement, (f"{ORDERS}{number}", 2 + number % 3, *place, at))

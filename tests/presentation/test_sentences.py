import re
from datetime import date
from pathlib import Path

import pytest

import db
from db.changes import EventRow, FieldChange
from db.errors import Conflict, InvalidInput, NeedsConfirmation, NotFound, Refused, SapaError
from db.faults import _READABLE_FAULTS
from sapa_tui import locale
from sapa_tui.presentation.error_texts import ERRORS
from sapa_tui.presentation.event_texts import EVENTS
from sapa_tui.presentation.sentences import error_sentence, event_remark, event_sentence
from tests.commands.attempts import EVERY, Attempt

PEOPLE = {"mk": "Mette Kragh"}
CORE = Path(str(db.__file__)).parent
RAISED = re.compile(
    r"(?:InvalidInput|Refused|NeedsConfirmation|NotFound|Conflict|DatabaseUnusable)"
    r'\(\s*"([a-z_]+)"'
)
ACTIONS = re.compile(
    r'"((?:plan|activity|adoption|department|checklist|column|communication|note|person|stakeholder|standup)\.\w+)"'
)
PARAMS: dict[str, object] = {
    "title": "Kortlæg interessenterne",
    "path": "/srv/sapa/plan.db",
    "column": "in_progress",
    "needed": "leader",
    "role": "member",
    "entity": "activity",
    "field": "title",
    "state": "completed",
    "go_live": date(2026, 11, 23),
    "limit": 5,
    "count": 5,
    "length": 10_000,
    "backup": "/srv/sapa/backups/plan-schema-1.db",
    "wanted": 5,
    "told": "The program failed.",
    "values": "title: yours “a”, now “b”",
    "id": 4,
    "seconds": 13,
    "text": "i morgen",
    "near": "“Jobcenter”",
    "chain": "A → B → A",
    "candidates": "“A” (#1), “B” (#2)",
    "name": "ole",
    "names": "ak, mk",
    "value": "x",
    "allowed": "a, b",
    "key": "SHA256:9nuZa7",
    "type": "RSA",
    "bits": 1024,
    "reason": "Is a directory",
    "found": 9,
    "number": 3,
    "week": 54,
    "year": 2026,
    "last": 5,
    "known": 1,
    "who": "ak",
    "lines": "plan, adoption",
    "start": date(2026, 11, 23),
    "day": date(2026, 11, 23),
    "in_use": 61,
    "users": 60,
    "least": 0,
    "most": 99,
    "what": "Kortlæg interessenterne",
    "row": 7,
    "about": "B4:B6",
    "heading": "Aktivitet",
    "first": "B “Titel”",
    "second": "D “Opgave”",
    "size": 900,
    "message": "Der er kage",
    "attended": 14,
    "invited": 12,
    "topic": "introduction",
}


def sources(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))


def event(action: str, *changes: FieldChange, title: str = "T", note: str = "") -> EventRow:
    entity = action.partition(".")[0]
    return EventRow(1, "2026-11-23T09:00:00.000Z", "mk", action, entity, 4, title, changes, note)


def change(field: str, old: object, new: object) -> FieldChange:
    return FieldChange("activity", 4, field, old, new)


def test_every_code_that_the_core_raises_has_a_sentence() -> None:
    codes = set(RAISED.findall(sources(CORE))) | set(_READABLE_FAULTS.values()) | {"database_error"}
    assert len(codes) > 30
    assert not codes - ERRORS.keys()


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("code", ERRORS)
def test_a_sentence_is_whole(code: str, language: str) -> None:
    locale.use(language)
    error = (
        Conflict(code, {"title": ("a", "b", "c"), "responsible": ("a", "b", "c")}, **PARAMS)
        if code == "same_field"
        else SapaError(code, **PARAMS)
    )
    sentence = error_sentence(error)
    assert "?" not in sentence
    assert "{" not in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    own = tuple(str(PARAMS[name]) for name in ("name", "who"))
    assert sentence[0].isupper() or not sentence[0].isalpha() or sentence.startswith(own)


def test_danish_errors_read_as_danish() -> None:
    locale.use("da")
    full = Refused("column_full", column="in_progress", limit=5, count=5)
    assert error_sentence(full).startswith("Kolonnen I gang er fuld: den rummer 5")
    missing = NotFound("item_missing", entity="activity", id=99)
    assert error_sentence(missing) == "Aktivitet nummer 99 findes ikke; numrene står i listen."
    role = Refused("role_needed", needed="leader", role="member", action="complete")
    assert "rollen projektleder" in error_sentence(role)


@pytest.mark.parametrize(
    "code",
    ["last_leader", "person_inactive", "standup_led", "standup_not_leading", "undo_overtaken"],
)
def test_a_colleague_is_named_as_everywhere_and_a_long_login_keeps_its_letters(code: str) -> None:
    locale.use("da")
    error = Refused(code, name="mk", who="mk", field="title", what="T")
    assert error_sentence(error).startswith("MK ")
    error = Refused(code, name="mariekjær", who="mariekjær", field="title", what="T")
    assert error_sentence(error).startswith("mariekjær ")


def test_a_login_to_be_typed_keeps_its_letters() -> None:
    assert "called mk;" in error_sentence(NotFound("person_unknown", name="mk"))


@pytest.mark.parametrize("field", ["archived", "column", "title", "due_date"])
def test_an_undo_that_comes_too_late_reads_well_whatever_was_changed(field: str) -> None:
    error = Refused("undo_overtaken", who="ak", what="Kortlæg", field=field)
    assert error_sentence(error).startswith("AK has changed “Kortlæg” since (")


def test_who_asks_says_how_to_answer() -> None:
    locale.use("da")
    sentence = error_sentence(Refused("who_asks", names="mk, ak", name="mk"))
    assert "--as" in sentence
    assert "skriv for eksempel “SAPA_AS=mk make run”" in sentence
    assert "mk, ak" in sentence


def test_an_unknown_code_is_still_a_sentence() -> None:
    assert error_sentence(SapaError("moon_phase")) == "It could not be done (moon_phase)."


def test_missing_parameters_do_not_break_a_sentence() -> None:
    assert error_sentence(SapaError("text_too_long")).startswith("? holds at most")


def test_hostile_text_reaches_no_terminal() -> None:
    hostile = "\x1b]0;x\x07{actor}[bold]\u202e" + "æ" * 500
    for error in (
        NeedsConfirmation("starts_before_go_live", title=hostile, go_live=None),
        InvalidInput("code_unknown", field=hostile, value=hostile, allowed="a"),
        Refused("role_needed", needed=hostile, role=hostile),
    ):
        sentence = error_sentence(error)
        assert "\x1b" not in sentence
        assert "\u202e" not in sentence
        assert len(sentence) < 800
    assert "{actor}[bold]" in event_sentence(event("activity.added", title=hostile), PEOPLE)


@pytest.mark.parametrize(
    ("happened", "danish"),
    [
        (
            event("activity.moved", change("column", "in_progress", "done"), title="Kortlæg"),
            "MK flyttede “Kortlæg” fra I gang til Færdig",
        ),
        (
            event("activity.moved", change("column", "done", "waiting"), note="Mangler svar"),
            "MK flyttede “T” fra Færdig til Afventer: Mangler svar",
        ),
        (
            event("activity.edited", change("title", "A", "B"), change("offset_weeks", 1, 2)),
            "MK ændrede titlen og fristen på “T”",
        ),
        (
            event("activity.edited", change("responsible", "PL", "mk")),
            "MK gjorde Mette Kragh ansvarlig for “T”",
        ),
        (
            event("activity.edited", change("title", "Kortlæg", "Kortlæg interessenter")),
            "MK ændrede titlen fra “Kortlæg” til “Kortlæg interessenter”",
        ),
        (
            event("activity.edited", change("assignee", "mk", "Drift")),
            "MK satte Drift på “T”",
        ),
        (
            event("activity.edited", change("responsible", "mk", "")),
            "MK ændrede den ansvarlige på “T”",
        ),
        (
            event("activity.edited", change("offset_weeks", -6, -8)),
            "MK ændrede fristen på “T” til T-8",
        ),
        (
            event("communication.edited", change("message", "Kom", "Kom " * 20), title="Kom nu"),
            "MK ændrede budskabet på “Kom nu”",
        ),
        (
            event("checklist.edited", change("text", "Spørg", "Spørg MED"), note="Spørg MED"),
            "MK ændrede et punkt på tjeklisten til “T”: Spørg MED",
        ),
        (
            event("activity.edited", change("description", "", "x" * 500)),
            "MK ændrede beskrivelsen på “T”",
        ),
        (
            event("communication.understood_ticked", change("ticked_by", None, "mk")),
            "MK satte kryds ved modtaget og forstået på “T”",
        ),
        (
            event(
                "communication.draft_unticked", change("ticked_by", "mk", None), note="For tidligt"
            ),
            "MK fjernede krydset ved udkast på “T”: For tidligt",
        ),
        (
            event("plan.go_live_set", change("go_live", None, "2026-11-23")),
            "MK satte idriftsættelsesdatoen til man 23-11-2026",
        ),
        (
            event(
                "plan.go_live_set",
                change("go_live", "2017-05-01", "2017-11-01"),
                note="Støttesystemerne er forsinket\n→38",
            ),
            "Idriftsættelse flyttet fra 01-05-2017 til 01-11-2017 af MK: "
            "Støttesystemerne er forsinket · 38 frister fulgte med",
        ),
        (
            event("plan.go_live_set", change("go_live", "2026-11-23", None)),
            "MK fjernede idriftsættelsesdatoen: en ny afventes",
        ),
        (
            event("column.limited", change("wip_limit", None, 5), title="in_progress"),
            "MK satte grænsen for I gang til 5",
        ),
        (
            event("column.limited", change("wip_limit", 5, None), title="in_progress"),
            "MK fjernede grænsen for I gang",
        ),
        (
            event("person.role_set", change("role", "member", "leader"), title="Ole Lund"),
            "MK gav Ole Lund rollen projektleder",
        ),
    ],
)
def test_what_happened(happened: EventRow, danish: str) -> None:
    locale.use("da")
    assert event_sentence(happened, PEOPLE) == danish


@pytest.mark.parametrize(
    ("played", "danish"),
    [
        (
            event("undo", change("go_live", "2026-11-23", "2026-11-16"), note="#3")._replace(
                undone="plan.go_live_set"
            ),
            "MK fortrød: Idriftsættelse flyttet fra 16-11-2026 til 23-11-2026 af MK",
        ),
        (
            event("redo", change("go_live", "2026-11-16", "2026-11-23"), note="#3")._replace(
                undone="plan.go_live_set"
            ),
            "MK gentog: Idriftsættelse flyttet fra 16-11-2026 til 23-11-2026 af MK",
        ),
        (
            event("undo", change("title", "Ny", "Gammel"))._replace(undone="activity.edited"),
            "MK fortrød: MK ændrede titlen fra “Gammel” til “Ny”",
        ),
        (
            event("undo", change("column", "done", "waiting"))._replace(undone="activity.moved"),
            "MK fortrød: MK flyttede “T” fra Afventer til Færdig",
        ),
        (
            event("undo", change("archived", False, True))._replace(undone="activity.added"),
            "MK fortrød: MK tilføjede “T”",
        ),
    ],
)
def test_what_was_undone(played: EventRow, danish: str) -> None:
    locale.use("da")
    assert event_sentence(played, PEOPLE) == danish
    assert event_remark(played) == ""


def test_every_action_that_commands_leave_has_a_sentence() -> None:
    actions = set(ACTIONS.findall(sources(CORE / "commands")))
    assert len(actions) > 25
    assert not actions - EVENTS.keys()


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("action", [*EVENTS, "communication.sent_ticked", "moon.eclipsed"])
def test_an_event_is_a_whole_sentence(action: str, language: str) -> None:
    locale.use(language)
    changes = [change("column", "done", "waiting"), change("role", "member", "leader")]
    changes += [change("wip_limit", None, 4), change("go_live", None, "2026-11-23")]
    changes += [change("backup_generations", 14, 30), change("standup_minutes", 15, 20)]
    changes += [change("in_use", None, 12), change("attended", None, 12)]
    sentence = event_sentence(event(action, *changes, title="in_progress"), PEOPLE)
    assert sentence.startswith("MK")
    assert "?" not in sentence
    assert "{" not in sentence


@pytest.mark.parametrize("attempt", EVERY, ids=lambda attempt: str(attempt.action))
def test_every_attempt_has_a_sentence_of_its_own(attempt: Attempt) -> None:
    known = event("refused", title="in_progress", note=f"role_needed {attempt.call.name}")
    sentence = event_sentence(known, PEOPLE)
    assert sentence != "MK was not allowed to change “in_progress”"
    assert "{" not in sentence


def test_a_refusal_is_told_without_its_code() -> None:
    known = event("refused", title="Kortlæg", note="role_needed board.move")
    assert event_sentence(known, PEOPLE) == "MK was not allowed to move “Kortlæg”"
    later = event("refused", title="Kortlæg", note="role_needed board.from_a_newer_program")
    assert event_sentence(later, PEOPLE) == "MK was not allowed to change “Kortlæg”"
    limit = event("refused", title="in_progress", note="role_needed board.set_limit")
    assert event_sentence(limit, PEOPLE) == "MK was not allowed to set the limit of In progress"
    meeting = event("refused", title="", note="role_needed standup.go")
    assert event_sentence(meeting, PEOPLE) == "MK was not allowed to lead a standup"
    unknown = event("refused", title="", note="role_needed people.add")
    assert event_sentence(unknown, PEOPLE) == "MK was refused a change"


def test_the_program_itself_may_act() -> None:
    nobody = EventRow(1, "2026-11-23T09:00:00.000Z", None, "person.added", "person", 1, "O", (), "")
    assert event_sentence(nobody, PEOPLE) == "The program gave O access"

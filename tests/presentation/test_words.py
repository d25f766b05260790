from enum import StrEnum

import pytest

from db.models import TABLES
from db.rules.calendar import days_off
from db.rules.codes import (
    Answer,
    Attitude,
    ChangeSize,
    Column,
    CommunicationState,
    Condition,
    Kind,
    Level,
    Purpose,
    Role,
    Step,
)
from sapa_tui import locale
from sapa_tui.presentation import words

PEOPLE = {"mk": "Mette Kragh", "anders.k1": "Anders Kjær"}
FIELD_OF: dict[str, type[StrEnum]] = {
    "column": Column,
    "kind": Kind,
    "state": CommunicationState,
    "step": Step,
    "role": Role,
    "influence": Level,
    "attitude": Attitude,
    "purpose": Purpose,
    "condition": Condition,
    "new_workflows": Answer,
    "change_size": ChangeSize,
}


def test_the_glossary_in_danish() -> None:
    locale.use("da")
    columns = [words.column_word(column) for column in Column]
    assert columns == ["Ikke startet", "I gang", "Afventer", "Færdig", "Ikke relevant"]
    states = [words.state_word(state) for state in CommunicationState]
    assert states == ["planlagt", "klar", "gennemført", "aflyst"]
    steps = [words.step_word(step) for step in Step]
    assert steps == ["udkast", "godkendt", "sendt/afholdt", "modtaget og forstået"]
    assert [words.kind_word(kind) for kind in Kind] == ["forberedelse", "implementering"]
    assert words.role_word(Role.LEADER) == "projektleder"
    assert words.level_word(Level.HIGH) == "høj"
    assert words.attitude_word(Attitude.SCEPTICAL) == "skeptisk"
    assert words.purpose_word(Purpose.AWARENESS) == "kendskab"
    assert words.condition_word(Condition.NEW_WORKFLOWS) == "hvis der er nye arbejdsgange"


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize(("field", "codes"), FIELD_OF.items())
def test_every_code_has_its_own_word(language: str, field: str, codes: type[StrEnum]) -> None:
    locale.use(language)
    shown = [words.value_word(field, code.value, {}) for code in codes]
    assert all(shown)
    assert len(set(shown)) == len(shown)


def test_every_field_of_the_plan_has_a_label() -> None:
    unseen = {"id", "session", "person", "view", "editing", "seen_at", "key", "value", "day"}
    unseen |= {"names", "uuid", "at", "actor", "action", "entity", "entity_id", "changes"}
    unseen |= {"note", "digest", "fields", "saved_at"}
    unseen |= {"leader", "agenda", "place", "place_since", "since_event", "last_event", "minutes"}
    fields = {name for table in TABLES for name in table._meta.fields} - unseen
    assert fields <= words._FIELDS.keys()
    locale.use("da")
    assert words.field_word("title") == "Titel"
    assert words.field_word("no_such_field") == "no_such_field"


def test_every_day_off_has_a_danish_name() -> None:
    locale.use("da")
    found = days_off(range(2015, 2051), ["05-01", "06-05", "12-24", "12-31", "02-02"]).values()
    names = {name for joined in found for name in joined.split("; ")}
    assert len(names) == 16
    assert not [name for name in names if words.day_off_name(name) == name]
    assert words.day_off_name("Whit Monday") == "2. pinsedag"
    assert words.day_off_name("Saturday") == "lørdag"


def test_who_answers_for_it() -> None:
    locale.use("da")
    assert words.responsible_word("mk", PEOPLE) == "Mette Kragh"
    assert words.responsible_word("SYS", PEOPLE) == "SAPA-systemansvarlig"
    assert words.responsible_word("Drift og support", PEOPLE) == "Drift og support"
    assert words.responsible_word("x\x1b[31my", PEOPLE) == "x[31my"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("mk", "MK"),
        ("SYS", "SYS"),
        ("anders.k1", "anders.…"),
        ("Drift og support", "Drift o…"),
        ("Benedikt", "Benedikt"),
        ("", ""),
    ],
)
def test_initials_fit_a_card(value: str, expected: str) -> None:
    assert words.initials(value, PEOPLE) == expected


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("offset_weeks", -8, "T-8"),
        ("offset_weeks", 0, "T+0"),
        ("due_date", "2026-11-23", "23-11-2026"),
        ("due_date", "not a date", "not a date"),
        ("completed_at", "2026-11-23T09:00:00.000Z", "23-11-2026 10:00"),
        ("responsible", "mk", "Mette Kragh"),
        ("archived", True, "yes"),
        ("column", "in_progress", "In progress"),
        ("column", "gone", "gone"),
        ("title", None, ""),
        ("title", "", ""),
    ],
)
def test_a_stored_value_as_a_person_reads_it(field: str, value: object, expected: str) -> None:
    assert words.value_word(field, value, PEOPLE) == expected

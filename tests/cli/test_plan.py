"""``init`` and ``status``."""

import json
from pathlib import Path

import pytest

from .conftest import Run

AABENRAA = ("--municipality", "Aabenraa Kommune", "--leader", "mk", "--name", "Mette Kjær")


def test_status_holds_the_numbers_of_the_plan(sapa: Run) -> None:
    found = sapa("--lang", "da", "status", "--on", "03-04-2017", "--format", "json").data
    assert found["municipality"] == "Aabenraa Kommune"
    assert (found["go_live"], found["end_date"]) == ("2017-05-01", "2017-06-05")
    assert (found["days_to_go_live"], found["days_to_end"]) == (28, 63)
    assert (found["working_days_to_go_live"], found["working_days_to_end"]) == (17, 39)
    assert found["end_date_warning"] == "2. pinsedag, grundlovsdag"
    assert found["last_working_day_before_end"] == "2017-06-02"
    assert found["go_live_warning"] is None
    assert found["activities"] == {
        "not_started": 25,
        "in_progress": 0,
        "waiting": 0,
        "done": 0,
        "not_applicable": 0,
    }
    assert found["communication"] == {"done": 0, "total": 19}
    criterion = found["quality_criterion"]
    assert (criterion["met"], criterion["reached"], criterion["relevant"]) == (False, 0, 9)
    assert len(criterion["missing"]) == 9
    assert "Afdelingsledere" in criterion["missing"]


def test_status_on_another_day(sapa: Run) -> None:
    assert sapa("status", "--on", "2017-05-01", "--format", "json").data["phase"] == "go_live_day"
    over = sapa("status", "--on", "4/5 2017").out
    assert "3 days over" in over
    assert "Mon 05-06-2017" in over
    assert "on 04-05" not in over


def test_status_in_words(sapa: Run) -> None:
    danish = sapa("--lang", "da", "status").out
    assert "man 01-05-2017 · uge 18 · om 28 dage · 17 arbejdsdage" in danish
    assert "man 05-06-2017 · uge 23 · om 63 dage · 39 arbejdsdage" in danish
    assert "2. pinsedag, grundlovsdag: fre 02-06-2017 er sidste arbejdsdag" in danish
    assert "0 af 9 relevante interessenter nået" in danish


@pytest.mark.parametrize("form", ["github", "html", "csv"])
def test_status_in_every_other_form(sapa: Run, form: str) -> None:
    out = sapa("status", "--format", form).out
    assert "Aabenraa Kommune" in out
    mark = {"github": "|---", "html": "<table>", "csv": "Municipality;Aabenraa Kommune"}[form]
    assert mark in out


def test_init_plants_the_plan(sapa: Run, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "plan.db"
    ran = sapa("--db", str(path), "init", *AABENRAA, "--go-live", "23-11-2026", "--lang", "da")
    assert (ran.code, ran.out.strip()) == (0, str(path))
    found = sapa("--db", str(path), "--lang", "da", "status", "--format", "json").data
    assert found["end_date"] == "2026-12-28"
    assert "uge 53" in sapa("--db", str(path), "--lang", "da", "status").out
    people = sapa("--db", str(path), "people", "--format", "json").data
    assert people == [{"name": "mk", "full_name": "Mette Kjær", "role": "leader", "active": True}]


@pytest.mark.parametrize(("language", "title"), [("da", "Kortlæg interessenterne"), ("en", "Map")])
def test_init_plants_in_either_language(
    sapa: Run, tmp_path: Path, language: str, title: str
) -> None:
    path = str(tmp_path / "new.db")
    sapa("--db", path, "init", *AABENRAA, "--go-live", "unknown", "--lang", language)
    assert title in sapa("--db", path, "board").out


@pytest.mark.parametrize("word", ["unknown", "ukendt", "Afventer ny dato"])
def test_an_unknown_go_live_leaves_offsets_in_place_of_dates(
    sapa: Run, tmp_path: Path, word: str
) -> None:
    path = str(tmp_path / "new.db")
    assert sapa("--db", path, "init", *AABENRAA, "--go-live", word).code == 0
    found = sapa("--db", path, "status", "--format", "json").data
    unset = ("go_live", "end_date", "days_to_go_live", "days_to_end", "working_days_to_end")
    assert [found[name] for name in unset] == [None] * 5
    assert found["end_date_warning"] is None
    assert "a new date is awaited" in sapa("--db", path, "status").out
    first = sapa("--db", path, "board", "--format", "json").data[0]
    assert (first["due"], first["offset_weeks"]) == (None, -12)
    assert "T-12" in sapa("--db", path, "board").out


def test_init_never_overwrites(sapa: Run, plan_path: Path) -> None:
    before = plan_path.read_bytes()
    assert "already" in sapa("init", *AABENRAA, "--go-live", "unknown").refusal
    assert plan_path.read_bytes() == before


@pytest.mark.parametrize(
    "wrong",
    [
        ("--go-live", "31-02-2026"),
        ("--go-live", "engang"),
        ("--go-live", "01-01-1066"),
        ("--leader", "Mette Kjær"),
        ("--leader", ""),
        ("--municipality", " "),
        ("--municipality", "x" * 10_000),
        ("--municipality", "\x1b\x00\u202e"),
    ],
)
def test_a_plan_that_cannot_be_planted_leaves_no_file(
    sapa: Run, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    given = ("--go-live", "unknown", *AABENRAA, *wrong)
    ran = sapa("--db", str(folder / "new.db"), "init", *given)
    assert ran.refusal
    assert "\x1b" not in ran.err
    assert list(folder.iterdir()) == []


def test_hostile_names_are_stored_clean(sapa: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    place = "Åbenrå\x1b]0;x\x07 [/nope] \u202e[@click=app.quit]x[/]\n\ud800"
    given = ("--municipality", place, "--leader", "mk", "--go-live", "unknown")
    assert sapa("--db", path, "init", *given).code == 0
    out = sapa("--db", path, "status", "--format", "json").out
    assert json.loads(out)["municipality"] == "Åbenrå]0;x [/nope] [@click=app.quit]x[/] \ufffd"

"""The start screen: a few questions, and nothing is planted before they are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from db.clock import StoppedClock
from db.connection import open_plan
from db.queries.people import people
from db.queries.status import status
from sapa_tui import locale
from sapa_tui.start import StartApp, who_sits_here
from tests.drivers import MONDAY

from .view_driver import StartDriver, no_file_beside

AT_80x24, AT_120x36 = (80, 24), (120, 36)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Where a plan may come to lie."""
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder / "plan.db"


@asynccontextmanager
async def start(path: Path, size: tuple[int, int] = AT_120x36) -> AsyncIterator[StartDriver]:
    """The start screen of a place without a plan."""
    locale.use("en")
    app = StartApp(path, StoppedClock(MONDAY), "mk")
    async with app.run_test(size=size) as pilot:
        yield StartDriver(app, pilot)


@pytest.mark.parametrize("size", [AT_80x24, AT_120x36])
async def test_it_shows_what_it_will_plant_while_one_types(
    empty: Path, size: tuple[int, int]
) -> None:
    async with start(empty, size) as leader:
        assert "25 activities · 9 stakeholders · 19" in leader.says()
        await leader.fill_in("Aabenraa")
        await leader.fill_in("1-5-2017")
        screen = " ".join(leader.says().split())
        assert "End date: Mon 05-06-2017, week 23" in screen
        assert "Whit Monday" in screen


async def test_it_plants_the_plan_and_hands_over_to_its_leader(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.fill_in("Ærø Kommune")
        await leader.fill_in("1-5-2017")
        await leader.press("ctrl+s")
    assert leader.app.return_value == "mk"
    database = open_plan(empty)
    try:
        planted = status(database, date(2017, 4, 3))
        assert planted.municipality == "Ærø Kommune"
        assert planted.countdown.days_to_end == 63
        assert sum(planted.activities.values()) == 25
        assert [person.name for person in people(database)] == ["mk"]
    finally:
        database.close()


async def test_without_a_date_the_plan_awaits_one(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.fill_in("Ærø")
        await leader.pilot.press("tab", "space")
        assert "Without a date the due dates" in leader.says()
        await leader.press("ctrl+s")
    database = open_plan(empty)
    try:
        assert status(database, date(2017, 4, 3)).countdown.go_live is None
    finally:
        database.close()


async def test_a_bad_date_is_said_in_one_sentence_and_nothing_typed_is_lost(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.fill_in("Ærø")
        await leader.fill_in("31-2-2017")
        await leader.press("ctrl+s")
        assert "“31-2-2017” is not a date" in " ".join(leader.says().split())
        assert "Ærø" in leader.says()
        assert no_file_beside(empty)
        await leader.pilot.press(*["backspace"] * 9)
        await leader.fill_in("28-2-2017")
        await leader.press("ctrl+s")
    assert leader.app.return_value == "mk"


@pytest.mark.parametrize(
    ("municipality", "sentence"), [("", "Municipality cannot be empty"), ("x" * 201, "at most 200")]
)
async def test_a_municipality_that_cannot_be_is_refused(
    empty: Path, municipality: str, sentence: str
) -> None:
    async with start(empty) as leader:
        if municipality:
            leader.app.screen.query_one("Input").value = municipality  # type: ignore[attr-defined]
        await leader.pilot.press("tab")
        await leader.fill_in("1-5-2017")
        await leader.press("ctrl+s")
        assert sentence in " ".join(leader.says().split())
        assert no_file_beside(empty)


async def test_a_login_that_cannot_be_is_said_to_be_so_while_it_is_typed(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.pilot.press("tab", "tab", "tab")
        await leader.fill_in(" KJÆR")
        assert "cannot be a login name" in " ".join(leader.says().split())


async def test_a_login_of_another_is_told_how_to_start_the_next_time(empty: Path) -> None:
    async with start(empty) as leader:
        assert "SAPA_AS" not in leader.says()
        await leader.pilot.press("tab", "tab", "tab")
        await leader.fill_in("x")
        assert "SAPA_AS=mkx make run" in " ".join(leader.says().split())


async def test_a_problem_goes_away_when_it_is_corrected(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.press("ctrl+s")
        assert "Municipality cannot be empty" in leader.says()
        await leader.fill_in("Ærø")
        assert "Municipality cannot be empty" not in leader.says()


async def test_of_several_faults_the_first_is_named(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.pilot.press("tab")
        await leader.fill_in("31-2-2017")
        await leader.press("ctrl+s")
        said = leader.says()
        assert "Municipality cannot be empty" in said
        assert leader.app.focused is leader.app.screen.query("Input").first()


async def test_a_plan_that_somebody_else_made_meanwhile_is_left_alone(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.fill_in("Ærø")
        await leader.fill_in("1-5-2017")
        empty.write_bytes(b"a colleague's")
        await leader.press("ctrl+s")
        assert "There is a file at" in leader.says()
        assert "Ærø" in leader.says()
    assert empty.read_bytes() == b"a colleague's"


async def test_leaving_creates_nothing(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.press("escape")
    assert leader.app.return_value is None
    assert no_file_beside(empty)


async def test_leaving_asks_when_something_has_been_typed(empty: Path) -> None:
    async with start(empty) as leader:
        await leader.fill_in("Ærø")
        await leader.press("escape")
        assert "Discard what you have typed?" in leader.says()
        await leader.press("escape")
        assert "Ærø" in leader.says()
        await leader.press("ctrl+q")
    assert leader.app.return_value is None
    assert no_file_beside(empty)


def test_the_name_given_when_calling_comes_first() -> None:
    assert who_sits_here("lb")[0] == "lb"
    assert who_sits_here("Mette Kjær") == ("", "")

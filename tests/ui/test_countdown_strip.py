"""The countdown at the top of the wall: before, on, between and after its two dates."""

import re
from datetime import UTC, date, datetime, time
from itertools import product
from pathlib import Path

import pytest

from db.commands import departments
from db.commands import plan as plan_commands
from db.queries.status import Progress, Status
from db.rules.codes import Answer
from db.rules.countdown import Countdown, DateWarning, Phase
from db.rules.readiness import QualityCriterion
from sapa_tui import locale
from sapa_tui.presentation.strip_warnings import StripWarning
from sapa_tui.widgets.countdown_strip import CountdownStrip
from tests.drivers import PersonDriver, changed

from .wall_driver import dashboard

WIDE, SMALL = (120, 36), (80, 24)


def at(day: str) -> datetime:
    """Mid-morning of a day."""
    return datetime.combine(date.fromisoformat(day), time(8, 12), UTC)


# The dates are go-live 01-05-2017 and the end date 05-06-2017, which is Whit Monday and
# Constitution Day; Store Bededag (12-05) was still a day off in 2017.
@pytest.mark.parametrize(
    ("day", "go_live", "end"),
    [
        ("2017-04-03", "Go-live 28 days (17 wd) Mo 01-05", "End date 63 days (39 wd) Mo 05-06 !"),
        ("2017-04-30", "Go-live 1 day (1 wd) Mo 01-05", "End date 36 days (23 wd) Mo 05-06 !"),
        ("2017-05-01", "Go-live today (0 wd) Mo 01-05", "End date 35 days (22 wd) Mo 05-06 !"),
        ("2017-05-02", "Go-live 1 day over (-1 wd) Mo 01-05", "End date 34 days (21 wd) Mo 05-06"),
        ("2017-06-05", "Go-live 35 days over (-22 wd)", "End date today (0 wd) Mo 05-06 !"),
        ("2017-06-08", "Go-live 38 days over", "End date 3 days over"),
    ],
)
async def test_one_line_says_both_in_a_small_window(
    plan_path: Path, day: str, go_live: str, end: str
) -> None:
    async with dashboard(plan_path, size=SMALL, now=at(day)) as mk:
        line = " ".join(mk.says().splitlines()[1].split())
        assert go_live in line
        assert end in line


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2017-04-03", ["days left · 17 working days", "days left · 39 working days"]),
        ("2017-04-30", ["day left · 1 working day", "days left · 23 working days"]),
        ("2017-05-01", ["TODAY", "days left · 22 working days"]),
        ("2017-05-02", ["day over · 1 working day over", "days left · 21 working days"]),
        ("2017-06-05", ["days over · 22 working days over", "TODAY"]),
        ("2017-06-08", ["days over · 25 working days over", "days over · 3 working days over"]),
    ],
)
async def test_large_figures_say_which_side_of_the_date_it_is(
    plan_path: Path, day: str, says: list[str]
) -> None:
    async with dashboard(plan_path, size=(150, 36), now=at(day)) as mk:
        first, second = says
        line = mk.says().splitlines()[2]
        assert first in line
        assert second in line[line.index(first) + len(first) :]
        assert "Mon 01-05-2017 · week 18" in mk.says()
        assert "Mon 05-06-2017 · week 23" in mk.says()


async def test_the_end_date_on_a_day_off_is_kept_and_warned_about(plan_path: Path) -> None:
    async with dashboard(plan_path, size=WIDE) as mk:
        assert "! Whit Monday: by Fr 02-06" in mk.says()
        await mk.resize(170, 40)
        await mk.until(
            lambda: "! Whit Monday and Constitution Day: Fr 02-06 is the last" in mk.says()
        )


async def test_in_danish(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(170, 40), language="da") as mk:
        assert "2. pinsedag og grundlovsdag" in mk.says()
        assert "17 arbejdsdage" in mk.says()
        assert "man 05-06-2017 · uge 23" in mk.says()
        await mk.resize(80, 24)
        await mk.until(lambda: "28 dage" in mk.says().splitlines()[1])


async def test_an_unknown_go_live_is_said_and_weeks_stand_for_dates(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(plan_commands.set_go_live, None, reason="afventer KOMBIT")
    async with dashboard(plan_path, size=WIDE) as driver:
        assert driver.says().count("Awaits a new date") == 2
        assert "T-12" in driver.says()
        assert "06-02" not in driver.says()
        await driver.resize(*SMALL)
        await driver.until(lambda: driver.says().splitlines()[1].count("awaits a date") == 2)


async def test_a_new_go_live_is_counted_down_to_at_once(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak", size=WIDE) as ak:
        mk.does(plan_commands.set_go_live, date(2017, 4, 4), reason="fremrykket")
        await ak.until(lambda: "Tue 04-04-2017 · week 14" in ak.says())
        assert "Tue 09-05-2017 · week 19" in ak.says()
        assert "day left · 1 working day" in ak.says()


async def test_midnight_turns_the_day(plan_path: Path) -> None:
    async with dashboard(plan_path, size=SMALL, now=at("2017-04-30")) as mk:
        mk.app.clock.instant = at("2017-05-01")  # type: ignore[attr-defined]
        mk.app._tick()
        await mk.until(lambda: "Go-live today" in mk.says())
        assert "Mon 01-05-2017" in mk.says()


DAYS_OFF = {
    None: (),
    "named shortly": ("Whit Monday", "Constitution Day"),
    "named at length": ("Ascension Day",),
    "of long English": ("Second Day of Christmas",),
}


def a_status(days: int, things: int, names: tuple[str, ...], *, known: bool = True) -> Status:
    """The numbers of a plan whose two dates are so many days away, on days off if named."""
    day = date(2017, 5, 25)
    off = DateWarning(day, names, date(2017, 5, 24)) if names else None
    done = Progress(things - 1, things)
    number = days if known else None
    countdown = Countdown(
        today=day,
        go_live=day if known else None,
        end_date=day if known else None,
        end_offset_weeks=5,
        days_to_go_live=number,
        working_days_to_go_live=number,
        days_to_end=number,
        working_days_to_end=number,
        go_live_warning=off if known else None,
        end_date_warning=off if known else None,
        phase=Phase.BEFORE,
    )
    reached = QualityCriterion(False, things - 1, things, ())
    return Status("Aabenraa", countdown, {}, done, done, done, reached)


@pytest.mark.parametrize(
    ("size", "words"),
    [((80, 24), ""), ((120, 36), "1 of 2 "), ((200, 50), "1 of 2 departments started")],
)
async def test_the_strip_says_who_has_started(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int], words: str
) -> None:
    mk.adds(departments.add, "Jobcenter", users=60, start_of_use=date(2017, 3, 15))
    mk.adds(departments.add, "Ældre", users=25, start_of_use=date(2017, 5, 15))
    no = {"new_workflows": Answer.NO, "reason": "Kun opslag"}
    mk.adds(departments.add, "Bibliotek", users=5, start_of_use=date(2017, 3, 15), **no)
    async with dashboard(plan_path, size=size) as driver:
        assert bool(re.search(r"of 2( departments)? started", driver.says())) == bool(words)
        assert words in driver.says()
        if words:
            mk.does(departments.edit, 2, changed(start_of_use=("2017-05-15", "2017-04-03")))
            await driver.until(lambda: words.replace("1", "2", 1) in driver.says())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("names", DAYS_OFF.values(), ids=map(str, DAYS_OFF))
def test_nothing_is_cut_in_a_window_of_120(
    language: str, known: bool, names: tuple[str, ...]
) -> None:
    locale.use(language)
    try:
        for days, things in product([0, 1, 63, -63, 128, -128], [5, 25, 125]):
            strip = CountdownStrip()
            strip.status = a_status(days, things, names, known=known)
            lines = ["".join(text for text, _style in line) for line in strip.lines_for(118)]
            assert all(len(line) <= 118 for line in lines)
            text = "\n".join(lines)
            assert "…" not in text
            assert text.count(f"{things - 1}/{things}") >= 3, "how much is done is there"
            assert ("24-05" in text) is (known and bool(names)), "and so is the day that counts"
    finally:
        locale.use("en")


async def test_what_to_warn_of_stands_beside_the_countdown(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.adds(departments.add, "Borgerservice", users=60)
    job = mk.adds(departments.add, "Jobcenter[/]", users=64)
    mk.does(departments.answer, job, Answer.YES)
    async with dashboard(plan_path, "ak", size=(200, 50)) as ak:
        assert "! 1 undecided: Borgerservice" in ak.says().splitlines()[1]
        mk.does(departments.edit, job, changed(needs_help=(False, True)))
        await ak.until(lambda: "! help: Jobcenter[/]" in ak.says().splitlines()[1])
        mk.does(departments.answer, 1, Answer.YES)
        await ak.until(lambda: "undecided" not in ak.says())
        await ak.press("3")
        await ak.until(lambda: "! help: Jobcenter[/]" in ak.says())


async def test_warnings_come_with_the_day_and_with_another_go_live(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.adds(departments.add, "Borgerservice", users=60)
    async with dashboard(plan_path, size=(150, 36), now=at("2017-04-02")) as driver:
        assert "undecided" not in driver.says()
        driver.app.clock.instant = at("2017-04-03")  # type: ignore[attr-defined]
        driver.app._tick()
        await driver.until(lambda: "! 1 undecided: Borgerservice" in driver.says())
        mk.does(plan_commands.set_go_live, None, reason="KMD er forsinket")
        await driver.until(lambda: "undecided" not in driver.says())


@pytest.mark.parametrize("width", range(44, 110))
def test_a_small_window_cuts_no_countdown_for_a_warning(width: int) -> None:
    strip = CountdownStrip(classes="-one-line")
    strip.status = a_status(28, 25, ("Whit Monday",))
    [bare] = strip.lines_for(width)
    strip.warnings = [StripWarning(f"! 2 undecided: {'Borgerservice ' * 20}", "! 2 undecided")]
    [line] = strip.lines_for(width)
    said = "".join(text for text, _style in line)
    assert len(said) <= width
    assert ("…" in said) is ("…" in "".join(text for text, _style in bare))
    assert ("! 2 undecided" in said) is (width >= 71)
    if width >= 55:
        assert "Go-live 28 days" in said
        assert "End date 28 days" in said


@pytest.mark.parametrize("size", [WIDE, SMALL, (100, 30), (200, 50), (60, 20), (40, 12)])
async def test_every_line_fits_its_window(plan_path: Path, size: tuple[int, int]) -> None:
    async with dashboard(plan_path, size=size) as mk:
        line = " ".join(mk.says().splitlines()[1:6])
        assert "28" in line or "days left" in line or "…" in line
        assert all(len(line) <= size[0] for line in mk.says().splitlines())

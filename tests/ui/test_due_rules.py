"""A due date that is counted from something else than go-live is told as clearly as T-8."""

import re
from pathlib import Path
from typing import Any

import pytest

from db.commands import board, communication, departments
from db.rules.codes import Column
from db.rules.due import Anchor, Due, Rule, Unit, due_by
from sapa_tui.widgets.line_list import LineList
from tests.drivers import PersonDriver, changed

from .view_driver import go_to, rows
from .wall_driver import dashboard

SIZES = [(80, 24), (120, 36), (200, 50)]
MARKS = {
    "en": ("T-10wd", "T+3d", "end-1w", "start+2w", "→+2wd", "→-3d"),
    "da": ("T-10a", "T+3d", "slut-1u", "start+2u", "→+2a", "→-3d"),
}
WORDS = {
    "en": "2 working days after “Få planen godkendt” =",
    "da": "2 arbejdsdage efter “Få planen godkendt” =",
}


def one_of_each(mk: PersonDriver) -> None:
    """Put a card for each kind of due date into the column of what is in progress."""
    department = mk.adds(departments.add, "Borgerservice", users=20, plant=False)
    approved = mk.adds(board.add, "Få planen godkendt", due=Due(offset_weeks=-4))
    follows = due_by(Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, approved))
    told = mk.adds(communication.add, "Planen ligger fast", stakeholder=1, due=follows)
    kinds = (
        Rule(Anchor.GO_LIVE, -10, Unit.WORKING_DAYS),
        Rule(Anchor.GO_LIVE, 3, Unit.DAYS),
        Rule(Anchor.END_DATE, -1),
        Rule(Anchor.DEPARTMENT, 2, Unit.WEEKS, department),
        Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, approved),
        Rule(Anchor.COMMUNICATION, -3, Unit.DAYS, told),
    )
    cards = [approved]
    cards += [mk.adds(board.add, f"Kort {n}", due=due_by(rule)) for n, rule in enumerate(kinds)]
    for card in cards:
        mk.does(board.move, card, Column.IN_PROGRESS)


def dates_at(lines: list[str]) -> set[int]:
    """Where the dates begin in some lines that all have one."""
    found = [re.search(r"\d\d-\d\d", line) for line in lines]
    return {match.start() if match else -1 for match in found}


def lines_of(listed: LineList[Any]) -> list[str]:
    """All lines of a list, whether in sight or not."""
    width = listed.content_region.width - 1
    return [
        "".join(segment.text for segment in line)
        for entry in listed.entries
        for line in listed.lines_of(entry, width)
    ]


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("size", SIZES)
async def test_each_kind_stands_on_its_card_below_the_others(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int], language: str
) -> None:
    one_of_each(mk)
    async with dashboard(plan_path, language=language, size=size) as driver:
        await driver.until(lambda: driver.sees(Column.IN_PROGRESS, "Kort 5"))
        lines = [
            line
            for line in lines_of(driver.column(Column.IN_PROGRESS))
            if re.search(r"\d\d-\d\d", line)
        ]
        assert len(lines) == 7
        assert len(dates_at(lines)) == 1
        for mark, line in zip(MARKS[language], lines[1:], strict=True):
            assert f"▌{mark} " in line or f"▌{mark.replace('start', '►')} " in line


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_page_says_it_in_words(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int], language: str
) -> None:
    one_of_each(mk)
    async with dashboard(plan_path, language=language, size=size) as driver:
        await driver.until(lambda: driver.sees(Column.IN_PROGRESS, "Kort 4"))
        cards = driver.column(Column.IN_PROGRESS).entries
        number = next(card.id for card in cards if card.title == "Kort 4")
        with driver.app._context():
            assert driver.wall.board.focus_card(number)
        await driver.press("enter")
        await driver.until(lambda: driver.reads(WORDS[language]))


async def test_the_messages_stand_below_each_other_too(plan_path: Path, mk: PersonDriver) -> None:
    one_of_each(mk)
    mk.does(communication.add, "Tak", stakeholder=1, due=due_by(Rule(Anchor.END_DATE, -12)))
    async with dashboard(plan_path) as driver:
        await driver.until(lambda: driver.talk.entries)
        lines = [line for line in lines_of(driver.talk) if re.search(r"\d\d-\d\d", line)]
        assert len(dates_at(lines)) == 1
        assert any("→+2wd " in line for line in lines)
        assert any("end-12w 13-03" in line for line in lines)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_due_next_keeps_its_columns(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int]
) -> None:
    mk.does(board.add, "From the end", due=due_by(Rule(Anchor.END_DATE, -15)))
    async with dashboard(plan_path, size=size) as driver:
        await go_to(driver, "countdown")
        await driver.until(lambda: any("From the end" in row for row in rows(driver)))
        assert len(dates_at(rows(driver))) == 1
        [row] = [row for row in rows(driver) if "From the end" in row]
        assert "end-15w Mo 20-02" in row


async def test_history_tells_the_title_that_is_counted_from(
    plan_path: Path, mk: PersonDriver
) -> None:
    approved = mk.adds(board.add, "Få planen godkendt", due=Due(offset_weeks=-4))
    rule = Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, approved)
    told = mk.adds(board.add, "Fortæl det", due=due_by(Rule(Anchor.END_DATE, -1)))
    mk.does(board.edit, told, changed(due_rule=("end_date-1w", rule.stored)))
    async with dashboard(plan_path) as driver:
        await go_to(driver, "history")
        await driver.until(lambda: driver.reads("to 2 working days after “Få planen godkendt”"))
        await driver.press("enter")
        await driver.until(lambda: driver.reads("− 1 week before the end date"))
        assert driver.reads("+ 2 working days after “Få planen godkendt”")

"""The minutes on the screen: read, and copied to the reader's own clipboard on a key alone."""

import base64
import re
from pathlib import Path

import pytest

from db.commands import board, notes, standup
from db.queries.standup import last_held
from db.rules.codes import Column, NoteKind
from db.rules.minutes import from_json
from sapa_tui.presentation.minutes import minutes_text
from sapa_tui.screens.minutes import MinutesScreen
from tests.commands.standups import AGENDA, MKS
from tests.drivers import PersonDriver, PlanDriver

from .pty_driver import terminal
from .standup_driver import SUMMARY, Elsewhere, at_standup, sees
from .wall_driver import WallDriver, dashboard

COPIED = re.compile(r"\x1b\]52;c;([^\x07\x1b]*)(?:\x07|\x1b\\)")


@pytest.fixture
def summary(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> str:
    """A standup has been held; gives what its minutes say."""
    number = mk.adds(standup.start, AGENDA, session=MKS)
    ak.does(board.move, 4, Column.DONE)
    mk.does(notes.add, NoteKind.DECISION, "Vi venter\x1b]52;c;RVZJTA==\x07 på Åse")
    plan.later(minutes=15)
    mk.does(standup.end, number, session=MKS)
    held = last_held(plan.database)
    assert held is not None
    return minutes_text(from_json(held.minutes))


async def open_minutes(reader: WallDriver) -> None:
    """Choose the only standup that has been held."""
    await at_standup(reader)
    await reader.press("o")
    await reader.until(lambda: "Earlier standups" in reader.says())
    await reader.press("enter")
    await reader.until(lambda: isinstance(reader.screen, MinutesScreen))


async def test_an_earlier_standup_is_read_and_left(plan_path: Path, summary: str) -> None:
    async with dashboard(plan_path, "hh") as reader:
        await open_minutes(reader)
        await reader.until(lambda: "Standup Monday 3 April 2017 (week 14)" in reader.says())
        await reader.press("end")
        await reader.until(lambda: "Communication in the next ten" in reader.says())
        await reader.press("escape")
        await reader.until(lambda: not isinstance(reader.screen, MinutesScreen))


async def test_what_a_foreign_hand_has_spoilt_is_said(
    plan_path: Path, plan: PlanDriver, summary: str
) -> None:
    plan.sql("""UPDATE standup SET minutes = '{"day":"2017-04-03","done":[[]]}'""")
    async with dashboard(plan_path, "hh") as reader:
        await open_minutes(reader)
        await reader.until(lambda: reader.reads("These minutes cannot be read"))


async def test_a_key_copies_the_plain_words(plan_path: Path, summary: str) -> None:
    async with dashboard(plan_path, "hh") as reader:
        await open_minutes(reader)
        assert reader.app.clipboard == ""
        await reader.press("c")
        assert reader.app.clipboard == summary
        await reader.until_told("sapa-tui standup summary")


async def test_a_click_on_the_bottom_line_copies_too(plan_path: Path, summary: str) -> None:
    async with dashboard(plan_path, "hh") as reader:
        await open_minutes(reader)
        await click_word(reader, "Copy")
        await reader.until(lambda: reader.app.clipboard == summary)
        await click_word(reader, "Close")
        await reader.until(lambda: not isinstance(reader.screen, MinutesScreen))


async def test_the_last_page_of_a_walk_is_copied_as_it_would_be_written(
    plan: PlanDriver, plan_path: Path, mk: PersonDriver
) -> None:
    leader = Elsewhere(mk)
    leader.starts("activity:4")
    mk.does(notes.add, NoteKind.DECISION, "Vi går i gang")
    leader.goes_to(2)
    async with dashboard(plan_path, "hh") as reader:
        await sees(reader, SUMMARY)
        await reader.until(lambda: "led the meeting" in reader.says())
        await reader.press("end")
        await reader.until(lambda: "Vi går i gang" in reader.says())
        assert "c Copy" in reader.says().splitlines()[-1]
        await reader.press("c")
        assert "\nDecisions\n- Vi går i gang\n" in reader.app.clipboard
        assert reader.app.clipboard.startswith("Standup Monday 3 April 2017 (week 14)\n")


async def click_word(reader: WallDriver, word: str) -> None:
    """Click on a word of the bottom line."""
    for y, line in enumerate(reader.says().splitlines()):
        if (x := line.find(word)) >= 0:
            with reader.app._context():
                await reader.pilot.click(offset=(x + 1, y))
            return
    raise AssertionError(f"{word!r} cannot be read")


def test_a_terminal_is_given_the_words_on_the_key_alone(plan_path: Path, summary: str) -> None:
    with terminal("--db", str(plan_path), "--as", "hh", "--lang", "en") as window:
        window.until(lambda: "\x1b[?1049h" in window.text)
        window.drain(0.5)
        window.send("7")
        window.until(lambda: "Earlier" in window.words)
        window.send("o")
        window.until(lambda: "Earlier standups" in window.words)
        window.send("\r")
        window.until(lambda: "led the meeting" in " ".join(window.words.split()))
        assert not COPIED.findall(window.text)
        window.send("c")
        window.until(lambda: bool(COPIED.findall(window.text)))
        window.drain()
        copied = [base64.b64decode(found).decode() for found in COPIED.findall(window.text)]
        assert copied == [summary]
        window.send("\x11")
        assert window.wait() == 0

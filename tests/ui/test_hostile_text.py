"""Whatever stands in the database, by whatever hand: no terminal obeys it, and nothing crashes."""

import json
import random
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sapa_tui.cli.output import BYTE_ORDER_MARK

from .poison import gather, poisoned_plan
from .pty_driver import Terminal, terminal

ESCAPE, QUIT, CTRL_P, DOWN, RIGHT = "\x1b", "\x11", "\x10", "\x1b[B", "\x1b[C"
END, F2, F4, F5, F8 = "\x1b[F", "\x1bOQ", "\x1bOS", "\x1b[15~", "\x1b[19~"
ESCAPE_SECONDS = 0.2
"""For so long the program waits whether an escape is only the beginning of another key."""
SHOWN = "A]52;c;RVZJTA=="
"""What is left of an order to the terminal."""
TEXTUAL_WRITES = (
    r"\x1b\[[\d;]*m",
    r"\x1b\[\d+;\d+H",
    r"\x1b\[\?\d+[hl]",
    r"\x1b\[\?\d+\$p",
    r"\x1b\[[<>]\d*u",
    r"\x1b\]22;[a-z-]+\x07",
)
"""Sequences of Textual's own: style, place, modes, questions about modes, keys, pointer."""
ALLOWED = re.compile("|".join(f"(?:{pattern})" for pattern in TEXTUAL_WRITES))


@pytest.fixture(scope="module")
def poisoned(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a history, in which a foreign hand has replaced every word."""
    return poisoned_plan(planted, tmp_path_factory.mktemp("poisoned") / "plan.db")


@contextmanager
def opened(
    path: Path, size: tuple[int, int] = (120, 36), env: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """The leader's dashboard in a terminal, once it is drawn; colleagues are in."""
    gather(path)
    with terminal("--db", str(path), "--as", "mk", "--lang", "en", size=size, env=env) as window:
        window.until(lambda: "\x1b[?1049h" in window.text)
        window.drain(0.5)
        yield window


def leave(window: Terminal) -> None:
    """Close whatever is open, then the dashboard; it must end well."""
    for _layer in range(3):
        if not window.ended:
            window.send(QUIT)  # with something half-typed it only closes the form
    assert window.wait() == 0, window.words[-2000:]


def check(window: Terminal) -> None:
    """Nothing but words and Textual's own sequences has been written."""
    text = window.raw.decode("utf-8")
    assert "Traceback" not in text
    foreign = {s for s in window.sequences if not ALLOWED.fullmatch(s)}
    assert foreign == set()
    assert not [s for s in window.sequences if "38;5;199;" in s or "777;" in s], (
        "obeyed from a text"
    )
    characters = set(window.words) - set("\r\n\u200d\ufe0f")
    kinds = {c: unicodedata.category(c) for c in characters}
    assert {hex(ord(c)) for c, kind in kinds.items() if kind in ("Cc", "Cf", "Cs", "Co")} == set()
    assert re.search("[\u0300-\u036f]{4}", window.words) is None


# A tour of everything -----------------------------------------------------------------


def views(window: Terminal) -> None:
    """Go to every view, and down in it."""
    for view in ("2", "3", "4", "5", "6", "7", "8", "9", F2, F4, F5, F8, "1"):
        window.send(view)
        window.send(DOWN * 12)


def doors(path: Path, window: Terminal, *doors: Sequence[str]) -> None:
    """Open what stands behind some keys of the board and the other views, and close it again.

    The colleagues stay in all the while, however slow the machine is.
    """
    for keys in doors:
        gather(path)
        for key in keys:
            window.send(key)
        window.send(ESCAPE)
        window.drain(ESCAPE_SECONDS)
        assert not window.ended, keys
        window.send("1")


def test_every_view_and_form_of_a_poisoned_plan(poisoned: Path) -> None:
    with opened(poisoned) as window:
        views(window)
        doors(poisoned, window, "e", "\r", "n", "f", "m", "a", "?", CTRL_P, "A", "w")
        doors(poisoned, window, "N", "D", "O", "b", "r", "s", "\re", "\rO", "2D", "2oN")
        doors(poisoned, window, "4e", "4n", "6r", "6n", "6x", "5\r", "5o", "5f")
        doors(poisoned, window, "2\r", "2o", "2e", "2n")
        doors(poisoned, window, *([F2, key] for key in "env fA"))
        doors(poisoned, window, *([F4, key] for key in "enA"))
        doors(poisoned, window, *([F5, key] for key in "en iA"), [F5, "\t", "n"])
        doors(poisoned, window, *([F8, key] for key in "\rnadAb"))
        doors(poisoned, window, "3\r", "3i", "3b", "y", "/x", "v")
        doors(poisoned, window, "8e", "8n", "8a", "8i", "8x", "8A", "9a", "9l", "9R")
        doors(poisoned, window, "7o\r", f"7o{DOWN}\r")
        gather(poisoned)
        window.send("6")
        window.until(lambda: "writes in “" in window.words)
        window.send("1")
        window.send("n")
        window.until(lambda: "Your draft from" in window.words and SHOWN in window.words)
        window.send(ESCAPE)
        leave(window)
        check(window)


def test_every_view_of_a_poisoned_plan_in_a_small_window(poisoned: Path) -> None:
    with opened(poisoned, (80, 24)) as window:
        views(window)
        doors(poisoned, window, "e", "\r", "2o")
        leave(window)
        check(window)


def test_a_standup_on_a_poisoned_plan(poisoned: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(poisoned, tmp_path / "plan.db"))

    def press(key: str, shown: str) -> None:
        window.send(key)
        window.until(lambda: shown in window.words)

    with opened(path) as window:
        press("7", "o Earlier")
        press("S", "S End")
        for key in ("l", "l", "p"):
            window.send(key)
            window.drain(ESCAPE_SECONDS)
        press("g", "Choose")
        press(f"{END}\r", "c Copy")
        press("1", "S goes back to it")
        window.send("S")
        window.drain(1.0)
        press("S", "End the standup?")
        press("1", "finds the minutes again")
        leave(window)
        check(window)


def test_the_detail_pane_beside_a_poisoned_board(poisoned: Path) -> None:
    with opened(poisoned, (200, 50)) as window:
        for keys in (*[DOWN] * 7, RIGHT, *[DOWN] * 3, RIGHT, *[DOWN] * 7, "2", *[DOWN] * 9):
            window.send(keys)
        leave(window)
        check(window)


FULL_OF_WORDS = (
    "board",
    "communication",
    "stakeholders",
    "people",
    "person key list",
    "history",
    "note list",
    "standup list",
    "department list",
    "workflow list",
    "adoption",
    "card",
)


@pytest.mark.parametrize(
    "command",
    [
        *FULL_OF_WORDS,
        *("status", "board --archived", "activity show 1", "activity show 10", "doctor", "undo"),
    ],
)
def test_every_list_of_a_poisoned_plan(poisoned: Path, command: str) -> None:
    given = ("--db", str(poisoned), "--as", "mk", "--lang", "en", *command.split())
    forms = ("plain", "html", "github", "csv", "json")
    for options in [()] if command == "undo" else [("--format", form) for form in forms]:
        with terminal(*given, *options) as window:
            window.wait()
            assert "nobody foresaw" not in window.words
            assert window.sequences == []
            if "json" in options:
                json.loads(window.words)  # for a program: every character, harmless or escaped
            else:
                assert SHOWN in window.words or command not in FULL_OF_WORDS
                window.raw = window.raw.removeprefix(BYTE_ORDER_MARK.encode())
                check(window)


@pytest.mark.parametrize(
    "command",
    [
        *("standup summary", "standup summary --format html", "standup summary --format markdown"),
        *("standup summary --on 3-4-2017", "standup changes", "standup changes --format json"),
    ],
)
def test_what_a_poisoned_standup_has_left(poisoned: Path, command: str) -> None:
    with terminal("--db", str(poisoned), "--as", "mk", "--lang", "en", *command.split()) as window:
        assert window.wait() == 0
        assert window.sequences == []
        if "json" in command:
            json.loads(window.words)  # for a program: every character, harmless or escaped
        else:
            assert SHOWN.replace("]", "\\]" if "markdown" in command else "]") in window.words
            check(window)


def test_words_that_are_no_unicode_end_in_one_sentence_at_most(
    planted: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.db"
    path.write_bytes(planted.read_bytes())
    with closing(sqlite3.connect(path)) as foreign, foreign:
        foreign.execute("UPDATE activity SET title = CAST(X'41EDA08042FF' AS TEXT) WHERE id = 1")
    with terminal("--db", str(path), "--as", "mk", "--lang", "en") as window:
        window.until(lambda: window.ended or "Not started" in window.words)
        window.drain()
        if window.ended:
            assert window.process.returncode == 1
            assert len(window.words.strip().splitlines()) == 1
        else:
            leave(window)
        check(window)


# Windows and rubbish ------------------------------------------------------------------


def at_board(window: Terminal) -> bool:
    """Go to the board; keys of a tour that came late may have opened a form in front of it."""
    window.send(ESCAPE)
    window.drain(ESCAPE_SECONDS)
    window.send("1")
    return "Not started" in window.words


def test_windows_too_small_and_very_large(poisoned: Path) -> None:
    with opened(poisoned, (20, 5)) as window:
        for width, height in ((1, 1), (8, 3), (300, 100), (2, 40), (300, 2), (20, 5), (0, 0)):
            window.resize(width, height)
            for keys in (f"21{DOWN}34{DOWN}561", "e", ESCAPE, "\r", ESCAPE):
                window.send(keys)
            window.drain(ESCAPE_SECONDS)
            assert not window.ended, (width, height, window.process.returncode)
        window.resize(120, 36)
        window.until(lambda: at_board(window))
        leave(window)
        check(window)


@pytest.mark.parametrize("person", ["mk", "hh"])
def test_rubbish_on_the_keyboard(planted: Path, tmp_path: Path, person: str) -> None:
    folder, home = tmp_path / "plan", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    path = folder / "plan.db"
    path.write_bytes(planted.read_bytes())
    rubbish = random.Random(8)
    arguments = ("--db", str(path), "--as", person, "--lang", "en")
    with terminal(*arguments, env={"HOME": str(home)}, cwd=home) as window:
        window.until(lambda: "Not started" in window.words)
        for _chunk in range(20):
            # Without ctrl+q, which would end it before it has had its fill.
            window.send(rubbish.randbytes(500).replace(b"\x11", b"\x12"))
        if not window.ended:
            leave(window)
        assert window.wait() == 0
        assert "Traceback" not in window.words
    assert list(home.rglob("*")) == []


# Terminals of all kinds ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "colours"),
    [
        ({"TERM": "xterm-256color"}, r"3[0-7]|4[0-7]|[34]8;2;\d+;\d+;\d+|[34]8;5;\d+"),
        ({"TERM": "xterm", "COLORTERM": ""}, r"[349][0-7]|10[0-7]"),
        ({"TERM": "xterm", "COLORTERM": "", "NO_COLOR": "1"}, r"[34][07]|9[07]|10[07]"),
        ({"TERM": "rubbish", "COLORTERM": ""}, r"[349][0-7]|10[0-7]"),
    ],
    ids=["truecolor", "16 colours", "NO_COLOR", "an unknown terminal"],
)
def test_signs_and_words_are_there_in_every_terminal(
    planted: Path, tmp_path: Path, env: dict[str, str], colours: str
) -> None:
    path = tmp_path / "plan.db"
    path.write_bytes(planted.read_bytes())
    with closing(sqlite3.connect(path)) as foreign, foreign:
        foreign.execute("UPDATE plan SET go_live = date('now', '+28 days')")
    with opened(path, env=env) as window:
        window.until(lambda: "days over" in window.words)
        for sign in ("! 56 d", "not reached", "Afklar, om der", "days left"):
            assert sign in window.words, sign
        leave(window)
        check(window)
    styles = [s[2:-1] for s in window.sequences if s.endswith("m")]
    plain = re.compile(rf"(?:(?:[0-9]|2[0-9]|39|49|{colours})(?:;|$))*")
    assert [style for style in styles if not plain.fullmatch(style)] == []

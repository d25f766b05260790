"""What comes from the terminal: letters of another alphabet, rubbish, and its end."""

import os
from pathlib import Path

from .pty_driver import Terminal, terminal

QUIT = "\x11"


def quits(window: Terminal) -> None:
    """Leave with ctrl+q, as often as it takes; it must end well."""
    for _layer in range(3):
        if not window.ended:
            window.send(QUIT)
    assert window.wait() == 0


def test_letters_of_a_latin_1_terminal_do_not_end_it(plan_path: Path) -> None:
    with terminal("--db", str(plan_path), "--as", "mk", "--lang", "en") as window:
        window.until(lambda: "Not started" in window.words)
        window.send("n")
        window.until(lambda: "New activity" in window.words)
        window.send("blåbær grød ".encode("latin-1"))
        window.send(b"\x1b[99999999u\x1b[<99999999;9;9M\xff\xfe")
        window.send("jordbær")
        window.until(lambda: "blåbær grød" in window.words and "jordbær" in window.words)
        quits(window)
        assert "Traceback" not in window.words


def test_a_terminal_that_has_gone_ends_it(plan_path: Path) -> None:
    with terminal("--db", str(plan_path), "--as", "mk", "--lang", "en") as window:
        window.until(lambda: "Not started" in window.words)
        window.vanish()
        window.process.wait(10)


def test_one_leaves_the_start_screen_without_planting_anything(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    with terminal("--db", str(folder / "plan.db"), "--lang", "en") as window:
        window.until(lambda: "Aabenraa" in window.words)
        window.send("Tønder")
        quits(window)
    assert os.listdir(folder) == []


def test_keys_typed_ahead_of_the_screen_do_not_end_it(plan_path: Path) -> None:
    palette, save = "\x10", "\x13"
    ahead = [
        f"{palette}\r{palette}\r",
        f"1{palette}",
        f"{palette}1",
        "5?q5\ro1",
        "3456543456",
        "1\r1",
    ]
    ahead += [f"n{save}e{save}", "mj\r", "/\r", f"4e{save}", "?jq", f"f{save}", "A\r", "\r5\r6"]
    with terminal("--db", str(plan_path), "--as", "mk", "--lang", "en") as window:
        window.until(lambda: "Not started" in window.words)
        for keys in ahead:
            window.send(keys)
            assert not window.ended, (keys, window.words[-500:])
            window.send("\x1b")
            window.drain(0.3)
            window.send("\x1b")
            window.drain(0.3)
            window.send("1")
        quits(window)

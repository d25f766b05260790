"""What comes from the terminal: letters of another alphabet, rubbish, and its end."""

import os
import queue
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from selectors import SelectSelector

import pytest
from textual import events
from textual.message import Message

from sapa_tui.app import SapaApp
from sapa_tui.pasting import END, START
from sapa_tui.terminal import PatientDriver
from tests.drivers import PlanDriver

from .draft_driver import kept
from .pty_driver import PATIENCE, QUIET, Terminal, _set_size, terminal

QUIT = "\x11"
ESCAPE = "\x1b[27u"
"""The key as a newer terminal sends it: nobody has to wait whether more follows."""
WORDS = " Ordene"
STUCK_LOOKS = 5
"""As often as this one after the other it stands still: it is not only busy for a moment."""


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


def test_what_is_pasted_is_never_taken_for_keys(plan_path: Path) -> None:
    with terminal("--db", str(plan_path), "--as", "mk", "--lang", "en") as window:
        window.until(lambda: "Not started" in window.words)
        window.send(f"{START}\x1b{'n' * 40}\x1b\x1b\x11{END}")
        assert "New activity" not in window.words
        window.send("n")
        window.until(lambda: "New activity" in window.words)
        window.send("Før ")
        window.send(f"{START}ud\x1b\x1b\x11klip\x1b[20")
        window.send(f"{END} efter")
        window.until(lambda: "udklip[20" in window.words and "efter" in window.words)
        quits(window)


def test_a_window_of_any_size(plan_path: Path) -> None:
    with terminal("--db", str(plan_path), "--as", "mk", "--lang", "en", size=(0, 0)) as window:
        window.until(lambda: "Not started" in window.words)
        for size in (65_535, 65_535), (1, 1), (0, 0), (1_000, 500), (2, 300):
            window.resize(*size)
        window.send("\x1b[48;65000;65000;9;9t\x1b[48;0;0;0;0t\x1b[<0;1;1M")
        window.resize(120, 36)
        window.send("?")
        window.until(lambda: "Keys" in window.words[-6_000:])
        quits(window)


def test_a_terminal_that_has_gone_is_no_fault_even_where_nobody_hangs_up(plan_path: Path) -> None:
    home = {"HOME": str(plan_path.parent)}
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does; it is inherited
    try:
        with terminal("--db", str(plan_path), "--as", "mk", "--lang", "en", env=home) as window:
            window.until(lambda: "Not started" in window.words)
            window.vanish()
            assert window.process.wait(10) == 128 + signal.SIGTERM
    finally:
        signal.signal(signal.SIGHUP, before)
    assert list(plan_path.parent.rglob("*.log")) == []


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
            window.send(f"{ESCAPE}{ESCAPE}1")
        quits(window)


@pytest.mark.parametrize("hang_up", [signal.SIG_DFL, signal.SIG_IGN], ids=["heard", "ignored"])
def test_a_terminal_that_froze_and_then_went(plan: PlanDriver, hang_up: signal.Handlers) -> None:
    before = signal.signal(signal.SIGHUP, hang_up)  # it is inherited
    try:
        with terminal("--db", str(plan.path), "--as", "mk", "--lang", "en") as window:
            write_something(window)
            freeze(window)
            window.vanish()
            window.process.wait(10)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert kept(plan, person="mk").endswith(WORDS)


def test_what_is_typed_may_wait_for_the_plan_when_the_terminal_goes(plan: PlanDriver) -> None:
    with terminal("--db", str(plan.path), "--as", "mk", "--lang", "en") as window:
        write_something(window)
        plan.sql("BEGIN IMMEDIATE")
        window.send(WORDS)
        window.vanish()
        assert window.process.wait(10) == -signal.SIGHUP, "it was ended while it still waited"
        plan.sql("ROLLBACK")


def write_something(window: Terminal) -> None:
    """Begin to write into the first card's title."""
    window.until(lambda: "Not started" in window.words)
    window.drain()
    window.send("e")
    window.until(lambda: "Edit activity" in window.words)
    window.drain()
    window.send(WORDS)


def freeze(window: Terminal) -> None:
    """Take nothing any more, until the dashboard waits for ever to get rid of its drawings."""
    process = window.process.pid
    waits_at = Path(f"/proc/{process}/task/{process}/wchan")
    drawn = stuck = 0
    deadline = time.monotonic() + PATIENCE
    while stuck < STUCK_LOOKS:
        assert time.monotonic() < deadline, "it was never stuck"
        drawn += 1
        _set_size(window._master, 200 - drawn % 2, 60)
        window.process.send_signal(signal.SIGWINCH)
        time.sleep(QUIET)
        stuck = stuck + 1 if "futex" in waits_at.read_text() else 0


@pytest.mark.parametrize(
    ("opening", "field"), [("n", "New activity"), ("e", "Edit activity"), ("/", "")]
)
def test_what_is_typed_before_the_form_stands_goes_into_it(
    plan_path: Path, opening: str, field: str
) -> None:
    with terminal("--db", str(plan_path), "--as", "mk", "--lang", "en") as window:
        window.until(lambda: "Not started" in window.words)
        window.drain()
        window.send(f"{opening}LHdj nat og dagq")
        window.until(lambda: field in window.words and "LHdj nat og dagq" in window.words)
        quits(window)


class Bare(SapaApp):
    """Knows its terminal and no plan."""

    def __init__(self) -> None:
        """Nothing of it is started."""

    @property
    def message_queue_size(self) -> int:
        return 0

    def __rich_repr__(self) -> Iterator[str]:
        yield from ()


async def test_nothing_is_read_while_the_dashboard_is_behind() -> None:
    class Behind(Bare):
        looks = 0

        @property
        def message_queue_size(self) -> int:
            self.looks += 1
            if self.looks == 3:
                driver.exit_event.set()
            return 1_000

    there, here = os.pipe()
    os.write(here, b"q")
    driver = PatientDriver(Behind())
    driver.fileno = there
    driver.run_input_thread()
    os.set_blocking(there, False)
    assert os.read(there, 1) == b"q"
    os.close(there)
    os.close(here)


async def test_nothing_wakes_it_while_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float | None] = []
    select = SelectSelector.select

    def noted(self: SelectSelector, timeout: float | None = None) -> object:
        waits.append(timeout)
        return select(self, timeout)

    monkeypatch.setattr(SelectSelector, "select", noted)
    there, here = os.pipe()
    driver = PatientDriver(Bare())
    driver.fileno = there
    keys: queue.Queue[Message] = queue.Queue()
    monkeypatch.setattr(driver, "process_message", keys.put)
    reading = threading.Thread(target=driver.run_input_thread)
    reading.start()
    os.write(here, b"\x1b")  # a key by itself, or the beginning of another's
    key = keys.get(timeout=PATIENCE)
    assert isinstance(key, events.Key)
    assert key.key == "escape"
    os.write(here, b"q")
    keys.get(timeout=PATIENCE)
    driver.exit_event.set()
    reading.join(PATIENCE)
    assert not reading.is_alive()
    assert waits[0] is None
    assert waits[-1] is None
    assert 0 < waits.index(None, 1) < len(waits) - 1, "it waits for the rest of a key for a time"
    os.close(there)
    os.close(here)

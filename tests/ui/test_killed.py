"""A dashboard that dies in the middle of a word: the word is there when it is opened again."""

import signal
from datetime import UTC, datetime, timedelta

import pytest

from db.queries.drafts import draft, drafts
from db.queries.people import present
from db.queries.wall import who_is_in
from tests.drivers import PlanDriver

from .pty_driver import Terminal, terminal

FIRST = "Afklar, om der er nye arbejdsgange"
WORDS = " og skriv"


def kept(plan: PlanDriver) -> str:
    """The title that the database holds as ak's draft."""
    found = draft(plan.database, "ak", "activity", 1)
    return str(found.fields["title"][1]) if found else ""


def writing(plan: PlanDriver, opened: Terminal) -> None:
    """Open the first card's form and type into its title."""
    opened.until(lambda: "Kortlæg" in opened.words)
    opened.drain()
    opened.send("e")
    opened.until(lambda: "Edit activity" in opened.words)
    opened.drain()
    opened.send(WORDS)


def arguments(plan: PlanDriver) -> tuple[str, ...]:
    """How the dashboard is started."""
    return "--db", str(plan.path), "--as", "ak", "--lang", "en"


@pytest.mark.parametrize("times", [1, 2])
def test_killed_while_typing_the_text_is_offered_again(plan: PlanDriver, times: int) -> None:
    for _time in range(times):
        with terminal(*arguments(plan)) as opened:
            writing(plan, opened)
            typed = FIRST + WORDS * (_time + 1)
            opened.until(lambda typed=typed: kept(plan) == typed)  # type: ignore[misc]
            opened.process.kill()
            opened.process.wait()
            here = [row for row in present(plan.database, long_ago()) if row.name == "ak"]
            assert here[-1].editing == "activity:1:title", "nobody could sign off"
            assert not who_is_in(plan.database, datetime.now(UTC) + timedelta(seconds=14))
    with terminal(*arguments(plan)) as again:
        again.until(lambda: "Kortlæg" in again.words)
        again.drain()
        again.send("e")
        again.until(lambda: "has been put in" in again.words)
        again.until(lambda: WORDS.strip() in again.words)
        again.send("\x13")
        again.until(lambda: not drafts(plan.database, "ak"))
        again.send("\x11")
        assert again.wait() == 0
    title = plan.sql("SELECT title FROM activity WHERE id = 1")[0][0]
    assert title == FIRST + WORDS * times


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_lost_connection_loses_not_even_the_last_letter(
    plan: PlanDriver, number: signal.Signals
) -> None:
    with terminal(*arguments(plan)) as opened:
        writing(plan, opened)
        opened.send("Z")
        opened.process.send_signal(number)
        code = opened.wait()
        if number is signal.SIGTERM:
            assert code == 128 + number
            assert "what you had typed is kept" in opened.words
        else:
            assert code == -number
    assert kept(plan) == FIRST + WORDS + "Z"
    assert [row for row in present(plan.database, long_ago()) if row.name == "ak"] == []


def long_ago() -> datetime:
    """Before everything."""
    return datetime(2000, 1, 1, tzinfo=UTC)

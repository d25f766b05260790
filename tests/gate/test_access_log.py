"""The access log: one line an event, whoever writes and whatever they send."""

import fcntl
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.clock import Clock
from sapa_tui.ssh import access_log
from sapa_tui.ssh.access_log import KEPT, LARGEST, Visitor
from tests.drivers import in_processes


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    """Somebody at a plan."""
    return Visitor(tmp_path / "plan.db", "ak", "10.0.0.9")


def log(visitor: Visitor, number: str = "") -> Path:
    """The log beside the plan, or one that was put aside."""
    return visitor.plan.with_name(f"access.log{number}")


def test_a_line_says_when_who_whence_and_what(visitor: Visitor) -> None:
    visitor.note("opened", "SHA256:x")
    line = log(visitor).read_text()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z \d+ ak 10\.0\.0\.9 opened SHA256:x\n", line)
    assert log(visitor).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    ["a\nb", "\x1b[2J", "\x1b]52;c;eA==\x07", "\x9b1m", "\u202e", "\u2028", "\udcff", "\0", "\\n"],
)
def test_what_is_sent_is_only_text(visitor: Visitor, text: str) -> None:
    visitor.note("refused", f"command: {text} end")
    raw = log(visitor).read_bytes()
    assert raw.count(b"\n") == 1
    assert raw.decode("ascii").rstrip("\n").isprintable()
    assert raw.endswith(b" end\n")
    assert text in raw.decode().encode().decode("unicode_escape")


def test_a_long_command_is_cut(visitor: Visitor) -> None:
    visitor.note("refused", "x" * 100_000)
    assert len(log(visitor).read_text()) < 600


@pytest.mark.parametrize("text", ["\u202e" * 100_000, "\U000e0001" * 100, "æ\n" * 1000])
def test_what_is_escaped_is_cut_too(visitor: Visitor, text: str) -> None:
    visitor.note("refused", text)
    assert len(log(visitor).read_text()) < 600


def test_one_person_cannot_push_out_what_others_did(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "SHARE", 5_000)
    colleague = visitor._replace(who="akse")
    colleague.note("opened")
    for _turn in range(200):
        visitor.note("refused", "command: id")
    visitor.note("opened")
    colleague.note("closed")
    lines = log(visitor).read_text().splitlines()
    mine = [line for line in lines if " ak " in line and "refused" in line]
    assert 5_000 < len("\n".join(mine)) + 1 < 5_200
    assert [line.endswith("(further commands of today are left out)") for line in mine] == [
        *(False for _line in mine[1:]),
        True,
    ]
    others = [line.split()[2:] for line in lines if line not in mine]
    assert others == [[who, "10.0.0.9", what] for who, what in (
        ("akse", "opened"), ("ak", "opened"), ("akse", "closed"),
    )]  # fmt: skip
    monkeypatch.setattr(Clock, "now", lambda _clock: datetime(2099, 1, 1, tzinfo=UTC))
    visitor.note("command", "0 status")
    assert "2099" in log(visitor).read_text(), "the next day everybody has their share again"


def test_a_full_log_makes_way_and_a_few_are_kept(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "LARGEST", 200)
    for number in range(20):
        visitor.note(f"no{number:02}")
    kept = sorted(path.name for path in visitor.plan.parent.iterdir())
    assert kept == ["access.log", *(f"access.log.{number}" for number in range(1, KEPT + 1))]
    told = "".join(log(visitor, f".{number}").read_text() for number in range(KEPT, 0, -1))
    numbers = [int(found) for found in re.findall(r"no(\d\d)", told + log(visitor).read_text())]
    assert numbers == list(range(numbers[0], 20))


def test_processes_at_once_lose_no_line(visitor: Visitor) -> None:
    calls = [(str(visitor.plan), name) for name in ("a", "b", "c")]
    in_processes(write_many, *calls)
    lines = [
        line
        for path in visitor.plan.parent.glob("access.log*")
        for line in path.read_text().splitlines()
    ]
    assert sorted(line.split(" ")[2] for line in lines) == sorted(["a", "b", "c"] * 40)


def write_many(plan: str, name: str) -> None:
    """Write so much that the log is put aside now and then."""
    access_log.LARGEST = 4_000
    for _turn in range(40):
        Visitor(Path(plan), name, "?").note("opened")
    access_log.LARGEST = LARGEST


def test_what_cannot_be_written_keeps_nobody_out(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("syslog.syslog", lambda _level, words: told.append(words))
    log(visitor).mkdir()
    visitor.note("opened")
    Visitor(Path("/nowhere/plan.db"), "ak", "?").note("opened")
    assert [words.partition(" (")[0] for words in told] == ["ak 10.0.0.9 opened", "ak ? opened"]


def test_a_link_in_the_logs_place_is_not_followed(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syslog.syslog", lambda _level, _words: None)
    log(visitor).symlink_to(tmp_path / "victim")
    visitor.note("opened")
    assert not (tmp_path / "victim").exists()


def test_a_note_that_interrupts_another_one_is_written_too(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "_BETWEEN_SECONDS", 0)
    visitor.note("opened")
    with log(visitor).open("ab") as interrupted:
        fcntl.flock(interrupted, fcntl.LOCK_EX)
        visitor.note("closed", "SIGHUP")
    assert [line.split()[4] for line in log(visitor).read_text().splitlines()] == [
        "opened",
        "closed",
    ]

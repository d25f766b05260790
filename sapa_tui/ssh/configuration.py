"""sshd's files as they lie on the disk: what ``sshd -T`` says nothing about."""

import fnmatch
import shlex
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sapa_tui.cli.doctor import Finding, Verdict
from sapa_tui.locale import N_, _

from .layout import Layout
from .ownership import weakness
from .processes import name_of
from .sshd import Rules
from .system import group_of

_DEEPEST = 16
"""Includes within each other, as sshd itself bounds them."""
_ALONE = ("all", "final", "canonical", "invalid-user")
"""What stands in a Match without a value."""
_ADDS_UP = ("acceptenv", "allowusers", "denyusers", "allowgroups", "denygroups")
"""What a later rule adds to; of everything else sshd takes the first value."""


class Line(NamedTuple):
    """A line of sshd's files; number 0 begins a file."""

    path: Path
    number: int
    words: list[str]
    """The first in small letters."""
    asked: list[str]
    """What the Match asks for in which it stands; empty where none."""

    @property
    def place(self) -> str:
        """Where it stands, translated."""
        return _("{path}, line {number}").format(path=self.path, number=self.number)


def sshd_files(layout: Layout, force: Rules) -> Iterator[Finding]:
    """Who could change sshd's files, which rules come before ours, and what sshd has read."""
    lines = _all_lines(layout)
    files = dict.fromkeys((layout.sshd_config, layout.rules, *(line.path for line in lines)))
    there = [path for path in (*files, layout.rules.parent) if path.exists()]
    yield from _changeable(there)
    yield from _earlier(layout, lines)
    yield from _unread(there, force)


def added_later(layout: Layout) -> Iterator[tuple[str, Rules]]:
    """What rules behind ours add for those who come from elsewhere, each with its place."""
    lines = _all_lines(layout)
    ours = [number for number, line in enumerate(lines) if line.path == layout.rules]
    for line in lines[max(ours, default=0) :]:
        name, values = line.words[0], line.words[1:]
        if name in _ADDS_UP and _could_apply(layout.account, line.asked):
            yield line.place, {name: [" ".join(values)]}


def _all_lines(layout: Layout) -> list[Line]:
    return list(_lines(layout.sshd_config, layout.sshd_config.parent))


def _lines(path: Path, folder: Path, asked: Sequence[str] = (), depth: int = 0) -> Iterator[Line]:
    """The lines in the order in which sshd reads them, with those that are included."""
    text = ""
    with suppress(OSError):
        text = path.read_text(encoding="utf-8", errors="replace")
    asked = list(asked)
    yield Line(path, 0, [""], asked)
    for number, line in enumerate(text.splitlines(), 1):
        words = _words(line)
        if not words:
            continue
        if words[0] == "match":
            asked = words[1:]
        yield Line(path, number, words, asked)
        if words[0] == "include" and depth < _DEEPEST:
            for pattern in words[1:]:
                where = Path(folder, pattern)
                for found in sorted(Path(where.anchor).glob(str(where.relative_to(where.anchor)))):
                    yield from _lines(found, folder, asked, depth + 1)


def _words(line: str) -> list[str]:
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        words = line.split()
    if not words:
        return []
    name, equals, value = words[0].partition("=")  # sshd takes "Name=value" too
    return [name.lower(), *([value] if equals and value else []), *words[1:]]


def _changeable(paths: list[Path]) -> Iterator[Finding]:
    found = dict.fromkeys(place for path in paths if (place := weakness(path)) is not None)
    for place in found:
        advice = _("Whoever changes it becomes root: chown root:root {path} && chmod go-w {path}")
        yield Finding(Verdict.FAIL, N_("sshd's files"), str(place), advice.format(path=place))
    if not found:
        yield Finding(Verdict.OK, N_("sshd's files"), _("only root can change it"))


def _earlier(layout: Layout, lines: list[Line]) -> Iterator[Finding]:
    """Rules before ours that depend on where somebody comes from: the first that is met counts."""
    for line in lines:
        if line.path == layout.rules:
            return
        if line.words[0] == "match" and _could_apply(layout.account, line.asked):
            advice = _("Here it was only looked at for 127.0.0.1; see that no rule in it concerns "
                       "{name}, or move it behind ours.").format(name=layout.account)  # fmt: skip
            yield Finding(Verdict.WARN, "Match", line.place, advice)


def _could_apply(account: str, criteria: list[str]) -> bool:
    """Whether a Match asks for more than who comes, and the account may be meant by it."""
    words = [part for criterion in criteria for part in criterion.split("=", 1)]
    words = [word for word in words if word.lower() not in _ALONE]
    asked = {name.lower(): value for name, value in zip(words[::2], words[1::2], strict=False)}
    known = {"user": [account], "group": [account, *group_of(account)]}
    for name, mine in known.items():
        if name in asked and not any(_fits(one, asked[name]) for one in mine):
            return False
    return bool(asked.keys() - known.keys())


def _fits(name: str, patterns: str) -> bool:
    """sshd's lists: commas between, ``!`` before what must not be."""
    each = patterns.split(",")
    refused = any(p[:1] == "!" and fnmatch.fnmatchcase(name, p[1:]) for p in each)
    return not refused and any(fnmatch.fnmatchcase(name, p) for p in each)


def _unread(paths: list[Path], force: Rules) -> Iterator[Finding]:
    """sshd writes its process id down whenever it has read its files."""
    kept = Path(force.get("pidfile", ["none"])[0])
    try:
        running = name_of(int(kept.read_text())).startswith("sshd")
        read_at = kept.stat().st_mtime_ns
    except (OSError, ValueError):
        return  # none runs, or one that reads them at each login
    newer = [path for path in paths if path.stat().st_mtime_ns > read_at]
    if running and newer:
        text = _("sshd runs since before {path} was changed").format(path=newer[0])
        advice = _("Run: systemctl reload ssh")
        yield Finding(Verdict.WARN, "sshd", text, advice)

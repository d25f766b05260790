"""Making a server ready for a team, as a list of steps that can be read, done and taken back."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from sapa_tui.locale import _

from .layout import WRAPPERS, Layout
from .ownership import weak_program, weakness
from .sshd import SshdRules
from .steps import PURPOSES, Account, DataFolder, File, Folder, Step, end_sessions
from .system import SetupFailed, make_folder, remove_folders, write_file

Say = Callable[[str], None]


def steps(layout: Layout) -> list[Step]:
    """Everything that a server needs, in the order in which it is done."""
    wrappers = (
        File(layout.bin / name, layout.wrapper(name), 0o755, PURPOSES[name]) for name in WRAPPERS
    )
    return [
        Folder(layout.prefix),
        Folder(layout.bin),
        Folder(layout.home),
        Account(layout.account, layout.home),
        DataFolder(layout.plan, layout.account),
        *wrappers,
        SshdRules(layout),
    ]


def script(layout: Layout) -> Iterator[str]:
    """The whole set-up as a script for root, with how each step looks now. Raises SetupFailed."""
    demand_names(layout)
    yield "#!/bin/sh"
    yield "# " + _("What “sapa-tui ssh setup --apply” does on this server, as root.")
    yield "set -eu"
    for number, step in enumerate(steps(layout), 1):
        yield ""
        yield f"# {number}. {step.title()}"
        yield "#    " + (
            _("now: as it should be") if step.done() else _("now: missing or different")
        )
        yield from step.script()


def apply(layout: Layout, say: Say) -> None:
    """Carry out every step that is not done yet, and remember what was made.

    Raises:
        SetupFailed: it cannot be done; everything that was made on the way is taken back.
    """
    demand_root()
    demand_names(layout)
    demand_safe_program(layout)
    kept = _Manifest.of(layout)
    before = dict(kept.made)
    back: list[Callable[[], None]] = []
    try:
        for step in steps(layout):
            if not step.done():
                say(step.title())
                made, undo = step.do()
                back.append(undo)
                kept.remember(step.key, made)
                kept.write()
    except (SetupFailed, OSError) as fault:
        for undo in reversed(back):
            undo()
        kept.made = before
        kept.write() if before else kept.remove()
        sentence = _("{reason}. Nothing was changed.")
        raise SetupFailed(sentence.format(reason=str(fault).removesuffix("."))) from fault


def take_back(etc: Path, say: Say) -> None:
    """Take away exactly what :func:`apply` made; a plan is never removed.

    Raises:
        SetupFailed: there is nothing to take back, or a step of it fails.
    """
    demand_root()
    kept = _Manifest.read(Layout(etc=etc).manifest)
    if Account.key in kept.made:
        # Before the folder of the plan is taken from under an open dashboard, and once more with
        # the account: until then somebody may come in.
        end_sessions(kept.layout.account)
    for step in reversed(steps(kept.layout)):
        if step.key in kept.made:
            say(step.title())
            step.undo(kept.made.pop(step.key))
            kept.write()
    kept.remove()
    if kept.layout.data.exists():
        sentence = _("The plan was left, as root's: {path}")
        say(sentence.format(path=kept.layout.data))


def layout_in_use(etc: Path) -> Layout | None:
    """The layout that was applied on this server, or None where none was."""
    try:
        return _Manifest.read(Layout(etc=etc).manifest).layout
    except SetupFailed:
        return None


def demand_root() -> None:
    """Raise SetupFailed unless root asks."""
    if os.geteuid() != 0:
        raise SetupFailed(_("Only root can do this; put sudo before the command."))


def demand_names(layout: Layout) -> None:
    """Raise SetupFailed where a name or place holds what sshd or a shell would read otherwise."""
    unfit = layout.unfit()
    if unfit is not None:
        sentence = _("“{name}” cannot be used here; take small letters and digits, and for a "
                     "place a whole path without blanks.")  # fmt: skip
        raise SetupFailed(sentence.format(name=unfit))


def demand_safe_program(layout: Layout) -> None:
    """Raise SetupFailed where somebody but root could change what the account will run."""
    existing = next(path for path in (layout.prefix, *layout.prefix.parents) if path.exists())
    place = weakness(existing)
    if place is not None:
        sentence = _("Somebody but root can change {path}, and with it what every login runs.")
        raise SetupFailed(sentence.format(path=place))
    found = weak_program()
    if found is None:
        return
    place, changeable = found
    sentence = (
        _("Somebody but root can change {path}, a part of this program; install it as root into "
          "{prefix}, with “sudo make server”, and call it from there.")
        if changeable
        else _("The account could not read {path}, a part of this program; install it as root "
               "into {prefix}, with “sudo make server”, and call it from there.")
    )  # fmt: skip
    raise SetupFailed(sentence.format(path=place, prefix=layout.prefix))


class _Manifest:
    """What was made, for whom and where; kept by root beside sshd's files."""

    def __init__(self, layout: Layout, made: dict[str, Any]) -> None:
        self.layout = layout
        self.made = made

    @classmethod
    def of(cls, layout: Layout) -> "_Manifest":
        """The one of an earlier run, or an empty one; raises SetupFailed for another account's."""
        try:
            earlier = cls.read(layout.manifest)
        except SetupFailed:
            return cls(layout, {})
        if (earlier.layout.account, earlier.layout.plan, earlier.layout.prefix) != (
            layout.account,
            layout.plan,
            layout.prefix,
        ):
            sentence = _("This server is set up for the account {name} and the plan {path} "
                         "already; take that back first, with --undo.")  # fmt: skip
            known = earlier.layout
            raise SetupFailed(sentence.format(name=known.account, path=known.plan))
        return cls(layout, earlier.made)

    @classmethod
    def read(cls, path: Path) -> "_Manifest":
        """Read one; raises SetupFailed when there is none."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise SetupFailed(_("There is nothing to take back on this server.")) from None
        kinds = {field.name: field.type for field in fields(Layout)}
        named: dict[str, Any] = {
            name: Path(value) if kinds[name] is Path else value
            for name, value in found["layout"].items()
        }
        return cls(Layout(**named), found["made"])

    def remember(self, key: str, made: dict[str, Any]) -> None:
        """Keep what a step made; what an earlier run made before it stays known."""
        if "folders" in made:
            earlier = self.made.get(key, {}).get("folders", [])
            made = {"folders": [*made["folders"], *earlier]}
        self.made[key] = made

    def write(self) -> None:
        """Put it on the disk, for root alone."""
        make_folder(self.layout.manifest.parent, 0o755)
        named = {field.name: getattr(self.layout, field.name) for field in fields(Layout)}
        plain = {name: str(v) if isinstance(v, Path) else v for name, v in named.items()}
        text = json.dumps({"layout": plain, "made": self.made}, indent=2)
        write_file(self.layout.manifest, f"{text}\n".encode(), 0o600)

    def remove(self) -> None:
        """Be gone, with the folder made for it."""
        with suppress(FileNotFoundError):
            self.layout.manifest.unlink()
        remove_folders([self.layout.manifest.parent])

"""The steps of a set-up: each knows how it looks now, how to do it, and how to take it back."""

import hashlib
import os
import pwd
import shlex
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sapa_tui.locale import N_, _

from .processes import end_processes
from .system import (
    SetupFailed,
    give,
    make_folder,
    owned,
    remove_folders,
    run,
    write_file,
)

Made = dict[str, Any]
"""What a step has made, as the manifest keeps it."""
SHELL = "/bin/sh"


class Step(ABC):
    """One thing that a server needs."""

    key: str
    """Its name in the manifest."""

    @abstractmethod
    def title(self) -> str:
        """What it is for, translated."""

    @abstractmethod
    def done(self) -> bool:
        """Whether it is as it should be already."""

    @abstractmethod
    def script(self) -> Sequence[str]:
        """The same by hand, as lines of shell."""

    @abstractmethod
    def do(self) -> tuple[Made, Callable[[], None]]:
        """Carry it out; gives what has been made, and how to put back what was before.

        Raises:
            SetupFailed: it cannot be done here.
        """

    @abstractmethod
    def undo(self, made: Mapping[str, Any]) -> None:
        """Take away what ``do`` made, at any later time."""


@dataclass
class Account(Step):
    """The account that everybody logs in to: no password, no home of its own."""

    name: str
    home: Path
    key = "account"

    def title(self) -> str:
        return _("The account {name}: keys only, no password, no home of its own").format(
            name=self.name
        )

    def done(self) -> bool:
        entry = _entry(self.name)
        if entry is None:
            return False
        if (entry.pw_dir, entry.pw_shell) != (str(self.home), SHELL) or not entry.pw_uid:
            sentence = _("There is an account {name} already, made for something else; "
                         "name another with --account.")  # fmt: skip
            raise SetupFailed(sentence.format(name=self.name))
        return True

    def script(self) -> Sequence[str]:
        return [shlex.join(self._command())]

    def do(self) -> tuple[Made, Callable[[], None]]:
        run(*self._command())
        return {"name": self.name}, lambda: self.undo({})

    def undo(self, made: Mapping[str, Any]) -> None:
        if _entry(self.name) is not None:
            end_sessions(self.name)
            run("userdel", self.name)

    def _command(self) -> list[str]:
        # "*" is a password that nothing matches; "!" would lock the keys out too.
        given = ["--system", "--user-group", "--no-create-home", "--home-dir", str(self.home)]
        return ["useradd", *given, "--shell", SHELL, "--password", "*", self.name]


@dataclass
class Folder(Step):
    """A folder of root's that everybody may read."""

    path: Path

    def __post_init__(self) -> None:
        self.key = f"folder {self.path}"

    def title(self) -> str:
        return _("The folder {path}, which only root can change").format(path=self.path)

    def done(self) -> bool:
        return self.path.is_dir() and owned(self.path, 0, 0o755)

    def script(self) -> Sequence[str]:
        return [f"install -d -o root -g root -m 755 {self.path}"]

    def do(self) -> tuple[Made, Callable[[], None]]:
        if self.path.exists():
            sentence = _("{path} must be root's with the mode 755, and it is not; set it right.")
            raise SetupFailed(sentence.format(path=self.path))
        made = make_folder(self.path, 0o755)
        return {"folders": [str(path) for path in made]}, lambda: remove_folders(made)

    def undo(self, made: Mapping[str, Any]) -> None:
        remove_folders([Path(path) for path in made["folders"]])


@dataclass
class DataFolder(Step):
    """The folder of the plan: the account's alone."""

    plan: Path
    account: str
    key = "data"

    def title(self) -> str:
        return _("The folder {path} for the plan and its backups, the account's alone").format(
            path=self.plan.parent
        )

    def done(self) -> bool:
        entry, folder = _entry(self.account), self.plan.parent
        return entry is not None and folder.is_dir() and owned(folder, entry.pw_uid, 0o700)

    def script(self) -> Sequence[str]:
        return [f"install -d -o {self.account} -g {self.account} -m 700 {self.plan.parent}"]

    def do(self) -> tuple[Made, Callable[[], None]]:
        folder, entry = self.plan.parent, pwd.getpwnam(self.account)
        if folder.exists():
            if folder.stat().st_uid != entry.pw_uid:
                self._demand_free(folder)
                give(folder, entry.pw_uid, entry.pw_gid)
            folder.chmod(0o700)
            return {"folders": []}, lambda: give(folder, 0, 0)
        made = make_folder(folder, 0o700)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        return {"folders": [str(path) for path in made]}, lambda: remove_folders(made)

    def undo(self, made: Mapping[str, Any]) -> None:
        remove_folders([Path(path) for path in made["folders"]])
        if self.plan.parent.is_dir():
            give(self.plan.parent, 0, 0)  # the account's number may be somebody else's one day

    def _demand_free(self, folder: Path) -> None:
        """Refuse a folder that is used for something else: all in it would become the account's."""
        home = str(folder) in {entry.pw_dir for entry in pwd.getpwall()}
        left_behind = self.plan.is_file() and owned(folder, 0, 0o700)
        if home or not (left_behind or not any(folder.iterdir())):
            sentence = _("The plan needs a folder of its own, and {path} is used already; "
                         "name another with --plan.")  # fmt: skip
            raise SetupFailed(sentence.format(path=folder))


@dataclass
class File(Step):
    """A file of root's with a known text."""

    path: Path
    text: str
    mode: int
    purpose: str
    """What it is for, marked with ``N_``."""

    def __post_init__(self) -> None:
        self.key = f"file {self.path}"

    def title(self) -> str:
        return f"{self.path}: {_(self.purpose)}"

    def done(self) -> bool:
        return (
            self.path.is_file()
            and not self.path.is_symlink()
            and owned(self.path, 0, self.mode)
            and self.path.read_text(encoding="utf-8") == self.text
        )

    def script(self) -> Sequence[str]:
        lines = self.text.rstrip("\n").split("\n")
        return [f"cat > {self.path} <<'END'", *lines, "END", f"chmod {self.mode:o} {self.path}"]

    def do(self) -> tuple[Made, Callable[[], None]]:
        before = self.path.read_bytes() if self.path.is_file() else None
        mode = stat.S_IMODE(self.path.stat().st_mode) if before is not None else self.mode
        write_file(self.path, self.text.encode(), self.mode)

        def back() -> None:
            if before is None:
                self.path.unlink(missing_ok=True)
            else:
                write_file(self.path, before, mode)

        return {"digest": hashlib.sha256(self.text.encode()).hexdigest()}, back

    def undo(self, made: Mapping[str, Any]) -> None:
        if not self.path.exists():
            return
        if hashlib.sha256(self.path.read_bytes()).hexdigest() == made["digest"]:
            self.path.unlink()
        else:  # somebody's own words are in it; where it is kept nothing reads it
            self.path.rename(f"{self.path}.changed")


PURPOSES = {
    "gate": N_("what a login starts: the dashboard, and nothing else"),
    "keys": N_("what sshd asks whether a key may log in"),
    "sapa-tui": N_("the command line for the administrator, to be run as the account"),
}


def end_sessions(name: str) -> None:
    """End what an account runs; an open dashboard keeps what is typed, and says so."""
    entry = _entry(name)
    if entry is not None:
        end_processes(entry.pw_uid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None

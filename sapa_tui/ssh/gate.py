"""The door over SSH: sshd's forced command for everybody who logs in to the plan's account.

It is the dashboard's own process: it finds out who has come, cleans and bounds itself, and then
becomes the dashboard or one of a few commands. It starts no other program.
"""

import errno
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from db.doorkeeper import Admission, admission
from db.errors import SapaError
from sapa_tui.locale import _

from .access_log import Visitor
from .allowed import Wish, readable, wish
from .limits import bound_resources, clean_environment

REFUSED = 64
_ENDING = (signal.SIGHUP, signal.SIGTERM)


def main(plan: str) -> None:
    """Let the person in whose key has logged in to this account; ends the process."""
    from sapa_tui.cli import say, speak

    path = Path(os.path.abspath(plan))
    given = dict(os.environ)
    os.environ.clear()
    os.environ.update(clean_environment(given, path))
    bound_resources()
    threading.excepthook = _thread_failed
    logging.lastResort = None  # whatever a library complains of, nobody's screen is a log
    speak("da")
    try:
        sys.exit(enter(path, given))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:  # noqa: BLE001 - the last door before the person
        from sapa_tui.faults import record

        say(record(fault))
        sys.exit(1)


def enter(plan: Path, given: Mapping[str, str]) -> int:
    """Let somebody in as far as they may come; returns the exit code.

    ``given`` is the environment that sshd has made for them.
    """
    address = given.get("SSH_CONNECTION", "").partition(" ")[0] or "?"
    command = given.get("SSH_ORIGINAL_COMMAND", "")
    keys = logged_in_with(given.get("SSH_USER_AUTH", ""))
    try:
        guest = whose(plan, keys)
    except OSError as fault:
        words = _("The plan cannot be read on the server; tell whoever runs it.")
        return _refuse(Visitor(plan, "?", address), words, f"plan: {fault}")
    if guest is None:
        shown = " ".join(map(fingerprint, keys)) or "no key"
        words = _("This key opens no plan here; ask the project leader to give you access.")
        return _refuse(Visitor(plan, shown, address), words, "key")
    visitor = Visitor(plan, guest.person, address)
    asked = wish(command)
    if asked is None:
        return _refuse(visitor, _why_not(command), f"command: {command}")
    if asked.words:
        return _carry_out(plan, guest, asked, visitor)
    return _open(plan, guest, asked, visitor)


def _why_not(command: str) -> str:
    if not readable(command):
        return _("There is a character in the command that cannot be used here.")
    return _(
        "Over SSH only a few commands work, such as status, board, communication and history; "
        "for everything else open the dashboard."
    )


def logged_in_with(auth_info: str) -> list[str]:
    """The keys in base64 that sshd says the login was made with (``ExposeAuthInfo``)."""
    try:
        lines = Path(auth_info).read_text(encoding="ascii").splitlines() if auth_info else []
    except (OSError, UnicodeError):
        return []
    found = [line.split() for line in lines]
    return [words[2] for words in found if len(words) == 3 and words[0] == "publickey"]


def whose(plan: Path, keys: list[str]) -> Admission | None:
    """Whom the keys let in; None unless every one of them is the same person's.

    Raises:
        OSError: the plan cannot be read.
    """
    found = [admission(plan, key) for key in keys]
    people = {guest and guest.person for guest in found}
    return found[0] if len(people) == 1 else None


def fingerprint(blob: str) -> str:
    """A key that nobody is known by, as it is logged."""
    from db.rules.keys import PublicKey

    try:
        return PublicKey("", blob, "").fingerprint
    except ValueError:
        return "?"


def _carry_out(plan: Path, guest: Admission, asked: Wish, visitor: Visitor) -> int:
    from sapa_tui.cli import run

    line = ["--db", str(plan), "--as", guest.person, "--lang", asked.language, *asked.words]
    how = "failed"
    try:
        how = str(code := run(line, hints=False))
    except SystemExit as left:  # the reader of the output went away
        how = str(left.code)
        raise
    finally:
        visitor.note("command", f"{how} {' '.join(asked.words)}")
    return code


def _open(plan: Path, guest: Admission, asked: Wish, visitor: Visitor) -> int:
    if not all(os.isatty(number) for number in (0, 1, 2)):
        words = _("The dashboard needs a terminal; connect from one, without “-T”.")
        return _refuse(visitor, words, "no terminal")
    from sapa_tui.cli import speak
    from sapa_tui.signals import never_outlive_the_terminal

    speak(asked.language)
    visitor.note("opened", guest.fingerprint)
    _when_ended(lambda number: visitor.note("closed", signal.Signals(number).name))
    never_outlive_the_terminal(lambda: visitor.note("closed", "its terminal has gone"))
    code = 1
    try:
        code = _dashboard(plan, guest)
    finally:
        visitor.note("closed", str(code))
    return code


def _dashboard(plan: Path, guest: Admission) -> int:
    from sapa_tui.dashboard import show_dashboard

    try:
        return show_dashboard(plan, guest.person, guest.fingerprint)
    except SapaError as error:
        from sapa_tui.cli import say
        from sapa_tui.presentation.sentences import error_sentence

        say(error_sentence(error))
        return 1


def _when_ended(note: Callable[[int], None]) -> None:
    """Say by which signal the process is ended, then let it end.

    This also undoes a SIGHUP that is ignored: here nobody is to outlive their connection.
    """

    def end(number: int, _frame: Any) -> None:
        for every in _ENDING:
            signal.signal(every, signal.SIG_IGN)  # a second one must not cut the note short
        note(number)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in _ENDING:
        signal.signal(number, end)


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    """End as a whole: without the thread that reads its keys a dashboard would be deaf."""
    fault = failed.exc_value
    gone = isinstance(fault, OSError) and fault.errno == errno.EIO  # the terminal; no fault of ours
    if fault is not None and not gone:
        from sapa_tui.faults import record

        record(fault)
    os.kill(os.getpid(), signal.SIGHUP if gone else signal.SIGTERM)


def _refuse(visitor: Visitor, words: str, cause: str) -> int:
    from sapa_tui.cli import say

    visitor.note("refused", cause)
    say(words)
    return REFUSED

"""Opening the dashboard in this terminal."""

import gc
from pathlib import Path

from db.clock import Clock
from sapa_tui import locale
from sapa_tui.cli import say
from sapa_tui.presentation.standing import shut_out
from sapa_tui.refresh import PlanSession
from sapa_tui.signals import never_outlive_the_terminal


def open_dashboard(path: Path, person: str | None, language: str, *, standup: bool = False) -> int:
    """Open a person's dashboard on a plan; returns the exit code.

    Where there is no plan yet the start screen asks for one; ``person`` may then be unknown.
    ``standup`` goes along with the walk that is under way, or begins one.

    Raises:
        SapaError: the plan cannot be used.
    """
    never_outlive_the_terminal()
    locale.use(language)
    if person is None or not path.exists():
        person = _plant(path, person)
        if person is None:
            return 0
    return show_dashboard(path, person, standup=standup)


def show_dashboard(path: Path, person: str, key: str = "", *, standup: bool = False) -> int:
    """Show a person the plan that is there; returns the exit code.

    ``key`` is the fingerprint by which they have come in over SSH, if that is how: the dashboard
    ends when it is revoked. ``standup`` is as for :func:`open_dashboard`.

    Raises:
        SapaError: the plan cannot be used.
    """
    gc.disable()  # the dashboard goes on collecting once it stands
    session = PlanSession(path, person, Clock())
    session.start()
    # The plan is read in the session's thread while Textual, the larger part, is loaded here.
    from sapa_tui.app import SapaApp

    app = SapaApp(session, key, standup=standup)
    sentence = shut_out(app.wall.people.get(person), key, False)  # since they were let in
    if sentence:
        session.close()
    else:
        sentence = app.run() or ""
    if sentence:
        say(sentence)  # after the screen has been restored; the terminal may have gone
    return app.return_code or 0


def _plant(path: Path, named: str | None) -> str | None:
    """Let the start screen plant a plan; returns its leader, or None when nobody wanted one."""
    from sapa_tui.start import StartApp

    gc.enable()
    return StartApp(path, Clock(), named).run()

"""Opening the dashboard in this terminal."""

import gc
import sys
from pathlib import Path

from db.clock import Clock
from sapa_tui import locale
from sapa_tui.refresh import PlanSession


def open_dashboard(path: Path, person: str | None, language: str) -> int:
    """Open a person's dashboard on a plan; returns the exit code.

    Where there is no plan yet the start screen asks for one; ``person`` may then be unknown.

    Raises:
        SapaError: the plan cannot be used.
    """
    # Nothing made while starting is ever garbage; collecting it would cost a tenth of the start.
    gc.disable()
    locale.use(language)
    if person is None or not path.exists():
        person = _plant(path, person)
        if person is None:
            return 0
    session = PlanSession(path, person, Clock())
    session.start()
    # The plan is read in the session's thread while Textual, the larger part, is loaded here.
    from sapa_tui.app import SapaApp

    app = SapaApp(session)
    sentence = app.run()
    if sentence:
        print(sentence, file=sys.stderr)  # noqa: T201 - after the screen has been restored
    return app.return_code or 0


def _plant(path: Path, named: str | None) -> str | None:
    """Let the start screen plant a plan; returns its leader, or None when nobody wanted one."""
    from sapa_tui.start import StartApp

    return StartApp(path, Clock(), named).run()

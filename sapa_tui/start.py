"""Before there is a plan: the start screen on its own, in front of nothing."""

from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from db.clock import Clock
from db.errors import InvalidInput
from db.rules.text import check_name, safe
from sapa_tui.field_keys import FieldKeysApp
from sapa_tui.guarded_app import GuardedApp
from sapa_tui.terminal import PatientDriver
from sapa_tui.themes import DEFAULT, THEMES


class StartApp(FieldKeysApp[str | None], GuardedApp[str | None]):
    """Plants a plan; ends with its leader's login name, or with None when nothing was planted."""

    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "leave", show=False, priority=True)]

    def __init__(self, path: Path, clock: Clock, named: str | None = None) -> None:
        """``named`` is the login name that was given when the program was called."""
        super().__init__(driver_class=PatientDriver)
        self._path = path
        self._clock = clock
        self._named = named
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DEFAULT

    async def on_mount(self) -> None:
        from sapa_tui.screens.start import StartScreen

        login, full_name = who_sits_here(self._named)
        own = self._named or _system_user()[0]
        start = StartScreen(self._path, self._clock, login=login, full_name=full_name, own=own)

        def done(planted: bool | None) -> None:
            self.exit(start.leader if planted else None)

        await self.push_screen(start, done)

    async def action_leave(self) -> None:
        """ctrl+q: leave without planting anything."""
        self.exit(None)


def who_sits_here(named: str | None) -> tuple[str, str]:
    """Login and full name to begin with: the one named, else the system's; empty when unfit."""
    system, full_name = _system_user()
    login = named or system
    try:
        check_name(login)
    except InvalidInput:
        return "", ""
    return login, full_name if login == system and full_name != system else ""


def _system_user() -> tuple[str, str]:
    """Login and full name as the operating system has them; empty where it has none."""
    import os
    import pwd

    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:  # a user without an entry, as in a container
        return "", ""
    return entry.pw_name.lower(), safe(entry.pw_gecos.partition(",")[0])

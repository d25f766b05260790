"""What every app of ours has in common: nothing in it reaches the server that it runs on."""

from typing import Any, NoReturn

from textual.app import App, ReturnType, SuspendNotSupported
from textual.screen import Screen


class GuardedApp(App[ReturnType]):
    """A Textual app for a shared server: it writes no file, and starts and stops no process."""

    ENABLE_COMMAND_PALETTE = False

    def get_system_commands(self, screen: Screen[Any]) -> Any:
        """Only our own actions stand in the palette."""
        del screen
        return iter(())

    def suspend(self) -> NoReturn:
        """No other program gets the terminal."""
        raise SuspendNotSupported

    def action_suspend_process(self) -> None:
        """Nobody is to be left with a stopped process on the server."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """No files are written on the server."""

    def save_screenshot(self, *_args: Any, **_kwargs: Any) -> str:
        """No files are written on the server."""
        return ""

    def deliver_text(self, *_args: Any, **_kwargs: Any) -> None:
        """No files are written on the server."""

    def deliver_binary(self, *_args: Any, **_kwargs: Any) -> None:
        """No files are written on the server."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No browser is started on the server."""

    async def action_simulate_key(self, key: str) -> None:
        """Keys are pressed by people."""

    def action_notify(self, *_args: Any, **_kwargs: Any) -> None:
        """What is told is told by our own code."""

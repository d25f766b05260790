"""The floor: the least that any Textual program costs here."""

from textual.app import App, ComposeResult
from textual.widgets import Static

GREETING = "hello there"


class Hello(App[None]):
    """Says hello and waits."""

    def compose(self) -> ComposeResult:
        yield Static(GREETING)


if __name__ == "__main__":
    Hello().run()

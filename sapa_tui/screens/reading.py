"""The frame of a page to read in front of a view."""

from pathlib import PurePath
from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen


class ReadingScreen(ModalScreen[None]):
    """As wide as lines are good to read, nearly as high as the window.

    Subclasses put a ``Vertical`` of the class ``page-frame`` into it, with a list of the class
    ``page`` and a footer.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "reading.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall")]

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close once: a key that comes twice must not close what stands behind as well."""
        if self.is_active:
            return super().dismiss(result)
        nothing: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
        return nothing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key means anything before the page is there, however fast it is typed."""
        return self.is_mounted and super().check_action(action, parameters)

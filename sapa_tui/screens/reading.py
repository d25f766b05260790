"""The frame of a page to read in front of a view."""

from textual.screen import ModalScreen


class ReadingScreen(ModalScreen[None]):
    """As wide as lines are good to read, nearly as high as the window.

    Subclasses put a ``Vertical`` of the class ``page-frame`` into it, with a list of the class
    ``page`` and a footer.
    """

    CSS_PATH = "reading.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall")]

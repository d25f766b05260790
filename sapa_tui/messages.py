"""What the session's thread tells the dashboard."""

from textual.message import Message

from db.errors import SapaError
from db.queries.wall import Wall


class PlanRead(Message):
    """The plan has been read: for the first time, or because something changed."""

    def __init__(self, wall: Wall) -> None:
        super().__init__()
        self.wall = wall


class PlanDelayed(Message):
    """The plan's file does not answer for the moment; with ``fault`` None it does again."""

    def __init__(self, fault: SapaError | None) -> None:
        super().__init__()
        self.fault = fault


class PlanLost(Message):
    """The plan cannot be used any longer."""

    def __init__(self, fault: SapaError) -> None:
        super().__init__()
        self.fault = fault

"""What the session's thread tells the dashboard."""

from dataclasses import dataclass

from textual.message import Message

from db.errors import SapaError
from db.queries.wall import Wall


@dataclass
class PlanRead(Message):
    """The plan has been read: for the first time, or because something changed."""

    wall: Wall


@dataclass
class PlanDelayed(Message):
    """The plan's file does not answer for the moment; with ``fault`` None it does again."""

    fault: SapaError | None


@dataclass
class PlanLost(Message):
    """The plan cannot be used any longer."""

    fault: SapaError

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
class PlanLost(Message):
    """The plan cannot be used any longer."""

    fault: SapaError

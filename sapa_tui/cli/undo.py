"""``undo`` and ``redo``: one's own last change, taken back or done again."""

from db.commands import undo as commands
from sapa_tui.locale import N_

from .session import Session, pass_session
from .translated import command


@command("undo", N_("Take back your own last change."))
@pass_session
def undo(session: Session) -> None:
    """Undo, and say what."""
    with session.plan() as database:
        session.write(database, commands.undo)


@command("redo", N_("Do again what you undid last."))
@pass_session
def redo(session: Session) -> None:
    """Redo, and say what."""
    with session.plan() as database:
        session.write(database, commands.redo)

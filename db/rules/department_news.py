"""What has become of a department since the last standup, in no language yet."""

from typing import NamedTuple

ADDED, ARCHIVED, RESTORED = "added", "archived", "restored"
IN_USE = "in_use"


class Turn(NamedTuple):
    """One thing that is not as it was: codes, numbers as text, or somebody's words.

    ``field`` is one of the department's, or ``in_use``. ``note`` is what belongs to ``new``: the
    reason of an answer, the call for help, or the week (from 0) of a number in use.
    """

    field: str
    old: str
    new: str
    note: str = ""


class DepartmentNews(NamedTuple):
    """A department that is not as it was; ``by`` are the login names of those who did it.

    ``place`` tells that it has come or gone: ``added``, ``archived``, ``restored``, or nothing.
    ``users`` is how many are to use SAPA there now.
    """

    id: int = 0
    name: str = ""
    by: tuple[str, ...] = ()
    place: str = ""
    users: int = 0
    turns: tuple[Turn, ...] = ()

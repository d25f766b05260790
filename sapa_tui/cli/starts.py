"""What ``status`` tells of each department's start of use, and of the moves of go-live."""

from datetime import date
from typing import Any

from db.clock import local, unstamp
from db.queries.departments import DepartmentRow
from db.queries.go_live_history import GoLiveSet
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.move_words import followed_words


def department_data(row: DepartmentRow, go_live: date | None, today: date) -> dict[str, Any]:
    """A department as JSON holds it; ``starts_on`` is go-live's day where it has none itself."""
    start = row.starts(go_live)
    return {
        "id": row.id,
        "name": row.name,
        "start_of_use": row.start_of_use and row.start_of_use.isoformat(),
        "starts_on": start and start.isoformat(),
        "started": start is not None and start <= today,
        "users": row.users,
        "in_use": row.in_use,
        "new_workflows": row.new_workflows.value,
    }


def move_data(move: GoLiveSet) -> dict[str, Any]:
    """A move of go-live as JSON holds it; ``followed`` is null where the log does not know."""
    return {
        "at": move.at,
        "by": move.by,
        "old": move.old and move.old.isoformat(),
        "new": move.new and move.new.isoformat(),
        "reason": move.reason or None,
        "followed": move.followed,
    }


def move_words(move: GoLiveSet) -> str:
    """A move in one line: ``03-04-2017: 01-05-2017 → 01-11-2017 · Forsinket``."""
    old, new = (day_plain(day) if day else _("awaits a new date") for day in (move.old, move.new))
    parts = [f"{day_plain(local(unstamp(move.at)).date())}: {old} → {new}"]
    if move.reason:
        parts.append(move.reason)
    if move.followed is not None:
        parts.append(followed_words(move.followed))
    return " · ".join(parts)

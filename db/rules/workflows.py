"""Old workflows that new ones replace: which of them are still in use past their last day."""

from datetime import date

from .calendar import WorkingCalendar

SOON_WORKING_DAYS = 5
"""A week before its last day it had better be known who closes the old workflow."""


def still_running(
    legacy_title: str, last_day: date | None, closed_on: date | None, today: date
) -> int:
    """Days for which people have worked the old way past its last day; 0 while they do not.

    On the last day itself the old way is still the right one. What nobody has agreed a last day
    for cannot have passed it, and what has no title is no workflow.
    """
    if not legacy_title or last_day is None or closed_on is not None:
        return 0
    return max(0, (today - last_day).days)


def ends_soon(
    legacy_title: str,
    last_day: date | None,
    closed_on: date | None,
    today: date,
    calendar: WorkingCalendar,
) -> bool:
    """Whether the old workflow's last day is today or within a week of work."""
    if not legacy_title or last_day is None or closed_on is not None or last_day < today:
        return False
    return calendar.working_days_left(today, last_day) <= SOON_WORKING_DAYS

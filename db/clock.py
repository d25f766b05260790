"""The only place that reads the time; everywhere else it is a parameter."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

MUNICIPAL_TIME = "Europe/Copenhagen"
"""Danish municipalities live in one zone, whatever the server's own is."""


class Clock:
    """The real time; a test or the demo plan puts another in its place."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present calendar day in Denmark."""
        return local(self.now()).date()


class StoppedClock(Clock):
    """A clock that stands at one instant until it is set again."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        return self.instant


def local(instant: datetime) -> datetime:
    """The wall-clock time in Denmark at an instant."""
    return instant.astimezone(ZoneInfo(MUNICIPAL_TIME))


def midnight(day: date) -> datetime:
    """The instant at which a day begins in Denmark."""
    return datetime.combine(day, time(), ZoneInfo(MUNICIPAL_TIME))


def stamp(instant: datetime) -> str:
    """An instant as it is stored: UTC, ISO 8601, milliseconds, sortable as text."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unstamp(text: str) -> datetime:
    """The instant that :func:`stamp` wrote."""
    return datetime.fromisoformat(text)


def stored_day(text: str | None) -> date | None:
    """The calendar day that a column holds, as ISO 8601; None where it holds none."""
    return date.fromisoformat(text) if text else None

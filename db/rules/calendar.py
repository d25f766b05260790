"""Which days count as working days in a Danish town hall."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from db.errors import InvalidInput

CLOSURE_NAME_LIMIT = 60
DEFAULT_DAYS_BY_AGREEMENT = ("06-05", "12-24", "12-31")
"""Month and day of the days off by agreement in most municipalities; a setting may change them."""

_NAMES_BY_AGREEMENT = {
    "05-01": "May Day",
    "06-05": "Constitution Day",
    "12-24": "Christmas Eve",
    "12-31": "New Year's Eve",
}
_OTHER_DAY_BY_AGREEMENT = "Day off by agreement"
_MONTH_AND_DAY = r"[0-9]{2}-[0-9]{2}"
# The names are keys of the catalogues. The library has renamed its English days before, so the
# ones whose usual British name differs are pinned here rather than followed.
_USUAL_NAMES = {"Pentecost Monday": "Whit Monday"}
_SEPARATOR = "; "
_WEEK = 7
_WEEKDAYS = 5
_LEAP_YEAR = 2000


MOST_AGREED = 10
"""So many days may be free by agreement."""


class WorkingCalendar:
    """Counts working days: Monday to Friday without the given days off.

    ``days_off`` maps a date to the English name of the day off (two names are joined by
    ``"; "``), as the function ``days_off`` of this module returns it. Outside the years that it
    covers only weekends are off.
    """

    __slots__ = ("_names", "_off")

    def __init__(self, days_off: Mapping[date, str]) -> None:
        self._names = dict(days_off)
        # A holiday on a weekend must not be subtracted twice, so only weekdays are kept.
        self._off = sorted(day.toordinal() for day in days_off if not _is_weekend(day))

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on this day."""
        return not _is_weekend(day) and day not in self._names

    def day_off_names(self, day: date) -> tuple[str, ...]:
        """Name what makes this day a day off; empty on a working day.

        A day off that falls on a weekend is called by its own name, not by the weekday's.
        """
        if named := self.holiday_names(day):
            return named
        if _is_weekend(day):
            return ("Saturday",) if day.isoweekday() == _WEEKDAYS + 1 else ("Sunday",)
        return ()

    def holiday_names(self, day: date) -> tuple[str, ...]:
        """Name what makes this day a day off, whatever the weekday; empty for any other day."""
        return tuple(self._names[day].split(_SEPARATOR)) if day in self._names else ()

    def working_days_left(self, today: date, target: date) -> int:
        """Count the working days from today to the target, negative once it has passed.

        Ahead: those after today, up to and including the target. Past: minus those after the
        target, up to and including today.
        """
        return self._count_up_to(target.toordinal()) - self._count_up_to(today.toordinal())

    def last_working_day_before(self, day: date) -> date:
        """Return the nearest working day strictly before this day."""
        return self.add_working_days(day, -1)

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after this day, before it when n is negative.

        With n = 0 it is the day itself, even when that is a day off. Raises ``OverflowError``
        where the calendar of ``datetime.date`` ends (years 1 and 9999).
        """
        if n == 0:
            return day
        ordinal = day.toordinal()
        if n > 0:
            return self._nth_working_day(self._count_up_to(ordinal) + n)
        return self._nth_working_day(self._count_up_to(ordinal - 1) + n + 1)

    def _count_up_to(self, ordinal: int) -> int:
        # Ordinal 1 (1 January of year 1) is a Monday, so weeks line up with multiples of seven.
        weeks, rest = divmod(ordinal, _WEEK)
        return weeks * _WEEKDAYS + min(rest, _WEEKDAYS) - bisect_right(self._off, ordinal)

    def _nth_working_day(self, n: int) -> date:
        ordinal, further = 0, _nth_weekday(n)
        while ordinal != further:  # every day off on the way pushes it on, maybe past another one
            ordinal, further = further, _nth_weekday(n + bisect_right(self._off, further))
        if not 1 <= ordinal <= date.max.toordinal():
            raise OverflowError("date value out of range")
        return date.fromordinal(ordinal)


def _nth_weekday(n: int) -> int:
    """The ordinal of the n-th Monday to Friday, counted from the first day of year 1, a Monday."""
    weeks, rest = divmod(n - 1, _WEEKDAYS)
    return weeks * _WEEK + rest + 1


def days_off(years: Iterable[int], by_agreement: Iterable[str]) -> dict[date, str]:
    """Return the days off of these years with their English names.

    Public holidays come from the ``holidays`` library (no Great Prayer Day from 2024 on).
    ``by_agreement`` are days of the form ``MM-DD``; 29 February counts in leap years only. Two
    names on one day are joined by ``"; "``, the public holiday first. Raises ``InvalidInput``
    (``day_off_not_understood``) for a day that no year has.
    """
    # Importing the library takes longer than everything else in this package together.
    from holidays import country_holidays

    wanted = sorted(set(years))
    agreed = [_agreed_day(text) for text in by_agreement]
    names: dict[date, list[str]] = {}
    for day, name in country_holidays("DK", years=wanted, language="en_US").items():
        names.setdefault(day, []).extend(name.split(_SEPARATOR))
    for year in wanted:
        for month, day_of_month, name in agreed:
            if (found := _day_in(year, month, day_of_month)) is not None:
                names.setdefault(found, []).append(name)
    return {day: _joined(found) for day, found in sorted(names.items())}


def check_agreed(days: Iterable[str]) -> list[str]:
    """Days ``MM-DD`` that may be free by agreement, in the year's order, each once.

    Raises ``InvalidInput`` (``day_off_not_understood``) for a day that no year has, and where
    there are more than :data:`MOST_AGREED`.
    """
    found = sorted(set(days))
    for text in found:
        _agreed_day(text)
    if len(found) > MOST_AGREED:
        raise InvalidInput("day_off_not_understood", text=found[MOST_AGREED])
    return found


def agreed_name(day: str) -> str:
    """The English name of a day ``MM-DD`` that is free by agreement."""
    return _NAMES_BY_AGREEMENT.get(day, _OTHER_DAY_BY_AGREEMENT)


def days_off_here(
    planted: Mapping[date, str],
    by_agreement: Iterable[str],
    closed: Iterable[tuple[date, date, str]],
) -> dict[date, str]:
    """The days off of one municipality: those planted, the agreed ones, and its closing days.

    A plan of the first versions has days by agreement among its planted ones; the ones that are
    no longer agreed on are left out. What cannot be read is left out too.
    """
    agreed = [found for text in by_agreement if (found := _agreed_or_none(text)) is not None]
    gone = set(_NAMES_BY_AGREEMENT.values()) - {name for _month, _day, name in agreed}
    names = {
        day: left for day, joined in planted.items() if (left := _without(joined, gone)) is not None
    }
    for year in {day.year for day in planted}:
        for month, day_of_month, name in agreed:
            if (found_day := _day_in(year, month, day_of_month)) is not None:
                _add_name(names, found_day, name)
    for first, last, name in closed:
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            _add_name(names, date.fromordinal(ordinal), name)
    return names


def _without(joined: str, gone: Collection[str]) -> str | None:
    """The names of a day without some of them; None where none is left."""
    if _SEPARATOR not in joined:  # a thousand days have one name, and the plan is read often
        return None if joined in gone else joined
    return _SEPARATOR.join(n for n in joined.split(_SEPARATOR) if n not in gone) or None


def _add_name(names: dict[date, str], day: date, name: str) -> None:
    known = names.get(day)
    if known is None:
        names[day] = name
    elif name not in known.split(_SEPARATOR):
        names[day] = f"{known}{_SEPARATOR}{name}"


def _is_weekend(day: date) -> bool:
    return day.isoweekday() > _WEEKDAYS


def _agreed_day(text: str) -> tuple[int, int, str]:
    if re.fullmatch(_MONTH_AND_DAY, text):
        month, day_of_month = int(text[:2]), int(text[3:])
        if _day_in(_LEAP_YEAR, month, day_of_month) is not None:
            return month, day_of_month, agreed_name(text)
    raise InvalidInput("day_off_not_understood", text=text)


def _agreed_or_none(text: str) -> tuple[int, int, str] | None:
    try:
        return _agreed_day(text)
    except InvalidInput:
        return None


def _day_in(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def _joined(names: list[str]) -> str:
    usual = (_USUAL_NAMES.get(name, name) for name in names)
    # dict keeps the order of first mention while it removes a name given twice.
    return _SEPARATOR.join(dict.fromkeys(usual))

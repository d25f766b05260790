"""Where the plan stands in whole sentences: the countdown, and the quality criterion."""

from collections.abc import Sequence
from datetime import date

from db.rules.countdown import Countdown
from sapa_tui.locale import _

from .dates import count_days, count_working_days, day_in_words, days_phrase
from .document import listed
from .sentences import quoted


def countdown_sentence(
    go_live: date | None,
    end_date: date | None,
    to_go_live: tuple[int | None, int | None],
    to_end: tuple[int | None, int | None],
) -> str:
    """How far it is to both dates; each in days and in working days, negative once passed."""
    (live, live_working), (end, end_working) = to_go_live, to_end
    if go_live is None or end_date is None or live is None or end is None:
        return _("The go-live date is not known yet.")
    return _countdown_pattern(live, end).format(
        go_live=day_in_words(go_live),
        end=day_in_words(end_date),
        left=_left(live, live_working),
        left_to_end=_left(end, end_working),
        over=count_days(abs(live)),
        over_end=count_days(abs(end)),
    )


def _countdown_pattern(to_live: int, to_end: int) -> str:
    if to_live > 0:
        return _("It is {left} to go-live, {go_live}, and {left_to_end} to the end date, {end}.")
    if to_live == 0:
        return _("Today is go-live, and it is {left_to_end} to the end date, {end}.")
    if to_end > 0:
        return _(
            "Go-live was {over} ago, {go_live}, and it is {left_to_end} to the end date, {end}."
        )
    if to_end == 0:
        return _("Today is the end date; go-live was {over} ago, {go_live}.")
    return _("The end date was {over_end} ago, {end}, and go-live {over} ago, {go_live}.")


def _left(days: int, working_days: int | None) -> str:
    """``28 dage (17 arbejdsdage)``."""
    working = "" if working_days is None else f" ({count_working_days(working_days)})"
    return f"{count_days(days)}{working}"


def course_line(count: Countdown, now: tuple[int, int], then: tuple[int, int] | None) -> str:
    """Both in short, for a screen: ``28 dage / 17 arbejdsdage til idriftsættelsen · …``."""
    reached = _("{reached} of {relevant} stakeholders reached{before}")
    words = reached.format(reached=now[0], relevant=now[1], before=_before(now, then))
    return " · ".join([*_dates_left(count), words])


def _dates_left(count: Countdown) -> list[str]:
    live, end = count.days_to_go_live, count.days_to_end
    if live is None or end is None:
        return [_("no go-live date yet")]
    to_live = _short(live, count.working_days_to_go_live or 0)
    to_end = _short(end, count.working_days_to_end or 0)
    words = [
        _("go-live {when}").format(when=days_phrase(live) if live <= 0 else to_live),
        _("end date {when}").format(when=days_phrase(end) if end <= 0 else to_end),
    ]
    return words if live >= 0 else words[1:]


def _short(days: int, working_days: int) -> str:
    return f"{days_phrase(days)} ({count_working_days(working_days)})"


def go_live_moved(before: date | None, now: date | None) -> str:
    """What has become of the go-live date since last time."""
    if before is None:
        return _("The go-live date has been set since last time.")
    pattern = _("The go-live date has been moved since last time: it was {day}.")
    if now is None:
        pattern = _("The go-live date has been taken away since last time: it was {day}.")
    return pattern.format(day=day_in_words(before))


def criterion_sentences(
    now: tuple[int, int], then: tuple[int, int] | None, missing: Sequence[str]
) -> list[str]:
    """How many of the relevant stakeholders have been reached, then and now, and who has not."""
    reached, relevant = now
    met = reached == relevant > 0
    pattern = _(
        "The quality criterion is not met yet: {reached} of {relevant} relevant stakeholders "
        "have been reached{before}."
    )
    if met:
        pattern = _(
            "The quality criterion is met: all {relevant} relevant stakeholders have been "
            "reached{before}."
        )
    found = [pattern.format(reached=reached, relevant=relevant, before=_before(now, then))]
    if missing and not met:
        names = listed(quoted(name) for name in missing)
        found.append(_("Still missing: {groups}.").format(groups=names))
    return found


def _before(now: tuple[int, int], then: tuple[int, int] | None) -> str:
    if then is None:
        return ""
    words = _(", as last time") if then == now else _(" (last time {reached} of {relevant})")
    return words.format(reached=then[0], relevant=then[1])

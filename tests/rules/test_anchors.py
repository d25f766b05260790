"""What due dates are counted from: any rule, any chain, against a count that is slow and plain."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.due import (
    OF_A_ROW,
    UNIT_LIMITS,
    Anchor,
    AnchorKey,
    AnchorPoint,
    Anchors,
    Due,
    Rule,
    Unit,
    due_by,
    stored_rule,
)

CALENDAR = WorkingCalendar(days_off(range(2013, 2044), DEFAULT_DAYS_BY_AGREEMENT))
MAY = date(2017, 5, 1)

go_lives = st.dates(date(2015, 1, 1), date(2040, 12, 31))
near = st.integers(-60, 60)


@st.composite
def rules(draw: st.DrawFn, anchors: tuple[Anchor, ...] = tuple(Anchor), most: int = 9) -> Rule:
    """Any rule; its row is one of the first few."""
    anchor = draw(st.sampled_from(anchors))
    row = draw(st.integers(1, most)) if anchor in OF_A_ROW else 0
    return Rule(anchor, draw(near), draw(st.sampled_from(Unit)), row)


@st.composite
def chains(draw: st.DrawFn) -> dict[AnchorKey, AnchorPoint]:
    """Activities that each are due by themselves, or counted from one that comes later."""
    points: dict[AnchorKey, AnchorPoint] = {}
    length = draw(st.integers(1, 6))
    for number in range(1, length + 1):
        onward = Rule(Anchor.ACTIVITY, draw(near), draw(st.sampled_from(Unit)), number + 1)
        plain = draw(rules((Anchor.GO_LIVE, Anchor.END_DATE)))
        last = number == length
        due = due_by(plain if last else onward)
        points[Anchor.ACTIVITY, number] = AnchorPoint(f"K{number}", due)
    return points


def slowly(day: date, rule: Rule) -> date:
    """A rule carried out one day at a time."""
    step = timedelta(days=1 if rule.amount > 0 else -1)
    left = abs(rule.amount) * (7 if rule.unit is Unit.WEEKS else 1)
    while left:
        day += step
        left -= rule.unit is not Unit.WORKING_DAYS or CALENDAR.is_working_day(day)
    return day


def day_by_day(due: Due, anchors: Anchors) -> date | None:
    """A due date followed back to where it begins, and counted day by day."""
    rule = due.counted
    if rule is None:
        return due.due_date
    if rule.anchor in OF_A_ROW:
        base = day_by_day(anchors.points[rule.key].due, anchors)
    else:
        base = anchors.go_live if rule.anchor is Anchor.GO_LIVE else anchors.end_date
    return base and slowly(base, rule)


@given(rules())
def test_a_stored_rule_is_read_as_it_was(rule: Rule) -> None:
    assert stored_rule(rule.stored) == rule
    assert due_by(rule).counted == rule


@pytest.mark.parametrize(
    "text",
    [
        *("", "go_live", "go_live-8", "T-8", "activity+2wd", "go_live:3-8w", "activity:0x1+2w"),
        *(
            "activity:12 +2w",
            "nobody:3+2w",
            "activity:12+2y",
            "activity:12+99999d",
            "end_date+1w\n",
        ),
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="due_not_understood"):
        stored_rule(text)


@given(st.sampled_from(Unit), st.integers(1, 400), st.sampled_from([-1, 1]))
def test_ten_years_are_the_limit_in_any_unit(unit: Unit, over: int, side: int) -> None:
    limit = UNIT_LIMITS[unit]
    assert due_by(Rule(Anchor.END_DATE, side * limit, unit)).rule is not None
    with pytest.raises(InvalidInput, match="offset_out_of_range"):
        due_by(Rule(Anchor.END_DATE, side * (limit + over), unit))


def test_weeks_from_go_live_are_written_as_the_card_counts() -> None:
    assert due_by(Rule(Anchor.GO_LIVE, -8)) == Due(offset_weeks=-8)
    with pytest.raises(InvalidInput, match="due_both_set"):
        Due(offset_weeks=-8, rule=Rule(Anchor.END_DATE, 1))


@given(go_lives, chains())
def test_a_chain_comes_to_what_a_slow_count_comes_to(
    go_live: date, points: dict[AnchorKey, AnchorPoint]
) -> None:
    anchors = Anchors(go_live, CALENDAR, points=points)
    for point in points.values():
        assert anchors.resolve(point.due) == day_by_day(point.due, anchors)


@given(go_lives, chains())
def test_without_a_go_live_nothing_that_hangs_on_it_has_a_date(
    go_live: date, points: dict[AnchorKey, AnchorPoint]
) -> None:
    for point in points.values():
        assert Anchors(None, CALENDAR, points=points).resolve(point.due) is None
        assert Anchors(go_live, CALENDAR, points=points).resolve(point.due) is not None


@given(go_lives, rules((Anchor.GO_LIVE, Anchor.END_DATE)))
def test_weeks_and_days_there_and_back(go_live: date, rule: Rule) -> None:
    there = rule.after(go_live, CALENDAR)
    back = rule._replace(amount=-rule.amount).after(there, CALENDAR)
    if rule.unit is not Unit.WORKING_DAYS or CALENDAR.is_working_day(go_live):
        assert back == go_live
    if rule.unit is Unit.WEEKS:
        assert there.isoweekday() == go_live.isoweekday()
    if rule.unit is Unit.WORKING_DAYS and rule.amount:
        assert CALENDAR.is_working_day(there)


def test_a_department_without_a_start_of_its_own_starts_with_go_live() -> None:
    later = Due(due_date=date(2017, 9, 4))
    points = {
        (Anchor.DEPARTMENT, 1): AnchorPoint("Borgerservice", Due(offset_weeks=0)),
        (Anchor.DEPARTMENT, 2): AnchorPoint("Jobcenter", later),
    }
    anchors = Anchors(MAY, CALENDAR, points=points)
    two_weeks = [Due(rule=Rule(Anchor.DEPARTMENT, 2, id=number)) for number in (1, 2)]
    assert [anchors.resolve(due) for due in two_weeks] == [date(2017, 5, 15), date(2017, 9, 18)]
    moved = anchors._replace(go_live=None)
    assert [moved.resolve(due) for due in two_weeks] == [None, date(2017, 9, 18)]


def test_what_hangs_on_itself_or_on_nothing_has_no_date() -> None:
    points = {
        (Anchor.ACTIVITY, 1): AnchorPoint("A", Due(rule=Rule(Anchor.ACTIVITY, 1, id=2))),
        (Anchor.ACTIVITY, 2): AnchorPoint("B", Due(rule=Rule(Anchor.ACTIVITY, 1, id=1))),
    }
    anchors = Anchors(MAY, CALENDAR, points=points)
    for number in (1, 2, 3):
        due = Due(rule=Rule(Anchor.ACTIVITY, 1, id=number))
        assert anchors.resolve(due) is None
        assert len(anchors.way(due)) <= 3


@given(st.integers(2, 2_000))
def test_the_longest_chain_ends(length: int) -> None:
    points = {
        (Anchor.ACTIVITY, number): AnchorPoint(
            "K", due_by(Rule(Anchor.ACTIVITY, 520, id=number + 1))
        )
        for number in range(length)
    }
    points[Anchor.ACTIVITY, length] = AnchorPoint("K", Due(due_date=MAY))
    due = Due(rule=Rule(Anchor.ACTIVITY, 1, id=0))
    found = Anchors(MAY, CALENDAR, points=points).resolve(due)
    try:
        assert found == MAY + timedelta(weeks=520 * length + 1)
    except OverflowError:  # no calendar goes so far
        assert found is None


@pytest.mark.parametrize(
    ("go_live", "due", "day"),
    [
        (date(2017, 4, 1), Due(rule=Rule(Anchor.GO_LIVE, -10, Unit.WORKING_DAYS)), (2017, 3, 20)),
        (MAY, Due(rule=Rule(Anchor.END_DATE, 0, Unit.DAYS)), (2017, 6, 5)),
        (MAY, Due(rule=Rule(Anchor.END_DATE, -1, Unit.WORKING_DAYS)), (2017, 6, 2)),
        (date(2026, 11, 23), Due(rule=Rule(Anchor.END_DATE, 1)), (2027, 1, 4)),
        (date(2027, 2, 18), Due(rule=Rule(Anchor.END_DATE, 1, Unit.WORKING_DAYS)), (2027, 3, 30)),
        (date(2026, 11, 20), Due(rule=Rule(Anchor.END_DATE, 1, Unit.WORKING_DAYS)), (2026, 12, 28)),
    ],
)
def test_known_dates(go_live: date, due: Due, day: tuple[int, int, int]) -> None:
    assert Anchors(go_live, CALENDAR).resolve(due) == date(*day)


@given(go_lives)
def test_summer_time_shifts_no_date(go_live: date) -> None:
    anchors = Anchors(go_live, CALENDAR)
    for days in range(-30, 31):
        due = due_by(Rule(Anchor.GO_LIVE, days, Unit.DAYS))
        assert anchors.resolve(due) == date.fromordinal(go_live.toordinal() + days)

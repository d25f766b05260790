"""Chains of due dates, there and back: what is open is restored, and what is done never moves."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.due import Anchor, AnchorKey, AnchorPoint, Anchors, Due, Rule, Unit, due_by
from db.rules.go_live_move import Dated, Item, Move, Standing, Stays, move_anchors
from db.rules.start_move import recounted

TODAY = date(2017, 4, 3)
CALENDAR = WorkingCalendar(days_off(range(2010, 2050), DEFAULT_DAYS_BY_AGREEMENT))
DEPARTMENTS = (1, 2)
AT_GO_LIVE = Due(offset_weeks=0)
World = list[Item]

go_lives = st.dates(date(2015, 1, 1), date(2040, 12, 31))
starts = st.one_of(st.none(), go_lives)
units = st.sampled_from(Unit)


def start(day: date | None) -> Due:
    """When a department starts that has this day of its own, or none."""
    return AT_GO_LIVE if day is None else Due(due_date=day)


@st.composite
def chained(draw: st.DrawFn, own: st.SearchStrategy[date | None]) -> World:
    """Two departments, and up to eight rows; each may be counted from any before it."""
    world = [
        Item(Dated.DEPARTMENT, number, "A", start(draw(own)), waits_for_use=True)
        for number in DEPARTMENTS
    ]
    for number in range(1, draw(st.integers(1, 8)) + 1):
        amount = draw(st.integers(-30, 30))
        from_row = draw(st.booleans()) and number > 1
        if from_row:  # most often the row before, so that the chains get long
            key = draw(st.sampled_from([world[-1].key, world[-1].key, *(i.key for i in world)]))
            assert key is not None
            due = due_by(Rule(key[0], amount, draw(units), key[1]))
        else:
            due = draw(
                st.one_of(
                    st.just(Due(offset_weeks=amount)),
                    st.builds(Due, due_date=go_lives),
                    st.builds(
                        due_by, st.builds(Rule, st.just(Anchor.END_DATE), st.just(amount), units)
                    ),
                )
            )
        kind = draw(st.sampled_from([Dated.ACTIVITY, Dated.COMMUNICATION]))
        standing, where = draw(st.sampled_from(Standing)), draw(st.sampled_from([0, *DEPARTMENTS]))
        world.append(Item(kind, number, "T", due, standing, "", draw(st.booleans()), where))
    return world


def anchors(go_live: date | None, world: World) -> Anchors:
    """What the dates of a world hang on."""
    points = {item.key: AnchorPoint(item.title, item.due) for item in world if item.key}
    return Anchors(go_live, CALENDAR, points=points)


def dates(go_live: date | None, world: World) -> dict[AnchorKey, date | None]:
    """When everything in a world is due."""
    there = anchors(go_live, world)
    return {item.key: there.resolve(item.due) for item in world if item.key}


def written(world: World, move: Move, also: dict[AnchorKey, Due]) -> World:
    """A world as it is stored after a move."""
    new = dict(also)
    for stay in move.stays:
        if stay.pinned and stay.item.key:
            new[stay.item.key] = Due(due_date=stay.day)
    return [item._replace(due=new.get(item.key, item.due)) if item.key else item for item in world]


def go_live_moved(world: World, old: date | None, new: date | None) -> World:
    """A world after go-live has moved."""
    move = move_anchors(anchors(old, world), anchors(new, world), world, TODAY)
    there = written(world, move, {})
    told = {change.item.key: change.shift.new for change in move.changes}
    stored = dates(new, there)
    assert all(stored[key] == day for key, day in told.items() if key)
    return there


def start_moved(world: World, go_live: date, number: int, day: date | None) -> World:
    """A world after a department has got another start."""
    now = anchors(go_live, world)
    theirs = {} if day is None else recounted(world, number)
    new = {**theirs, (Anchor.DEPARTMENT, number): start(day)}
    move = move_anchors(now, now, world, TODAY, new)
    there = written(world, move, new)
    told = {change.item.key: change.shift.new for change in move.changes}
    stored = dates(go_live, there)
    assert all(stored[key] == when for key, when in told.items() if key)
    return there


def done(world: World, found: dict[AnchorKey, date | None]) -> dict[AnchorKey, date | None]:
    """The dates of what has been done."""
    return {i.key: found[i.key] for i in world if i.key and i.standing is Standing.DONE}


@given(go_lives, st.one_of(st.none(), go_lives), chained(starts))
def test_go_live_there_and_back(old: date, new: date | None, world: World) -> None:
    before = dates(old, world)
    there = go_live_moved(world, old, new)
    assert done(world, dates(new, there)) == done(world, before)
    back = go_live_moved(there, new, old)
    assert dates(old, back) == before


@given(go_lives, go_lives, chained(st.none()), st.sampled_from(DEPARTMENTS))
def test_a_start_there_and_back(go_live: date, day: date, world: World, number: int) -> None:
    before = dates(go_live, world)
    there = start_moved(world, go_live, number, day)
    assert done(world, dates(go_live, there)) == done(world, before)
    back = start_moved(there, go_live, number, None)
    assert dates(go_live, back) == before
    again = start_moved(there, go_live, number, day)
    assert again == there


@given(go_lives, go_lives, chained(starts))
def test_what_is_counted_from_what_stays_says_so(old: date, new: date, world: World) -> None:
    move = move_anchors(anchors(old, world), anchors(new, world), world, TODAY)
    for stay in move.stays:
        if stay.reason is Stays.ANCHOR:
            assert stay.item.due.counted is not None
            assert stay.item.standing is Standing.OPEN
    open_ones = [i for i in world if i.standing is Standing.OPEN and i.kind is not Dated.DEPARTMENT]
    for now, last in ((old, move.last_open_due.old), (new, move.last_open_due.new)):
        held = world if now == old else go_live_moved(world, old, new)
        found = dates(now, held)
        days = [found[item.key] for item in open_ones if item.key]
        assert last == max((day for day in days if day), default=None)


def test_six_links_follow_and_break_where_one_is_done() -> None:
    first = Item(Dated.ACTIVITY, 1, "T", Due(offset_weeks=-8))
    world = [first]
    for number in range(2, 7):
        key = world[-1].key
        assert key is not None
        due = due_by(Rule(key[0], 2, Unit.WORKING_DAYS, key[1]))
        kind = Dated.COMMUNICATION if number % 2 == 0 else Dated.ACTIVITY
        world.append(Item(kind, number, "T", due))
    old, new = date(2017, 5, 1), date(2017, 11, 1)
    followed = move_anchors(anchors(old, world), anchors(new, world), world, TODAY)
    assert followed.followed == 6
    assert followed.changes[-1].shift[:2] == (date(2017, 3, 20), date(2017, 9, 20))
    world[2] = world[2]._replace(standing=Standing.DONE)
    broken = move_anchors(anchors(old, world), anchors(new, world), world, TODAY)
    assert [change.item.id for change in broken.changes] == [1, 2]
    assert [(stay.item.id, stay.reason) for stay in broken.stays] == [
        (3, Stays.DONE),
        (4, Stays.ANCHOR),
        (5, Stays.ANCHOR),
        (6, Stays.ANCHOR),
    ]

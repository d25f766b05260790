"""The timeline: each thing that is due has its mark in the column of its week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.queries.board import Card
from db.queries.plan import PlanFacts
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.codes import Column, Kind
from db.rules.due import Anchor, Anchors, Due, Rule, Unit, due_by
from sapa_tui.presentation.dates import month_name
from sapa_tui.presentation.timeline_head import head_lines, legend_line
from sapa_tui.presentation.timeline_rows import (
    TimelineRow,
    in_groups,
    next_due,
    offset_text,
    row_facts,
    row_line,
    timeline_rows,
)
from sapa_tui.presentation.timeline_weeks import (
    ZOOMS,
    Frame,
    Place,
    fitting_zoom,
    frame_of,
    weeks_of,
)

TODAY = date(2017, 4, 3)
GO_LIVE = date(2017, 5, 1)
CALENDAR = WorkingCalendar(days_off(range(2014, 2042), DEFAULT_DAYS_BY_AGREEMENT))
MARKS = "●~!✓"
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
DUES = st.one_of(
    st.integers(-60, 60).map(Due),
    DAYS.map(lambda day: Due(due_date=day)),
    st.just(Due()),
)


def plan(go_live: date | None = GO_LIVE) -> PlanFacts:
    return PlanFacts(
        municipality="Aabenraa Kommune",
        language="da",
        go_live=go_live,
        end_offset_weeks=5,
        soon_within_days=7,
        calendar=CALENDAR,
        limits={},
        version=1,
    )


def a_card(due: Due, column: Column = Column.NOT_STARTED, number: int = 1) -> Card:
    kind, since = Kind.PREPARATION, "2017-04-03T08:00:00Z"
    return Card(number, "Kortlæg", kind, column, "a0", "mk", due, since, "", 0, 0, 1)


def rows_of(*dues: Due, go_live: date | None = GO_LIVE, today: date = TODAY) -> list[TimelineRow]:
    cards = [a_card(due, number=number) for number, due in enumerate(dues)]
    return timeline_rows(cards, (), plan(go_live), today)


def a_frame(
    rows: list[TimelineRow],
    width: int = 80,
    zoom: int = 2,
    go_live: date | None = GO_LIVE,
    today: date = TODAY,
) -> Frame:
    weeks = weeks_of(plan(go_live), today)
    return frame_of(weeks.including([row.place for row in rows if row.place]), width, zoom)


def drawn(row: TimelineRow, frame: Frame) -> str:
    return "".join(text for text, _style in row_line(row, frame))


def picture(row: TimelineRow, frame: Frame) -> str:
    """What is drawn beside the title."""
    return drawn(row, frame)[frame.title :]


@given(DUES, DAYS, DAYS, st.sampled_from(ZOOMS), st.integers(40, 200), st.integers(-80, 80))
def test_what_is_due_has_one_mark_in_its_week_or_an_arrow_towards_it(
    due: Due, go_live: date, today: date, zoom: int, width: int, left: int
) -> None:
    (row,) = rows_of(due, go_live=go_live, today=today)
    frame = a_frame([row], width, zoom, go_live, today).at(left)
    cells = picture(row, frame)
    day = Anchors(go_live, CALENDAR).resolve(due)
    found = [place for place, sign in enumerate(cells) if sign in MARKS]
    arrows = [place for place, sign in enumerate(cells) if sign in "←→"]
    assert cell_len(drawn(row, frame)) == width
    if day is None:
        assert not found
        assert not arrows
        return
    # Counted slowly, week by week, and not as the rows are.
    monday = frame.weeks.monday(frame.left)
    assert monday is not None
    starts = [monday + timedelta(weeks=n) for n in range(frame.room // zoom + 2)]
    mine = [n for n, start in enumerate(starts) if start <= day < start + timedelta(7)]
    if found:
        assert found == [place for place in found if place // zoom in mine]
        assert len(found) == 1
        assert not arrows
    else:
        assert arrows == ([0] if day < monday else [frame.room - 1])


@given(DUES, DAYS, st.sampled_from(ZOOMS), st.integers(40, 200))
def test_a_week_can_be_gone_to_from_wherever_one_is(
    due: Due, today: date, zoom: int, width: int
) -> None:
    rows = [row for row in rows_of(due, today=today) if row.place]
    for row in rows:
        assert row.place is not None
        frame = a_frame(rows, width, zoom, today=today).around(row.place.week)
        assert frame.sees(row.place)
        assert any(sign in MARKS for sign in picture(row, frame))


@given(st.integers(-520, 520), DAYS)
def test_weeks_from_go_live_are_the_weeks_of_the_line(offset: int, go_live: date) -> None:
    (row,) = rows_of(Due(offset), go_live=go_live)
    assert row.place is not None
    assert row.place.week == offset
    assert row.place.weekday == go_live.weekday()


@pytest.mark.parametrize(("width", "zoom"), [(40, 1), (77, 2), (100, 4), (139, 4), (10, 1)])
def test_the_zoom_that_shows_the_whole_card(width: int, zoom: int) -> None:
    assert fitting_zoom(width) == zoom


def test_the_head_names_weeks_and_how_far_they_are_from_go_live() -> None:
    months, weeks, offsets, line = (
        "".join(t for t, _s in part) for part in head_lines(a_frame([], 100, 4))
    )
    words = "2017 Feb. 2017 Mar. 2017 Apr. 2017 May 2017 June"
    assert " ".join(months.split()) == words
    assert weeks.split() == ["Week", *(f"{n:02}" for n in range(6, 24))]
    assert offsets.split()[2:] == [f"T{n:+d}" for n in range(-12, 5, 2)]
    for name, sign in (("T+0", "▲"), ("T-4", "│")):
        assert offsets.index(name) == line.index(sign)
    assert weeks.index("23") == line.index("■")
    assert weeks.index("14") == line.index("│")


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("width", [40, 77, 139, 200])
@given(left=st.integers(-40, 40))
def test_labels_never_touch_and_stand_over_their_week(zoom: int, width: int, left: int) -> None:
    rows = rows_of(Due(-40), Due(40))
    frame = a_frame(rows, width, zoom).at(left)
    _months, _weeks, offsets, line = ("".join(t for t, _s in part) for part in head_lines(frame))
    labels = offsets[frame.title :]
    for name in labels.split():
        at = labels.index(f"{name} ") if f"{name} " in labels else labels.rindex(name)
        assert at == (int(name[1:]) - frame.left) * zoom
    assert cell_len(offsets) <= width
    assert cell_len(line) == width


@pytest.mark.parametrize("zoom", ZOOMS)
@given(go_live=DAYS, width=st.integers(40, 200), left=st.integers(-40, 40))
def test_every_month_stands_over_the_week_that_it_begins_in(
    zoom: int, go_live: date, width: int, left: int
) -> None:
    rows = rows_of(Due(-40), Due(40), go_live=go_live)
    frame = a_frame(rows, width, zoom, go_live).at(left)
    months = "".join(text for text, _style in head_lines(frame)[0])
    assert cell_len(months) <= width
    for week in range(frame.left, frame.left + frame.room // zoom - 4):
        monday = frame.weeks.monday(week)
        assert monday is not None
        first = next((day for n in range(7) if (day := monday + timedelta(n)).day == 1), None)
        if first is not None:
            at = frame.title + frame.cell(Place(week, first.weekday()))
            assert months[at:].startswith(month_name(first.month)[:3])


def test_the_turn_of_a_year_with_fifty_three_weeks() -> None:
    go_live = date(2026, 12, 21)
    months, weeks, *_rest = (
        "".join(t for t, _s in p) for p in head_lines(a_frame([], 100, 4, go_live, go_live))
    )
    assert weeks.split()[-6:] == ["52", "53", "01", "02", "03", "04"]
    assert months.startswith("2026–2027 ")
    assert months.endswith("Nov. 2026        Dec. 2026         Jan. 2027")


def test_todays_line_goes_through_every_row_and_a_mark_stands_on_it() -> None:
    rows = rows_of(Due(-8), Due(-4))
    frame = a_frame(rows, 77, 2)
    late, today = (picture(row, frame) for row in rows)
    here = late.index("│")
    assert late.index("!") < here
    assert today[here] == "~"
    assert late.count("┊") == 2


def test_groups_have_headings_that_count_and_what_has_no_date_stands_last() -> None:
    cards = [a_card(Due(), number=1), a_card(Due(-8), number=2), a_card(Due(3), number=3)]
    rows = in_groups(timeline_rows(cards, (), plan(), TODAY))
    assert [row.title for row in rows] == [
        *("Preparation  2", "Kortlæg", "Kortlæg", "Without a due date  1", "Kortlæg")
    ]
    assert drawn(rows[0], a_frame(rows)).startswith("Preparation  2 · ! 1 ")


def test_what_is_counted_otherwise_has_its_place_when_its_date_is_known() -> None:
    due = due_by(Rule(Anchor.END_DATE, -10, Unit.WORKING_DAYS))
    [row] = rows_of(due)
    assert offset_text(row, plan()) == "T+2"
    [told, *_more] = row_facts(row, plan(), TODAY, {})
    assert told.text == "10 working days before the end date = Fri 19-05-2017"
    [heading, undated] = in_groups(rows_of(due, go_live=None))
    assert heading.title == "Without a place on the line  1"
    assert picture(undated, a_frame([undated], 77, 2, None)).startswith("● end-10wd ")
    [told, *_more] = row_facts(undated, plan(None), TODAY, {})
    assert told.text == "10 working days before the end date"


def test_what_is_not_relevant_is_not_on_the_line() -> None:
    assert not timeline_rows([a_card(Due(1), Column.NOT_APPLICABLE)], (), plan(), TODAY)


def test_without_a_go_live_only_weeks_from_it_have_a_place() -> None:
    rows = in_groups(rows_of(Due(-8), Due(due_date=date(2017, 3, 6)), go_live=None))
    assert [row.title for row in rows if row.entry is None] == [
        *("Preparation  1", "Without a place on the line  1")
    ]
    frame = a_frame(rows, 77, 2, None)
    placed, fixed = (picture(row, frame) for row in rows if row.entry is not None)
    assert placed.index("●") == 2 * (-8 - frame.left)
    assert fixed.startswith("! Mon 06-03-2017 ")
    weeks, offsets, line = ("".join(t for t, _s in part) for part in head_lines(frame))
    assert "awaits a date" in weeks
    assert offsets.index("T+0") == line.index("▲")
    assert "│" not in line


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (Due(-8), "T-8"),
        (Due(due_date=date(2017, 4, 27)), "T-1"),
        (Due(due_date=date(2017, 5, 5)), "T+0"),
        (Due(), "–"),
    ],
)
def test_a_fixed_date_tells_its_weeks_from_go_live_too(due: Due, expected: str) -> None:
    (row,) = rows_of(due)
    assert offset_text(row, plan()) == expected


def test_the_facts_say_in_words_what_the_picture_shows() -> None:
    (row,) = rows_of(Due(due_date=date(2017, 4, 14)))
    facts = {fact.label: fact.text for fact in row_facts(row, plan(), TODAY, {"mk": "Mette Kjær"})}
    assert facts["Due"] == "Fri 14-04-2017"
    assert facts["Week"] == "week 15"
    assert facts["From go-live"] == "T-3"
    assert facts["Status"] == "● Not started"
    assert facts["How soon"] == "in 11 days · 7 working days"
    assert facts["Day off"].startswith("! Good Friday")
    assert facts["Responsible"] == "Mette Kjær"


def test_how_late_something_is_has_no_minus() -> None:
    (row,) = rows_of(Due(-8))
    facts = {fact.label: fact.text for fact in row_facts(row, plan(), TODAY, {})}
    assert facts["How soon"] == "28 days over · 20 working days"


@pytest.mark.parametrize("years", [-3, 3])
def test_a_day_years_off_does_not_stretch_the_line(years: int) -> None:
    frame = a_frame([], 77, 2, today=TODAY.replace(year=TODAY.year + years))
    assert (frame.weeks.first, frame.weeks.last, frame.weeks.today) == (-12, 5, None)


def test_what_is_due_next_is_neither_late_nor_done() -> None:
    cards = [
        a_card(Due(-8), number=1),
        a_card(Due(-3), Column.DONE, number=2),
        a_card(Due(2), number=3),
    ]
    found = next_due(timeline_rows(cards, (), plan(), TODAY))
    assert found is not None
    assert found.key == ("activity", 3)


@pytest.mark.parametrize("width", [10, 40, 78, 118, 198])
def test_the_legend_has_room(width: int) -> None:
    line = "".join(text for text, _style in legend_line(a_frame([]), width, plan())).rstrip()
    assert cell_len(line) <= width
    assert ("▲ go-live Mon 01-05-2017" in line) == (width > 100)

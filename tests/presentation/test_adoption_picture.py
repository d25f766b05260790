"""The picture of the use: the sums are right, and every line fits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.queries.departments import AdoptionRow, DepartmentRow
from db.rules.codes import AdoptionState, Answer, ChangeSize
from sapa_tui.presentation.adoption_picture import WeekTotal, picture_lines, week_totals

GO_LIVE, TODAY = date(2017, 5, 1), date(2017, 4, 3)


def a_department(
    weeks: dict[int, int],
    users: int = 40,
    answer: Answer = Answer.YES,
    name: str = "Jobcenter",
    exception: str = "",
) -> DepartmentRow:
    """A department with what it has reported by week."""
    trend = tuple(
        AdoptionRow(week, weeks[week], AdoptionState.PARTLY, "mk", "", 1) for week in sorted(weeks)
    )
    return DepartmentRow(
        id=1,
        name=name,
        users=users,
        new_workflows=answer,
        new_workflows_reason="Kun opslag",
        new_workflows_by="mk",
        new_workflows_on=TODAY,
        change_size=ChangeSize.LARGE,
        systems=1,
        local_leader="",
        superusers="",
        start_of_use=None,
        needs_help=bool(exception),
        help_note=exception,
        exception=exception,
        exception_by="mk",
        exception_on=TODAY,
        version=1,
        trend=trend,
    )


def drawn(rows: list[DepartmentRow], width: int = 100, height: int = 30) -> list[str]:
    """The picture as it is read."""
    lines = picture_lines(rows, {"mk": "Mette Kjær"}, GO_LIVE, TODAY, (width, height))
    return ["".join(text for text, _style in line) for line in lines]


departments = st.lists(
    st.builds(
        a_department,
        st.dictionaries(st.integers(0, 60), st.integers(0, 9_999), max_size=20),
        st.sampled_from([0, 1, 40, 1_000_000]),
        st.sampled_from(list(Answer)),
        st.sampled_from(["Job", "[/]\x1b[2J\n世界" * 20]),
        st.sampled_from(["", "Vikarer " * 40]),
    ),
    max_size=4,
)


def test_a_department_that_told_nothing_of_a_week_counts_with_what_it_told_last() -> None:
    rows = [
        a_department({0: 3, 2: 10}),
        a_department({1: 5}),
        a_department({}),
        a_department({5: 9}, answer=Answer.NO),
    ]
    assert week_totals(rows) == [WeekTotal(0, 3, 1), WeekTotal(1, 8, 1), WeekTotal(2, 15, 1)]


def test_the_last_sum_is_the_one_in_the_heading() -> None:
    rows = [a_department({0: 20, 1: 40}), a_department({0: 10})]
    said = drawn(rows)
    assert said[0] == "○ 50 of 80 users in use · 62 %"
    assert any("T+1  50/80   62 %  1 reported" in line for line in said)


def test_a_column_of_all_users_reaches_the_line_of_the_goal() -> None:
    said = drawn([a_department({0: 20, 1: 40})])
    goal = next(n for n, line in enumerate(said) if line.startswith("100 %"))
    labels = next(line for line in said if "T+5" in line)
    first, second, third = (labels.index(f"T+{week}") for week in range(3))
    assert said[goal + 1][second:third] == "█" * (third - second - 2) + "  "
    assert "█" not in said[goal + 1][first:second]
    assert said[0].startswith("✓ ")


def test_nothing_reported_yet_says_how_it_comes() -> None:
    said = drawn([a_department({})])
    assert said[2] == "No numbers have been reported yet. i enters this week's."
    assert not any("%" in line for line in said[1:4])


def test_a_no_says_why_and_has_no_numbers() -> None:
    assert drawn([a_department({}, answer=Answer.NO)])[-3:] == [
        "Jobcenter",
        "  new workflows: ⊘ no  ",
        "  Kun opslag",
    ]


@given(rows=departments, width=st.integers(0, 220), height=st.integers(0, 60))
def test_every_line_fits_whatever_the_window_and_the_words(
    rows: list[DepartmentRow], width: int, height: int
) -> None:
    for line in drawn(rows, width, height):
        assert cell_len(line) <= width
        assert line.isprintable()


@pytest.mark.parametrize("width", [30, 46, 74, 114])
def test_the_goal_and_the_weeks_stand_in_every_width(width: int) -> None:
    said = "\n".join(drawn([a_department({week: 3 * week for week in range(9)})], width))
    assert "100 % ┄" in said
    assert "T+8  24/40   60 %" in said

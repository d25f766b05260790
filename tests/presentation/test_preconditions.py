"""What the countdown and the checklists say of a department's readiness."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.rules.codes import Answer, SignOff
from db.rules.preconditions import GoLine
from sapa_tui.presentation.preconditions import go_words, state_cell

NAMES = {"ah": "Anne Holm"}
DAY = date(2026, 11, 12)


def a_line(name: str, said: SignOff | None = None, reason: str = "", met: int = 5) -> GoLine:
    """A department with nine points."""
    on = DAY if said else None
    return GoLine(1, name, Answer.YES, "", None, said, reason, "ah" if said else "", on, met, 9)


BORGER = a_line("Borgerservice", SignOff.READY, met=9)
JOB = a_line("Jobcenter", SignOff.NOT_READY, "staffing")
SOCIAL = a_line("Social")
VEJ = a_line("Vej", SignOff.READY, "Headset kommer", met=7)
LIBRARY = a_line("Bibliotek")._replace(answer=Answer.NO)


def lines(found: list[GoLine], width: int, most: int) -> list[str]:
    """The countdown's lines as plain text."""
    return ["".join(text for text, _style in line) for line in go_words(found, width, most)]


def test_the_weightiest_come_first_and_who_has_nothing_new_is_left_out() -> None:
    assert lines([BORGER, JOB, LIBRARY, SOCIAL, VEJ], 120, 1) == [
        "Readiness 2 of 4  ! Jobcenter not ready: staffing · ○ Social lacks 4 · ✓ Vej ready, 2 open"
        " · ✓ Borgerservice ready"
    ]


def test_what_there_is_no_room_for_is_counted() -> None:
    found = [BORGER, JOB, SOCIAL, VEJ]
    assert lines(found, 60, 1) == ["Readiness 2 of 4  ! Jobcenter not ready: staffing +3"]
    assert lines(found, 60, 2) == [
        "Readiness 2 of 4  ! Jobcenter not ready: staffing",
        "                  ○ Social lacks 4 · ✓ Vej ready, 2 open +1",
    ]


def test_without_departments_nothing_is_said() -> None:
    assert lines([], 80, 4) == lines([LIBRARY], 80, 4) == []


def test_all_in_place_and_nothing_said() -> None:
    assert lines([a_line("Vej", met=9)], 80, 1) == ["Readiness 0 of 1  ○ Vej has not said"]


def test_long_and_hostile_names_are_cut_with_a_sign() -> None:
    hostile = a_line("[red]Job\x1b[2J\ncenter" * 9, SignOff.NOT_READY, "grund " * 100)
    [said] = lines([hostile], 120, 1)
    assert said.isprintable()
    assert said.count("…") == 2


@given(
    found=st.lists(
        st.builds(
            a_line,
            st.text("abcæ世 ", min_size=1, max_size=60),
            st.none() | st.sampled_from(SignOff),
            st.text("abc世", max_size=40),
            st.integers(0, 9),
        ),
        max_size=9,
    ),
    width=st.integers(40, 200),
    most=st.integers(1, 4),
)
def test_no_line_is_too_wide_and_no_department_forgotten(
    found: list[GoLine], width: int, most: int
) -> None:
    shown = lines(found, width, most)
    assert len(shown) <= most
    assert all(cell_len(line) <= width for line in shown)
    if found:
        rest = int(shown[-1].rpartition(" +")[2]) if " +" in shown[-1] else 0
        assert sum(line.count(sign) for line in shown for sign in "✓○!") + rest == len(found)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (BORGER, "✓ ready · Anne Holm 12-11"),
        (JOB, "! not ready · Anne… 12-11"),
        (VEJ, "✓ ready, 2 open · … 12-11"),
        (SOCIAL, "○ 5 of 9 in place"),
        (SOCIAL._replace(total=0, met=0), "○ no conditions yet"),
        (LIBRARY, "⊘ no new workflows"),
    ],
)
def test_a_headings_state_keeps_its_day(line: GoLine, words: str) -> None:
    assert state_cell(line, NAMES, 25)[0] == words

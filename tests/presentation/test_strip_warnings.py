"""What the countdown warns of: everything that is true that day, and nothing cut."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.queries.warnings import LegacyEnd, Undecided, WallWarnings
from sapa_tui.presentation.strip_warnings import StripWarning, fitting, strip_warnings

GO_LIVE = date(2017, 5, 1)
TODAY = date(2017, 4, 3)
"""Four weeks before go-live: the first day on which an open answer is warned of."""
FOUND = WallWarnings(
    undecided=(Undecided("Borgerservice", None), Undecided("Vej og Park", GO_LIVE)),
    needs_help=("Jobcenter",),
)

warnings = st.lists(
    st.builds(
        lambda counted, more: StripWarning(f"! {counted}", f"! {counted} {more}"),
        st.text("abcæ世", min_size=1, max_size=9),
        st.text("abcæ世", max_size=30),
    ),
    max_size=4,
)


def texts(found: WallWarnings, go_live: date | None = GO_LIVE, today: date = TODAY) -> list[str]:
    """The warnings of a day by name."""
    return [one.named for one in strip_warnings(found, go_live, today)]


def test_whoever_is_undecided_too_late_and_whoever_needs_help() -> None:
    assert texts(FOUND) == ["! 2 undecided: Borgerservice, Vej og Park", "! help: Jobcenter"]


@pytest.mark.parametrize("go_live", [GO_LIVE + timedelta(days=1), None])
def test_an_open_answer_is_judged_by_its_own_start_else_by_go_live(go_live: date | None) -> None:
    assert texts(FOUND, go_live)[0] == "! 1 undecided: Vej og Park"


def test_before_the_four_weeks_nobody_is_warned_of() -> None:
    assert texts(FOUND, today=TODAY - timedelta(days=1)) == ["! help: Jobcenter"]


def test_an_old_workflow_is_warned_of_from_the_day_after_its_last() -> None:
    found = WallWarnings(legacy=(LegacyEnd("KMD Sag Advis", TODAY), LegacyEnd("Noter", GO_LIVE)))
    assert texts(found) == []
    assert texts(found, today=TODAY + timedelta(days=1)) == [
        "! 1 old workflow still runs: KMD Sag Advis"
    ]
    assert texts(found, today=GO_LIVE + timedelta(days=1)) == [
        "! 2 old workflows still run: KMD Sag Advis, Noter"
    ]


def test_nothing_to_warn_of_says_nothing() -> None:
    assert texts(WallWarnings()) == []
    assert fitting([], 80) == ""


def test_a_hostile_name_is_made_harmless() -> None:
    [said] = texts(WallWarnings(needs_help=("[red]Job\x1b[2J\ncenter",)))
    assert said.startswith("! help: [red]Job")
    assert said.isprintable()


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (62, "! 2 undecided: Borgerservice, Vej og Park  ! help: Jobcenter"),
        (59, "! 2 undecided: Borgerservice, Vej og Park  ! help: 1"),
        (35, "! 2 undecided  ! help: Jobcenter"),
        (27, "! 2 undecided  ! help: 1"),
        (20, "! 2 undecided +1"),
        (15, ""),
        (-3, ""),
    ],
)
def test_names_give_way_to_numbers_where_there_is_no_room(width: int, words: str) -> None:
    assert fitting(strip_warnings(FOUND, GO_LIVE, TODAY), width) == words


@given(found=warnings, width=st.integers(-5, 130))
def test_nothing_is_ever_cut_and_none_is_forgotten(found: list[StripWarning], width: int) -> None:
    said = fitting(found, width)
    assert cell_len(said) <= max(0, width)
    if said:
        rest = int(said.rpartition(" +")[2]) if " +" in said else 0
        assert said.count("! ") + rest == len(found)

"""The four lines that stand before the card is closed, and the way round them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.closing import (
    DepartmentFacts,
    Gap,
    Readiness,
    ReadyLine,
    StakeholderFacts,
    readiness,
    undecided_late,
)
from db.rules.codes import Answer
from db.rules.readiness import quality_criterion

GO_LIVE = date(2026, 11, 23)
TOLD = StakeholderFacts("MED-udvalg", planned=True, reached=True)
DONE = DepartmentFacts("Jobcenter", Answer.YES, "", 40, 40, "", GO_LIVE)
NOWHERE = DONE._replace(answer=Answer.NO, reason="Bruger kun opslag", in_use=0)
READY: dict[str, Any] = {
    "activities": 25,
    "approved": True,
    "stakeholders": [TOLD],
    "departments": [DONE],
}


def judged(**otherwise: Any) -> Readiness:
    """A card that is ready but for what is said."""
    return readiness(**{**READY, **otherwise})


def test_a_card_whose_four_lines_are_met_is_ready() -> None:
    assert judged().ready
    assert judged().lacking == ()
    assert [status.line for status in judged().lines] == list(ReadyLine)
    assert not judged().nowhere


@pytest.mark.parametrize(
    ("otherwise", "line", "gap", "missing"),
    [
        ({"activities": 0}, ReadyLine.PLAN, Gap.NO_ACTIVITIES, ()),
        ({"approved": False}, ReadyLine.PLAN, Gap.NOT_APPROVED, ()),
        (
            {"stakeholders": [TOLD, StakeholderFacts("Superbrugere", False, True)]},
            ReadyLine.COMMUNICATION_PLAN,
            None,
            ("Superbrugere",),
        ),
        (
            {"stakeholders": [StakeholderFacts("Superbrugere", True, False), TOLD]},
            ReadyLine.QUALITY_CRITERION,
            None,
            ("Superbrugere",),
        ),
        ({"departments": []}, ReadyLine.ADOPTION, Gap.NO_DEPARTMENTS, ()),
        (
            {"departments": [DONE, DONE._replace(name="Skat", in_use=39)]},
            ReadyLine.ADOPTION,
            None,
            ("Skat",),
        ),
        (
            {"departments": [DONE._replace(name="Tom", users=0, in_use=0)]},
            ReadyLine.ADOPTION,
            None,
            ("Tom",),
        ),
        (
            {"departments": [DONE._replace(answer=Answer.UNDECIDED, in_use=0)]},
            ReadyLine.ADOPTION,
            None,
            ("Jobcenter",),
        ),
    ],
)
def test_one_thing_is_lacking_and_is_named(
    otherwise: dict[str, Any], line: ReadyLine, gap: Gap | None, missing: tuple[str, ...]
) -> None:
    found = judged(**otherwise)
    assert not found.ready
    assert found.lacking == (line,)
    [status] = [status for status in found.lines if not status.met]
    assert (status.gap, status.missing) == (gap, missing)


def test_without_relevant_stakeholders_nobody_has_been_told() -> None:
    assert judged(stakeholders=[]).lacking == (
        ReadyLine.COMMUNICATION_PLAN,
        ReadyLine.QUALITY_CRITERION,
    )


@pytest.mark.parametrize(
    "department", [DONE._replace(in_use=3, exception="To er på orlov"), NOWHERE]
)
def test_an_exception_or_a_no_stands_for_adoption(department: DepartmentFacts) -> None:
    assert judged(departments=[DONE, department]).ready


def test_no_everywhere_closes_the_card_whatever_else_is_lacking() -> None:
    nothing = {"activities": 0, "approved": False, "stakeholders": []}
    assert judged(**nothing, departments=[NOWHERE, NOWHERE]).ready
    assert not judged(**nothing, departments=[NOWHERE, NOWHERE._replace(reason="")]).ready
    assert not judged(**nothing, departments=[NOWHERE, DONE]).ready
    assert not judged(**nothing, departments=[]).ready


departments = st.lists(
    st.builds(
        DepartmentFacts,
        st.sampled_from("ABC"),
        st.sampled_from(list(Answer)),
        st.sampled_from(["", "Fordi"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["", "Orlov"]),
        st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 1)),
    ),
    max_size=4,
)
stakeholders = st.lists(
    st.builds(StakeholderFacts, st.sampled_from("ABC"), st.booleans(), st.booleans()), max_size=4
)


@given(st.integers(0, 2), st.booleans(), stakeholders, departments)
def test_ready_is_all_four_or_no_everywhere(
    activities: int,
    approved: bool,
    told: list[StakeholderFacts],
    register: list[DepartmentFacts],
) -> None:
    found = readiness(activities, approved, told, register)
    met = {status.line: status.met for status in found.lines}
    assert met[ReadyLine.PLAN] == (activities > 0 and approved)
    criterion = quality_criterion((one.name, True, one.reached) for one in told)
    assert met[ReadyLine.QUALITY_CRITERION] == criterion.met
    assert met[ReadyLine.ADOPTION] == (
        bool(register)
        and all(
            one.answer is Answer.NO or one.exception or one.in_use == one.users > 0
            for one in register
        )
    )
    assert found.ready == (found.nowhere or all(met.values()))
    assert not found.nowhere or {one.answer for one in register} == {Answer.NO}


@given(departments, st.dates(date(2026, 10, 1), date(2026, 12, 31)))
def test_undecided_is_late_from_four_weeks_before_the_start(
    register: list[DepartmentFacts], today: date
) -> None:
    late = undecided_late(register, today)
    assert late == tuple(
        one.name
        for one in register
        if one.answer is Answer.UNDECIDED and one.start and (one.start - today).days <= 28
    )


def test_undecided_four_weeks_before_to_the_day() -> None:
    waiting = [DONE._replace(answer=Answer.UNDECIDED)]
    day = GO_LIVE - timedelta(days=28)
    assert undecided_late(waiting, day) == ("Jobcenter",)
    assert undecided_late(waiting, day - timedelta(days=1)) == ()
    assert undecided_late([waiting[0]._replace(start=None)], GO_LIVE) == ()
    assert undecided_late([DONE], GO_LIVE) == ()

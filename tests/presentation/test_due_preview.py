"""What a due date comes to is said while it is typed."""

from datetime import date

import pytest

from db.queries.plan import PlanFacts
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.due import Anchor, AnchorKey, AnchorPoint, Due, stored_rule
from db.rules.typed_title import Choices
from sapa_tui.presentation.due_preview import due_preview

TODAY = date(2017, 3, 1)
APPROVED, MAPPED, TAUGHT = ((Anchor.ACTIVITY, number) for number in (1, 2, 3))
LETTER, JOBS = (Anchor.COMMUNICATION, 4), (Anchor.DEPARTMENT, 5)


def by(rule: str) -> Due:
    return Due(rule=stored_rule(rule))


POINTS = {
    APPROVED: AnchorPoint("Get the plan approved", Due(offset_weeks=-7)),
    MAPPED: AnchorPoint("Map the stakeholders", by("activity:1+1w")),
    TAUGHT: AnchorPoint("Teach", Due()),
    LETTER: AnchorPoint("Dear manager", by("activity:2-2wd")),
    JOBS: AnchorPoint("Job Centre", Due(offset_weeks=0)),
}


def facts(go_live: date | None = date(2017, 5, 1)) -> PlanFacts:
    return PlanFacts(
        municipality="Aabenraa Kommune",
        language="en",
        go_live=go_live,
        end_offset_weeks=5,
        soon_within_days=7,
        calendar=WorkingCalendar(days_off([2017], DEFAULT_DAYS_BY_AGREEMENT)),
        limits={},
        version=1,
    )


def says(text: str, go_live: date | None = date(2017, 5, 1), me: AnchorKey | None = None) -> str:
    return due_preview(text, facts(go_live), TODAY, Choices(POINTS, me=me)).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("T-8", "T-8 = Mon 06-03-2017, week 10 · in 5 days"),
        ("fri", "Fri 03-03-2017, week 9 · in 2 days"),
        (
            "2a after get the plan",
            "2 working days after “Get the plan approved” = Wed 15-03-2017, week 11 · in 14 days",
        ),
        ("end-1w", "1 week before the end date = Mon 29-05-2017, week 22 · in 89 days"),
        ("start job+1w", "1 week after the start in Job Centre = Mon 08-05-2017, week 19"),
    ],
)
def test_the_rule_and_the_day_are_both_shown(text: str, words: str) -> None:
    assert says(text).startswith(words)


@pytest.mark.parametrize("text", ["T-8", "end-1w", "start job+1w", "2 days after dear"])
def test_without_a_go_live_it_says_that_this_is_what_is_missing(text: str) -> None:
    assert says(text, go_live=None).endswith("; the go-live date is not known yet")


def test_what_hangs_on_an_item_without_a_date_says_which_one() -> None:
    assert says("2 days after teach").endswith("“Teach” has no due date yet")


def test_a_circle_is_named_while_it_is_typed() -> None:
    found = due_preview("2 days after dear", facts(), TODAY, Choices(POINTS, me=APPROVED))
    assert found.wrong
    chain = "Get the plan approved → Dear manager → Map the stakeholders → Get the plan approved"
    assert chain in found.text


def test_it_says_how_many_others_follow() -> None:
    assert says("T-8", me=APPROVED).endswith(" · 2 other due dates follow")
    assert says("T-8", me=MAPPED).endswith(" · 1 other due date follows")
    assert "follow" not in says("T-8", me=LETTER)


def test_a_day_off_names_the_last_working_day_before() -> None:
    found = due_preview("T-2 days", facts(date(2017, 4, 15)), TODAY)
    assert found.warning == "Maundy Thursday: Wed 12-04-2017 is the last working day"

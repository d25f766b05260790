"""Due dates that are counted from something, as people type them and as they are written."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.due import (
    OF_A_ROW,
    UNIT_LIMITS,
    Anchor,
    AnchorKey,
    AnchorPoint,
    Due,
    Rule,
    Unit,
    due_by,
)
from db.rules.typed_due import parse_due, typed_due
from db.rules.typed_rule import completed
from db.rules.typed_title import Choices

TODAY = date(2026, 11, 23)
CITIZENS, JOBS = (Anchor.DEPARTMENT, 1), (Anchor.DEPARTMENT, 2)
APPROVED, MAPPED, MAPPED_TOO = ((Anchor.ACTIVITY, number) for number in (1, 12, 13))
TEACHING, LETTER = (Anchor.ACTIVITY, 14), (Anchor.COMMUNICATION, 12)
TITLES: dict[AnchorKey, str] = {
    CITIZENS: "Borgerservice",
    JOBS: "Jobcenter",
    APPROVED: "Få planen godkendt",
    MAPPED: "Kortlæg interessenterne",
    MAPPED_TOO: "kortlæg  interessenterne",
    TEACHING: "Start undervisningen",
    LETTER: "Kære leder\n\nNu kommer SAPA, og det mærkes på mange måder i hver afdeling.",
}


def among(titles: dict[AnchorKey, str], department: int | None = None) -> Choices:
    return Choices({key: AnchorPoint(title, Due()) for key, title in titles.items()}, department)


PLAN = among(TITLES)


def counted(text: str, choices: Choices = PLAN) -> Rule | None:
    return parse_due(text, TODAY, choices).counted


def refusal(text: str, choices: Choices = PLAN) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        parse_due(text, TODAY, choices)
    return refused.value


WEEKS, DAYS, WORKING = Unit.WEEKS, Unit.DAYS, Unit.WORKING_DAYS


def by(key: AnchorKey, amount: int, unit: Unit) -> Rule:
    return Rule(key[0], amount, unit, key[1])


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("-10 arbejdsdage", -10, WORKING),
        ("T-10 arbejdsdage", -10, WORKING),
        ("T\u221210 working days", -10, WORKING),
        ("-10a", -10, WORKING),
        ("\u201310 wd", -10, WORKING),
        ("+1 arbejdsdag", 1, WORKING),
        ("+3 dage", 3, DAYS),
        ("3 dage", 3, DAYS),
        ("-3d", -3, DAYS),
        ("1 DAY after go-live", 1, DAYS),
        ("go-live + 3 dage", 3, DAYS),
        ("10 arbejdsdage før idriftsættelsen", -10, WORKING),
    ],
)
def test_days_and_working_days_from_go_live(text: str, amount: int, unit: Unit) -> None:
    assert parse_due(text, TODAY) == Due(rule=Rule(Anchor.GO_LIVE, amount, unit))


@pytest.mark.parametrize("text", ["8 uger før go-live", "8 weeks before T", "go-live -8u", "-8"])
def test_weeks_from_go_live_are_always_kept_as_the_card_counts_them(text: str) -> None:
    assert parse_due(text, TODAY) == Due(offset_weeks=-8)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("slut-1u", -1, WEEKS),
        ("slut-1", -1, WEEKS),
        ("end-1w", -1, WEEKS),
        ("slutdato + 2 dage", 2, DAYS),
        ("1 uge før slutdato", -1, WEEKS),
        ("5 working days before the end date", -5, WORKING),
        ("slutdato", 0, DAYS),
        ("samme dag som slutdatoen", 0, DAYS),
    ],
)
def test_counted_from_the_end_date(text: str, amount: int, unit: Unit) -> None:
    assert counted(text) == Rule(Anchor.END_DATE, amount, unit)


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("2 uger efter start i Borgerservice", CITIZENS),
        ("2 weeks after the start in “borgerservice”", CITIZENS),
        ("start Borgerservice +2u", CITIZENS),
        ("start borger + 2w", CITIZENS),
        ("2 uger efter Jobcenter", JOBS),
        ("start i #2 +2", JOBS),
        ("start+2u", JOBS),
        ("2 uger efter start", JOBS),
    ],
)
def test_counted_from_the_start_of_a_department(text: str, department: AnchorKey) -> None:
    own = among(TITLES, department=JOBS[1])
    assert counted(text, own) == by(department, 2, WEEKS)


def test_a_start_of_nobody_knows_whom_asks_for_the_department() -> None:
    assert refusal("start+2u").code == "due_department_missing"
    assert refusal("start i Kultur +2u").code == "due_title_unknown"


@pytest.mark.parametrize(
    ("text", "item", "amount", "unit"),
    [
        ("2 arbejdsdage efter Få planen godkendt", APPROVED, 2, WORKING),
        ("1 uge før få planen", APPROVED, -1, WEEKS),
        ('1 uge før "Få planen godkendt"', APPROVED, -1, WEEKS),
        ("3 days after “få planen…”", APPROVED, 3, DAYS),
        ("Få planen godkendt +2a", APPROVED, 2, WORKING),
        ("2a efter #12", MAPPED, 2, WORKING),
        ("#12 + 2 dage", MAPPED, 2, DAYS),
        ("2 dage efter k12", LETTER, 2, DAYS),
        ("2 dage efter Kære leder Nu", LETTER, 2, DAYS),
        ("1 uge før Start undervisningen", TEACHING, -1, WEEKS),
        ("start undervisningen -1u", TEACHING, -1, WEEKS),
        ("samme dag som Få planen", APPROVED, 0, DAYS),
    ],
)
def test_counted_from_another_item(text: str, item: AnchorKey, amount: int, unit: Unit) -> None:
    assert counted(text) == by(item, amount, unit)


def test_a_title_that_may_be_several_names_them() -> None:
    found = refusal("2 dage efter kortlæg interessenterne")
    assert (found.code, found.params["text"]) == ("due_title_ambiguous", "kortlæg interessenterne")
    both = "“Kortlæg interessenterne” (#12), “kortlæg interessenterne” (#13)"
    assert found.params["candidates"] == both
    many = among({(Anchor.ACTIVITY, number): f"Møde {number}" for number in range(1, 6)})
    assert refusal("2 dage efter møde", many).params["candidates"].count("“") == 3
    assert counted("2 dage efter møde 4", many) == by((Anchor.ACTIVITY, 4), 2, DAYS)


def test_a_title_that_nothing_has_names_what_comes_close() -> None:
    misspelt = refusal("2 dage efter Få planne godkendt")
    assert (misspelt.code, misspelt.params["candidates"]) == (
        "due_title_near",
        "“Få planen godkendt” (#1)",
    )
    assert refusal("2 dage efter godkendt").params["candidates"] == "“Få planen godkendt” (#1)"
    assert refusal("2 dage efter xyz").code == "due_title_unknown"
    assert refusal("2 dage efter #99").code == "due_number_unknown"


@pytest.mark.parametrize(
    "text", ["T", "2 uger efter", "efter", "2 uger efter “”", "T--8", "-2 måneder", "x-2"]
)
def test_titles_are_asked_for_only_where_one_is_meant(text: str) -> None:
    assert refusal(text).code == "due_not_understood"


@pytest.mark.parametrize("text", ["-521u", "-3641 dage", "slut+2601a", "-" + "9" * 5_000 + "d"])
def test_more_than_ten_years_are_refused_in_every_unit(text: str) -> None:
    assert refusal(text).code == "offset_out_of_range"


# Written and read again ------------------------------------------------------------------

pieces = (
    "2 uger",
    "efter",
    "start i",
    "slut-1u",
    "#12",
    "k12",
    "“",
    "”",
    '"',
    "'",
    "…",
    "–",
    "T-8",
)
titles = st.lists(st.sampled_from([*pieces, "møde", "Møde", "\n"]), min_size=1).map(" ".join)
ids = st.integers(1, 14)
rows = st.tuples(st.sampled_from(OF_A_ROW), ids)
plans = st.dictionaries(rows, titles | st.text(min_size=1), min_size=1)


@st.composite
def rules(draw: st.DrawFn, keys: list[AnchorKey]) -> Rule:
    unit = draw(st.sampled_from(Unit))
    amount = draw(st.integers(-UNIT_LIMITS[unit], UNIT_LIMITS[unit]) | st.integers(-2, 2))
    return by(draw(st.sampled_from(keys)), amount, unit)


@given(st.data(), plans, st.sampled_from(["da", "en"]))
def test_whatever_is_written_reads_back_as_it_was(
    data: st.DataObject, titled: dict[AnchorKey, str], language: str
) -> None:
    keys = [(Anchor.GO_LIVE, 0), (Anchor.END_DATE, 0), *titled]
    due, choices = due_by(data.draw(rules(keys))), among(titled)
    written = typed_due(due, choices, language)
    assert "\n" not in written
    assert parse_due(written, TODAY, choices) == due
    other = among({**titled, (Anchor.ACTIVITY, 99): "Noget helt andet"})
    assert parse_due(written, TODAY, other) == due


@given(st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)))
@example(None)
def test_a_date_and_nothing_read_back_too(day: date | None) -> None:
    due = Due(due_date=day)
    assert parse_due(typed_due(due, PLAN, "da"), TODAY) == due


def test_what_is_written_reads_as_people_speak() -> None:
    def words(key: AnchorKey, amount: int, unit: Unit, language: str = "da") -> str:
        return typed_due(due_by(by(key, amount, unit)), PLAN, language)

    assert words((Anchor.GO_LIVE, 0), -10, WORKING) == "T-10 arbejdsdage"
    assert words((Anchor.END_DATE, 0), -1, WEEKS) == "1 uge før slutdato"
    assert words(CITIZENS, 2, WEEKS) == "2 uger efter start i “Borgerservice”"
    assert words(APPROVED, 2, WORKING) == "2 arbejdsdage efter “Få planen godkendt”"
    assert words(APPROVED, 2, WORKING, "en") == "2 working days after “Få planen godkendt”"
    assert words(MAPPED, 2, DAYS) == "2 dage efter #12"
    assert words(LETTER, 1, DAYS) == "1 dag efter “Kære leder Nu kommer SAPA, og det mærke…”"
    assert words((Anchor.ACTIVITY, 99), 1, DAYS) == "1 dag efter #99"


def test_a_title_is_completed_while_it_is_typed() -> None:
    assert completed("2a efter få p", PLAN) == "2a efter få planen godkendt"
    assert completed("2a efter “Få p", PLAN) == "2a efter “Få planen godkendt”"
    assert completed("2a efter ", PLAN) is None
    assert completed("2a efter x", PLAN) is None
    assert completed("T-8", PLAN) is None
    mine = PLAN._replace(me=APPROVED)
    assert completed("2a efter få p", mine) is None

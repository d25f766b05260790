"""The seed data is complete, says the same in both languages, and the demo script can be played."""

import tomllib
from collections import Counter
from datetime import date, time, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Any

import pytest

from db.demo import PARTS, Stage
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.codes import (
    Answer,
    Attitude,
    ChangeSize,
    Column,
    Condition,
    DecisionTopic,
    Kind,
    Level,
    NoteKind,
    PreconditionKind,
    Purpose,
    Role,
    SignOff,
    Step,
    SupportRole,
)
from db.rules.due import Anchor, stored_rule
from db.rules.roster import parse_weeks

LANGUAGES = ("da", "en")
ROLES = {"PL", "LED", "ADM", "SYS", "SB"}
LINE_LIMIT = 200
CALENDAR = WorkingCalendar(days_off(range(2025, 2028), DEFAULT_DAYS_BY_AGREEMENT))
NO_DATABASE: Any = None
Table = dict[str, Any]


def load(*parts: str) -> Table:
    """Read one TOML file below ``fixtures``."""
    return tomllib.loads(files("fixtures").joinpath(*parts).read_text(encoding="utf-8"))


def in_enum(enum: type[StrEnum], value: str) -> bool:
    """Say whether ``value`` is one of the stored codes of ``enum``."""
    return value in {member.value for member in enum}


def is_line(text: str) -> bool:
    """Say whether ``text`` fits a one-line field."""
    return text == text.strip() != "" and "\n" not in text and len(text) <= LINE_LIMIT


def steps(verb: str = "") -> list[Table]:
    """Give the demo's steps, or those with one verb, the meetings' after all others."""
    script = load("demo.toml")
    found = [step for part in PARTS for step in script[part]]
    return [step for step in found if verb in ("", step["verb"])]


def steps_until(today: date, verb: str) -> list[Table]:
    """Give the demo's steps with one verb as they happen in a demo that starts on a day."""
    return sorted(steps(verb), key=Stage(NO_DATABASE, "da", today, CALENDAR).when)


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_has_every_field(language: str) -> None:
    card = load(language, "card.toml")
    assert card["id"] == "A08"
    for field in (
        *("title", "phase", "theme", "priority", "end_date_rule", "goal", "description"),
        *("method", "result", "recommended_assignee", "quality_criterion"),
    ):
        assert card[field].strip(), field
    assert "\n\n" in card["description"]
    assert len(card["involved_parties"]) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_activities_are_the_twenty_five(language: str) -> None:
    activities = load(language, "activities.toml")["activity"]
    assert [activity["number"] for activity in activities] == list(range(1, 26))
    for activity in activities:
        assert is_line(activity["title"])
        assert activity["description"].strip()
        assert in_enum(Kind, activity["kind"])
        assert in_enum(Condition, activity["condition"])
        assert activity["responsible"] in ROLES
        assert activity["card_part"]
        assert (activity["offset_weeks"] >= 0) == (activity["kind"] == Kind.IMPLEMENTATION)
        assert all(is_line(item) for item in activity.get("checklist", []))
    offsets = [activity["offset_weeks"] for activity in activities]
    assert offsets == sorted(offsets)
    assert offsets[0] == -12
    assert offsets[-1] == 5
    assert len(activities[8]["checklist"]) == 6
    assert any("KLIK" in item for item in activities[24]["checklist"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_stakeholders_are_the_nine(language: str) -> None:
    stakeholders = load(language, "stakeholders.toml")["stakeholder"]
    assert len({stakeholder["key"] for stakeholder in stakeholders}) == len(stakeholders) == 9
    assert sum(stakeholder["on_card"] for stakeholder in stakeholders) == 5
    for stakeholder in stakeholders:
        assert stakeholder["key"].isascii()
        assert in_enum(Level, stakeholder["influence"])
        assert in_enum(Level, stakeholder["impact"])
        assert in_enum(Attitude, stakeholder["attitude"])
        assert is_line(stakeholder["name"])
        assert is_line(stakeholder["expectation"])
        assert is_line(stakeholder["handling"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_communication_reaches_every_stakeholder(language: str) -> None:
    items = load(language, "communication.toml")["item"]
    keys = {each["key"] for each in load(language, "stakeholders.toml")["stakeholder"]}
    assert [item["number"] for item in items] == list(range(1, 20))
    assert {item["stakeholder"] for item in items[:18]} == keys
    for item in items:
        for field in ("audience", "occasion", "message", "channel", "sender"):
            assert is_line(item[field]), (item["number"], field)
        assert item["responsible"] in ROLES
        assert in_enum(Purpose, item["purpose"])
        assert ("offset_weeks" in item) == (item["number"] != 19)
    assert items[18]["stakeholder"] == ""
    assert items[18]["trigger"] == "go_live_moved"


@pytest.mark.parametrize("language", LANGUAGES)
def test_preconditions_are_of_every_kind_and_name_other_cards(language: str) -> None:
    found = load(language, "preconditions.toml")["precondition"]
    assert {each["kind"] for each in found} == set(PreconditionKind)
    cards = [each["task_card"] for each in found if "task_card" in each]
    assert cards == ["K08", "K11", "K12", "K17"]
    assert len({each["text"].casefold() for each in found}) == len(found) == 12
    for each in found:
        assert is_line(each["text"])
        assert ("task_card" in each) == (each["kind"] == PreconditionKind.EXTERNAL)
        assert each["responsible"] in ROLES


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggested_workflows_say_what_they_replace(language: str) -> None:
    found = load(language, "workflows.toml")["workflow"]
    assert len(found) == 5
    for each in found:
        assert each.keys() == {"title", "changes", "systems", "legacy_title"}
        assert all(is_line(text) for text in each.values())


@pytest.mark.parametrize(
    ("file", "table", "codes"),
    [
        (
            "activities.toml",
            "activity",
            ("number", "kind", "condition", "card_part", "offset_weeks", "responsible"),
        ),
        (
            "stakeholders.toml",
            "stakeholder",
            ("key", "influence", "impact", "attitude", "on_card"),
        ),
        (
            "communication.toml",
            "item",
            ("number", "stakeholder", "responsible", "purpose", "offset_weeks", "trigger"),
        ),
        ("preconditions.toml", "precondition", ("kind", "task_card", "responsible")),
    ],
)
def test_both_languages_hold_the_same_codes(file: str, table: str, codes: tuple[str, ...]) -> None:
    danish, english = (load(language, file)[table] for language in LANGUAGES)
    assert [row.keys() for row in danish] == [row.keys() for row in english]
    for code in codes:
        assert [row.get(code) for row in danish] == [row.get(code) for row in english]
    lengths = [[len(row.get("checklist", [])) for row in rows] for rows in (danish, english)]
    assert lengths[0] == lengths[1]


def test_demo_is_in_time_order_and_never_in_the_future() -> None:
    for part in PARTS:
        ago = "workdays_ago" if part == "meeting" else "days_ago"
        found = load("demo.toml")[part]
        moments = [(-step[ago], time.fromisoformat(step["time"])) for step in found]
        assert moments == sorted(moments)
        assert all(day < 0 or clock < time(8) for day, clock in moments)


def test_demo_standups_have_one_leader_each_and_end() -> None:
    open_one = ""
    written: list[str] = []
    for step in load("demo.toml")["meeting"]:
        match step["verb"]:
            case "meet":
                assert not open_one
                open_one = step["actor"]
            case "end_meeting":
                assert open_one == step["actor"]
                open_one = ""
            case "write_down":
                assert open_one
                written.append(step["kind"])
            case "follow_up":
                assert written[step["note"] - 1] == NoteKind.FOLLOW_UP
    assert not open_one
    assert len({step["actor"] for step in steps("meet")}) == len(steps("meet")) == 3
    assert Counter(written) == {"note": 2, "decision": 1, "follow_up": 2}
    assert len(steps("follow_up")) == 1


def test_demo_people_act_within_their_roles() -> None:
    roles = {person["name"]: person["role"] for person in load("demo.toml")["person"]}
    assert all(in_enum(Role, role) for role in roles.values())
    assert Counter(roles.values())[Role.LEADER.value] == 1
    for step in steps():
        assert roles[step["actor"]] != Role.VIEWER, step
        assert step["verb"] != "complete" or roles[step["actor"]] == Role.LEADER
        assert step.get("responsible", step["actor"]) in roles


def check_activity_step(step: Table, known: dict[int, Table], departments: dict[int, int]) -> None:
    """Check one step of the board against the activities ``known`` so far; an "add" joins them."""
    if step["verb"] == "add":
        assert step["activity"] == len(known) + 1
        assert in_enum(Kind, step["kind"])
        assert len({"offset_weeks", "days_from_now", "rule"} & step.keys()) == 1
        known[step["activity"]] = step
    activity = known[step["activity"]]
    check_rule(step, known, departments)
    match step["verb"]:
        case "move":
            assert in_enum(Column, step["to"])
            assert ("reason" in step) == (step["to"] == Column.WAITING)
            assert ("waiting_on" in step) == (step["to"] == Column.WAITING)
            assert activity["kind"] != Kind.IMPLEMENTATION or step.get("confirm") is True
        case "tick":
            assert 1 <= step["item"] <= len(activity["checklist"])
        case "edit":
            assert step["field"] == "description"


def check_rule(step: Table, known: dict[int, Table], departments: dict[int, int]) -> None:
    """Check what a step counts a due date from, if it does."""
    rule = stored_rule(step.get("rule", "end_date+0d"))
    there = {Anchor.END_DATE: {0}, Anchor.ACTIVITY: known, Anchor.DEPARTMENT: departments}
    assert rule.id in there[rule.anchor]


def test_demo_refers_only_to_what_exists() -> None:
    stakeholders = {each["key"] for each in load("da", "stakeholders.toml")["stakeholder"]}
    known = {each["number"]: each for each in load("da", "activities.toml")["activity"]}
    departments: dict[int, int] = {}
    workflows: list[int] = []
    classes: list[int] = []
    for step in steps():
        match step["verb"]:
            case "add" | "assign" | "move" | "tick" | "edit" | "promise":
                check_activity_step(step, known, departments)
            case "write_down":
                assert in_enum(NoteKind, step["kind"])
                about_follow_up = step["kind"] == NoteKind.FOLLOW_UP
                assert ("responsible" in step) == about_follow_up
                assert ("workdays_from_now" in step) == about_follow_up
                assert step.get("activity", 1) in known
                assert 1 <= step.get("item", 1) <= 19
            case "meet" | "end_meeting" | "follow_up":
                pass
            case "step" | "ready" | "complete" | "edit_communication" | "schedule":
                assert 1 <= step["item"] <= 19
                check_rule(step, known, departments)
                assert step.get("field", "message") == "message"
                assert in_enum(Step, step.get("step", Step.DRAFT))
            case "not_relevant":
                assert step["stakeholder"] in stakeholders
                assert "reason" in step
            case "department":
                assert in_enum(ChangeSize, step.get("change_size", ChangeSize.MEDIUM))
                departments[step["department"]] = step["users"]
                assert list(departments) == list(range(1, len(departments) + 1))
            case "answer" | "adoption" | "call_for_help":
                assert step.get("in_use", 0) <= departments[step["department"]]
                assert in_enum(Answer, step.get("answer", Answer.YES))
            case "in_place":
                assert set(step["points"]) <= set(range(1, 13))
                assert step["department"] in departments
            case "sign_off":
                assert in_enum(SignOff, step["said"])
                assert step["department"] in departments
            case "workflow":
                workflows.append(step["workflow"])
                assert workflows == list(range(1, len(workflows) + 1))
                assert set(step["departments"]) <= departments.keys()
            case "cases_handled" | "close_old":
                assert step["workflow"] in workflows
            case "decide":
                assert in_enum(DecisionTopic, step["topic"])
                assert step.get("department", 1) in departments
            case "class":
                classes.append(step["class"])
                assert classes == list(range(1, len(classes) + 1))
                assert step.get("department", 1) in departments
            case "attended":
                assert step["class"] in classes
            case "helper":
                assert in_enum(SupportRole, step["role"])
                assert parse_weeks(step["weeks"])
                assert step["department"] in departments
            case "message":
                assert 1 <= step["stakeholder"] <= len(stakeholders)
                assert in_enum(Purpose, step["purpose"])
                assert step.get("waits_for", 1) in known
            case other:
                pytest.fail(f"unknown verb {other}")


def test_demo_texts_exist_in_both_languages() -> None:
    for step in steps():
        told = ("title", "text", "reason", "waiting_on", "changes")
        for field in (*told, "legacy_title", "legacy_cases", "decided_by", "place"):
            if field in step:
                assert set(step[field]) == set(LANGUAGES)
                assert all(step[field].values())
                note = step["verb"] == "edit"
                assert note or all(is_line(text) for text in step[field].values()), step


@pytest.mark.parametrize(
    "today",
    [
        *(date(2026, 11, 23) + timedelta(days) for days in range(7)),
        date(2027, 1, 4),
        date(2026, 4, 7),
    ],
    ids=lambda day: f"{day:%a %d-%m-%Y}",
)
def test_demo_ends_half_way_through(today: date) -> None:
    """Whatever day it starts on, right after Christmas and after Easter too."""
    where: dict[int, str] = {}
    busiest = 0
    for step in steps_until(today, "move"):
        before = where.get(step["activity"], Column.NOT_STARTED.value)
        assert before != step["to"]
        assert step["to"] != Column.DONE or before == Column.IN_PROGRESS
        where[step["activity"]] = step["to"]
        busiest = max(busiest, Counter(where.values())[Column.IN_PROGRESS.value])
    assert Counter(where.values()) == {"done": 12, "in_progress": 5, "waiting": 2}
    assert busiest <= 5
    items = {each["number"]: each for each in load("da", "communication.toml")["item"]}
    assert len({items[step["item"]]["stakeholder"] for step in steps("complete")}) == 5
    assert len({step["item"] for step in steps("tick") if step["activity"] == 9}) == 3


def test_demo_communication_steps_come_in_working_order() -> None:
    order = [step.value for step in Step]
    ticked: dict[int, list[str]] = {}
    ready: set[int] = set()
    for step in steps():
        match step["verb"]:
            case "step":
                ticked.setdefault(step["item"], []).append(step["step"])
                assert ticked[step["item"]] == order[: len(ticked[step["item"]])]
            case "ready":
                assert ticked[step["item"]] == order
                ready.add(step["item"])
            case "complete":
                assert step["item"] in ready

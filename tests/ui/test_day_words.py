"""Wherever a day is typed it may be called as people call it, and what it comes to is said."""

from datetime import date

import pytest

from sapa_tui.dialogs.class_form import ClassForm
from sapa_tui.dialogs.decision_form import DecisionForm
from sapa_tui.dialogs.department_form import DepartmentForm
from sapa_tui.dialogs.form import FormDialog
from sapa_tui.dialogs.go_live_form import GoLiveForm

from .dialog_driver import FACTS, PEOPLE, TODAY, Plan, in_front_of


def a_form(field: str) -> FormDialog:
    """The form in which a day is asked for."""
    save = Plan().save
    if field == "go_live":
        return GoLiveForm(date(2017, 5, 1), TODAY, save=save)
    if field == "start_of_use":
        return DepartmentForm(None, FACTS, TODAY, save=save)
    if field == "held_on":
        return ClassForm(None, None, {}, PEOPLE, FACTS, TODAY, save=save)
    return DecisionForm(None, {}, PEOPLE, TODAY, save=save)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        *((field, "fre", "Fri 07-04-2017") for field in ("go_live", "start_of_use", "held_on")),
        *((field, "uge 18", "Fri 05-05-2017") for field in ("go_live", "start_of_use", "held_on")),
        ("go_live", "i morgen", "Tue 04-04-2017"),
        ("held_on", "23-11", "Thu 23-11-2017"),
        ("decided_on", "fre", "Fri 31-03-2017"),
        ("decided_on", "ma uge 13", "Mon 27-03-2017"),
        ("decided_on", "i går", "Sun 02-04-2017"),
    ],
)
async def test_a_day_by_its_name_or_its_week(field: str, typed: str, said: str) -> None:
    async with in_front_of(a_form(field)) as form:
        await form.write(field, typed)
        assert said in form.says()


async def test_a_day_that_has_passed_is_not_late_unless_it_was_a_deadline() -> None:
    async with in_front_of(a_form("held_on")) as form:
        await form.write("held_on", "27-03-2017")
        assert "Mon 27-03-2017, week 13" in form.says()
        assert "over" not in form.says()


@pytest.mark.parametrize("field", ["go_live", "start_of_use", "held_on", "decided_on"])
async def test_what_is_no_day_is_told_what_would_be_one(field: str) -> None:
    async with in_front_of(a_form(field)) as form:
        await form.write(field, "snart")
        said = " ".join(form.says().replace("│", " ").split())
        assert "“snart” is not a date; write for instance 23-11-2026, 23-11, fri or week" in said

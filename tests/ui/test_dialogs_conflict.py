"""Two people have saved the same field: both texts are shown, and nobody's words are lost."""

from typing import Any

import pytest
from textual.widgets import Static

from db.commands import Edit
from db.errors import Conflict, InvalidInput
from sapa_tui.dialogs.activity_form import ActivityForm
from sapa_tui.dialogs.conflict import ConflictDialog
from sapa_tui.widgets.disputed import Choice, Disputed

from .dialog_driver import FACTS, PEOPLE, TODAY, DialogDriver, Plan, an_activity, in_front_of

BASE = "Find all who are affected. Ask the unions."
MINE = "Find all who are affected by it. Ask the unions."
THEIRS = "Find all who are affected. Ask the unions and the citizens."
BOTH = "Find all who are affected by it. Ask the unions and the citizens."


def clash(**fields: tuple[Any, Any, Any]) -> Conflict:
    return Conflict("same_field", fields, entity="activity", id=7)


def form_over(plan: Plan, title: str = "Map the stakeholders") -> ActivityForm:
    detail = an_activity(title, description=BASE)
    return ActivityForm(detail, PEOPLE, FACTS, TODAY, save=plan.save)


async def save_into_a_conflict(form: DialogDriver) -> None:
    await form.press("ctrl+s")
    await form.until(lambda: isinstance(form.screen, ConflictDialog))
    await form.press()


def disputed(form: DialogDriver, number: int = 1) -> Disputed:
    return list(form.screen.query(Disputed))[number - 1]


async def test_both_texts_and_the_one_before_are_shown_with_signs_at_what_differs() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan), (120, 36)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        said = form.text_of(".option-text")
        assert "Find all who are affected +by it. Ask the unions." in said
        assert "Ask the unions +and the citizens." in said
        assert f"Before: {BASE}" in form.text_of(".disputed-before")
        assert "A colleague has saved the same field" in form.says()
        row = next(line for line in form.says().splitlines() if "You wrote" in line)
        assert "A colleague saved" in row, "the two texts stand side by side"


async def test_the_colleague_is_named_where_the_name_is_known() -> None:
    conflict = Conflict("same_field", {"description": (BASE, MINE, THEIRS)}, by="Anders Krogh")
    async with in_front_of(form_over(Plan(conflict))) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        assert "Anders Krogh has saved the same field" in form.says()
        assert "Anders Krogh saved" in form.text_of(".option-heading")


async def test_in_a_small_window_the_texts_stand_one_above_the_other() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan), (60, 20)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        row = next(line for line in form.says().splitlines() if "You wrote" in line)
        assert "A colleague saved" not in row
        assert "Save  ctrl+s" in form.says()
        await form.press("pagedown")
        assert "Both changes together" in form.says()


async def test_mine_is_saved_over_what_the_colleague_wrote_and_says_so() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        await form.press("1", "ctrl+s")
        await form.until(lambda: not form.is_open)
        assert form.answer is True
    assert plan.saved == [{"description": Edit(THEIRS, MINE)}]


async def test_theirs_stands_and_my_other_fields_are_saved() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("title", "Map everybody")
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        await form.press("2", "enter", "enter")
        await form.until(lambda: not form.is_open)
    assert plan.saved == [{"title": Edit("Map the stakeholders", "Map everybody")}]


async def test_the_third_answer_begins_with_both_changes_and_can_be_edited() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        await form.press("3")
        assert form.reads("description") == BOTH
        await form.press("ctrl+home")
        await form.type("Now: ")
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    assert plan.saved == [{"description": Edit(THEIRS, f"Now: {BOTH}")}]


async def test_where_both_changed_the_same_words_both_wordings_are_offered() -> None:
    mine, theirs = BASE.replace("unions", "boards"), BASE.replace("unions", "citizens")
    plan = Plan(clash(description=(BASE, mine, theirs)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("description", mine)
        await save_into_a_conflict(form)
        assert "both wordings stand there" in form.says()
        await form.press("3")
        assert form.reads("description") == BASE.replace("unions", "boards citizens")


async def test_nothing_is_chosen_for_the_person_and_the_missing_choice_is_named() -> None:
    plan = Plan(clash(title=("A", "B", "C"), description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan, "A")) as form:
        await form.write("title", "B")
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        assert "1 of 2" in form.says()
        await form.press("2", "ctrl+s")
        assert "Description: press 1, 2 or 3" in form.text_of(".dialog-problem")
        assert form.screen.focused is disputed(form, 2)
        await form.press("1", "enter", "enter")
        await form.until(lambda: not form.is_open)
    assert plan.saved == [{"description": Edit(THEIRS, MINE)}]


async def test_a_click_on_a_text_chooses_it() -> None:
    plan = Plan(clash(title=("A", "B", "C")))
    async with in_front_of(form_over(plan, "A")) as form:
        await form.write("title", "B")
        await save_into_a_conflict(form)
        await form.click("Disputed .disputed-options > .disputed-option")
        assert disputed(form).choice is Choice.MINE
        assert "● 1  You wrote" in form.says()


async def test_going_back_returns_to_the_form_with_everything_typed() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        await form.press("1", "escape")
        await form.until(lambda: isinstance(form.screen, ActivityForm))
        assert form.reads("description") == MINE
        assert form.text_of(".dialog-problem").startswith("! ")
    assert plan.saved == []


async def test_a_merged_text_is_not_thrown_away_by_one_key() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        await form.press("3", "ctrl+home")
        await form.type("Hi ")
        await form.press("escape")
        assert form.screen.focused is disputed(form), "the first escape only leaves the editor"
        await form.press("escape")
        assert "Discard what you have typed?" in form.says()
        await form.press("escape")
        assert form.reads("description") == f"Hi {BOTH}"


async def test_nothing_is_being_saved_while_the_person_is_asked() -> None:
    plan = Plan(clash(description=(BASE, MINE, THEIRS)))
    async with in_front_of(form_over(plan)) as form:
        beneath = form.screen
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        assert str(beneath.query_one(".dialog-note", Static).visual) == ""


async def test_a_second_conflict_is_asked_about_again_against_the_newer_text() -> None:
    newer = "Ask nobody."
    plan = Plan(clash(description=(BASE, MINE, THEIRS)), clash(description=(THEIRS, MINE, newer)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        first = form.screen
        await form.press("1", "ctrl+s")
        await form.until(
            lambda: isinstance(form.screen, ConflictDialog) and form.screen is not first
        )
        await form.press()
        assert f"Before: {THEIRS}" in form.text_of(".disputed-before")
        await form.press("1", "ctrl+s")
        await form.until(lambda: not form.is_open)
    assert plan.saved == [{"description": Edit(newer, MINE)}]


async def test_an_error_after_the_conflict_keeps_the_decision_in_the_form() -> None:
    plan = Plan(
        clash(description=(BASE, MINE, THEIRS)), InvalidInput("text_missing", field="title")
    )
    async with in_front_of(form_over(plan)) as form:
        await form.write("description", MINE)
        await save_into_a_conflict(form)
        await form.press("3", "ctrl+s")
        await form.until(lambda: isinstance(form.screen, ActivityForm))
        await form.until(lambda: form.focused_field() == "title")
        assert form.reads("description") == BOTH


async def test_a_due_date_is_one_question_although_it_has_three_columns() -> None:
    plan = Plan(clash(offset_weeks=(-8, -6, None), due_date=(None, None, "2017-04-24")))
    async with in_front_of(form_over(plan)) as form:
        await form.write("due", "T-6")
        await save_into_a_conflict(form)
        said = form.text_of(".option-text")
        assert "T-6 = Mon 20-03-2017, week 12" in said
        assert "Mon 24-04-2017, week 17" in said
        assert "T-8 = Mon 06-03-2017, week 10" in form.text_of(".disputed-before")
        await form.press("1", "ctrl+s")
        await form.until(lambda: not form.is_open)
    (saved,) = plan.saved
    assert saved.pop("due_rule") == Edit(None, None)
    assert saved == {"offset_weeks": Edit(None, -6), "due_date": Edit("2017-04-24", None)}


async def test_one_sets_a_date_while_another_counts_from_the_end_date() -> None:
    rule = (None, None, "end_date-2w")
    plan = Plan(clash(offset_weeks=(-8, None, None), due_rule=rule))
    async with in_front_of(form_over(plan)) as form:
        await form.write("due", "24-04-2017")
        await save_into_a_conflict(form)
        said = form.text_of(".option-text")
        assert "Mon 24-04-2017, week 17" in said
        assert "2 weeks before the end date = Mon 22-05-2017, week 21" in said
        await form.press("1", "ctrl+s")
        await form.until(lambda: not form.is_open)
    (saved,) = plan.saved
    assert saved["due_date"] == Edit(None, "2017-04-24")
    assert saved["due_rule"] == Edit("end_date-2w", None)


async def test_a_third_due_date_that_cannot_be_read_is_asked_for_again() -> None:
    plan = Plan(clash(offset_weeks=(-8, -6, -4)))
    async with in_front_of(form_over(plan)) as form:
        await form.write("due", "T-6")
        await save_into_a_conflict(form)
        await form.press("3", "x", "ctrl+s")
        assert "! “T-6x”" in form.text_of(".dialog-problem")
        await form.press("3", "backspace", "backspace", "5", "ctrl+s")
        await form.until(lambda: not form.is_open)
    (saved,) = plan.saved
    assert saved["offset_weeks"] == Edit(-4, -5)
    assert saved["due_date"] == saved["due_rule"] == Edit(None, None)


async def test_people_are_shown_by_name_and_an_emptied_field_as_nothing() -> None:
    plan = Plan(clash(responsible=("mk", "ak", "")))
    async with in_front_of(form_over(plan)) as form:
        await form.write("responsible", "ak")
        await save_into_a_conflict(form)
        said = form.text_of(".option-text")
        assert "Anders Krogh" in said
        assert "(nothing)" in said
        await form.press("2", "ctrl+s")
        await form.until(lambda: not form.is_open)
        assert form.answer is False


@pytest.mark.parametrize("text", ["[/nope]", "[@click=app.quit]x[/]", "[A1] [red]"])
async def test_a_hostile_text_of_a_colleague_is_only_text(text: str) -> None:
    plan = Plan(clash(title=("A", "B", text)))
    async with in_front_of(form_over(plan, "A")) as form:
        await form.write("title", "B")
        await save_into_a_conflict(form)
        assert text in form.says()


async def test_a_conflict_about_no_field_of_the_form_is_said_as_a_sentence() -> None:
    plan = Plan(Conflict("changed_meanwhile", {}))
    async with in_front_of(form_over(plan)) as form:
        await form.write("title", "B")
        await form.press("ctrl+s")
        await form.until(lambda: form.text_of(".dialog-problem").startswith("! A colleague"))
        assert form.reads("title") == "B"

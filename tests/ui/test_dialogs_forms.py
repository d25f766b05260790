"""Forms: what is typed is saved as it was meant, and never lost."""

import asyncio
from datetime import date

import pytest
from textual import events

from db.commands import Edit
from db.errors import DatabaseUnusable, InvalidInput
from db.queries.communication import Item
from db.queries.stakeholders import StakeholderRow
from db.rules.codes import Attitude, Column, CommunicationState, Level, Purpose
from db.rules.due import Due
from sapa_tui.dialogs.activity_form import ActivityForm
from sapa_tui.dialogs.communication_form import CommunicationForm
from sapa_tui.dialogs.stakeholder_form import StakeholderForm

from .dialog_driver import FACTS, PEOPLE, TODAY, Plan, an_activity, in_front_of

GROUP = StakeholderRow(
    3, "[b]Managers[/b]", Level.HIGH, Level.MEDIUM, Attitude.NEUTRAL, "", "", "", True, "", 1, 0, 0,
    None,
)  # fmt: skip


def edit_form(plan: Plan, **activity: object) -> ActivityForm:
    detail = an_activity(**activity)  # type: ignore[arg-type]
    return ActivityForm(detail, PEOPLE, FACTS, TODAY, save=plan.save)


async def test_only_what_was_changed_is_saved_with_the_text_it_was_changed_from() -> None:
    plan = Plan()
    async with in_front_of(edit_form(plan)) as form:
        assert form.focused_field() == "title"
        await form.write("title", "Map all stakeholders")
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
        assert form.answer is True
    assert plan.saved == [{"title": Edit("Map the stakeholders", "Map all stakeholders")}]


async def test_a_form_left_as_it_was_saves_nothing() -> None:
    plan = Plan()
    async with in_front_of(edit_form(plan)) as form:
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
        assert form.answer is False
    assert plan.saved == []


async def test_a_new_activity_is_saved_whole() -> None:
    plan = Plan()
    async with in_front_of(ActivityForm(None, PEOPLE, FACTS, TODAY, save=plan.save)) as form:
        await form.type("Phone the unions")
        await form.write("responsible", "anders krogh")
        await form.write("due", "T-2")
        await form.choose("kind", "implementation")
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    values = {name: edit.mine for name, edit in plan.saved[0].items()}
    assert values == {
        "title": "Phone the unions",
        "description": "",
        "offset_weeks": -2,
        "due_date": None,
        "due_rule": None,
        "responsible": "ak",
        "assignee": "",
        "kind": "implementation",
        "condition": "always",
    }


async def test_a_due_date_is_saved_in_all_its_columns() -> None:
    plan = Plan()
    async with in_front_of(edit_form(plan)) as form:
        await form.write("due", "5/6")
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    (saved,) = plan.saved
    assert saved.pop("due_rule") == Edit(None, None)
    assert saved == {"offset_weeks": Edit(-8, None), "due_date": Edit(None, "2017-06-05")}


async def test_another_spelling_of_the_same_due_date_is_no_change() -> None:
    plan = Plan()
    async with in_front_of(edit_form(plan)) as form:
        await form.write("due", "-8w")
        await form.write("responsible", "METTE KJÆR")
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    assert plan.saved == []


async def test_the_line_under_a_due_date_says_what_it_comes_to() -> None:
    async with in_front_of(edit_form(Plan())) as form:
        assert "T-8 = Mon 06-03-2017, week 10 · 28 days over" in form.says()
        await form.write("due", "T+5")
        assert "T+5 = Mon 05-06-2017, week 23 · in 63 days" in form.says()
        assert "! Whit Monday: Fri 02-06-2017 is the last working day" in form.says()
        await form.write("due", "soonish")
        assert "! “soonish” is neither weeks" in form.says()


async def test_what_is_typed_as_due_but_not_understood_keeps_the_form_open() -> None:
    plan = Plan()
    async with in_front_of(edit_form(plan)) as form:
        await form.write("due", "soonish")
        form.field("title").go()
        await form.press("ctrl+s")
        await form.until(lambda: form.focused_field() == "due")
        assert form.is_open
        assert form.reads("due") == "soonish"
        assert form.says().count("“soonish” is neither") == 1, "said once, where it is typed"
        assert form.text_of(".dialog-problem") == ""
    assert plan.saved == []


async def test_a_refusal_is_said_in_a_sentence_at_the_field_it_is_about() -> None:
    plan = Plan(InvalidInput("text_missing", field="title"))
    async with in_front_of(edit_form(plan)) as form:
        await form.write("title", "")
        await form.write("description", "Something long and dear.")
        await form.press("ctrl+s")
        await form.until(lambda: form.focused_field() == "title")
        assert "! Title cannot be empty." in form.says()
        assert form.text_of(".dialog-problem") == ""
        await form.type("At last")
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    assert plan.saved[0]["title"].mine == "At last"
    assert plan.saved[0]["description"].mine == "Something long and dear."


async def test_what_is_typed_while_it_is_saved_is_typed_once_the_plan_has_refused() -> None:
    plan = Plan(DatabaseUnusable("database_busy"))
    plan.slow = asyncio.Event()
    async with in_front_of(edit_form(plan)) as form:
        await form.write("title", "Mine")
        await form.press("ctrl+s", "ctrl+s")
        assert "saving…" in form.says()
        await form.type(" ane")
        await form.press("backspace", "d", "escape", "ctrl+s")
        form.screen.post_message(events.Paste(" morgen\nog"))
        await form.press("enter", "s", "å")
        assert form.is_open
        assert form.reads("title") == "Mine"
        plan.slow.set()
        await form.until(lambda: "saving…" not in form.says())
        assert "The plan is busy" in form.text_of(".dialog-problem")
        await form.until(lambda: form.reads("title") != "Mine")
        assert form.reads("title") == "Mine and morgen og så"
        assert form.focused_field() == "title"
    assert plan.saved == []


async def test_what_is_typed_too_late_is_told_and_can_be_put_in_elsewhere() -> None:
    plan = Plan()
    plan.slow = asyncio.Event()
    async with in_front_of(edit_form(plan)) as form:
        await form.write("title", "Mine")
        await form.press("ctrl+s")
        await form.type(" and more")
        plan.slow.set()
        await form.until(lambda: not form.is_open)
        await form.until(lambda: "“and more” was typed too late" in form.told())
        assert form.app.clipboard == " and more"
    assert plan.saved[0]["title"].mine == "Mine"


async def test_where_no_draft_is_kept_leaving_asks_and_a_second_escape_keeps_the_words() -> None:
    async with in_front_of(edit_form(Plan())) as form:
        await form.type("!")
        await form.press("escape")
        assert "Discard what you have typed?" in form.says()
        await form.press("escape")
        assert form.is_open
        assert form.reads("title") == "Map the stakeholders!"
        await form.press("escape", "right", "enter")
        assert form.answer is False


async def test_leaving_an_untouched_form_asks_nothing() -> None:
    async with in_front_of(edit_form(Plan())) as form:
        await form.press("escape")
        assert form.answer is False


async def test_enter_in_a_line_goes_to_the_next_field_and_keeps_the_text() -> None:
    async with in_front_of(edit_form(Plan())) as form:
        await form.press("enter")
        assert form.focused_field() == "description"


async def test_pasted_lines_become_one_line_and_nothing_harmful_comes_in() -> None:
    async with in_front_of(edit_form(Plan(), title="A")) as form:
        await form.paste(" first\nsecond\x1b]52;c;x\x07\u202e")
        assert form.reads("title") == "A first second]52;c;x"
        form.field("description").go()
        await form.press("end")
        await form.paste("\n- one\n- two\x00\x9b")
        assert form.reads("description") == "Find all who are affected.\n- one\n- two"


async def test_one_goes_on_writing_where_a_long_text_ends() -> None:
    async with in_front_of(edit_form(Plan(), description="First.\nLast.")) as form:
        form.field("description").go()
        await form.type("x")
        assert form.reads("description") == "First.\nLast.x"
        await form.press("ctrl+home")
        await form.type("y")
        await form.press("ctrl+end")
        await form.type("z")
        assert form.reads("description") == "yFirst.\nLast.xz"


@pytest.mark.parametrize("text", ["[/nope]", "[@click=app.quit]x[/]", "[A1]", '[foo="bar', "$x"])
async def test_markup_is_ordinary_text_everywhere(text: str) -> None:
    activity = an_activity(text, description=text, responsible=text)
    form_of = ActivityForm(activity, PEOPLE, FACTS, TODAY, save=Plan().save)
    async with in_front_of(form_of) as form:
        assert form.says().count(text) == 3


async def test_a_row_written_past_the_program_is_shown_clean_and_is_no_edit() -> None:
    plan = Plan()
    async with in_front_of(edit_form(plan, title="A\x1b[31m", description="x\u202ey")) as form:
        assert form.reads("title") == "A[31m"
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    assert plan.saved == []


async def test_a_name_is_completed_by_the_right_arrow() -> None:
    async with in_front_of(edit_form(Plan(), responsible="")) as form:
        form.field("responsible").go()
        await form.type("and")
        await form.until(lambda: "Suggestion: Anders Krogh – press → to take it" in form.says())
        assert form.reads("responsible") == "and", "it is not taken before it is"
        await form.press("right")
        assert form.reads("responsible") == "Anders Krogh"
        assert form.field("responsible").read() == "ak"
        assert "Suggestion" not in form.says()


async def test_a_suggestion_that_was_not_taken_is_none_any_more() -> None:
    async with in_front_of(edit_form(Plan(), responsible=""), (80, 40)) as form:
        form.field("responsible").go()
        await form.type("and")
        await form.until(lambda: "Suggestion: Anders Krogh" in form.says())
        await form.press("tab")
        await form.until(lambda: "Suggestion" not in form.says())
        await form.until(lambda: "“and” was kept, not Anders Krogh; →" in form.says())
        assert form.field("responsible").read() == "and"
        await form.press("shift+tab")
        await form.until(lambda: "Suggestion: Anders Krogh" in form.says())


async def test_the_reason_for_waiting_is_asked_only_of_what_waits() -> None:
    async with in_front_of(edit_form(Plan()), (80, 40)) as form:
        assert "Waiting for" not in form.says()
    waiting = edit_form(Plan(), column=Column.WAITING, waiting_reason="The law")
    async with in_front_of(waiting, (80, 40)) as form:
        assert "Waiting for" in form.says()
        assert form.reads("waiting_reason") == "The law"


async def test_a_small_window_scrolls_and_keeps_title_and_buttons_in_sight() -> None:
    async with in_front_of(edit_form(Plan()), (60, 20)) as form:
        for _field in range(7):
            assert "Edit activity" in form.says()
            assert "Save  ctrl+s" in form.says()
            await form.press("tab")
        assert "if there are" not in form.says()
        assert "always" in form.says()


async def test_buttons_answer_the_mouse() -> None:
    plan = Plan()
    async with in_front_of(edit_form(plan)) as form:
        await form.type("!")
        await form.click("DialogButton.-main")
        await form.until(lambda: not form.is_open)
    assert plan.saved[0]["title"].mine == "Map the stakeholders!"


async def test_a_communication_item_can_be_moved_to_everyone() -> None:
    plan = Plan()
    item = Item(
        1, 3, GROUP.name, "", "", "Start on Monday", Purpose.ACTION, "Mail", "PL", "LED",
        Due(due_date=date(2017, 4, 24)), "", CommunicationState.PLANNED, None, None, (), False, 1,
    )  # fmt: skip
    dialog = CommunicationForm(item, [GROUP], PEOPLE, FACTS, TODAY, save=plan.save)
    async with in_front_of(dialog, (100, 40)) as form:
        assert "[b]Managers[/b]" in form.says()
        assert "Mon 24-04-2017, week 17" in form.says()
        await form.choose("stakeholder", None)
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    assert plan.saved == [{"stakeholder": Edit(3, None)}]


async def test_an_item_to_an_archived_group_still_shows_the_group() -> None:
    item = Item(
        1, 9, "The old board", "", "", "Thanks", Purpose.ACTION, "", "", "", Due(), "",
        CommunicationState.PLANNED, None, None, (), False, 1,
    )  # fmt: skip
    dialog = CommunicationForm(item, [GROUP], PEOPLE, FACTS, TODAY, save=Plan().save)
    async with in_front_of(dialog) as form:
        assert "The old board" in form.says()


async def test_a_stakeholder_is_edited_field_by_field() -> None:
    plan = Plan()
    async with in_front_of(StakeholderForm(GROUP, PEOPLE, save=plan.save)) as form:
        assert "Describe groups, not named persons." in form.says()
        await form.choose("attitude", "sceptical")
        await form.press("ctrl+s")
        await form.until(lambda: not form.is_open)
    assert plan.saved == [{"attitude": Edit("neutral", "sceptical")}]

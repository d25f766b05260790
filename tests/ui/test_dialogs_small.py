"""The small dialogs: a yes, a reason, one of a few, a filter."""

import asyncio

import pytest

from db.errors import Refused
from db.rules.codes import Kind
from db.rules.due import Anchor, AnchorPoint, Due
from db.rules.typed_title import Choices
from sapa_tui.dialogs.base import DialogBody
from sapa_tui.dialogs.choice import ChoiceDialog
from sapa_tui.dialogs.confirm import ConfirmDialog
from sapa_tui.dialogs.filter_form import FilterForm
from sapa_tui.dialogs.quick_form import DueForm
from sapa_tui.dialogs.reason import ReasonDialog
from sapa_tui.presentation.filters import Filter

from .dialog_driver import FACTS, PEOPLE, TODAY, Plan, an_activity, in_front_of

COLUMNS = [("a", "Not started", "9"), ("b", "In progress", "4 of 5"), ("c", "[b]Waiting", "")]


class Reasons:
    """What a reason is saved into."""

    def __init__(self, refusal: Refused | None = None) -> None:
        self.given: list[str] = []
        self._refusal = refusal

    async def save(self, reason: str) -> None:
        """Take a reason."""
        await asyncio.sleep(0)
        if self._refusal is not None:
            raise self._refusal
        self.given.append(reason)


async def test_enter_says_yes_and_escape_says_no() -> None:
    async with in_front_of(ConfirmDialog("Archive?", "It can be restored.", "Archive")) as dialog:
        await dialog.press("enter")
        assert dialog.answer is True
    async with in_front_of(ConfirmDialog("Archive?", "It can be restored.", "Archive")) as dialog:
        await dialog.press("escape")
        assert dialog.answer is False


async def test_a_careful_question_waits_on_the_answer_that_changes_nothing() -> None:
    question = ConfirmDialog("Start?", "[/nope] before go-live", "Start", careful=True)
    async with in_front_of(question) as dialog:
        assert "[/nope] before go-live" in dialog.says()
        await dialog.press("enter")
        assert dialog.answer is False
    question = ConfirmDialog("Start?", "", "Start", careful=True)
    async with in_front_of(question) as dialog:
        await dialog.press("right", "enter")
        assert dialog.answer is True


async def test_an_arrow_stops_at_the_last_answer() -> None:
    for careful in (False, True):
        question = ConfirmDialog("Start?", "", "Start", careful=careful)
        async with in_front_of(question) as dialog:
            await dialog.press("right", "right", "right", "enter")
            assert dialog.answer is True, "yes stands at the right, wherever the cursor waits"
    async with in_front_of(ConfirmDialog("Start?", "", "Start")) as dialog:
        await dialog.press("left", "left", "enter")
        assert dialog.answer is False


async def test_a_long_question_scrolls_and_keeps_its_buttons() -> None:
    text = "\n".join(f"line {number}" for number in range(50))
    async with in_front_of(ConfirmDialog("Read", text, "Understood"), (60, 20)) as dialog:
        assert "Understood" in dialog.says()
        assert "line 49" not in dialog.says()
        await dialog.until(lambda: dialog.screen.query_one(DialogBody).size.height > 1)
        await dialog.press("pagedown", "pagedown", "pagedown", "pagedown")
        await dialog.until(lambda: "line 49" in dialog.says())


@pytest.mark.parametrize("letters", range(28, 33))
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_dialog_is_as_high_as_what_it_says(size: tuple[int, int], letters: int) -> None:
    points = {(Anchor.ACTIVITY, 12): AnchorPoint("x" * letters, Due(offset_weeks=-6))}
    card, typed = an_activity().card, f"2 working days before {'x' * letters}"
    form = DueForm(card, PEOPLE, FACTS, TODAY, save=Plan().save, choices=Choices(points))
    async with in_front_of(form, size) as dialog:
        await dialog.write("due", typed)
        assert dialog.screen.query_one(DialogBody).max_scroll_y == 0, "nothing is to be scrolled to"


async def test_a_reason_is_typed_and_saved_with_enter() -> None:
    reasons = Reasons()
    async with in_front_of(ReasonDialog("Waiting", "For what?", reasons.save)) as dialog:
        await dialog.type("the law")
        await dialog.press("enter")
        await dialog.until(lambda: not dialog.is_open)
        assert dialog.answer is True
    assert reasons.given == ["the law"]


async def test_an_empty_reason_is_asked_for_again() -> None:
    reasons = Reasons()
    async with in_front_of(ReasonDialog("Waiting", "For what?", save=reasons.save)) as dialog:
        await dialog.press("space", "ctrl+s")
        await dialog.until(lambda: "Say why" in dialog.says())
        assert dialog.is_open
    assert reasons.given == []


async def test_a_refused_reason_is_kept_as_typed() -> None:
    reasons = Reasons(Refused("column_full", column="waiting", limit=2, count=2))
    async with in_front_of(ReasonDialog("Waiting", "For what?", reasons.save)) as dialog:
        await dialog.type("law")
        await dialog.press("enter")
        await dialog.until(lambda: "is full" in dialog.says())
        assert "law" in dialog.says()
        await dialog.press("escape")
        assert "Discard what you have typed?" in dialog.says()


async def test_a_number_picks_at_once() -> None:
    async with in_front_of(ChoiceDialog("Move to", COLUMNS)) as dialog:
        assert "2  In progress  4 of 5" in dialog.says()
        assert "[b]Waiting" in dialog.says()
        await dialog.press("4")
        assert dialog.is_open, "there is no fourth"
        await dialog.press("3")
        assert dialog.answer == "c"


async def test_arrows_and_letters_walk_and_enter_picks() -> None:
    async with in_front_of(ChoiceDialog("Move to", COLUMNS, current="b")) as dialog:
        await dialog.press("k", "j", "down", "enter")
        assert dialog.answer == "c"


async def test_a_menu_can_be_left() -> None:
    async with in_front_of(ChoiceDialog("Move to", COLUMNS)) as dialog:
        await dialog.press("escape")
        assert dialog.answer is None


async def test_a_menu_answers_the_mouse() -> None:
    async with in_front_of(ChoiceDialog("Move to", COLUMNS)) as dialog:
        await dialog.click("DialogButton.-main")
        assert dialog.answer == "a"


async def test_a_filter_is_made_of_what_was_filled_in() -> None:
    async with in_front_of(FilterForm(Filter(), PEOPLE)) as dialog:
        await dialog.type("map")
        await dialog.write("responsible", "Mette Kjær")
        await dialog.choose("kind", Kind.PREPARATION)
        await dialog.choose("due", True)
        await dialog.press("ctrl+s")
        assert dialog.answer == Filter("map", "mk", Kind.PREPARATION, late_only=True)


async def test_enter_in_a_filter_shows_and_f4_shows_everything() -> None:
    async with in_front_of(FilterForm(Filter("x", "ak"), PEOPLE)) as dialog:
        assert dialog.reads("responsible") == "Anders Krogh"
        await dialog.press("enter")
        assert dialog.answer == Filter("x", "ak")
    async with in_front_of(FilterForm(Filter("x", "ak"), PEOPLE)) as dialog:
        await dialog.press("f4")
        assert dialog.answer == Filter()
    async with in_front_of(FilterForm(Filter("x", "ak"), PEOPLE)) as dialog:
        await dialog.press("escape")
        assert dialog.answer is None

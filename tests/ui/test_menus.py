"""Menus, opened by somebody who types faster than the screen is drawn."""

import pytest
from textual.app import App
from textual.widgets._select import SelectOverlay

from db.rules.codes import Kind
from sapa_tui.dialogs.choice import ChoiceDialog
from sapa_tui.dialogs.filter_form import FilterForm
from sapa_tui.presentation.filters import Filter
from sapa_tui.widgets.menus import DropDown

from .dialog_driver import PEOPLE, in_front_of


@pytest.mark.parametrize("page", ["page_up", "page_down"])
async def test_a_page_key_before_the_first_picture_of_a_menu(page: str) -> None:
    choices = [(str(number), f"choice {number}", "") for number in range(40)]
    question = ChoiceDialog("One of them", choices)
    menu = question._list
    menu.display = False
    async with in_front_of(question) as dialog:
        assert not menu.scrollable_content_region
        await menu.run_action(page)  # as the key would; it is not asked for its lines
        menu.display = True
        await dialog.until(lambda: bool(menu.scrollable_content_region))
        menu.focus()
        await dialog.press("pagedown", "enter")
        assert int(dialog.answer) > 5, "a page further on, now that there is one"


@pytest.mark.parametrize("page", ["page_up", "page_down"])
async def test_a_page_key_as_the_answers_of_a_field_drop_down(page: str) -> None:
    async with in_front_of(FilterForm(Filter(), PEOPLE)) as dialog:
        field = dialog.field("kind").editor
        assert isinstance(field, DropDown)
        answers = field.query_one(SelectOverlay)
        assert not answers.scrollable_content_region, "nothing has dropped down yet"
        await answers.run_action(page)
        field.focus()
        await dialog.press("enter", "pagedown", "enter")
        assert field.value is Kind.IMPLEMENTATION


async def test_a_field_that_is_closed_before_it_stands() -> None:
    async with App[None]().run_test() as pilot:
        field = DropDown([("one", 1)])
        pilot.app.mount(field)  # nobody waits until it stands
        await field.remove()
        await pilot.pause()

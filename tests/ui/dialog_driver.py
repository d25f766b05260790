"""A tiny dashboard with one dialog in it, and the words to use it like a person."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Select, Static, TextArea

from db.commands import Edit
from db.errors import SapaError
from db.queries.board import ActivityDetail, Card
from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.rules.calendar import WorkingCalendar
from db.rules.codes import Column, Kind, Role
from db.rules.due import Due
from sapa_tui.dialogs.base import Dialog
from sapa_tui.field_keys import FieldKeysApp
from sapa_tui.themes import DEFAULT, THEMES
from sapa_tui.widgets.field import Field

T = TypeVar("T")
TODAY = date(2017, 4, 3)
PEOPLE = (
    PersonRow("mk", "Mette Kjær", Role.LEADER, True),
    PersonRow("ak", "Anders Krogh", Role.MEMBER, True),
)
FACTS = PlanFacts(
    municipality="Aabenraa Kommune",
    language="da",
    go_live=date(2017, 5, 1),
    end_offset_weeks=5,
    soon_within_days=7,
    calendar=WorkingCalendar({date(2017, 6, 5): "Whit Monday"}),
    limits={},
    version=1,
)


def an_activity(
    title: str = "Map the stakeholders",
    *,
    description: str = "Find all who are affected.",
    responsible: str = "mk",
    column: Column = Column.IN_PROGRESS,
    due: Due = Due(offset_weeks=-8),  # noqa: B008 - frozen
    waiting_reason: str = "",
) -> ActivityDetail:
    """An activity as a form receives it."""
    card = Card(
        7, title, Kind.PREPARATION, column, "a0", responsible, due, "", waiting_reason, 0, 0, 1
    )
    return ActivityDetail(card, description, "", "always", "B3", None, False, ())


class Plan:
    """What a form saves into: it remembers the edits, and refuses when told to."""

    def __init__(self, *refusals: SapaError) -> None:
        self.saved: list[dict[str, Edit]] = []
        self._refusals = list(refusals)
        self.slow: asyncio.Event | None = None

    async def save(self, edits: Mapping[str, Edit]) -> None:
        """Take a form's edits."""
        if self.slow is not None:
            await self.slow.wait()
        if self._refusals:
            raise self._refusals.pop(0)
        self.saved.append(dict(edits))


class Host(FieldKeysApp[None]):
    """A dashboard with nothing in it."""

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DEFAULT


class DialogDriver:
    """Somebody in front of an open dialog."""

    def __init__(self, pilot: Pilot[None], answers: list[Any]) -> None:
        self._pilot = pilot
        self._answers = answers

    @property
    def screen(self) -> Screen[Any]:
        """The topmost screen."""
        return self._pilot.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys, and let the dialog settle."""
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def paste(self, text: str) -> None:
        """Paste into what has the focus, as a terminal does."""
        assert self.screen.focused is not None
        self.screen.focused.post_message(events.Paste(text))
        await self._pilot.pause()

    async def write(self, field: str, text: str) -> None:
        """Go to a field and make it read ``text``."""
        editor = self.field(field).editor
        editor.focus()
        if isinstance(editor, Input):
            editor.value = text
        elif isinstance(editor, TextArea):
            editor.text = text
        await self._pilot.pause()

    async def choose(self, field: str, value: Any) -> None:
        """Pick an answer of a field."""
        editor = self.field(field).editor
        assert isinstance(editor, Select)
        editor.value = value
        await self._pilot.pause()

    async def click(self, selector: str) -> None:
        """Click on something."""
        await self._pilot.click(selector)
        await self._pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to come true."""
        for _round in range(200):
            if holds():
                return
            await self._pilot.pause()
        raise AssertionError("it never came true")

    def field(self, name: str) -> Field[Any]:
        """A field of the form by its name."""
        return next(field for field in self.screen.query(Field) if field.field == name)

    def reads(self, name: str) -> Any:
        """What stands in a field."""
        return self.field(name).draft

    def focused_field(self) -> str:
        """The name of the field in which the cursor is."""
        focused = self.screen.focused
        fields = [node for node in (focused.ancestors if focused else ()) if _is_field(node)]
        return str(fields[0].field) if fields else ""  # type: ignore[attr-defined]

    def says(self) -> str:
        """All that can be read on the topmost screen, line by line."""
        width, height = self._pilot.app.size
        lines = self.screen._compositor.render_strips()
        return "\n".join(line.text.rstrip() for line in lines[:height] if width)

    def text_of(self, selector: str) -> str:
        """What a part of the dialog says, not wrapped."""
        found = [static.visual for static in self.screen.query(selector).results(Static)]
        return "\n".join(str(visual) for visual in found)

    @property
    def app(self) -> App[None]:
        """The dashboard around it."""
        return self._pilot.app

    def told(self) -> str:
        """What has been told in passing, beside the dialog."""
        return "\n".join(note.message for note in self.app._notifications)

    @property
    def answer(self) -> Any:
        """What the dialog has answered; fails while it is open."""
        assert self._answers, "the dialog is still open"
        return self._answers[0]

    @property
    def is_open(self) -> bool:
        """Whether the dialog has not answered yet."""
        return not self._answers


@asynccontextmanager
async def in_front_of(
    dialog: Dialog[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[DialogDriver]:
    """Open a dialog in a dashboard of its own."""
    answers: list[Any] = []
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.push_screen(dialog, answers.append)
        await pilot.pause()
        await pilot.pause()
        yield DialogDriver(pilot, answers)


def _is_field(node: object) -> bool:
    return isinstance(node, Field)

"""A number for each of several things, entered in one go; each that was given is one write."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from textual.widget import Widget

from db.errors import Conflict, SapaError
from sapa_tui.drafts import Typed
from sapa_tui.widgets.one_number import OneNumber
from sapa_tui.writing import Writing

from .form import FormDialog

F = TypeVar("F", bound=OneNumber)
Report = Callable[[F, Any, int | None], Awaitable[object]]
"""Writes a number over the one that stood there, None where there was none."""


class NumbersForm(FormDialog, Generic[F]):
    """Enter takes a number along; what has been taken stays so when a later one is refused."""

    DEFAULT_CSS = """
    NumbersForm .field-label { width: 24; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[F],
        lead: str,
        *,
        report: Report[F],
        writing: Writing | None = None,
    ) -> None:
        async def nothing(_edits: object) -> None:
            """Each field is written by itself."""

        super().__init__(title, lead, new=False, save=nothing, writing=writing)
        self._numbers = fields
        self._report = report

    def body(self) -> Iterable[Widget]:
        return self._numbers

    @property
    def dirty(self) -> bool:
        return any(field.to_save for field in self._numbers)

    def lay_in(self, typed: Typed) -> None:
        super().lay_in(typed)
        for field in self._numbers:
            field.judge()

    def goes_on(self, key: str) -> bool:
        for field in self._numbers:
            if key == "enter" and self.focused is field.editor:
                field.editor.call_later(field.confirm)  # once it has what was typed before
        return super().goes_on(key)

    async def store(self) -> bool:
        saved = False
        for field in self._numbers:
            while field.to_save:
                try:
                    await self._report(field, field.read(), field.before)
                except Conflict as conflict:
                    await self._settle_number(field, conflict)
                except SapaError as error:
                    error.params["field"] = field.field
                    raise
                else:
                    field.taken()
                    saved = True
        return saved

    async def _settle_number(self, field: F, conflict: Conflict) -> None:
        """Somebody has given a number meanwhile: let the person decide."""
        _base, mine, theirs = conflict.fields[field.column]
        if field.overtaken(theirs):
            conflict.fields = {field.field: (field.base, mine, theirs)}
            await self._settle(conflict)

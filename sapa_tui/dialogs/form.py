"""Forms: a dialog of fields that saves only what the person has changed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from textual import on
from textual.widgets import Input

from db.commands import Edit
from db.errors import Conflict, InvalidInput, SapaError
from sapa_tui.widgets.fields import Field

from .conflict import ConflictDialog, Dispute
from .saving import SavingDialog

Save = Callable[[Mapping[str, Edit]], Awaitable[None]]
"""Writes a form's edits; raises SapaError when the plan does not take them."""


class FormDialog(SavingDialog):
    """A dialog of fields; a ``new`` item is saved whole, another one field by field."""

    def __init__(self, title: str, lead: str = "", *, new: bool, save: Save) -> None:
        super().__init__(title, lead)
        self._new = new
        self._write = save

    @property
    def fields(self) -> list[Field[Any]]:
        """The form's fields, in reading order."""
        return list(self.query(Field))

    @property
    def dirty(self) -> bool:
        return any(field.touched for field in self.fields)

    def on_mount(self) -> None:
        self.fields[0].go()

    async def store(self) -> bool:
        while edits := self._edits():
            try:
                await self._write(edits)
            except Conflict as conflict:
                await self._settle(conflict)
            else:
                return True
        return False

    def locate(self, error: SapaError) -> None:
        named = error.params.get("field")
        for field in self.fields:
            if named is not None and named in (field.field, *field.keys):
                field.go()

    @on(Input.Submitted)
    def _go_on(self) -> None:
        self.focus_next()

    def _edits(self) -> dict[str, Edit]:
        edits: dict[str, Edit] = {}
        for field in self.fields:
            try:
                edits |= field.edits(new=self._new)
            except InvalidInput as error:
                raise InvalidInput(error.code, **{**error.params, "field": field.field}) from None
        return edits

    async def _settle(self, conflict: Conflict) -> None:
        """Let the person decide; raises the conflict again when they go back to the form."""
        disputes = [
            dispute for field in self.fields if (dispute := _dispute(field, conflict)) is not None
        ]
        if not disputes:
            raise conflict
        # Whoever catches a conflict may say by whom; without a name it is "a colleague".
        colleague = str(conflict.params.get("by", ""))
        decided = await self.app.push_screen_wait(ConflictDialog(disputes, colleague))
        if decided is None:
            raise conflict
        for dispute in disputes:
            field = dispute.field
            field.base = dispute.theirs
            field.put(decided[field.field])


def _dispute(field: Field[Any], conflict: Conflict) -> Dispute | None:
    """The three states of a field, when any of its columns is disputed."""
    if not any(key in conflict.fields for key in field.keys):
        return None
    mine = field.stored(field.read())
    base = field.stored(field.base)
    theirs = {key: conflict.fields[key][2] if key in conflict.fields else None for key in base}
    return Dispute(field, field.restored(base), field.restored(mine), field.restored(theirs))

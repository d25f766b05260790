"""Forms: a dialog of fields that saves only what the person has changed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from textual.widget import Widget
from textual.widgets import Input, Static

from db.commands import Edit
from db.errors import Conflict, InvalidInput, Refused, SapaError
from db.queries.people import PersonRow
from db.queries.wall import Wall
from db.rules.text import safe
from sapa_tui.drafts import Typed
from sapa_tui.locale import _
from sapa_tui.presentation.sentences import error_sentence, quoted
from sapa_tui.presentation.who import names
from sapa_tui.presentation.words import login_word
from sapa_tui.presentation.writers import field_writers
from sapa_tui.widgets.editors import ReasonArea
from sapa_tui.widgets.field import MARK_WIDTH, Field
from sapa_tui.writing import Writing

from .base import Dialog
from .confirm import ConfirmDialog
from .conflict import ConflictDialog, Dispute
from .drafting import DraftingDialog

T = TypeVar("T")
Save = Callable[[Mapping[str, Edit]], Awaitable[str | None]]
"""Writes a form's edits, and returns what more is to be told than that they are saved.

Raises SapaError when the plan does not take them.
"""
Restore = Callable[[], Awaitable[object]]
"""Brings the item back that a colleague has archived."""


class FormDialog(DraftingDialog):
    """A dialog of fields; a ``new`` item is saved whole, another one field by field."""

    entity: ClassVar[str] = ""
    """The kind of item, as a refusal names it."""

    def __init__(
        self,
        title: str,
        lead: str = "",
        *,
        new: bool,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        super().__init__(title, lead, writing=writing)
        self._new = new
        self._write = save
        self._restore = restore
        self._people: Sequence[PersonRow] = ()
        self._fields: list[Field[Any]] = []
        self._own: dict[str, Any] = {}

    @property
    def fields(self) -> list[Field[Any]]:
        """The form's fields, in reading order; also when the screen is being taken down."""
        if not self._fields:
            self._fields = list(self.query(Field))
        return self._fields

    @property
    def dirty(self) -> bool:
        return any(field.touched for field in self.fields)

    def first_field(self) -> Field[Any]:
        """The field in which the cursor begins."""
        return self.fields[0]

    def on_mount(self) -> None:
        self.first_field().go()
        if self.writing is not None and self.writing.wall is not None:
            self.news(self.writing.wall)

    def news(self, wall: Wall) -> None:
        if self.writing is None:
            return
        here = self.writing.kind, self.writing.number, self.writing.person
        marks = field_writers(wall, *here, room=MARK_WIDTH)
        for field in self.fields:
            field.mark(marks.get(field.field, ""))

    # The draft ------------------------------------------------------------------------

    def typed(self) -> Typed:
        return {
            field.field: (field.stored(field.base), self._own.get(field.field, field.draft))
            for field in self.fields
            if field.touched or field.field in self._own
        }

    def lay_in(self, typed: Typed) -> None:
        for field in self.fields:
            if field.field in typed:
                field.resume(*typed[field.field])

    def lay_out(self) -> None:
        for field in self.fields:
            field.begin(field.present)

    def field_of(self, widget: Widget) -> str:
        found = [node for node in widget.ancestors_with_self if isinstance(node, Field)]
        return found[0].field if found else ""

    # Saving ---------------------------------------------------------------------------

    async def store(self) -> bool:
        while edits := self._edits():
            try:
                self.came_of_it = await self._write(edits) or ""
            except Conflict as conflict:
                await self._settle(conflict)
            except Refused as refusal:
                await self._bring_back(refusal)
            else:
                return True
        return False

    def tell(self, error: SapaError) -> None:
        """Say it under the field that it is about; what is about none stands at the bottom."""
        field = self.field_about(error)
        if field is None:
            super().tell(error)
            return
        field.complain(error_sentence(error))
        field.go()
        self.call_after_refresh(field.scroll_visible, animate=False)

    def field_about(self, error: SapaError) -> Field[Any] | None:
        """The field whose answer was not taken."""
        named = error.params.get("field")
        fields = (field for field in self.fields if named in (field.field, *field.keys))
        return next(fields, None)

    def goes_on(self, key: str) -> bool:
        """Enter in a line goes to the next one, too."""
        entered = key == "enter" and isinstance(self.focused, Input | ReasonArea)
        return super().goes_on("tab" if entered else key)

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
        by = str(conflict.params.get("by", ""))
        colleague = safe(names(self._people).get(by, login_word(by)))
        dialog = ConflictDialog(disputes, colleague, keep=self._keep_own)
        decided = await self._ask(dialog)
        self._own.clear()
        if decided is None:
            raise conflict
        for dispute in disputes:
            field = dispute.field
            field.base = dispute.theirs
            field.put(decided[field.field])

    def _keep_own(self, field: str, draft: Any) -> None:
        """What is being written in the view of a conflict belongs to the draft too."""
        self._own[field] = draft
        self.note_typing()

    async def _bring_back(self, refusal: Refused) -> None:
        """Offer to restore what a colleague has archived; raises the refusal when declined."""
        ours = (refusal.code, refusal.params.get("entity")) == ("archived", self.entity)
        if not ours or self._restore is None:
            raise refusal
        title = _("“{title}” has been archived meanwhile")
        question = ConfirmDialog(
            title.format(title=quoted(str(refusal.params["title"]))),
            _("Restore it, and save what you have written in it?"),
            _("Restore and save"),
            _("Back to the form"),
        )
        if not await self._ask(question):
            raise refusal
        await self._restore()

    async def _ask(self, question: Dialog[T]) -> T | None:
        """Let the person answer something; until then it is they who are waited for."""
        note = self.query_one(".dialog-note", Static)
        note.update("")
        answer = await self.app.push_screen_wait(question)
        note.update(_("saving…"))
        return answer


def _dispute(field: Field[Any], conflict: Conflict) -> Dispute | None:
    """The three states of a field, when any of its columns is disputed."""
    if not any(key in conflict.fields for key in field.keys):
        return None
    mine = field.stored(field.read())
    base = field.stored(field.base)
    theirs = {key: conflict.fields[key][2] if key in conflict.fields else None for key in base}
    return Dispute(field, field.restored(base), field.restored(mine), field.restored(theirs))

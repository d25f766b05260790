"""Dialogs whose words outlive them: kept as a draft while they are typed, until they are saved."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static, TextArea

from db.errors import SapaError
from sapa_tui.drafts import Typed
from sapa_tui.locale import _
from sapa_tui.presentation.dates import clock_time
from sapa_tui.widgets.tick_field import TickList
from sapa_tui.writing import Writing

from .base import DialogButton
from .confirm import ConfirmDialog
from .saving import SavingDialog

KEEP_SECONDS = 1.0
"""How much typing may be lost when the machine dies: what is typed is kept so often."""


class DraftLine(Horizontal):
    """Says that a draft has been laid in, and offers to discard it."""

    DEFAULT_CSS = """
    DraftLine {
        height: auto; margin-top: 1; padding-right: 1;
        & > .draft-words { width: 1fr; height: auto; color: $text-warning; }
    }
    """

    def __init__(self, when: str) -> None:
        super().__init__()
        self._words = _("Your draft from {when} has been put in.").format(when=when)

    def compose(self) -> ComposeResult:
        yield Static(self._words, classes="draft-words", markup=False)
        yield DialogButton(_("Discard the draft"), "F8", "screen.discard_draft")


class DraftingDialog(SavingDialog):
    """A dialog that may be left at any time, even by a crash; ``writing`` holds its draft.

    Without one it asks before it throws words away, as every dialog does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8", "discard_draft", show=False)]

    def __init__(self, title: str, lead: str = "", *, writing: Writing | None = None) -> None:
        super().__init__(title, lead)
        self.writing = writing
        self._kept: Typed = writing.found.fields if writing and writing.found else {}
        self._keeping = False
        self._over = False

    # What a subclass says -------------------------------------------------------------

    def typed(self) -> Typed:
        """What has been typed, field by field, each with the answer that it was typed over."""
        raise NotImplementedError

    def lay_in(self, typed: Typed) -> None:
        """Put a draft into the fields."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Put the fields back to what the plan says."""
        raise NotImplementedError

    def field_of(self, widget: Widget) -> str:
        """The field to which a focused widget belongs."""
        raise NotImplementedError

    # The draft ------------------------------------------------------------------------

    def head(self) -> Iterable[Widget]:
        if self.writing is not None and self.writing.found is not None:
            yield DraftLine(clock_time(self.writing.found.saved_at, self.writing.today))

    def note(self) -> str:
        return _("esc: keep draft · F8: drop") if self.writing and self.dirty else ""

    def on_mount(self) -> None:
        if not self._kept:
            return
        self.lay_in(self._kept)
        if not self.dirty:  # it had been saved, and the dashboard died before it could say so
            self._forget_draft()

    @on(Checkbox.Changed)
    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(TickList.Changed)
    def note_typing(self) -> None:
        """Something has been typed: keep it in a moment, with what follows until then."""
        if self.writing is None or self._over:
            return
        if not self._keeping:
            self._keeping = True
            self.set_timer(KEEP_SECONDS, self._keep)
        if not self._busy:
            self.query_one(".dialog-note", Static).update(self.note())

    def keep_typed(self) -> bool:
        self._keep(anyway=True)
        return self.writing is not None or super().keep_typed()

    def _keep(self, *, anyway: bool = False) -> None:
        """Hand what is typed to the session, if it is not what is kept already.

        Where the person is told that it is kept, it is written ``anyway``.
        """
        self._keeping = False
        if self.writing is None or self._over:
            return
        typed = self.typed()
        if typed != self._kept or (anyway and typed):
            self._kept = typed
            self.writing.keep(typed)

    def refused(self, error: SapaError) -> None:
        self._keep()
        super().refused(error)

    def saved(self) -> None:
        self._forget_draft()
        self._over = True

    def on_unmount(self) -> None:
        if self.dirty:
            self._keep()
        if self.writing is not None:
            self.writing.at("")

    # Leaving --------------------------------------------------------------------------

    def action_cancel(self) -> None:
        """Leave at once; what is typed stays as a draft."""
        if self.writing is None or not self.dirty:
            super().action_cancel()
        elif not self._busy:
            self._set_busy(True)
            self.run_worker(self._put_aside(), exclusive=True)

    async def _put_aside(self) -> None:
        assert self.writing is not None
        self._keep(anyway=True)
        try:
            await self.writing.kept()
        except SapaError as error:
            self._set_busy(False)
            self.refused(error)
            return
        self._over = True
        words = _("The draft is kept, and put in when you open this again.")
        self.app.notify(words, markup=False)
        self.dismiss(self.nothing())

    def action_discard_draft(self) -> None:
        """Ask whether what is typed is to be thrown away."""
        if self.writing is None or self._busy or not self.dirty:
            return
        question = ConfirmDialog(
            _("Discard the draft?"),
            _("What you have typed here is thrown away; what is saved stays as it is."),
            _("Discard"),
            _("Keep writing"),
            careful=True,
        )
        self.app.push_screen(question, self._discard_draft)

    def _discard_draft(self, sure: bool | None) -> None:
        if sure:
            self.lay_out()
            self._forget_draft()
            self.app.notify(_("The draft has been discarded."), markup=False)

    def _forget_draft(self) -> None:
        self.query(DraftLine).remove()
        if self._kept and self.writing is not None:
            self._kept = {}
            self.writing.keep({})

    # The mark for the colleagues ------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let the colleagues see where the cursor is."""
        if self.writing is not None and (field := self.field_of(event.widget)):
            self.writing.at(field)

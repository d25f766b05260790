"""Two people have saved the same field: what shall stand is decided field by field."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from db.errors import InvalidInput
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.widgets.disputed import Disputed
from sapa_tui.widgets.field import Field

from .base import DialogButton
from .guarded import GuardedDialog

Decided = dict[str, Any]
"""The answer that shall stand, by the name of its field."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field as it was, as I want it, and as a colleague has saved it meanwhile."""

    field: Field[Any]
    base: Any
    mine: Any
    theirs: Any


class ConflictDialog(GuardedDialog[Decided | None]):
    """Shows both answers of each disputed field; None when the person goes back to the form.

    ``colleague`` is the name of whoever saved the other text, where it is known; ``keep`` is
    told of each field whose third answer is being typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "accept", show=False)]
    DEFAULT_CSS = """
    ConflictDialog {
        & > .dialog-frame { width: 96%; max-width: 190; border: round $border; }
        & .dialog-title { color: $text-warning; }
        &.-narrow > .dialog-frame { width: 100%; }
        &.-narrow .disputed-options { grid-size: 1; grid-gutter: 1 0; }
        &.-narrow .disputed-before { column-span: 1; }
        &.-widest .disputed-options { grid-size: 3; }
        &.-widest .disputed-before { column-span: 1; }
    }
    """

    def __init__(
        self,
        disputes: Sequence[Dispute],
        colleague: str = "",
        *,
        keep: Callable[[str, Any], None] = lambda _field, _draft: None,
    ) -> None:
        count = len(disputes)
        if colleague:
            title = ngettext(
                "{name} has saved the same field while you were writing",
                "{name} has saved the same fields while you were writing",
                count,
            ).format(name=colleague)
        else:
            title = ngettext(
                "A colleague has saved the same field while you were writing",
                "A colleague has saved the same fields while you were writing",
                count,
            )
        lead = ngettext(
            "Nothing is lost. Choose what shall stand.",
            "Nothing is lost. Choose for each field what shall stand.",
            count,
        )
        super().__init__(title, lead)
        self._disputes = disputes
        self._colleague = colleague
        self._keep = keep

    def body(self) -> Iterable[Widget]:
        total = len(self._disputes)
        for number, dispute in enumerate(self._disputes, 1):
            place = _("{number} of {total}").format(number=number, total=total)
            yield Disputed(
                dispute.field,
                dispute.base,
                dispute.mine,
                dispute.theirs,
                place=place if total > 1 else "",
                colleague=self._colleague,
            )

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Back to the form"), _("esc"), "screen.cancel")
        yield DialogButton(_("Save"), "ctrl+s", "screen.accept", main=True)

    def note(self) -> str:
        return _("1 2 3 · enter: next")

    def on_mount(self) -> None:
        self._parts[0].focus()

    @property
    def _parts(self) -> list[Disputed]:
        return list(self.query(Disputed))

    @property
    def dirty(self) -> bool:
        return any(part.touched for part in self._parts)

    def nothing(self) -> Decided | None:
        return None

    def action_cancel(self) -> None:
        """Step out of an editor first, then back to the form."""
        for part in self._parts:
            if part.own is not None and part.own.has_focus_within:
                part.focus()
                return
        super().action_cancel()

    def action_accept(self) -> None:
        """Take the answers, once every field has one."""
        decided: Decided = {}
        for part in self._parts:
            if part.choice is None:
                self._ask_for(part)
                return
            try:
                decided[part.field.field] = part.answer()
            except InvalidInput as error:
                self.say_problem(error_sentence(error))
                part.focus()
                return
        self.dismiss(decided)

    @on(Disputed.Settled)
    def _go_on(self, message: Disputed.Settled) -> None:
        for part in self._parts:
            if part.choice is None:
                if part is message.disputed:
                    self._ask_for(part)
                part.focus()
                return
        self.say_problem("")
        self.query(DialogButton).last().focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _note_typing(self) -> None:
        for part in self._parts:
            if part.own is not None and part.own.touched:
                self._keep(part.field.field, part.own.draft)

    def _ask_for(self, part: Disputed) -> None:
        self.say_problem(_("{field}: press 1, 2 or 3 to choose.").format(field=part.field.label))
        part.focus()

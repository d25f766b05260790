"""A field of a form: a label, an editor, and a line that says what is typed or what is wrong.

A field knows its value as it was when the form opened (``base``), frozen, and what the person
has made of it. It can also be shown in words, and copied: the view of a conflict needs both.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static, TextArea

from db.commands import Edit
from db.errors import InvalidInput
from db.rules.text import safe
from sapa_tui.presentation.words import field_word

V = TypeVar("V")
MARK_WIDTH = 14
"""Cells below a field's label, in which stands who else writes there."""

_UNOPENED = object()


class Field(Horizontal, Generic[V]):
    """One question of a form; ``keys`` are the columns in which its answer is stored."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        /* Two lines at least: who else writes here is said without anything moving. */
        & > .field-label {
            width: 15; height: auto; min-height: 2; color: $text-muted; padding-right: 1;
        }
        & > .field-body { width: 1fr; height: auto; padding-bottom: 1; }
        &.-entered > .field-label { color: $foreground; text-style: bold; }
        & .field-hint { display: none; height: auto; padding-left: 2; color: $text-muted; }
        & .field-hint.-said { display: block; }
        & .field-hint.-wrong { color: $text-error; }
        & Input, & TextArea, & SelectCurrent {
            border: none; border-left: outer $foreground 20%;
            padding: 0 1; background: $foreground 6%;
        }
        & Input:focus, & TextArea:focus, & Select:focus > SelectCurrent {
            border: none; border-left: outer $border; background-tint: $foreground 4%;
        }
        & Input { height: 1; }
        & TextArea { height: auto; min-height: 3; max-height: 10; }
        & SelectOverlay, & SelectOverlay:focus {
            min-width: 8; border: none; border-left: outer $border; padding: 0; background: $panel;
        }
    }
    """

    prose: ClassVar[bool] = False
    """Whether the answer is a text in which two people may have changed different words."""

    def __init__(self, name: str, base: V, *, keys: tuple[str, ...] = (), label: str = "") -> None:
        super().__init__()
        self.field = name
        self.keys = keys or (name,)
        self.base = base
        self.present = base
        """The answer in the plan when the form opened; a draft's ``base`` may be older."""
        self.label = label or field_word(name)
        self._label = Static(Content(self.label), classes="field-label", markup=False)
        self._hint = Static(markup=False, classes="field-hint")
        self._first_draft: Any = _UNOPENED
        self._complained = False

    def compose(self) -> ComposeResult:
        yield self._label
        with Vertical(classes="field-body"):
            editor = self.editor
            editor.add_class("field-editor")
            yield editor
            yield self._hint
            yield from self.more()

    def on_mount(self) -> None:
        self._first_draft = self.draft

    def on_descendant_focus(self) -> None:
        """Show where the cursor is; ``:focus-within`` is not taken back when it leaves."""
        self.add_class("-entered")

    def on_descendant_blur(self) -> None:
        """Show that the cursor has left."""
        self.remove_class("-entered")

    @property
    def editor(self) -> Widget:
        """The widget in which the answer is typed or chosen."""
        raise NotImplementedError

    def more(self) -> Iterable[Widget]:
        """What else stands under the editor."""
        return ()

    @property
    def draft(self) -> Any:
        """What stands in the editor, whether or not it can be understood."""
        raise NotImplementedError

    def read(self) -> V:
        """The answer; raises InvalidInput when what is typed cannot be understood."""
        raise NotImplementedError

    def put(self, value: V) -> None:
        """Write an answer into the editor."""
        raise NotImplementedError

    def begin(self, base: V) -> None:
        """Open anew with an answer."""
        self.base = base
        self.put(base)
        self._first_draft = self.draft

    def resume(self, base: Mapping[str, Any], draft: Any) -> None:
        """Go on from a draft: what was stored then, and what was typed over it.

        What the plan says by now anyway is no draft any more.
        """
        otherwise = KeyError, ValueError, TypeError  # as another version may have kept it
        with suppress(*otherwise):
            self.begin(self.restored(base))
        with suppress(*otherwise):
            self.put_draft(draft)
        with suppress(InvalidInput):
            if self.read() == self.present:
                self.begin(self.present)

    def put_draft(self, draft: Any) -> None:
        """Write into the editor what once stood in it."""
        self.put(draft)

    def mark(self, words: str) -> None:
        """Say below the label who else writes here."""
        self._label.update(Content.assemble(self.label, "\n", (words, "$text-accent not bold")))

    def twin(self, value: V) -> "Field[V]":
        """Another editor of the same question, opened with a value."""
        raise NotImplementedError

    def shown(self, value: V) -> str:
        """The value in words; empty when there is none."""
        return safe(str(value), lines=True)

    def stored(self, value: V) -> dict[str, Any]:
        """The columns in which a value is stored."""
        return {self.keys[0]: value}

    def restored(self, columns: Mapping[str, Any]) -> V:
        """The value that stands in stored columns; the inverse of :meth:`stored`."""
        value: V = columns[self.keys[0]]
        return value

    @property
    def touched(self) -> bool:
        """Whether anything has been typed or chosen since the field opened."""
        return self._first_draft is not _UNOPENED and bool(self.draft != self._first_draft)

    def edits(self, *, new: bool = False) -> dict[str, Edit]:
        """What is to be saved: nothing while it is as before, everything in a ``new`` item."""
        mine = self.read()
        if new:
            return {key: Edit(None, value) for key, value in self.stored(mine).items()}
        if mine == self.base:
            return {}
        base = self.stored(self.base)
        return {key: Edit(base[key], value) for key, value in self.stored(mine).items()}

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show a line under the editor, or none."""
        self._complained = False
        self._hint.update(Content(text))
        self._hint.set_class(bool(text), "-said")
        self._hint.set_class(wrong, "-wrong")

    def complain(self, sentence: str) -> None:
        """Say why the answer was not taken, until another one is typed or chosen."""
        self.say(f"! {sentence}", wrong=True)
        self._complained = True

    @on(Checkbox.Changed)
    @on(Input.Changed)
    @on(Select.Changed)
    @on(TextArea.Changed)
    def _complaint_met(self) -> None:
        # A field that says more about what is typed has said it before this is asked.
        if self._complained:
            self.say("")

    def go(self) -> None:
        """Put the cursor into this field."""
        self.editor.focus()

"""The fields of most forms: a line of text, several lines, one of a few answers."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import Input, TextArea

from db.errors import InvalidInput
from db.rules.text import safe
from sapa_tui.presentation.sentences import error_sentence

from .editors import LineInput, NoteArea, ReasonArea
from .field import Field, V
from .menus import DropDown


class TypedField(Field[V]):
    """An answer that is typed in one line, whatever it means."""

    def __init__(
        self,
        name: str,
        base: V,
        typed: str,
        *,
        keys: tuple[str, ...] = (),
        label: str = "",
        placeholder: str = "",
    ) -> None:
        """Begin with ``typed``, which is how ``base`` stands in an editor."""
        super().__init__(name, base, keys=keys, label=label)
        self._placeholder = placeholder
        self._editor = LineInput(typed, placeholder)

    @property
    def editor(self) -> Input:
        return self._editor

    @property
    def draft(self) -> str:
        return self._editor.value

    def put_draft(self, draft: Any) -> None:
        self._editor.value = safe(str(draft))


class JudgedField(TypedField[V]):
    """What it means, or what is wrong with it, stands under it as it is typed."""

    def meaning(self, value: V) -> str:
        """What an answer means, in words; empty when there is nothing to say."""
        del value
        return ""

    @on(Input.Changed)
    def judge(self) -> None:
        """Say what the answer comes to."""
        try:
            words = self.meaning(self.read())
        except InvalidInput as error:
            self.say(f"! {error_sentence(error)}", wrong=True)
        else:
            self.say(words)


def typed_number(typed: str, limit: int) -> int | None:
    """A whole number from 0 to ``limit``; None for what is none."""
    # No longer than the limit itself: int() refuses some thousands of digits in its own way.
    if not typed.isdecimal() or len(typed) > len(str(limit)):
        return None
    return number if (number := int(typed)) <= limit else None


class LineField(TypedField[str]):
    """A line of text."""

    prose = True

    def __init__(self, name: str, base: str, *, label: str = "", placeholder: str = "") -> None:
        super().__init__(name, base, base, label=label, placeholder=placeholder)

    def read(self) -> str:
        # A row that was written past this program is shown cleaned; that alone is no edit.
        return self.base if self.draft == safe(self.base) else self.draft.strip()

    def put(self, value: str) -> None:
        self._editor.value = safe(str(value))
        self._editor.cursor_position = len(self._editor.value)

    def twin(self, value: str) -> Field[str]:
        return LineField(self.field, value, label=self.label, placeholder=self._placeholder)


class NoteField(Field[str]):
    """Several lines of text, in Markdown where the reader shows it so."""

    prose = True

    def __init__(self, name: str, base: str, *, label: str = "", placeholder: str = "") -> None:
        super().__init__(name, base, label=label)
        self._placeholder = placeholder
        self._editor = NoteArea(base, placeholder)

    @property
    def editor(self) -> TextArea:
        return self._editor

    @property
    def draft(self) -> str:
        return self._editor.text

    def read(self) -> str:
        return self.base if self.draft == safe(self.base, lines=True) else self.draft

    def put(self, value: str) -> None:
        self._editor.load_text(safe(str(value), lines=True))
        self._editor.move_cursor(self._editor.document.end)

    def twin(self, value: str) -> Field[str]:
        return NoteField(self.field, value, label=self.label, placeholder=self._placeholder)


class ReasonField(NoteField):
    """A short text in which Enter means done, not a new line."""

    def __init__(self, name: str, base: str, *, label: str = "", placeholder: str = "") -> None:
        super().__init__(name, base, label=label, placeholder=placeholder)
        self._editor = ReasonArea(base, placeholder)


class ChoiceField(Field[V]):
    """One of a few answers; ``options`` pairs each with its words."""

    def __init__(
        self, name: str, base: V, options: Sequence[tuple[V, str]], *, label: str = ""
    ) -> None:
        super().__init__(name, base, label=label)
        self._words = {value: safe(words) for value, words in options}
        # An answer that was added after the form opened still has to be shown.
        self._words.setdefault(base, safe(str(base)))
        # Select parses a plain text as markup, and searches only in rich's Text.
        prompts: list[Any] = [(Text(words), value) for value, words in self._words.items()]
        self._editor = DropDown(prompts, value=base, allow_blank=False)

    @property
    def editor(self) -> Widget:
        return self._editor

    @property
    def draft(self) -> Any:
        return self._editor.value

    def read(self) -> V:
        value: V = self._editor.value  # type: ignore[assignment]
        return value

    def put(self, value: V) -> None:
        self._editor.value = value

    def begin(self, base: V) -> None:
        self.base = self._first_draft = base
        if base in self._words:  # else it has been taken from the choices meanwhile
            self.put(base)

    def put_draft(self, draft: Any) -> None:
        if draft in list(self._words):
            self.put(draft)

    def twin(self, value: V) -> Field[V]:
        return ChoiceField(self.field, value, list(self._words.items()), label=self.label)

    def shown(self, value: V) -> str:
        return self._words.get(value, safe(str(value)))

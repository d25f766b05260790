"""One field that two people have changed: both texts, the text before, and a choice."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from sapa_tui.locale import _
from sapa_tui.presentation.differences import Change, Stretch, differences, together

from .field import Field

# Below this share of kept text, marks would hide the new wording rather than explain it.
_LEAST_KEPT = 0.3
# Sign, its style, and the style of the words: the sign itself stays readable, not struck out.
_MARKS = {
    Change.ADDED: ("+", "$text-success bold", "$text-success underline"),
    Change.REMOVED: ("−", "$text-error bold", "$text-error strike"),
}


class Choice(IntEnum):
    """Whose answer shall stand; the number is the key that says so."""

    MINE = 1
    THEIRS = 2
    OWN = 3


class Option(Vertical):
    """One of the answers to choose from: a sign, its key, whose it is, and the text."""

    def __init__(self, choice: Choice, heading: str, text: Content | None = None) -> None:
        super().__init__(classes="disputed-option")
        self.choice = choice
        self._heading = heading
        self._line = Static(classes="option-heading", markup=False)
        self._text = text

    def compose(self) -> ComposeResult:
        yield self._line
        if self._text is not None:
            yield Static(self._text, classes="option-text", markup=False)

    def show(self, chosen: bool) -> None:
        """Show whether this is the one."""
        self.set_class(chosen, "-chosen")
        sign = "●" if chosen else "○"
        key = Content.styled(f" {self.choice.value}  ", "$foreground 65%")
        self._line.update(Content.assemble(sign, key, self._heading))


class Disputed(Vertical, can_focus=True):
    """A field with its two answers; keys 1, 2 and 3 choose, as does a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,left", "choose(1)", show=False),
        Binding("2,right", "choose(2)", show=False),
        Binding("3", "choose(3)", show=False),
        Binding("down", "screen.focus_next", show=False),
        Binding("up", "screen.focus_previous", show=False),
        Binding("enter", "settled", show=False),
    ]
    DEFAULT_CSS = """
    Disputed {
        height: auto; margin-bottom: 1;
        & > .disputed-name { height: 1; text-style: bold; }
        &:focus > .disputed-name { color: $text-accent; text-style: bold underline; }
        & > .disputed-options {
            layout: grid; grid-size: 2; grid-gutter: 0 2; grid-rows: auto; height: auto;
        }
        & .disputed-option {
            height: auto; padding: 0 1;
            border-left: outer $foreground 20%; background: $foreground 6%;
        }
        & .disputed-option:hover { background-tint: $foreground 4%; }
        & .disputed-option.-chosen { border-left: outer $border; }
        & .option-heading { height: auto; color: $text-muted; }
        & .-chosen > .option-heading { color: $foreground; text-style: bold; }
        & .option-text { height: auto; }
        & .disputed-before {
            height: auto; padding: 0 1 0 2; color: $text-muted; column-span: 2;
        }
        & > .disputed-own { margin-top: 1; height: auto; }
        & > .disputed-own > Field { margin: 0; }
        & > .disputed-own .field-label { display: none; }
        & > .disputed-own .field-body { width: 1fr; padding: 0; }
    }
    """

    choice: reactive[Choice | None] = reactive(None, init=False)

    class Settled(Message):
        """The person wants to go on to what is not decided yet."""

        def __init__(self, disputed: "Disputed") -> None:
            super().__init__()
            self.disputed = disputed

    def __init__(
        self, field: Field[Any], base: Any, mine: Any, theirs: Any, *, place: str, colleague: str
    ) -> None:
        super().__init__()
        self.field = field
        self._answers = {Choice.MINE: mine, Choice.THEIRS: theirs}
        before, my_words, their_words = (field.shown(value) for value in (base, mine, theirs))
        saved = _("{name} saved").format(name=colleague) if colleague else _("A colleague saved")
        self._heading = Content.assemble(field.label, "  ", (place, "$foreground 65% not bold"))
        self._options = (
            Option(Choice.MINE, _("You wrote"), _compared(field, before, my_words)),
            Option(Choice.THEIRS, saved, _compared(field, before, their_words)),
        )
        self._before = Content.assemble((_("Before: "), "italic"), before or _("(nothing)"))
        self._own, note = _own_start(field, base, mine, theirs)
        self._write = Option(Choice.OWN, note)

    def compose(self) -> ComposeResult:
        yield Static(self._heading, classes="disputed-name", markup=False)
        with Container(classes="disputed-options"):
            yield from self._options
            yield Static(self._before, classes="disputed-before", markup=False)
        with Vertical(classes="disputed-own"):
            yield self._write

    def on_mount(self) -> None:
        self._show()

    @property
    def own(self) -> Field[Any] | None:
        """The editor of a third answer, once it was asked for."""
        found = self.query(Field)
        return found.first() if found else None

    @property
    def touched(self) -> bool:
        """Whether a third answer has been typed."""
        return self.own is not None and self.own.touched

    def answer(self) -> Any:
        """What shall stand; raises InvalidInput when what was typed cannot be understood."""
        if self.choice is Choice.OWN and self.own is not None:
            return self.own.read()
        return self._answers[self.choice or Choice.MINE]

    async def action_choose(self, number: int) -> None:
        """Choose; the third answer opens an editor that keeps what is typed in it."""
        self.choice = Choice(number)
        if self.choice is Choice.OWN:
            if self.own is None:
                await self.query_one(".disputed-own").mount(self.field.twin(self._own))
            if self.own is not None:
                self.own.display = True
                self.own.go()
        elif self.own is not None:
            self.own.display = False
            self.focus()

    def action_settled(self) -> None:
        """Go on."""
        self.post_message(self.Settled(self))

    def watch_choice(self) -> None:
        self._show()

    async def on_click(self, event: events.Click) -> None:
        clicked = event.widget
        for node in clicked.ancestors_with_self if clicked else ():
            if isinstance(node, Option):
                await self.action_choose(node.choice.value)

    def _show(self) -> None:
        for option in (*self._options, self._write):
            option.show(option.choice is self.choice)


def _compared(field: Field[Any], before: str, after: str) -> Content:
    """The text with marks at what was added and removed, by sign as well as by colour."""
    if not after:
        return Content.styled(_("(nothing)"), "italic $foreground 65%")
    found = differences(before, after) if field.prose else ()
    kept = sum(len(part.text) for part in found if part.change is Change.KEPT)
    if kept < _LEAST_KEPT * max(len(before), len(after)):
        return Content(after)
    return Content("").join(piece for part in found for piece in _marked(part))


def _marked(part: Stretch) -> Iterator[Content]:
    if part.change is Change.KEPT:
        yield Content(part.text)
        return
    sign, sign_style, style = _MARKS[part.change]
    words = part.text.lstrip()
    yield Content(part.text[: len(part.text) - len(words)])
    yield Content.styled(sign, sign_style)
    yield Content.styled(words, style)


def _own_start(field: Field[Any], base: Any, mine: Any, theirs: Any) -> tuple[Any, str]:
    """What the editor of a third answer opens with, and the words for it."""
    if not field.prose:
        return mine, _("Something else")
    merged = together(str(base), str(mine), str(theirs))
    if merged.clashes:
        return merged.text, _("Write it together; both wordings stand there to begin with")
    return merged.text, _("Both changes together; read it through and correct it")

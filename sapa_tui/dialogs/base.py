"""The frame that every dialog shares: title, body, a line for what went wrong, buttons."""

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Static

T = TypeVar("T")


class DialogButton(Button):
    """A button that says its key; ``does`` is the dialog's action behind it."""

    def __init__(self, label: str, key: str, does: str, *, main: bool = False) -> None:
        words = Content.assemble(label, "  ", (key, "not bold")) if key else Content(label)
        super().__init__(words, classes="-main" if main else "", compact=True)
        self.does = does


class Dialog(ModalScreen[T], Generic[T]):
    """A question that stands in front of the dashboard until it is answered or left."""

    # Screen breakpoints: below 72 columns labels stand above their editors.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-middle"), (110, "-wide"), (150, "-widest")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("left", "beside(-1)", show=False),
        Binding("right", "beside(1)", show=False),
    ]
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > .dialog-frame {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            padding: 0 2; background: $surface; border: round $border-blurred;
        }
        & .dialog-title { height: auto; max-height: 3; color: $text-accent; text-style: bold; }
        & .dialog-lead { height: auto; max-height: 4; color: $text-muted; }
        & .dialog-body {
            height: auto; max-height: 1fr; margin-top: 1; scrollbar-gutter: stable;
            scrollbar-size-vertical: 1;
        }
        & .dialog-problem { display: none; height: auto; max-height: 4; color: $text-error; }
        & .dialog-problem.-said { display: block; margin-bottom: 1; }
        & .dialog-buttons { height: 1; align-horizontal: right; }
        & .dialog-busy { width: 1fr; color: $text-muted; text-style: italic; }
        & DialogButton {
            width: auto; min-width: 0; height: 1; margin-left: 2; padding: 0 1; line-pad: 0;
            border: none; background: $boost; color: $foreground;
            &.-main { background: $primary-muted; color: $text-primary; }
            &:focus { background: $primary; color: $button-color-foreground; text-style: bold; }
            &:hover { background: $primary; color: $button-color-foreground; }
        }
    }
    """

    def __init__(self, title: str, lead: str = "") -> None:
        super().__init__()
        self._title = title
        self._lead = lead

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog-frame"):
            yield Static(Content(self._title), classes="dialog-title")
            if self._lead:
                yield Static(Content(self._lead), classes="dialog-lead")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                yield from self.body()
            yield Static(markup=False, classes="dialog-problem")
            with Horizontal(classes="dialog-buttons"):
                yield Static(markup=False, classes="dialog-busy")
                yield from self.buttons()

    def body(self) -> Iterable[Widget]:
        """What the dialog asks."""
        return ()

    def buttons(self) -> Iterable[DialogButton]:
        """The ways out, the main one last."""
        return ()

    @property
    def dirty(self) -> bool:
        """Whether something has been typed here that leaving would lose."""
        return False

    def nothing(self) -> T:
        """The answer of somebody who leaves the dialog."""
        raise NotImplementedError

    def say_problem(self, sentence: str) -> None:
        """Show what went wrong above the buttons, or nothing."""
        line = self.query_one(".dialog-problem", Static)
        line.update(Content(f"! {sentence}" if sentence else ""))
        line.set_class(bool(sentence), "-said")

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(self.nothing())

    def action_page(self, direction: int) -> None:
        """Scroll what does not fit."""
        body = self.query_one(".dialog-body", VerticalScroll)
        body.scroll_relative(y=direction * (body.size.height - 1), animate=False)

    def action_beside(self, direction: int) -> None:
        """Go from button to button."""
        buttons = list(self.query(DialogButton))
        if isinstance(self.focused, DialogButton):
            buttons[(buttons.index(self.focused) + direction) % len(buttons)].focus()

    @on(Button.Pressed)
    async def _press(self, event: Button.Pressed) -> None:
        event.stop()
        if isinstance(event.button, DialogButton):
            await self.run_action(event.button.does)

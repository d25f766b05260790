"""The frame that every dialog shares: title, body, a line for what went wrong, buttons."""

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from db.queries.wall import Wall
from sapa_tui.field_keys import FieldsScreen
from sapa_tui.typing_ahead import TypingAheadApp

T = TypeVar("T")


class DialogButton(Static, can_focus=True):
    """A button of one line that says its key; ``does`` is the dialog's action behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", show=False)]
    DEFAULT_CSS = """
    DialogButton {
        width: auto; height: 1; margin-left: 2; padding: 0 1;
        background: $foreground 6%; color: $foreground; pointer: pointer;
        &.-main { background: $primary-muted; color: $text-primary; }
        &:hover { background: $primary 50%; color: $foreground; }
        &:focus { background: $primary; color: $button-color-foreground; text-style: bold; }
        &:disabled { color: $text-disabled; background: $foreground 6%; }
    }
    """

    def __init__(self, label: str, key: str, does: str, *, main: bool = False) -> None:
        words = Content.assemble(label, "  ", (key, "dim")) if key else Content(label)
        super().__init__(words, classes="-main" if main else "")
        self.does = does

    async def action_press(self) -> None:
        """Do what the button says."""
        await self.run_action(self.does)

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.run_action(self.does)


class DialogBody(VerticalScroll, can_focus=False):
    """What scrolls between head and foot, and is as high as its text where there is room."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        # The column kept for the scroll bar is none that text has room in.
        return super().get_content_height(container, viewport, width - self.scrollbar_size_vertical)


class Dialog(FieldsScreen[T], Generic[T]):
    """A question that stands in front of the dashboard until it is answered or left."""

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
        &.-narrow > .dialog-frame { padding: 0 1; }
        & > .dialog-frame {
            width: 77; max-width: 100%; height: auto; max-height: 100%;
            padding: 0 2; background: $surface; border: round $foreground 25%;
        }
        /* Head and foot are docked, so that a body that does not fit scrolls between them. */
        & .dialog-head { dock: top; height: auto; padding-bottom: 1; }
        & .dialog-title { height: auto; max-height: 3; text-style: bold; }
        & .dialog-lead { height: auto; max-height: 4; color: $text-muted; }
        & .dialog-body {
            height: auto; max-height: 100%; scrollbar-gutter: stable; scrollbar-size: 0 1;
        }
        & .dialog-body > :last-child { margin-bottom: 0; }
        & .dialog-foot { dock: bottom; height: auto; padding-top: 1; }
        & .dialog-problem { display: none; height: auto; max-height: 4; color: $text-error; }
        & .dialog-problem.-said { display: block; margin-bottom: 1; }
        & .dialog-buttons { height: 1; align-horizontal: right; padding-right: 1; }
        & .dialog-note { width: 1fr; color: $text-muted; }
    }
    """

    def __init__(self, title: str, lead: str = "") -> None:
        super().__init__()
        self._title = title
        self._lead = lead

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog-frame"):
            with Vertical(classes="dialog-head"):
                yield Static(Content(self._title), classes="dialog-title")
                if self._lead:
                    yield Static(Content(self._lead), classes="dialog-lead")
                yield from self.head()
            with DialogBody(classes="dialog-body"):
                yield from self.body()
            with Vertical(classes="dialog-foot"):
                yield Static(markup=False, classes="dialog-problem")
                with Horizontal(classes="dialog-buttons"):
                    yield Static(self.note(), markup=False, classes="dialog-note")
                    yield from self.buttons()

    def head(self) -> Iterable[Widget]:
        """What stands below the title and does not scroll away."""
        return ()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer once: a key that comes twice must not close what stands behind as well."""
        if self.is_active:
            return super().dismiss(result)
        nothing: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
        return nothing

    def on_screen_resume(self) -> None:
        """Take what was typed ahead, once the cursor stands where it begins."""
        if isinstance(self.app, TypingAheadApp):
            self.app.call_later(self.app.stop_expecting)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key means anything before the dialog is there, or once it goes, however fast."""
        parts = ".dialog-body", ".dialog-note"
        there = self.is_mounted and all(self.query(part) for part in parts)
        return there and super().check_action(action, parameters)

    def body(self) -> Iterable[Widget]:
        """What the dialog asks."""
        return ()

    def buttons(self) -> Iterable[DialogButton]:
        """The ways out, the main one last."""
        return ()

    def note(self) -> str:
        """A quiet word at the left of the buttons, about keys that nothing else shows."""
        return ""

    @property
    def dirty(self) -> bool:
        """Whether something has been typed here that leaving would lose."""
        return False

    def keep_typed(self) -> bool:
        """Keep what is typed because the dashboard ends; whether nothing would be lost."""
        return not self.dirty

    def news(self, wall: Wall) -> None:
        """Take over a new reading of the plan."""

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
        """Go from button to button, and no further than the last one."""
        buttons = list(self.query(DialogButton))
        if isinstance(self.focused, DialogButton):
            place = buttons.index(self.focused) + direction
            buttons[max(0, min(place, len(buttons) - 1))].focus()

"""A question for the reason of a step that the history should explain."""

from collections.abc import Awaitable, Callable, Iterable

from textual.widget import Widget

from db.errors import InvalidInput, SapaError
from db.rules.text import safe
from sapa_tui.drafts import Typed
from sapa_tui.locale import _
from sapa_tui.widgets.editors import ReasonArea
from sapa_tui.writing import Writing

from .base import DialogButton
from .drafting import DraftingDialog

_FIELD = "reason"


class ReasonDialog(DraftingDialog):
    """Asks ``question`` and saves the answer, which must not be empty."""

    DEFAULT_CSS = """
    ReasonDialog {
        & > .dialog-frame { width: 64; }
        & ReasonArea, & ReasonArea:focus {
            height: auto; min-height: 3; max-height: 8; padding: 0 1;
            border: none; border-left: outer $border; background: $foreground 6%;
        }
    }
    """

    def __init__(
        self,
        title: str,
        question: str,
        save: Callable[[str], Awaitable[object]],
        *,
        writing: Writing | None = None,
    ) -> None:
        super().__init__(title, question, writing=writing)
        self._write = save
        self._area = ReasonArea()

    def body(self) -> Iterable[Widget]:
        return (self._area,)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Save"), "enter", "screen.save", main=True)

    def on_mount(self) -> None:
        self._area.focus()

    def typed(self) -> Typed:
        return {_FIELD: ("", self._area.text)} if self.dirty else {}

    def lay_in(self, typed: Typed) -> None:
        if _FIELD in typed:
            self._area.load_text(safe(str(typed[_FIELD][1]), lines=True))
            self._area.move_cursor(self._area.document.end)

    def lay_out(self) -> None:
        self._area.load_text("")

    def field_of(self, widget: Widget) -> str:
        return _FIELD

    @property
    def dirty(self) -> bool:
        return bool(self._area.text.strip())

    async def store(self) -> bool:
        reason = self._area.text.strip()
        if not reason:
            raise InvalidInput("reason_missing", field="reason")
        await self._write(reason)
        return True

    def tell(self, error: SapaError) -> None:
        super().tell(error)
        self._area.focus()

    def on_reason_area_submitted(self) -> None:
        """Save as Enter asks."""
        self.action_save()

"""A template comes in: rows are pasted, what they would do is read, and then it is done."""

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from db.errors import SapaError
from db.rules.template import TemplateKind
from sapa_tui.importing import Importing
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.presentation.template_preview import preview_lines, summary
from sapa_tui.presentation.template_texts import doing_words
from sapa_tui.presentation.words import Names
from sapa_tui.templates.comparing import Preview
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.page import Page
from sapa_tui.widgets.paste_area import PasteArea

from .base import DialogButton
from .guarded import GuardedDialog

Apply = Callable[[Preview], Awaitable[None]]
"""Imports what has been shown, and waits until the screen shows it."""
_TOLD_EVERY = 0.3
_TITLES = {
    TemplateKind.ACTIVITIES: N_("Paste an activity plan"),
    TemplateKind.COMMUNICATION: N_("Paste a communication plan"),
    TemplateKind.STAKEHOLDERS: N_("Paste a stakeholder analysis"),
}


class WorkingDialog(GuardedDialog[bool]):
    """A dialog that does something long: it tells how far it is, and Esc ends it."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall"), (44, "-high")]

    def __init__(self, title: str, lead: str, importing: Importing) -> None:
        super().__init__(title, lead)
        self.importing = importing
        self._busy = False
        self._clock: Timer | None = None

    def nothing(self) -> bool:
        return False

    def begin(self, work: Callable[[], Awaitable[None]]) -> None:
        """Let some work be done, one at a time."""
        if self._busy:
            return
        self.say_problem("")
        self._set_busy(True)
        self.run_worker(self._do(work), exclusive=True)

    def action_cancel(self) -> None:
        """End what is being done, or leave."""
        if self._busy:
            self.importing.give_up()
        else:
            super().action_cancel()

    def on_unmount(self) -> None:
        self.importing.give_up()

    async def _do(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except SapaError as error:
            self._set_busy(False)
            self.say_problem(error_sentence(error))
        else:
            self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        if self._clock is not None:
            self._clock.stop()
        self._clock = self.set_interval(_TOLD_EVERY, self._tell) if busy else None
        for button in self.query(DialogButton).results(DialogButton):
            button.disabled = busy and button.does != "screen.cancel"
        self._tell()

    def _tell(self) -> None:
        doing = doing_words(self.importing.doing, self.importing.rows) if self._busy else ""
        self.query_one(".dialog-note", Static).update(doing or self.note())


class TemplateDialog(WorkingDialog):
    """Takes the rows; True when they have been imported."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "preview", show=False)]
    DEFAULT_CSS = """
    TemplateDialog {
        & > .dialog-frame { width: 110; }
        & PasteArea, & PasteArea:focus {
            height: 8; padding: 0 1; border: none; border-left: outer $border;
            background: $foreground 6%;
        }
        &.-tall PasteArea { height: 18; }
        &.-high PasteArea { height: 30; }
    }
    """

    def __init__(self, importing: Importing, people: Names, apply: Apply) -> None:
        lead = _("Copy the rows in Excel, with their headings, and paste them here.")
        super().__init__(_(_TITLES[importing.kind]), lead, importing)
        self._people = people
        self._apply = apply
        self._area = PasteArea(_("shift+insert or ctrl+shift+v pastes in most terminals"))

    def body(self) -> Iterable[Widget]:
        return (self._area,)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Show what it does"), "ctrl+s", "screen.preview", main=True)

    @property
    def dirty(self) -> bool:
        return bool(self._area.text.strip())

    def on_mount(self) -> None:
        self._area.focus()

    def action_preview(self) -> None:
        """Read the rows and show what they would do."""
        if self.dirty:
            self.begin(self._look)
        else:
            self.say_problem(_("Nothing has been pasted yet."))

    async def _look(self) -> None:
        preview = await self.importing.preview(self._area.text)
        shown = TemplatePreviewDialog(preview, self.importing, self._people, self._apply)
        if await self.app.push_screen_wait(shown):
            self.dismiss(True)

    @on(PasteArea.CutOff)
    def _too_much(self) -> None:
        self.say_problem(
            _("That is more than can be pasted; use “sapa-tui template import” with the file.")
        )


class PreviewPage(Page):
    """What would be new, changed and not understood."""

    def __init__(self, preview: Preview, people: Names) -> None:
        super().__init__(classes="preview")
        self._preview = preview
        self._people = people

    def lines_for(self, width: int) -> list[Line]:
        return [*preview_lines(self._preview, self._people, width)]


class TemplatePreviewDialog(WorkingDialog):
    """Shows what an import would do, and does it; True when it has been done."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "import", show=False)]
    DEFAULT_CSS = """
    TemplatePreviewDialog {
        & > .dialog-frame { width: 110; }
        & PreviewPage { height: 10; background: $surface; scrollbar-background: $surface; }
        &.-tall PreviewPage { height: 20; }
        &.-high PreviewPage { height: 32; }
    }
    """

    def __init__(self, preview: Preview, importing: Importing, people: Names, apply: Apply) -> None:
        super().__init__(_("What it would do"), "", importing)
        self._preview = preview
        self._page = PreviewPage(preview, people)
        self._apply = apply

    def body(self) -> Iterable[Widget]:
        return (self._page,)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Back"), _("esc"), "screen.cancel")
        yield DialogButton(_("Import"), "ctrl+s", "screen.import", main=True)

    def note(self) -> str:
        return _("↑ ↓ scroll")

    def on_mount(self) -> None:
        self._page.focus()

    def action_import(self) -> None:
        """Import it, unless something in it is not understood."""
        if self._preview.refused:
            self.say_problem(
                _("Nothing is imported until every row is understood; correct it and paste again.")
            )
        elif not self._preview.entries:
            self.say_problem(_("There is nothing to import: the plan says all of it already."))
        else:
            self.begin(self._import)

    async def _import(self) -> None:
        await self._apply(self._preview)
        words = _("Imported: {what}. Undo takes all of it back.")
        self.app.notify(words.format(what=summary(self._preview)), markup=False)
        self.dismiss(True)

"""The first screen of a new plan: a few questions, and what their answers will plant."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from textual import on
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static

from db.clock import Clock
from db.commands import Edit
from db.errors import InvalidInput, SapaError
from db.rules.text import check_name, clean_line
from db.seed import LANGUAGES, a08, create_plan
from sapa_tui import locale
from sapa_tui.dialogs.base import DialogButton
from sapa_tui.dialogs.form import FormDialog
from sapa_tui.locale import N_, _
from sapa_tui.presentation.planting import contents, planting_lines
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.widgets.field import Field
from sapa_tui.widgets.fields import ChoiceField, LineField
from sapa_tui.widgets.go_live_field import GoLiveField

_LANGUAGES = {"da": N_("Danish"), "en": N_("English")}
_NOT_OWN = N_(
    "Not your login on this machine; once colleagues are in, start with “SAPA_AS={login} make run”."
)
_COLOURS = {"quiet": "$text-muted", "soon": "$text-warning", "strong": "bold"}


class RequiredField(LineField):
    """A line that cannot stay empty."""

    def read(self) -> str:
        return clean_line(super().read(), field=self.field, required=True)


class LoginField(LineField):
    """A login name; says at once when it cannot be one, and when it is not one's own here."""

    prose = False

    def __init__(self, name: str, base: str, *, own: str, label: str = "") -> None:
        super().__init__(name, base, label=label)
        self._own = own

    def read(self) -> str:
        return check_name(super().read())

    @on(Input.Changed)
    def _say_what_is_wrong(self) -> None:
        words, wrong = "", False
        if self.draft.strip():
            try:
                login = self.read()
            except InvalidInput as error:
                words, wrong = f"! {error_sentence(error)}", True
            else:
                words = "" if login == self._own else _(_NOT_OWN).format(login=login)
        self.say(words, wrong=wrong)


class StartScreen(FormDialog):
    """Asks for what a plan needs, and plants it; True when the plan has been planted."""

    CSS_PATH = "start.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]

    def __init__(
        self, path: Path, clock: Clock, *, login: str = "", full_name: str = "", own: str = ""
    ) -> None:
        """``own`` is the login name under which the program knows the person without asking."""
        lead = _("Here is no plan yet: {path}").format(path=path)
        super().__init__(_("A new SAPA board"), lead, new=True, save=self._plant)
        self.leader = login
        self._path = path
        self._clock = clock
        self._contents = {language: contents(a08(language)) for language in LANGUAGES}
        self._municipality = RequiredField(
            "municipality", "", placeholder=_("for instance Aabenraa")
        )
        self._go_live = GoLiveField(None, clock.today())
        self._login = LoginField("leader", login, own=own, label=_("Project leader's login"))
        self._full_name = LineField("full_name", full_name, placeholder=_("first name and surname"))
        languages = [(language, _(_LANGUAGES[language])) for language in LANGUAGES]
        self._language = ChoiceField(
            "language", locale.language(), languages, label=_("Language of the plan")
        )
        self._preview = Static(markup=False, id="preview")

    def body(self) -> Iterable[Widget]:
        fields = Vertical(
            self._municipality,
            self._go_live,
            self._login,
            self._full_name,
            self._language,
            id="fields",
        )
        preview = Vertical(self._preview, id="planting")
        preview.border_title = Content(_("This will be planted"))
        yield Container(fields, preview, id="start")

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Leave"), _("esc"), "screen.cancel")
        yield DialogButton(_("Plant the plan"), "ctrl+s", "screen.save", main=True)

    def on_mount(self) -> None:
        super().on_mount()
        self._show_planting()

    @on(Input.Changed)
    @on(Checkbox.Changed)
    @on(Select.Changed)
    def _show_planting(self) -> None:
        try:
            go_live, known = self._go_live.read(), True
        except InvalidInput:
            go_live, known = None, False
        planted = self._contents[self._language.read()]
        lines = planting_lines(planted, go_live, self._clock.today())
        shown = lines if known else [*lines[:1], (_("The dates follow from go-live."), "quiet")]
        parts = [Content.styled(text, _COLOURS.get(style, "")) for text, style in shown]
        self._preview.update(Content("\n").join(parts))

    @on(Input.Changed)
    @on(Checkbox.Changed)
    @on(Select.Changed)
    def _take_problem_back(self) -> None:
        self.say_problem("")

    async def _plant(self, edits: Mapping[str, Edit]) -> None:
        """Plant the plan in a thread: it writes a good thousand rows."""
        values = {name: edit.mine for name, edit in edits.items()}
        self.leader = values["leader"]
        await asyncio.to_thread(
            create_plan,
            self._path,
            municipality=values["municipality"],
            go_live=values["go_live"],
            leader=self.leader,
            full_name=values["full_name"],
            language=values["language"],
            now=self._clock.now(),
        )

    def field_about(self, error: SapaError) -> Field[Any] | None:
        return self._login if error.code == "name_not_valid" else super().field_about(error)

"""The field for the weeks in which somebody helps."""

from db.rules.due import format_offset
from db.rules.roster import format_weeks, parse_weeks
from sapa_tui.locale import _

from .field import Field
from .fields import JudgedField


class WeeksField(JudgedField[str]):
    """Weeks since a department's start of use, typed as ``0-2, 4``."""

    def __init__(self, name: str, base: str, *, label: str = "") -> None:
        super().__init__(name, base, base, label=label, placeholder=_("for instance 0-2, 4"))
        self._editor.select_on_focus = True

    def on_mount(self) -> None:
        super().on_mount()
        self.judge()

    def read(self) -> str:
        return format_weeks(parse_weeks(self.draft))

    def put(self, value: str) -> None:
        self._editor.value = value

    def meaning(self, value: str) -> str:
        weeks = " ".join(format_offset(number) for number in parse_weeks(value))
        return weeks or _("in no week yet")

    def twin(self, value: str) -> Field[str]:
        return WeeksField(self.field, value, label=self.label)

    def shown(self, value: str) -> str:
        return value

"""The field for how many attended one class."""

from db.errors import InvalidInput
from db.queries.training import TrainingRow
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_short

from .field import Field
from .fields import typed_number
from .one_number import OneNumber

_MOST = 100_000


class AttendanceField(OneNumber):
    """A number, or nothing as long as nobody knows it; what it comes to stands under it."""

    column = "attended"

    def __init__(self, row: TrainingRow, base: int | None) -> None:
        super().__init__(f"attended/{row.id}", base, _typed(base), label=safe(row.title))
        self.row = row

    def read(self) -> int | None:
        typed = self.draft.strip()
        number = typed_number(typed, _MOST) if typed else None
        if typed and number is None:
            what = {"field": self.column, "text": safe(typed[:60])}
            raise InvalidInput("number_not_understood", **what)
        return number  # the plan judges it: a colleague may have changed how many were invited

    def put(self, value: int | None) -> None:
        self._editor.value = _typed(value)

    def twin(self, value: int | None) -> Field[int | None]:
        return AttendanceField(self.row, value)

    def shown(self, value: int | None) -> str:
        return _typed(value)

    def meaning(self, value: int | None) -> str:
        row = self.row
        if value is not None and value > row.invited > 0:
            about = {"title": row.title, "attended": value, "invited": row.invited}
            raise InvalidInput("attended_over_invited", **about)
        day = day_short(row.held_on) if row.held_on else ""
        where = safe(row.department_name) if row.department is not None else _("common")
        invited = _("{n} invited").format(n=row.invited) if row.invited else ""
        return " · ".join(part for part in (day, where, invited) if part)


def _typed(value: int | None) -> str:
    return "" if value is None else str(value)

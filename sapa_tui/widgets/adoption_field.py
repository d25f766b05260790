"""The field for how many users of one department are in use this week."""

from db.errors import InvalidInput
from db.queries.departments import DepartmentRow
from db.rules.due import format_offset
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.departments import percent

from .field import Field
from .fields import typed_number
from .one_number import OneNumber

_MOST = 1_000_000


class AdoptionField(OneNumber):
    """A number of users; what it comes to stands under it as it is typed.

    It begins with what was reported last. Enter in it reports that for this week as well.
    """

    column = "in_use"

    def __init__(self, row: DepartmentRow, week: int, base: int | None = None) -> None:
        number = row.in_use if base is None else base
        super().__init__(f"in_use/{row.id}", number, str(number), label=safe(row.name))
        self.row, self.week = row, week
        self.reported = any(report.week == week for report in row.trend)
        """Whether the week has a report already: what is saved replaces that."""
        self.confirmed = False

    @property
    def to_save(self) -> bool:
        return self.touched or (self.confirmed and not self.reported)

    @property
    def before(self) -> int | None:
        return super().before if self.reported else None

    def confirm(self) -> None:
        """Enter: the number holds for this week, also if it is the same as before."""
        self.confirmed = True
        self.judge()

    def taken(self) -> None:
        self.confirmed, self.reported = False, True
        super().taken()

    def overtaken(self, theirs: int | None) -> bool:
        self.reported = theirs is not None  # a report that has been undone is in nobody's way
        return self.reported

    def read(self) -> int:
        typed = self.draft.strip()
        number = typed_number(typed, _MOST)
        if number is None:
            what = {"field": self.field, "text": safe(typed[:60])}
            raise InvalidInput("number_not_understood", **what)
        return number  # the plan judges it: a colleague may have changed how many users there are

    def put(self, value: int) -> None:
        self._editor.value = str(value)

    def twin(self, value: int) -> Field[int]:
        return AdoptionField(self.row, self.week, value)

    def meaning(self, value: int) -> str:
        users = self.row.users
        if value > users:
            raise InvalidInput("in_use_over_users", title=self.row.name, in_use=value, users=users)
        words = _("of {users} users, {percent} %").format(
            users=users, percent=percent(value, users)
        )
        return f"{words} · {self._standing()}"

    def _standing(self) -> str:
        week = format_offset(self.week)
        if self.reported and not self.touched:
            return "✓ " + _("reported for {week}").format(week=week)
        if self.to_save:
            return _("is reported for {week}").format(week=week)
        last = self.row.adoption
        if last is None:
            return _("nothing has been reported yet")
        return _("last: {n} in {week}").format(n=last.in_use, week=format_offset(last.week))

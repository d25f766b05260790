"""The week's adoption of all departments, entered in one go."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from textual.widget import Widget

from db.errors import Conflict, SapaError
from sapa_tui.drafts import Typed
from sapa_tui.locale import _
from sapa_tui.widgets.adoption_field import AdoptionField
from sapa_tui.writing import Writing

from .form import FormDialog

Report = Callable[[AdoptionField, int, int | None], Awaitable[object]]
"""Writes a number over the one that stood there for the week, None where there was none."""


class AdoptionForm(FormDialog):
    """A number for each department; each that was given is one write.

    Enter takes a number along even when it is the same as last week; tab skips it.
    """

    entity = "department"
    DEFAULT_CSS = """
    AdoptionForm .field-label { width: 24; }
    """

    def __init__(
        self,
        fields: Sequence[AdoptionField],
        lead: str,
        *,
        report: Report,
        writing: Writing | None = None,
    ) -> None:
        async def nothing(_edits: object) -> None:
            """Each field is written by itself."""

        super().__init__(_("Users in use"), lead, new=False, save=nothing, writing=writing)
        self._numbers = fields
        self._report = report

    def body(self) -> Iterable[Widget]:
        return self._numbers

    @property
    def dirty(self) -> bool:
        return any(field.to_save for field in self._numbers)

    def lay_in(self, typed: Typed) -> None:
        super().lay_in(typed)
        for field in self._numbers:
            field.judge()

    def go_on(self) -> None:
        focused = self.focused
        for field in self._numbers:
            if focused is field.editor:
                field.confirm()
        super().go_on()

    async def store(self) -> bool:
        """Save number by number; what has been taken stays so when a later one is refused."""
        saved = False
        for field in self._numbers:
            while field.to_save:
                try:
                    await self._report(field, field.read(), self._before(field))
                except Conflict as conflict:
                    await self._settle_number(field, conflict)
                except SapaError as error:
                    error.params["field"] = field.field
                    raise
                else:
                    field.taken()
                    saved = True
        return saved

    @staticmethod
    def _before(field: AdoptionField) -> int | None:
        return field.base if field.reported else None

    async def _settle_number(self, field: AdoptionField, conflict: Conflict) -> None:
        """Somebody has reported for the week meanwhile: let the person decide."""
        _base, mine, theirs = conflict.fields["in_use"]
        field.reported = theirs is not None
        if theirs is None:
            return  # a report that has been undone is in nobody's way
        conflict.fields = {field.field: (field.base, mine, theirs)}
        await self._settle(conflict)

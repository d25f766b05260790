"""The field for the number of one thing among several that are asked for in one go."""

from typing import Any, ClassVar

from .fields import JudgedField


class OneNumber(JudgedField[Any]):
    """The number of one thing."""

    column: ClassVar[str] = ""
    """The column in which the plan holds it."""

    def __init__(self, name: str, base: Any, typed: str, *, label: str) -> None:
        super().__init__(name, base, typed, label=label)
        self._editor.select_on_focus = True  # a number is typed anew, not behind the old one

    def on_mount(self) -> None:
        super().on_mount()
        self.judge()

    @property
    def to_save(self) -> bool:
        """Whether the person has said something."""
        return self.touched

    @property
    def before(self) -> int | None:
        """What stood there when it was typed; None where there was nothing."""
        base: int | None = self.base
        return base

    def confirm(self) -> None:
        """Enter was pressed in it."""

    def taken(self) -> None:
        """The plan has it."""
        self.begin(self.read())
        self.judge()

    def overtaken(self, theirs: int | None) -> bool:
        """Somebody has given another number meanwhile; whether the person is to be asked."""
        del theirs
        return True

"""What can go wrong, as a code and its parameters; the faces turn both into one plain sentence."""

from typing import Any


class SapaError(Exception):
    """Base of every error that a person may be told about.

    ``code`` names the case; ``params`` hold what the sentence needs. A face translates them
    (``sapa_tui.presentation.sentences``); nothing here is meant to be shown as it is.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code


class InvalidInput(SapaError):
    """What was typed cannot be understood or stored."""


class Refused(SapaError):
    """The plan's rules or the person's role forbid it."""


class NeedsConfirmation(Refused):
    """Allowed, but only once the person has said so explicitly; the confirmation is recorded."""


class NotFound(SapaError):
    """There is no such item (any more)."""


class Conflict(SapaError):
    """A colleague has changed the same field since this edit began.

    ``fields`` maps each disputed field to ``(base, mine, theirs)``.
    """

    def __init__(self, code: str, fields: dict[str, tuple[Any, Any, Any]], **params: Any) -> None:
        super().__init__(code, **params)
        self.fields = fields


class DatabaseUnusable(SapaError):
    """The file cannot serve as the plan's database; it is left untouched."""

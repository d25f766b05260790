"""The language of the screen: English texts are the keys, Danish is the default catalogue."""

from gettext import NullTranslations
from pathlib import Path

from .compiled import Compiled

LANGUAGES = ("da", "en")
DEFAULT = "da"
_CATALOGUE = "{language}/LC_MESSAGES/sapa_tui.mo"


class _Current:
    """The one language this process speaks; a dashboard or command serves one person."""

    language = "en"
    catalogue: NullTranslations = NullTranslations()


def use(language: str) -> None:
    """Speak a language of LANGUAGES from now on; raises KeyError for any other."""
    if language not in LANGUAGES:
        raise KeyError(language)
    _Current.language = language
    _Current.catalogue = (
        NullTranslations()
        if language == "en"
        else Compiled(Path(__file__).parent / _CATALOGUE.format(language=language))
    )


def language() -> str:
    """The language spoken now."""
    return _Current.language


def _(message: str) -> str:
    """The message in the language spoken now."""
    return _Current.catalogue.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The singular or plural message in the language spoken now."""
    return _Current.catalogue.ngettext(one, many, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message

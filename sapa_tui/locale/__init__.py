"""The language of the screen: English texts are the keys, Danish is the default catalogue."""

import gettext as _gettext
from pathlib import Path

LANGUAGES = ("da", "en")
DEFAULT = "da"
_DOMAIN = "sapa_tui"


class _Current:
    """The one language this process speaks; a dashboard or command serves one person."""

    language = "en"
    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use(language: str) -> None:
    """Speak a language of LANGUAGES from now on; raises KeyError for any other."""
    if language not in LANGUAGES:
        raise KeyError(language)
    _Current.language = language
    _Current.catalogue = (
        _gettext.NullTranslations()
        if language == "en"
        else _gettext.translation(_DOMAIN, Path(__file__).parent, [language])
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


def pgettext(context: str, message: str) -> str:
    """The message as it is meant in a context."""
    return _Current.catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message

"""Danish words in order, and found however they are typed."""

_ORDER = str.maketrans(
    # The Danish alphabet ends in æ, ø, å; German and Swedish letters stand with their kin.
    {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "é": "e", "è": "e"}
)
_PLAIN = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "é": "e"})


def in_order(text: str) -> str:
    """A key to sort by: the Danish alphabet, in which ``Aa`` of a name is ``Å``."""
    return text.casefold().replace("aa", "å").translate(_ORDER)


def folded(text: str) -> str:
    """A form in which ``Ændr``, ``ændr`` and ``aendr`` are the same word."""
    return text.casefold().translate(_PLAIN)

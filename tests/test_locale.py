"""The Danish catalogue: nothing is missing in it, nothing is lost in it, and it is compiled."""

import ast
import string
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import sapa_tui
from sapa_tui import locale
from sapa_tui.locale.compiled import Compiled

PROGRAM = Path(sapa_tui.__file__).parent
DANISH = PROGRAM / "locale" / "da" / "LC_MESSAGES" / "sapa_tui.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
LEFT_OUT = {"number_type"}
"""Filled in by click with an English word, so Danish does without it."""
Key = tuple[str, str | None]


@cache
def catalogue() -> Catalog:
    """The Danish texts as translators write them."""
    with DANISH.open("rb") as file:
        return read_po(file, locale="da")


@cache
def in_the_code() -> dict[Key, tuple[str, ...]]:
    """Every message of the program, by text and context: its English forms."""
    found: dict[Key, tuple[str, ...]] = {}
    for _file, _line, message, _comments, context in extract_from_dir(PROGRAM, keywords=KEYWORDS):
        forms = (message,) if isinstance(message, str) else tuple(message)
        found[forms[0], context] = forms
    return found


def texts(message: Message) -> tuple[str, ...]:
    """The Danish forms of a message."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def english(message: Message) -> tuple[str, ...]:
    """The English forms of a message."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translated() -> list[Message]:
    """Every entry of the catalogue but its header."""
    return [message for message in catalogue() if message.id]


def placeholders(text: str) -> set[str]:
    """The names that are filled into a text."""
    return {name for _text, name, _format, _kind in string.Formatter().parse(text) if name}


def test_the_program_says_something() -> None:
    assert len(in_the_code()) > 300


def test_every_message_has_a_danish_text() -> None:
    missing = []
    for (text, context), forms in in_the_code().items():
        entry = catalogue().get(forms if len(forms) > 1 else text, context)
        if entry is None or entry.fuzzy or not all(texts(entry)):
            missing.append(text)
    assert missing == []


def test_both_numbers_are_translated_where_english_has_two() -> None:
    plural = [message for message in translated() if len(english(message)) > 1]
    assert plural
    assert [m.id for m in plural if len(texts(m)) != 2] == []


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    wrong = [
        (message.id, message.string)
        for message in translated()
        if all(texts(message))
        and _filled(texts(message)) - LEFT_OUT != _filled(english(message)) - LEFT_OUT
    ]
    assert wrong == []


def _filled(forms: tuple[str, ...]) -> set[str]:
    return set().union(*map(placeholders, forms))


def test_spaces_at_the_ends_and_lines_are_the_same() -> None:
    def edges(text: str) -> tuple[int, int, int]:
        return (
            len(text) - len(text.lstrip()),
            len(text) - len(text.rstrip()),
            text.count("\n"),
        )

    wrong = [
        (source, text)
        for message in translated()
        for source, text in zip(english(message), texts(message), strict=False)
        if text and edges(source) != edges(text)
    ]
    assert wrong == []


def test_the_catalogue_is_compiled() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)
    with DANISH.with_suffix(".mo").open("rb") as file:
        shipped = read_mo(file)
    assert _spoken(shipped) == _spoken(read_mo(compiled))


def _spoken(messages: Catalog) -> dict[tuple[tuple[str, ...], str | None], tuple[str, ...]]:
    return {(english(m), m.context): texts(m) for m in messages if m.id}


def test_danish_is_spoken_by_default_and_english_on_demand() -> None:
    assert locale.DEFAULT == "da"
    locale.use("da")
    try:
        assert locale._("Not started") == "Ikke startet"
    finally:
        locale.use("en")
    assert locale._("Not started") == "Not started"
    with pytest.raises(KeyError):
        locale.use("sv")


def test_no_text_stands_inside_an_f_string_where_it_would_not_be_collected() -> None:
    lost = [
        f"{path.relative_to(PROGRAM)}:{call.lineno}"
        for path in PROGRAM.rglob("*.py")
        for part in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(part, ast.JoinedStr)
        for call in ast.walk(part)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in KEYWORDS
        and isinstance(call.args[0], ast.Constant)
    ]
    assert lost == []


def test_every_text_of_the_catalogue_is_found_in_the_file_as_it_lies() -> None:
    read = Compiled(DANISH.with_suffix(".mo"))
    with DANISH.with_suffix(".mo").open("rb") as file:
        all_at_once = GNUTranslations(file)
    asked = [english(message) for message in translated()]
    assert len(asked) > 300
    assert [message.id for message in translated() if message.context] == []  # they lie unsorted
    for one, *many in [*asked, ("A text that nobody has written",), ("a", "b"), ("~",)]:
        assert read.gettext(one) == all_at_once.gettext(one)
        for n in (0, 1, 2):
            plural = [one, *many, one][1]
            assert read.ngettext(one, plural, n) == all_at_once.ngettext(one, plural, n)

"""Hostile and merely odd text: kept when it is text, gone when a terminal would obey it."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.text import LINE_LIMIT, check_name, clean_line, clean_note, safe

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
ZERO_WIDTH = "\u200b\u200c\u2060\ufeff\u00ad\u034f\u3164\u2800"
CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
FAMILY = "👩\u200d👩\u200d👧"

# Made of what the cleaning treats specially, so that its steps get in each other's way.
tricky = st.text(
    alphabet=st.sampled_from(
        "aå [/]\n\r\t\u00a0\u2028\u200d\u200b\u202e\x1b\x9b\x00"
        "\u0300\u0301\u0323\u0344\u0338\u20e3\ufe0f"
        "👩❤🏽ᄀ가\u11a8\u1160\u09c7\u09beK\u2126\u2329\ufffe\ue000\ud800\udc00"
    )
)
texts = st.text() | st.text(alphabet=st.characters(categories=["Cs", "M", "Z", "C", "So"])) | tricky


def line(text: str) -> str:
    return clean_line(text, field="title", limit=10_000)


def note(text: str) -> str:
    return clean_note(text, field="note")


@pytest.mark.parametrize(
    "text",
    [
        "[@click=app.quit]x[/]",
        "[/nope]",
        '[foo="bar',
        "Opgave [A1] færdig [x]",
        "[link=https://x]",
        ":smile: $x $warning \\[ {}",
        "Blåbærgrød, Ærø – “æøå” · 100 % §4 ½",
        "日本語 עברית ไทย हिन्दी",
        "´ ` ¨ ^ ~",
        FAMILY,
        "❤\ufe0f\u200d🔥",
    ],
)
def test_what_is_only_text_is_kept_to_the_letter(text: str) -> None:
    assert line(text) == text
    assert note(text) == text
    assert safe(text) == text
    assert safe(text, lines=True) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b]52;c;aGVq\x07title", "]52;c;aGVqtitle"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("\x1bPq\x1b\\", "Pq\\"),
        ("a\x00b", "ab"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("an\u200bna", "anna"),
        ("\ufeffanna", "anna"),
        ("\ud800x", "\ufffdx"),
        ("\ud83d\ude00", "\ufffd\ufffd"),
        ("\ue000", "\ufffd"),
        ("\uffff", "\ufffd"),
        ("a\u200db", "ab"),
        ("👩\u200d", "👩"),
        ("👩\u200d\u200d👧", "👩👧"),
        ("A\u030arhus", "Århus"),
        ("e\u200d\u0301", "é"),
        ("\u0301a", "a"),
        ("o" + "\u0308\u0323\u0331" * 50, unicodedata.normalize("NFC", "o\u0308\u0323\u0331")),
    ],
)
def test_what_a_terminal_would_obey_or_the_eye_misread_is_gone(text: str, cleaned: str) -> None:
    assert safe(text) == line(text) == note(text) == cleaned


def test_no_control_bidi_or_zero_width_character_gets_through() -> None:
    for character in CONTROLS + BIDI + ZERO_WIDTH:
        assert safe(f"a{character}b") in {"ab", "a b"}, hex(ord(character))
        assert safe(f"a{character}b", lines=True) in {"ab", "a b", "a\nb"}, hex(ord(character))


def test_a_line_stays_one_line() -> None:
    assert line("  Afklar \t forhold\r\nog\u2028rammer\u00a0 ") == "Afklar forhold og rammer"


def test_a_note_keeps_its_lines_and_its_indentation() -> None:
    typed = "\n \nMål:\r\n  - et\r\n\r\n\tto\u2028tre\x85fire \n\n"
    assert note(typed) == "Mål:\n  - et\n\n to\ntre\nfire"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u202e", "\u3164", "\u0301"])
def test_a_title_without_anything_to_see_is_missing(text: str) -> None:
    assert line(text) == ""
    with pytest.raises(InvalidInput) as refused:
        clean_line(text, field="title", required=True)
    assert refused.value.code == "text_missing"
    assert refused.value.params == {"field": "title"}


def test_the_limit_counts_what_is_left_after_cleaning() -> None:
    at_limit = "x" * LINE_LIMIT
    assert clean_line("x", field="title", required=True) == "x"
    assert clean_line(f"  {at_limit}\x1b\n", field="title") == at_limit
    with pytest.raises(InvalidInput) as refused:
        clean_line(at_limit + "x", field="title")
    assert refused.value.code == "text_too_long"
    assert refused.value.params == {"field": "title", "limit": 200, "length": 201}


def test_a_note_may_have_ten_thousand_characters_and_no_more() -> None:
    assert note("ø" * 10_000) == "ø" * 10_000
    with pytest.raises(InvalidInput, match="text_too_long"):
        note("ø" * 10_001)


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = safe(text)
    assert safe(once) == once
    once = safe(text, lines=True)
    assert safe(once, lines=True) == once


@given(texts)
def test_cleaned_text_can_be_shown_and_stored(text: str) -> None:
    for cleaned in (safe(text), safe(text, lines=True).replace("\n", " ")):
        cleaned.encode()
        assert unicodedata.is_normalized("NFC", cleaned)
        categories = {unicodedata.category(c) for c in cleaned if c != "\u200d"}
        assert not categories & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        assert not set(cleaned) & set(CONTROLS + BIDI + ZERO_WIDTH)


@given(texts)
def test_a_shown_line_and_a_stored_line_are_the_same(text: str) -> None:
    assert line(text) == safe(text)
    assert safe(text) == safe(safe(text, lines=True))


@given(texts)
def test_a_line_has_no_spaces_to_spare_and_no_stack_of_marks(text: str) -> None:
    cleaned = safe(text)
    assert cleaned == " ".join(cleaned.split())
    marks = "".join("m" if unicodedata.category(c).startswith("M") else "." for c in cleaned)
    assert "mmmm" not in marks
    assert not marks.startswith("m")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200_000,
        "ord " * 50_000,
        "a" + " " * 199_998 + "b",
        " " * 200_000,
        "\n" * 200_000,
        "a" + " \n" * 100_000 + "\x1b",
        "a" + "\u0301\u0323" * 100_000,
        "\u200b" * 200_000,
        "👩\u200d" * 100_000,
        "\x1b[31m" * 40_000,
    ],
    ids=["plain", "words", "gap", "blank", "lines", "tail", "marks", "nothing", "zwj", "escapes"],
)
def test_a_pasted_book_does_not_hold_up_the_screen(text: str) -> None:
    # Linear cleaning takes about a tenth of a second, a quadratic step more than ten of them.
    started = time.process_time()
    safe(text)
    safe(text, lines=True)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", ["a", "anna", "anna-2_b", "a" * 32])
def test_a_login_name_is_plain_ascii(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", "Anna", "2anna", "-a", "an na", "anna\n", " anna", "аnna", "søren", "a" * 33, "x;id"],
)
def test_any_other_login_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="name_not_valid"):
        check_name(name)


def test_a_refused_login_name_is_repeated_clean_and_short() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_name("\x1b[2J" + "x" * 200_000)
    assert refused.value.params["name"].startswith("[2Jxx")
    assert len(refused.value.params["name"]) <= LINE_LIMIT

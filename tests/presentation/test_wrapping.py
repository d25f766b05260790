"""Text in little room: every line fits, and nothing disappears without a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sapa_tui import locale
from sapa_tui.presentation.wrapping import cut, wrapped

printable = st.text(st.characters(exclude_categories=("C", "M", "Z")) | st.just(" "), max_size=80)


@pytest.fixture(autouse=True)
def danish() -> None:
    locale.use("da")


@given(printable, st.integers(2, 40), st.integers(1, 4))
def test_every_line_fits(text: str, width: int, lines: int) -> None:
    found = wrapped(text, width, lines)
    assert 1 <= len(found) <= lines
    assert all(cell_len(line) <= width for line in found)


@given(printable, st.integers(8, 40))
def test_what_is_not_cut_is_all_there(text: str, width: int) -> None:
    whole = "".join(wrapped(text, width, lines=40)).replace("-", "").replace(" ", "")
    assert whole == text.replace("-", "").replace(" ", "")


@given(printable, st.integers(1, 30))
def test_what_is_cut_says_so(text: str, width: int) -> None:
    assert cut(text, width) == text or cut(text, width).endswith("…")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Læg kommunikationsplanen", ["Læg kommunika-", "tionsplanen"]),
        ("Uddan superbrugerne", ["Uddan", "superbrugerne"]),
        ("Afklar forhold og rammer", ["Afklar forhold og", "rammer"]),
        ("Planlæg udfasningen af gamle arbejdsgange", ["Planlæg udfasnin-", "gen af gamle arb…"]),
    ],
)
def test_danish_words_break_between_syllables(text: str, lines: list[str]) -> None:
    assert wrapped(text, 17) == lines


def test_english_words_break_between_english_syllables() -> None:
    locale.use("en")
    assert wrapped("Read documentation carefully", 17) == ["Read documenta-", "tion carefully"]

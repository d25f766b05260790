"""Pasted text is text, whatever stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapa_tui.pasting import END, KEPT, PATIENCE, START, Pasted, Pasting

HOSTILE = "ned\x1b[31m rød\x1b]52;c;x\x07\x1b[<0;5;5M\x9b5~\x1b[20\x1b\x1b[201\x03q\r\n\tslut"
CLEAN = "ned[31m rød]52;c;x[<0;5;5M5~[20[201q\r\n\tslut"


def read(pasting: Pasting, *chunks: str, now: float = 0.0) -> tuple[str, list[str]]:
    """What was typed altogether, and the texts that were pasted."""
    pieces = [piece for chunk in chunks for piece in pasting.feed(chunk, now)]
    typed = "".join(piece for piece in pieces if isinstance(piece, str))
    return typed, [piece.text for piece in pieces if isinstance(piece, Pasted)]


def test_nothing_in_a_pasted_text_is_a_key() -> None:
    assert read(Pasting(), f"a{START}{HOSTILE}{END}b") == ("ab", [CLEAN])


@pytest.mark.parametrize("size", range(1, 9))
def test_however_it_is_cut_into_pieces(size: int) -> None:
    sent = f"a{START}{HOSTILE}{END}b{START}{END}c"
    chunks = [sent[at : at + size] for at in range(0, len(sent), size)]
    typed, pasted = read(Pasting(), *chunks)
    assert pasted == [CLEAN, ""]
    # Besides, what a half START has shown of itself: the driver makes the parser forget it.
    assert [key for key in typed if key not in START] == ["a", "b", "c"]


@given(st.lists(st.text("\x1b[201~ab", max_size=9)))
def test_typed_keys_pass_at_once_and_in_order(chunks: list[str]) -> None:
    sent = "".join(chunks)
    if START not in sent:
        assert read(Pasting(), *chunks) == (sent, [])


def test_a_paste_that_never_ends_gives_the_keyboard_back() -> None:
    pasting = Pasting()
    assert read(pasting, f"{START}halv") == ("", [])
    assert read(pasting, "q", now=PATIENCE - 1) == ("", [])
    assert pasting.overdue(PATIENCE - 0.5) is None
    assert pasting.overdue(PATIENCE) == Pasted("halvq")
    assert read(pasting, "q", now=PATIENCE + 1) == ("q", [])


def test_a_paste_that_comes_slowly_is_waited_for() -> None:
    pasting = Pasting()
    for second in range(4):
        read(pasting, (START if not second else "") + "langsomt " * 5, now=second * 4.0)
        assert pasting.overdue(second * 4.0) is None
    assert read(pasting, END, now=16.0) == ("", ["langsomt " * 20])


@pytest.mark.parametrize("rest", ["resten", "resten af en lang tekst med quit i, " * 2])
def test_what_comes_of_it_after_all_is_pasted_too(rest: str) -> None:
    pasting = Pasting()
    read(pasting, f"{START}begyndelsen ")
    assert pasting.overdue(PATIENCE) == Pasted("begyndelsen ")
    assert read(pasting, rest + END, "q", now=PATIENCE + 9) == ("q", [rest])


def test_an_endless_paste_does_not_grow_for_ever() -> None:
    pasting = Pasting()
    read(pasting, START, *["x" * 4_096] * (KEPT // 4_096 + 2))
    assert read(pasting, f"{END}q") == ("q", ["x" * KEPT])

"""Finding by a few letters, and the Danish alphabet."""

from sapa_tui.presentation.danish import in_order
from sapa_tui.presentation.finding import Wording, find

NAMES = ("Flyt", "Flyt til venstre", "Filtrér", "Åbn", "Tilføj punkt", "Mål", "Historik")
CANDIDATES = [(name, Wording(name, "everything")) for name in NAMES]


def test_nothing_typed_finds_everything_in_order() -> None:
    assert find("  ", CANDIDATES) == list(NAMES)


def test_the_beginning_of_the_name_comes_first_then_of_a_word_then_scattered_letters() -> None:
    assert find("fl", CANDIDATES) == ["Flyt", "Flyt til venstre", "Filtrér"]
    assert find("ven", CANDIDATES) == ["Flyt til venstre"]
    assert find("hst", CANDIDATES) == ["Historik"]


def test_every_word_must_be_found() -> None:
    assert find("flyt ven", CANDIDATES) == ["Flyt til venstre"]
    assert find("flyt zzz", CANDIDATES) == []


def test_danish_letters_are_found_however_they_are_typed() -> None:
    assert find("å", CANDIDATES)[0] == "Åbn"
    assert find("aab", CANDIDATES) == ["Åbn"]
    assert find("tilfoej", CANDIDATES) == ["Tilføj punkt"]
    assert find("TILFØJ", CANDIDATES) == ["Tilføj punkt"]


def test_other_words_that_are_said_of_it_find_it_too() -> None:
    found = find("archive", [("arkivér", Wording("Arkivér", "archive a card"))])
    assert found == ["arkivér"]


def test_names_sort_by_the_danish_alphabet() -> None:
    names = ["Ørsted", "Aabenraa", "Zebra", "Ærø", "aksel", "Ålborg", "Bo"]
    assert sorted(names, key=in_order) == [
        "aksel",
        "Bo",
        "Zebra",
        "Ærø",
        "Ørsted",
        "Aabenraa",
        "Ålborg",
    ]

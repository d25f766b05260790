"""Word by word: what was changed, and two changes in one text."""

from hypothesis import given
from hypothesis import strategies as st

from sapa_tui.presentation.differences import Change, differences, together

TEXTS = st.text(alphabet="ab c.\n", max_size=40)


def marked(before: str, after: str) -> str:
    signs = {Change.KEPT: "{}", Change.ADDED: "+({})", Change.REMOVED: "-({})"}
    return "".join(signs[part.change].format(part.text) for part in differences(before, after))


def test_a_changed_word_is_one_removed_and_one_added() -> None:
    assert marked("Find all groups.", "Find the groups.") == "Find-( all)+( the) groups."


def test_a_sentence_added_at_the_end_leaves_the_rest_alone() -> None:
    assert marked("Find all.", "Find all. Ask them.") == "Find all.+( Ask them.)"


def test_a_new_text_and_an_emptied_one() -> None:
    assert marked("", "Find all") == "+(Find all)"
    assert marked("Find all", "") == "-(Find all)"
    assert marked("", "") == ""


def test_lines_keep_their_breaks() -> None:
    assert marked("- one\n- two", "- one\n- two\n- three") == "- one\n- two+(\n- three)"


def test_two_changes_in_different_places_come_together() -> None:
    merged = together("Find all. Ask them.", "Find all soon. Ask them.", "Find all. Ask everyone.")
    assert (merged.text, merged.clashes) == ("Find all soon. Ask everyone.", 0)


def test_the_same_change_made_twice_is_made_once() -> None:
    assert together("a b", "a c", "a c").text == "a c"


def test_both_wordings_stand_where_both_changed_the_same() -> None:
    merged = together("Ask the unions.", "Ask the boards.", "Ask the citizens.")
    assert (merged.text, merged.clashes) == ("Ask the boards citizens.", 1)


def test_a_change_beside_a_removal_loses_nothing() -> None:
    merged = together("one two three", "one two and a half three", "one three")
    assert "and a half" in merged.text


@given(before=TEXTS, after=TEXTS)
def test_what_is_kept_and_added_is_the_new_text(before: str, after: str) -> None:
    parts = differences(before, after)
    kept = [part.text for part in parts if part.change is not Change.REMOVED]
    assert "".join(kept) == after


@given(base=TEXTS, mine=TEXTS)
def test_where_only_one_has_changed_something_that_one_stands(base: str, mine: str) -> None:
    assert together(base, mine, base).text == mine
    assert together(base, base, mine).text == mine
    assert together(base, mine, mine).text == mine


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_no_word_that_somebody_added_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = set(together(base, mine, theirs).text.replace(".", " . ").split())
    for text in (mine, theirs):
        added = [part.text for part in differences(base, text) if part.change is Change.ADDED]
        assert set(" ".join(added).replace(".", " . ").split()) <= merged

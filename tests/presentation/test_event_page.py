"""The page about one event: every field before and after."""

from datetime import date

from db.changes import EventRow, FieldChange
from sapa_tui.presentation.event_page import event_page

TODAY = date(2017, 4, 3)
NAMES = {"mk": "Mette Kjær"}
TEN_PAST_TEN = "2017-04-03T08:10:00.000Z"


def event(*changes: FieldChange, note: str = "", action: str = "activity.edited") -> EventRow:
    """Something that mk did this morning."""
    return EventRow(
        7, "2017-04-03T08:12:00.000Z", "mk", action, "activity", 4, "Map", changes, note
    )


def change(field: str, old: object, new: object) -> FieldChange:
    """One field of the card."""
    return FieldChange("activity", 4, field, old, new)


def page(shown: EventRow, width: int = 80) -> list[str]:
    """The page as plain text."""
    lines = event_page(shown, NAMES, TODAY, width)
    return ["".join(text for text, _style in line) for line in lines]


def underlined(shown: EventRow, width: int = 80) -> list[str]:
    """The words that stand out."""
    lines = event_page(shown, NAMES, TODAY, width)
    return [text.strip() for line in lines for text, style in line if "underlined" in style]


def test_it_begins_with_who_what_and_when() -> None:
    lines = page(event(change("kind", "preparation", "implementation")))
    assert lines[0].startswith("MK set the kind of “Map”")
    assert lines[1] == "today 10:12 · Mon 03-04-2017 · week 14 · #7"


def test_a_short_value_stands_before_and_after_under_one_label() -> None:
    lines = page(event(change("responsible", "PL", "mk")))
    assert "Responsible  − Project leader" in lines
    assert "             + Mette Kjær" in lines


def test_a_new_field_has_no_before() -> None:
    lines = page(event(change("due_date", None, "2017-05-01")))
    assert not any("−" in line for line in lines)
    assert any("+ 01-05-2017" in line for line in lines)


def test_the_words_that_differ_stand_out_in_a_text() -> None:
    shown = event(change("description", "Ask the old board.", "Ask the new board."))
    assert "− Ask the old board." in page(shown)
    assert "+ Ask the new board." in page(shown)
    assert underlined(shown) == ["old", "new"]


def test_a_long_text_is_broken_at_words_and_keeps_its_lines() -> None:
    text = "one two three four five six seven\n\neight"
    lines = page(event(change("description", "", text)), width=20)
    assert all(len(line) <= 20 for line in lines)
    start = lines.index("+ one two three four")
    assert lines[start:] == ["+ one two three four", "  five six seven", "  ", "  eight"]


def test_a_word_longer_than_the_page_does_not_break_it() -> None:
    lines = page(event(change("title", "", "Ø" + "x" * 300)), width=40)
    assert all(len(line) <= 40 for line in lines)
    assert "".join(lines).count("x") == 300


def test_what_was_said_with_it_is_quoted() -> None:
    assert "“Waits for the board”" in page(event(note="Waits for the board"))


def test_an_undo_quotes_no_empty_words() -> None:
    assert "“”" not in "".join(page(event(action="undo", note="#3")))


def test_values_that_came_past_the_program_are_harmless() -> None:
    lines = page(event(change("description", "", "\x1b[31mred\u202e[/nope]")))
    assert "+ [31mred[/nope]" in lines


def test_of_a_meeting_stands_what_people_understand() -> None:
    fields: dict[str, object] = {
        "session": "a1.7",
        "agenda": '["changes","summary"]',
        "started_at": TEN_PAST_TEN,
    }
    fields |= {"planned_minutes": 15, "place": 0, "minutes": "", "since_event": 12}
    changes = [FieldChange("standup", 1, name, None, value) for name, value in fields.items()]
    lines = page(event(*changes, action="standup.started"))
    assert lines[0] == "MK started a standup"
    assert [line for line in lines[2:] if line] == [
        "Started at                 + 03-04-2017 10:10",
        "Planned length in minutes  + 15",
    ]

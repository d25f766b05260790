"""A text in all its shapes: whatever stands in it stays words."""

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from db.rules.text import safe
from sapa_tui.presentation.document import (
    MOST_ENTRIES,
    Document,
    Entry,
    Section,
    html,
    lines,
    listed,
    markdown,
    plain,
)

REPORT = Document(
    "Standup Monday 3 April 2017",
    ["Mette led it.", "Two are done."],
    [
        Section("Done", [Entry("Find them", " (Anna)"), Entry("Say it", "", "To Bo: ")]),
        Section("Waiting", (), "nothing"),
        Section("Late", (), "none"),
        Section("Notes"),
    ],
)
MARKS = st.lists(
    st.sampled_from(
        [
            *"\\`*_{}[]()<>#+-=.!|~&;:/@'\"",
            *("1.", "12)", "**", "](x)", "<b>", "</li>", "<script>", "&amp;", "```", "---", "~~"),
            *("a", "Æ", " ", "\n", "\t", "\x1b[2J", "\x9b", "\u202e", "\u200b", "\x00", "🙂"),
        ]
    ),
    max_size=12,
).map("".join)
hostile = st.text(max_size=30) | MARKS


class Words(HTMLParser):
    """Which elements a page has, and the words of each list item."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.items: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag == "li":
            self.items.append("")

    def handle_data(self, data: str) -> None:
        if self.items:
            self.items[-1] += data


def read(page: str) -> Words:
    """What a browser makes of a page."""
    words = Words()
    words.feed(page)
    return words


def rendered(text: str) -> Words:
    """What becomes of Markdown where HTML, tables and crossed-out words are understood too."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return read(reader.render(text))


def test_plain_has_no_marks_but_a_dash() -> None:
    assert plain(REPORT) == (
        "Standup Monday 3 April 2017\n\n"
        "Mette led it.\n\n"
        "Two are done.\n\n"
        "Done\n- Find them (Anna)\n- To Bo: Say it\n\n"
        "Waiting: nothing\nLate: none"
    )


def test_markdown() -> None:
    assert markdown(REPORT) == (
        "# Standup Monday 3 April 2017\n\n"
        "Mette led it.\n\n"
        "Two are done.\n\n"
        "## Done\n\n- **Find them** (Anna)\n- To Bo: **Say it**\n\n"
        "**Waiting:** nothing\n\n**Late:** none"
    )


def test_a_page_needs_nothing_beside_itself() -> None:
    page = html([REPORT, REPORT._replace(title="Another")])
    found = read(page)
    assert found.elements == {
        *("html", "head", "meta", "title", "style", "body"),
        *("h1", "h2", "p", "ul", "li", "strong"),
    }
    assert found.attributes == {"lang", "charset", "http-equiv", "content", "name"}
    assert page.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert page.count("<h1>") == 2
    assert "<title>Standup Monday 3 April 2017</title>" in page
    assert "://" not in page
    assert "url(" not in page


def test_a_screen_breaks_lines_at_words() -> None:
    shown = ["".join(text for text, _style in line) for line in lines(REPORT, 14)]
    assert shown == [
        *("Standup Monday", "3 April 2017", "", "Mette led it.", "", "Two are done.", ""),
        *("Done", "· Find them", "  (Anna)", "· To Bo: Say", "  it", ""),
        *("Waiting:", "nothing", "Late: none"),
    ]


def test_of_a_long_list_it_is_said_how_much_is_left_out() -> None:
    many = Section("Done", [Entry(str(n)) for n in range(MOST_ENTRIES + 7)])
    text = plain(Document("T", [], [many]))
    assert text.endswith(f"- {MOST_ENTRIES - 1}\n- … and 7 more.")


@pytest.mark.parametrize(
    ("words", "one"),
    [(["Anna"], "Anna"), (["Anna", "Bo"], "Anna and Bo"), (["a", "b", "c"], "a, b and c")],
)
def test_several_words_as_one(words: list[str], one: str) -> None:
    assert listed(words) == one


@example("", "0.", "\r")
@example("", "-", "\r")
@example(":", "", "0")
@given(hostile, hostile, hostile)
def test_in_markdown_stored_words_stay_words(title: str, after: str, before: str) -> None:
    entry = Entry(title, after, before)
    found = rendered(markdown(Document(title, [], [Section("H", [entry, Entry("", after)])])))
    assert found.elements <= {"h1", "h2", "ul", "li", "strong"}
    assert found.attributes == set()
    wanted = [safe("".join(entry_words(one))) for one in (entry, Entry("", after))]
    assert [" ".join(item.split()) for item in found.items] == wanted


@given(hostile)
def test_a_paragraph_in_markdown_stays_one(words: str) -> None:
    found = rendered(markdown(Document("T", [words], [Section("H", (), words)])))
    assert found.elements <= {"h1", "p", "strong"}


@given(hostile, hostile, hostile)
def test_on_a_page_stored_words_stay_words(title: str, after: str, before: str) -> None:
    entry = Entry(title, after, before)
    found = read(html([Document(title, [after], [Section(before, [entry])])]))
    assert not found.elements & {"script", "b", "img", "a"}
    assert [" ".join(item.split()) for item in found.items] == [safe("".join(entry_words(entry)))]


@given(hostile, hostile, hostile, st.integers(4, 40))
def test_nothing_that_a_terminal_obeys(title: str, after: str, before: str, width: int) -> None:
    found = Document(title, [after], [Section(before, [Entry(title, after, before)], title)])
    shown = ["".join(text for text, _style in line) for line in lines(found, width)]
    for text in (plain(found), markdown(found), html([found]), *shown):
        kinds = {unicodedata.category(c) for c in text if c not in "\n\u200d"}
        assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert all(cell_len(line) <= width for line in shown)


def entry_words(entry: Entry) -> tuple[str, str, str]:
    """The words of an entry as they are read, each harmless by itself."""
    return _edged(entry.before), safe(entry.title), _edged(entry.after)


def _edged(words: str) -> str:
    left, right = words[:1].isspace() * " ", words[-1:].isspace() * " "
    return f"{left}{safe(words)}{right}" if safe(words) else left

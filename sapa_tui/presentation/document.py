"""A short text under headings, to be read on the screen, pasted into a mail, or printed."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from re import sub
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from db.rules.text import safe
from sapa_tui.locale import _, language

MOST_ENTRIES = 60
"""Entries under a heading that are written; of more it is said how many there are."""
_INDENT = 2
_CSP = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 11pt/1.45 "Segoe UI", Calibri, Arial, sans-serif; color: #1f262c; margin: 2em auto;
       max-width: 46em; padding: 0 1em; overflow-wrap: anywhere; }
h1 { font-size: 1.5em; margin: 0 0 .6em; } h2 { font-size: 1.1em; margin: 1.2em 0 .3em; }
p { margin: .4em 0; } ul { margin: .3em 0; padding-left: 1.3em; } li { margin: .15em 0; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; }
               li { break-inside: avoid; } }
""".strip()


class Entry(NamedTuple):
    """One line of a list: what it is about, between the words before and after."""

    title: str
    after: str = ""
    before: str = ""


class Section(NamedTuple):
    """A list under a heading; an empty one says ``nothing`` beside its heading, or is left out.

    ``style`` is the meaning that the heading has on a screen.
    """

    heading: str
    entries: Sequence[Entry] = ()
    nothing: str = ""
    style: str = "strong"


class Document(NamedTuple):
    """A title, a few paragraphs and the lists after them; all texts as words, not yet escaped."""

    title: str
    paragraphs: Sequence[str]
    sections: Sequence[Section]


Line = list[tuple[str, str]]


def plain(document: Document) -> str:
    """As it is pasted into a mail: lines of their natural length, a dash before each entry."""
    blocks = [[document.title], *([words] for words in document.paragraphs)]
    before_empty = False
    for section in _shown(document):
        if section.entries:
            entries = ["".join(entry) for entry in _entries(section)]
            blocks.append([section.heading, *(f"- {words}" for words in entries)])
        else:
            blocks += [] if before_empty else [[]]
            blocks[-1].append(f"{section.heading}: {section.nothing}")
        before_empty = not section.entries
    return "\n\n".join("\n".join(map(safe, block)) for block in blocks)


def markdown(document: Document) -> str:
    """As Markdown, in which stored words stay words, whatever they look like."""
    blocks = [[f"# {marked(document.title)}"]]
    blocks += [[marked(words)] for words in document.paragraphs]
    for section in _shown(document):
        if section.entries:
            entries = [_markdown_entry(*entry) for entry in _entries(section)]
            blocks += [[f"## {marked(section.heading)}"], entries]
        else:
            blocks.append([f"**{marked(section.heading)}:** {marked(section.nothing)}"])
    return "\n\n".join("\n".join(block) for block in blocks)


def html(documents: Sequence[Document]) -> str:
    """As a page that needs nothing beside itself and prints well; of several the first names it."""
    body = "\n".join(line for document in documents for line in _html(document))
    return page(documents[0].title if documents else "", _STYLE, body)


def page(title: str, style: str, body: str) -> str:
    """A whole page of HTML around its body, that loads nothing and runs nothing."""
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(safe(title))}</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n{body}\n"
        "</body>\n</html>"
    )


def lines(document: Document, width: int) -> list[Line]:
    """As a screen shows it, broken at words."""
    found: list[Line] = [*_flowed([(document.title, "strong")], width)]
    for words in document.paragraphs:
        found += [[], *_flowed([(words, "text")], width)]
    before_empty = False
    for section in _shown(document):
        heading: Line = [(section.heading, section.style)]
        if section.entries:
            found += [[], *_flowed(heading, width)]
            found += [line for entry in _entries(section) for line in _entry_lines(entry, width)]
        else:
            nothing = (f": {section.nothing}", "quiet")
            found += [*([] if before_empty else [[]]), *_flowed([*heading, nothing], width)]
        before_empty = not section.entries
    return found


def _entry_lines(entry: tuple[str, str, str], width: int) -> list[Line]:
    runs = zip(entry, ("text", "text", "quiet"), strict=True)
    first, *rest = _flowed(runs, max(1, width - _INDENT)) or [[]]
    return [[("· ", "quiet"), *first], *([(" " * _INDENT, "quiet"), *line] for line in rest)]


def listed(words: Iterable[str]) -> str:
    """Several words as one: ``Anna, Bo og Carl``; nothing where there are none."""
    *several, last = [*words] or [""]
    if not several:
        return last
    return _("{several} and {last}").format(several=", ".join(several), last=last)


def _shown(document: Document) -> list[Section]:
    return [section for section in document.sections if section.entries or section.nothing]


def _entries(section: Section) -> Iterator[tuple[str, str, str]]:
    """The entries in the order of reading: what comes before, the title, what comes after."""
    for entry in section.entries[:MOST_ENTRIES]:
        yield _clean(entry.before), safe(entry.title), _clean(entry.after)
    if (more := len(section.entries) - MOST_ENTRIES) > 0:
        yield "", "", _("… and {n} more.").format(n=more)


def _clean(words: str) -> str:
    """Words that are harmless; the space towards what stands beside them is kept."""
    blank = " " * words[:1].isspace(), " " * words[-1:].isspace()
    text = safe(words)
    return f"{blank[0]}{text}{blank[1]}" if text else blank[0]


def _markdown_entry(before: str, title: str, after: str) -> str:
    # Stars beside a letter would be stars, and no end of what is bold.
    apart = before[-1:] in ("", " ") and after[:1] in ("", *" ,:.")
    words = [escaped(part) for part in (before, title, after)]
    if title and apart:
        words[1] = f"**{words[1]}**"
    return f"- {_no_mark_first(''.join(words).strip())}"


def marked(words: str) -> str:
    """Words for Markdown on a line of their own in which nothing is a mark of Markdown."""
    return _no_mark_first(escaped(safe(words)))


def _no_mark_first(line: str) -> str:
    """A line that begins neither a list nor the underline of a heading."""
    return sub(r"^([0-9]+(?=[.)])|(?=[-+=]))", r"\1\\", line)


def escaped(words: str) -> str:
    """Words in which nothing is a mark of Markdown within a line, nor ends a cell of a table."""
    return sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", words)


def _html(document: Document) -> Iterator[str]:
    yield f"<h1>{_html_text(document.title)}</h1>"
    for words in document.paragraphs:
        yield f"<p>{_html_text(words)}</p>"
    for section in _shown(document):
        heading = _html_text(section.heading)
        if not section.entries:
            yield f"<p><strong>{heading}:</strong> {_html_text(section.nothing)}</p>"
            continue
        yield f"<h2>{heading}</h2>\n<ul>"
        for entry in _entries(section):
            before, title, after = map(escape, entry)
            bold = f"<strong>{title}</strong>" if title else ""
            yield f"<li>{before}{bold}{after}</li>"
        yield "</ul>"


def _html_text(words: str) -> str:
    return escape(_clean(words))


def _flowed(runs: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Runs of text broken into lines at words; a word too long for a line is broken within."""
    found: list[Line] = []
    room = 0
    for word in _words(runs):
        size = sum(cell_len(text) for text, _style in word)
        if size < room:
            found[-1].append((" ", word[0][1]))
            room -= 1
        else:
            found.append([])
            room = width
        for text, style in word:
            for piece in [text] if size <= width else chop_cells(text, width):
                if cell_len(piece) > room:
                    found.append([])
                    room = width
                found[-1].append((piece, style))
                room -= cell_len(piece)
    return found


def _words(runs: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """What stands between two spaces, each with its style; it may be of several runs."""
    word: Line = []
    for text, style in runs:
        first, *others = _clean(text).split(" ")
        word += [(first, style)] if first else []
        for other in others:
            if word:
                yield word
            word = [(other, style)] if other else []
    if word:
        yield word

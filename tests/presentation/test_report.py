"""A report in all its shapes: the same values in each, and whatever stands in it stays words."""

import unicodedata
from datetime import date, datetime, time
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from db.commands import departments
from db.queries.report import ReportGround, report_ground
from db.rules.codes import Answer
from db.rules.text import safe
from sapa_tui import locale
from sapa_tui.presentation.report import REPORTS, report
from sapa_tui.presentation.report_model import Fact, Field, Part, Report, Row, Share, Table, Value
from sapa_tui.reports import FORMATS
from sapa_tui.reports.markdown import markdown
from sapa_tui.reports.page import html
from sapa_tui.reports.writing import written
from tests.drivers import PersonDriver, PlanDriver

from .test_document import hostile

TODAY = date(2017, 4, 3)
DAY = date(2017, 5, 1)
MIDNIGHT = datetime.combine(DAY, time())
VOID = {"meta", "col", "wbr", "rect"}


class Page(HTMLParser):
    """What a browser makes of a page; fails on an end that nothing began."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data


def made(word: str, *values: Value) -> Report:
    """A report in which a word stands wherever one can stand."""
    fields = [Field("Name", 20), Field("More", 20, "More: {value}", loud=True), Field(word, 9)]
    row = Row([word, word, *(values or (word,))], settled=True)
    table = Table("Sheet", fields, [row], sum=row)
    part = Part(word, [word], table, word)
    return Report(word, word, [Fact(word, word, word), Fact(word, DAY)], [part])


def rendered(text: str) -> Page:
    """What becomes of Markdown where HTML, tables and crossed-out words are understood too."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Page(reader.render(text))


def sheets(found: Report) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a workbook by sheet, as openpyxl reads them."""
    book = load_workbook(BytesIO(written(found, "xlsx")))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@pytest.fixture
def ground(plan: PlanDriver) -> ReportGround:
    return report_ground(plan.database, TODAY, "en")


@example("a|b")
@example("\\|")
@example("| x |\n| --- |")
@given(hostile)
def test_in_markdown_stored_words_stay_words_and_in_their_cells(word: str) -> None:
    found = rendered(markdown(made(f"{word}!")))
    assert found.elements <= {
        *("h1", "h2", "p", "ul", "li", "strong"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    said = " ".join(safe(f"{word}!").split())
    assert [" ".join(cell.split()) for cell in found.cells] == ["Name", "More", *[said] * 7]


@given(hostile)
def test_on_a_page_stored_words_stay_words(word: str) -> None:
    found = Page(html(made(f"{word}!")))
    assert found.elements <= {
        *("html", "head", "meta", "title", "style", "body", "header", "section", "div", "p"),
        *("h1", "h2", "dl", "dt", "dd", "span", "wbr"),
        *("table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    }
    assert not any(name.startswith("on") for name in found.attributes)
    said = safe(f"{word}!")
    assert found.cells == ["Name", said, *[f"{said}More: {said}", said] * 2]


@given(hostile)
def test_nothing_that_a_terminal_obeys(word: str) -> None:
    for text in (markdown(made(word)), html(made(word))):
        kinds = {unicodedata.category(c) for c in text if c not in "\n\u200d"}
        assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@settings(max_examples=30, deadline=None)
@example("=1+1")
@example("+45 12 34 56 78")
@example("-x")
@example("@SUM(A1)")
@example("#N/A")
@given(hostile)
def test_in_a_workbook_every_word_is_text(word: str) -> None:
    book = load_workbook(BytesIO(written(made(f"={word}"), "xlsx")))
    head, row, last = book["Sheet"].iter_rows()
    assert (head[2].value, head[2].data_type) == (safe(f"={word}"), "s")
    for cell in (*row, *last):
        assert (cell.value, cell.data_type) == (safe(f"={word}", lines=True), "s")
    assert all(cell.quotePrefix for cell in row)
    words = {cell.value for line in book.worksheets[0].iter_rows() for cell in line if cell.value}
    assert {one for one in words if isinstance(one, str)} == {safe(f"={word}", lines=True)}


def test_a_workbook_opened_again_has_the_values() -> None:
    for value, stored in (
        (DAY, MIDNIGHT),
        (7, 7),
        (Share(1, 3), 0.33),
        (Share(3, 3), 1),
        (True, "✓"),
        (False, None),
        (None, None),
    ):
        assert sheets(made("x", value))["Sheet"][1:] == [("x", "x", stored)] * 2
    book = load_workbook(BytesIO(written(made("x", DAY), "xlsx")))
    sheet = book["Sheet"]
    assert sheet["C2"].number_format == "DD-MM-YYYY"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:C2")
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
    assert (sheet.column_dimensions["A"].width, sheet["A3"].font.bold) == (20, True)


def test_a_page_needs_nothing_beside_itself(ground: ReportGround) -> None:
    for kind in REPORTS:
        page = html(report(kind, ground))
        assert not Page(page).elements & {"script", "link", "img", "a", "iframe", "object"}
        assert page.count("://") == page.count("url(") == page.count("@import") == 0
        assert "default-src 'none'" in page
        assert "table-header-group" in page


@pytest.mark.parametrize("kind", REPORTS)
def test_the_workbook_says_what_the_report_says(ground: ReportGround, kind: str) -> None:
    found = report(kind, ground)
    stored = sheets(found)
    tables = [part.table for part in found.parts if part.table]
    assert list(stored) == ["Overview", *(table.name for table in tables)]
    for table in tables:
        head, *rows = stored[table.name]
        assert head == tuple(field.heading for field in table.fields)
        assert rows == [tuple(map(as_stored, row.values)) for row in (*table.rows, *_sums(table))]


def _sums(table: Table) -> list[Row]:
    return [table.sum] if table.sum else []


def as_stored(value: Value) -> object:
    """A value as a workbook gives it back."""
    if isinstance(value, bool):
        return "✓" if value else None
    if isinstance(value, date):
        return datetime.combine(value, time())
    return value.percent / 100 if isinstance(value, Share) else value or (0 if value == 0 else None)


def test_activities_stand_in_due_order_the_preparation_first(ground: ReportGround) -> None:
    table = report("plan", ground).parts[1].table
    assert table
    places = [field.heading for field in table.fields]
    halves = [str(row.values[0]) for row in table.rows]
    assert halves == sorted(halves, reverse=True)
    for half in set(halves):
        days: list[Any] = [
            row.values[places.index("Due")] for row in table.rows if row.values[0] == half
        ]
        assert days == sorted(days)
    assert [name for name, _table in table.groups()] == ["Preparation", "Implementation"]


def test_without_a_go_live_date_the_weeks_are_still_there(ground: ReportGround) -> None:
    unknown = ground._replace(facts=ground.facts._replace(go_live=None))
    found = markdown(report("plan", unknown))
    assert "**Go-live:** A new date is awaited" in found
    assert "| T-12 |" in found
    page = html(report("plan", unknown))
    assert '<td><span class="beneath">T-12</span></td>' in page


def test_a_plan_without_anything_says_so(ground: ReportGround) -> None:
    empty = ground._replace(cards=[], items=[], stakeholders=[], departments=[])
    assert "There are no activities." in markdown(report("plan", empty))
    assert "There are no messages." in html(report("communication", empty))
    assert "There are no departments." in markdown(report("adoption", empty))
    for kind in REPORTS:
        for form in FORMATS:
            assert written(report(kind, empty), form)


def test_it_speaks_danish(ground: ReportGround) -> None:
    locale.use("da")
    page = html(report("communication", ground))
    assert '<html lang="da">' in page
    assert "Idriftsættelse" in page
    assert "man 01-05-2017" in page


def test_a_share_is_whole_only_when_it_is_all_of_them() -> None:
    assert [Share(*one).percent for one in ((999, 1000), (3, 3), (0, 0), (1, 3))] == [
        *(99, 100, 0, 33)
    ]
    assert "█████░░░░░ 50 %" in markdown(made("x", Share(1, 2)))
    page = html(made("x", Share(1, 2)))
    assert '<rect class="part" y="2" width="50" height="6"/>' in page
    assert 'class="goal"' in page


def test_a_department_without_new_workflows_counts_in_no_sum(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(departments.add, "Jobcenter", users=40)
    mk.does(departments.add, "Bibliotek", users=6, new_workflows=Answer.NO, reason="De har dem.")
    found = report_ground(plan.database, TODAY, "en")
    table = report("adoption", found).parts[0].table
    assert table
    assert table.sum
    assert 40 in table.sum.values
    assert "No new workflows" in table.rows[-1].values
    assert Share(0, 40) in table.rows[-2].values

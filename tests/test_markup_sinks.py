"""Nothing of the dashboard reads its words as markup: each sink says so where it is called."""

import ast
from collections.abc import Iterator
from pathlib import Path

import sapa_tui

PROGRAM = Path(sapa_tui.__file__).parent
READS_MARKUP = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Tab"} | {
    "TabPane",
    "Link",
    "Tooltip",
    "Select",
    "SelectionList",
    "OptionList",
    "DataTable",
    "Tree",
    "MarkdownViewer",
    "Log",
    "RichLog",
    "notify",
}
"""What takes a text for markup unless it is told not to."""
FORBIDDEN = {"from_markup", "render_markup", "escape_markup"}
SAFE = {"Content", "Text"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the program, with where it stands."""
    for path in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(PROGRAM)}:{node.lineno}", node


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def says_no(call: ast.Call) -> bool:
    """Whether a call passes ``markup=False``, or on what its own caller has said."""
    said = [word.value for word in call.keywords if word.arg == "markup"]
    return any(
        (isinstance(value, ast.Constant) and value.value is False)
        or (isinstance(value, ast.Name) and value.id == "markup")
        for value in said
    )


def is_content(call: ast.Call) -> bool:
    """Whether what is shown is made as ``Content`` or ``Text`` in the call itself."""
    if not call.args or not isinstance(call.args[0], ast.Call):
        return False
    function = call.args[0].func
    return name_of(function) in SAFE or (
        isinstance(function, ast.Attribute) and name_of(function.value) in SAFE
    )


def test_every_sink_of_markup_is_told_that_words_are_words() -> None:
    sinks = [(place, call) for place, call in calls() if name_of(call.func) in READS_MARKUP]
    assert len(sinks) > 15
    assert [p for p, call in sinks if not says_no(call) and not is_content(call)] == []


def test_nothing_is_read_as_markup_on_purpose() -> None:
    assert [place for place, call in calls() if name_of(call.func) in FORBIDDEN] == []


def test_titles_on_borders_are_content() -> None:
    """A border's title is markup when it is a plain text."""
    wrong = []
    for path in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Attribute)
                and target.attr in ("border_title", "border_subtitle", "tooltip")
                for target in node.targets
            ):
                value = node.value.body if isinstance(node.value, ast.IfExp) else node.value
                plain = isinstance(value, ast.Constant | ast.JoinedStr)
                called = isinstance(value, ast.Call) and name_of(value.func) not in SAFE
                if plain or called:
                    wrong.append(f"{path.relative_to(PROGRAM)}:{node.lineno}")
    assert wrong == []

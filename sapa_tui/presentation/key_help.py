"""Every key with what it does, as the help shows them."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from sapa_tui.actions import Action, key_name
from sapa_tui.locale import N_, _

from .due_rules import NO_ROOM, explained_marks
from .off_days import DAY_OFF
from .who import ROLE_CODES
from .words import responsible_word
from .wrapping import cut, wrapped

HelpLine = list[tuple[str, str]]
KEYS_WIDTH, WORDS_WIDTH = 18, 17
_MOVING = (
    (("↑ ↓", "j k"), N_("Up, down"), N_("Go to the next entry, or the one before.")),
    (("← →", "h l"), N_("Beside"), N_("Go to the column beside, and past the last to the lists.")),
    (("home end", "g G"), N_("To the ends"), N_("Go to the first or the last entry.")),
    (("pgup pgdn",), N_("By the page"), N_("Go a windowful up or down.")),
    ((N_("mouse"),), N_("Point"), N_("Click, double-click to open, scroll, drag a card.")),
)
_SIGNS = (
    ("!", "late", N_("Its due date has passed.")),
    ("~", "soon", N_("It is due today or soon.")),
    (DAY_OFF, "soon", N_("It is due on a day off; “by” names the last working day before.")),
    ("‖", "blocked", N_("It waits for something.")),
    ("✓", "done", N_("It is done.")),
    ("⊘", "quiet", N_("It is not relevant, or called off.")),
    ("▲", "text", N_("Go-live; before a card: it belongs to the time from go-live.")),
    ("■", "text", N_("The end date; among steps: one that is ticked.")),
)
Row = tuple[Sequence[str], str, str]


def help_lines(
    here: Sequence[Action], title: str, everything: Sequence[Action], width: int
) -> list[HelpLine]:
    """The actions that are to be had here first, then the others under their headings."""
    lines = _section(title, map(_row, (a for a in here if a.places)), width)
    lines += _section(_("Moving about"), _moving(here), width)
    lines += [*_signs(width), *_marks(width), *_roles()]
    shown = {action.id for action in here if action.places}
    groups = dict.fromkeys(action.group for action in sorted(everything, key=_general_first))
    for group in groups:
        others = [a for a in everything if a.group == group and a.id not in shown]
        lines += _section(_(group), map(_row, others), width)
    return lines[:-1]


def _moving(here: Sequence[Action]) -> list[Row]:
    """The keys that go about, but for those that do something else here."""
    taken = {key_name(key) for action in here for key in action.keys}
    rows = [
        ([_(key) for key in keys if taken.isdisjoint(key.split())], _(words), _(text))
        for keys, words, text in _MOVING
    ]
    return [row for row in rows if row[0]]


def _signs(width: int) -> list[HelpLine]:
    """The signs that stand on cards and in lists, each with what it says."""
    signs = ((sign, style, _(words)) for sign, style, words in _SIGNS)
    return _explained(_("Signs"), signs, width)


def _marks(width: int) -> list[HelpLine]:
    """The marks of what due dates are counted from, each with its words."""
    no_room = _("There is no room for the mark; the page about the card has it in words.")
    marks = ((mark, "accent", words) for mark, words in [*explained_marks(), (NO_ROOM, no_room)])
    return _explained(_("Marks before due dates"), marks, width)


def _explained(title: str, signs: Iterable[tuple[str, str, str]], width: int) -> list[HelpLine]:
    lines: list[HelpLine] = [[(title, "strong")]]
    for sign, style, words in signs:
        first, *rest = wrapped(words, width - KEYS_WIDTH, 3)
        lines.append([(f"{sign:<{KEYS_WIDTH}}", style), (first, "text")])
        lines += [[(" " * KEYS_WIDTH, "quiet"), (line, "text")] for line in rest]
    return [*lines, []]


def _roles() -> list[HelpLine]:
    """The role codes that stand on cards, each with the role that it stands for."""
    codes: list[HelpLine] = [
        [(f"{code:<{KEYS_WIDTH}}", "accent"), (responsible_word(code, {}), "text")]
        for code in ROLE_CODES
    ]
    return [[(_("Short names of roles on the cards"), "strong")], *codes, []]


def _general_first(action: Action) -> bool:
    return bool(action.places)


def _row(action: Action) -> Row:
    return [key_name(key) for key in action.keys], _(action.label), _(action.help)


def _section(title: str, rows: Iterable[Row], width: int) -> list[HelpLine]:
    found = [line for row in rows for line in _lines(row, width)]
    return [[(title, "strong")], *found, []] if found else []


def _lines(row: Row, width: int) -> list[HelpLine]:
    keys, words, text = row
    named: HelpLine = []
    for key in keys:
        named += [(" · ", "quiet")] * bool(named) + [(key, "accent")]
    gap = KEYS_WIDTH - sum(cell_len(part) for part, _style in named)
    named.append((" " * max(1, gap), "quiet"))
    if width < 2 * (KEYS_WIDTH + WORDS_WIDTH):
        room = width - KEYS_WIDTH
        rest = [[(" " * KEYS_WIDTH, "quiet"), (line, "text")] for line in wrapped(text, room, 3)]
        return [[*named, *rest[0][1:]], *rest[1:]]
    room = width - KEYS_WIDTH - WORDS_WIDTH
    first, *more = wrapped(text, room, 3)
    indent = " " * (KEYS_WIDTH + WORDS_WIDTH)
    return [
        [*named, (f"{cut(words, WORDS_WIDTH - 1):<{WORDS_WIDTH}}", "text"), (first, "quiet")],
        *([(indent, "quiet"), (line, "quiet")] for line in more),
    ]

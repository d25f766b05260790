"""The lines of a move's preview, for any width."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from db.rules.go_live_move import Change, Dated, Item, Move, Shift, Standing, Stay, Stays, Warned
from sapa_tui.locale import _

from .dates import day_plain
from .due_rules import Points, rule_short
from .move_words import (
    NO_DATE,
    REASONS,
    counted_words,
    dated,
    item_title,
    known,
    last_due_words,
    stay_words,
    warning_words,
)
from .wrapping import wrapped

PageLine = list[tuple[str, str]]
_LINES = 2
_LEAST_MARK = 4
_SIGNS = {Warned.PAST: ("! ", "late"), Warned.BEFORE_GO_LIVE: ("! ", "late")}
_PLAIN, _NOTICE, _SET_ASIDE = ("  ", "quiet"), ("~ ", "soon"), ("⊘ ", "quiet")


class MoveLines:
    """The lines of one move, all of one width."""

    def __init__(self, move: Move, points: Points, width: int) -> None:
        self._move, self._points, self._width = move, points, width
        items = [*(one.item for one in move.changes), *(one.item for one in move.stays)]
        self._mark = max([_LEAST_MARK, *(cell_len(_mark(item)) for item in items)]) + 2

    def words(self, text: str, style: str = "text", most: int = _LINES) -> list[PageLine]:
        """A sentence, or nothing."""
        return [[(line, style)] for line in wrapped(text, self._width, most) if text]

    def shift(self, label: str, shift: Shift) -> list[PageLine]:
        """A date before and after, and why it deserves a second look."""
        lines = self.words(f"{label}: {known(shift.old)} → {dated(shift.new)}")
        return lines + self._remark(shift, 0)

    def last_due(self) -> list[PageLine]:
        """When the last of what is still to be done is due."""
        return self.words(last_due_words(self._move), "quiet", 3)

    def changed(self, title: str, changes: Iterable[Change], *, placed: bool) -> list[PageLine]:
        """A section of what follows; ``placed`` if its title says of which department it is."""
        return _section(title, [self._change(change, placed) for change in changes])

    def stays(self) -> list[PageLine]:
        """A section for each reason to stay."""
        lines: list[PageLine] = []
        for reason, heading in REASONS.items():
            same = [self._stay(stay) for stay in self._move.stays if stay.reason is reason]
            lines += _section(_("Stay: {reason}").format(reason=_(heading)), same)
        return lines

    def _change(self, change: Change, placed: bool) -> list[PageLine]:
        shift = change.shift
        sign = _SET_ASIDE if change.item.standing is Standing.SET_ASIDE else _PLAIN
        if shift.warning is not None:
            sign = _SIGNS.get(shift.warning, _NOTICE)
        old, new = day_plain(shift.old) if shift.old else NO_DATE, dated(shift.new)
        title = item_title(change.item, placed=placed)
        lines = self._item(change.item, title, f"{old:>10} → {new:<13}  ", sign)
        told = shift.warning is Warned.PAST and change.item.kind is not Dated.DEPARTMENT
        return lines + ([] if told else self._remark(shift, self._mark + 2))

    def _stay(self, stay: Stay) -> list[PageLine]:
        sign = _SIGNS[stay.warning] if stay.warning else _PLAIN
        lines = self._item(stay.item, item_title(stay.item), f"{dated(stay.day):<13}  ", sign)
        if stay.warning:
            return lines + _hung([stay_words(stay, self._points)], self._mark + 2, "late")
        if stay.reason is Stays.ANCHOR:
            return lines + _hung([counted_words(stay, self._points)], self._mark + 2, "quiet")
        return lines

    def _remark(self, shift: Shift, indent: int) -> list[PageLine]:
        if not (words := warning_words(shift)):
            return []
        sign, style = _SIGNS.get(shift.warning or Warned.DAY_OFF, _NOTICE)
        first, *more = wrapped(words, self._width - indent - 2, _LINES)
        blank = " " * indent
        return [[(blank, "quiet"), (sign, style), (first, style)], *_hung(more, indent + 2, style)]

    def _item(self, item: Item, title: str, dates: str, sign: tuple[str, str]) -> list[PageLine]:
        head = _mark(item)
        head += " " * (self._mark - cell_len(head))
        indent = cell_len(sign[0]) + self._mark + cell_len(dates)
        if (room := self._width - indent) >= cell_len(title) or room >= self._width // 3:
            first, *more = wrapped(title, room, _LINES)
            return [[sign, (head, "quiet"), (dates, "text"), (first, "text")], *_hung(more, indent)]
        indent = cell_len(sign[0]) + self._mark
        below = _hung(wrapped(title, self._width - indent, _LINES), indent)
        return [[sign, (head, "quiet"), (dates, "text")], *below]


def _mark(item: Item) -> str:
    own = item.kind is Dated.DEPARTMENT or item.due.counted is None
    return "" if own or item.due.counted is None else rule_short(item.due.counted)


def _hung(lines: Sequence[str], indent: int, style: str = "text") -> list[PageLine]:
    return [[(" " * indent, "quiet"), (line, style)] for line in lines]


def _section(title: str, items: Sequence[list[PageLine]]) -> list[PageLine]:
    if not items:
        return []
    return [[], [(f"{title} ({len(items)})", "accent")], *(line for item in items for line in item)]

"""Where the entries of a list stand: in which order, and on which lines."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable
from itertools import accumulate

Key = Hashable


class LineMap:
    """The entries by key, by place in the order, and by line; the lines once they are measured."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self._places: dict[Key, int] = {}
        self._tops: list[int] = [0]

    def arrange(self, keys: list[Key]) -> None:
        """Take over the entries' keys in a new order, whose lines are not known yet."""
        self.keys = keys
        self._places = {key: place for place, key in enumerate(keys)}

    def measure(self, heights: Iterable[int]) -> None:
        """Take over how many lines each entry takes."""
        self._tops = [0, *accumulate(heights)]

    @property
    def measured(self) -> bool:
        """Whether each entry's place in lines is known; not before the first size is."""
        return bool(self.keys) and len(self._tops) == len(self.keys) + 1

    @property
    def height(self) -> int:
        """How many lines all entries take."""
        return self._tops[-1]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def place(self, key: Key | None) -> int | None:
        """An entry's place in the order."""
        return self._places.get(key)

    def place_at(self, line: int) -> int:
        """The place of the entry that a line belongs to; of no entry below the last one."""
        return bisect_right(self._tops, line) - 1

    def lines(self, place: int) -> tuple[int, int]:
        """The first line of an entry, and the first one after it."""
        return self._tops[place], self._tops[place + 1]

    def top(self, place: int) -> int:
        """The first line of an entry."""
        return self._tops[place]

    def beginning_before(self, line: int) -> int:
        """How many entries begin above a line."""
        return min(bisect_left(self._tops, line), len(self.keys))

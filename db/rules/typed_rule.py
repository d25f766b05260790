"""What a due date is counted from, as people type it: ``2 uger før slutdato``, ``slut-2u``."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from db.errors import InvalidInput
from db.rules.due import UNIT_LIMITS, Anchor, AnchorKey, Rule, Unit, format_offset, shown

from .typed_title import (
    CLOSING,
    ITEMS,
    Choices,
    all_called,
    called,
    going_on,
    numbered,
    unquoted,
    with_minuses,
    written,
)

# Patterns as text: few sittings read a date, and compiling them costs each start-up 3 ms.
_UNITS = {
    Unit.WORKING_DAYS: r"arbejdsdage?|hverdage?|working days?|workdays?|wd|ad?",
    Unit.DAYS: r"dage?|days?|d",
    Unit.WEEKS: r"uger?|weeks?|[uw]",
}
_AMOUNT = rf"(?P<amount>[0-9]+) ?(?P<unit>{'|'.join(_UNITS.values())})"
_SIDES = {"før": -1, "inden": -1, "before": -1, "efter": 1, "after": 1}
_SAME_DAY = "samme dag som|(?:the )?same day as"
_BEFORE_PLACE = rf"(?i)(?:{_AMOUNT} (?P<side>{'|'.join(_SIDES)})|{_SAME_DAY})"
_IN_WORDS = rf"{_BEFORE_PLACE} (?P<place>.+)"
_SIGNED = rf"(?i)(?P<place>.*?) ?(?P<sign>[-+]) ?{_AMOUNT}?"
_UNSIGNED = rf"(?i)(?P<place>t?) ?{_AMOUNT}?"
_GO_LIVE = "(?i)t|go-?live|go live|idriftsættelsen?"
_END_DATE = "(?i)slut|(?:den )?slutdato(?:en)?|end|(?:the )?end date"
_START = (
    r"(?i)(?:the )?start(?:en|dato(?:en)?| date| of use)?"
    r"(?:(?: (?:in|i|hos|af|of|for|på|at))? (?P<name>.+))?"
)
_BEGUN = rf"{_BEFORE_PLACE} (?P<opened>[{re.escape(''.join(CLOSING))}]?)(?P<begun>\S.*)"


class _Words(NamedTuple):
    """The words in which a rule is written; each unit as one and as several."""

    units: Mapping[Unit, tuple[str, str]]
    before: str
    after: str
    same_day: str
    end_date: str
    start: str


_WORDS = {
    "da": _Words(
        {
            Unit.WEEKS: ("uge", "uger"),
            Unit.DAYS: ("dag", "dage"),
            Unit.WORKING_DAYS: ("arbejdsdag", "arbejdsdage"),
        },
        *("før", "efter", "samme dag som", "slutdato", "start i"),
    ),
    "en": _Words(
        {
            Unit.WEEKS: ("week", "weeks"),
            Unit.DAYS: ("day", "days"),
            Unit.WORKING_DAYS: ("working day", "working days"),
        },
        *("before", "after", "same day as", "end date", "start in"),
    ),
}


def parse_rule(text: str, choices: Choices) -> Rule | None:
    """Read what is counted from something; None for what does not even look like it.

    A sign, a ``T`` or a unit is needed; a number without a unit means weeks.

    Raises:
        InvalidInput: "offset_out_of_range", more than ten years; "due_title_ambiguous",
            "due_title_near" or "due_title_unknown" for a title that means not one item;
            "due_number_unknown"; "due_department_missing" for a start of nobody knows whom.
    """
    plain = with_minuses(text)
    if match := re.fullmatch(_IN_WORDS, plain):
        key = _place(match["place"], choices) or _titled(match["place"], choices)
        if key is None or match["amount"] is None:
            return key and Rule(key[0], 0, Unit.DAYS, key[1])
        return _rule(key, match, _SIDES[match["side"].lower()], text)
    if match := re.fullmatch(_SIGNED, plain):
        place, sign = match["place"], 1 if match["sign"] == "+" else -1
        key = _place(place or "t", choices)
        if key is None and match["unit"]:
            key = _titled(place, choices)
        return key and _rule(key, match, sign, text)
    match = re.fullmatch(_UNSIGNED, plain)
    if match and match["amount"]:
        marked = match["place"] or match["unit"]
        return _rule((Anchor.GO_LIVE, 0), match, 1, text) if marked else None
    if plain.casefold() == "t" or (key := _place(plain, choices)) is None:
        return None
    return Rule(key[0], 0, Unit.WEEKS if key[0] is Anchor.GO_LIVE else Unit.DAYS, key[1])


def typed_rule(rule: Rule, choices: Choices, language: str) -> str:
    """A rule as :func:`parse_rule` reads it, in the words of a language."""
    words = _WORDS[language]
    amount = abs(rule.amount)
    length = words.units[rule.unit][amount != 1]
    if rule.anchor is Anchor.GO_LIVE:
        offset = format_offset(rule.amount)
        return offset if rule.unit is Unit.WEEKS else f"{offset} {length}"
    place = words.end_date if rule.anchor is Anchor.END_DATE else written(rule.key, choices)
    if rule.anchor is Anchor.DEPARTMENT:
        place = f"{words.start} {place}"
    if rule.amount == 0 and rule.unit is Unit.DAYS:
        return f"{words.same_day} {place}"
    return f"{amount} {length} {words.before if rule.amount < 0 else words.after} {place}"


def completed(text: str, choices: Choices) -> str | None:
    """The text with the whole title that it begins to name; None where it names none."""
    match = re.fullmatch(_BEGUN, text)
    rest = going_on(match["begun"], choices) if match else None
    return match and rest and f"{text}{rest}{CLOSING.get(match['opened'], '')}"


def _rule(key: AnchorKey, match: re.Match[str], side: int, text: str) -> Rule:
    digits, written = match["amount"].lstrip("0") or "0", (match["unit"] or "u").lower()
    unit = next(unit for unit, words in _UNITS.items() if re.fullmatch(words, written))
    limit = UNIT_LIMITS[unit]
    # The length is judged first: int() itself refuses some thousands of digits.
    if len(digits) > len(str(limit)) or int(digits) > limit:
        raise InvalidInput("offset_out_of_range", text=shown(text), limit=limit)
    return Rule(key[0], side * int(digits), unit, key[1])


def _place(place: str, choices: Choices) -> AnchorKey | None:
    """What a place means that is no title, or that is one in quotation marks."""
    if re.fullmatch(_GO_LIVE, place):
        return Anchor.GO_LIVE, 0
    if re.fullmatch(_END_DATE, place):
        return Anchor.END_DATE, 0
    if start := re.fullmatch(_START, place):
        return _start(start["name"], place, choices)
    if key := numbered(place, choices, ITEMS):
        return key
    return _titled(place, choices) if unquoted(place) != place else None


def _start(name: str | None, place: str, choices: Choices) -> AnchorKey:
    if name is None:
        if choices.department is None:
            raise InvalidInput("due_department_missing", text=shown(place))
        return Anchor.DEPARTMENT, choices.department
    if key := numbered(name, choices, (Anchor.DEPARTMENT,)):
        return key
    with suppress(InvalidInput):
        return called(unquoted(name), choices, (Anchor.DEPARTMENT,))
    # Activities may be called “Start …” too.
    items = all_called(place, choices, ITEMS)
    return items[0] if len(items) == 1 else called(unquoted(name), choices, (Anchor.DEPARTMENT,))


def _titled(place: str, choices: Choices) -> AnchorKey | None:
    """The item that is called so; a department where none is, None where nothing was written."""
    title = unquoted(place)
    if not title.strip():
        return None
    departments = all_called(title, choices, (Anchor.DEPARTMENT,))
    if len(departments) == 1 and not all_called(title, choices, ITEMS):
        return departments[0]
    return called(title, choices, ITEMS)

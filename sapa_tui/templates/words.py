"""The words by which municipalities write the plan's codes, in both languages at once.

As with the headings, a file is understood whatever language is spoken on the screen.
"""

from collections.abc import Mapping
from functools import cache

from db.rules.codes import (
    Attitude,
    Column,
    CommunicationState,
    Condition,
    Kind,
    Level,
    Purpose,
)

from .headings import normalised

WHEN_MOVED = {"da": "når idriftsættelsen flyttes", "en": "when go-live moves"}
"""What stands in the place of a date, by language."""
YES = "ja|j|x|v|✓|✔|☑|true|sand|yes|y|1|100%|100 %"
NO = "nej|n|☐|false|falsk|no|0|0%|0 %|-|–"
_LEVELS: Mapping[str, str] = {
    Level.LOW: "lav|lille|lavt|mindre|low|small|ingen",
    Level.MEDIUM: "mellem|middel|moderat|medium|mid",
    Level.HIGH: "høj|stor|højt|stort|high|large|big",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "column": {
        Column.NOT_STARTED: "ikke startet|ikke begyndt|ikke påbegyndt|ny|planlagt|åben|not started"
        "|new|open|planned|to do|todo",
        Column.IN_PROGRESS: "i gang|igangværende|igang|påbegyndt|startet|in progress|started|doing",
        Column.WAITING: "afventer|venter|på hold|pause|waiting|blocked|on hold",
        Column.DONE: "færdig|afsluttet|udført|gennemført|fuldført|lukket|done|completed|closed"
        f"|{YES}",
        Column.NOT_APPLICABLE: "ikke relevant|udgår|udgået|bortfalder|aflyst|not applicable"
        "|cancelled|n/a",
    },
    "state": {
        CommunicationState.PLANNED: "planlagt|ikke startet|ikke begyndt|planned|not started",
        CommunicationState.READY: "klar|ready",
        CommunicationState.COMPLETED: "gennemført|udført|sendt|afholdt|sendt/afholdt|færdig"
        f"|afsluttet|fuldført|completed|done|sent|held|{YES}",
        CommunicationState.CANCELLED: "aflyst|udgår|udgået|bortfalder|cancelled|canceled",
    },
    "kind": {
        Kind.PREPARATION: "forberedelse|forberede|før|før idriftsættelse|f|preparation|before",
        Kind.IMPLEMENTATION: "implementering|implementere|efter|efter idriftsættelse|i"
        "|implementation|after",
    },
    "condition": {
        Condition.ALWAYS: "altid|always",
        Condition.NEW_WORKFLOWS: "hvis der er nye arbejdsgange|nye arbejdsgange"
        "|if there are new workflows|new workflows",
        Condition.LARGE_CHANGE: "hvis ændringen er stor|stor ændring|if the change is large"
        "|large change",
    },
    "influence": _LEVELS,
    "impact": {
        **_LEVELS,
        Level.LOW: f"{_LEVELS[Level.LOW]}|{NO}",
        Level.HIGH: f"{_LEVELS[Level.HIGH]}|{YES}",
    },
    "attitude": {
        Attitude.POSITIVE: "positiv|for|støtter|medspiller|positive|+",
        Attitude.NEUTRAL: "neutral|0|ukendt",
        Attitude.SCEPTICAL: "skeptisk|imod|negativ|modstander|modspiller|kritisk|sceptical"
        "|skeptical|negative|against",
    },
    "purpose": {
        Purpose.DECISION: "beslutning|beslutte|decision",
        Purpose.OWNERSHIP: "ejerskab|ownership",
        Purpose.DIALOGUE: "dialog|dialogue|høring|inddragelse",
        Purpose.AWARENESS: "kendskab|kende|kender|opmærksomhed|orientering|information|awareness",
        Purpose.ACTION: "handling|handle|handler|action|adfærd",
        Purpose.ATTITUDE: "holdning|opbakning|motivation|attitude",
        Purpose.KNOWLEDGE: "viden|vide|ved|kompetence|knowledge",
    },
    "relevant": {"yes": f"relevant|{YES}", "no": f"ikke relevant|not relevant|{NO}"},
    "person": {
        "PL": "projektleder|sapa-projektleder|project leader|sapa project leader",
        "LED": "afdelingsleder|leder|department manager",
        "ADM": "sapa-administrator|sapa administrator",
        "SYS": "sapa-systemansvarlig|systemansvarlig|sapa system owner|system owner",
        "SB": "superbruger|sapa-superbruger|super user",
    },
    "trigger": {"go_live_moved": "|".join(WHEN_MOVED.values())},
}


def code_of(field: str, text: str) -> str | None:
    """The code that a word stands for in a field; None when it is not known.

    A purpose may stand within a sentence, if it is the only one there.
    """
    known, word = _known(field), _folded(text)
    if word in known:
        return known[word]
    if field != "purpose":
        return None
    found = {
        known[part] for part in word.replace("/", " ").replace(",", " ").split() if part in known
    }
    return found.pop() if len(found) == 1 else None


def possible_codes(field: str) -> tuple[str, ...]:
    """The codes that a field may have."""
    return tuple(map(str, _WORDS[field]))


def says_no(text: str) -> bool:
    """Whether a cell says that there is no tick."""
    return _folded(text) in NO.split("|")


@cache
def _known(field: str) -> dict[str, str]:
    codes = {_folded(code): str(code) for code in _WORDS[field]}
    return codes | {
        _folded(word): str(code)
        for code, words in _WORDS[field].items()
        for word in words.split("|")
    }


def _folded(text: str) -> str:
    word = text.strip().casefold()
    return normalised(word) or word

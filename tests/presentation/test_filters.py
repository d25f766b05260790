"""Which cards a filter lets through."""

import pytest

from db.queries.board import Card
from db.rules.codes import Column, Kind
from db.rules.due import Due, Timing, Urgency
from sapa_tui.presentation.filters import Filter

CARD = Card(
    1, "Kortlæg interessenterne i Åbenrå", Kind.PREPARATION, Column.WAITING, "a0", "mk", Due(), "",
    "Svar fra HR", 0, 0, 1,
)  # fmt: skip
LATE = Timing(None, None, Urgency.LATE, -3, -3)
LATER = Timing(None, None, Urgency.LATER, 30, 20)


def test_the_empty_filter_shows_everything() -> None:
    assert Filter().empty
    assert Filter().matches(CARD, LATER)


@pytest.mark.parametrize(
    "text", ["kortlæg", "INTERESSENTERNE kortlæg", "aabenraa", "svar hr", "  ", "mk"]
)
def test_every_word_is_looked_for_in_the_card(text: str) -> None:
    assert Filter(text).matches(CARD, LATER)


def test_a_word_that_is_missing_hides_the_card() -> None:
    assert not Filter("kortlæg systemerne").matches(CARD, LATER)


def test_by_responsible_kind_and_lateness() -> None:
    assert Filter(responsible="MK").matches(CARD, LATER)
    assert not Filter(responsible="m").matches(CARD, LATER)
    assert not Filter(kind=Kind.IMPLEMENTATION).matches(CARD, LATER)
    assert Filter(kind=Kind.PREPARATION, late_only=True).matches(CARD, LATE)
    assert not Filter(late_only=True).matches(CARD, LATER)

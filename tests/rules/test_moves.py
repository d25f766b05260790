"""Moves on the board: limits, the card's rule about starting, and the order of the cards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.codes import Column, Kind
from db.rules.moves import WipLimit, WipVerdict, rank_between, starts_too_early, wip_verdict

GO_LIVE = date(2017, 5, 1)
DAY_BEFORE = date(2017, 4, 30)


@pytest.mark.parametrize("hard", [True, False])
def test_a_column_may_be_filled_up_to_its_limit(hard: bool) -> None:
    assert wip_verdict(WipLimit(5, hard), 4) is WipVerdict.OK
    assert wip_verdict(WipLimit(5, hard), 5) is WipVerdict.OK
    assert wip_verdict(WipLimit(None, hard), 10_000) is WipVerdict.OK


def test_past_the_limit_a_soft_one_warns_and_a_hard_one_refuses() -> None:
    assert wip_verdict(WipLimit(5, hard=False), 6) is WipVerdict.OVER
    assert wip_verdict(WipLimit(5, hard=True), 6) is WipVerdict.FULL
    assert wip_verdict(WipLimit(0, hard=True), 1) is WipVerdict.FULL


@pytest.mark.parametrize("target", [Column.IN_PROGRESS, Column.DONE])
def test_implementation_starts_when_sapa_is_in_use_and_no_earlier(target: Column) -> None:
    assert starts_too_early(Kind.IMPLEMENTATION, target, DAY_BEFORE, GO_LIVE)
    assert not starts_too_early(Kind.IMPLEMENTATION, target, GO_LIVE, GO_LIVE)
    assert starts_too_early(Kind.IMPLEMENTATION, target, GO_LIVE, None)


@pytest.mark.parametrize("target", [Column.NOT_STARTED, Column.WAITING, Column.NOT_APPLICABLE])
def test_implementation_may_wait_or_be_dropped_at_any_time(target: Column) -> None:
    assert not starts_too_early(Kind.IMPLEMENTATION, target, DAY_BEFORE, GO_LIVE)


@pytest.mark.parametrize("target", list(Column))
def test_preparation_never_starts_too_early(target: Column) -> None:
    assert not starts_too_early(Kind.PREPARATION, target, DAY_BEFORE, GO_LIVE)
    assert not starts_too_early(Kind.PREPARATION, target, DAY_BEFORE, None)


@given(st.lists(st.floats(0, 1), max_size=60))
def test_cards_dropped_anywhere_keep_the_order_they_were_dropped_in(drops: list[float]) -> None:
    ranks: list[str] = []
    for drop in drops:
        place = round(drop * len(ranks))
        before = ranks[place - 1] if place else None
        after = ranks[place] if place < len(ranks) else None
        ranks.insert(place, rank_between(before, after))
    assert ranks == sorted(set(ranks))


def test_a_card_can_be_dropped_between_the_same_two_a_thousand_times() -> None:
    before, after = rank_between(None, None), rank_between(rank_between(None, None), None)
    for _ in range(1_000):
        between = rank_between(before, after)
        assert before < between < after
        after = between


def test_neighbours_that_are_equal_or_reversed_still_give_a_place() -> None:
    first = rank_between(None, None)
    second = rank_between(first, None)
    assert rank_between(first, first) > first
    assert rank_between(second, first) > second

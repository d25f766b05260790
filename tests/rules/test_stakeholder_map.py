"""The map of influence and impact."""

from hypothesis import given
from hypothesis import strategies as st

from db.rules.codes import Level
from db.rules.stakeholder_map import Quadrant, beside, is_great, quadrant

levels = st.sampled_from(Level)


def test_the_corners_are_the_four_of_the_usual_analysis() -> None:
    assert quadrant(Level.HIGH, Level.HIGH) is Quadrant.KEY_PLAYER
    assert quadrant(Level.HIGH, Level.LOW) is Quadrant.GREY_EMINENCE
    assert quadrant(Level.LOW, Level.HIGH) is Quadrant.HOSTAGE
    assert quadrant(Level.LOW, Level.LOW) is Quadrant.EXTERNAL


def test_a_group_that_nobody_has_assessed_is_to_be_involved() -> None:
    assert quadrant(Level.MEDIUM, Level.MEDIUM) is Quadrant.KEY_PLAYER


@given(levels, levels)
def test_medium_counts_as_high(influence: Level, impact: Level) -> None:
    raised = [Level.HIGH if level is Level.MEDIUM else level for level in (influence, impact)]
    assert quadrant(influence, impact) is quadrant(*raised)


@given(levels, levels)
def test_the_quadrant_tells_both_halves_apart(influence: Level, impact: Level) -> None:
    found = quadrant(influence, impact)
    assert is_great(influence) == (found in (Quadrant.KEY_PLAYER, Quadrant.GREY_EMINENCE))
    assert is_great(impact) == (found in (Quadrant.KEY_PLAYER, Quadrant.HOSTAGE))


@given(levels, st.sampled_from([-1, 1]))
def test_a_step_can_be_taken_back_or_leads_off_the_scale(level: Level, step: int) -> None:
    there = beside(level, step)
    if there is None:
        assert level is (Level.HIGH if step > 0 else Level.LOW)
    else:
        assert beside(there, -step) is level
        assert there is not level

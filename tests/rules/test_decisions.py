"""Which departments lack a decision."""

from hypothesis import given
from hypothesis import strategies as st

from db.rules.codes import Answer, DecisionTopic
from db.rules.decisions import missing

INTRODUCTION, MOTIVATION = DecisionTopic
numbers = st.integers(1, 6)
decisions = st.lists(st.tuples(st.sampled_from(list(DecisionTopic)), st.one_of(st.none(), numbers)))
departments = st.lists(
    st.tuples(numbers, st.sampled_from(list(Answer))), unique_by=lambda row: row[0]
)


def test_a_department_of_its_own_mind_lacks_nothing_and_a_no_needs_nothing() -> None:
    known = [(3, Answer.YES), (1, Answer.UNDECIDED), (2, Answer.NO), (4, Answer.YES)]
    decided = [(INTRODUCTION, 4), (MOTIVATION, None)]
    assert missing(INTRODUCTION, decided, known) == [3, 1]
    assert missing(MOTIVATION, decided, known) == []


@given(st.sampled_from(list(DecisionTopic)), decisions, departments)
def test_whoever_is_listed_needs_a_decision_and_has_none(
    topic: DecisionTopic,
    decided: list[tuple[DecisionTopic, int | None]],
    known: list[tuple[int, Answer]],
) -> None:
    listed = missing(topic, decided, known)
    for number, answer in known:
        has_one = (topic, number) in decided or (topic, None) in decided
        assert (number in listed) == (answer is not Answer.NO and not has_one)
    assert listed == [number for number, _answer in known if number in listed]


@given(st.sampled_from(list(DecisionTopic)), decisions, departments)
def test_a_common_decision_settles_it_for_all(
    topic: DecisionTopic,
    decided: list[tuple[DecisionTopic, int | None]],
    known: list[tuple[int, Answer]],
) -> None:
    assert missing(topic, [*decided, (topic, None)], known) == []
    for number in missing(topic, decided, known):
        left = missing(topic, [*decided, (topic, number)], known)
        assert number not in left

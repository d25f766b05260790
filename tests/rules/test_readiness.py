"""The quality criterion of A08: the relevant stakeholders have been told."""

from hypothesis import given
from hypothesis import strategies as st

from db.rules.readiness import QualityCriterion, quality_criterion

stakeholders = st.lists(st.tuples(st.text(), st.booleans(), st.booleans()))


def test_it_is_met_when_every_relevant_stakeholder_is_reached() -> None:
    told = [("Superbrugere", True, True), ("Slutbrugere", True, True), ("Borgere", False, False)]
    assert quality_criterion(told) == QualityCriterion(met=True, reached=2, relevant=2, missing=())


def test_whoever_is_missing_is_named_in_the_order_of_the_list() -> None:
    told = [("MED", True, False), ("Superbrugere", True, True), ("Afdelingsledere", True, False)]
    assert quality_criterion(told) == QualityCriterion(
        met=False, reached=1, relevant=3, missing=("MED", "Afdelingsledere")
    )


def test_a_plan_without_relevant_stakeholders_has_told_nobody() -> None:
    nobody = QualityCriterion(met=False, reached=0, relevant=0, missing=())
    assert quality_criterion([]) == nobody
    assert quality_criterion([("Borgere", False, True)]) == nobody


@given(stakeholders)
def test_reached_and_missing_are_all_the_relevant_ones(
    people: list[tuple[str, bool, bool]],
) -> None:
    seen = quality_criterion(iter(people))
    assert seen.relevant == sum(relevant for _, relevant, _ in people)
    assert seen.reached + len(seen.missing) == seen.relevant
    assert seen.met == (seen.relevant > 0 and seen.reached == seen.relevant)

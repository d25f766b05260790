"""A person as typed and as stored."""

import pytest

from db.queries.people import PersonRow
from db.rules.codes import Role
from sapa_tui.presentation.who import stored_person, suggested_people, suggestion, typed_person

PEOPLE = (
    PersonRow("mk", "Mette Kjær", Role.LEADER, True),
    PersonRow("ak", "Anders Krogh", Role.MEMBER, True),
    PersonRow("ah1", "Anne Holm", Role.MEMBER, True),
    PersonRow("ah2", "Anne Holm", Role.MEMBER, True),
    PersonRow("old", "Ole Dam", Role.MEMBER, False),
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Mette Kjær", "mk"),
        ("  mette   kjær ", "mk"),
        ("MK", "mk"),
        ("sys", "SYS"),
        ("SAPA system owner", "SYS"),
        ("Ole Dam", "old"),
        ("Anne Holm", "Anne Holm"),
        ("ah2", "ah2"),
        ("The unions", "The unions"),
        ("", ""),
    ],
)
def test_a_typed_person_is_stored_by_login_or_role_where_one_is_meant(
    typed: str, stored: str
) -> None:
    assert stored_person(typed, PEOPLE) == stored


@pytest.mark.parametrize("stored", ["mk", "SYS", "old", "ah1", "The unions", ""])
def test_what_is_shown_in_the_editor_means_the_same_person(stored: str) -> None:
    assert stored_person(typed_person(stored, PEOPLE), PEOPLE) == stored


def test_names_are_proposed_before_roles_and_only_of_those_who_have_access() -> None:
    proposals = suggested_people(PEOPLE)
    assert suggestion("m", proposals) == "Mette Kjær"
    assert suggestion("sapa s", proposals) == "SAPA system owner"
    assert suggestion("ole", proposals) == ""
    assert suggestion("Mette Kjær", proposals) == ""
    assert suggestion(" ", proposals) == ""

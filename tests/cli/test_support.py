"""``support``: the roster of extra help on the command line."""

import pytest

from .conftest import Run


@pytest.fixture(autouse=True)
def jobcenter(sapa: Run) -> None:
    """A department whose change is large."""
    people = ("--superusers", "Ida Holm", "--local-leader", "Lis Lund")
    sapa("department", "add", "Jobcenter", "--users", "60", "--size", "large", *people)


def test_helpers_are_put_on_the_roster_and_listed(sapa: Run) -> None:
    ran = sapa("support", "add", "Jobcenter", "Ida Holm", "--weeks", "T+0-T+2")
    assert (ran.code, ran.out, ran.err) == (0, "1\n", "MK put “Ida Holm” on the roster.\n")
    sapa("support", "set", "1", "0-3")
    assert sapa("support", "--format", "json").data == [
        {
            "department": "Jobcenter",
            "change_size": "large",
            "needs_help": False,
            "gaps": [4, 5],
            "helpers": [
                {
                    "id": 1,
                    "name": "Ida Holm",
                    "role": "super_user",
                    "weeks": [0, 1, 2, 3],
                    "note": None,
                }
            ],
        }
    ]
    table = sapa("support").out
    assert "! nobody in T+4–T+5" in table
    sapa("support", "archive", "1")
    assert "Ida Holm" not in sapa("support").out
    sapa("support", "restore", "1")
    assert "Ida Holm" in sapa("support").out


def test_the_help_for_a_large_change_is_proposed_once(sapa: Run) -> None:
    assert sapa("support", "propose", "Jobcenter").code == 0
    (roster,) = sapa("support", "--format", "json").data
    assert [helper["name"] for helper in roster["helpers"]] == ["Ida Holm", "Lis Lund"]
    again = sapa("support", "propose", "Jobcenter")
    assert (again.code, again.out) == (1, "")
    assert "planned already" in again.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "Nowhere", "Ida"), "no department called “Nowhere”"),
        (("add", "Jobcenter", "Ida", "--weeks", "6"), "“6” is not understood as weeks"),
        (("add", "Jobcenter", " "), "cannot be empty"),
        (("set", "99", "0"), "99"),
    ],
)
def test_what_is_not_understood_is_told(sapa: Run, words: tuple[str, ...], said: str) -> None:
    ran = sapa("support", *words)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err

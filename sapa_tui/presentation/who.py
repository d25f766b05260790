"""People as they are typed and shown: a name on the screen, a login or a role in the plan."""

from collections.abc import Iterable, Mapping, Sequence

from db.queries.people import PersonRow
from db.rules.text import safe

from .words import responsible_word

ROLE_CODES = ("PL", "LED", "ADM", "SYS", "SB")
"""Whom the A08 plan names before somebody's own name is known."""


def names(people: Iterable[PersonRow]) -> dict[str, str]:
    """Full names by login name."""
    return {person.name: person.full_name for person in people}


def code_and_role(value: str, people: Mapping[str, str]) -> str:
    """Who answers for something, as its page explains it: ``LED · Afdelingsleder``."""
    word = responsible_word(value, people)
    return f"{value} · {word}" if value in ROLE_CODES and value not in people else word


def typed_person(value: str, people: Sequence[PersonRow]) -> str:
    """How a stored person stands in an editor; a name that two share stays a login."""
    full_names = [person.full_name for person in people]
    known = names(people)
    if value in known and full_names.count(known[value]) > 1:
        return value
    return responsible_word(value, known)


def stored_person(text: str, people: Sequence[PersonRow]) -> str:
    """What is stored for a typed person: a login or a role code where one is meant, else the text.

    The case of letters does not matter. A name that two people share names neither of them.
    """
    wanted = " ".join(text.split())
    folded = wanted.casefold()
    for code in ROLE_CODES:
        if folded in (code.casefold(), responsible_word(code, {}).casefold()):
            return code
    for person in people:
        if folded == person.name.casefold():
            return person.name
    meant = [person.name for person in people if folded == safe(person.full_name).casefold()]
    return meant[0] if len(meant) == 1 else wanted


def suggested_people(people: Sequence[PersonRow]) -> tuple[str, ...]:
    """What an editor proposes while somebody is typed: names first, then roles and logins."""
    active = [person for person in people if person.active]
    proposals = [
        *(typed_person(person.name, people) for person in active),
        *(responsible_word(code, {}) for code in ROLE_CODES),
        *(person.name for person in active),
        *ROLE_CODES,
    ]
    return tuple(dict.fromkeys(proposals))


def suggestion(text: str, proposals: Sequence[str]) -> str:
    """The first proposal that goes on from the typed text, empty when there is none."""
    folded = text.casefold()
    if not folded.strip():
        return ""
    for proposal in proposals:
        if proposal.casefold().startswith(folded) and len(proposal) > len(text):
            return proposal
    return ""

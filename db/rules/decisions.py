"""Which departments still lack a decision on how employees are introduced and motivated."""

from collections.abc import Iterable

from db.rules.codes import Answer, DecisionTopic

Decided = tuple[DecisionTopic, int | None]
"""A topic and the department that it has been decided for; None stands for all of them."""


def missing(
    topic: DecisionTopic, decided: Iterable[Decided], departments: Iterable[tuple[int, Answer]]
) -> list[int]:
    """The departments without a decision on a topic, of their own or common, in their order.

    A department without new workflows needs none.
    """
    settled = {department for about, department in decided if about is topic}
    if None in settled:
        return []
    return [
        number
        for number, answer in departments
        if answer is not Answer.NO and number not in settled
    ]

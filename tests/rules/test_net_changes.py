"""What several events come to, field by field."""

from typing import Any

from db.changes import FieldChange
from db.rules.net_changes import Net, is_new, net_changes


class _Event:
    def __init__(self, actor: str | None, *changes: tuple[str, int, str, Any, Any]) -> None:
        self.actor = actor
        self.changes = [FieldChange(*change) for change in changes]


def test_the_first_old_value_the_last_new_one_and_the_last_hand() -> None:
    found = net_changes(
        [
            _Event("mk", ("activity", 4, "title", "Et", "To"), ("activity", 5, "rank", "a", "b")),
            _Event("ak", ("activity", 4, "title", "To", "Tre")),
        ]
    )
    assert found == {
        ("activity", 4): {"title": Net("Et", "Tre", "ak")},
        ("activity", 5): {"rank": Net("a", "b", "mk")},
    }


def test_there_and_back_is_nothing() -> None:
    there, back = ("activity", 4, "title", "Et", "To"), ("activity", 4, "title", "To", "Et")
    assert net_changes([_Event("mk", there), _Event("ak", back)]) == {}


def test_a_new_row_keeps_every_field_and_can_be_told() -> None:
    found = net_changes(
        [
            _Event("mk", ("note", 1, "done_by", None, None), ("note", 1, "version", None, 1)),
            _Event(None, ("activity", 1, "due_date", None, "2017-04-03")),
        ]
    )
    assert found["note", 1]["done_by"] == Net(None, None, "mk")
    assert is_new(found["note", 1])
    assert not is_new(found["activity", 1])
    assert found["activity", 1]["due_date"].by == ""

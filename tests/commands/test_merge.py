"""Two people edit one item: different fields merge silently, the same field asks."""

from datetime import date
from typing import Any

import pytest

from db.commands import Edit, board, communication, stakeholders
from db.errors import Conflict
from db.models import Activity
from db.queries.board import activity, cards
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

CARD = 4
TITLE = "Kortlæg interessenterne"


def test_different_fields_both_land(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> None:
    mk.does(board.edit, CARD, changed(title=(TITLE, "Kortlæg alle")))
    with plan.one_event("activity.edited") as changes:
        ak.does(board.edit, CARD, changed(title=(TITLE, TITLE), assignee=("", "ak")))
    assert values(changes) == {"assignee": ("", "ak")}
    row = plan.row(Activity, CARD)
    assert (row["title"], row["assignee"], row["version"]) == ("Kortlæg alle", "ak", 3)


def test_the_same_field_asks_and_nothing_at_all_is_written(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.edit, CARD, changed(title=(TITLE, "Deres")))
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(board.edit, CARD, changed(title=(TITLE, "Min"), assignee=("", "ak")))
    assert conflict.value.fields == {"title": (TITLE, "Min", "Deres")}
    assert conflict.value.params == {"entity": "activity", "id": CARD, "by": "mk"}
    ak.does(board.edit, CARD, changed(title=("Deres", "Min og deres"), assignee=("", "ak")))
    assert plan.row(Activity, CARD)["title"] == "Min og deres"


def test_the_same_words_twice_are_no_conflict(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    edits = changed(title=(TITLE, "Kortlæg alle"))
    with plan.one_event("activity.edited"):
        mk.does(board.edit, CARD, edits)
        assert ak.does(board.edit, CARD, edits).event is None


@pytest.mark.parametrize(
    ("command", "number", "name", "base"),
    [
        (communication.edit, 1, "channel", "Styregruppemøde"),
        (stakeholders.edit, 1, "name", "Afdelingsledere"),
        (stakeholders.edit, 1, "attitude", "neutral"),
    ],
)
def test_the_same_field_asks_everywhere(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, command: Any, number: int,
    name: str, base: str,
) -> None:  # fmt: skip
    mine, theirs = ("positive", "sceptical") if name == "attitude" else ("Min", "Deres")
    mk.does(command, number, {name: Edit(base, theirs)})
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(command, number, {name: Edit(base, mine)})
    assert conflict.value.fields == {name: (base, mine, theirs)}


def test_a_date_counts_as_unchanged_as_the_form_read_it(plan: PlanDriver, ak: PersonDriver) -> None:
    first, second = date(2017, 4, 20), date(2017, 4, 24)
    ak.does(board.edit, CARD, changed(offset_weeks=(-10, None), due_date=(None, first)))
    read = activity(plan.database, CARD).card.due
    assert read.due_date == first
    ak.does(board.edit, CARD, changed(due_date=(read.due_date, second)))
    with plan.no_trace():
        ak.does(board.edit, CARD, changed(due_date=(second, second)))
        with fails(Conflict, "same_field") as conflict:
            ak.does(board.edit, CARD, changed(due_date=(first, date(2017, 4, 21))))
    assert conflict.value.fields == {"due_date": ("2017-04-20", "2017-04-21", "2017-04-24")}


@pytest.mark.parametrize(
    "mine",
    [
        changed(due_date=(None, "2017-04-20")),
        changed(due_date=(None, "2017-04-20"), offset_weeks=(None, None)),
    ],
)
@pytest.mark.parametrize(
    ("edit", "number"), [(board.edit, CARD), (communication.edit, 1)], ids=["board", "message"]
)
def test_an_offset_and_a_date_by_two_people_conflict(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, edit: Any, number: int, mine: Any
) -> None:
    mk.does(edit, number, changed(offset_weeks=(-10, None)))
    mk.does(edit, number, changed(offset_weeks=(None, -6)))
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(edit, number, mine)
    assert conflict.value.fields == {"offset_weeks": (None, None, -6)}
    assert cards(plan.database)


def test_an_edit_of_what_a_colleague_has_archived_says_so(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.archive, CARD)
    with pytest.raises(Exception, match="archived"):
        ak.does(board.edit, CARD, changed(title=(TITLE, "Mit")))
    mk.does(board.restore, CARD)
    ak.does(board.edit, CARD, changed(title=(TITLE, "Mit")))

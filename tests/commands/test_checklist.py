"""The checklist of an activity: points and ticks."""

import pytest

from db.commands import Edit, board
from db.errors import Conflict, InvalidInput, NotFound, Refused
from db.models import ChecklistItem
from db.queries.board import activity
from tests.drivers import PersonDriver, PlanDriver, fails, values

CARD, POINT = 4, 1
WORDS = "Saml navne på grupper fra alle afdelinger"
NOW = "2017-04-03T08:12:00.000Z"


def test_a_new_point_stands_last(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("checklist.added") as changes:
        assert ak.adds(board.add_checklist_item, CARD, "Spørg  lederne\n") == CARD
    assert plan.last.note == "Spørg lederne"
    assert values(changes)["activity"] == (None, CARD)
    points = activity(plan.database, CARD).checklist
    assert [point.text for point in points][-1] == "Spørg lederne"
    assert len(points) == 5


def test_a_tick_says_who_and_when(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("checklist.ticked") as changes:
        ak.does(board.set_tick, POINT, True)
    assert values(changes) == {"ticked_by": (None, "ak"), "ticked_at": (None, NOW)}
    plan.later(hours=1)
    with plan.one_event("checklist.unticked") as changes:
        ak.does(board.set_tick, POINT, False)
    assert values(changes) == {"ticked_by": ("ak", None), "ticked_at": (NOW, None)}


def test_a_tick_is_set_not_toggled(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> None:
    with plan.one_event("checklist.ticked"):
        ak.does(board.set_tick, POINT, True)
        assert mk.does(board.set_tick, POINT, True).event is None
    assert plan.row(ChecklistItem, POINT)["ticked_by"] == "ak"
    with plan.one_event("checklist.unticked"):
        mk.does(board.set_tick, POINT, False)
        ak.does(board.set_tick, POINT, False)


def test_the_words_of_a_point(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> None:
    ak.does(board.edit_checklist_item, POINT, Edit(WORDS, "Saml navne"))
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        mk.does(board.edit_checklist_item, POINT, Edit(WORDS, "Find navne"))
    assert conflict.value.fields == {"text": (WORDS, "Find navne", "Saml navne")}


@pytest.mark.parametrize(("text", "code"), [("", "text_missing"), ("x" * 201, "text_too_long")])
def test_words_that_cannot_be(plan: PlanDriver, ak: PersonDriver, text: str, code: str) -> None:
    with plan.no_trace():
        with fails(InvalidInput, code):
            ak.does(board.edit_checklist_item, POINT, Edit(WORDS, text))
        with fails(InvalidInput, code):
            ak.does(board.add_checklist_item, CARD, text)


def test_a_removed_point_is_gone_but_kept(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("checklist.removed"):
        ak.does(board.remove_checklist_item, POINT)
    assert POINT not in [point.id for point in activity(plan.database, CARD).checklist]
    assert plan.row(ChecklistItem, POINT)["archived"] is True
    with plan.no_trace():
        for command, args in (
            (board.set_tick, (True,)),
            (board.edit_checklist_item, (Edit(WORDS, "x"),)),
            (board.remove_checklist_item, ()),
        ):
            with fails(NotFound, "item_missing"):
                ak.does(command, POINT, *args)


def test_the_points_of_an_archived_activity_rest(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.archive, CARD)
    with plan.no_trace():
        with fails(Refused, "archived"):
            ak.does(board.set_tick, POINT, True)
        with fails(Refused, "archived"):
            ak.does(board.remove_checklist_item, POINT)

"""Queries that are put into words once give what peewee's own would."""

from db import prepared
from db.models import Activity, Event, Stakeholder
from db.prepared import Prepared, given
from tests.drivers import PlanDriver


def test_a_row_is_found_as_peewee_finds_it(plan: PlanDriver) -> None:
    for table in (Activity, Stakeholder):
        [row] = table.select().where(table.id == 4).execute(plan.database)
        found = prepared.find(plan.database, table, "id", 4)
        assert found is not None
        assert found.__data__ == row.__data__
        assert found.__data__["archived"] is False
        assert prepared.find(plan.database, table, "id", 999) is None


def test_values_go_where_they_belong_in_whatever_order_they_are_given(plan: PlanDriver) -> None:
    where = {"version": 1, "id": 4}
    assert prepared.update(plan.database, Activity, {"version": 2, "title": "Ny"}, where) == 1
    row = plan.row(Activity, 4)
    assert (row["title"], row["version"]) == ("Ny", 2)
    assert prepared.update(plan.database, Activity, {"title": "X", "version": 3}, where) == 0
    assert plan.row(Activity, 4) == row


def test_each_run_has_its_own_values(plan: PlanDriver) -> None:
    count = Prepared(lambda: Event.select(Event.id).where(Event.id <= given("last")).limit(2))
    assert [count.rows(plan.database, last=last) for last in (1, 3)] == [[(1,)], [(1,), (2,)]]
    assert count.value(plan.database, last=0) is None

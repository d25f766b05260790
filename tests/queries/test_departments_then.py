"""What has become of the departments since a standup, and that the log tells it truly."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.changes import last_event
from db.commands import adoption, departments, standup, undo
from db.models import Department
from db.queries.since import Since, since
from db.queries.then import changed_between, state_before, state_now
from db.rules.codes import Answer, ChangeSize
from db.rules.department_news import ADDED, ARCHIVED, IN_USE, RESTORED, DepartmentNews, Turn
from tests.commands.histories import Deed, deed, edit, play
from tests.commands.standups import AGENDA, MKS
from tests.drivers import PersonDriver, PlanDriver, Rows, changed

TOLD = ("new_workflows", "change_size", "users", "exception", "needs_help")
places = st.sampled_from([1, 1, 2])
numbers = st.sampled_from([0, 3, 5])
words = st.sampled_from(["", "Fordi", "Æ\n\nø"])
fields = {
    "name": st.sampled_from(["Job", "Vej", "Park"]),
    "users": numbers,
    "change_size": st.sampled_from(list(ChangeSize)),
    "needs_help": st.booleans(),
    "help_note": words,
}
deeds = st.one_of(
    deed(departments.add, st.sampled_from(["Job", "Vej"]), users=numbers),
    deed(departments.edit, places, edit(Department, fields)),
    deed(departments.answer, places, st.sampled_from(list(Answer)), reason=words),
    deed(departments.set_exception, places, words),
    deed(departments.archive, places),
    deed(departments.restore, places),
    deed(adoption.set_use, places, numbers, week=st.sampled_from([0, 1])),
    deed(adoption.set_use, places, numbers, week=st.sampled_from([0, 1])),
    deed(undo.undo),
    deed(undo.redo),
)
histories = st.lists(deeds, min_size=1, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=histories, after=histories, later=histories)
def test_the_news_are_the_difference_between_two_dumps(
    planted: Path, before: list[Deed], after: list[Deed], later: list[Deed]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            at.sql("PRAGMA synchronous = OFF")
            at.person("mk").adds(departments.add, "Hav", users=5)
            play(at, before)
            then, state, known = at.rows(), state_now(at.database), last_event(at.database)
            play(at, after)
            now, reached = at.rows(), last_event(at.database)
            found = since(at.database, at.clock.today(), after=known)
            assert {news.id for news in found.departments} == _differing(then, now)
            _check(found, then, now)
            past = state_before(
                at.database, state_now(at.database), changed_between(at.database, known)
            )
            assert [row[:-2] for row in past.departments.values()] == [
                row[:-2] for row in state.departments.values()
            ]
            play(at, later)
            again = since(at.database, at.clock.today(), after=known, until=reached)
            assert again.departments == found.departments
        finally:
            at.close()


def _differing(then: Rows, now: Rows) -> set[int]:
    numbers = {number for entity, number in now if entity == "department"}
    return {number for number in numbers if _face(number, then) != _face(number, now)}


def _face(number: int, rows: Rows) -> Any:
    row = rows.get(("department", number))
    if row is None or row["archived"]:
        return None
    reports = [
        (report["week"], report["in_use"])
        for (entity, _id), report in rows.items()
        if entity == "adoption" and report["department"] == number and not report["archived"]
    ]
    return [row[name] for name in TOLD], max(reports, default=None)


def _check(found: Since, then: Rows, now: Rows) -> None:
    """Each says what it was and what it is, and who did it."""
    for news in found.departments:
        assert news.by
        assert bool(news.place) is not bool(news.turns)
        old, new = (rows.get(("department", news.id), {}) for rows in (then, now))
        for turn in news.turns:
            assert turn.old != turn.new or turn.field == IN_USE
            if turn.field in ("new_workflows", "change_size", "exception"):
                assert (turn.old, turn.new) == (old[turn.field], new[turn.field])


def hold(leader: PersonDriver) -> None:
    """A standup that was over at once."""
    number = leader.adds(standup.start, AGENDA, session=MKS)
    leader.does(standup.end, number, session=MKS)


def news(plan: PlanDriver) -> tuple[DepartmentNews, ...]:
    """What is new of the departments since the last standup."""
    return since(plan.database, plan.clock.today()).departments


def test_a_week_in_the_life_of_a_department(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    job = mk.adds(departments.add, "Jobcenter", users=64)
    mk.does(adoption.set_use, job, 14, week=2)
    hold(mk)
    assert news(plan) == ()
    ak.does(adoption.set_use, job, 17, week=3)
    mk.does(departments.answer, job, Answer.YES)
    call = changed(needs_help=(False, True), help_note=("", "Adviser hober sig op"))
    mk.does(departments.edit, job, call)
    mk.does(departments.set_exception, job, "Vikarer")
    assert news(plan) == (
        DepartmentNews(
            job,
            "Jobcenter",
            ("mk", "ak"),
            users=64,
            turns=(
                Turn("new_workflows", "undecided", "yes"),
                Turn("exception", "", "Vikarer"),
                Turn("needs_help", "", "yes", "Adviser hober sig op"),
                Turn("in_use", "14", "17", "3"),
            ),
        ),
    )


def test_the_same_number_a_week_later_is_news_and_a_correction_of_an_old_week_is_not(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    job = mk.adds(departments.add, "Jobcenter", users=64)
    mk.does(adoption.set_use, job, 14, week=1)
    mk.does(adoption.set_use, job, 17, week=2)
    hold(mk)
    mk.does(adoption.set_use, job, 12, week=1)
    assert news(plan) == ()
    mk.does(adoption.set_use, job, 17, week=3)
    [said] = news(plan)
    assert said.turns == (Turn("in_use", "17", "17", "3"),)
    mk.does(undo.undo)
    assert news(plan) == ()


def test_departments_come_go_and_come_back(plan: PlanDriver, mk: PersonDriver) -> None:
    for name in ("Arkiv", "Bibliotek", "Borgerservice"):
        mk.does(departments.add, name, users=6)
    mk.does(departments.archive, 1)
    hold(mk)
    mk.does(departments.restore, 1)
    mk.does(departments.archive, 2)
    mk.does(departments.add, "Jobcenter", users=6)
    assert [(one.name, one.place) for one in news(plan)] == [
        ("Arkiv", RESTORED),
        ("Jobcenter", ADDED),
        ("Bibliotek", ARCHIVED),
    ]

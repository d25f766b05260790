"""What is new since the last standup, as it is read."""

from datetime import date

import pytest

from db.commands import (
    adoption,
    board,
    communication,
    departments,
    notes,
    plan,
    standup,
    undo,
)
from db.queries.minutes import compose
from db.queries.plan import plan_facts
from db.queries.since import since
from db.rules.codes import Answer, Column, NoteKind, Step
from db.rules.minutes import from_json, to_json
from sapa_tui.presentation.minutes import minutes_text
from sapa_tui.presentation.since import since_lines, since_text
from tests.commands.standups import AGENDA, MKS
from tests.drivers import PersonDriver, PlanDriver, changed

NAMES = {"mk": "Mette Kjær", "ak": "Anders Krogh"}
TODAY = date(2017, 4, 3)


@pytest.fixture
def held(plan: PlanDriver, mk: PersonDriver) -> None:
    """A standup was held this morning."""
    mk.does(board.move, 6, Column.WAITING, reason="Svar fra MED")
    mk.does(board.archive, 20)
    number = mk.adds(standup.start, AGENDA, session=MKS)
    mk.does(standup.end, number, session=MKS)


def text(at: PlanDriver, today: date = TODAY) -> str:
    """What is new now."""
    facts = plan_facts(at.database)
    return since_text(since(at.database, today), NAMES, facts, today)


def test_nothing_has_happened(plan: PlanDriver, held: None) -> None:
    assert text(plan).split("\n\n") == [
        "Since the last standup, Monday 3 April 2017",
        "Go-live in 28 days (17 working days) · end date in 63 days (39 working days) · "
        "0 of 9 stakeholders reached, as last time",
        "Nothing has changed.",
    ]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2017, 4, 30), "Go-live tomorrow (1 working day) · end date in 36 days "),
        (date(2017, 5, 1), "Go-live today · end date in 35 days (22 working days) · 0 of 9 "),
        (date(2017, 6, 4), "End date tomorrow (0 working days) · 0 of 9 "),
        (date(2017, 6, 5), "End date today · 0 of 9 "),
        (date(2017, 6, 7), "End date 2 days over · 0 of 9 "),
    ],
)
def test_the_course_in_a_line(plan: PlanDriver, today: date, words: str) -> None:
    assert f"\n\n{words}" in text(plan, today)


def test_the_course_without_a_go_live_date(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(set_go_live, None, reason="KMD er forsinket")
    assert "\n\nNo go-live date yet · 0 of 9 stakeholders reached\n\n" in text(plan)


def test_without_a_standup_it_counts_from_the_planting(plan: PlanDriver) -> None:
    assert text(plan).startswith("Since the plan was made, Friday 31 March 2017\n")


def test_every_kind_of_change_under_its_heading(
    plan: PlanDriver, held: None, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, 4, Column.DONE)
    mk.does(communication.complete, 1)
    ak.does(board.move, 6, Column.IN_PROGRESS)
    mk.does(board.move, 5, Column.NOT_APPLICABLE, reason="Har vi")
    mk.does(communication.mark_ready, 2)
    ak.adds(board.add, "Bestil kringle")
    mk.does(board.restore, 20)
    ak.does(board.set_tick, 5, True)
    ak.does(communication.set_step, 3, Step.DRAFT, True)
    ak.does(board.edit, 7, changed(responsible=("mk", "ak")))
    mk.does(board.edit, 7, changed(offset_weeks=(-9, -2)))
    ak.does(board.add_checklist_item, 7, "Spørg Åse")
    ak.does(board.archive, 21)
    mk.does(notes.add, NoteKind.DECISION, "Vi venter", entity="activity", entity_id=7)
    mk.does(notes.add, NoteKind.NOTE, "Husk kringle")
    said = text(plan).split("\n\n")[2:]
    assert said == [
        "Finished\n- Kortlæg interessenterne · AK\n"
        "- Plan, ressourcebehov og de beslutninger, I skal træffe · communication item · MK",
        "No longer waiting\n- Læg kommunikationsplanen · Waiting → In progress · AK",
        "Moved\n- Vælg skabeloner til planerne · Not started → Not applicable · MK\n"
        "- Hvad ændrer sig hos jer, og hvad forventes af dig som leder · communication item · "
        "planned → ready · MK",
        "Added\n- Klarmeld hver afdeling · Not started, back from the archive · MK\n"
        "- Bestil kringle · Not started · AK",
        "Ticked\n- Læg kommunikationsplanen · Skriv ét hovedbudskab pr. interessent · AK\n"
        "- Ændrede arbejdsgange, oplæring og støtte · communication item · draft · AK",
        "Edited\n- Planlæg den praktiske indførelse · responsible, due, checklist · AK, MK",
        "Archived\n- Sæt de nye arbejdsgange i kraft · AK",
        "Written down\n- Vi venter · decision · Planlæg den praktiske indførelse · MK\n"
        "- Husk kringle · note · MK",
    ]


def test_what_has_become_late_and_a_go_live_that_moved(
    plan: PlanDriver, held: None, mk: PersonDriver
) -> None:
    tomorrow = date(2017, 4, 4)
    assert "Now overdue\n- Klæd lederne på · was due Mon 03-04\n" in text(plan, tomorrow)
    mk.does(set_go_live, date(2017, 5, 8), reason="KMD er forsinket")
    said = text(plan, tomorrow)
    assert "has been moved since last time: it was Monday 1 May 2017." in said
    assert "Now overdue" not in said
    mk.does(undo.undo)
    assert "Now overdue" in text(plan, tomorrow)


def test_what_has_become_of_the_departments(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    for name, users in (("Jobcenter", 64), ("Borgerservice", 42), ("Bibliotek[/]", 6)):
        mk.does(departments.add, name, users=users)
    call = changed(needs_help=(False, True), help_note=("", "Kø"))
    mk.does(departments.edit, 2, call)
    mk.does(departments.set_exception, 2, "Vikarer")
    number = mk.adds(standup.start, AGENDA, session=MKS)
    mk.does(standup.end, number, session=MKS)
    ak.does(adoption.set_use, 1, 17, week=3)
    mk.does(departments.edit, 1, changed(change_size=("medium", "large"), users=(64, 65)))
    mk.does(departments.edit, 1, call)
    mk.does(departments.edit, 2, changed(needs_help=(True, False)))
    mk.does(departments.set_exception, 2, "")
    mk.does(departments.answer, 3, Answer.NO, reason="Kun opslag")
    mk.does(departments.add, "Vej", users=2)
    assert "\n\nDepartments\n" + "\n".join(
        [
            "- Jobcenter · change: medium → large, 64 → 65 users, needs help: Kø, "
            "in use: 0 → 17 of 65 (T+3) · MK, AK",
            "- Borgerservice · exception withdrawn, needs no more help · MK",
            "- Bibliotek[/] · new workflows: undecided → no (Kun opslag) · MK",
            "- Vej · added · MK",
        ]
    ) in text(plan)
    said = minutes_text(compose(plan.database, plan.clock.now()))
    assert "- Bibliotek[/]: new workflows: undecided → no (Kun opslag)\n- Vej: added" in said
    kept = compose(plan.database, plan.clock.now())
    assert from_json(to_json(kept)) == kept


@pytest.mark.parametrize("width", [40, 76])
def test_a_screen_shows_the_same_words(
    plan: PlanDriver, held: None, ak: PersonDriver, width: int
) -> None:
    ak.does(board.move, 4, Column.DONE)
    found, facts = since(plan.database, TODAY), plan_facts(plan.database)
    lines = since_lines(found, NAMES, facts, TODAY, width)
    shown = " ".join("".join(words for words, _style in line) for line in lines)
    assert shown.replace("· ", "").split() == [
        word for word in text(plan).split() if word not in ("-", "·")
    ]
    assert [("Finished", "done")] in lines


set_go_live = plan.set_go_live

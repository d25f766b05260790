"""What a municipality's own template would do to the plan, before anything is done."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.commands import board, communication, departments, stakeholders, template
from db.errors import InvalidInput
from db.rules.codes import Column
from db.rules.due import Due
from db.rules.template import MOST_ROWS, TemplateKind
from sapa_tui import locale
from sapa_tui.presentation.words import value_word
from sapa_tui.templates.cells import Line, Sheet
from sapa_tui.templates.comparing import compare
from sapa_tui.templates.fields import FIELDS, NO_PLACE
from sapa_tui.templates.headings import meaning, normalised
from sapa_tui.templates.when import due_of
from sapa_tui.templates.words import code_of, possible_codes
from tests.drivers import PersonDriver, PlanDriver, changed, fails

from .driver import FIRST, KINDS, TODAY, A, C, S, as_csv, as_xlsx, ground, preview, told, values

# Headings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        (A, "AKTIVITETER:", "title"),
        (A, "Slut/frist", "due"),
        (A, "Slutdato (dd-mm-åå)", "due"),
        (A, "Udføres af", "assignee"),
        (A, "Afsluttet", "column"),
        (C, "Målgruppe", "recipient"),
        (C, "Modtager(e)", "recipient"),
        (C, "Centrale budskaber", "message"),
        (C, "Budskab og indhold", "message"),
        (C, "Hvad vi vil opnå", "purpose"),
        (C, "Mål / effekt", "purpose"),
        (C, "Medie/kanal", "channel"),
        (C, "Hvornår", "due"),
        (C, "Anledning/milepæl", "occasion"),
        (S, "Påvirkes?", "impact"),
        (S, "Forventet bidrag/bekymring", "expectation"),
        (S, "Stakeholder_group", "name"),
    ],
)
def test_headings_of_real_templates_are_known(kind: TemplateKind, heading: str, field: str) -> None:
    found = meaning(kind, heading)
    assert found is not None
    assert not isinstance(found, str)
    assert found.name == field


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_means_two_things(kind: TemplateKind) -> None:
    words = [word for field in FIELDS[kind] for word in {*map(normalised, field.words)} - {""}]
    words += map(normalised, NO_PLACE[kind].split("|"))
    assert sorted(words) == sorted(set(words))


def test_columns_stand_in_any_order_under_a_title_and_the_unknown_ones_are_named(
    plan: PlanDriver,
) -> None:
    rows = [
        ["Kommunikationsplan for Aabenraa"],
        [],
        ["Kanal", "Frekvens", "Budskab", "Farve", "Målgruppe"],
        ["Mail", "ugentligt", "Husk kagen", "blå", "Styregruppe"],
    ]
    found = preview(plan, C, as_xlsx(rows, merged=["A1:E1"]))
    assert values(found) == [{"channel": "Mail", "message": "Husk kagen", "stakeholder": 6}]
    assert [(one.column.heading, one.column.known) for one in found.skipped] == [
        ("Frekvens", True),
        ("Farve", False),
    ]
    assert found.entries[0].row == 4


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([["Titel", "Opgave"], ["x", "y"]], "heading_twice", "A “Titel”"),
        ([["Titel", "Dato", "Uge"], ["x", "1", "2"]], "heading_twice", "C “Uge”"),
        ([["Frist", "Ansvarlig"], ["x", "y"]], "heading_missing", "Activity"),
        ([["Rød", "Blå"], ["x", "y"]], "headings_unknown", "“Rød”, “Blå”"),
    ],
)
def test_headings_that_cannot_be_used_are_named(
    plan: PlanDriver, rows: list[list[str]], code: str, said: str
) -> None:
    with fails(InvalidInput, code) as caught:
        preview(plan, A, as_csv(rows))
    assert said in caught.value.params.values()


# Which row is about what -----------------------------------------------------------------


def test_a_number_that_agrees_names_its_item_even_when_it_is_renamed(plan: PlanDriver) -> None:
    rows: list[list[Any]] = [
        ["Nr.", "Aktivitet"],
        [1, "Afklar, om der kommer nye arbejdsgange"],
        [4, "Køb kage"],
    ]
    found = preview(plan, A, as_xlsx(rows))
    assert [(entry.is_new, entry.title) for entry in found.entries] == [
        (False, FIRST),
        (True, "Køb kage"),
    ]


def test_without_numbers_a_row_is_known_by_its_name_and_two_of_a_name_by_their_order(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    for week in (1, 2):
        mk.does(board.add, "Hold møde", due=Due(week))
    rows = [["Aktivitet", "Frist"], ["hold  møde", "T+1"], ["Hold møde", "T+2"], ["Hold møde", ""]]
    found = preview(plan, A, as_csv(rows))
    assert [one.id for one in found.unchanged] == [27]
    assert [entry.row for entry in found.changed] == [2]  # its capitals
    assert [entry.row for entry in found.added] == [4]


def test_a_row_said_twice_is_refused(plan: PlanDriver) -> None:
    found = preview(plan, A, as_csv([["Nr.", "Aktivitet"], ["1", FIRST], ["1", FIRST]]))
    assert told(found) == [
        "Row 3, column A “Nr.”: It says the same activity or message as row 2; keep one of them."
    ]


def test_a_message_is_known_together_with_whom_it_goes_to(plan: PlanDriver) -> None:
    message = "Plan, ressourcebehov og de beslutninger, I skal træffe"
    rows = [["Målgruppe", "Budskab"], ["styregruppe", message], ["MED-udvalg", message]]
    found = preview(plan, C, as_csv(rows))
    assert [one.id for one in found.unchanged] == [1]
    assert [entry.work.values["stakeholder"] for entry in found.added] == [7]  # type: ignore[union-attr]


def test_a_recipient_is_known_by_its_name_or_by_what_messages_call_it(plan: PlanDriver) -> None:
    rows = [
        ["Modtager", "Budskab"],
        ["SAPA-slutbrugere", "a"],
        ["Slutbrugere", "b"],
        ["Naboer", "c"],
        ["", "d"],
    ]
    found = preview(plan, C, as_csv(rows))
    assert [(v.get("stakeholder"), v.get("audience")) for v in values(found)] == [
        (5, None),
        (5, "Slutbrugere"),
        (None, "Naboer"),
        (None, None),
    ]
    assert [entry.lost for entry in found.entries] == ["", "", "Naboer", ""]


# Values ----------------------------------------------------------------------------------

DAY = date(2017, 5, 23)


@pytest.mark.parametrize(
    "cell",
    [
        "23-05-2017",
        "23.05.2017",
        "23/5/2017",
        "23/5 2017",
        "23-5-17",
        "23-05",
        "2017-05-23",
        "2017/05/23",
        "23. maj 2017",
        "23 May 2017",
        "May 23, 2017",
        "tirsdag d. 23. maj",
        "ti 23-05-2017 kl. 9.30",
        "2017-05-23 00:00:00",
        DAY,
        datetime.combine(DAY, time()),
    ],
)
def test_a_date_is_read_in_every_spelling(cell: Any) -> None:
    assert due_of(cell, "frist", TODAY) == Due(due_date=DAY)


@pytest.mark.parametrize(
    ("cell", "heading", "due"),
    [
        ("T-8", "frist", Due(-8)),
        ("-8 uger", "frist", Due(-8)),
        (-8, "forskydning", Due(-8)),
        ("3", "offset weeks", Due(3)),
        ("uge 21", "tidspunkt", Due(due_date=date(2017, 5, 26))),
        (21, "uge", Due(due_date=date(2017, 5, 26))),
        ("uge 3", "frist", Due(due_date=date(2018, 1, 19))),
        ("Uge 52, 2018", "frist", Due(due_date=date(2018, 12, 28))),
        ("2017-W21", "frist", Due(due_date=date(2017, 5, 26))),
        ("", "frist", Due()),
        (None, "frist", Due()),
    ],
)
def test_weeks_are_read_by_what_they_stand_under(cell: Any, heading: str, due: Due) -> None:
    assert due_of(cell, heading, TODAY) == due


@pytest.mark.parametrize(
    "cell",
    [
        "snart",
        "i morgen",
        "21",
        42878,
        "uge 21-22",
        "uge 54",
        "31-02-2017",
        "1. maj-3. maj",
        "T-9999",
    ],
)
def test_a_date_that_could_be_two_is_none(cell: Any) -> None:
    with pytest.raises(InvalidInput):
        due_of(cell, "frist", TODAY)


@pytest.mark.parametrize(
    ("field", "word", "code"),
    [
        ("column", "I gang", "in_progress"),
        ("column", "✓", "done"),
        ("column", "På hold", "waiting"),
        ("state", "Sendt/afholdt", "completed"),
        ("influence", "Stor", "high"),
        ("impact", "nej", "low"),
        ("attitude", "imod", "sceptical"),
        ("purpose", "Kendskab til planen", "awareness"),
        ("purpose", "Viden/holdning", None),
        ("purpose", "Alle skal med", None),
        ("kind", "Før idriftsættelse", "preparation"),
    ],
)
def test_the_words_of_real_templates_are_known(field: str, word: str, code: str | None) -> None:
    assert code_of(field, word) == code


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize(
    "field",
    ["column", "state", "kind", "condition", "influence", "impact", "attitude", "purpose"],
)
def test_every_word_that_an_export_writes_is_known(field: str, language: str) -> None:
    locale.use(language)
    try:
        words = {code: value_word(field, code, {}) for code in possible_codes(field)}
    finally:
        locale.use("en")
    assert {code: code_of(field, word) for code, word in words.items()} == {c: c for c in words}


def test_people_roles_and_departments_are_understood_and_others_stay_words(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(departments.add, "Borgerservice", users=3)
    rows = [
        ["Aktivitet", "Ansvarlig", "Udfører", "Afdeling"],
        ["a", "mette kjær", "Projektleder", "borgerservice"],
        ["b", "ak", "Drift og IT", ""],
    ]
    assert values(preview(plan, A, as_csv(rows))) == [
        {"title": "a", "responsible": "mk", "assignee": "PL", "department": 1},
        {"title": "b", "responsible": "ak", "assignee": "Drift og IT"},
    ]


def test_a_checklist_only_grows(plan: PlanDriver, mk: PersonDriver) -> None:
    rows = [["Aktivitet", "Tjekliste"], [FIRST, "- Ring\n• Skriv"], ["Ny", "Ring"]]
    mk.does(board.add_checklist_item, 1, "Ring")
    found = preview(plan, A, as_csv(rows))
    assert [entry.work.points for entry in found.entries] == [("Skriv",), ("Ring",)]


def test_a_blank_cell_takes_words_away_but_no_code(plan: PlanDriver) -> None:
    heads = ["Nr.", "Aktivitet", "Beskrivelse", "Frist", "Status", "Del"]
    rows: list[list[Any]] = [heads, [1, FIRST, None, None, None, None]]
    assert values(preview(plan, A, as_xlsx(rows))) == [{"description": "", "offset_weeks": None}]


def test_what_a_program_does_not_name_is_left_alone(plan: PlanDriver) -> None:
    text = f'[[activity]]\ntitle = "{FIRST}"\n[[activity]]\ntitle = "Ny"\ndue = "T-1"\n'
    found = preview(plan, A, text.encode())
    assert (len(found.unchanged), values(found)) == (1, [{"title": "Ny", "offset_weeks": -1}])


# Rows that are refused -------------------------------------------------------------------


def test_each_thing_that_is_wrong_is_told_with_its_row_and_column(plan: PlanDriver) -> None:
    rows = [
        ["Aktivitet", "Frist", "Status", "Del", "Afventer hvad", "Ansvarlig"],
        ["God nok", "T-1", "Ikke startet", "Forberedelse", "", ""],
        ["x" * 201, "snart", "Måske", "", "", ""],
        ["", "T-1", "", "", "", ""],
        ["Venter", "", "Afventer", "", "", ""],
        ["For tidligt", "", "Færdig", "Implementering", "", "x" * 61],
        ["For tidligt", "", "Færdig", "Implementering", "", ""],
        ["#REFERENCE!", "", "", "", "", ""],
        ["KÃ¸b kage", "", "", "", "", ""],
    ]
    found = preview(plan, A, as_csv(rows))
    said = told(found)
    assert [line.partition(":")[0] for line in said] == [
        "Row 3, column A “Aktivitet”",
        "Row 3, column B “Frist”",
        "Row 3, column C “Status”",
        "Row 4, column A “Aktivitet”",
        "Row 5, column E “Afventer hvad”",
        "Row 6, column F “Ansvarlig”",
        "Row 7, column C “Status”",
        "Row 8, column A “Aktivitet”",
        "Row 9, column A “Aktivitet”",
    ]
    assert all(line.endswith(".") and "?" not in line for line in said)
    assert (found.refused_rows, len(found.added)) == (7, 1)


def test_a_formula_without_a_value_and_merged_rows_are_refused(plan: PlanDriver) -> None:
    rows: list[list[Any]] = [
        ["Aktivitet", "Frist"],
        ["Kage", "=TODAY()"],
        ["Møde", "T-1"],
        [None, "T-2"],
    ]
    found = preview(plan, A, as_xlsx(rows, merged=["A3:A4"]))
    assert [line.partition(";")[0] for line in told(found)] == [
        "Row 2, column B “Frist”: The formula has no stored value",
        "Row 3, column A “Aktivitet”: The cells A3:A4 are merged",
        "Row 4, column A “Aktivitet”: The cells A3:A4 are merged",
    ]


def test_the_rules_of_the_plan_hold_for_a_template_too(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.set_limit, Column.IN_PROGRESS, 1, hard=True)
    mk.does(communication.complete, 1)
    rows = [["Aktivitet", "Status"], ["a", "I gang"], ["b", "I gang"]]
    assert told(preview(plan, A, as_csv(rows))) == [
        "Row 3, column B “Status”: The column In progress is full: it holds 1 and its limit is 1; "
        "finish or move something first."
    ]
    rows = [
        ["Nr.", "Interessent", "Budskab", "Status"],
        ["1", "Styregruppe", "Plan, ressourcebehov og de beslutninger, I skal træffe", "Klar"],
        ["", "Styregruppe", "Ny", "Aflyst"],
    ]
    assert [line.partition(":")[0] for line in told(preview(plan, C, as_csv(rows)))] == [
        "Row 2, column D “Status”",
        "Row 3, column D “Status”",
    ]
    rows = [["Interessent", "Relevant"], ["Styregruppe", "nej"]]
    assert told(preview(plan, S, as_csv(rows)))


def test_a_preview_and_its_import_agree(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.set_limit, Column.IN_PROGRESS, 2, hard=True)
    mk.does(board.move, 3, Column.IN_PROGRESS)
    rows = [
        ["Aktivitet", "Status", "Frist"],
        ["Udpeg superbrugere i afdelingerne", "Færdig", "T-11"],
        ["a", "I gang", "uge 20"],
        ["b", "i gang", "T-1"],
        [FIRST, "Ikke relevant", ""],
    ]
    found = preview(plan, A, as_csv(rows))
    assert told(found) == []
    mk.does(template.apply, found.work())
    assert not preview(plan, A, as_csv(rows)).entries


def test_no_longer_relevant_and_relevant_again(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(stakeholders.set_relevant, 1, False, reason="Er væk")
    rows = [
        ["Interessent", "Relevant", "Hvorfor ikke relevant"],
        ["Afdelingsledere", "ja", "Er væk"],
    ]
    mk.does(template.apply, preview(plan, S, as_csv(rows)).work())
    assert plan.rows()["stakeholder", 1]["not_relevant_reason"] == ""


def test_too_many_rows_are_refused(plan: PlanDriver) -> None:
    lines = [Line(number, ["x"]) for number in range(2, MOST_ROWS + 4)]
    with fails(InvalidInput, "template_too_many_rows"):
        compare(A, {A: Sheet([Line(1, ["Aktivitet"]), *lines])}, ground(plan), TODAY)


odd_cells = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(
        ["T-8", "ja", "nej", "Færdig", FIRST, "1", "uge 9", "\x1b[2J", "\u202e", "#I/T"]
    ),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_cell_makes_it_fail_and_what_is_understood_can_be_done(
    plan: PlanDriver, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    heads = [field.danish for field in FIELDS[kind]]
    lines = data.draw(st.lists(st.lists(odd_cells, max_size=len(heads)), max_size=4))
    sheet = Sheet([Line(1, heads), *(Line(n, cells) for n, cells in enumerate(lines, 2))])
    found = compare(kind, {kind: sheet}, ground(plan), TODAY)
    assert all(told(found))
    understood = found.work()
    if understood.rows:
        with plan.database.atomic() as undone:  # each example begins with the same plan
            plan.person("mk").does(template.apply, understood)
            undone.rollback()


def test_an_edit_of_a_row_keeps_what_the_template_does_not_hold(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.edit, 1, changed(description=(plan.rows()["activity", 1]["description"], "Ny")))
    mk.does(template.apply, preview(plan, A, as_csv([["Titel", "Frist"], [FIRST, "T-3"]])).work())
    row = plan.rows()["activity", 1]
    assert (row["description"], row["offset_weeks"], row["responsible"]) == ("Ny", -3, "mk")

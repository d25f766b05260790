"""The standup as the one who leads it sees it, and its view between two standups."""

from pathlib import Path

import pytest
from textual.widgets import TextArea

from db.commands import board, notes
from db.models import Activity
from db.rules.codes import Column, NoteKind
from sapa_tui.screens.minutes import MinutesScreen
from sapa_tui.widgets.agenda_list import AgendaList
from sapa_tui.widgets.detail import Detail
from tests.drivers import MONDAY, PersonDriver, PlanDriver, changed

from .standup_driver import (
    CHANGES,
    SUMMARY,
    Elsewhere,
    agenda,
    at_standup,
    in_front,
    leads,
    sees,
    start,
    step_on,
    time_passes,
    walk,
)
from .view_driver import is_at
from .wall_driver import WallDriver, dashboard

CARD, OTHER, THIRD, MESSAGE = "activity:4", "activity:9", "activity:6", "communication_item:1"
TITLE = "Kortlæg interessenterne"


async def led(driver: WallDriver, *stops: str) -> None:
    """Lead a standup with some stops from this window."""
    leader = Elsewhere(PlanDriver(driver.app.session.path).person("mk"))
    try:
        leader.starts(*stops)
        await sees(driver, CHANGES)
        await driver.press("S")  # it is her own: she goes on from here at once
        await driver.until(lambda: leads(driver))
    finally:
        leader.person.plan.close()


def cards(driver: WallDriver) -> str:
    """What the bar says of the place in the walk."""
    return driver.says().splitlines()[1]


# Between two standups -----------------------------------------------------------------


async def test_before_the_first_standup_it_says_what_awaits(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_standup(mk)
        await mk.until(lambda: "none has been held yet" in mk.says())
        await mk.until(lambda: mk.reads("S starts the walk:"))
        assert "Since the plan was made" in mk.says()
        assert "No follow-up is open" in mk.says()
        await mk.press("o")
        await mk.until_told("No standup has been held yet.")
        await mk.press("escape")
        await mk.until(lambda: is_at(mk, "board"))


async def test_with_nothing_to_talk_about_there_are_the_two_pages(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.plan.sql("UPDATE activity SET archived = 1")
    mk.plan.sql("UPDATE communication_item SET archived = 1")
    async with dashboard(plan_path) as leader:
        await at_standup(leader)
        await leader.until(lambda: leader.reads("no card or message to talk about"))
        await leader.press("S")
        await leader.until(lambda: leads(leader))
        assert walk(leader).agenda == (CHANGES, SUMMARY)
        await leader.press("right")
        await sees(leader, SUMMARY)
        await leader.press("right")
        await leader.until_told("This is the last page; S ends the standup.")


async def test_what_is_new_is_there_at_any_time_and_live(plan_path: Path, ak: PersonDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_standup(mk)
        ak.does(board.move, 4, Column.IN_PROGRESS)
        await mk.until(lambda: TITLE in mk.says())


async def test_open_follow_ups_stand_beside_it_and_are_ticked_off_there(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    due = MONDAY.date()
    follow_up = NoteKind.FOLLOW_UP
    ak.does(notes.add, follow_up, "Ring til leverandøren", responsible="ak", due_date=due)
    async with dashboard(plan_path) as mk:
        await at_standup(mk)
        await mk.until(lambda: "Ring til leverandøren" in mk.says())
        await mk.press("tab", "space")
        await mk.until(lambda: "No follow-up is open" in mk.says())
        assert plan.last.action == "note.done"
        assert is_at(mk, "standup")


async def test_a_small_window_has_them_below(plan_path: Path, ak: PersonDriver) -> None:
    ak.does(
        notes.add,
        NoteKind.FOLLOW_UP,
        "Ring til leverandøren",
        responsible="ak",
        due_date=MONDAY.date(),
    )
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await at_standup(mk)
        await mk.until(lambda: "Ring til leverandøren" in mk.says())
        assert "Since the plan was made" in mk.says()


# Starting -----------------------------------------------------------------------------


async def test_from_another_view_it_is_asked_before_all_screens_walk_along(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("S")
        await mk.until(lambda: "Start the standup?" in mk.says())
        with plan.no_trace():
            await mk.press("escape")
            await mk.until(lambda: not mk.in_dialog)
        await mk.press("S")
        await mk.until(lambda: mk.in_dialog)
        await mk.press("enter")
        await sees(mk, CHANGES)
        assert leads(mk)


async def test_the_palette_starts_one(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("ctrl+p")
        await mk.types("start standup")
        await mk.press("enter")
        await mk.until(lambda: "Start the standup?" in mk.says())
        await mk.press("enter")
        await sees(mk, CHANGES)


# The bar ------------------------------------------------------------------------------


async def test_the_bar_says_who_leads_how_far_it_is_and_how_long_is_left(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, CARD, OTHER, MESSAGE)
        assert "Standup · you lead · since last time  ─" in cards(mk)
        assert "0 of 15 min · 28 days / 17 working days" in cards(mk)
        await step_on(mk, 2)
        assert "you lead · card 2 of 3  ━" in cards(mk)
        await step_on(mk)
        assert "message 3 of 3" in cards(mk)
        await step_on(mk)
        assert "you lead · summary" in cards(mk)
        time_passes(mk, minutes=15)
        mk.app._tick()
        await mk.until(lambda: "15 of 15 min" in cards(mk))
        time_passes(mk, minutes=2)
        mk.app._tick()
        await mk.until(lambda: "! 17 of 15 min" in cards(mk))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36), (200, 50)])
async def test_the_bar_fits_every_window(plan_path: Path, size: tuple[int, int]) -> None:
    async with dashboard(plan_path, size=size) as mk:
        await led(mk, CARD, OTHER)
        await step_on(mk)
        await mk.until(lambda: "card 1 of 2" in cards(mk))
        assert "0 of 15 min" in cards(mk)
        assert ("working days" in cards(mk)) == (size[0] > 80)
        assert mk.screen.query_one(AgendaList).display == (size[0] > 80)


# The walk -----------------------------------------------------------------------------


async def test_a_card_says_where_it_stands_and_for_how_long(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(board.move, 4, Column.WAITING, reason="Byrådet skal svare", waiting_on="hh")
    async with dashboard(plan_path) as leader:
        await led(leader, OTHER, CARD)
        await step_on(leader)
        await leader.until(lambda: leader.reads("Not started · for 1 working day"))
        await step_on(leader)
        await leader.until(lambda: leader.reads("Waiting · since today"))
        assert "‖ Byrådet skal svare" in leader.says()


async def test_the_agenda_has_the_columns_as_they_were_and_the_signs_as_they_are(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(board.move, 4, Column.WAITING, reason="Svar")
    mk.does(board.move, 9, Column.IN_PROGRESS)
    async with dashboard(plan_path) as leader:
        await led(leader, CARD, OTHER, MESSAGE)
        await step_on(leader)
        await leader.until(lambda: "● Kortlæg" in "\n".join(agenda(leader)))
        headings = [line for line in agenda(leader) if line[:1] not in ("", " ", *"●!‖✓")]
        assert headings == ["Waiting", "In progress", "Communication"]
        mk.does(board.move, 4, Column.DONE)
        await step_on(leader)
        await leader.until(lambda: "✓ Kortlæg" in "\n".join(agenda(leader)))
        assert "Done" not in agenda(leader), "it stands where it stood when the walk began"


async def test_later_takes_it_after_all_the_others(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, CARD, OTHER, THIRD, MESSAGE)
        await mk.press("p")
        await mk.until_told("Only cards and messages are taken later.")
        await step_on(mk)
        await mk.press("p")
        await sees(mk, OTHER)
        assert "card 1 of 4" in cards(mk)
        await mk.until(lambda: "Later" in agenda(mk))
        assert agenda(mk)[agenda(mk).index("Later") + 1].strip() in f"! {TITLE}"
        await step_on(mk, 3)
        await sees(mk, CARD)
        assert "card 4 of 4" in cards(mk)
        await mk.press("p")
        await mk.until_told("Nothing else is left to be taken before it.")


async def test_g_goes_to_any_stop_and_so_does_a_click_on_the_agenda(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, CARD, OTHER, THIRD, MESSAGE)
        await mk.press("g")
        await mk.until(lambda: "Go to" in mk.says() and mk.dialog is not None)
        await mk.press("4")
        await sees(mk, THIRD)
        listed = mk.screen.query_one(AgendaList)
        line = next(n for n, text in enumerate(agenda(mk)) if TITLE in text)
        with mk.app._context():
            await mk.pilot.click(AgendaList, offset=(6, line + 1))
        await sees(mk, CARD)
        assert listed.cursor == CARD
        await mk.press("g")
        await mk.until(lambda: "Go to" in mk.says())
        await mk.press("escape")
        assert walk(mk).stop == CARD


async def test_a_followers_click_on_the_agenda_moves_nobody(
    plan_path: Path, mk: PersonDriver
) -> None:
    leader = Elsewhere(mk)
    leader.starts(CARD, OTHER)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, CHANGES)
        await ak.until(lambda: any(TITLE in text for text in agenda(ak)))
        line = next(n for n, text in enumerate(agenda(ak)) if TITLE in text)
        with ak.app._context():
            await ak.pilot.click(AgendaList, offset=(6, line + 1))
        await ak.until_told("MK leads; esc steps aside.")
        assert in_front(ak) == CHANGES


async def test_the_ends_of_the_walk_are_told(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, CARD)
        await mk.press("left")
        await mk.until_told("This is the first page.")


# Acting on what is in front -----------------------------------------------------------


async def test_a_card_is_moved_ticked_and_noted_without_leaving_the_walk(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, OTHER, CARD)
        await step_on(mk)
        await mk.press("L")
        await mk.until(lambda: mk.reads("In progress · since today"))
        await mk.press("down", "space")
        await mk.until(lambda: plan.last.action == "checklist.ticked")
        await mk.press("D")
        await mk.until(lambda: isinstance(mk.screen.focused, TextArea))
        await mk.types("Vi venter")
        await mk.press("ctrl+s")
        await mk.until(lambda: plan.last.action == "note.added")
        await sees(mk, OTHER)
        await mk.until(lambda: "Vi venter" in mk.says())
        await mk.press("u")
        await mk.until(lambda: plan.last.action == "undo")
        await mk.until(lambda: "Vi venter" not in mk.says() or "Undone" in mk.told())
    assert plan.row(Activity, 9)["column"] == "in_progress"


async def test_the_key_that_goes_on_elsewhere_ticks_nothing_by_chance(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, OTHER, MESSAGE)
        for stop in (OTHER, MESSAGE):
            await step_on(mk)
            await sees(mk, stop)
            with plan.no_trace():
                await mk.press("space")
                await mk.settled()


async def test_a_step_of_a_message_is_ticked_once_it_is_chosen(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, MESSAGE)
        await step_on(mk)
        await sees(mk, MESSAGE)
        before = plan.last.id
        await mk.press("space")
        await mk.settled()
        assert plan.last.id == before
        await mk.press("down", "space")
        await mk.until(lambda: plan.last.action == "communication.draft_ticked")


async def test_a_card_that_is_archived_on_the_way_is_gone_on_from(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await led(leader, CARD, OTHER)
        await step_on(leader)
        mk.does(board.archive, 4)
        await leader.until(lambda: "(archived)" in "\n".join(agenda(leader)))
        await step_on(leader)
        await sees(leader, OTHER)


async def test_what_is_read_ahead_is_not_shown_once_it_has_changed(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await led(leader, CARD, OTHER, THIRD)
        await step_on(leader)
        detail = leader.screen.detail  # type: ignore[attr-defined]
        await leader.until(lambda: detail._ahead is not None and detail._ahead.about[1] == 9)
        mk.does(board.edit, 9, changed(title=("Afklar forhold og rammer", "Afklar rammer")))
        mk.does(notes.add, NoteKind.NOTE, "Ny note", entity="activity", entity_id=9)
        await step_on(leader)
        await sees(leader, OTHER)
        await leader.until(lambda: "Ny note" in leader.says())
        assert detail.activity is not None
        assert detail.activity.card.title == "Afklar rammer"


async def test_what_is_read_ahead_is_shown_without_reading_it_again(
    plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard(plan_path) as leader:
        await led(leader, CARD, OTHER, THIRD)
        await step_on(leader)
        detail = leader.screen.detail  # type: ignore[attr-defined]
        await leader.until(lambda: detail._ahead is not None and detail._ahead.about[1] == 9)
        monkeypatch.setattr(Detail, "_read", None)  # it would fail
        await step_on(leader)
        await sees(leader, OTHER)
        await leader.until(lambda: "T-8 = Mon 06-03-2017" in leader.says())


# The end ------------------------------------------------------------------------------


async def test_the_end_shows_the_minutes_and_keeps_them(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await led(mk, CARD)
        await step_on(mk, 2)
        await sees(mk, SUMMARY)
        await mk.press("S")
        await mk.until(lambda: "End the standup?" in mk.says())
        await mk.press("3")
        await mk.until(lambda: "End the standup?" not in mk.says())
        assert leads(mk)
        await mk.press("escape")
        await mk.until(lambda: "End the standup?" in mk.says())
        await mk.press("1")
        await mk.until(lambda: "o finds the minutes again" in cards(mk))
        assert plan.last.action == "standup.held"
        await mk.until(lambda: mk.reads("Standup Monday 3 April 2017"))
        await mk.press("c")
        assert mk.app.clipboard.startswith("Standup Monday 3 April 2017")
        await mk.press("escape")
        await mk.until(lambda: is_at(mk, "board"))
        await at_standup(mk)
        await mk.until(lambda: "last held Mo 03-04 by MK" in cards(mk))
        await mk.press("o")
        await mk.until(lambda: "Earlier standups" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, MinutesScreen))
        assert mk.reads("Standup Monday 3 April 2017")
        await mk.press("escape")
        await mk.until(lambda: is_at(mk, "standup"))


async def test_called_off_leaves_no_minutes(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await start(mk)
        await mk.press("S")
        await mk.until(lambda: "End the standup?" in mk.says())
        await mk.press("2")
        await mk.until_told("The standup was called off; no minutes were written.")
        await mk.until(lambda: "none has been held yet" in cards(mk))
        assert plan.last.action == "standup.called_off"

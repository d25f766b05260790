"""What a person can do at the timeline."""

from typing import Any

from sapa_tui.locale import N_, _

from .base import Action


class TimelineAction(Action):
    """An action at the timeline."""

    group = N_("Timeline")
    places = frozenset({"timeline"})


class OpenRow(TimelineAction):
    """Read what is due."""

    id = "timeline.open"
    keys = ("enter",)
    label = N_("Open")
    help = N_("Read the card or the message that is due.")
    footer = 10

    def off(self, screen: Any) -> str | None:
        return None if screen.row else _("Nothing is planned yet.")

    async def run(self, screen: Any) -> None:
        from sapa_tui.screens.detail import DetailScreen

        await screen.app.push_screen_wait(DetailScreen(*screen.row.key))


class ShowTable(TimelineAction):
    """Show the table instead of the picture, or the picture again."""

    id = "timeline.table"
    keys = ("v",)
    label = N_("Table")
    help = N_("Show the same as a table, or the line again; it is kept for you.")
    footer = 20

    def words(self, screen: Any) -> str:
        return _("Line") if screen.listing else _(self.label)

    async def run(self, screen: Any) -> None:
        from sapa_tui.screens.timeline import LINE, PREFERENCE, TABLE

        screen.list_rows(not screen.listing)
        await screen.sapa.session.prefer(PREFERENCE, TABLE if screen.listing else LINE)


class GoToToday(TimelineAction):
    """Go to today."""

    id = "timeline.today"
    keys = ("i",)
    label = N_("Today")
    help = N_("Go to today, and to what is due next.")
    footer = 40

    async def run(self, screen: Any) -> None:
        screen.go_to_today()


class OnPicture(TimelineAction):
    """An action that only the picture has a use for."""

    def off(self, screen: Any) -> str | None:
        return (
            _("The table has no weeks to go through; v shows the line.") if screen.listing else None
        )


class Zoom(OnPicture):
    """Show the weeks larger or smaller."""

    def __init__(self, id: str, key: str, label: str, help: str, step: int) -> None:
        self.id, self.keys, self.label, self.help = id, (key,), label, help
        self.step = step

    async def run(self, screen: Any) -> None:
        if not screen.picture.rows.change_zoom(self.step):
            larger, smaller = _("The weeks get no larger."), _("The weeks get no smaller.")
            screen.say(larger if self.step > 0 else smaller)


class NextZoom(OnPicture):
    """Show the weeks larger, and after the largest the smallest."""

    id = "timeline.zoom"
    keys = ("z",)
    label = N_("Zoom")
    help = N_("Show the weeks larger; after the largest come the smallest.")
    footer = 30

    async def run(self, screen: Any) -> None:
        rows = screen.picture.rows
        if not rows.change_zoom(1):
            while rows.change_zoom(-1):
                pass


class GoThroughWeeks(OnPicture):
    """Go to earlier or later weeks."""

    def __init__(self, id: str, keys: tuple[str, ...], label: str, help: str, step: int) -> None:
        self.id, self.keys, self.label, self.help = id, keys, label, help
        self.step = step

    async def run(self, screen: Any) -> None:
        screen.picture.rows.go_weeks(self.step)


TIMELINE_ACTIONS: tuple[Action, ...] = (
    OpenRow(),
    ShowTable(),
    NextZoom(),
    Zoom("timeline.larger", "plus", N_("Larger"), N_("Show the weeks larger."), 1),
    Zoom("timeline.smaller", "minus", N_("Smaller"), N_("Show more weeks, smaller."), -1),
    GoThroughWeeks(
        "timeline.earlier", ("left", "h"), N_("Earlier"), N_("Go to the weeks before."), -1
    ),
    GoThroughWeeks("timeline.later", ("right", "l"), N_("Later"), N_("Go to the weeks after."), 1),
    GoToToday(),
)

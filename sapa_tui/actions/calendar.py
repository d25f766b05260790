"""What a person can do in the calendar."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.queries.plan import ClosureRow, closures
from db.rules.codes import Role
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.writing import Writing

from .asking import choose, fill_new, is_sure
from .base import Action
from .on_card import may_write

if TYPE_CHECKING:
    from db.commands import days_off as commands
    from db.queries.appointments import Appointment
    from sapa_tui.presentation import calendar as told
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.days_off")
    told = Late("sapa_tui.presentation.calendar")


class CalendarAction(Action):
    """An action in the calendar."""

    group = N_("Calendar")
    places = frozenset({"calendar"})


class OpenDay(CalendarAction):
    """Read what is due on the day in focus."""

    id = "calendar.open"
    keys = ("enter",)
    label = N_("Open")
    help = N_("Open what stands on the day; where it is several things, choose one first.")
    footer = 10

    def off(self, screen: Any) -> str | None:
        return None if screen.due_list.openable else _("Nothing is due on this day.")

    async def run(self, screen: Any) -> None:
        from sapa_tui.presentation.appointments import Appointed
        from sapa_tui.screens.detail import DetailScreen

        due = screen.due
        if due is None:
            screen.due_list.focus()
        elif not isinstance(due, Appointed):
            await screen.app.push_screen_wait(DetailScreen(*due.key))
        elif due.item.belongs_to[0]:
            await screen.app.push_screen_wait(DetailScreen(*due.item.belongs_to))
        else:
            # The app goes there, not this screen: the screen ends on the way.
            going: Any = partial(_look, screen, due.item)
            screen.sapa.run_worker(going, group="views")


async def _look(screen: "PlanScreen", row: "Appointment") -> None:
    """Go to the view that an appointment belongs to, with the cursor on it."""
    from db.queries.appointments import AppointmentKind

    views = {AppointmentKind.TRAINING: "training", AppointmentKind.START: "departments"}
    view = views.get(row.kind, "standup")
    await screen.sapa.go_to(view, screen)
    there: Any = screen.sapa.screen
    if getattr(there, "view", "") == view:
        there.look_at(row.id)


class NextWeeks(CalendarAction):
    """Show the next weeks as a list, or the months again."""

    id = "calendar.agenda"
    keys = ("a",)
    label = N_("Next weeks")
    help = N_("Show the next weeks as a list, or the months again.")
    footer = 20

    def words(self, screen: Any) -> str:
        return _("Months") if screen.listing else _(self.label)

    async def run(self, screen: Any) -> None:
        screen.list_weeks(not screen.listing)


class ShowToday(CalendarAction):
    """Go to today."""

    id = "calendar.today"
    keys = ("i", "home")
    label = N_("Today")
    help = N_("Go to today; the arrows go day by day, page up and page down month by month.")
    footer = 30

    async def run(self, screen: Any) -> None:
        screen.look_at(screen.sapa.today)


class DaysOffAction(CalendarAction):
    """Something about days off that only the project leader decides."""

    def off(self, screen: "PlanScreen") -> str | None:
        only = _("Only the project leader decides on days off.")
        return may_write(screen) or (None if screen.role is Role.LEADER else only)


class NewDaysOff(DaysOffAction):
    """Close a day, some days or whole weeks."""

    id = "closure.new"
    keys = ("n",)
    label = N_("Days off")
    help = N_("Add a closing day or holiday weeks of your own (project leader).")
    opens_form = True
    footer = 40

    async def run(self, screen: Any) -> None:
        from sapa_tui.dialogs.days_off_forms import ClosureForm

        async def add(values: dict[str, Any]) -> None:
            days = {key: date.fromisoformat(values[key]) for key in ("first_day", "last_day")}
            await screen.write(commands.add, values["name"], **days)

        form: Any = partial(ClosureForm, screen.day, screen.sapa.today)
        await fill_new(screen, "closure", form, add)


class ArchiveDaysOff(DaysOffAction):
    """Take the municipality's own days off away again."""

    id = "closure.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the days off of your own that the day is part of away again (project leader).")
    footer = 50

    def off(self, screen: Any) -> str | None:
        nothing = _("No closing day of your own stands here.")
        return super().off(screen) or (None if screen.closures else nothing)

    async def run(self, screen: Any) -> None:
        row = await _which(screen, screen.closures, _("Take away which one?"))
        text = _("They count as working days again; A brings them back.")
        if row is not None and await is_sure(screen, row.name, text, _("Archive")):
            await screen.write(commands.archive, row.id)


class RestoreDaysOff(DaysOffAction):
    """Bring days off back."""

    id = "closure.restore"
    keys = ("A",)
    label = N_("Archived")
    help = N_("Bring back days off that were taken away (project leader).")

    async def run(self, screen: Any) -> None:
        found = await screen.sapa.session.read(partial(closures, archived=True))
        if not found:
            screen.say(_("Nothing is archived here."))
        elif row := await _which(screen, found, _("Put back which one?"), ask=True):
            await screen.write(commands.restore, row.id)


class AgreeOnDays(DaysOffAction):
    """Say which days are free by agreement."""

    id = "plan.days_off"
    keys = ("b",)
    label = N_("By agreement")
    help = N_("Say which days of every year are free by agreement (project leader).")
    opens_form = True
    footer = 60

    async def run(self, screen: Any) -> None:
        from sapa_tui.dialogs.days_off_forms import AgreedDaysForm, as_day

        async def save(edits: Mapping[str, Edit]) -> None:
            base, mine = ([as_day(n) for n in days] for days in edits["days_by_agreement"])
            await screen.write(commands.agree, mine, base=base)

        writing = await Writing.begin(screen.sapa.session, "plan/days_off", 1)
        agreed = screen.wall.facts.days_by_agreement
        await screen.app.push_screen_wait(AgreedDaysForm(agreed, save=save, writing=writing))


async def _which(
    screen: Any, rows: list[ClosureRow], title: str, *, ask: bool = False
) -> ClosureRow | None:
    """One of several days off; asked for only where there are several, or when told to ``ask``."""
    if len(rows) == 1 and not ask:
        return rows[0]
    choices = [(str(row.id), safe(row.name), told.closure_words(row)) for row in rows]
    chosen = await choose(screen, title, choices)
    return next((row for row in rows if str(row.id) == chosen), None)


CALENDAR_ACTIONS: tuple[Action, ...] = (
    OpenDay(),
    NextWeeks(),
    ShowToday(),
    NewDaysOff(),
    ArchiveDaysOff(),
    RestoreDaysOff(),
    AgreeOnDays(),
)

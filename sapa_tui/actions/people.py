"""What the project leader can do about who has access."""

from typing import TYPE_CHECKING, Any

from db.queries.people import PersonRow
from db.rules.codes import Role
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import role_word

from .asking import Values, choose, fill_new, is_sure
from .base import Action

if TYPE_CHECKING:
    from db.commands import people as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.people")

GROUP = N_("People")


class PeopleAction(Action):
    """An action among the people that only the project leader takes."""

    group = GROUP
    places = frozenset({"people"})

    def the_person(self, screen: Any) -> PersonRow:
        """The person in focus; only asked after ``off`` has said that there is one."""
        person: PersonRow = screen.person
        return person

    def off(self, screen: Any) -> str | None:
        if screen.role is not Role.LEADER:
            return _("Only the project leader decides who has access.")
        return None if screen.person else _("Nobody has the focus here.")


class NewPerson(PeopleAction):
    """Give somebody access."""

    id = "person.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Give a colleague access (project leader).")
    opens_form = True
    footer = 20

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.person_form import PersonForm

        async def add(values: Values) -> str:
            name, role = values["name"], Role(values["role"])
            await screen.write(commands.add, name, values["full_name"], role)
            return str(name)

        made = await fill_new(screen, "person", PersonForm, add)
        if made is not None:
            screen.register.rows.put_cursor(made)  # type: ignore[attr-defined]


class ChangeRole(PeopleAction):
    """Change what somebody may do."""

    id = "person.role"
    keys = ("r", "enter")
    label = N_("Role")
    help = N_("Change what the person may do (project leader).")
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        person = self.the_person(screen)
        notes = {
            Role.LEADER: _("decides: completes messages, gives access"),
            Role.MEMBER: _("writes: cards, steps, stakeholders"),
            Role.VIEWER: _("reads only"),
        }
        choices = [(role.value, role_word(role), notes[role]) for role in Role]
        chosen = await choose(screen, person.full_name, choices, person.role.value)
        if chosen and chosen != person.role:
            await screen.write(commands.set_role, person.name, Role(chosen))


class ToggleAccess(PeopleAction):
    """Take somebody's access away, or give it back."""

    id = "person.access"
    keys = ("x",)
    label = N_("Access")
    help = N_("Take the person's access away, or give it back (project leader).")
    footer = 40

    def words(self, screen: Any) -> str:
        open_now = screen.person is None or screen.person.active
        return _("Close access") if open_now else _("Give access")

    async def run(self, screen: "PlanScreen") -> None:
        person = self.the_person(screen)
        if not person.active:
            await screen.write(commands.set_active, person.name, True)
            return
        text = _("What the person has done stays in the plan. The access can be given back.")
        title = _("Close {name}'s access?").format(name=safe(person.full_name))
        if await is_sure(screen, title, text, _("Close access"), careful=True):
            await screen.write(commands.set_active, person.name, False)


PEOPLE_ACTIONS: tuple[Action, ...] = (NewPerson(), ChangeRole(), ToggleAccess())

"""The people: who has access, in which role, and who is in."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.people import PersonRow, Present
from db.queries.wall import Wall
from db.rules.codes import Role
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.danish import in_order
from sapa_tui.presentation.places import whereabouts
from sapa_tui.presentation.words import role_word
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.register import Cell, Register, RegisterColumn

from .plan_screen import PlanScreen


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person, and where in the dashboard they are now."""

    person: PersonRow
    present: tuple[Present, ...]


class PeopleScreen(PlanScreen):
    """Everybody with access: leaders first, those without access last."""

    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "#rows"
    view: ClassVar[str] = "people"

    def body(self) -> ComposeResult:
        yield Register(self._columns(), lambda line: line.person.name, id="register")

    @property
    def register(self) -> Register[PersonLine]:
        """The table."""
        return self.query_one("#register", Register)

    @property
    def person(self) -> PersonRow | None:
        """The person that an action is about."""
        line = self.register.row
        return line.person if line else None

    def news(self, wall: Wall) -> None:
        # Who is in changes without an event.
        self._shown = None
        super().news(wall)

    def show(self, wall: Wall) -> None:
        order = list(Role)
        people = sorted(
            wall.people.values(),
            key=lambda p: (not p.active, order.index(p.role), in_order(p.full_name)),
        )
        lines = [
            PersonLine(person, tuple(p for p in wall.present if p.name == person.name))
            for person in people
        ]
        active = sum(person.active for person in people)
        here = sum(bool(line.present) for line in lines)
        counts = _("{active} with access · {here} in now").format(active=active, here=here)
        title = Content.assemble((_("People"), "bold"), f"  {counts}")
        self.register.show(lines, title)

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("person.role")

    # Columns --------------------------------------------------------------------------

    def _columns(self) -> list[RegisterColumn[PersonLine]]:
        return [
            RegisterColumn(_("Name"), self._name_cell, 18, share=1),
            RegisterColumn(_("Login"), self._login, 10),
            RegisterColumn(_("Role"), self._role, 14),
            RegisterColumn(_("Access"), self._access, 12),
            RegisterColumn(_("SSH keys"), self._keys, 8, needs=90),
            RegisterColumn(_("In now"), self._where, 10, share=2),
        ]

    def _name_cell(self, line: PersonLine) -> Cell:
        name = safe(line.person.full_name)
        mine = line.person.name == self.sapa.person
        return _("{name} (you)").format(name=name) if mine else name, _text(line)

    @staticmethod
    def _login(line: PersonLine) -> Cell:
        return safe(line.person.name), "quiet"

    @staticmethod
    def _role(line: PersonLine) -> Cell:
        return role_word(line.person.role), _text(line)

    @staticmethod
    def _access(line: PersonLine) -> Cell:
        return ("✓ " + _("open"), "done") if line.person.active else ("⊘ " + _("closed"), "quiet")

    @staticmethod
    def _keys(line: PersonLine) -> Cell:
        return str(len(line.person.keys)), _text(line) if line.person.keys else "quiet"

    def _where(self, line: PersonLine) -> Cell:
        if not line.present:
            return "–", "quiet"
        places = dict.fromkeys(whereabouts(present, self.wall) for present in line.present)
        return f"● {', '.join(filter(None, places))}".rstrip(), "accent"


def _text(line: PersonLine) -> str:
    return "text" if line.person.active else "quiet"

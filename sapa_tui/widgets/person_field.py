"""The field in which somebody is named: a colleague, a role, or whoever else it may be."""

from collections.abc import Sequence

from textual import on
from textual.suggester import SuggestFromList
from textual.widgets import Input

from db.queries.people import PersonRow
from sapa_tui.locale import _
from sapa_tui.presentation.who import (
    names,
    stored_person,
    suggested_people,
    suggestion,
    typed_person,
)
from sapa_tui.presentation.words import responsible_word

from .field import Field
from .fields import TypedField


class PersonField(TypedField[str]):
    """A person by name or login, a role, or free text; stored as login or role where one is meant.

    While a name is typed its end is proposed; the right arrow takes it.
    """

    DEFAULT_CSS = """
    PersonField .input--suggestion { color: $text-muted; text-style: italic; }
    """

    def __init__(
        self,
        name: str,
        base: str,
        people: Sequence[PersonRow],
        *,
        label: str = "",
        also: Sequence[str] = (),
        unknown: str = "",
    ) -> None:
        """Propose the people, the roles, and ``also`` whoever else the plan names by a text.

        ``unknown`` is said of a text that means nobody, where keeping it is not what happens.
        """
        super().__init__(name, base, typed_person(base, people), label=label)
        self._people = people
        others = (typed_person(value, people) for value in also if value)
        self._proposals = tuple(dict.fromkeys([*suggested_people(people), *others]))
        self._unknown = unknown or _("Nobody in the plan is called that; it is kept as text.")
        self._editor.suggester = SuggestFromList(self._proposals, case_sensitive=False)

    def read(self) -> str:
        if self.draft == typed_person(self.base, self._people):
            return self.base
        return stored_person(self.draft, self._people)

    def put(self, value: str) -> None:
        self._editor.value = typed_person(value, self._people)

    def twin(self, value: str) -> Field[str]:
        return PersonField(self.field, value, self._people, label=self.label)

    def shown(self, value: str) -> str:
        return responsible_word(value, names(self._people))

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self._say_still()

    def on_descendant_blur(self) -> None:
        super().on_descendant_blur()
        self._say_still()

    def _say_still(self) -> None:
        """Nothing else has been typed, so a complaint about it stands."""
        if not self._complained:
            self._say_who()

    @on(Input.Changed)
    def _say_who(self) -> None:
        """Say who is meant, or could be; a name that is only proposed is said to be no more."""
        typed = self.draft.strip()
        meant, proposal = self.read(), suggestion(self.draft, self._proposals)
        if not self.touched or not typed:
            self.say("")
        elif meant != typed:
            self.say("" if self.shown(meant) == typed else f"= {self.shown(meant)}")
        elif proposal and self._editor.has_focus:
            self.say(_("Suggestion: {name} – press → to take it").format(name=proposal))
        elif proposal:
            words = _("“{typed}” was kept, not {name}; → behind it takes the name.")
            self.say(words.format(typed=typed, name=proposal))
        else:
            self.say("" if typed in self._proposals else self._unknown)

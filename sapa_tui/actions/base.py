"""One class a user intent: its keys, its words, where it applies, and why it is off.

Key bindings, footer, command palette and help all derive from these classes.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sapa_tui.locale import _

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen


ALWAYS = 90
"""From this place on a key is named in the footer however narrow the window is."""


class Action:
    """Something a person can do. English texts are marked with N_ and translated when shown."""

    id: str
    keys: tuple[str, ...] = ()
    label: str
    """One or two words, imperative, for the footer."""
    help: str
    """One sentence for the help screen and the palette."""
    group: str
    """The heading under which the help lists it."""
    places: frozenset[str] = frozenset()
    """Where it applies: names of ``PlanScreen.place``; empty means everywhere."""
    footer: int = 0
    """Place in the footer, the smallest first; 0 keeps it out, from ``ALWAYS`` on it has room."""

    opens_form: bool = False
    """Whether what is typed next is meant for a form that it opens."""

    def applies(self, screen: "PlanScreen") -> bool:
        """Whether the key means this action where the focus is."""
        return not self.places or screen.place in self.places

    def words(self, screen: "PlanScreen") -> str:
        """The footer's words, when they depend on what has the focus."""
        return _(self.label)

    def off(self, screen: "PlanScreen") -> str | None:
        """Why it cannot be done now, in one sentence; None when it can."""
        return None

    async def run(self, screen: "PlanScreen") -> None:
        """Do it."""
        raise NotImplementedError


KEY_NAMES: Mapping[str, str] = {
    "question_mark": "?",
    "slash": "/",
    "space": "space",
    "enter": "enter",
    "escape": "esc",
    "delete": "del",
    "plus": "+",
    "minus": "-",
    "left": "←",
    "right": "→",
    "shift+left": "shift+←",
    "shift+right": "shift+→",
    "shift+up": "shift+↑",
    "shift+down": "shift+↓",
    **{f"f{n}": f"F{n}" for n in range(1, 13)},
}


def is_typed(key: str) -> bool:
    """Whether a key writes a character where there is a line to write in."""
    return len(key) == 1 or key in ("slash", "question_mark", "space")


def key_name(key: str) -> str:
    """A key as people call it."""
    match key:
        case "space":
            return _("space")
        case "enter":
            return "enter"
    return KEY_NAMES.get(key, key.replace("ctrl+", "ctrl+"))

"""The two themes: one calm accent, and colours with a meaning only where something is meant."""

from functools import cache

from rich.style import Style
from textual.theme import Theme

DARK = Theme(
    name="sapa-dark",
    dark=True,
    primary="#7fb4d6",
    secondary="#b79ce0",
    accent="#7fb4d6",
    foreground="#d9dee3",
    background="#14181c",
    surface="#1a1f24",
    panel="#232a31",
    success="#7fbf8f",
    warning="#d9b25f",
    error="#ec8078",
    variables={
        "text-muted": "#98a2ac",
        "text-accent": "#8ec3e6",
        "text-success": "#86c796",
        "text-warning": "#e0ba68",
        "text-error": "#f28b82",
        "text-secondary": "#c3abea",
        "sapa-line": "#3a444e",
        "sapa-chrome": "#1d2328",
        "sapa-cursor": "#26343f",
        "sapa-cursor-unfocused": "#1f262c",
        "scrollbar": "#2b343c",
        "scrollbar-hover": "#566370",
        "scrollbar-active": "#7fb4d6",
        "scrollbar-background": "#14181c",
        "scrollbar-background-hover": "#14181c",
        "scrollbar-background-active": "#14181c",
    },
)

LIGHT = Theme(
    name="sapa-light",
    dark=False,
    primary="#1f5f8b",
    secondary="#6a4aa0",
    accent="#1f5f8b",
    foreground="#1f262c",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#e9e6dd",
    success="#2b6b3d",
    warning="#7d5a00",
    error="#b3261e",
    variables={
        "text-muted": "#5b6570",
        "text-accent": "#1f5f8b",
        "text-success": "#2b6b3d",
        "text-warning": "#7d5a00",
        "text-error": "#b3261e",
        "text-secondary": "#6a4aa0",
        "sapa-line": "#c9c5ba",
        "sapa-chrome": "#efece4",
        "sapa-cursor": "#dbe7ef",
        "sapa-cursor-unfocused": "#eeebe3",
        "scrollbar": "#dedad0",
        "scrollbar-hover": "#a7a294",
        "scrollbar-active": "#1f5f8b",
        "scrollbar-background": "#fbfaf7",
        "scrollbar-background-hover": "#fbfaf7",
        "scrollbar-background-active": "#fbfaf7",
    },
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
DEFAULT = DARK.name

_COLOURS = {
    "text": "foreground",
    "strong": "foreground",
    "quiet": "text-muted",
    "accent": "text-accent",
    "late": "text-error",
    "soon": "text-warning",
    "blocked": "text-secondary",
    "done": "text-success",
}
_BACKGROUNDS = {"cursor": "sapa-cursor", "cursor-unfocused": "sapa-cursor-unfocused"}


@cache
def line_style(theme: str, name: str) -> Style:
    """The style of a run of text in a drawn line: a meaning (``late``), or a cursor's ground.

    Taken from the theme and not from a style sheet, whose rules cost a tenth of the start-up
    when every list has them. Raises KeyError for a name that has no meaning.
    """
    found = THEMES.get(theme, DARK)
    if name in _BACKGROUNDS:
        return Style(bgcolor=found.variables[_BACKGROUNDS[name]])
    colours = {"foreground": found.foreground or "", **found.variables}
    return Style(color=colours[_COLOURS[name]], bold=name == "strong" or None)

"""What a person has begun to write and not saved, in one sentence."""

from collections.abc import Sequence

from db.queries.drafts import DraftRow
from db.queries.wall import Wall
from sapa_tui.locale import _, ngettext

from .places import item_title
from .sentences import quoted
from .words import entity_word

_NAMED = 3
_ON_NO_WALL = (
    "decision",
    "department",
    "note",
    "precondition",
    "roster_entry",
    "training_class",
    "workflow",
)


def drafts_sentence(drafts: Sequence[DraftRow], wall: Wall) -> str:
    """Which drafts wait to be gone on with; empty when there are none."""
    if not drafts:
        return ""
    titles = list(dict.fromkeys(_title(draft, wall) for draft in drafts))
    named = ", ".join(titles[:_NAMED]) + (" …" if len(titles) > _NAMED else "")
    words = ngettext("You have a draft: {titles}", "You have {n} drafts: {titles}", len(drafts))
    return words.format(n=len(drafts), titles=named)


def _title(draft: DraftRow, wall: Wall) -> str:
    kind = draft.entity.partition("/")[0]
    title = item_title(f"{kind}:{draft.entity_id}", wall)
    if title:
        return f"“{quoted(title)}”"
    if draft.entity == "department/adoption":
        return _("users in use")
    if draft.entity == "training_class/attendance":
        return _("how many attended")
    if kind in _ON_NO_WALL and draft.entity_id:
        return f"{entity_word(kind)} #{draft.entity_id}"
    return f"#{draft.entity_id}" if draft.entity_id else _("something new")

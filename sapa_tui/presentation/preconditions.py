"""What must be in place in a department, and whether it goes: cells, facts and the countdown."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.cells import cell_len

from db.queries.preconditions import Checklist, PreconditionRow
from db.rules.preconditions import GoLine, GoState, go_sum
from db.rules.text import safe
from sapa_tui.locale import _, ngettext

from .dates import clock_time, day_plain
from .facts import Fact, Words
from .precondition_words import precondition_kind_word, sign_off_word
from .words import Names, responsible_word
from .wrapping import cut

_NAME = 24
_REASON = 30
"""Cells of a department's name and of its leader's reason in the countdown."""
_BETWEEN = " · "
_WEIGHTS = list(GoState)
_SIGNS = {
    GoState.NO_GO: ("!", "late"),
    GoState.NOT_SAID: ("○", "soon"),
    GoState.READY_WITH_OPEN: ("✓", "soon"),
    GoState.GO: ("✓", "done"),
    GoState.NOT_RELEVANT: ("⊘", "quiet"),
}


def state_cell(line: GoLine, names: Names, width: int = 200) -> Words:
    """A department's sign-off, or how far it is: ``✓ klar · Anne Holm 12-11``."""
    sign, style = _SIGNS[line.state]
    if line.state is GoState.NOT_RELEVANT:
        return sign + " " + _("no new workflows"), style
    if line.said is None:
        return f"{sign} {progress_words(line)}", style
    words = f"{sign} {sign_off_word(line.said)}"
    if line.state is GoState.READY_WITH_OPEN:
        words += f", {open_words(line.open)}"
    day = f" {line.on.day:02}-{line.on.month:02}" if line.on else ""
    room = width - cell_len(words) - cell_len(_BETWEEN) - len(day)
    who = cut(responsible_word(line.by, names), room)
    return (f"{words}{_BETWEEN}{who}{day}" if who else words), style


def progress_words(line: GoLine) -> str:
    """How much is in place: ``4 af 9 på plads``."""
    if not line.total:
        return _("no conditions yet")
    return _("{met} of {all} in place").format(met=line.met, all=line.total)


def open_words(number: int) -> str:
    """How many points are not in place: ``2 åbne``."""
    return ngettext("{n} open", "{n} open", number).format(n=number)


# What stands about one ----------------------------------------------------------------


def department_facts(found: Checklist, names: Names, go_live: date | None) -> list[Fact]:
    """What was said of a department and by whom, what is open, and when it starts."""
    line = found.line
    start = line.start or go_live
    return [
        Fact(_("Sign-off"), _said(line, names), 1, _SIGNS[line.state][1]),
        *([Fact(_("Reason"), line.reason, 2)] if line.reason else []),
        Fact(_("Checklist"), progress_words(line)),
        Fact(_("Still open"), "; ".join(row.text for row in found.points if not row.met), 2),
        Fact(_("Leader"), responsible_word(line.leader, names)),
        Fact(_("Start of use"), day_plain(start) if start else ""),
    ]


def point_facts(row: PreconditionRow, names: Names, today: date) -> list[Fact]:
    """What the table has no room for about a point."""
    met = ""
    if row.met_at is not None:
        who = responsible_word(row.met_by or "", names)
        met = f"✓ {who} {clock_time(row.met_at, today)}"
    facts = [
        Fact(_("Precondition"), row.text, 2, "strong"),
        Fact(_("In place"), met or _("not yet"), 1, "done" if met else "soon"),
        Fact(_("Kind"), precondition_kind_word(row.kind)),
        Fact(_("Responsible"), responsible_word(row.responsible, names)),
        Fact(_("Note"), row.note, 3),
    ]
    if row.task_card:
        facts.insert(3, Fact(_("Task card"), row.task_card))
    return facts


def _said(line: GoLine, names: Names) -> str:
    if line.said is None:
        return _("nothing has been said yet")
    words = sign_off_word(line.said)
    if line.state is GoState.READY_WITH_OPEN:
        words += f", {open_words(line.open)}"
    day = day_plain(line.on) if line.on else "–"
    who = _("({who}, {day})").format(who=responsible_word(line.by, names), day=day)
    return f"{words} {who}"


# The countdown ------------------------------------------------------------------------


def go_words(lines: Iterable[GoLine], width: int, most: int) -> list[list[Words]]:
    """Go or no-go of each department in at most so many lines, the weightiest first.

    Those without new workflows are not among them; of those that there is no room for it is said
    how many they are.
    """
    asked = [line for line in lines if line.state is not GoState.NOT_RELEVANT]
    asked.sort(key=lambda line: _WEIGHTS.index(line.state))
    if not asked:
        return []
    title = _("Readiness {ready} of {all}").format(ready=go_sum(asked).ready, all=len(asked)) + "  "
    indent = cell_len(title)
    found: list[list[Words]] = [[(title, "quiet")]]
    used, rest = 0, len(asked)
    for text, style in map(_entry, asked):
        rest -= 1
        between = _BETWEEN if used else ""
        if between and used + cell_len(between + text) > _room(width - indent, found, most, rest):
            if len(found) == most:
                found[-1].append((f" +{rest + 1}", "quiet"))
                break
            found.append([(" " * indent, "quiet")])
            used, between = 0, ""
        shown = cut(text, _room(width - indent, found, most, rest))
        found[-1] += [(between, "quiet"), (shown, style)]
        used += cell_len(between + shown)
    return found


def _room(width: int, found: Sequence[object], most: int, rest: int) -> int:
    """The cells of a line; the last one has to say how many are left."""
    return width - (cell_len(f" +{rest}") if rest and len(found) == most else 0)


def _entry(line: GoLine) -> Words:
    sign, style = _SIGNS[line.state]
    name = cut(safe(line.name, lines=False), _NAME)
    match line.state:
        case GoState.NO_GO:
            reason = cut(safe(line.reason, lines=False), _REASON)
            words = _("{name} not ready: {reason}").format(name=name, reason=reason)
        case GoState.NOT_SAID if line.open:
            words = _("{name} lacks {n}").format(name=name, n=line.open)
        case GoState.NOT_SAID:
            words = _("{name} has not said").format(name=name)
        case GoState.READY_WITH_OPEN:
            words = _("{name} ready, {n} open").format(name=name, n=line.open)
        case _:
            words = _("{name} ready").format(name=name)
    return f"{sign} {words}", style

"""Words for the departments' codes, and for what the card lacks before it can be closed."""

from db.queries.status import Progress
from db.rules.closing import Gap, ReadyLine
from db.rules.codes import AdoptionState, Answer, ChangeSize
from sapa_tui.locale import N_, _, ngettext

ANSWERS = {
    Answer.YES: N_("yes"),
    Answer.NO: N_("no"),
    Answer.UNDECIDED: N_("undecided"),
}
SIZES = {
    ChangeSize.SMALL: N_("small"),
    ChangeSize.MEDIUM: N_("medium"),
    ChangeSize.LARGE: N_("large"),
}
ADOPTION = {
    AdoptionState.NOT_STARTED: N_("not begun"),
    AdoptionState.UNDER_WAY: N_("under way"),
    AdoptionState.PARTLY: N_("partly"),
    AdoptionState.FULLY: N_("fully"),
}
_READY_LINES = {
    ReadyLine.PLAN: N_("an approved plan"),
    ReadyLine.COMMUNICATION_PLAN: N_("a communication plan"),
    ReadyLine.QUALITY_CRITERION: N_("the quality criterion"),
    ReadyLine.ADOPTION: N_("adoption by all users"),
}
_GAPS = {
    Gap.NO_ACTIVITIES: N_("there are no activities"),
    Gap.NOT_APPROVED: N_("it has not been approved"),
    Gap.NO_STAKEHOLDERS: N_("there are no relevant stakeholders"),
    Gap.NO_DEPARTMENTS: N_("there are no departments"),
}


def started_words(started: Progress, *, brief: bool = False) -> str:
    """How many departments have taken SAPA into use: ``2 af 4 afdelinger startet``."""
    if brief:
        words = _("{n} of {all} started")
    else:
        words = ngettext(
            "{n} of {all} department started", "{n} of {all} departments started", started.total
        )
    return words.format(n=started.done, all=started.total)


def answer_word(answer: Answer) -> str:
    """Whether a department has new workflows: ``uafklaret``."""
    return _(ANSWERS[answer])


def size_word(size: ChangeSize) -> str:
    """How much changes for a department: ``stor``."""
    return _(SIZES[size])


def adoption_word(state: AdoptionState) -> str:
    """How far a department has come: ``delvist``."""
    return _(ADOPTION[state])


def ready_line_word(line: ReadyLine) -> str:
    """What must be so before the card is closed: ``en godkendt plan``."""
    return _(_READY_LINES[line])


def gap_word(gap: Gap) -> str:
    """What is lacking: ``der er ingen afdelinger``."""
    return _(_GAPS[gap])

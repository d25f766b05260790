"""A sentence for every command that somebody tried and was not allowed."""

from sapa_tui.locale import N_

_ADD = N_("{actor} was not allowed to add “{title}”")
_EDIT = N_("{actor} was not allowed to edit “{title}”")
_ARCHIVE = N_("{actor} was not allowed to archive “{title}”")
_RESTORE = N_("{actor} was not allowed to restore “{title}”")
_CHECKLIST = N_("{actor} was not allowed to change the checklist of “{title}”")
_RELEVANT = N_("{actor} was not allowed to say whether “{title}” is relevant")
_ACCESS = N_("{actor} was not allowed to give or take access: {title}")
_DAYS_OFF = N_("{actor} was not allowed to change the days off")
_LEAD = N_("{actor} was not allowed to lead a standup")
_NOTE = N_("{actor} was not allowed to change a note {where}")
REFUSED = {
    "board.add": _ADD,
    "board.edit": _EDIT,
    "board.move": N_("{actor} was not allowed to move “{title}”"),
    "board.archive": _ARCHIVE,
    "board.restore": _RESTORE,
    "board.add_checklist_item": _CHECKLIST,
    "board.edit_checklist_item": _CHECKLIST,
    "board.remove_checklist_item": _CHECKLIST,
    "board.set_tick": N_("{actor} was not allowed to tick a point of “{title}”"),
    "board.set_limit": N_("{actor} was not allowed to set the limit of {limited}"),
    "communication.add": _ADD,
    "communication.edit": _EDIT,
    "communication.mark_ready": N_("{actor} was not allowed to mark “{title}” as ready"),
    "communication.complete": N_("{actor} was not allowed to complete “{title}”"),
    "communication.reopen": N_("{actor} was not allowed to reopen “{title}”"),
    "communication.cancel": N_("{actor} was not allowed to call off “{title}”"),
    "communication.set_step": N_("{actor} was not allowed to tick a step of “{title}”"),
    "communication.archive": _ARCHIVE,
    "communication.restore": _RESTORE,
    "adoption.set_use": N_("{actor} was not allowed to report on “{title}”"),
    "closing.approve_plan": N_("{actor} was not allowed to approve the plan"),
    "closing.close": N_("{actor} was not allowed to close the card"),
    "closing.reopen": N_("{actor} was not allowed to reopen the card"),
    "days_off.add": _DAYS_OFF,
    "days_off.agree": _DAYS_OFF,
    "days_off.archive": _DAYS_OFF,
    "days_off.restore": _DAYS_OFF,
    "decisions.add": _ADD,
    "decisions.edit": _EDIT,
    "decisions.archive": _ARCHIVE,
    "decisions.restore": _RESTORE,
    "departments.add": _ADD,
    "departments.edit": _EDIT,
    "departments.answer": N_("{actor} was not allowed to answer for “{title}”"),
    "departments.set_exception": N_("{actor} was not allowed to except “{title}”"),
    "departments.archive": _ARCHIVE,
    "departments.restore": _RESTORE,
    "roster.add": N_("{actor} was not allowed to change the roster"),
    "roster.archive": _ARCHIVE,
    "roster.edit": _EDIT,
    "roster.propose": N_("{actor} was not allowed to plan extra help for “{title}”"),
    "roster.restore": _RESTORE,
    "keys.add_key": N_("{actor} was not allowed to give {title} a key"),
    "notes.add": N_("{actor} was not allowed to write a note"),
    "notes.edit": _NOTE,
    "notes.set_done": N_("{actor} was not allowed to tick off a follow-up {where}"),
    "notes.archive": _NOTE,
    "notes.restore": _NOTE,
    "people.add": _ACCESS,
    "people.set_active": _ACCESS,
    "people.set_role": N_("{actor} was not allowed to change the role of {title}"),
    "plan.set_go_live": N_("{actor} was not allowed to change the go-live date"),
    "plan.keep_backups": N_("{actor} was not allowed to set how many backups are kept"),
    "preconditions.add": _ADD,
    "preconditions.edit": _EDIT,
    "preconditions.set_met": N_("{actor} was not allowed to tick “{title}”"),
    "preconditions.archive": _ARCHIVE,
    "preconditions.restore": _RESTORE,
    "preconditions.plant": N_("{actor} was not allowed to add conditions to “{title}”"),
    "readiness.sign_off": N_("{actor} was not allowed to sign “{title}” off"),
    "stakeholders.add": _ADD,
    "stakeholders.edit": _EDIT,
    "stakeholders.set_relevant": _RELEVANT,
    "stakeholders.archive": _ARCHIVE,
    "stakeholders.restore": _RESTORE,
    "standup.start": _LEAD,
    "standup.go": _LEAD,
    "standup.defer": _LEAD,
    "standup.take_over": _LEAD,
    "standup.end": _LEAD,
    "standup.end_open": _LEAD,
    "standup.call_off": _LEAD,
    "standup.set_length": N_("{actor} was not allowed to set the length of a standup"),
    "template.apply": N_("{actor} was not allowed to import a template"),
    "workflows.add": _ADD,
    "workflows.edit": _EDIT,
    "workflows.close_legacy": N_(
        "{actor} was not allowed to close the old workflow behind “{title}”"
    ),
    "workflows.reopen_legacy": N_(
        "{actor} was not allowed to reopen the old workflow behind “{title}”"
    ),
    "workflows.set_cases_handled": N_(
        "{actor} was not allowed to tick the open cases behind “{title}”"
    ),
    "workflows.archive": _ARCHIVE,
    "workflows.restore": _RESTORE,
    "training.add": _ADD,
    "training.edit": _EDIT,
    "training.set_attended": N_("{actor} was not allowed to say how many attended “{title}”"),
    "training.archive": _ARCHIVE,
    "training.restore": _RESTORE,
    "undo.undo": N_("{actor} was not allowed to undo a change of “{title}”"),
    "undo.redo": N_("{actor} was not allowed to do a change of “{title}” again"),
}
"""By module and name of the command, as the refused event's note has them."""

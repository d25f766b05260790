"""A sentence for every code of ``db.errors``: what happened, and what to do about it."""

from sapa_tui.locale import N_

from .template_texts import TEMPLATE_ERRORS

ERRORS = {
    **TEMPLATE_ERRORS,
    "adoption_before_start": N_(
        "“{title}” takes SAPA into use on {start}, so there is nothing to report yet."
    ),
    "adoption_state_unfit": N_(
        "{in_use} of {users} users in use is neither “not begun” nor “fully”; choose another state."
    ),
    "already_planted": N_("This file holds a plan already; nothing was changed."),
    "archived": N_("“{title}” has been archived; restore it first."),
    "attended_over_invited": N_(
        "“{title}” has {invited} invited, so {attended} cannot have attended; raise the number of "
        "invited first."
    ),
    "backup_exists": N_(
        "There is a file at {path} already and a backup never replaces one; choose another name."
    ),
    "backup_is_plan": N_("{path} is the plan itself; name one of its backups instead."),
    "cases_open": N_(
        "“{title}” still has open cases; say what becomes of them, or tick them off first."
    ),
    "changed_meanwhile": N_(
        "A colleague has changed it meanwhile; look at it again, then repeat your change."
    ),
    "closed_ahead": N_("{day} lies ahead; say the day on which it was closed."),
    "class_not_held": N_(
        "“{title}” is held on {day}, so nobody can have attended it yet; correct the date first."
    ),
    "class_undated": N_("“{title}” has no date; say first when it was held."),
    "code_unknown": N_("{field}: “{value}” is not possible; choose one of: {allowed}."),
    "column_full": N_(
        "The column {column} is full: it holds {count} and its limit is {limit}; "
        "finish or move something first."
    ),
    "dashboards_open": N_(
        "The plan is open ({names}); ask them to close it, then try again. A dashboard that has "
        "crashed counts as closed in {seconds} s."
    ),
    "database_busy": N_("The plan is busy right now and nothing was saved; try again in a moment."),
    "database_damaged": N_(
        "The plan's file {path} is damaged; leave it as it is and put the latest backup back."
    ),
    "database_error": N_(
        "The plan's file {path} could not be used; run “sapa-tui doctor” to see why."
    ),
    "database_exists": N_(
        "There is a file at {path} already; choose another place, for instance with --db."
    ),
    "database_gone": N_(
        "The plan's file {path} has been removed while it was open; put it or its latest backup"
        " back, then open it again."
    ),
    "database_missing": N_(
        "There is no plan at {path}; make one with “sapa-tui init”, or say with --db where it is."
    ),
    "database_not_openable": N_(
        "The plan's file {path} cannot be opened; check that the folder exists and is yours to use."
    ),
    "database_read_only": N_(
        "The plan's file {path} cannot be written here; ask for write access to it and its folder."
    ),
    "database_replaced": N_(
        "Another file has taken the place of the plan's file {path}, perhaps a backup; open the"
        " plan again to see it."
    ),
    "date_not_understood": N_(
        "“{text}” is not a date; write for instance 23-11-2026, 23-11, fri or week 48."
    ),
    "date_out_of_range": N_("“{text}” is too far away; use a year from 2000 to 2100."),
    "day_off_not_understood": N_(
        "“{text}” is not a day off; write month-day, such as 06-05 for 5 June."
    ),
    "decision_exists": N_(
        "There is a decision on {topic} for {name} already; edit that one, or archive it first."
    ),
    "decision_exists_common": N_(
        "There is a common decision on {topic} already; edit that one, or archive it first."
    ),
    "department_in_use": N_(
        "Somebody has put something into “{title}” meanwhile, so it is not undone; "
        "archive it instead."
    ),
    "department_exists": N_("There is a department called “{name}” already; choose another name."),
    "department_unclear": N_("There is no department called “{name}”; perhaps you mean: {near}."),
    "department_unknown": N_(
        "There is no department called “{name}”; see “sapa-tui department list”."
    ),
    "disk_error": N_(
        "The disk reported a fault at {path} and nothing was saved; tell whoever runs the server."
    ),
    "disk_full": N_("The disk is full and nothing was saved; make room, then try again."),
    "due_both_set": N_(
        "Give one due date: weeks from go-live, a date, or what it is counted from."
    ),
    "due_circle": N_(
        "That would go round in a circle ({chain}); count it from something else, or give a date."
    ),
    "due_department_missing": N_(
        "“{text}” leaves open which department starts; write for instance “start in” and its name."
    ),
    "due_missing": N_("Say by which day it is to be done, such as 07-04."),
    "due_not_understood": N_(
        "“{text}” is neither weeks from go-live nor a date; write for instance T-8, -10 working "
        "days, 23-11-2026, fri, week 48, end-1w or 2 days after another item."
    ),
    "due_number_unknown": N_(
        "There is nothing with the number {text}; see the list for the numbers, or write a title."
    ),
    "due_title_ambiguous": N_(
        "“{text}” may be {candidates}; write more of the title, or its number."
    ),
    "due_title_near": N_("Nothing is called “{text}”; perhaps you mean {candidates}."),
    "due_title_unknown": N_(
        "Nothing is called “{text}”; write the beginning of the title of an activity or a message, "
        "or “start in” and a department."
    ),
    "due_twice": N_("Give one due date: weeks from go-live, a date, or what it is counted from."),
    "field_unknown": N_("There is no field called “{field}”."),
    "file_unreadable": N_("The file {path} cannot be read ({reason})."),
    "generations_out_of_range": N_("The number of daily backups kept is from 0 to {limit}."),
    "go_live_not_confirmed": N_("Nothing has been moved yet."),
    "in_use_over_users": N_(
        "“{title}” has {users} users, so {in_use} cannot be in use; correct one of the two."
    ),
    "item_closed": N_("It is {state} already; reopen it first."),
    "item_missing": N_("There is no {entity} with number {id}; see the list for the numbers."),
    "item_not_closed": N_("It is {state}, so there is nothing to reopen."),
    "key_certificate": N_("That is a certificate; ask for the public key itself."),
    "key_not_understood": N_(
        "That is no public key; ask for the one line of the file that ends in .pub, such as "
        "“ssh-ed25519 AAAA… name”."
    ),
    "key_private": N_(
        "That is a private key, which is nobody's business but its owner's: delete what you were "
        "sent, and ask them to make a new pair and send only the public key."
    ),
    "key_several": N_("There are several keys in it; add them one at a time."),
    "key_start_too_short": N_(
        "“{key}” is too short to name one key; give at least {needed} characters of what follows "
        "“SHA256:” in its fingerprint."
    ),
    "key_taken": N_(
        "{name} comes in by this key already, and a key belongs to one person; ask for another key."
    ),
    "key_too_weak": N_(
        "A key of the type {type} with {bits} bits can be broken; ask for one of the type ed25519."
    ),
    "key_unknown": N_(
        "No key that lets anybody in begins with “{key}”; see “sapa-tui person key list”."
    ),
    "key_with_options": N_(
        "Something stands in front of the key; ask for the public key alone, as its .pub file has "
        "it."
    ),
    "last_leader": N_(
        "{name} is the only project leader; give somebody else that role before you take it away."
    ),
    "legacy_missing": N_("“{title}” names no old workflow; write first which one it replaces."),
    "limit_out_of_range": N_("A limit is a number from 1 to 999, or none at all."),
    "log_removed": N_(
        "A part of the plan's file {path} has been removed while it was open; close all "
        "dashboards, then run “sapa-tui doctor”."
    ),
    "move_overtaken": N_(
        "The plan has changed while you read; save again to see what follows now."
    ),
    "name_not_valid": N_(
        "“{name}” cannot be a login name; use small letters a to z, digits, - and _, "
        "beginning with a letter, at most 32 characters."
    ),
    "no_permission": N_("You have no access to {path}; ask whoever runs the server for it."),
    "no_standup_held": N_(
        "No standup was held on {day}; “sapa-tui standup list” shows when there was one."
    ),
    "no_standup_open": N_(
        "No standup is open; “sapa-tui standup list” shows those that were held."
    ),
    "no_such_stop": N_("The standup has no such item, so nothing was changed."),
    "not_a_database": N_("{path} is not a plan's file; it was left untouched."),
    "not_a_follow_up": N_("Only a follow-up has somebody who does it, a date and a tick."),
    "not_a_plan": N_("{path} belongs to another program; it was left untouched."),
    "not_a_terminal": N_(
        "The dashboard needs a terminal; for lists use for instance “sapa-tui status”."
    ),
    "not_ready_to_close": N_("The card cannot be closed yet, for this is still lacking: {lines}."),
    "not_restored": N_("Nothing was replaced; add --yes to replace it without being asked."),
    "nothing_to_redo": N_("There is nothing of yours to do again."),
    "nothing_to_undo": N_("There is nothing of yours to undo."),
    "number_not_understood": N_("{field}: “{text}” is not a whole number."),
    "number_out_of_range": N_("{field} is a number from {least} to {most}."),
    "offset_not_understood": N_(
        "“{text}” is not a number of weeks from go-live; write for instance T-8, -8w or +2w."
    ),
    "offset_out_of_range": N_("“{text}” is too far away; count at most ten years."),
    "person_exists": N_("There is somebody called {name} already; choose another login name."),
    "person_inactive": N_(
        "{name} no longer has access; a project leader can give the access back."
    ),
    "person_unknown": N_("Nobody in the plan is called {name}; see “sapa-tui people”."),
    "plan_closed": N_("The dashboard is closing and nothing was saved."),
    "period_backwards": N_("The last day lies before the first; turn them round."),
    "period_not_understood": N_(
        "“{text}” is no period; write for instance uge 29, uge 29-31 2027 or "
        "23-12-2026 - 02-01-2027."
    ),
    "period_too_long": N_("At most {limit} days can be closed at a stretch; add it in parts."),
    "plan_closed_for_writing": N_(
        "The card has been closed, so nothing was changed; a project leader can reopen it."
    ),
    "plan_in_use": N_("Another program has the plan {path} open; end it, then try again."),
    "points_open": N_("“{title}” still has {number} open; say why it is ready all the same."),
    "reason_missing": N_("Say why in a few words; the reason is kept in the history."),
    "report_format_unknown": N_(
        "“{path}” ends in none of .md, .html and .xlsx; choose such a name, or say --format."
    ),
    "request_reused": N_("That change has been made already, in somebody else's name."),
    "responsible_missing": N_("Say who does it."),
    "role_needed": N_(
        "This takes the role {needed} and yours is {role}; ask a colleague who has it."
    ),
    "same_field": N_(
        "A colleague has changed the same meanwhile ({fields}), so nothing was saved; "
        "your text is kept beside theirs."
    ),
    "schema_newer": N_(
        "The plan at {path} was made by a newer sapa-tui; update the program on this machine."
    ),
    "stakeholder_in_use": N_(
        "“{message}” goes to “{title}” now, so it is not undone; give the message another "
        "stakeholder first."
    ),
    "stakeholder_unclear": N_("There is no stakeholder called “{name}”; perhaps you mean: {near}."),
    "stakeholder_unknown": N_(
        "There is no stakeholder called “{name}”; see “sapa-tui stakeholders”."
    ),
    "stale_version": N_(
        "“{title}” is at version {found} and no longer {wanted}, so nothing was saved "
        "({values}); look at it again, then repeat your change."
    ),
    "standup_led": N_(
        "{name} is leading a standup already; follow along, or take over once {name} has left."
    ),
    "standup_length_out_of_range": N_("A standup is planned to last from 1 to {limit} minutes."),
    "standup_not_leading": N_(
        "{name} is leading the standup from another window, so nothing was changed here."
    ),
    "standup_open": N_(
        "The standup of {day} has not been ended: end it in view 7 or with "
        "“sapa-tui standup end”, then close the card."
    ),
    "standup_over": N_("The standup has ended, so nothing was changed."),
    "start_of_use_unknown": N_(
        "Nobody knows yet when “{title}” takes SAPA into use; set the go-live date, or say "
        "which week it is."
    ),
    "said_already": N_(
        "{who} has spoken about “{title}” meanwhile, so this is not saved; your words are kept: "
        "esc goes back to look."
    ),
    "starts_before_go_live": N_(
        "“{title}” is an implementation activity and SAPA is not in use yet; "
        "confirm it to start before go-live all the same."
    ),
    "system_error": N_("The system does not allow {path} to be used ({reason})."),
    "decided_ahead": N_("{day} lies ahead; say when it was decided."),
    "no_new_workflows": N_("“{title}” has no new workflows, and so needs no extra help."),
    "nothing_to_propose": N_("The extra help for “{title}” is planned already."),
    "on_roster_already": N_("{name} is on this roster already; change the weeks there."),
    "repeats_in_working_days": N_(
        "A message that is repeated every so many weeks cannot be counted in working days; "
        "count in weeks or days, or give a date."
    ),
    "repeats_without_due": N_(
        "What is said several times needs to be due the first time; give it a due date."
    ),
    "text_missing": N_("{field} cannot be empty."),
    "text_too_long": N_(
        "{field} holds at most {limit} characters and this is {length}; make it shorter."
    ),
    "undo_overtaken": N_(
        "{who} has changed “{what}” since ({field}), so it is not undone; "
        "agree on it and change it by hand."
    ),
    "unforeseen": N_("{told} Open the plan again to go on."),
    "upgrade_failed": N_(
        "The plan at {path} could not be brought up to date and is as it was; tell whoever runs"
        " the server (backup: {backup})."
    ),
    "week_unknown": N_("{year} has no week {week}."),
    "weeks_not_understood": N_(
        "“{text}” is not understood as weeks; write for instance 0-2, 4 (T+0 to T+{last})."
    ),
    "who_asks": N_(
        "The plan must know who you are ({names}); say it with --as or SAPA_AS, "
        "for instance “SAPA_AS={name} make run”."
    ),
}

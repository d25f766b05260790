"""A sentence for everything that may be wrong with a municipality's own template."""

from sapa_tui.locale import N_, _

TEMPLATE_ERRORS = {
    "cell_error": N_("“{about}” is what a formula says when it fails; write the value itself."),
    "cell_formula": N_(
        "The formula has no stored value; open the file in Excel and save it, or write the value."
    ),
    "cell_letters": N_(
        "The letters æ, ø and å have come to harm; save the file anew as “CSV UTF-8” or xlsx."
    ),
    "cell_merged": N_(
        "The cells {about} are merged; unmerge them, so that every row has its own value."
    ),
    "cell_not_possible": N_("“{value}” is not possible; choose one of: {allowed}."),
    "heading_missing": N_(
        "Row {row} holds the headings, but none is “{heading}”, by which each row is known; add it."
    ),
    "heading_twice": N_(
        "The columns {first} and {second} in row {row} mean the same ({field}); keep one of them."
    ),
    "headings_unknown": N_(
        "None of the headings in row {row} is known ({told}); use some of these: {allowed}."
    ),
    "import_cancels": N_(
        "Calling off asks for a reason, so do it in the plan; write another status here."
    ),
    "import_due_unknown": N_(
        "Nothing in the plan is called “{text}”; what comes with this file can be counted from "
        "only once it is there."
    ),
    "import_given_up": N_("Stopped; nothing was imported."),
    "import_doubles": N_(
        "{who} has added “{title}” meanwhile, so nothing was imported; look at the preview again."
    ),
    "import_overtaken": N_(
        "{who} has changed “{title}” meanwhile, so nothing was imported; look at the preview again."
    ),
    "import_refused": N_(
        "Nothing was imported, because something is not understood; correct it and try again."
    ),
    "import_same_row": N_("It says the same activity or message as row {row}; keep one of them."),
    "import_starts_early": N_(
        "SAPA is not in use yet, so an implementation activity is not under way or done; move it "
        "on the board, where that is confirmed."
    ),
    "department_not_found": N_(
        "“{name}” is none of the departments; add it there first, or leave it out."
    ),
    "export_exists": N_(
        "There is a file at {path} already; choose another name, or add --replace to replace it."
    ),
    "export_not_shown": N_("A workbook cannot be shown in a terminal; write it to a file."),
    "file_not_ordinary": N_(
        "{path} is no ordinary file; copy it into one, or pipe it in and write - for its name."
    ),
    "stakeholder_unknown": N_(
        "“{name}” is not in the register of stakeholders; add it there first, or leave it out."
    ),
    "template_damaged": N_(
        "The workbook cannot be read; open it in Excel, save it as xlsx, and try again."
    ),
    "template_empty": N_("There are no rows in it."),
    "template_encoding": N_(
        "The letters in row {row} cannot be read; save the file as “CSV UTF-8” or xlsx."
    ),
    "template_encrypted": N_(
        "The workbook is locked with a password; save it without one and try again."
    ),
    "template_format_unknown": N_(
        "“{path}” ends in none of .xlsx, .csv and .toml; choose such a name, or say --format."
    ),
    "template_needs_go_live": N_(
        "There are fixed dates but no go-live date to count weeks from; set that date first."
    ),
    "template_no_text": N_("That is no text, workbook or TOML file."),
    "template_no_workbook": N_("That is no Excel workbook; save it as xlsx or csv."),
    "template_old_excel": N_("That is an old kind of Excel file; save it as xlsx."),
    "template_plan_is_toml": N_("A template of the whole plan is a TOML file."),
    "template_quotation": N_('A quotation in row {row} does not end; look for a stray ".'),
    "template_too_intricate": N_(
        "The workbook holds far more than a plan; copy the plan alone into a new one."
    ),
    "template_too_large": N_("The file is larger than {limit} MB; a plan takes far less."),
    "template_too_many_merged": N_("There are more than {limit} merged cells; unmerge them."),
    "template_too_many_rows": N_("There are more than {limit} rows; a plan has far fewer."),
    "template_unpacks_too_large": N_(
        "The workbook unpacks to {size} MB and at most {limit} MB are read; remove what is not "
        "the plan."
    ),
    "toml_nothing": N_("There is nothing to import in it; it needs {allowed}."),
    "toml_wrong": N_("Line {row} of the TOML file cannot be understood."),
}
_DOING = {
    "reading": N_("Reading, row {number} …"),
    "comparing": N_("Comparing with the plan, row {number} …"),
    "importing": N_("Importing, row {number} …"),
    "writing": N_("Writing, row {number} …"),
}
_KINDS = {
    "activities": N_("an activity plan"),
    "communication": N_("a communication plan"),
    "stakeholders": N_("a stakeholder analysis"),
    "plan": N_("a template of a plan"),
}


def doing_words(what: str, number: int) -> str:
    """How far something long is, by its code; empty when nothing is done."""
    return _(_DOING[what]).format(number=number) if what in _DOING else ""


def import_words(note: str) -> dict[str, str]:
    """What an import's note for programs says: which template, how many rows; empty for others."""
    kind, _space, counts = note.partition(" ")
    added, _space, changed = counts.partition(" ")
    if kind not in _KINDS:
        return {}
    return {"imported": _(_KINDS[kind]), "added": added, "altered": changed}

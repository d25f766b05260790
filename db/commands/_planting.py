"""The suggested points of a department's checklist of conditions, put there."""

from peewee import fn

from db.models import Department, Plan, Precondition
from db.queries.preconditions import suggestions
from db.rules.moves import rank_between

from ._change import Change


def plant_suggestions(change: Change, department: Department) -> None:
    """Put the suggested points on a department's checklist that are not on it.

    One that has been archived comes back, with the tick that it had.
    """
    theirs = Precondition.department == department.id
    query = Precondition.select(Precondition.text, Precondition.id, Precondition.archived)
    # The open ones come last, and so are what is known of a text that stands there twice.
    rows = query.where(theirs).order_by(Precondition.archived.desc(), Precondition.id)
    known = {
        text.casefold(): (number, archived)
        for text, number, archived in rows.tuples().execute(change.database)
    }
    language = Plan.select(Plan.language).scalar(change.database)
    last = Precondition.select(fn.MAX(Precondition.rank)).where(theirs).scalar(change.database)
    for suggestion in suggestions(language):
        number, archived = known.get(suggestion.text.casefold(), (None, False))
        if archived:
            change.update(change.row(Precondition, number), archived=False)
        elif number is None:
            last = rank_between(last, None)
            fields = {**suggestion._asdict(), "kind": suggestion.kind.value}
            change.insert(Precondition, department=department.id, rank=last, **fields)

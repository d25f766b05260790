"""The plan itself and the days on which the municipality is closed."""

from peewee import AutoField, BooleanField, IntegerField, TextField

from db.rules.calendar import CLOSURE_NAME_LIMIT, DEFAULT_DAYS_BY_AGREEMENT

from .base import Table, added_later, text

BACKUP_GENERATIONS = 14
STANDUP_MINUTES = 15
DAYS_BY_AGREEMENT = " ".join(DEFAULT_DAYS_BY_AGREEMENT)


class Plan(Table):
    """The one plan of this database: whose it is and what its dates hang on."""

    id = AutoField()
    municipality = TextField()
    language = TextField()  # of the planted content, not of the screen
    go_live = TextField(null=True)  # ISO date; null while a new date is awaited
    end_offset_weeks = IntegerField()  # A08: the end date lies five weeks after go-live
    soon_within_days = IntegerField()  # a due date this near is "soon"
    backup_generations = IntegerField(default=BACKUP_GENERATIONS)  # daily ones kept; 0: none made
    created_at = TextField()
    version = IntegerField(default=1)
    standup_minutes = IntegerField(  # how long a standup is to take
        default=STANDUP_MINUTES, constraints=[added_later(str(STANDUP_MINUTES))]
    )
    approved_by = TextField(null=True)  # login name; null while the plan is not approved
    approved_on = TextField(null=True)  # ISO date
    closed_by = TextField(null=True)  # login name; null while the card is open
    closed_at = TextField(null=True)  # UTC instant
    closing_note = text(1_000, column="closing_note", default="", constraints=[added_later("''")])
    days_by_agreement = text(  # MM-DD, a blank between two: free though no public holiday
        60,
        column="days_by_agreement",
        default=DAYS_BY_AGREEMENT,
        constraints=[added_later(f"'{DAYS_BY_AGREEMENT}'")],
    )


class DayOff(Table):
    """A public holiday; in older plans also a day that is free by agreement."""

    day = TextField(primary_key=True)  # ISO date
    names = TextField()  # English names, "; " between two on one day


class Closure(Table):
    """Days on which the town hall is closed besides: a closing day, a holiday week."""

    id = AutoField()
    name = text(CLOSURE_NAME_LIMIT, column="name")
    first_day = TextField()  # ISO date
    last_day = TextField()  # ISO date, included
    archived = BooleanField(default=False)
    version = IntegerField(default=1)

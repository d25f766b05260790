"""Due dates counted from more than go-live: the end date, a department's start, another item."""

TABLES = ("activity", "communication_item")
ALONE = '"due_rule" IS NULL OR ("offset_weeks" IS NULL AND "due_date" IS NULL)'


def up(migrator, db):
    for table in TABLES:
        db.execute_sql(
            f'ALTER TABLE "{table}" ADD COLUMN "due_rule" TEXT '
            f'CHECK ({ALONE}) CHECK (length("due_rule") <= 60)'
        )
        db.execute_sql(f'CREATE INDEX "{table}_due_rule" ON "{table}" ("due_rule")')

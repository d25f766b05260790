"""Every read of the plan: functions from a database to frozen values; nothing here writes."""

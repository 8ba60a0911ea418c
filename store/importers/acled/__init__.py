"""ACLED: one row of the Armed Conflict Location & Event Data to one event.

`codes` knows the columns and code lists, `dates` reads when, `people` who, `events` makes the event. No row of ACLED
is in this project: its terms do not allow that.
"""

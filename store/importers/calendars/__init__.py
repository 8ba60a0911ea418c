"""iCalendar: `lines` finds the components, `properties` reads their lines, `times` the dates, `events` makes a record.

The library `icalendar` reads parameters and durations. It is not given whole calendars: one line that it refuses would
cost the calendar, and here it costs at most the event that it stands in.
"""

"""Tables and objects of any shape: which column says what, and what an event's row comes to.

`columns` finds the columns, `rows` makes the event; in between `dates`, `people`, `places`, `citing` and `figures` read
the cells.
"""

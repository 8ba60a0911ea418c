"""Dates of events: EDTF strings read, spanned, put in words.

The whole of it for the rest of the program; `edtf` reads, `words` and `labels` write. `plain` reads what people type,
and is imported by those who wait for that.
"""

from store.dates.edtf import Edtf, parse
from store.dates.labels import LABEL_CELLS, label
from store.dates.parts import MONTHS, OPEN_END, OPEN_START
from store.dates.spans import parse_span
from store.dates.words import day_name, describe

__all__ = [
    "LABEL_CELLS",
    "MONTHS",
    "OPEN_END",
    "OPEN_START",
    "Edtf",
    "day_name",
    "describe",
    "label",
    "parse",
    "parse_span",
]

"""UCDP GED's columns and codes, and how a cell is read.

The lists are those of Högbladh, Stina (2019), "UCDP GED Codebook version 19.1", Department of Peace and Conflict
Research, Uppsala University; version 22.1 has the same ones.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import nan
from typing import Final, TypeVar

from store.importers.protocol import CellError
from store.model import EventType, Precision
from store.text import one_line

Code = TypeVar("Code", bound=str)

DATASET: Final = "ucdp"

TYPES: Final[Mapping[str, EventType]] = {"1": "state-based", "2": "non-state", "3": "one-sided"}
"""`type_of_violence`."""

PLACE_PRECISION: Final[Mapping[str, Precision]] = {
    "1": "point",
    "2": "near",
    "3": "district",
    "4": "province",
    "5": "area",
    "6": "country",
    "7": "waters",
}
"""`where_prec`: the exact place; within about 25 km; second-order division; first-order division; a line or a fuzzy
area; the country only; international waters or airspace."""

EXACT_DAY: Final = "1"
"""`date_prec`: 1 is the day; 2 within 2 to 6 days, 3 the week, 4 within 8 to 30 days, 5 longer, up to a year."""

AGGREGATE: Final = "2"
"""`event_clarity`: 1 is one incident; 2 says that the source only gave a sum that cannot be taken apart."""

DATE_PRECISION: Final[Mapping[str, tuple[int, int]]] = {
    EXACT_DAY: (0, 0),
    "2": (1, 5),
    "3": (6, 6),
    "4": (7, 30),
    "5": (31, 366),
}
"""The days from `date_start` to `date_end` that go with each `date_prec`."""

NOT_RECORDED: Final = -1
"""`number_of_sources`: not "none"."""

NAMES_WITH_COMMA: Final = frozenset({"Interahamwe, ex-FAR"})
"""Names of single actors that hold the separator of coalitions; the store's own names are tried as well."""

MOST_DEAD: Final = 10_000_000
"""More than in any event on record; a larger figure is an id in the wrong column."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
"""The dataset begins in 1989; a year far outside is a slip of the pen."""

_WHOLE: Final = re.compile(r"([+-]?[0-9]{1,18})(?:\.0+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?", re.ASCII)

# fmt: off
USED: Final[frozenset[str]] = frozenset(
    {
        "id", "type_of_violence", "side_a", "side_b", "source_article", "source_original", "where_prec",
        "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "country",
        "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
        "deaths_unknown", "low", "best", "high",
    }
)
"""Columns that the record holds elsewhere than in `extra`."""

EXTRA: Final = (
    "year", "active_year", "code_status", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "gwnoa", "side_b_dset_id", "side_b_new_id",
    "gwnob", "number_of_sources", "source_office", "source_date", "source_headline", "where_description",
    "priogrid_gid", "country_id", "region",
)
"""The order in which `extra` has the other columns, so that a release with another order is no change; columns that
are not listed follow by name."""

NUMBERS: Final[frozenset[str]] = frozenset(
    {
        "year", "active_year", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id",
        "number_of_sources", "priogrid_gid", "country_id", "conflict_dset_id", "dyad_dset_id",
        "side_a_dset_id", "side_b_dset_id", "gwnoa", "gwnob",
    }
)
# fmt: on


class RowError(CellError):
    """A row that cannot become an event: which column, what stands there, and why that does not do."""


def need(row: Mapping[str, str], column: str) -> str:
    """Return a cell that must not be empty; this and the next ones raise `RowError`."""
    value = one_line(row.get(column) or "")
    if not value:
        raise RowError(column, "", "it must not be empty")
    return value


def code(row: Mapping[str, str], column: str, codes: Mapping[str, Code]) -> Code:
    """Return what a code stands for."""
    value = row.get(column) or ""
    found = codes.get(value) or codes.get(one_line(value))
    if found is None:
        raise RowError(column, need(row, column), f"expected one of {', '.join(codes)}")
    return found


def integer(row: Mapping[str, str], column: str) -> int:
    """Return a number of people, from 0."""
    value = row.get(column) or ""
    number = whole(value)
    if number is None:
        raise RowError(column, need(row, column), "expected a whole number")
    if not 0 <= number <= MOST_DEAD:
        raise RowError(column, value.strip(), f"expected a number from 0 to {MOST_DEAD:,}")
    return number


@lru_cache(maxsize=65536)
def whole(text: str) -> int | None:
    """Return the whole number that a cell holds, also as "4.0", as it is after a visit to a spreadsheet; else None."""
    match = _WHOLE.fullmatch(text.strip())
    return int(match[1]) if match else None


def degrees(row: Mapping[str, str], column: str, most: int) -> float:
    """Return a latitude or longitude."""
    value = need(row, column)
    try:
        found = float(value) if value.isascii() and "_" not in value else nan
    except ValueError:
        raise RowError(column, value, "expected degrees such as 36.5282") from None
    if not -most <= found <= most:
        raise RowError(column, value, f"expected degrees from -{most} to {most}")
    return found


@lru_cache(maxsize=16384)
def day(column: str, cell: str) -> date:
    """Read a day; newer releases write a clock time of midnight behind it."""
    value = one_line(cell)
    if not value:
        raise RowError(column, "", "it must not be empty")
    try:
        found = date.fromisoformat(value[:10]) if _DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None:
        raise RowError(column, value, "expected a date such as 2016-06-04")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise RowError(column, value, f"expected a year from {FIRST_YEAR} to {LAST_YEAR}")
    return found

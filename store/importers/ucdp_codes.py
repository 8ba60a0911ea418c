"""UCDP GED's columns and codes, and how a cell is read.

The lists are those of Högbladh, Stina (2019), "UCDP GED Codebook version 19.1", Department of Peace and Conflict
Research, Uppsala University; version 22.1 has the same ones.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

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

NOT_RECORDED: Final = "-1"
"""`number_of_sources`: not "none"."""

NAMES_WITH_COMMA: Final = frozenset({"Interahamwe, ex-FAR"})
"""Names of single actors that hold the separator of coalitions; the store's own names are tried as well."""

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

NUMBERS: Final[frozenset[str]] = frozenset(
    {
        "year", "active_year", "conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id",
        "number_of_sources", "priogrid_gid", "country_id", "conflict_dset_id", "dyad_dset_id",
        "side_a_dset_id", "side_b_dset_id", "gwnoa", "gwnob",
    }
)
# fmt: on


class RowError(ValueError):
    """A row that cannot become an event: which column, what stands there, and why that does not do."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column} is {value!r}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason


def need(row: Mapping[str, str], column: str) -> str:
    """Return a cell that must not be empty; this and the next ones raise `RowError`."""
    value = one_line(row.get(column) or "")
    if not value:
        raise RowError(column, "", "it must not be empty")
    return value


def code(row: Mapping[str, str], column: str, codes: Mapping[str, Code]) -> Code:
    """Return what a code stands for."""
    value = need(row, column)
    if value not in codes:
        raise RowError(column, value, f"expected one of {', '.join(codes)}")
    return codes[value]


def integer(row: Mapping[str, str], column: str) -> int:
    """Return a whole number."""
    value = need(row, column)
    try:
        return int(value)
    except ValueError:
        raise RowError(column, value, "expected a whole number") from None


def degrees(row: Mapping[str, str], column: str) -> float:
    """Return a latitude or longitude."""
    value = need(row, column)
    try:
        return float(value)
    except ValueError:
        raise RowError(column, value, "expected degrees such as 36.5282") from None


def day(row: Mapping[str, str], column: str) -> date:
    """Read a day; newer releases write a clock time of midnight behind it."""
    value = need(row, column)
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise RowError(column, value, "expected a date such as 2016-06-04") from None

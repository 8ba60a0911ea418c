"""Which column of an unknown table says what: as the user maps them, else by their names.

Names compare by their letters and digits alone, without case and without what stands in brackets: "Start Date",
"start_date" and "startDate" are one. What no field takes is kept under its own name.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from store.errors import ImportRefused
from store.importers.clock import is_moment
from store.importers.objects import text_of
from store.text import fold, one_line

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("date", "event date", "date of event", "when", "dates", "edtf", "day", "datetime", "date time",
             "occurred", "occurred on", "date occurred", "incident date", "date of incident"),
    "start": ("start", "start date", "date start", "begin", "begins", "begin date", "first day", "from", "from date",
              "began"),
    "end": ("end", "end date", "date end", "ends", "last day", "finish", "until", "to", "to date", "ended"),
    "time": ("time", "time of day", "clock"),
    "year": ("year", "iyear"),
    "month": ("month", "imonth"),
    "day": ("day", "day of month", "iday"),
    "title": ("title", "headline", "event", "event title", "name", "event name", "subject", "heading", "what",
              "incident", "label", "battle", "battle name", "engagement", "tooltip"),
    "text": ("text", "summary", "description", "event description", "details", "what happened", "narrative", "body",
             "content", "notes", "note", "comments"),
    "date_note": ("date note",),
    "actors": ("actors", "actor", "who", "parties", "participants", "belligerents"),
    "attacker": ("attacker", "attackers", "perpetrator", "perpetrators", "aggressor", "gname"),
    "defender": ("defender", "defenders"),
    "supporter": ("supporter", "supporters"),
    "victim": ("victim", "victims"),
    "reporter": ("reporter", "reporters"),
    "side_a": ("side a",),
    "side_b": ("side b",),
    "place": ("place", "location", "place name", "location name", "where", "town", "city", "village", "site",
              "locality", "settlement"),
    "lat": ("lat", "latitude", "location lat", "location latitude", "place lat", "geo lat", "place latitude"),
    "lon": ("lon", "longitude", "lng", "long", "location lon", "location lng", "location longitude", "place lon",
            "geo lon", "geo lng", "place longitude"),
    "coordinates": ("coordinates", "coords", "lat lon", "lat long", "lat lng", "latitude longitude", "gps"),
    "country": ("country", "nation", "country name", "country txt"),
    "admin1": ("admin1", "adm 1", "admin 1", "province", "governorate", "oblast", "provstate"),
    "admin2": ("admin2", "adm 2", "admin 2", "district"),
    "deaths": ("deaths", "fatalities", "killed", "dead", "death toll", "number killed", "deaths best", "killed best",
               "total deaths", "total killed", "nkill"),
    "deaths_low": ("deaths low", "killed low", "fatalities low", "min deaths", "deaths min", "killed min"),
    "deaths_high": ("deaths high", "killed high", "fatalities high", "max deaths", "deaths max", "killed max"),
    "deaths_of": ("killed who", "deaths of", "who was killed", "victims who died"),
    "wounded": ("wounded", "injured", "injuries", "number wounded", "number injured", "nwound"),
    "attribution": ("attribution", "according to", "claimed by", "says who", "killed says"),
    "source": ("source", "sources", "publisher", "outlet", "reported by", "source name"),
    "source_title": ("source title", "source headline", "article", "article title"),
    "source_date": ("source date", "published", "publication date", "report date", "date reported"),
    "url": ("url", "link", "source url", "source link", "urls", "links", "href", "source urls"),
    "id": ("id", "event id", "uid", "uuid", "identifier"),
    "tags": ("tags", "tag", "keywords", "labels", "category", "categories"),
    "type": ("type", "event type", "type of violence"),
    "offensive": ("offensive", "offensives", "operation", "campaign"),
    "confidence": ("confidence",),
}  # fmt: skip
"""Fields, as `--map` names them, and the names of columns that are taken for each, the likelier first."""

NUMBERED: Final[Mapping[str, re.Pattern[str]]] = {"actors": re.compile(r"actor\d{1,2}(?:name)?", re.ASCII)}
"""Columns that come several times: actor1, actor2."""

DATES: Final = ("date", "start", "end", "year")
"""Fields of which an event needs one."""

TELLING: Final = ("title", "text", "actors", "attacker", "victim", "defender", "side_a", "side_b", "place")
"""Fields of which an event needs one besides: what happened, who was in it, or where."""

_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD: Final = re.compile(r"[\W_]+")
_MOST_NAMED: Final = 40
_SHOWN: Final = 60
_LONGEST_CACHED: Final = 10_000
"""Characters of a header that is remembered; in JSON each object may have another one."""

Columns = Mapping[str, tuple[str, ...]]
"""Columns by field, in the order in which their cells are joined."""


def bare(name: str) -> str:
    """Return a column's name as it is compared."""
    return _NO_WORD.sub("", fold(_BRACKETS.sub("", name))) or _NO_WORD.sub("", fold(name))


_BY_NAME: Final = {field: tuple(bare(name) for name in names) for field, names in NAMES.items()}
_DAY_ALONE: Final = "day"


def columns_of(header: Iterable[str], mapping: Mapping[str, str]) -> Columns:
    """Return which of a header's columns say what.

    Args:
        header: The names of all columns.
        mapping: Column by field, as the user gives it.

    Raises:
        ImportRefused: There is no such field or column.
    """
    names, mapped = tuple(header), tuple(sorted(mapping.items()))
    if sum(map(len, names)) > _LONGEST_CACHED:
        return _columns_of.__wrapped__(names, mapped)
    return _columns_of(names, mapped)


@lru_cache(maxsize=256)
def _columns_of(header: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Columns:
    found = {field: _mapped(field, named, header) for field, named in mapping}
    taken = {column for columns in found.values() for column in columns}
    free = {column: bare(column) for column in header if column not in taken}
    for field, names in _BY_NAME.items():
        if field not in found and not _is_idle(field, found) and (columns := _named(field, names, free)):
            found[field] = columns
            free = {column: name for column, name in free.items() if column not in columns}
    return found


def _is_idle(field: str, found: Collection[str]) -> bool:
    """Tell whether a field is of no use beside those that are found: a year next to a date."""
    if field == "year":
        return not {"date", "start", "end"}.isdisjoint(found)
    return field in ("month", "day") and "year" not in found


def _named(field: str, names: Iterable[str], free: Mapping[str, str]) -> tuple[str, ...]:
    columns: tuple[str, ...] = ()
    for name in names:
        if field == "date" and name == _DAY_ALONE and "year" in free.values():
            continue  # with a year it is the day of the month
        if same := sorted(column for column, bare_name in free.items() if bare_name == name):
            columns = (same[0],)
            break
    if pattern := NUMBERED.get(field):
        columns += tuple(column for column, name in free.items() if pattern.fullmatch(name))
    return columns


def _mapped(field: str, named: str, header: tuple[str, ...]) -> tuple[str, ...]:
    if field not in NAMES:
        raise ImportRefused(
            f"There is no field {one_line(field)[:_SHOWN]!r} to map to. Fields are: {', '.join(NAMES)}."
        )
    by_name = {fold(one_line(column)): column for column in reversed(header)}
    if column := by_name.get(fold(one_line(named))):
        return (column,)
    several = tuple(by_name.get(fold(part.strip()), "") for part in named.split(","))
    if len(several) > 1 and all(several):
        return several
    raise ImportRefused(f"There is no column {one_line(named)[:_SHOWN]!r} for {field}. {listed(header)}")


def with_moment(columns: Columns, values: Mapping[str, Any]) -> Columns:
    """Return an object's columns; a `time` that is a moment, as programs write it, is its date if it has no other."""
    if "time" not in columns or not columns.keys().isdisjoint(DATES):
        return columns
    if not is_moment(text_of(values.get(columns["time"][0]))):
        return columns
    return {"date": columns["time"], **{field: names for field, names in columns.items() if field != "time"}}


def listed(header: Iterable[str]) -> str:
    """Say which columns there are."""
    names = [one_line(name)[:_SHOWN] for name in header]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Its columns are: {', '.join(names[:_MOST_NAMED])}{more}." if names else "It has no columns."


def taken_as(columns: Columns, header: Iterable[str]) -> str:
    """Say which column was taken for what, and which are kept as they are."""
    pairs = ", ".join(f"{field} = {' + '.join(map(one_line, names))}" for field, names in columns.items())
    taken = {name for names in columns.values() for name in names}
    rest = [one_line(name) for name in header if name not in taken]
    kept = (
        f" Kept as they are: {', '.join(rest[:_MOST_NAMED])}{', ...' if len(rest) > _MOST_NAMED else ''}."
        if rest
        else ""
    )
    return f"Columns were taken so: {pairs}.{kept} Another choice: --map field=column"

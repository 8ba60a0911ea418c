"""TimelineJS's spreadsheet as CSV: the columns of version 3 (Year, Month, Day), and of version 1 (Start Date, Tag)."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from store.importers.timelinejs.dates import Part, Stamp, old_stamp
from store.importers.timelinejs.slide import Kind, Media, Slide
from store.text import one_line

_SPACE: Final = re.compile(r"[\s_]+")
_USED: Final = frozenset(
    {
        "year", "month", "day", "time", "endyear", "endmonth", "endday", "endtime", "startdate", "enddate",
        "displaydate", "headline", "text", "media", "mediacredit", "mediacaption", "alttext", "type", "group", "tag",
    }
)  # fmt: skip
_OF_V3: Final = frozenset(
    {"endyear", "endmonth", "displaydate", "mediacredit", "mediacaption", "mediathumbnail", "alttext"}
)
_OF_V1: Final = frozenset({"mediacredit", "mediacaption", "mediathumbnail", "media"})


def bare(name: str) -> str:
    """Return a column's name as TimelineJS compares it."""
    return _SPACE.sub("", name.lower())


def is_surely_sheet(columns: Iterable[str]) -> bool:
    """Tell whether these are columns that no other table has."""
    names = frozenset(map(bare, columns))
    if "headline" not in names:
        return False
    return ("year" in names and len(names & _OF_V3) > 1) or ("startdate" in names and len(names & _OF_V1) > 1)


def is_of_v1(columns: Iterable[str]) -> bool:
    """Tell whether dates stand in one column, with the month first."""
    names = frozenset(map(bare, columns))
    return "startdate" in names and "year" not in names


def may_be_sheet(columns: Iterable[str]) -> bool:
    """Tell whether this is likely a sheet; a column of dates is not, where it is not sure that the month is first."""
    return {"year", "headline"} <= frozenset(map(bare, columns))


def is_sheet(columns: Iterable[str]) -> bool:
    """Tell whether TimelineJS would draw a table with these columns."""
    names = frozenset(map(bare, columns))
    return "headline" in names and ("year" in names or "startdate" in names)


def slide_of(cells: Mapping[str, str]) -> Slide | None:
    """Return what a row says; None when it says nothing.

    Raises:
        CellError: A date of version 1 is none.
    """
    named = {bare(name): (name, cell) for name, cell in cells.items() if cell.strip()}
    if not named:
        return None

    def text(name: str) -> str:
        return named.get(name, ("", ""))[1]

    kind = _kind(text("type"))
    used = _USED if kind != "event" or one_line(text("type")).lower() == "event" else _USED - {"type"}
    is_new = "year" in named or not text("startdate")
    start = _stamp(named, "") if is_new else old_stamp(text("startdate"), named["startdate"][0])
    end = _stamp(named, "end") if is_new or not text("enddate") else old_stamp(text("enddate"), named["enddate"][0])
    return Slide(
        kind=kind,
        start=start,
        end=end,
        date_column="start date" if "start date" in cells and "year" not in cells else "year",
        title_column="headline",
        display_date=text("displaydate"),
        headline=text("headline"),
        text=text("text"),
        tags=tuple(filter(None, (text("group"), text("tag")))),
        media=Media(text("media"), text("mediacredit"), text("mediacaption"), text("alttext")),
        extra={one_line(name): one_line(cell) for key, (name, cell) in named.items() if key not in used},
    )


def _stamp(named: Mapping[str, tuple[str, str]], prefix: str) -> Stamp:
    return {
        part: Part(column, one_line(cell))
        for part in ("year", "month", "day", "time")
        for column, cell in (named.get(f"{prefix}{part}", ("", "")),)
        if cell
    }


def _kind(cell: str) -> Kind:
    match one_line(cell).lower():
        case "title":
            return "title"
        case "era":
            return "era"
    return "event"  # TimelineJS takes any other type for one

"""Titles for UCDP GED's events, which have none: the codes in words, and no more than the codes."""

from collections.abc import Mapping, Sequence

from store.importers.ucdp_codes import AGGREGATE, integer
from store.model import Actor, EventType, Place, Precision


def title(
    row: Mapping[str, str], kind: EventType, sides: Sequence[Sequence[Actor]], place: Place, precision: Precision
) -> str:
    """Say where, who, against whom, and how many were killed.

    The place stands first, as in a dateline: in a column of a dataset's events it tells them apart. "Clash" is said
    only of two actors that both had dead: where one side alone had, it may have been bombed.
    """
    first, second = (_side_name(side) for side in sides)
    if kind == "one-sided":
        many = first.endswith("s") or " and " in first
        what = f"{first} {'attack' if many else 'attacks'} {second[0].lower()}{second[1:]}"
    elif all(len(side) == 1 for side in sides) and integer(row, "deaths_a") and integer(row, "deaths_b"):
        what = f"{first} and {second} clash"
    else:
        what = f"{first} against {second}"
    said = f"{_where(place, precision)}{what}, {_killed(row, kind)}"
    return f"{said[0].upper()}{said[1:]}"


def _side_name(side: Sequence[Actor]) -> str:
    """Return an actor's short name; of a coalition the first, with the other or the number of the others."""
    names = [actor.short or actor.name for actor in side]
    match len(names):
        case 1:
            return names[0]
        case 2:
            return f"{names[0]} and {names[1]}"
    return f"{names[0]} and {len(names) - 1} others"


def _where(place: Place, precision: Precision) -> str:
    """Return the place as a title begins with it, as exactly as it is known."""
    match precision:
        case "country" | "waters":
            return ""
        case "near":
            return f"near {place.name}: "
    return f"{place.name}: "


def _killed(row: Mapping[str, str], kind: EventType) -> str:
    """Return how many, as a range where the estimates differ; civilians when only they died."""
    low, best, high = (integer(row, column) for column in ("low", "best", "high"))
    if not low <= best <= high:
        low = high = best
    range_ = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    about = "about " if (row.get("event_clarity") or "").strip() == AGGREGATE else ""
    only_civilians = kind != "one-sided" and 0 < best == integer(row, "deaths_civilians")
    noun = ("civilian " if high == 1 else "civilians ") if only_civilians else ""
    return f"{about}{range_} {noun}killed"

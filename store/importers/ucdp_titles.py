"""Titles for UCDP GED's events, which have none: the codes in words, and no more than the codes."""

from store.importers.ucdp_figures import Figures
from store.importers.ucdp_sides import GedSide
from store.model import EventType, Place, Precision


def title(
    kind: EventType, sides: tuple[GedSide, GedSide], place: Place, precision: Precision, figures: Figures, about: bool
) -> str:
    """Say where, who, against whom, and how many were killed.

    The place stands first, as in a dateline: in a column of a dataset's events it tells them apart. "Clash" is said
    only of two actors that both had dead: where one side alone had, it may have been bombed.
    """
    first, second = (side.name for side in sides)
    if kind == "one-sided":
        many = first.endswith("s") or " and " in first
        what = f"{first} {'attack' if many else 'attacks'} {second[0].lower()}{second[1:]}"
    elif figures.side_a and figures.side_b and all(len(side.actors) == 1 for side in sides):
        what = f"{first} and {second} clash"
    else:
        what = f"{first} against {second}"
    said = f"{_where(place, precision)}{what}, {'about ' if about else ''}{_killed(figures, kind)}"
    return f"{said[0].upper()}{said[1:]}"


def _where(place: Place, precision: Precision) -> str:
    """Return the place as a title begins with it, as exactly as it is known."""
    match precision:
        case "country" | "waters":
            return ""
        case "near":
            return f"near {place.name}: "
    return f"{place.name}: "


def _killed(figures: Figures, kind: EventType) -> str:
    """Return how many, as a range where the estimates differ; civilians when only they died."""
    low, high = (figures.low, figures.high) if figures.are_in_order else (figures.best, figures.best)
    range_ = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    only_civilians = kind != "one-sided" and 0 < figures.best == figures.civilians
    noun = ("civilian " if high == 1 else "civilians ") if only_civilians else ""
    return f"{range_} {noun}killed"

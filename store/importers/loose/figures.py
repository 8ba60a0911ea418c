"""How many were killed or wounded, as a row says it: figures, or words that hold one.

A cell says 12, 10-15, "at least 12", "12+", "up to 15" or "about 12"; other words ("dozens") are kept as the statement
that they are. A 0 is what its table says. Low, best and high in columns of their own make one claim.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from store.importers.loose.cells import Cells
from store.importers.protocol import CellError
from store.model import Claim
from store.text import fold

MOST: Final = 10_000_000
"""People; a larger figure is an id in the wrong column."""

_LONGEST: Final = 100
"""Characters of a cell that may be a figure; what is longer is a statement."""
_NUMBER: Final = r"(\d{1,3}(?:[ ,']\d{3})+|\d{1,18})(?:\.0+)?"
_FORMS: Final[tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...]] = tuple(
    (re.compile(pattern.replace("N", _NUMBER), re.ASCII), names, is_all)
    for pattern, names, is_all in (
        ("N", ("best",), True),
        (r"(?:between |from )?N ?(?:-|to|and) ?N", ("low", "high"), True),
        (r"(?:at least|minimum|min\.?|>=|≥) ?N", ("low",), True),
        (r"N ?(?:\+|or more)", ("low",), True),
        (r"(?:at most|maximum|max\.?|<=|≤|up to) ?N", ("high",), True),
        (r"(?:>|more than|over) ?N", ("low",), False),
        (r"(?:~|about|around|approximately|approx\.?|circa|ca\.?|some) ?N", ("best",), False),
    )
)
"""Patterns, what their numbers are, and whether the figures say all that the words do."""
_LIKE_A_NUMBER: Final = re.compile(r"[-+]?[\d.,]+(?:e[-+]?\d+)?", re.ASCII)
_EXPECTED: Final = 'expected a whole number, or words such as "at least 12"'


def claims_of(cells: Cells, attribution: str, source: int | None) -> Iterator[Claim]:
    """Yield what a row claims of the killed and the wounded.

    Args:
        cells: The row.
        attribution: Who says so.
        source: Position among the event's sources of the one that says it.

    Raises:
        CellError: A figure is none.
    """
    for counted, fields in (("killed", ("deaths", "deaths_low", "deaths_high")), ("wounded", ("wounded",))):
        figures: dict[str, int] = {}
        words: list[str] = []
        for field, name in zip(fields, ("", "low", "high"), strict=False):
            if text := cells.text(field):
                found, said = _figures(cells.column(field), text, name)
                figures |= found
                words += said
        if figures or words:
            who = cells.text("deaths_of") if counted == "killed" else ""
            yield Claim(**_in_order(figures, words), attribution=attribution, counted=counted, who=who, source=source)


def _figures(column: str, text: str, name: str) -> tuple[dict[str, int], list[str]]:
    """Return the figures of a cell, and the cell itself where they do not say it all."""
    if len(text) > _LONGEST:
        return {}, [text]
    for pattern, names, is_all in _FORMS:
        if found := pattern.fullmatch(fold(text)):
            numbers = [int(re.sub(r"\D", "", number)) for number in found.groups()]
            if max(numbers) > MOST:
                raise CellError(column, text, f"expected a number of people, up to {MOST:,}")
            if name and len(names) == 1:
                names = (name,)
            return dict(zip(names, numbers, strict=True)), [] if is_all else [text]
    if _LIKE_A_NUMBER.fullmatch(fold(text)):
        raise CellError(column, text, _EXPECTED)
    return {}, [text]


def _in_order(figures: dict[str, int], words: list[str]) -> dict[str, Any]:
    """Return what a claim holds; figures out of order are told in words, but for the best."""
    given = [figures[name] for name in ("low", "best", "high") if name in figures]
    if given == sorted(given):
        return {**figures, "text": "; ".join(words)}
    said = ", ".join(f"{name} {figures[name]:,}" for name in ("low", "best", "high") if name in figures)
    best = {"best": figures["best"]} if "best" in figures else {}
    return {**best, "text": "; ".join((*words, f"the figures are out of order: {said}"))}

"""Coordinates in cells."""

import re
from typing import Final

from store.importers.protocol import CellError

LATITUDE: Final = 90
LONGITUDE: Final = 180

_DEGREES: Final = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:[.,]\d*)?|\.\d+)(?:[eE]-\d{1,3})?)\s*°?\s*(?P<letter>[NSEWnsew]?)", re.ASCII
)


def degrees(column: str, text: str, most: int) -> float:
    """Read a latitude or longitude: 36.5282, also as 36,5282, 36.5282° N or 37.9 W.

    Args:
        column: Its name, for the error.
        text: The cell, stripped.
        most: `LATITUDE` or `LONGITUDE`.

    Raises:
        CellError: It is none.
    """
    found = _DEGREES.fullmatch(text.replace("−", "-"))
    letter = found["letter"].upper() if found else ""
    if not found or letter not in ("", *("NS" if most == LATITUDE else "EW")):
        raise CellError(column, text, "expected degrees such as 36.5282")
    value = float(found["number"].replace(",", ".")) * (-1 if letter in ("S", "W") else 1)
    if not -most <= value <= most:
        raise CellError(column, text, f"expected degrees from -{most} to {most}")
    return value

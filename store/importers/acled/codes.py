"""ACLED's columns and codes, and how a cell is read.

They are those of the "ACLED Codebook" (Armed Conflict Location & Event Data, acleddata.com, as of 2025) and of its
"Guide to 2023 ACLED column changes". Codes and names differ between exports, so they compare without case, and event
types that are misspelt are recognised by their likeness; what a cell says is kept as it stands.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, Literal

from store.importers.protocol import CellError
from store.model import Precision
from store.text import clean, fold, one_line

DATASET: Final = "acled"

RENAMED: Final[Mapping[str, str]] = {
    "ally_actor_1": "assoc_actor_1",
    "ally_actor_2": "assoc_actor_2",
    "assoc_actor1": "assoc_actor_1",
    "assoc_actor2": "assoc_actor_2",
    "actor_1": "actor1",
    "actor_2": "actor2",
    "inter_1": "inter1",
    "inter_2": "inter2",
    "time_prec": "time_precision",
    "geo_prec": "geo_precision",
    "geo_precis": "geo_precision",
    "fatality": "fatalities",
    "total_fatalities": "fatalities",
}
"""Names of older versions and of what others made of the data."""

Group = Literal["", "state", "rebel", "political", "identity", "rioters", "protesters", "civilians", "other"]
"""`inter1` and `inter2`: what kind of actor it was in this event; empty: none, or not said."""

_GROUPS: Final[tuple[Group, ...]] = (
    "", "state", "rebel", "political", "identity", "rioters", "protesters", "civilians", "other",
)  # fmt: skip
"""By their numbers, 0 to 8, in files before 2024."""
_GROUP_WORDS: Final[tuple[tuple[str, Group], ...]] = (
    ("external", "other"),
    ("other", "other"),
    ("state", "state"),
    ("rebel", "rebel"),
    ("political", "political"),
    ("identity", "identity"),
    ("communal", "identity"),
    ("rioter", "rioters"),
    ("protest", "protesters"),
    ("civilian", "civilians"),
)

PLACE_PRECISION: Final[Mapping[str, Precision]] = {"": "", "1": "town", "2": "near", "3": "province"}
"""`geo_precision`: a town, or a part of one; near a town or in a small part of a region, for which the town stands; a
larger region, for which a natural feature or the provincial capital stands."""

EVENT_TYPES: Final = (
    "battles", "protests", "riots", "explosions/remote violence", "violence against civilians",
    "strategic developments",
)  # fmt: skip
SUB_EVENT_TYPES: Final = (
    "government regains territory", "non-state actor overtakes territory", "armed clash",
    "excessive force against protesters", "protest with intervention", "peaceful protest", "violent demonstration",
    "mob violence", "chemical weapon", "air/drone strike", "suicide bomb", "shelling/artillery/missile attack",
    "remote explosive/landmine/ied", "grenade", "sexual violence", "attack", "abduction/forced disappearance",
    "agreement", "arrests", "change to group/activity", "disrupted weapons use", "headquarters or base established",
    "looting/property destruction", "non-violent transfer of territory", "other",
)  # fmt: skip
_ALIKE: Final = 0.85
"""So alike are "Demostrations" and its proper spelling; "attack" and "arrests" are not."""

_LONGEST_CODE: Final = 100
"""Characters of a cell that may hold a code."""

MOST_DEAD: Final = 1_000_000
"""More than in any event on record; a larger figure is something else in the wrong column."""

_WHOLE: Final = re.compile(r"([+-]?\d{1,18})(?:\.0+)?", re.ASCII)
_BLANK: Final = frozenset({"", "na", "n/a", "nan", "null", "none"})
"""R writes a cell that it has nothing for as NA."""
_LONGEST_BLANK: Final = max(map(len, _BLANK))


def column_name(name: str) -> str:
    """Return a column's name as ACLED writes it today."""
    plain = one_line(name).lower().replace(" ", "_").replace("-", "_")
    return RENAMED.get(plain, plain)


def cleaned(column: str, value: str) -> str:
    """Return a cell on one line, and empty where nothing is known; notes keep their lines."""
    text = clean(value).strip() if column == "notes" else one_line(value)
    return "" if len(text) <= _LONGEST_BLANK and fold(text) in _BLANK else text


def cell(row: Mapping[str, str], column: str) -> str:
    """Return a cell, cleaned; empty where there is none."""
    return row.get(column, "")


def need(row: Mapping[str, str], column: str) -> str:
    """Return a cell that must not be empty.

    Raises:
        CellError: It is.
    """
    value = cell(row, column)
    if not value:
        raise CellError(column, "", "it must not be empty")
    return value


def number(row: Mapping[str, str], column: str, codes: Iterable[str]) -> str:
    """Return a code in figures; spreadsheets make 1.0 of 1. Empty when the cell is.

    Raises:
        CellError: It is none of `codes`.
    """
    value = cell(row, column)
    found = _WHOLE.fullmatch(value)
    code = found[1] if found else value
    if code not in codes:
        raise CellError(column, value, f"expected one of {', '.join(filter(None, codes))}")
    return code


def dead(row: Mapping[str, str]) -> int | None:
    """Return the reported fatalities; None when the cell is empty.

    Raises:
        CellError: It is no number of people.
    """
    value = cell(row, "fatalities")
    if not value:
        return None
    found = _WHOLE.fullmatch(value.replace(",", ""))
    if not found or not 0 <= int(found[1]) <= MOST_DEAD:
        raise CellError("fatalities", value, f"expected a whole number from 0 to {MOST_DEAD:,}")
    return int(found[1])


def group(text: str) -> Group:
    """Return what a cell of `inter1` or `inter2` says, in figures or in words."""
    return _group(text) if len(text) <= _LONGEST_CODE else ""


@lru_cache(maxsize=1024)
def _group(text: str) -> Group:
    found = _WHOLE.fullmatch(text)
    if found:
        code = int(found[1])
        return _GROUPS[code] if 0 <= code < len(_GROUPS) else ""
    folded = fold(text)
    return next((name for word, name in _GROUP_WORDS if word in folded), "")


def known_type(text: str, types: tuple[str, ...]) -> str:
    """Return the name of an event type as the codebook spells it, else as it stands there, in lower case."""
    return _known_type(text, types) if len(text) <= _LONGEST_CODE else text.lower()


@lru_cache(maxsize=4096)
def _known_type(text: str, types: tuple[str, ...]) -> str:
    folded = fold(one_line(text))
    return next(iter(get_close_matches(folded, types, 1, _ALIKE)), folded)


def listed(text: str) -> list[str]:
    """Return the items of a cell that holds a list joined by semicolons, each once."""
    if ";" not in text:
        return [text] if text else []
    items = (one_line(item) for item in text.split(";"))
    return list(dict.fromkeys(item for item in items if fold(item) not in _BLANK))

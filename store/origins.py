"""Whose word a claim is: the origins behind an attribution, since what many pass on may be one witness's count."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from store.text import fold, one_line

_PASSED_ON: Final = re.compile(r"^[^,;]*, (?:from|citing) (?:the )?", re.IGNORECASE)
"""What a dataset or an agency puts before those whom it has it from: "UCDP, from SOHR, HRW", "AP, citing SOHR"."""
_CARRIER: Final = re.compile(r",? (?:via|reported by|recorded by|headline recorded by) .*$", re.IGNORECASE)
"""Who carried it, which adds no witness: "Syrian military source, via Reuters"."""
_SEPARATORS: Final = re.compile(r"\s*[,;/]\s*")


@lru_cache(maxsize=65536)
def origins_of(attribution: str) -> tuple[str, ...]:
    """Return those whose word it is, each once, in the order in which they are named.

    "UCDP, from SOHR, Airwars" is the word of SOHR and of Airwars; "AP, citing SOHR" and "SOHR, via Reuters" are
    SOHR's. An attribution that names nobody behind it stands for itself.
    """
    text = one_line(attribution)
    passed_on = _PASSED_ON.match(text)
    inner = _CARRIER.sub("", text[passed_on.end() :] if passed_on else text)
    names = _SEPARATORS.split(inner) if passed_on else [inner]
    found: dict[str, str] = {}
    for name in filter(None, names):
        found.setdefault(fold(name), name)
    return tuple(found.values()) or ((text,) if text else ())


_WORD: Final = re.compile(r"\S+")
_MOST_WORDS: Final = 12
"""Words of the longest name that is looked at for being several."""


def parts_of(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the names that an origin puts one after the other, "SOHR and Airwars", "SOHR Airwars"; else itself.

    Args:
        name: An origin, as `origins_of` returns it.
        known: Names that stand on their own somewhere, folded; without a part that is none of them, a name is one.
    """
    words = _WORD.findall(name)
    if not 1 < len(words) <= _MOST_WORDS:
        return (name,)
    found = _split(words, known, len(words) - 1)
    return tuple(part for each in found for part in parts_of(each, known)) or (name,)


def _split(words: Sequence[str], known: Collection[str], most: int) -> tuple[str, ...]:
    """Return known names of up to `most` words that make up all of these, perhaps with "and" between; else none."""
    for end in range(min(most, len(words)), 0, -1):
        name = " ".join(words[:end])
        if fold(name) not in known:
            continue
        rest = words[end:]
        after = rest[1:] if len(rest) > 1 and rest[0] == "and" else rest
        if not after:
            return (name,)
        if others := _split(after, known, most):
            return (name, *others)
    return ()


_CARRIED: Final = re.compile(
    r",? (?:via|headline recorded by|recorded by|reported by|cited by) (?:the )?", re.IGNORECASE
)
_AND: Final = re.compile(r"\s*[,;/]\s*|\s+and\s+")


@lru_cache(maxsize=65536)
def names_in(attribution: str) -> tuple[str, ...]:
    """Return everybody whom an attribution names, each once: those whose word it is, and those who passed it on.

    "UCDP, from SOHR and Airwars" names UCDP, SOHR and Airwars; "Syrian military source, via Reuters" both.
    """
    text = one_line(attribution)
    passed_on = _PASSED_ON.match(text)
    inner = text[passed_on.end() :] if passed_on else text
    said, *carriers = _CARRIED.split(inner)
    names = [text.partition(",")[0], *_AND.split(said)] if passed_on else [said]
    for carrier in carriers:
        names += _SEPARATORS.split(carrier)
    found: dict[str, str] = {}
    for name in names:
        if name and not name[0].isdigit():  # a date or a page is nobody: "via O Globo, 4 June"
            found.setdefault(fold(name), name)
    return tuple(found.values()) or ((text,) if text else ())

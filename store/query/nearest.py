"""Suggestions: the known names nearest to one that is not known."""

from collections.abc import Iterable, Sequence
from typing import Final

from store.text import fold_long, one_line

SUGGESTIONS: Final = 3

_SIMILAR_ENOUGH: Final = 0.6
"""Of `difflib`'s ratio, 0 to 1: its own default, which takes one typing error in three letters."""

_COMPARED: Final = 100
"""`difflib` takes some 20 µs a name: of many names only those go to it that share most pairs of letters."""

_MANY: Final = 5_000
"""From so many names on, only those that begin with the same letter are looked at, to answer within a key press."""

_SHOWN: Final = 60
"""Characters of a name in a message."""


def nearest(value: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known names that look or sound most like `value`, the nearest first."""
    from difflib import get_close_matches  # 10 ms to import, which only a mistake has to wait for
    from heapq import nlargest

    wanted = fold_long(value)
    names = list(known)
    if len(names) > _MANY:
        names = [name for name in names if fold_long(name[:1]) == wanted[:1]]
    by_folded = {fold_long(name): name for name in names if len(name) <= 3 * len(wanted) + 3}
    pairs = _pairs(wanted)
    likely = nlargest(_COMPARED, by_folded, key=lambda folded: 2 * len(pairs & _pairs(folded)) - len(folded))
    close = get_close_matches(wanted, likely, SUGGESTIONS, _SIMILAR_ENOUGH)
    return [by_folded[folded] for folded in close]


def _pairs(folded: str) -> set[str]:
    return {folded[at : at + 2] for at in range(len(folded) - 1)}


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return a sentence with suggestions, a space before it; an empty string when nothing known is near."""
    names = [shown(name) for name in nearest(value, known)]
    return f" Did you mean {listed(names)}?" if names else ""


def listed(names: Sequence[str]) -> str:
    """Return names as one lists them: "a, b or c"."""
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def shown(value: str) -> str:
    """Return a name for a message: safe for a terminal, and cut when it is long."""
    line = one_line(value)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"

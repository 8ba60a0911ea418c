"""Words by which an article does not vouch for what it tells: "reportedly", "is said to have", "appeared to"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from store.drafting.clauses import Clause
from store.drafting.tokens import Token

_BE: Final = r"\b(?-i:is|are|was|were|been|be)(?: (?:widely|also|now|still))? "
"""With its case minded: "IS" is a name."""
_HEDGES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), reporter)
    for pattern, reporter in (
        (r"\b(?:unconfirmed|unverified)(?: \w+)? (?:reports?|accounts?|claims?)\b", "unconfirmed reports"),
        (r"\b(?:reportedly|allegedly|purportedly|supposedly|unconfirmed)\b", "unnamed reports"),
        (rf"{_BE}(?:(?:said|alleged|claimed|rumou?red) to|reported to (?:have|be))\b", "unnamed reports"),
        (r"\bit (?:is|was|has been|had been) (?:said|reported|alleged|claimed|rumou?red)\b", "unnamed reports"),
        (r"\b(?:apparently|seemingly)\b|\b(?:appear|seem)(?:s|ed)? to(?: show)?\b", "as it appears"),
        (
            rf"{_BE}(?:believed|thought|understood|suspected|feared|presumed)\b(?: to\b)?|\bpresumably\b",
            "as is believed",
        ),
        (r"\b(?:claimed|purport(?:s|ed)?) to(?: show)?\b|\bclaims? to (?:have|be)\b", ""),
    )
)
_MARKS: Final = frozenset(",;:()–—")


class Hedge(msgspec.Struct, frozen=True):
    """What keeps a clause from being a plain statement."""

    start: int
    end: int
    words: str
    """As the clause has them."""
    reporter: str
    """Who reports it, when nobody is named; empty: whoever does what the clause tells claims it."""


def hedge_of(body: str, tokens: Sequence[Token], clause: Clause) -> Hedge | None:
    """Return the first hedge of what a clause tells; one between commas of its own is of something else.

    "Appeared to show" comes last: it is said of photographs, which are named as those who say it.

    Args:
        body: The article's.
        tokens: Of the sentence.
        clause: The part of it.
    """
    start, end = tokens[clause.first].start, tokens[clause.last - 1].end
    found = [
        Hedge(each.start(), each.end(), each[0], reporter)
        for pattern, reporter in _HEDGES
        for each in pattern.finditer(body, start, end)
    ]
    parts = list(_parts(tokens, clause))
    fitting = (each for each in found if any(_holds(tokens, part, each, clause) for part in parts))
    return min(fitting, key=lambda each: (each.words.endswith(" show"), each.start), default=None)


def _parts(tokens: Sequence[Token], clause: Clause) -> Iterator[range]:
    """Yield the positions between the commas of a clause."""
    first = clause.first
    for at in range(clause.first, clause.last):
        if tokens[at].text in _MARKS:
            yield range(first, at)
            first = at + 1
    yield range(first, clause.last)


def _holds(tokens: Sequence[Token], part: range, hedge: Hedge, clause: Clause) -> bool:
    """Tell whether a hedge stands in a part that tells what happened, or is all there is in it."""
    inside = [at for at in part if hedge.start <= tokens[at].start < hedge.end]
    is_alone = len(part) - len(inside) <= 1
    return bool(inside) and (is_alone or any(each.at in part for each in clause.triggers))

"""Relative clauses between commas: "the army, which took the town in April, shelled it on Friday"."""

from collections.abc import Sequence
from typing import Final

from store.drafting.happenings import Trigger
from store.drafting.tokens import Token, word_set

_OPENERS: Final = word_set("which who whose where whom")
_LONGEST: Final = 24
"""Tokens of an aside; what is longer is not closed by the next comma."""


def apart(tokens: Sequence[Token], triggers: Sequence[Trigger]) -> frozenset[int]:
    """Return the positions of what in a sentence tells of another time and place than its drafts do.

    That is what asides tell, but for the losses of what the sentence reports. Where an aside holds all that it reports,
    it is what stands behind the aside.
    """
    parts = _asides(tokens)
    telling = [part for part in parts if any(each.at in part for each in triggers)]
    if telling and all(any(each.at in part for part in telling) for each in triggers):
        return frozenset(range(telling[-1].stop, len(tokens)))
    other = (part for part in parts if {each.kind for each in triggers if each.at in part} != {"loss"})
    return frozenset(at for part in other for at in part) if triggers else frozenset()


def _asides(tokens: Sequence[Token]) -> list[range]:
    """Return the positions of a sentence's relative clauses that a comma opens, and another closes or the end."""
    found = []
    opened = -1
    for at, token in enumerate(tokens):
        if token.text != "," and at + 1 < len(tokens):
            continue
        if opened >= 0 and at - opened <= _LONGEST:
            found.append(range(opened, at + 1))
        opened = at if at + 1 < len(tokens) and _opens(tokens, at + 1) else -1
    return found


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a relative clause begins at a token: with "who", or "some of whom", "in which"."""
    if tokens[at].low in ("in", "of", "from", "to", "for"):
        at += 1
    return at < len(tokens) and tokens[at].low in _OPENERS

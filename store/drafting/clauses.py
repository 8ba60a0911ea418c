"""The clauses of a sentence, cut where a conjunction parts two happenings."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from store.drafting.happenings import Trigger
from store.drafting.model import Mention
from store.drafting.tokens import Token

_JOINERS: Final = ("as", "while", "after", "when", "but", "and", "whereas", "although", "though")


class Clause(msgspec.Struct, frozen=True):
    """Part of a sentence around triggers; positions are of tokens."""

    first: int
    last: int
    triggers: tuple[Trigger, ...]
    joiner: str = ""
    """What joins it to the clause before."""

    @property
    def main(self) -> Trigger:
        """The trigger that says what happened: the first that is not merely about losses."""
        return next((each for each in self.triggers if each.kind != "loss"), self.triggers[0])


def clauses_of(tokens: Sequence[Token], triggers: Sequence[Trigger], mentions: Sequence[Mention]) -> list[Clause]:
    """Return the clauses of a sentence that report a happening, cut where a conjunction parts two triggers."""
    if not triggers:
        return []
    cuts: list[tuple[int, str]] = []
    groups: list[list[Trigger]] = [[triggers[0]]]
    for one, other in pairwise(triggers):
        joint = _joint(tokens, one, other, mentions)
        if joint is None:
            groups[-1].append(other)
        else:
            cuts.append(joint)
            groups.append([other])
    starts = [0, *(at for at, _word in cuts)]
    ends = [*(at for at, _word in cuts), len(tokens)]
    joiners = ["", *(word for _at, word in cuts)]
    return [
        Clause(start, end, tuple(group), joiner)
        for start, end, group, joiner in zip(starts, ends, groups, joiners, strict=True)
    ]


def _joint(
    tokens: Sequence[Token], one: Trigger, other: Trigger, mentions: Sequence[Mention]
) -> tuple[int, str] | None:
    """Return where two triggers are parted into two happenings; None where they belong to one."""
    is_loss = other.kind == "loss" and not other.is_nominal
    for position in range(other.at - 1, one.at, -1):
        low = tokens[position].low
        if low not in _JOINERS or (low == "as" and _is_as_well_as(tokens, position)):
            continue
        if low == "when" and one.kind == "loss":
            return None
        between = range(position + 1, other.at)
        has_subject = any(
            mention.kind in ("actor", "place") and any(tokens[at].start == mention.start for at in between)
            for mention in mentions
        )
        if is_loss and not _has_date(tokens, position, other.at, mentions):
            return None  # the losses of what was told before
        return (position, low) if has_subject else None
    return None


def _has_date(tokens: Sequence[Token], first: int, last: int, mentions: Sequence[Mention]) -> bool:
    """Tell whether a date stands between two tokens, or soon behind the second."""
    end = tokens[min(last + 6, len(tokens) - 1)].start
    return any(mention.kind == "date" and tokens[first].start < mention.start <= end for mention in mentions)


def _is_as_well_as(tokens: Sequence[Token], at: int) -> bool:
    words = [token.low for token in tokens[max(0, at - 2) : at + 3]]
    return "well" in words or "far" in words or "soon" in words or "long" in words

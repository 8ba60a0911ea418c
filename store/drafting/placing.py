"""Where a clause says that something happened: the store's place nearest to what happened, or what "the town" means."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from store.drafting.clauses import Clause
from store.drafting.model import Mention
from store.drafting.sayings import Saying
from store.drafting.tokens import Token
from store.model import Place

_RANKS: Final = {"point": 4, "town": 4, "unlocated": 4, "near": 3, "area": 3, "district": 2, "province": 2, "": 3}
"""How exactly places are told from each other; countries are no place of an event, and are not here."""
_WHENCE: Final = re.compile(
    r"\b(?:from)(?: (?:the|territory in|neighbouring|nearby|east|west|"
    r"\w+ern))* ?$",
    re.IGNORECASE,
)
_WHITHER: Final = re.compile(r"\b(?:towards?|for)(?: (?:the|neighbouring|nearby|\w+ern))* ?$", re.IGNORECASE)
_BACKGROUND: Final = re.compile(
    r"\b(?:km|kilometres|kilometers|miles|metres|meters|side|north|south|east|"
    r"west) of (?:the )?$",
    re.IGNORECASE,
)
_MEANT: Final = re.compile(
    r"\b(?:the|that) (?:besieged |same |northern |eastern )?(?P<what>town|city|village|camp|province|"
    r"governorate|area|district|dam|airport|base)\b"
)
_WIDE: Final = frozenset({"province", "governorate"})
_LIST: Final = re.compile(r"\s*(?:,|and|, and|&)\s*(?:the (?:town|city|village) of )?$")


def places_of(
    body: str,
    tokens: Sequence[Token],
    clause: Clause,
    mentions: Sequence[Mention],
    sayings: Sequence[Saying],
    known: Mapping[str, Place],
) -> list[Mention]:
    """Return the places of a clause: one, or all of a list ("in Raqqa, Manbij and Mar'a"), or none.

    One without a value has no record. Where it happened there, that holds more than a record's place further off; a
    province or district is where it was nevertheless.
    """
    start, end = tokens[clause.first].start, tokens[clause.last - 1].end
    trigger = tokens[clause.main.at]
    inside = [
        each
        for each in mentions
        if each.kind == "place"
        and start <= each.start < end
        and (not each.value or known[each.value].precision in _RANKS)
        and not any(saying.start <= each.start < saying.end for saying in sayings)
        and not _WHITHER.search(body[start : each.start])
    ]
    if not inside:
        return []

    def rank_of(mention: Mention) -> int:
        return _RANKS[known[mention.value].precision if mention.value else "town"]

    def score(mention: Mention) -> tuple[int, int]:
        is_far = bool(_BACKGROUND.search(body[start : mention.start]))
        is_far = is_far or bool(_WHENCE.search(body[start : mention.start]))
        rank = rank_of(mention) - 4 * is_far
        return (rank, -abs(mention.start - trigger.start) - (40 if mention.start < trigger.start else 0))

    best = max(inside, key=score)
    wide = [each for each in inside if rank_of(each) == _RANKS["province"] and score(each)[0] > 0]
    if not best.value and wide:
        return [max(wide, key=score)]
    return _listed(body, inside, best)


def _listed(body: str, inside: Sequence[Mention], best: Mention) -> list[Mention]:
    """Return the list that a place is in."""
    at = list(inside).index(best)
    first = last = at
    while first > 0 and _LIST.fullmatch(body[inside[first - 1].end : inside[first].start]):
        first -= 1
    while last + 1 < len(inside) and _LIST.fullmatch(body[inside[last].end : inside[last + 1].start]):
        last += 1
    return (
        list({(each.value or each.text): each for each in inside[first : last + 1]}.values())
        if last - first > 1
        else [best]
    )


def place_meant(
    text: str, named: Sequence[Mention], known: Mapping[str, Place], headline: Sequence[Mention] = ()
) -> Mention | None:
    """Return the place that "the town" or "the province" means: the last of its kind that was named.

    Args:
        text: The clause.
        named: The places that were named before, in their order.
        known: The store's places.
        headline: Those of the headline: "the city" is the one that the article is about.
    """
    found = _MEANT.search(text)
    if not found:
        return None
    wanted = ("province",) if found["what"] in _WIDE else ("town", "point", "area", "unlocated")
    about = [each for each in headline if known[each.value].precision in wanted]
    if found["what"] == "city" and len({each.value for each in about}) == 1:
        return msgspec.structs.replace(about[0], reason="headline")
    return next((each for each in reversed(named) if known[each.value].precision in wanted), None)

"""Where a clause says that something happened: the store's place nearest to what happened, or what "the town" means."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from store.drafting.clauses import Clause
from store.drafting.model import Mention
from store.drafting.sayings import Saying
from store.drafting.tokens import Token
from store.drafting.wider import widened
from store.model import Place, Precision

_RANKS: Final = {"point": 4, "town": 4, "unlocated": 4, "near": 3, "area": 3, "district": 2, "province": 2, "": 3}
"""How exactly places are told from each other; countries are no place of an event, and are not here."""
_WHENCE: Final = re.compile(
    r"\b[Ff]rom(?: (?:the|territory in|neighbouring|nearby|east|west|\w+ern))*"
    r"(?: (?:al-)?[A-Z][\w'’-]*(?:,| and|, and))* ?$"
)
"""The second of "from Hama and Aleppo governorates" too."""
_NAMED: Final = r"(?: (?:the|neighbouring|nearby|\w+ern|(?:city|town|village|capital|stronghold) of))* ?$"
_WHITHER: Final = re.compile(
    r"\b(?:(?:towards?|for|in the direction of)|"
    r"(?:roads?|highways?|motorways?|routes?|way)(?: that)?(?: leading| leads?| running)? (?:on|in)?to|"
    rf"(?:head(?:ed|ing|s)?|bound) (?:in)?to){_NAMED}",
    re.IGNORECASE,
)
_INTO: Final = re.compile(rf"\binto{_NAMED}", re.IGNORECASE)
_FROM_ELSEWHERE: Final = re.compile(
    r" from (?!(?:the |its |their )?(?:\w+ )?(?:north|south|east|west|north-?\w+|south-?\w+|\w+ern|sides?|directions?|"
    r"outskirts|edges?|air|sea|there|where|IS|ISIS)\b)(?=territory\b|areas?\b|neighbouring\b|nearby\b|the |[A-Z])"
)
"""Behind "into Raqqa", where it tells whence they went; not so "from the north", which is a side of the town."""
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
_NEAR: Final = re.compile(
    r"\b(?:near|outside|around|close to|not far from|outskirts of|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)? of)"
    r"(?: (?:the|[a-z-]+ (?:town|city|village|camp)|town|city|village|camp|of))* ?$",
    re.IGNORECASE,
)
_EXACT: Final = frozenset({"point", "town"})
_LEAVINGS: Final = frozenset({"withdraw", "retreat", "flee", "escape"})
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
    start = tokens[clause.first].start
    trigger = tokens[clause.main.at]
    meant = widened(body, start, mentions, known)
    around = {each.start for each, said in zip(meant, mentions, strict=True) if said.value and not each.value}
    named = _named(tokens, clause, meant, sayings, known)
    inside = [each for each in named if not _is_way(body, start, each, clause)]
    is_between = len(inside) < len(named) and clause.main.kind == "move" and clause.main.base not in _LEAVINGS
    if not inside or (is_between and all(_WHENCE.search(body[start : each.start]) for each in inside)):
        return []

    def rank_of(mention: Mention) -> int:
        if mention.start in around:
            return _RANKS["province"]
        return _RANKS[known[mention.value].precision if mention.value else "town"]

    def score(mention: Mention) -> tuple[int, int]:
        is_far = bool(_BACKGROUND.search(body[start : mention.start]))
        is_far = is_far or bool(_WHENCE.search(body[start : mention.start]))
        rank = rank_of(mention) - 4 * is_far
        return (rank, -abs(mention.start - trigger.start) - (40 if mention.start < trigger.start else 0))

    best = max(inside, key=score)
    wide = [each for each in inside if rank_of(each) == _RANKS["province"] and score(each)[0] > 0]
    if not best.value and best.start not in around and wide:
        return [max(wide, key=score)]
    return _listed(body, inside, best)


def way_of(
    body: str,
    tokens: Sequence[Token],
    clause: Clause,
    mentions: Sequence[Mention],
    sayings: Sequence[Saying],
    known: Mapping[str, Place],
) -> Mention | None:
    """Return the place that a clause only names as where somebody went, without a value; None where it names none."""
    named = _named(tokens, clause, mentions, sayings, known)
    way = next((each for each in named if each.value and _is_way(body, tokens[clause.first].start, each, clause)), None)
    return way and msgspec.structs.replace(way, value="", reason="only the way they went, not where it happened")


def precision_of(body: str, start: int, mention: Mention, known: Mapping[str, Place]) -> Precision:
    """Return how exactly a clause tells a place: "near Zakia" is not the very place; empty: as exactly as it is known.

    Args:
        body: The article's.
        start: Where the clause begins.
        mention: The place, named in the clause or before it.
        known: The store's places.
    """
    place = known.get(mention.value)
    is_near = place is not None and place.precision in _EXACT and mention.start >= start
    return "near" if is_near and _NEAR.search(body[start : mention.start]) else ""


def _named(
    tokens: Sequence[Token],
    clause: Clause,
    mentions: Sequence[Mention],
    sayings: Sequence[Saying],
    known: Mapping[str, Place],
) -> list[Mention]:
    """Return the places that a clause names, but for countries and what belongs to a speaker's name."""
    start, end = tokens[clause.first].start, tokens[clause.last - 1].end
    return [
        each
        for each in mentions
        if each.kind == "place"
        and start <= each.start < end
        and (not each.value or known[each.value].precision in _RANKS)
        and not any(saying.start <= each.start < saying.end for saying in sayings)
    ]


def _is_way(body: str, start: int, mention: Mention, clause: Clause) -> bool:
    """Tell whether a place is only named as where somebody went: "towards Raqqa", "up the road into Raqqa"."""
    before = body[start : mention.start]
    if _WHITHER.search(before):
        return True
    is_move = clause.main.kind == "move"
    return is_move and bool(_INTO.search(before)) and _FROM_ELSEWHERE.match(body, mention.end) is not None


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

"""Names of towns that stand for more than the town: "Raqqa and Hama governorates", "the Hama countryside"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from store.drafting.model import Mention
from store.model import Place
from store.text import fold

_TOWNS: Final = frozenset({"point", "town", "near", "unlocated", ""})
_SIDE: Final = r"(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)? )?"
_PROVINCE_BEHIND: Final = re.compile(r"['’]?s? (?:province|governorate|oblast)\b", re.IGNORECASE)
_PROVINCE_BEFORE: Final = re.compile(r"\b(?:province|governorate|oblast) of (?:the )?$", re.IGNORECASE)
_PROVINCES_BEHIND: Final = re.compile(
    r"(?:(?:,| and|, and) (?:al-|el-|ar-)?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?)+"
    r" (?:[Pp]rovinces|[Gg]overnorates|[Oo]blasts)\b"
)
_PROVINCES_NEXT: Final = re.compile(r" (?:provinces|governorates|oblasts)\b", re.IGNORECASE)
_AROUND_BEHIND: Final = re.compile(rf"['’]?s? {_SIDE}(?:countryside|hinterland)\b", re.IGNORECASE)
_AROUND_BEFORE: Final = re.compile(
    r"(?:\b(?:countryside|hinterland) (?:of|around|near|outside) (?:the (?:city|town) of )?|\brural )$", re.IGNORECASE
)
_UNIT: Final = re.compile(r" (?:governorate|province|oblast)$")


def widened(body: str, start: int, mentions: Sequence[Mention], known: Mapping[str, Place]) -> list[Mention]:
    """Return mentions in which a town's name that stands for more is of its province, or without a value.

    Args:
        body: The article's.
        start: Where the clause begins.
        mentions: Those of the clause.
        known: The store's places.
    """
    return [_widened(body, start, each, known) for each in mentions]


def _widened(body: str, start: int, mention: Mention, known: Mapping[str, Place]) -> Mention:
    place = known.get(mention.value)
    if mention.kind != "place" or place is None or place.precision not in _TOWNS:
        return mention
    before = body[start : mention.start]
    if _AROUND_BEHIND.match(body, mention.end) or _AROUND_BEFORE.search(before):
        return _unplaced(mention, "the country around it is meant, and not the town")
    is_province = _PROVINCE_BEFORE.search(before) or any(
        pattern.match(body, mention.end) for pattern in (_PROVINCE_BEHIND, _PROVINCES_NEXT, _PROVINCES_BEHIND)
    )
    if not is_province:
        return mention
    province = province_of(place, known.values())
    if province is None:
        return _unplaced(mention, "the province is meant, which the store does not have, and not the town")
    return msgspec.structs.replace(mention, value=province.id, reason=f"the words mean the province: {province.name}")


def _unplaced(mention: Mention, reason: str) -> Mention:
    return msgspec.structs.replace(mention, value="", reason=reason)


def province_of(town: Place, places: Iterable[Place]) -> Place | None:
    """Return the province that has the name of a town."""
    name = fold(town.name)

    def is_it(place: Place) -> bool:
        names = {_UNIT.sub("", fold(each)) for each in (place.name, *place.aliases)}
        is_seat = bool(place.admin1) and fold(place.admin1) == fold(town.admin1) == name
        return name in names or is_seat

    return next((place for place in places if place.precision == "province" and is_it(place)), None)

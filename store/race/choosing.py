"""Which offensives race to which place, when nobody says, and what is meant by the names that somebody gives."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pyroaring import BitMap

from store.errors import UnknownName
from store.geo import on_globe
from store.query.lookup import lookup_of
from store.query.names import words_of
from store.query.nearest import did_you_mean, listed, shown
from store.race.groundwork import point_of
from store.race.values import Target
from store.reading.words import name_of
from store.timeline import Timeline

_COORDINATES: Final = re.compile(r"\s*([+-]?\d+(?:\.\d*)?)\s*[,;]\s*([+-]?\d+(?:\.\d*)?)\s*")
_NAMED: Final = 3
"""Places that a message names, of those that a name may mean."""


def on_show(timeline: Timeline, events: BitMap, first_day: int, last_day: int) -> list[str]:
    """Return the offensives with some of `events` that began on these days; if none has, those with any at all.

    In the order in which they begin. A campaign that has parts is left to its parts.
    """
    begun = range(timeline.first_on_or_after(first_day), timeline.first_on_or_after(last_day + 1))
    seen = events & BitMap(begun)
    found = _with_events(timeline, seen) or _with_events(timeline, events)
    return sorted(found, key=lambda id_: (timeline.by_offensive[id_] & events).min())


def _with_events(timeline: Timeline, events: BitMap) -> list[str]:
    campaigns = {offensive.parent for offensive in timeline.offensives.values()}
    return [
        id_
        for id_ in timeline.offensives
        if id_ not in campaigns and timeline.by_offensive.get(id_, BitMap()).intersect(events)
    ]


def suggested_targets(timeline: Timeline, offensives: Iterable[str]) -> list[str]:
    """Return the places that offensives aim at, that which most of them name in their aims first."""
    aims = [timeline.offensives[id_] for id_ in offensives]
    texts = [f" {words_of(f'{aim.name} {aim.objective}')} " for aim in aims]

    def named(place: str) -> int:
        words = f" {words_of(name_of(place, timeline.places))} "
        return sum(aim.target == place or words in text for aim, text in zip(aims, texts, strict=True))

    targets = dict.fromkeys(aim.target for aim in aims)
    located = [place for place in targets if point_of(timeline.places.get(place)) is not None]
    return sorted(located, key=lambda place: -named(place))


def listed_targets(timeline: Timeline, offensives: Iterable[str]) -> list[str]:
    """Return the names of places that one may want to measure from, those that offensives aim at first."""
    chosen = suggested_targets(timeline, offensives)
    others = suggested_targets(timeline, timeline.offensives)
    ways = [way.place for offensive in timeline.offensives.values() for way in offensive.waypoints]
    ids = dict.fromkeys([*chosen, *others, *ways, *timeline.places])
    located = (id_ for id_ in ids if point_of(timeline.places.get(id_)) is not None)
    return list(dict.fromkeys(name_of(id_, timeline.places) for id_ in located))


def place_target(timeline: Timeline, place: str) -> Target:
    """Return a place that has coordinates as a target."""
    point = point_of(timeline.places[place])
    assert point is not None
    return Target(name_of(place, timeline.places), *point, place)


def find_target(timeline: Timeline, text: str) -> Target:
    """Return the place that is meant by an id, a name, or "LAT,LON" in degrees.

    Raises:
        UnknownName: It is none, has no coordinates, or may be several.
    """
    stated = _COORDINATES.fullmatch(text)
    if stated is not None:
        lat, lon = float(stated[1]), float(stated[2])
        if not on_globe(lat, lon):
            raise UnknownName(f"{shown(text)} is not on the globe: latitudes go from -90 to 90, longitudes to 360.")
        return Target(f"{lat:g}, {lon:g}", lat, lon)
    names = lookup_of(timeline).names("point", timeline)
    ids = [text] if text in timeline.places else names.exactly(text) or names.find(text)
    if not ids or not text.strip():
        hint = did_you_mean(text, names.labels) or " Name a place of the store, or give LAT,LON in degrees."
        raise UnknownName(f'There is no place "{shown(text)}" in this store.{hint}')
    located = [id_ for id_ in ids if id_ in timeline.places and point_of(timeline.places[id_]) is not None]
    if not located:
        raise UnknownName(f'"{shown(text)}" has no coordinates in this store. Give some, as in 35.95,39.01')
    return place_target(timeline, _the_one(timeline, text, located))


def _the_one(timeline: Timeline, text: str, ids: Sequence[str]) -> str:
    points = {point_of(timeline.places[id_]) for id_ in ids}
    if len(points) == 1:
        return ids[0]
    labels = [f"{name_of(id_, timeline.places)} ({id_})" for id_ in ids[:_NAMED]]
    raise UnknownName(f'"{shown(text)}" may be several places: {listed(labels)}. Give the id of one.')


def find_offensives(timeline: Timeline, names: Iterable[str]) -> list[str]:
    """Return the offensives that are meant by ids or names, each once.

    Raises:
        UnknownName: The store has none that is called so.
    """
    known = lookup_of(timeline).names("offensive", timeline)
    found: list[str] = []
    for name in names:
        ids = [id_ for id_ in known.find(name) if id_ in timeline.offensives]
        if not ids or not name.strip():
            hint = did_you_mean(name, [*timeline.offensives, *known.labels])
            raise UnknownName(f'There is no offensive "{shown(name)}" in this store.{hint}')
        found += ids
    return list(dict.fromkeys(found))

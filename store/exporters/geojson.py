"""GeoJSON (RFC 7946): a FeatureCollection with a feature for each event, one a line.

A feature has the event's place as its point (longitude first), or no geometry where only the province, the country or
less is known. In that case `properties.place_point` keeps the point that stands for it, longitude first too. Properties
are the same for every feature, so that map programs make one table of them; texts that are not known are empty,
figures and days that are not known are null. `killed_*` are the figures of one claim, the one that `deaths:` goes by;
all claims are in `claims`, each with who says so and its figures apart.

The collection has the members `title`, `query`, `licence`, `attribution` and `events` (how many of how many) too, as
RFC 7946 allows; GIS programs leave them out, so each feature names its `dataset`.
"""

from collections.abc import Sequence
from typing import Any, BinaryIO, Final

import msgspec
from pyroaring import BitMap

from store.dates import parse
from store.exporters import Options
from store.exporters.about import About, about, people_of, walk
from store.exporters.figures import Where, iso_day, killed, where
from store.exporters.safe_json import encoded_clean
from store.model import Event
from store.reading.event import dataset_of, memberships
from store.reading.words import PRECISION, when_words
from store.text import safe_url
from store.timeline import Timeline

_KILLED: Final = ("low", "best", "high", "who", "says", "claims")


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events as features."""
    head = encoded_clean(_head(about(timeline, events, options)))
    out.write(head.removesuffix(b"}") + b',"features":[')
    before = b"\n"
    unpointed = 0
    for ordinal, event in walk(timeline, events, options):
        feature = _feature(timeline, ordinal, event, options)
        unpointed += feature["geometry"] is None
        out.write(before + encoded_clean(feature))
        before = b",\n"
    out.write(b"\n]}\n")
    if not unpointed:
        return ()
    have = "event has" if unpointed == 1 else "events have"
    return (f"{unpointed:,} of {len(events):,} {have} no point: only a province, a country or less is known of where.",)


def _head(head: About) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "title": head.title,
        "description": head.description,
        "query": head.query,
        "events": {"count": head.count, "of": head.total, "store": head.store, "datasets": dict(head.datasets)},
        "licence": head.licence,
        "attribution": list(head.attribution),
    }


def _feature(timeline: Timeline, ordinal: int, event: Event, options: Options) -> dict[str, Any]:
    place, members = where(event, timeline), memberships(timeline, ordinal, event)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place.is_pointed else None,
        "properties": {
            "id": event.id,
            "title": event.title,
            **_time(event),
            **_place(place),
            "precision": event.precision,
            "summary": event.summary,
            "type": event.type,
            "confidence": event.confidence,
            "dataset": dataset_of(event),
            "origin": event.origin,
            "actors": people_of(event, timeline),
            "offensives": [each.name for each in members if each.how != "part"],
            "offensives_listed": [each.name for each in members if each.how == "listed"],
            **_killed(event, timeline),
            "claims": list(_builtins(event.claims)),
            "sources": [{**source, "url": safe_url(source.get("url", ""))} for source in _builtins(event.sources)],
            "articles": [article.headline for id_ in event.articles if (article := timeline.articles.get(id_))],
            "tags": event.tags,
            "extra": event.extra,
            **({"notes": event.notes} if options.with_notes else {}),
        },
    }


def _time(event: Event) -> dict[str, object]:
    when = parse(event.date)
    return {
        "date": event.date,
        "date_in_words": when_words(event),
        "date_exact": when.exact,
        "date_note": event.date_note,
        "earliest": iso_day(when.earliest),
        "latest": iso_day(when.latest),
    }


def _place(place: Where) -> dict[str, object]:
    return {
        "place": place.name,
        "place_id": place.id,
        "place_precision": place.precision,
        "place_precision_in_words": PRECISION.get(place.precision, ""),
        "admin2": place.admin2,
        "admin1": place.admin1,
        "country": place.country,
        "place_point": [place.lon, place.lat] if place.lat is not None else None,
    }


def _killed(event: Event, timeline: Timeline) -> dict[str, object]:
    found = killed(event.claims, timeline.actors)
    return {f"killed_{name}": getattr(found, name) if found else None for name in _KILLED}


def _builtins(records: Sequence[msgspec.Struct]) -> Sequence[dict[str, Any]]:
    found: Sequence[dict[str, Any]] = msgspec.to_builtins(records)
    return found

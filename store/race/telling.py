"""The numbers of a race, and how they were come by."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from store.geo import EARTH_RADIUS_KM
from store.race.groundwork import MOST_DAYS
from store.race.positions import REASONS
from store.race.values import Mark, Point, Race, RaceLine
from store.reading.words import name_of
from store.timeline import Timeline

_ROLE_WORDS: Mapping[str, str] = {
    "ground": (
        "events on the offensive's days in which its attackers and its defenders are on opposite sides, not from the "
        "air or from afar, not those of a dataset that count no fighter among the dead, and not written reports from "
        "a place that it did not get to"
    ),
    "any": "every event of the offensive",
}


def method(role: str) -> dict[str, Any]:
    """Return how the numbers are come by, for a choice of events."""
    own = f"events in which one of the offensive's attackers had the role {role}"
    return {
        "distance": "great circle, haversine formula: a = sin²(Δlat/2) + cos lat1 · cos lat2 · sin²(Δlon/2), "
        "d = 2 R asin √a",
        "earth_radius_km": EARTH_RADIUS_KM,
        "positions": _ROLE_WORDS.get(role, own),
        "role": role,
        "place": "left out when known to an area, province, country or waters only (UCDP where_prec 4 and up)",
        "day": "the day on which an event began; when that is not known, the last on which it may have happened. "
        f"Events that span more than {MOST_DAYS} days are left out",
        "closest_so_far": "the lowest distance up to that day",
    }


def left_out_words(line: RaceLine) -> str:
    """Return why how many events are left out: "12 placed to a province, 3 from the air or from afar"."""
    return ", ".join(
        f"{line.left_out[reason]:,} {words}" for reason, words in REASONS.items() if reason in line.left_out
    )


def as_json(timeline: Timeline, race: Race) -> dict[str, Any]:
    """Return a race as a JSON object.

    Raises:
        StoreChanged: The file no longer holds an event.
    """
    target = race.target
    return {
        "target": {"id": target.id or None, "name": target.name, "lat": target.lat, "lon": target.lon},
        "method": method(race.role),
        "offensives": [_line(timeline, line) for line in race.lines],
    }


def _line(timeline: Timeline, line: RaceLine) -> dict[str, Any]:
    return {
        "id": line.offensive,
        "name": line.name,
        "day_zero": _iso(line.day_zero),
        "events": line.events,
        "counted": line.counted,
        "left_out": {"events": line.events - line.counted, **line.left_out},
        "closest": _closest(timeline, line),
        "days": list(_days(timeline, line)),
        "waypoints": [_mark(mark, line) for mark in sorted(line.marks, key=lambda mark: -mark.km)],
    }


def _closest(timeline: Timeline, line: RaceLine) -> dict[str, Any] | None:
    point = line.closest
    return None if point is None else {"day": _iso(point.day), "km": _km(point.km), "id": timeline.ids[point.ordinal]}


def _days(timeline: Timeline, line: RaceLine) -> Iterator[dict[str, Any]]:
    best: Point | None = None
    for point in line.nearest:
        best = point if best is None or point.km < best.km else best
        event = timeline.event(point.ordinal)
        yield {
            "day": _iso(point.day),
            "d": point.day - line.day_zero,
            "km": _km(point.km),
            "id": event.id,
            "date": event.date,
            "place": event.place,
            "place_name": name_of(event.place, timeline.places),
            "exact": point.is_exact,
            "title": event.title,
            "closest_so_far_km": _km(best.km),
            "closest_so_far_id": timeline.ids[best.ordinal],
        }


def _mark(mark: Mark, line: RaceLine) -> dict[str, Any]:
    last = line.nearest[-1].day if line.nearest else line.day_zero
    return {
        "place": mark.place,
        "name": mark.name,
        "km": _km(mark.km),
        "reached": _span(mark.reached),
        "contested": _span(mark.contested),
        "lost": _span(mark.lost),
        "state_at_the_end": mark.state(last) or "not reached",
        "words": mark.words,
    }


def _span(days: tuple[int, int] | None) -> dict[str, str] | None:
    return None if days is None else {"earliest": _iso(days[0]), "latest": _iso(days[1])}


def _iso(day: int) -> str:
    return dt.date.fromordinal(max(1, min(day, dt.date.max.toordinal()))).isoformat()


def _km(km: float) -> float:
    return round(km, 1)

"""Distances of offensives from a place, day by day."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pyroaring import BitMap

from store.dates import parse_span
from store.errors import DateError
from store.geo import distance_km
from store.model import Offensive
from store.race.groundwork import Groundwork, groundwork_of, point_of
from store.race.positions import Role, positions
from store.race.values import Mark, Point, Race, RaceLine, Target
from store.reading.offensive import fate
from store.reading.words import name_of, short_name
from store.timeline import Timeline


def race(timeline: Timeline, events: BitMap, offensives: Iterable[str], target: Target, role: Role = "ground") -> Race:
    """Measure how far each day's events of some offensives are from a place.

    An event is on the day on which it began, or, when that is not known, on the last on which it may have happened:
    by then it did.

    Args:
        timeline: Where they are.
        events: Only these are looked at.
        offensives: Ids of offensives that the store has.
        target: Where to measure from.
        role: Which events are taken for positions.
    """
    where = groundwork_of(timeline)
    lines = (_line(timeline, where, timeline.offensives[id_], events, target, role) for id_ in offensives)
    return Race(target, tuple(lines), role)


def _line(
    timeline: Timeline, where: Groundwork, offensive: Offensive, events: BitMap, target: Target, role: Role
) -> RaceLine:
    marks = tuple(_marks(timeline, offensive, target))
    found = positions(timeline, where, offensive, events, role, _goals(marks))
    own = timeline.by_offensive.get(offensive.id, BitMap())
    nearest = _nearest_by_day(timeline, where, found.events, where.measured(target, timeline))
    return RaceLine(
        offensive.id,
        short_name(offensive),
        _first_day(offensive) or (nearest[0].day if nearest else 1),
        tuple(nearest),
        own.intersection_cardinality(events),
        len(found.events),
        found.left_out,
        marks,
    )


def _first_day(offensive: Offensive) -> int:
    """Return the first day of an offensive; 0 when its date cannot be read."""
    try:
        return parse_span(offensive.date)[0]
    except DateError:
        return 0


def _nearest_by_day(
    timeline: Timeline, where: Groundwork, counted: BitMap, measured: Sequence[tuple[float, str]]
) -> list[Point]:
    """Return the closest event of each day, of two at the same place the more exactly placed.

    From the nearest place outwards: all other events of a day that has its closest one are done with at once.
    """
    found: dict[int, Point] = {}
    sure, unsure = counted - where.unsure, counted & where.unsure
    for km, place in measured:
        events = timeline.by_place[place]
        if not events.intersect(counted):
            continue
        for ordinal in events & unsure:
            day = timeline.latest[ordinal]
            if day not in found:
                found[day] = Point(day, km, ordinal, is_exact=False)
        _take_days(timeline, events & sure, sure, km, where.exact, found)
    return [found[day] for day in sorted(found)]


def _take_days(
    timeline: Timeline, hits: BitMap, sure: BitMap, km: float, exact: BitMap, found: dict[int, Point]
) -> None:
    """Note the events at one place, a day at a time, and take the events of these days out of `sure`."""
    starts, days = timeline.days.starts, timeline.days.days
    end = 0
    for ordinal in hits:
        if ordinal < end:
            continue
        group = bisect_right(starts, ordinal) - 1
        start, end = starts[group], starts[group + 1] if group + 1 < len(starts) else timeline.size
        day = days[group]
        if day not in found or found[day].km == km:
            best = ordinal
            if best not in exact:
                best = (hits & BitMap(range(start, end)) & exact or [ordinal])[0]
            found[day] = Point(day, km, best, is_exact=best in exact)
        sure.remove_range(start, end)


def _marks(timeline: Timeline, offensive: Offensive, target: Target) -> Iterable[Mark]:
    for way in offensive.waypoints:
        point = point_of(timeline.places.get(way.place))
        if point is not None:
            km = distance_km(target.lat, target.lon, *point)
            name, reached, contested, lost = name_of(way.place, timeline.places), way.reached, way.contested, way.lost
            yield Mark(way.place, name, km, _days(reached), _days(contested), _days(lost), fate(way))


def _days(date: str) -> tuple[int, int] | None:
    """Return the earliest and the latest day of a date; None when there is none, or it cannot be read."""
    try:
        return parse_span(date)[:2] if date else None
    except DateError:
        return None


def _goals(marks: Sequence[Mark]) -> list[str]:
    """Return the waypoints without a date that are nearer to the target than all those with one."""
    nearest = min((mark.km for mark in marks if mark.reached or mark.contested), default=0.0)
    return [mark.place for mark in marks if not (mark.reached or mark.contested or mark.lost) and mark.km < nearest]

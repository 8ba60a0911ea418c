"""Who names a record: counted by bitmaps, so that it can be said before the record is deleted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.soundness import references
from store.text import one_line

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.timeline import Timeline


class StillNamed(StoreError):
    """Other records name the record that was to be deleted."""


def events_naming(timeline: "Timeline", table: str, record_id: str) -> "BitMap":
    """Return the events that name a record."""
    from pyroaring import BitMap

    facets = {"actors": timeline.by_actor, "places": timeline.by_place, "offensives": timeline.listed_in}
    if table in facets:
        return facets[table].get(record_id, BitMap())
    if table != "articles":
        return BitMap()
    having = timeline.having["article"]
    return BitMap(ordinal for ordinal in having if record_id in timeline.uncached_event(ordinal).articles)


def count_of_references(timeline: "Timeline", table: str, record_id: str) -> int:
    """Return how many records name one, events and others."""
    others = (
        record
        for each in (timeline.offensives, timeline.actors, timeline.places)
        for record in each.values()
        if any((target, named) == (table, record_id) for _field, target, named in references(record))
    )
    return len(events_naming(timeline, table, record_id)) + sum(1 for _record in others)


def require_unnamed(timeline: "Timeline", ids: Mapping[str, Sequence[str]]) -> None:
    """Raise `StillNamed` when something names one of the records, by table, that are to be deleted."""
    for table, names in ids.items():
        for record_id in names:
            if count := count_of_references(timeline, table, record_id):
                raise StillNamed(
                    f"{one_line(record_id)[:80]} is named by {count:,} other record{'s' if count > 1 else ''}, so it "
                    "stays. Change those first, or delete it with --force."
                )

"""Events by country, province and district: what the places say that the events are at."""

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter
from typing import Literal

from pyroaring import BitMap

from store.model import Place

Unit = Literal["country", "admin1", "admin2"]


def by_unit(events: Mapping[str, BitMap], places: Mapping[str, Place], unit: Unit) -> dict[str, BitMap]:
    """Return the events in each unit of a kind.

    Args:
        events: Events by place.
        places: The places by id.
        unit: Of which kind: a place's field of that name.
    """
    unit_of = attrgetter(unit)
    found: defaultdict[str, list[BitMap]] = defaultdict(list)
    for id_, at_it in events.items():
        place = places.get(id_)
        if place is not None and (name := unit_of(place)):
            found[name].append(at_it)
    return {name: BitMap.union(*parts) for name, parts in found.items()}

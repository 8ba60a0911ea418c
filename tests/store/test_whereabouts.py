"""What a map may draw, and as what."""

from math import nan
from typing import Any

import pytest

from store.whereabouts import Whereabouts
from tests.builders import a_place, an_event
from tests.tui.worlds import a_timeline


def whereabouts(*events: Any, places: list[Any]) -> Whereabouts:
    return Whereabouts(a_timeline(events=list(events), places=places))


def spots(found: Whereabouts) -> list[tuple[str, str, int]]:
    return sorted((spot.place, spot.exactness, len(spot.events)) for spot in found.spots)


def test_an_event_says_how_exactly_its_place_is_known_else_its_place_does() -> None:
    found = whereabouts(
        an_event(place="town"),
        an_event(place="town", precision="near"),
        an_event(place="district"),
        an_event(place="district", precision="point"),
        an_event(place="road"),
        places=[
            a_place(id="town", precision="town"),
            a_place(id="district", precision="district"),
            a_place(id="road", precision="area"),
        ],
    )
    assert spots(found) == [
        ("district", "district", 1),
        ("district", "exact", 1),
        ("road", "near", 1),
        ("town", "exact", 1),
        ("town", "near", 1),
    ]


def test_a_province_a_country_and_the_sea_are_never_a_point_and_are_counted() -> None:
    found = whereabouts(
        an_event(place="manbij", precision="province"),
        an_event(place="province"),
        an_event(place="country"),
        an_event(place="sea", precision="waters"),
        an_event(place="lost"),
        an_event(place=""),
        an_event(place="not-in-the-store"),
        an_event(),
        places=[
            a_place(),
            a_place(id="province", precision="province"),
            a_place(id="country", precision="country"),
            a_place(id="sea"),
            a_place(id="lost", precision="unlocated", near="manbij", lat=None, lon=None),
        ],
    )
    assert spots(found) == [("manbij", "exact", 1)]
    everything = found.drawn | a_timeline(events=[an_event() for _ in range(8)]).everything
    assert found.left_out(everything) == {"province": 2, "country": 1, "waters": 1, "unlocated": 3}


@pytest.mark.parametrize(("lat", "lon"), [(95.0, 38.0), (nan, 38.0), (36.0, nan), (36.0, 1e9), (None, 38.0)])
def test_absurd_coordinates_are_counted_and_not_drawn(lat: float | None, lon: float | None) -> None:
    timeline = a_timeline(events=[an_event()])
    timeline.places["manbij"].lat, timeline.places["manbij"].lon = lat, lon
    found = Whereabouts(timeline)
    assert not found.spots
    assert found.left_out(timeline.everything) == {"unlocated": 1}


def test_longitudes_of_a_turn_more_are_brought_back() -> None:
    found = whereabouts(an_event(), places=[a_place(lon=190.0)])
    assert found.spots[0].lon == -170

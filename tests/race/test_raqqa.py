"""The bundled race, against numbers that were worked out apart from the program.

Distances: from UCDP GED 19.1, Syria, the latitude and longitude of each row and those of "Ar Raqqah town" (35.952829,
39.007879), as the angle between two vectors in space (atan2 of the length of their cross product and their dot product)
times 6371.0088 km; another formula than the program's. Of each day the nearest row of the dyad "Government of Syria -
IS" on the road from Ithriyah was taken by hand, `where_prec` up to 3, `date_prec` up to 3, with a soldier or a fighter
among the dead.
"""

from typing import Final

import pytest

from store.dates import parse_span
from store.loader import load_timeline
from store.race import Race, RaceLine, find_target, race
from store.sample import BUNDLED
from store.timeline import Timeline

ARMY: Final = "ithriyah-raqqa-offensive-june-2016"
MANBIJ: Final = "manbij-offensive-2016"
UCDP_ALONE: Final = {
    "2016-06-03": ("ucdp:223735", 102.1),
    "2016-06-06": ("ucdp:223820", 90.9),
    "2016-06-07": ("ucdp:223856", 74.6),
    "2016-06-08": ("ucdp:223907", 68.1),
    "2016-06-11": ("ucdp:224103", 68.1),
    "2016-06-13": ("ucdp:224146", 68.1),
    "2016-06-14": ("ucdp:312920", 68.1),
    "2016-06-15": ("ucdp:312848", 62.2),
    "2016-06-16": ("ucdp:224304", 68.1),
    "2016-06-19": ("ucdp:313724", 51.0),
    "2016-06-20": ("ucdp:224358", 68.1),
    "2016-06-22": ("ucdp:314331", 95.7),
}


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load_timeline(BUNDLED)


@pytest.fixture(scope="module")
def found(timeline: Timeline) -> Race:
    return race(timeline, timeline.everything, [ARMY, MANBIJ], find_target(timeline, "Raqqa"))


def day(text: str) -> int:
    return parse_span(text)[0]


def at(line: RaceLine, text: str) -> float:
    return next(round(point.km, 1) for point in line.nearest if point.day == day(text))


def so_far(line: RaceLine, text: str) -> float:
    days = zip(line.nearest, line.so_far, strict=True)
    return [round(km, 1) for point, km in days if point.day <= day(text)][-1]


def test_each_days_closest_row_of_ucdp_is_the_one_found_by_hand(timeline: Timeline) -> None:
    (line,) = race(timeline, timeline.by_dataset["ucdp"], [ARMY], find_target(timeline, "Raqqa")).lines
    measured = {point.day: (timeline.ids[point.ordinal], round(point.km, 1)) for point in line.nearest}
    assert measured == {day(text): expected for text, expected in UCDP_ALONE.items()}


def test_the_army_closes_in_from_ithriyah_comes_nearest_and_is_thrown_back(found: Race) -> None:
    army = found.lines[0]
    assert at(army, "2016-06-02") == 128.3  # Ithriyah, by its coordinates in the facts
    assert [so_far(army, f"2016-06-{n:02}") for n in (3, 4, 7, 10, 15, 19)] == [102.1, 90.9, 74.6, 68.1, 62.2, 51.0]
    assert at(army, "2016-06-22") == 95.7
    assert army.closest is not None
    assert day("2016-06-13") <= army.closest.day <= day("2016-06-19")
    assert [round(mark.km) for mark in army.marks if mark.place in ("ithriyah", "zakiyah-junction")] == [128, 102]


def test_manbij_leads_elsewhere(found: Race) -> None:
    army, manbij = found.lines
    assert so_far(manbij, "2016-06-02") == 88.4  # UCDP 219422, near the dam of Tishrin, by the same formula
    assert manbij.nearest[-1].day > army.nearest[-1].day
    assert {so_far(manbij, text) for text in ("2016-06-22", "2016-08-12")} == {88.4}


@pytest.mark.parametrize(
    ("place", "states"),
    [
        ("ithriyah", {"2016-06-01": "", "2016-06-02": "reached", "2016-06-22": "reached"}),
        ("zakiyah-junction", {"2016-06-02": "", "2016-06-03": "reached"}),
        ("abu-allaj", {"2016-06-04": "contested", "2016-06-06": "reached", "2016-06-22": "lost"}),
        ("sfaiyeh-junction", {"2016-06-09": "", "2016-06-10": "reached", "2016-06-13": "contested"}),
        ("tabqa-airbase", {"2016-06-19": "", "2016-06-22": ""}),
    ],
)
def test_waypoints_have_the_states_that_the_sources_tell(found: Race, place: str, states: dict[str, str]) -> None:
    mark = next(mark for mark in found.lines[0].marks if mark.place == place)
    assert {text: mark.state(day(text)) for text in states} == states


def test_strikes_and_what_was_only_aimed_at_are_no_positions(timeline: Timeline, found: Race) -> None:
    army = found.lines[0]
    measured = {timeline.ids[point.ordinal] for point in army.nearest}
    assert not measured & {"ucdp:223748", "ucdp:224100", "ir-2016-06-21-raqqa-raids", "ir-2016-06-04-tabqa-goal"}
    assert army.left_out == {"area": 1, "date": 2, "sides": 4, "civilians": 2, "goal": 2}
    assert army.events == 41 == army.counted + sum(army.left_out.values())


def test_any_event_counts_when_asked_for(timeline: Timeline) -> None:
    (line,) = race(timeline, timeline.everything, [ARMY], find_target(timeline, "raqqa"), "any").lines
    assert line.left_out == {"area": 1, "date": 2}
    assert line.closest is not None
    assert line.closest.km == 0.0  # the city itself was bombed and written about

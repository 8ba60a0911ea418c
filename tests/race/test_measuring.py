"""Which events a race measures, and that each day's closest is found, on small stores of every kind."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import UnknownName
from store.geo import distance_km
from store.model import Claim, Participant, Waypoint
from store.race import (
    Race,
    Target,
    as_json,
    find_offensives,
    find_target,
    listed_targets,
    on_show,
    place_target,
    race,
    suggested_targets,
)
from store.timeline import Timeline
from tests.builders import a_place, an_actor, an_event, an_offensive
from tests.tui.worlds import JUNE, a_timeline, iso

MANBIJ = Target("Manbij", 36.528, 37.955)
NORTH = [a_place(id=f"north-{n}", name=f"North {n}", lat=36.528 + n, lon=37.955) for n in range(4)]


def a_race(target: Target = MANBIJ, role: Any = "ground", **tables: Any) -> tuple[Timeline, Race]:
    tables.setdefault("places", [a_place(), *NORTH])
    timeline = a_timeline(**tables)
    return timeline, race(timeline, timeline.everything, list(timeline.offensives), target, role)


def left_out(event: Any, role: Any = "ground", **tables: Any) -> dict[str, int]:
    _timeline, found = a_race(role=role, events=[event], **tables)
    assert found.lines[0].events == 1
    return dict(found.lines[0].left_out)


# which events


@pytest.mark.parametrize("precision", ["province", "area", "country", "waters"])
def test_places_not_known_well_enough_are_left_out_and_counted(precision: Any) -> None:
    assert left_out(an_event(precision=precision)) == {precision: 1}
    assert left_out(an_event(), places=[a_place(precision=precision)]) == {precision: 1}


@pytest.mark.parametrize("precision", ["", "point", "town", "near", "district"])
def test_places_known_to_a_district_or_better_are_measured(precision: Any) -> None:
    assert left_out(an_event(precision=precision), places=[a_place(precision="country")]) == (
        {} if precision else {"country": 1}
    )


@pytest.mark.parametrize(
    "place", [a_place(lat=None), a_place(lon=None), a_place(lat=123.0), a_place(lon=9999.0), a_place(id="elsewhere")]
)
def test_events_without_sound_coordinates_are_left_out(place: Any) -> None:
    assert left_out(an_event(), places=[place]) == {"unlocated": 1}


@pytest.mark.parametrize(
    ("date", "reasons"),
    [
        ("2016-06-04~", {}),
        ("[2016-06-04..2016-06-10]", {}),
        ("[2016-06-04..2016-06-11]", {"date": 1}),
        ("2016-06", {"date": 1}),
        ("2016-06-04/..", {"date": 1}),
        ("2016-05-30", {"days": 1}),
        ("2016-08-13", {"days": 1}),
    ],
)
def test_days_not_known_to_a_week_or_not_of_the_offensive_are_left_out(date: str, reasons: dict[str, int]) -> None:
    assert left_out(an_event(date=date)) == reasons


def who(**roles: Any) -> list[Participant]:
    return [Participant(id=id_, role=role) for id_, role in roles.items()]


@pytest.mark.parametrize(
    ("actors", "is_position"),
    [
        ({"sdf": "attacker", "is": "defender"}, True),
        ({"is": "attacker", "sdf": "defender"}, True),
        ({"ypg": "attacker", "is": "victim"}, True),  # part of an attacker
        ({"bloc": "attacker", "is": "defender"}, True),  # what an attacker is part of
        ({"jets": "attacker", "is": "defender"}, False),
        ({"sdf": "supporter", "jets": "attacker", "is": "defender"}, False),
        ({"sdf": "attacker"}, False),
        ({"sdf": "attacker", "civilians": "victim"}, False),
        ({}, False),
    ],
)
def test_a_position_has_the_attackers_against_the_defenders(actors: dict[str, str], *, is_position: bool) -> None:
    known = [
        an_actor(parent="bloc"),
        an_actor(id="ypg", name="YPG", parent="sdf"),
        *(an_actor(id=id_, name=id_) for id_ in ("is", "jets", "bloc", "civilians")),
    ]
    offensive = an_offensive(supporters=["jets"])
    reasons = left_out(an_event(actors=who(**actors)), actors=known, offensives=[offensive])
    assert reasons == ({} if is_position else {"sides": 1})


@pytest.mark.parametrize("tag", ["Air/drone strike", "airstrike", "Shelling/artillery/missile attack"])
def test_what_is_done_from_afar_is_no_position(tag: str) -> None:
    assert left_out(an_event(tags=[tag])) == {"afar": 1}
    assert left_out(an_event(tags=["repair", "Armed clash"])) == {}


def killed(whom: str) -> list[Claim]:
    return [Claim(attribution="UCDP", counted="killed", who=whom, best=5)]


@pytest.mark.parametrize(("whom", "reasons"), [("is", {}), ("", {}), ("civilians", {"civilians": 1})])
def test_rows_of_a_dataset_that_count_no_fighter_are_no_position(whom: str, reasons: dict[str, int]) -> None:
    offensive = an_offensive(query="dataset:x")
    row = an_event(id="x:1", origin="x:1", offensives=[], claims=killed(whom))
    actors = [an_actor(), *(an_actor(id=id_, name=id_, kind=kind) for id_, kind in KINDS)]
    assert left_out(row, offensives=[offensive], actors=actors) == reasons
    listed = an_event(claims=killed(whom))
    assert left_out(listed, offensives=[offensive], actors=actors) == {}


KINDS = (("is", "armed-group"), ("civilians", "civilians"))


def test_a_waypoint_nearer_than_any_that_was_reached_is_only_a_goal() -> None:
    ways = [Waypoint(place="manbij"), Waypoint(place="north-1", reached="2016-06-04"), Waypoint(place="north-2")]
    offensive = an_offensive(waypoints=ways)
    reasons = {place: left_out(an_event(place=place), offensives=[offensive]) for place in ("manbij", "north-2")}
    assert reasons == {"manbij": {"goal": 1}, "north-2": {}}
    unknown = an_offensive(waypoints=[Waypoint(place="manbij"), Waypoint(place="north-1")])
    assert left_out(an_event(place="manbij"), offensives=[unknown]) == {}


def test_roles_are_those_of_the_attackers() -> None:
    assert left_out(an_event(), "attacker") == {}
    assert left_out(an_event(), "defender") == {"role": 1}
    assert left_out(an_event(actors=[]), "any") == {}


# distances


def test_the_closest_event_of_each_day_and_the_closest_so_far() -> None:
    places = [3, 1, 2, 2, 1, 0]
    events = [an_event(id=f"e{n}", date=iso(JUNE + n // 2), place=f"north-{place}") for n, place in enumerate(places)]
    timeline, found = a_race(events=events, places=NORTH)
    (line,) = found.lines
    assert [timeline.ids[point.ordinal] for point in line.nearest] == ["e1", "e2", "e5"]
    assert [round(km) for km in line.so_far] == [111, 111, 0]


def test_an_uncertain_day_counts_from_the_last_possible_one() -> None:
    events = [
        an_event(id="within", date="[2016-06-04..2016-06-06]"),
        an_event(id="lasted", date="2016-06-07/2016-06-08"),
    ]
    timeline, found = a_race(events=events)
    points = [(timeline.ids[point.ordinal], iso(point.day), point.is_exact) for point in found.lines[0].nearest]
    assert points == [("within", "2016-06-06", False), ("lasted", "2016-06-07", True)]


def test_of_two_at_one_place_the_more_exactly_placed_is_told() -> None:
    events = [an_event(id="a", precision="near"), an_event(id="b", precision="town")]
    timeline, found = a_race(events=events)
    assert timeline.ids[found.lines[0].nearest[0].ordinal] == "b"


@pytest.mark.parametrize(
    ("target", "place", "km"),
    [
        (Target("", 0.0, 179.5), a_place(lat=0.0, lon=-179.5), 111.2),
        (Target("", 0.0, 540.0 - 360.5), a_place(lat=0.0, lon=180.0), 55.6),
        (Target("", 90.0, 0.0), a_place(lat=89.0, lon=123.0), 111.2),
        (Target("", -90.0, 17.0), a_place(lat=90.0, lon=-40.0), 20015.1),
    ],
)
def test_across_the_date_line_and_at_the_poles(target: Target, place: Any, km: float) -> None:
    _timeline, found = a_race(target, events=[an_event()], places=[place])
    assert round(found.lines[0].nearest[0].km, 1) == km


DATES = st.builds(
    lambda first, days, form: form(iso(JUNE + first), iso(JUNE + first + days)),
    st.integers(0, 12),
    st.integers(1, 9),
    st.sampled_from([lambda a, _b: a, lambda a, b: f"[{a}..{b}]", lambda a, b: f"{a}/{b}"]),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(DATES, st.integers(0, 3), st.sampled_from(["", "near", "country"])), max_size=12))
def test_it_finds_what_looking_at_every_event_finds(drawn: list[tuple[str, int, Any]]) -> None:
    events = [
        an_event(id=f"e{n:02}", date=date, place=f"north-{place}", precision=precision)
        for n, (date, place, precision) in enumerate(drawn)
    ]
    timeline, found = a_race(role="any", events=events)
    expected: dict[int, float] = {}
    for ordinal in range(timeline.size):
        event, earliest, latest = timeline.event(ordinal), timeline.earliest[ordinal], timeline.latest[ordinal]
        if event.precision != "country" and latest - earliest < 7:
            day = latest if event.date.startswith("[") else earliest
            lat = timeline.places[event.place].lat
            assert lat is not None
            km = distance_km(MANBIJ.lat, MANBIJ.lon, lat, 37.955)
            expected[day] = min(expected.get(day, km), km)
    assert {point.day: point.km for point in found.lines[0].nearest} == expected


# targets and offensives


@pytest.fixture(scope="module")
def world() -> Timeline:
    places = [
        a_place(),
        a_place(id="raqqa", name="Raqqa", aliases=["ar-Raqqah"], lat=35.95, lon=39.0),
        a_place(id="nowhere", name="Nowhere", lat=None),
        a_place(id="twin-1", name="Twin", lat=1.0),
        a_place(id="twin-2", name="Twin", lat=2.0),
    ]
    offensives = [
        an_offensive(),
        an_offensive(id="a", name="Push to Raqqa", target="raqqa"),
        an_offensive(id="b", name="B", target="nowhere", objective="On the way to Raqqa."),
        an_offensive(id="campaign", name="C"),
        an_offensive(id="part", name="P", parent="campaign"),
    ]
    events = [
        an_event(id="e1", date="2016-06-04", offensives=["a", "campaign"]),
        an_event(id="e2", date="2017-01-01", offensives=["b", "part"]),
    ]
    return a_timeline(places=places, offensives=offensives, events=events)


@pytest.mark.parametrize("text", ["raqqa", "Raqqa", "Ar-Raqqah", "raqq"])
def test_targets_are_found_by_id_name_alias_or_beginning(world: Timeline, text: str) -> None:
    assert find_target(world, text) == Target("Raqqa", 35.95, 39.0, "raqqa")


def test_coordinates_are_a_target(world: Timeline) -> None:
    assert find_target(world, " 35.5, -38 ") == Target("35.5, -38", 35.5, -38.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rakka", "Did you mean Raqqa?"),
        ("", "There is no place"),
        ("nowhere", "has no coordinates"),
        ("Twin", "may be several places: Twin (twin-1) or Twin (twin-2)"),
        ("91,0", "not on the globe"),
        ("\x1b[2J", "There is no place"),
    ],
)
def test_what_is_no_target_is_answered_with_a_sentence(world: Timeline, text: str, said: str) -> None:
    with pytest.raises(UnknownName) as caught:
        find_target(world, text)
    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_the_target_that_most_aims_name_is_suggested_first(world: Timeline) -> None:
    assert suggested_targets(world, ["manbij-offensive", "a", "b"]) == ["raqqa", "manbij"]
    assert suggested_targets(world, ["b"]) == []
    assert listed_targets(world, ["a"])[0] == "Raqqa"
    assert "Nowhere" not in listed_targets(world, ["a"])
    assert place_target(world, "raqqa").id == "raqqa"


def test_offensives_on_show_are_those_of_the_window_else_of_the_view(world: Timeline) -> None:
    year = {n: int(iso_day) for n, iso_day in ((2016, 735964), (2017, 736330))}
    assert on_show(world, world.everything, year[2016], year[2017] - 1) == ["a"]
    assert on_show(world, world.everything, 1, 2) == ["a", "b", "part"]
    assert find_offensives(world, ["Push to Raqqa", "b", "a"]) == ["a", "b"]
    with pytest.raises(UnknownName, match="no offensive"):
        find_offensives(world, ["zeppelin"])


def test_a_race_without_any_position_is_empty_and_says_why() -> None:
    timeline, found = a_race(events=[], offensives=[an_offensive()])
    assert (found.lines[0].nearest, found.lines[0].closest) == ((), None)
    told = as_json(timeline, found)
    assert told["offensives"][0]["closest"] is None
    assert told["method"]["earth_radius_km"] == 6371.0088

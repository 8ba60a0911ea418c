"""What a reader is told, in words, loses nothing and invents nothing."""

from pathlib import Path
from typing import Any

import pytest

from store.loader import load_timeline
from store.model import Actor, Claim, Event
from store.reading import EventReading, read_actor, read_event, read_offensive, read_place
from store.reading.words import figure, how_exact, statement
from store.sample import BUNDLED
from store.timeline import Timeline
from tests.cli.calls import IS, MANBIJ, PUSH, SDF, an_event, write_store


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (None, None, None, ""),
        (26, None, None, "at least 26"),
        (None, 26, None, "26"),
        (None, None, 26, "at most 26"),
        (24, None, 203, "24 to 203"),
        (24, None, 24, "24"),
        (12, 43, None, "best 43, at least 12"),
        (None, 43, 60, "best 43, at most 60"),
        (12, 43, 60, "best 43, from 12 to 60"),
        (43, 43, 43, "43"),
        (0, 0, 3, "best 0, from 0 to 3"),
        (None, 0, None, "0"),
        (None, 1800, None, "1,800"),
    ],
)
def test_figures_keep_low_best_and_high(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert figure(low, best, high) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"counted": "killed", "low": 26, "who": "is"}, "at least 26 killed, Islamic State"),
        ({"counted": "killed", "low": 26, "who": "IS fighters"}, "at least 26 killed, IS fighters"),
        ({"text": "Nine soldiers killed", "counted": "killed", "best": 9}, "Nine soldiers killed"),
        ({"text": "About 1,800 dead", "counted": "killed", "best": 1800}, "About 1,800 dead"),
        ({"text": "Many killed", "counted": "killed", "low": 9, "high": 12}, "Many killed (9 to 12 killed)"),
        ({"text": "more than a dozen freed", "counted": "freed", "low": 12}, "more than a dozen freed"),
        ({"text": "two dozen freed", "counted": "freed", "best": 24}, "two dozen freed"),
        ({"text": "two dozen freed", "counted": "freed", "best": 36}, "two dozen freed (36 freed)"),
        ({"text": "Only at the edge"}, "Only at the edge"),
        ({"counted": "killed"}, "killed: no figure given"),
        ({"best": 3}, "3"),
        ({}, ""),
    ],
)
def test_claims_say_text_and_figures_once(fields: dict[str, Any], words: str) -> None:
    actors = {"is": Actor(id="is", name="Islamic State")}
    assert statement(Claim(attribution="X", **fields), actors) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016-06-04", "this very day"),
        ("2016-06-04~", "about this time"),
        ("2016-06-04?", "the date is uncertain"),
        ("2016-06-04%", "about this time, the date is uncertain"),
        ("[2016-06-13..2016-06-15]", "known to within 3 days"),
        ("2016-06", "known to within 30 days"),
        ("2016-05-31/2016-08-12", "lasted 74 days"),
        ("2016-06-02~/2016-06-22~", "lasted about 21 days"),
        ("2016-06/2016-07", "lasted 61 days at most"),
        ("2016-06-02/..", "goes on"),
        ("2016-06-02/", "the end is not known"),
        ("../2016-06-02", ""),
        ("soon", "a date that cannot be read"),
    ],
)
def test_how_exact_a_date_is(edtf: str, words: str) -> None:
    assert how_exact(edtf) == words


@pytest.fixture(scope="module")
def bundled() -> Timeline:
    return load_timeline(BUNDLED)


def reading_of(path: Path, id_: str = "e1") -> EventReading:
    timeline = load_timeline(path)
    return read_event(timeline, timeline.ordinal_of[id_])


def test_people_stand_in_the_order_of_their_roles(tmp_path: Path) -> None:
    roles = ["reporter", "participant", "victim", "defender", "supporter", "attacker"]
    event = an_event(actors=[{"id": f"a{number}", "role": role} for number, role in enumerate(roles)])
    people = reading_of(write_store(tmp_path / "w.json", [event])).people
    assert [who.role for who in people] == ["attacker", "supporter", "defender", "victim", "participant", "reporter"]
    assert people[0].name == "a5"


def test_sides_are_said_where_the_role_does_not_tell_them(tmp_path: Path) -> None:
    actors = [
        {"id": "x", "role": "attacker", "side": "a"},
        {"id": "y", "side": "b"},
        {"id": "z", "role": "attacker", "side": "b"},
    ]
    people = reading_of(write_store(tmp_path / "w.json", [an_event(actors=actors)])).people
    assert [(who.id, who.side) for who in people] == [("x", ""), ("z", "b"), ("y", "b")]


@pytest.mark.parametrize(
    ("fields", "badges"),
    [
        ({}, ("written by hand", "no source named")),
        ({"sources": [{"publisher": "A"}]}, ("written by hand", "one source only")),
        ({"sources": [{"publisher": "A"}, {"publisher": "a"}]}, ("written by hand", "2 texts of one source")),
        ({"sources": [{"publisher": "A"}, {"publisher": "B"}]}, ("written by hand", "2 sources")),
        (
            {"origin": "ucdp:1", "sources": [{"publisher": "A"}, {"publisher": "Uppsala (UCDP)"}], "type": "one-sided"},
            ("from UCDP", "one source only", "one-sided"),
        ),
        (
            {"confidence": "disputed"},
            ("disputed: the sources contradict each other", "written by hand", "no source named"),
        ),
    ],
)
def test_badges(fields: dict[str, Any], badges: tuple[str, ...], tmp_path: Path) -> None:
    assert reading_of(write_store(tmp_path / "w.json", [an_event(**fields)])).badges == badges


def test_offensives_are_listed_or_by_rule_or_through_a_part(tmp_path: Path) -> None:
    offensives = [
        PUSH,
        {"id": "by-rule", "name": "R", "date": "2016", "query": "tag:x"},
        {"id": "campaign", "name": "C", "date": "2016"},
        {"id": "part", "name": "P", "date": "2016", "query": "tag:x", "parent": "campaign"},
    ]
    event = an_event(offensives=["manbij-push"], tags=["x"])
    reading = reading_of(write_store(tmp_path / "w.json", [event], offensives=offensives))
    assert [(member.id, member.how) for member in reading.offensives] == [
        ("manbij-push", "listed"),
        ("by-rule", "rule"),
        ("part", "rule"),
        ("campaign", "part"),
    ]


@pytest.mark.parametrize(
    ("own", "of_place", "words"),
    [
        ("", "town", "the town, not where in it"),
        ("district", "town", "only the district is known; the point stands for it"),
        ("", "", ""),
    ],
)
def test_place_says_how_exact_it_is(own: str, of_place: str, words: str, tmp_path: Path) -> None:
    place = {**MANBIJ, "precision": of_place}
    detail = reading_of(
        write_store(tmp_path / "w.json", [an_event(place="manbij", precision=own)], places=[place])
    ).place_detail
    assert detail is not None
    assert detail.precision == words
    assert detail.coordinates == "36.5282° N, 37.9549° E"


def test_place_without_coordinates_claims_no_point(tmp_path: Path) -> None:
    place = {"id": "p", "name": "Somewhere", "precision": "point", "lat": 35.0}
    detail = reading_of(write_store(tmp_path / "w.json", [an_event(place="p")], places=[place])).place_detail
    assert detail is not None
    assert (detail.precision, detail.coordinates, detail.lat) == ("not located", "", None)


def test_twins_know_each_other(tmp_path: Path) -> None:
    events = [an_event(extra={"same_as": ["x:1", "gone", 3]}), an_event(id="x:1", origin="x:1")]
    path = write_store(tmp_path / "w.json", events)
    assert [twin.id for twin in reading_of(path, "e1").twins] == ["x:1"]
    assert [twin.id for twin in reading_of(path, "x:1").twins] == ["e1"]


@pytest.mark.parametrize("same_as", [None, "x:1", {"x": 1}, 3, [[]]])
def test_odd_extra_fields_are_no_twins(same_as: object, tmp_path: Path) -> None:
    events = [an_event(extra={"same_as": same_as}), an_event(id="x:1", origin="x:1")]
    assert reading_of(write_store(tmp_path / "w.json", events)).twins == ()


def meanwhile_store(path: Path, events: list[dict[str, Any]]) -> EventReading:
    offensives = [{"id": name, "name": name.upper(), "date": "2016"} for name in ("here", "there", "yonder")]
    offensives.append({"id": "all", "name": "ALL", "date": "2016"})
    offensives[0]["parent"] = offensives[1]["parent"] = "all"
    return reading_of(write_store(path, [an_event(offensives=["here"]), *events], offensives=offensives))


def elsewhere(id_: str, date: str, offensive: str = "there", **fields: Any) -> dict[str, Any]:
    return an_event(id=id_, date=date, offensives=[offensive], **fields)


def test_meanwhile_is_within_a_day_and_of_other_offensives(tmp_path: Path) -> None:
    reading = meanwhile_store(
        tmp_path / "w.json",
        [
            elsewhere("before", "2016-06-03"),
            elsewhere("too-early", "2016-06-02"),
            elsewhere("after", "2016-06-05", "yonder"),
            elsewhere("too-late", "2016-06-06"),
            elsewhere("own", "2016-06-04", "here"),
            an_event(id="of-none"),
        ],
    )
    assert [(other.letter, other.id, other.offensive) for other in reading.meanwhile] == [
        ("a", "before", "THERE"),
        ("b", "after", "YONDER"),
    ]


def test_meanwhile_gives_every_offensive_its_best_first(tmp_path: Path) -> None:
    reading = meanwhile_store(
        tmp_path / "w.json",
        [
            elsewhere("x:1", "2016-06-04", origin="x:1"),
            elsewhere("vague", "2016-06"),
            elsewhere("day-after", "2016-06-05", confidence="confirmed"),
            elsewhere("same-disputed", "2016-06-04", "yonder", confidence="disputed"),
            elsewhere("same-confirmed", "2016-06-04", "yonder", confidence="confirmed"),
            elsewhere("third-of-yonder", "2016-06-04", "yonder", confidence="disputed"),
        ],
    )
    assert [other.id for other in reading.meanwhile] == ["same-confirmed", "day-after", "same-disputed", "vague"]


def test_meanwhile_of_a_long_event_is_near_its_first_day(tmp_path: Path) -> None:
    events = [
        an_event(date="2016-06-04/2016-08-01", offensives=["here"]),
        elsewhere("first-day", "2016-06-05"),
        elsewhere("months-on", "2016-07-20"),
    ]
    offensives = [{"id": name, "name": name, "date": "2016"} for name in ("here", "there")]
    reading = reading_of(write_store(tmp_path / "w.json", events, offensives=offensives))
    assert [other.id for other in reading.meanwhile] == ["first-day"]


def test_meanwhile_does_not_tell_of_one_occurrence_twice(tmp_path: Path) -> None:
    reading = meanwhile_store(
        tmp_path / "w.json",
        [elsewhere("curated", "2016-06-04", extra={"same_as": ["x:1"]}), elsewhere("x:1", "2016-06-04", origin="x:1")],
    )
    assert [other.id for other in reading.meanwhile] == ["curated"]


def test_meanwhile_is_bounded_however_much_happens(tmp_path: Path) -> None:
    events = [elsewhere(f"e{number}", "2016-06-04", f"o{number % 9}") for number in range(2, 700)]
    offensives = [{"id": f"o{number}", "name": f"O{number}", "date": "2016"} for number in range(9)]
    reading = reading_of(write_store(tmp_path / "w.json", [an_event(), *events], offensives=offensives))
    found = [other.offensive for other in reading.meanwhile]
    assert len(found) == 8
    assert len(set(found)) == 8


def test_meanwhile_has_two_events_of_an_offensive_at_most(tmp_path: Path) -> None:
    events = [elsewhere(f"e{number}", "2016-06-04", f"o{number % 2}") for number in range(2, 70)]
    offensives = [{"id": f"o{number}", "name": f"O{number}", "date": "2016"} for number in range(2)]
    reading = reading_of(write_store(tmp_path / "w.json", [an_event(offensives=[]), *events], offensives=offensives))
    found = [other.offensive for other in reading.meanwhile]
    assert sorted(found) == ["O0", "O0", "O1", "O1"]


def test_meanwhile_costs_in_proportion_to_the_day_not_to_the_store(
    bundled: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinal = bundled.ordinal_of["ir-2016-06-03-zakiyah"]
    read_event(bundled, ordinal)  # the twins are looked up once
    asked: list[int] = []
    event = bundled.event

    def counted(at: int) -> Event:
        asked.append(at)
        return event(at)

    monkeypatch.setattr(bundled, "event", counted)
    read_event(bundled, ordinal)
    assert len(asked) < 150


def test_every_bundled_record_can_be_read(bundled: Timeline) -> None:
    for ordinal in range(bundled.size):
        reading = read_event(bundled, ordinal)
        assert reading.headline
        assert reading.when
        assert reading.sources
        assert all(link.name for link in reading.people)
    for id_ in bundled.offensives:
        assert read_offensive(bundled, id_).events
    for id_ in bundled.actors:
        assert read_actor(bundled, id_).headline
    for id_ in bundled.places:
        assert read_place(bundled, id_).headline


def test_bundled_crossing_has_manbij_meanwhile(bundled: Timeline) -> None:
    seeds = [event for event in map(bundled.event, range(bundled.size)) if event.date.startswith("2016-06-04")]
    crossing = next(event for event in seeds if "ithriyah-raqqa-offensive-june-2016" in event.offensives)
    reading = read_event(bundled, bundled.ordinal_of[crossing.id])
    assert "manbij-offensive-2016" in {other.offensive_id for other in reading.meanwhile}


def test_actor_counts_its_roles(tmp_path: Path) -> None:
    events = [an_event(actors=[{"id": "sdf", "role": "attacker"}]), an_event(id="e2", actors=[{"id": "sdf"}])]
    reading = read_actor(load_timeline(write_store(tmp_path / "w.json", events, actors=[SDF, IS])), "sdf")
    assert (reading.events, reading.roles) == (2, (("attacker", 1), ("participant", 1)))

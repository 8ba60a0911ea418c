"""Whose word an attribution is, and on how many people's word events rest."""

import pytest

from store.model import Claim, Event, Source
from store.origins import origins_of, parts_of
from tests.builders import an_event
from tests.tui.worlds import a_timeline


@pytest.mark.parametrize(
    ("attribution", "origins"),
    [
        ("", ()),
        ("SOHR", ("SOHR",)),
        ("UCDP", ("UCDP",)),
        ("UCDP, from SOHR", ("SOHR",)),
        ("UCDP, from SOHR, Airwars", ("SOHR", "Airwars")),
        ("UCDP, from SOHR/Waha Report", ("SOHR", "Waha Report")),
        ("UCDP, from SOHR, sohr", ("SOHR",)),
        ("SOHR, via Reuters", ("SOHR",)),
        ("Syrian military source, via Reuters", ("Syrian military source",)),
        ("AP, citing SOHR", ("SOHR",)),
        ("Financial Tribune, citing the BBC", ("BBC",)),
        ("SOHR headline recorded by UCDP", ("SOHR",)),
        ("government statement reported by a site", ("government statement",)),
        ("United Nations and NRC", ("United Nations and NRC",)),
        ("\x1b[31mSOHR\n", ("SOHR",)),
        (", via ", (", via",)),
    ],
)
def test_origins_are_those_whose_word_it_is(attribution: str, origins: tuple[str, ...]) -> None:
    assert origins_of(attribution) == origins


@pytest.mark.parametrize(
    ("origin", "parts"),
    [
        ("SOHR and airwars", ("SOHR", "airwars")),
        ("SOHR Airwars", ("SOHR", "Airwars")),
        ("SOHR Waha Report Airwars", ("SOHR", "Waha Report", "Airwars")),
        ("SOHR Airwars Waha Report", ("SOHR", "Airwars", "Waha Report")),
        ("SOHR and HRW", ("SOHR and HRW",)),
        ("SOHR activists", ("SOHR activists",)),
        ("and SOHR", ("and SOHR",)),
        ("SOHR and", ("SOHR and",)),
        ("SOHR", ("SOHR",)),
        ("Waha Report", ("Waha Report",)),
        ("SOHR " * 13, ("SOHR " * 13,)),
    ],
)
def test_an_origin_is_several_only_where_all_of_it_are_names(origin: str, parts: tuple[str, ...]) -> None:
    assert parts_of(origin, {"sohr", "airwars", "waha report", "sohr airwars"}) == parts


def test_names_put_one_after_the_other_are_found_each() -> None:
    attributions = ("UCDP, from SOHR and airwars", "SOHR Airwars", "SOHR", "UCDP, from Airwars", "SOHR and friends")
    timeline = a_timeline(events=[a_report(name, publishers=()) for name in attributions])
    by_origin = timeline.evidence.by_origin
    assert {name: len(events) for name, events in by_origin.items()} == {"SOHR": 3, "Airwars": 3, "SOHR and friends": 1}


def a_report(*attributions: str, publishers: tuple[str, ...] = ("SOHR",), origin: str = "") -> Event:
    claims = [Claim(attribution=name, counted="killed", best=1) for name in attributions]
    return an_event(claims=claims, sources=[Source(publisher=name) for name in publishers], origin=origin)


def test_events_know_how_many_sources_and_origins_they_rest_on() -> None:
    catalogue = "Uppsala Conflict Data Program (UCDP)"
    events = [
        a_report("UCDP, from SOHR", publishers=("SOHR", "SOHR", catalogue), origin="ucdp:1"),
        a_report("UCDP, from sohr, Airwars", publishers=("SOHR", "Airwars", catalogue), origin="ucdp:2"),
        a_report("AP, citing SOHR", "SOHR", publishers=("AP", "Reuters")),
        a_report(publishers=("BBC",)),
        a_report(publishers=(catalogue,)),  # written by hand: it is a source like others
        a_report(publishers=()),
    ]
    timeline = a_timeline(events=events)
    evidence, at = timeline.evidence, [timeline.ordinal_of[event.id] for event in events]
    assert [[n for n in range(4) if ordinal in evidence.sources.equal_to(n)] for ordinal in at] == [
        [1], [2], [2], [1], [1], [0],
    ]  # fmt: skip
    assert [[n for n in range(4) if ordinal in evidence.origins.equal_to(n)] for ordinal in at] == [
        [1], [2], [1], [1], [1], [0],
    ]  # fmt: skip
    assert set(evidence.by_origin) == {"SOHR", "Airwars", "BBC", catalogue}
    assert sorted(evidence.by_origin["SOHR"]) == sorted(at[:3])

"""Under which values an event is found."""

from pathlib import Path
from typing import Any

import pytest

from store.index import disagree, side_of, toll
from store.model import Claim, Participant, Source
from store.timeline import Timeline
from tests.builders import a_place, an_actor, an_article, an_event, an_offensive
from tests.store.timelines import a_timeline, ids


def killed(best: int | None = None, **fields: Any) -> Claim:
    return Claim(**{"attribution": "SOHR", "counted": "killed", "best": best, **fields})


@pytest.mark.parametrize(
    ("role", "stated", "side"),
    [
        ("attacker", "", "a"),
        ("defender", "", "b"),
        ("victim", "", "b"),
        ("supporter", "", ""),
        ("reporter", "", ""),
        ("participant", "", ""),
        ("attacker", "b", "b"),
        ("supporter", "a", "a"),
    ],
)
def test_side_stated_or_implied(role: str, stated: str, side: str) -> None:
    assert side_of(role, stated) == side


@pytest.mark.parametrize(
    ("claims", "figure"),
    [
        ([], None),
        ([killed(5)], 5),
        ([killed(0)], 0),
        ([killed()], None),
        ([killed(low=3, high=9)], 3),
        ([killed(high=9)], 9),
        ([killed(4, low=3, high=9)], 4),
        ([killed(4), killed(7), killed(5)], 7),
        ([killed(9, who="is"), killed(4)], 4),
        ([killed(9, who="is"), killed()], 9),
        ([killed(2, who="is"), killed(3, who="sdf")], 3),
        ([killed(9, who="is"), killed(0)], 0),
        ([Claim(attribution="SOHR", counted="wounded", best=50)], None),
        ([Claim(attribution="SOHR", counted="wounded", best=50), killed(1)], 1),
    ],
)
def test_deaths_are_the_highest_figure_for_all(claims: list[Claim], figure: int | None) -> None:
    found = toll(claims)
    assert (found and found[1]) == figure if figure is not None else found is None


@pytest.mark.parametrize(
    ("claims", "figures"),
    [
        ([killed(4, low=3, high=9)], (3, 4, 9)),
        ([killed(4)], (4, 4, 4)),
        ([killed(low=3, high=9)], (3, 3, 9)),
        ([killed(high=9)], (9, 9, 9)),
        ([killed(4, low=0, high=99), killed(7, low=6)], (6, 7, 7)),
        ([killed(9, who="is", low=1), killed(4, high=5)], (4, 4, 5)),
    ],
)
def test_three_figures_are_those_of_one_claim(claims: list[Claim], figures: tuple[int, int, int]) -> None:
    assert toll(claims) == figures


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([], False),
        ([killed(4), killed(4)], False),
        ([killed(4), killed(5)], False),  # one and the same claimant
        ([killed(4), killed(5, attribution="Army")], True),
        ([killed(4), killed(4, attribution="Army")], False),
        ([killed(4), killed(4, low=1, attribution="Army")], True),
        ([killed(4), killed(9, who="is", attribution="Army")], False),
        ([killed(4), killed(attribution="Army")], False),
        ([killed(4), Claim(attribution="Army", counted="wounded", best=9)], False),
        ([killed(4), killed(4, attribution="Army"), killed(6, attribution="Police")], True),
    ],
)
def test_claims_disagree_when_others_count_the_same_otherwise(claims: list[Claim], *, expected: bool) -> None:
    assert disagree(claims) is expected


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    events = [
        an_event(
            id="curated",
            date="2016-06-01",
            type="state-based",
            confidence="disputed",
            place="manbij",
            offensives=["manbij-offensive", "unheard-of"],
            actors=[
                Participant(id="sdf", role="attacker"),
                Participant(id="is", role="defender"),
                Participant(id="is", role="victim"),
                Participant(id="sohr", role="reporter"),
            ],
            tags=["siege", "siege", "road"],
            sources=[Source(publisher="SOHR"), Source(publisher="ARA News"), Source(publisher="SOHR")],
            claims=[Claim(attribution="SOHR", text="28 villages"), killed(4), Claim(attribution="An officer")],
            articles=["a1"],
            notes="Look again.",
            extra={"same_as": ["ucdp:1", "curated", "gone", 5]},
        ),
        an_event(
            id="ucdp:1",
            date="2016-06-02",
            origin="ucdp:1",
            actors=[Participant(id="sdf", side="a"), Participant(id="unknown", side="b")],
            place="nowhere",
            offensives=[],
            sources=[],
        ),
        an_event(id="bare", date="2016-06-03", actors=[], place="", offensives=[], sources=[]),
        an_event(id="lost", date="2016-06-04", actors=[], place="not a record", offensives=[], sources=[]),
    ]
    actors = [an_actor(bloc="US-backed"), an_actor(id="is", bloc="IS"), an_actor(id="sohr")]
    places = [a_place(), a_place(id="nowhere", lat=None, lon=None)]
    return a_timeline(tmp_path, *events, actors=actors, places=places, articles=[an_article(id="a1")])


def table(timeline: Timeline, name: str) -> dict[Any, list[str]]:
    return {value: ids(timeline, events) for value, events in getattr(timeline, name).items()}


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("by_actor", {"sdf": ["curated", "ucdp:1"], "is": ["curated"], "sohr": ["curated"], "unknown": ["ucdp:1"]}),
        (
            "by_role",
            {
                ("sdf", "attacker"): ["curated"],
                ("is", "defender"): ["curated"],
                ("is", "victim"): ["curated"],
                ("sohr", "reporter"): ["curated"],
                ("sdf", "participant"): ["ucdp:1"],
                ("unknown", "participant"): ["ucdp:1"],
            },
        ),
        (
            "by_side",
            {("sdf", "a"): ["curated", "ucdp:1"], ("is", "b"): ["curated"], ("unknown", "b"): ["ucdp:1"]},
        ),
        ("by_bloc", {"US-backed": ["curated", "ucdp:1"], "IS": ["curated"], "Others": ["curated", "ucdp:1"]}),
        ("by_place", {"manbij": ["curated"], "nowhere": ["ucdp:1"], "not a record": ["lost"]}),
        ("by_type", {"state-based": ["curated"]}),
        ("by_source", {"SOHR": ["curated"], "ARA News": ["curated"], "An officer": ["curated"]}),
        ("by_dataset", {"curated": ["curated", "bare", "lost"], "ucdp": ["ucdp:1"]}),
        ("by_tag", {"siege": ["curated"], "road": ["curated"]}),
        ("by_confidence", {"disputed": ["curated"]}),
        ("by_deaths", {4: ["curated"]}),
        ("by_publisher", {"SOHR": ["curated"], "ARA News": ["curated"]}),
        ("by_offensive", {"manbij-offensive": ["curated"], "unheard-of": ["curated"]}),
        ("listed_in", {"manbij-offensive": ["curated"], "unheard-of": ["curated"]}),
        (
            "having",
            {
                "article": ["curated"],
                "claims": ["curated"],
                "coordinates": ["curated"],
                "disagreement": [],
                "notes": ["curated"],
                "star": [],
            },
        ),
    ],
)
def test_facets(timeline: Timeline, facet: str, expected: dict[Any, list[str]]) -> None:
    assert table(timeline, facet) == expected


def test_facets_of_nothing(tmp_path: Path) -> None:
    empty = a_timeline(tmp_path)
    names = ("by_actor", "by_role", "by_side", "by_bloc", "by_place", "by_type", "by_source", "by_dataset", "by_tag")
    assert all(table(empty, name) == {} for name in names)
    kinds = ("article", "claims", "coordinates", "disagreement", "notes", "star")
    assert table(empty, "having") == {kind: [] for kind in kinds}
    assert table(empty, "by_offensive") == {"manbij-offensive": []}


def test_records_of_the_same_occurrence_know_each_other(timeline: Timeline) -> None:
    one, other = timeline.ordinal_of["curated"], timeline.ordinal_of["ucdp:1"]
    assert timeline.twins == {one: {other}, other: {one}}


def test_same_as_that_is_no_list(tmp_path: Path) -> None:
    events = [an_event(id="a", extra={"same_as": "b"}), an_event(id="b", extra={"same_as": {"a": 1}})]
    assert a_timeline(tmp_path, *events).twins == {}


def test_values_whatever_they_are(tmp_path: Path) -> None:
    """Values are never looked at but as wholes: brackets, commas, another script, an empty part."""
    tags = ["[red]", "a,b", "النصرة", " ", "\x1b[31m"]
    events = [an_event(id="a", tags=tags), an_event(id="b", offensives=["", an_offensive().id, "x:y"])]
    timeline = a_timeline(tmp_path, *events)
    assert list(timeline.by_tag) == tags
    assert ids(timeline, timeline.by_offensive["x:y"]) == ["b"]
    assert "" not in timeline.by_offensive

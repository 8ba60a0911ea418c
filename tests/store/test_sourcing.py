"""Sources: everybody whom an event names as one, under one name each; and what a query for one finds."""

from pathlib import Path

import pytest
from pyroaring import BitMap

from store.filter import Filter, facet
from store.model import Claim, Event, Source
from store.origins import names_in
from store.sourcing import by_name, written_out
from store.timeline import Timeline
from tests.builders import a_place, an_event
from tests.store.timelines import a_timeline, ids


@pytest.mark.parametrize(
    ("attribution", "names"),
    [
        ("", ()),
        ("SOHR", ("SOHR",)),
        ("UCDP, from SOHR", ("UCDP", "SOHR")),
        ("UCDP, from SOHR, airwars; HRW/SANA", ("UCDP", "SOHR", "airwars", "HRW", "SANA")),
        ("UCDP, from SOHR and Airwars", ("UCDP", "SOHR", "Airwars")),
        ("UCDP, from sohr, SOHR", ("UCDP", "sohr")),
        ("AP, citing the BBC", ("AP", "BBC")),
        ("Syrian military source, via Reuters", ("Syrian military source", "Reuters")),
        ("SOHR, via O Globo, 4 June", ("SOHR", "O Globo")),
        ("SOHR headline recorded by UCDP", ("SOHR", "UCDP")),
        ("United Nations and NRC", ("United Nations and NRC",)),
        ("\x1b[1m 4 ", ("4",)),
        (", via ", (", via",)),
    ],
)
def test_everybody_whom_an_attribution_names(attribution: str, names: tuple[str, ...]) -> None:
    assert names_in(attribution) == names


def event(id_: str, *publishers: str, claims: tuple[str, ...] = ()) -> Event:
    sources = [Source(publisher=name) for name in publishers]
    said = [Claim(attribution=name, counted="killed", best=1, low=0, high=5) for name in claims]
    return an_event(id=id_, sources=sources, claims=said, origin="ucdp:1" if id_ == "c" else "")


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    events = [
        event("a", "SOHR", "Reuters"),
        event("b", "sohr", claims=("UCDP, from Airwars",)),
        event("c", "Airwars", "Uppsala Conflict Data Program (UCDP)", claims=("UCDP, from SOHR, airwars",)),
        event("d", "SOHR (Syrian Observatory)", "SOHR", claims=("SOHR", "Turkish army")),
        event("e", claims=("an officer, via Reuters News",)),
        event("f", "?!"),
    ]
    places = [
        a_place(country="Syria", admin1="Aleppo Governorate", admin2="Manbij district"),
        a_place(id="raqqa", name="Ar-Raqqah", admin1="Ar Raqqah Governorate"),
    ]
    return a_timeline(tmp_path, *events, an_event(id="g", place="raqqa", sources=[]), places=places)


def shown(timeline: Timeline, text: str) -> str:
    return "".join(ids(timeline, Filter(text).events(timeline)))


def test_a_name_has_the_events_of_longer_names_with_its_words(timeline: Timeline) -> None:
    found = {name: "".join(ids(timeline, events)) for name, events in facet(timeline, "source").items()}
    assert found == {
        "SOHR": "abcd",
        "Reuters": "ae",
        "Reuters News": "e",
        "UCDP": "bc",
        "Airwars": "bc",
        "Uppsala Conflict Data Program (UCDP)": "c",
        "SOHR (Syrian Observatory)": "d",
        "Turkish army": "d",
        "an officer": "e",
        "?!": "f",
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("source:sohr", "abcd"),
        ("source:Airwars -source:SOHR", ""),
        ("source:=SOHR", "abcd"),
        ("source:observatory", "d"),
        ('source:reuters -source:"Reuters News"', "a"),
        ("source:reut", "ae"),
        ("sources:=0", "eg"),
        ("sources:1", "bcf"),  # a dataset's citation of itself is none
        ("sources>=2", "ad"),
        ("origins:1", "bef"),
        ("origins:2", "acd"),
        ("origins:0..1", "befg"),
        ("origins:>=9", ""),
        ("low:0 high:5 deaths:1", "bcde"),
        ("low:>0", ""),
        ("country:syria", "abcdef"),
        ("admin:raqqa", "g"),
        ("admin1:aleppo", "abcdef"),
        ("province:raqqa", "g"),
        ("admin2:manbij", "abcdef"),
        ("raqqa", "g"),
    ],
)
def test_what_is_found(timeline: Timeline, query: str, found: str) -> None:
    assert shown(timeline, query) == found


def test_each_source_can_be_chosen_and_means_what_its_count_says(timeline: Timeline) -> None:
    for name in ("source", "country", "admin1", "admin2", "place", "attacker", "has", "dataset"):
        for value, count in Filter().on(timeline).live_counts(name).items():
            wanted = Filter().choose(timeline, name, value, "only")
            assert wanted.choice(timeline, name, value) == "only", wanted
            assert len(wanted.events(timeline)) == count, wanted
    assert Filter().choose(timeline, "source", "SOHR", "only").text == "source:SOHR"
    assert Filter().choose(timeline, "source", "?!", "never").text == "-source:=?!"
    assert Filter("source:sohr").choice(timeline, "source", "SOHR") == "only"


def test_a_name_with_its_letters_explained_is_listed_once() -> None:
    doubles = {"The Independent", "Uppsala Conflict Data Program (UCDP)", "SOHR (Syrian Observatory for Human Rights)"}
    others = {
        "Independent",
        "The Hill",
        "UCDP",
        "sohr",
        "SOHR (Syrian Observatory)",
        "AFP (Agence France-Presse)",
        "Reuters (UCDP)",
        "BBC (x)",
    }
    assert written_out(doubles | others) == doubles
    assert written_out(doubles) == set()


def test_text_in_the_place_of_a_name_is_not_searched_for_names() -> None:
    text = "SOHR " + "long word " * 100_000
    found = by_name({text: BitMap([0]), "SOHR": BitMap([1])}, {})
    assert found["SOHR"] == BitMap([1])
    assert len(found) == 2

"""Queries answered from an index of a few plain events; what each kind of term finds and does not find."""

import gc
import time
import weakref
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from store.dates import parse_span
from store.model import Actor, Offensive, Place
from store.query import QueryError, evaluate, parse, to_text
from store.query.lookup import NAMED, lookup_of, prepare
from store.query.names import Names, key_of, words_of
from store.query.resolve import term_for
from tests.builders import an_event
from tests.store.query_world import ACTORS, PLACES, FakeIndex, Happening, holds
from tests.store.timelines import a_timeline, ids


def found(query: str, events: Iterable[Happening]) -> list[int]:
    """Answer a query, and check the answer against the oracle's."""
    index = FakeIndex(list(events))
    return list(evaluate(parse(query), index))


def by(*actors: str) -> Happening:
    """Make an event of "actor", "actor role" or "actor role side"."""
    parts = [(*actor.split(" "), "participant")[:3] for actor in actors]
    return Happening(actors=tuple((p[0], p[1], p[2] if len(p) > 2 and p[2] in {"a", "b"} else "") for p in parts))


def at(*places: str) -> list[Happening]:
    return [Happening(place=place) for place in places]


# names


@pytest.mark.parametrize(
    ("query", "actors"),
    [
        ("actor:IS", ["is"]),
        ("actor:is", ["is"]),
        ("actor:ISIS", ["is"]),
        ("actor:daesh", ["is"]),
        ('actor:"islamic state"', ["is"]),
        ("actor:islamic", ["is"]),
        ("actor:state", ["is"]),
        ("actor:Is*", ["is", "israel"]),
        ("actor:isra", ["israel"]),
        ("actor:Syrian", ["sdf", "saa"]),
        ('actor:"Syrian army"', ["saa"]),
        ('actor:"syrian d"', ["sdf"]),
        ("actor:nusra", ["nusra"]),
        ("actor:NUSRAH", ["nusra"]),
        ('actor:"Jabhat an-Nusra"', ["nusra"]),
        ('actor:"Peoples Protection"', ["ypg"]),
        ('actor:"People’s Protection Units"', ["ypg"]),
        ("actor:*", list(ACTORS)),
        ('bloc:"us backed"', ["sdf", "ypg"]),
        ("bloc:damascus", ["saa"]),
    ],
)
def test_actors_by_any_name_of_theirs(query: str, actors: list[str]) -> None:
    everyone = list(ACTORS)
    assert found(query, [by(who) for who in everyone]) == sorted(map(everyone.index, actors))


def test_an_actor_without_a_record_is_found_by_its_id() -> None:
    assert found("actor:ucdp-99", [by("ucdp-99"), by("is")]) == [0]


def test_roles() -> None:
    events = [
        by("sdf attacker"),
        by("sdf defender"),
        by("sdf supporter"),
        by("sdf victim"),
        by("sdf reporter"),
        by("sdf"),
    ]
    for ordinal, role in enumerate(("attacker", "defender", "supporter", "victim", "reporter", "participant")):
        assert found(f"{role}:SDF", events) == [ordinal]
    assert found("actor:SDF", events) == list(range(6))


def test_against_wants_opposite_sides() -> None:
    events = [
        by("sdf attacker a", "is defender b"),
        by("is attacker a", "sdf defender b"),
        by("sdf attacker a", "ypg supporter a", "is victim b"),
        by("sdf attacker a", "is attacker a"),
        by("sdf", "is"),
        by("sdf attacker a", "saa defender b"),
    ]
    assert found("against:SDF,IS", events) == [0, 1, 2]
    assert found("against:Daesh,SDF", events) == [0, 1, 2]
    assert found("against:YPG,IS", events) == [2]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("place:manbij", ["manbij", "manbij-2"]),
        ('place:"Manbij district"', ["manbij-2"]),
        ('place:"Manbij town"', ["manbij", "manbij-2"]),
        ("place:raqqa", ["raqqa", "raqqa-2"]),
        ('place:"al-Raqqah"', ["raqqa", "raqqa-2"]),
        ("place:rakka", ["raqqa"]),
        ("place:bab", ["bab"]),
        ('place:"El Bab"', ["bab"]),
        ("place:aleppo", ["manbij", "bab"]),
        ("place:anb", ["falluja"]),
        ("admin:aleppo", ["manbij", "bab"]),
        ('admin:"Aleppo Province"', ["manbij", "bab"]),
        ("admin:manbij", ["manbij-2"]),
        ("country:iraq", ["falluja"]),
        ("country:fi", ["fiji", "taveuni"]),
        ("place:nowhere", ["nowhere"]),
    ],
)
def test_places_by_name_and_by_unit(query: str, places: list[str]) -> None:
    everywhere = list(PLACES)
    assert found(query, at(*everywhere)) == sorted(map(everywhere.index, places))


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("near:Manbij~10km", ["manbij"]),
        ("near:Manbij~60km", ["manbij", "manbij-2", "bab", "farm"]),
        ("near:manbij", ["manbij", "manbij-2"]),
        ("near:36.37,37.52~1km", ["bab", "farm"]),
        ("near:farm~1km", ["bab", "farm"]),
        ("near:Fiji~22km", ["fiji", "taveuni"]),
        ("near:Fiji~21km", ["fiji"]),
        ("near:-17,180~11km", ["fiji", "taveuni"]),
        ("near:-89.9,120~12km", ["pole"]),
        ("near:-90,77~0.001km", ["pole"]),
        ("near:0,0~20015km", [at for at in PLACES if at not in {"nowhere", "raqqa-2"}]),
    ],
)
def test_near(query: str, places: list[str]) -> None:
    everywhere = list(PLACES)
    assert found(query, at(*everywhere)) == sorted(map(everywhere.index, places))


def test_near_prefers_the_settlement_to_the_district_of_its_name() -> None:
    places = {
        "t": Place(id="t", name="Manbij town", lat=36.5, lon=38),
        "d": Place(id="d", name="Manbij district", lat=37, lon=38),
    }
    assert list(evaluate(parse("near:Manbij~1km"), FakeIndex(at("t", "d"), places=places))) == [0]


def test_near_a_place_that_cannot_be_measured_from() -> None:
    with pytest.raises(QueryError, match="has no coordinates") as caught:
        found("near:Nowhere", at("nowhere"))
    assert caught.value.column == 5
    many = {f"p{n}": Place(id=f"p{n}", name=f"Tal {n}", lat=n / 2, lon=n / 2) for n in range(30)}
    with pytest.raises(QueryError, match="fits 30 places"):
        evaluate(parse("near:Tal"), FakeIndex([], places=many))
    broken = {"x": Place(id="x", name="X", lat=float("nan"), lon=1.0), "y": Place(id="y", name="Y", near="x")}
    with pytest.raises(QueryError, match="has no coordinates"):
        evaluate(parse("near:Y"), FakeIndex([], places=broken))


def test_offensives_and_sources_and_tags() -> None:
    events = [
        Happening(offensives=("manbij-2016",), sources=("SOHR", "military source, via Sputnik"), tags=("air strike",)),
        Happening(offensives=("raqqa-2016",), sources=("Airwars",), tags=("Belägerung",)),
        Happening(sources=("AP",)),
        Happening(sources=("Apple Daily",), dataset="ucdp"),
    ]
    assert found("offensive:manbij", events) == [0]
    assert found('offensive:"operation abu"', events) == [0]
    assert found("offensive:*", events) == [0, 1]
    assert found("source:sohr", events) == [0]
    assert found("source:sputnik", events) == [0]
    assert found('source:"military source"', events) == [0]
    assert found("source:airw", events) == [1]
    assert found("source:wars", events) == [1]
    assert found("source:AP", events) == [2]
    assert found("source:AP*", events) == [2, 3]
    assert found('tag:"air strike"', events) == [0]
    assert found("tag:belagerung", events) == [1]
    assert found("tag:*", events) == [0, 1]
    assert found("dataset:ucdp", events) == found("origin:UCDP", events) == [3]
    assert found("source:Airwars -source:SOHR", events) == [1]


def test_what_is_open_ended_finds_nothing_when_unknown() -> None:
    assert found("source:Tass OR tag:sieges OR id:e7", [Happening(sources=("SOHR",), tags=("siege",))]) == []


def test_plain_values() -> None:
    events = [
        Happening(type="one-sided", confidence="disputed", having=("article",)),
        Happening(type="state-based", having=("claims", "coordinates")),
        Happening(having=("notes",)),
    ]
    assert found("type:one-sided", events) == [0]
    assert found("-type:one-sided", events) == [1, 2]
    assert found("confidence:disputed", events) == [0]
    assert found("confidence:confirmed", events) == []
    assert [found(f"has:{what}", events) for what in ("article", "claims", "coordinates", "notes")] == [
        [0],
        [1],
        [1],
        [2],
    ]
    assert found("id:e1 OR id:e2", events) == [1, 2]


def test_deaths_unknown_is_not_zero() -> None:
    events = [Happening(deaths=figure) for figure in (None, 0, 4, 10, 51)]
    assert found("deaths:=0", events) == [1]
    assert found("deaths:<10", events) == [1, 2]
    assert found("deaths:>=10", events) == [3, 4]
    assert found("deaths:4..10", events) == [2, 3]
    assert found("-deaths:>=0", events) == [0]


def test_dates_possibly_and_certainly() -> None:
    spans = ["2016-05-31", "2016-06-04", "[2016-05-30..2016-06-02]", "2016-06", "2016-06-02/..", "../2016-05"]
    events = [Happening(*parse_span(span)[:2]) for span in sorted(spans, key=parse_span)]
    names = sorted(spans, key=parse_span)

    def spans_of(query: str) -> set[str]:
        return {names[ordinal] for ordinal in found(query, events)}

    assert spans_of("date:2016-06") == {"2016-06-04", "[2016-05-30..2016-06-02]", "2016-06", "2016-06-02/.."}
    assert spans_of("certain:2016-06") == {"2016-06-04", "2016-06"}
    assert spans_of("on:2016-06-02") == {"[2016-05-30..2016-06-02]", "2016-06", "2016-06-02/.."}
    assert spans_of("after:2016-06-02") == {"2016-06-04", "2016-06", "2016-06-02/.."}
    assert spans_of("before:2016-05-31") == {"[2016-05-30..2016-06-02]", "../2016-05"}
    assert spans_of("certain:..2016-05") == {"2016-05-31", "../2016-05"}


def test_words_find_text_and_other_spellings_of_names() -> None:
    events = [
        Happening(text="Fighters reach RAQQA's outskirts"),
        Happening(place="raqqa"),
        by("is"),
        Happening(text="Côte d’Azur (.*)"),
    ]
    assert found("raqqa", events) == [0, 1]
    assert found('"al raqqah"', events) == [1]
    assert found("daesh", events) == [2]
    assert found("COTE", events) == [3]
    assert found('"(.*)"', events) == [3]
    assert found('"d\'azur"', events) == [3]


# operators


def test_operators() -> None:
    events = [Happening(text=text) for text in ("a", "b", "a b", "c", "")]
    assert found("a b", events) == [2]
    assert found("a OR b", events) == [0, 1, 2]
    assert found("a -b", events) == [0]
    assert found("-(a OR b)", events) == [3, 4]
    assert found("", events) == found("*", events) == [0, 1, 2, 3, 4]
    assert found("-*", events) == []
    assert found("a b OR c", events) == [2, 3]


def test_texts_are_scanned_last_and_only_while_they_matter() -> None:
    index = FakeIndex([Happening(text="a", tags=("siege",))])
    assert not evaluate(parse("a tag:none"), index)
    assert index.searches == []
    assert evaluate(parse("a tag:siege"), index)
    assert index.searches == ["a"]


def test_the_answer_is_the_callers_own() -> None:
    index = FakeIndex([by("is"), by("sdf")])
    for query in ("", "actor:IS", "-actor:IS", "actor:IS OR actor:SDF", "type:one-sided"):
        evaluate(parse(query), index).clear()
        assert list(evaluate(parse("actor:IS"), index)) == [0]
        assert len(index.everything) == 2


# mistakes that only the store can tell


@pytest.mark.parametrize(
    ("query", "column", "message"),
    [
        ("actor:SDX", 6, 'no actor "SDX" in this store. Did you mean SDF'),
        ("a tag:none actor:Deash", 17, "Did you mean Daesh"),
        ("attacker:SDX", 9, "no actor"),
        ("against:SDF,ISX", 12, 'no actor "ISX"'),
        ("against:SDX,IS", 8, 'no actor "SDX"'),
        ("actor:SDF,IS", 6, r"write \(actor:A OR actor:B\)"),
        ("bloc:nato", 5, "no bloc"),
        ("offensive:Manbi3", 10, "no offensive"),
        ("place:Manbej", 6, "Did you mean Manbij"),
        ("near:Manbej", 5, 'no place "Manbej" in this store. Did you mean Manbij'),
        ("country:Siria", 8, "Did you mean Syria"),
        ("admin:Alepo", 6, "no admin"),
        ("dataset:acled", 8, "no dataset"),
        ('actor:"!?"', 6, "no actor"),
    ],
)
def test_unknown_names_are_told_with_near_ones(query: str, column: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        found(query, [by("is")])
    assert caught.value.column == column


def test_suggestions_are_safe_to_show() -> None:
    actors = {"x": Actor(id="x", name="Da\x1b]0;title\x07esh\nForces " + "y" * 200)}
    with pytest.raises(QueryError) as caught:
        evaluate(parse('actor:"Daesh Forces ' + "y" * 199 + '"'), FakeIndex([], actors=actors))
    assert str(caught.value).isprintable()
    assert "Did you mean Daesh Forces" in str(caught.value)
    assert len(str(caught.value)) < 250


def test_an_offensives_own_query_cannot_ask_for_offensives() -> None:
    index = FakeIndex([Happening(offensives=("manbij-2016",))])
    with pytest.raises(QueryError, match="cannot ask for offensive:") as caught:
        evaluate(parse("a OR -(offensive:manbij b)"), index, allow_offensives=False)
    assert caught.value.column == 17
    assert list(evaluate(parse("offensive:manbij"), index)) == [0]


# what is remembered


def test_a_term_is_worked_out_once_for_an_index_and_forgotten_with_it() -> None:
    index = FakeIndex([by("is")])
    other = FakeIndex([by("sdf"), by("is")])
    assert list(evaluate(parse("actor:IS"), index)) == [0]
    assert list(evaluate(parse("actor:IS"), other)) == [1]
    index.by_actor = {}
    assert list(evaluate(parse("actor:IS"), index)) == [0]
    gone = weakref.ref(index)
    del index
    gc.collect()
    assert gone() is None


# many names


def test_names_are_compared_by_words() -> None:
    assert key_of(words_of("Ar-Raqqah")) == key_of(words_of("al raqqa")) == "raqqa"
    assert key_of(words_of("Deir ez-Zor")) == key_of(words_of("Dayr az Zawr").replace("dayr", "deir")).replace(
        "zawr", "zor"
    )
    assert words_of("  Ba'ath_Party—(new)  ") == "baath party new"
    assert key_of("al") == "al"
    assert Names([], []).find("x") == Names([], []).find("*") == []
    assert Names(["", "…"], [["a"], ["b"]]).find("…") == ["b"]
    assert Names(["", "…"], [["a"], ["b"]]).find("") == []
    assert Names(["two\nlines", "x", "X"], [["a"], ["b"], ["c", "b"]]).find("x") == ["b", "c"]


@pytest.fixture(scope="module")
def crowded() -> FakeIndex:
    """An index with 50,000 places, each with an event."""
    places = {
        f"p{n}": Place(
            id=f"p{n}", name=f"Village {n}", lat=n % 170 - 85 + n / 1e6, lon=n % 359 - 179 + n / 1e6, country="Syria"
        )
        for n in range(50_000)
    }
    return FakeIndex(at(*places), places=places)


@pytest.mark.parametrize(
    "query",
    [
        "near:10,10~60km",
        'near:"Village 77"~60km',
        "country:Syria",
        "place:Village*",
        "place:Vilage",
        "near:0,0~20015km",
        " OR ".join(f"near:0,{n}~20015km" for n in range(10)),
        " OR ".join(f"near:0,{n}~20015km" for n in range(400)),
        " OR ".join(f"near:{n},0~50km" for n in range(80)),
        " ".join(f"place:{n}" for n in range(500)),
    ],
    ids=lambda query: query[:20],
)
def test_many_places_are_no_slower_than_a_second(crowded: FakeIndex, query: str) -> None:
    evaluate(parse("near:1,1~1km place:Village"), crowded)  # reads the names and coordinates, once for a store
    start = time.process_time()
    with suppress(QueryError):
        evaluate(parse(query), crowded)
    assert time.process_time() - start < 1


def test_circles_that_take_in_too_much_are_refused(crowded: FakeIndex) -> None:
    tree = parse(" OR ".join(f"near:0,{n}~20015km" for n in range(21)))
    with pytest.raises(QueryError, match="fewer or smaller circles") as caught:
        evaluate(tree, crowded)
    assert to_text(tree)[caught.value.column :] == "0,20~20015km"
    assert len(evaluate(parse(" OR ".join(["near:0,0~20015km"] * 30)), crowded)) == 50_000


def test_an_offensives_rule_as_the_design_has_it() -> None:
    events = [
        Happening(736115, 736115, by("sdf attacker a", "is defender b").actors, "manbij"),
        Happening(736115, 736115, by("sdf attacker a", "is defender b").actors, "raqqa"),
        Happening(736115, 736115, by("saa attacker a", "is defender b").actors, "manbij"),
        Happening(736400, 736400, by("sdf attacker a", "is defender b").actors, "manbij"),
    ]
    offensive = Offensive(
        id="x", name="X", date="2016", query="against:SDF,IS near:Manbij~60km date:2016-05-31..2016-08-27"
    )
    tree = parse(offensive.query)
    assert list(evaluate(tree, FakeIndex(events), allow_offensives=False)) == [0]
    assert [holds(tree, event, ordinal) for ordinal, event in enumerate(events)] == [True, False, False, False]


def test_the_deepest_query_is_answered() -> None:
    deep = "(is OR -(tag:siege " * 13 + "has:notes" + "))" * 13
    tree = parse(deep)
    assert parse(to_text(tree)) == tree
    events = [Happening(), Happening(tags=("siege",)), Happening(tags=("siege",), having=("notes",))]
    assert [bool(holds(tree, event, 0)) for event in events] == [ordinal in found(deep, events) for ordinal in range(3)]


def test_names_can_be_read_ahead() -> None:
    index = FakeIndex([by("is")])
    prepare(index)
    for kind in NAMED:
        assert lookup_of(index).names(kind, index) is lookup_of(index).names(kind, index)
    assert list(evaluate(parse("actor:daesh"), index)) == [0]


@pytest.mark.parametrize("name", ["?", "...", "–", "( )"])
def test_place_whose_name_is_only_signs_is_asked_for_by_it(tmp_path: Path, name: str) -> None:
    """It has no words by which names are compared; all such names are not one."""
    places = [Place(id="nameless", name=name, lat=36.5, lon=37.9), Place(id="other", name="!!")]
    timeline = a_timeline(tmp_path, an_event(id="a", place="nameless"), an_event(id="b", place="other"), places=places)
    term = term_for("place", "nameless", timeline)
    assert term.value == name
    assert ids(timeline, evaluate(parse(to_text(term)), timeline)) == ["a"]
    assert ids(timeline, evaluate(parse(f'near:"{name}"~5km'), timeline)) == ["a"]
    with pytest.raises(QueryError, match="There is no place"):
        evaluate(parse('place:"!?"'), timeline)

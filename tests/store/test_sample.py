"""The bundled store: nothing of the facts is lost, everything refers to something, and its texts are its own."""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store.check import check_store
from store.database import copy_store
from store.dates import parse, parse_span
from store.importers.stamp import is_as_imported
from store.importing.request import Request
from store.importing.running import run_import
from store.loader import load_timeline
from store.model import TABLES, Actor, Article, Claim, Event, Meta, Offensive, Place
from store.query import evaluate
from store.query import parse as parse_query
from store.sample import BUNDLED
from store.sample.figures import guess_source, read_claims
from store.text import fold
from store.timeline import Timeline


class Store:
    """The bundled file as typed tables."""

    def __init__(self) -> None:
        data: dict[str, dict[str, Any]] = json.loads(BUNDLED.read_bytes())
        self.tables = list(data)
        self.meta = msgspec.convert(data["meta"]["1"], Meta)
        self.offensives = msgspec.convert(list(data["offensives"].values()), list[Offensive])
        self.events = msgspec.convert(list(data["events"].values()), list[Event])
        self.actors = msgspec.convert(list(data["actors"].values()), list[Actor])
        self.places = msgspec.convert(list(data["places"].values()), list[Place])
        self.articles = msgspec.convert(list(data["articles"].values()), list[Article])
        self.curated = [event for event in self.events if not event.origin]
        self.ucdp = [event for event in self.events if event.origin]


@pytest.fixture(scope="module")
def store() -> Store:
    return Store()


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return load_timeline(BUNDLED)


MENDED_ROLES = {"mb-2016-06-05-abu-layla-dies": {"manbij-military-council": "participant"}}
"""Where the facts are wrong: the council named a campaign after its commander, and did not attack him."""


def folder_of(variable: str) -> Path:
    """Return what the environment names, or skip: the originals are not part of the project."""
    if variable not in os.environ:
        pytest.skip(f"{variable} is not set")
    return Path(os.environ[variable])


def test_how_much_there_is(store: Store) -> None:
    assert store.tables == ["meta", *TABLES]
    assert (len(store.offensives), len(store.curated), len(store.ucdp)) == (37, 178, 2003)
    assert sum(not actor.id.startswith("ucdp-") for actor in store.actors) == 49
    assert sum(not place.id.startswith("ucdp-") for place in store.places) == 90
    assert sum(place.lat is None for place in store.places) == 20
    assert BUNDLED.stat().st_size < 4_000_000


def test_it_is_sound() -> None:
    assert check_store(BUNDLED).findings == []


def test_events_stand_in_chronological_order(store: Store) -> None:
    keys = [(*parse_span(event.date)[:2], event.id) for event in store.events]
    assert keys == sorted(keys)
    assert len({event.id for event in store.events}) == len(keys)


def test_every_reference_resolves(store: Store) -> None:
    actors, places, offensives, articles = (
        {record.id for record in table} for table in (store.actors, store.places, store.offensives, store.articles)
    )
    for event in store.events:
        assert {actor.id for actor in event.actors} <= actors, event.id
        assert event.place in places, event.id
        assert {*event.offensives} <= offensives, event.id
        assert {*event.articles} <= articles, event.id
        assert all(claim.source is None or claim.source < len(event.sources) for claim in event.claims), event.id
    for offensive in store.offensives:
        assert {*offensive.attackers, *offensive.defenders, *offensive.supporters} <= actors
        assert {stop.place for stop in offensive.waypoints} <= places
        assert {offensive.parent, offensive.target} - {""} <= offensives | places
    assert {actor.parent for actor in store.actors} - {""} <= actors
    assert {place.near for place in store.places} - {""} <= places


def test_every_date_parses(store: Store) -> None:
    for event in store.events:
        parse(event.date)
        for source in event.sources:
            parse(source.date) if source.date else None
    for offensive in store.offensives:
        assert parse(offensive.date).lasts
        assert offensive.date_note
        for stop in offensive.waypoints:
            for date in (stop.reached, stop.contested, stop.lost):
                parse(date) if date else None


def test_what_people_read_is_written(store: Store) -> None:
    for event in store.curated:
        assert 20 < len(event.summary) < 700, event.id
        assert event.summary.endswith("."), event.id
        assert len(event.title) <= 70, event.id
        assert not event.title.endswith("."), event.id
        assert event.sources, event.id
        assert event.confidence, event.id
    for offensive in store.offensives:
        assert offensive.summary, offensive.id
        assert offensive.objective, offensive.id
        assert offensive.outcome, offensive.id
        assert 0 < len(offensive.short) <= 20, offensive.id
    assert len({offensive.short for offensive in store.offensives}) == 37
    assert all(actor.short and len(actor.short) <= 17 for actor in store.actors if not actor.id.startswith("ucdp-"))


def test_an_uncertain_date_says_what_is_uncertain(store: Store) -> None:
    for event in store.curated:
        edtf = parse(event.date)
        if not edtf.exact and not edtf.start_known:
            assert event.date_note, event.id


def test_figures_in_statements_are_structured(store: Store) -> None:
    """A statement that names people, villages or distances has the number as a number, too."""
    number = re.compile(r"\b\d[\d,]*\b")
    dates = {"rq14-2014-01-13-retaken", "fj-2016-05-23-garma", "ir-2016-06-04-tabqa-goal"}
    for event in store.curated:
        for claim in event.claims:
            if number.search(claim.text) and event.id not in dates:
                assert claim.counted, (event.id, claim.text)
            if claim.counted:
                assert {claim.low, claim.best, claim.high} != {None}, (event.id, claim.text)


def test_no_alias_means_two_actors(store: Store) -> None:
    owners: dict[str, str] = {}
    for actor in store.actors:
        for name in {fold(name) for name in (actor.name, actor.short, *actor.aliases) if name}:
            assert owners.setdefault(name, actor.id) == actor.id, name
    assert owners["regime troops"] == owners["syrian government forces"] == owners["assad's troops"] == "saa"
    assert owners["isis"] == owners["so-called islamic state"] == "is"
    assert owners["government of syria"] == "syrian-government"


def test_sides_of_the_state_have_the_state_as_parent(store: Store) -> None:
    parents = {actor.id: actor.parent for actor in store.actors}
    assert parents["saa"] == parents["syrian-air-force"] == "syrian-government"
    assert parents["isf"] == "iraqi-government"


def test_the_fourth_of_june_says_who_says_so_and_who_doubts_it(store: Store) -> None:
    event = next(event for event in store.events if event.id == "ir-2016-06-04-crosses")
    assert (event.date, event.confidence) == ("2016-06-04", "disputed")
    assert [claim.attribution for claim in event.claims] == [
        "SOHR",
        "Syrian military source, via Reuters",
        "AP, citing SOHR",
    ]
    for name in ("SOHR", "Reuters", "AP", "edge", "border"):
        assert name in event.summary
    assert event.articles == ["independent-2016-06-04"]


def test_claims_of_one_statement_share_their_attribution(store: Store) -> None:
    event = next(event for event in store.events if event.id == "ir-2016-06-03-zakiyah")
    assert [(claim.who, claim.best, claim.text != "") for claim in event.claims] == [
        ("", 35, True),
        ("saa", 9, False),
        ("is", 26, False),
    ]
    assert {claim.attribution for claim in event.claims} == {"UCDP"}
    assert event.sources[event.claims[0].source or 0].publisher.endswith("(UCDP)")
    assert event.extra["same_as"] == ["ucdp:223735"]


def test_supporters_stand_with_their_own(store: Store) -> None:
    sides = {event.id: {actor.id: actor.side for actor in event.actors} for event in store.curated}
    assert sides["ir-2016-06-04-crosses"] == {"saa": "a", "russia": "a", "is": "b", "sohr": ""}
    assert sides["mz-2016-06-02-airdrop"]["us-coalition"] == "b"
    assert sides["nr-2016-05-27-patches"] == {"turkey": "", "us-military": "", "ypg": ""}


def test_pairs_with_ucdp_are_noted(store: Store) -> None:
    bundled = {event.id for event in store.ucdp}
    pairs = [same for event in store.curated for same in event.extra.get("same_as", ())]
    assert len(pairs) == 30
    assert sum(same in bundled for same in pairs) == 23


def test_the_article_is_an_abstract(store: Store) -> None:
    (article,) = store.articles
    assert (article.author, article.publisher) == ("Lizzie Dearden", "The Independent")
    assert article.published == "2016-06-04T05:00:00-04:00"
    assert "abstract" in article.body
    assert sum("independent-2016-06-04" in event.articles for event in store.events) == 14


def km(place: Place, centre: Place) -> float:
    """Return a distance, written anew here so that a fault in the program's own would show."""
    if place.lat is None or place.lon is None or centre.lat is None or centre.lon is None:
        return 1e9
    p, q = radians(place.lat), radians(centre.lat)
    half = sin((p - q) / 2) ** 2 + cos(p) * cos(q) * sin(radians(place.lon - centre.lon) / 2) ** 2
    return 12742.0176 * asin(sqrt(half))


CROSSCHECKS: list[tuple[str, set[str], dict[str, float], set[str], str, str, tuple[int, int], dict[str, int]]] = [
    (
        "northern-raqqa-offensive-2016",
        {"IS - SDF"},
        {"northern-raqqa": 45},
        {"tabqa-district"},
        "2016-05-21",
        "2016-05-30",
        (3, 95),
        {"is": 79, "sdf": 16},
    ),
    (
        "ithriyah-raqqa-offensive-june-2016",
        {"Government of Syria - IS"},
        {"ithriyah": 10, "zakiyah-junction": 15, "sfaiyeh-junction": 28},
        set(),
        "2016-06-02",
        "2016-06-22",
        (17, 251),
        {"syrian-government": 97, "is": 133, "civilians": 9, "unknown": 12},
    ),
    (
        "manbij-offensive-2016",
        {"IS - SDF"},
        {"manbij": 35},
        {"ucdp-manbij-district"},
        "2016-05-31",
        "2016-08-27",
        (173, 1802),
        {"is": 1030, "sdf": 315, "civilians": 414, "unknown": 43},
    ),
    (
        "mare-azaz-fighting-2016",
        {"Hawar Kilis Operations Room - IS", "Fatah Halab - IS"},
        {"marea": 20, "azaz": 20},
        set(),
        "2016-05-26",
        "2016-06-08",
        (6, 137),
        {"hawar-kilis": 49, "fatah-halab": 10, "is": 33, "civilians": 36, "unknown": 9},
    ),
]


@pytest.mark.parametrize("case", CROSSCHECKS, ids=[case[0] for case in CROSSCHECKS])
def test_an_offensives_rule_finds_what_its_note_says(store: Store, timeline: Timeline, case: Any) -> None:
    name, dyads, circles, at, first, last, (count, killed), by_side = case
    places = {place.id: place for place in store.places}
    start, end = parse_span(first)[0], parse_span(last)[0]
    found = [
        event
        for event in store.ucdp
        if event.extra["dyad_name"] in dyads
        and (event.place in at or any(km(places[event.place], places[c]) <= reach for c, reach in circles.items()))
        and parse_span(event.date)[0] <= end
        and parse_span(event.date)[1] >= start
    ]
    sums = Counter[str]()
    for event in found:
        for claim in event.claims:
            sums[claim.who] += claim.best or 0
    assert (len(found), sums.pop("")) == (count, killed)
    assert dict(sums) == by_side
    offensive = timeline.offensives[name]
    assert {timeline.ids[at] for at in evaluate(parse_query(offensive.query), timeline)} == {e.id for e in found}
    assert f"{killed:,}" in offensive.extra["query_note"]


def test_no_event_belongs_to_two_offensives_by_rule(timeline: Timeline) -> None:
    found = {
        offensive.id: evaluate(parse_query(offensive.query), timeline)
        for offensive in timeline.offensives.values()
        if offensive.query
    }
    assert len(found) == 10
    names = sorted(found)
    for at, name in enumerate(names):
        for other in names[at + 1 :]:
            assert not found[name] & found[other], (name, other)


@pytest.mark.parametrize(
    ("figure", "low", "best", "high"),
    [
        ("26", None, 26, None),
        (">=26", 26, None, None),
        ("<=9", None, None, 9),
        ("24..203", 24, None, 203),
        ("73 24..203", 24, 73, 203),
        ("73 ..203", None, 73, 203),
        ("842..1142", 842, None, 1142),
    ],
)
def test_figures_are_read(figure: str, low: int | None, best: int | None, high: int | None) -> None:
    (claim,) = read_claims(f"@- killed / is / {figure}", "text", "SOHR", [])
    assert claim == Claim(attribution="SOHR", text="text", counted="killed", who="is", low=low, best=best, high=high)


@pytest.mark.parametrize("notation", ["killed / is / ", "killed / is", " / is / 3", "@- killed / is / 3 4", "@0"])
def test_a_notation_that_says_nothing_is_refused(notation: str) -> None:
    with pytest.raises(ValueError):
        read_claims(notation, "text", "SOHR", [])


def test_a_source_is_only_guessed_when_one_fits(store: Store) -> None:
    event = next(event for event in store.events if event.id == "ir-2016-06-20-retreat")
    assert guess_source("SOHR, via Rudaw", event.sources) == 0
    assert guess_source("UCDP", event.sources) == 4
    assert guess_source("SOHR", event.sources) is None


def own_texts(store: Store) -> Iterator[tuple[str, str]]:
    """Yield every text that was written for the store; headlines of sources are citations."""
    for event in store.curated:
        for text in (event.title, event.summary, event.date_note, *(claim.text for claim in event.claims)):
            yield event.id, text
    for offensive in store.offensives:
        texts = (offensive.summary, offensive.objective, offensive.outcome, offensive.date_note, offensive.name)
        yield from ((offensive.id, text) for text in texts)
    for actor in store.actors:
        yield from ((actor.id, text) for text in (actor.note, *actor.aliases))
    for place in store.places:
        yield from ((place.id, text) for text in (place.note, *place.aliases))
    for article in store.articles:
        yield article.id, f"{article.body}\n{article.note}\n{article.standfirst}"
    yield "meta", store.meta.description


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text).replace("'", ""))


def test_no_seven_words_in_a_row_are_the_articles(store: Store) -> None:
    article = words((folder_of("DATELINE_ARTICLES") / "independent-2016-06-04.txt").read_text("utf-8"))
    runs = {tuple(article[at : at + 7]) for at in range(len(article) - 6)}
    for name, text in own_texts(store):
        own = words(text)
        for at in range(len(own) - 6):
            assert tuple(own[at : at + 7]) not in runs, (name, " ".join(own[at : at + 7]))


def test_nothing_of_the_facts_is_lost(store: Store) -> None:
    facts = folder_of("DATELINE_FACTS")
    events = {event.id: event for event in store.curated}
    for fact in json.loads((facts / "events.json").read_text("utf-8")):
        event = events[fact["id"]]
        said = [(claim.text, claim.attribution) for claim in event.claims if claim.text]
        assert said[: len(fact["claims"])] == [(claim["text"], claim["attributed_to"]) for claim in fact["claims"]]
        assert [source.publisher for source in event.sources] == [source["publisher"] for source in fact["sources"]]
        roles = {actor["id"]: actor["role"] for actor in fact["actors"]} | MENDED_ROLES.get(event.id, {})
        assert {actor.id: actor.role for actor in event.actors} == roles
        assert (event.place, event.confidence) == (fact["place"]["id"], fact["confidence"])
        earliest, latest, _ = parse_span(event.date)
        assert earliest <= parse_span(fact["end"])[0], event.id
        assert latest >= parse_span(fact["start"])[1], event.id
    for table in ("actors", "places", "offensives"):
        records: dict[str, Any] = {record.id: record for record in getattr(store, table)}
        for fact in json.loads((facts / f"{table}.json").read_text("utf-8")):
            record = records[fact["id"]]
            assert record.name == fact["name"]
            assert set(fact["aliases"]) <= set(record.aliases)
            assert (fact.get("note") or "") in getattr(record, "note", "")
    tolls = {offensive.id: offensive.claims for offensive in store.offensives}
    for fact in json.loads((facts / "offensives.json").read_text("utf-8")):
        assert len(tolls[fact["id"]]) == len(fact["casualties"])
        for toll, claim in zip(fact["casualties"], tolls[fact["id"]], strict=True):
            killed = toll["killed"] if isinstance(toll["killed"], list) else [toll["killed"]]
            assert set(killed) == {claim.low, claim.best, claim.high} - {None}


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    from store.sample.build import main

    facts, dataset = folder_of("DATELINE_FACTS"), folder_of("DATELINE_UCDP")
    with gzip.open(dataset) as file:
        assert file.readline().startswith(b"id,")
    assert main([str(facts), str(dataset), str(tmp_path / "again.json")]) == 0
    assert (tmp_path / "again.json").read_bytes() == BUNDLED.read_bytes()


def test_its_ucdp_events_are_as_an_import_leaves_them(store: Store) -> None:
    assert all(is_as_imported(event) for event in store.ucdp)


def test_importing_its_ucdp_events_again_changes_nothing(tmp_path: Path) -> None:
    dataset = folder_of("DATELINE_UCDP")
    copy = tmp_path / "raqqa.json"
    copy_store(BUNDLED, copy)
    report = run_import(Request(paths=[str(dataset)], store=copy))
    assert (report.unchanged, report.kept, report.changed) == (2003, 0, 0)

import json
from pathlib import Path
from typing import Any

import pytest
from pyroaring import BitMap
from tinydb import TinyDB

from store.check import check_store
from store.errors import StoreChanged
from store.loader import load_timeline
from store.meta import read_meta
from store.model import Claim, Participant, SavedView, Waypoint
from store.sample import BUNDLED
from tests.builders import a_place, a_store, an_actor, an_event, an_offensive
from tests.exporting.worlds import CREATED, a_rich_world, a_world, exported, meta


def test_plain_tinydb_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(exported(a_rich_world(tmp_path), "store"))
    with TinyDB(path, access_mode="r") as database:
        assert [event["id"] for event in database.table("events").all()] == ["taken", "ucdp:77", "bare"]
        assert {table: len(database.table(table)) for table in ("meta", "offensives", "actors", "places")} == {
            "meta": 1,
            "offensives": 1,
            "actors": 2,
            "places": 2,
        }


def test_it_is_a_sound_store_that_says_where_it_is_from(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(exported(a_rich_world(tmp_path), "store", [0], title="One", query="bridge"))
    assert check_store(path).is_sound
    found = read_meta(path)
    assert (found.title, found.licence, found.created) == ("One", "CC BY 4.0", CREATED)
    assert found.attribution == ["UCDP GED 25.1", "Curated by us"]
    assert found.extra["export"] == {"store": "A race", "query": "bridge", "events": 1, "of": 3}


def test_export_of_everything_again_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(exported(load_timeline(BUNDLED), "store", with_articles=True))
    again = json.loads(exported(load_timeline(path), "store", with_articles=True))
    once = json.loads(path.read_bytes())
    assert {name: again[name] for name in again if name != "meta"} == {
        name: once[name] for name in once if name != "meta"
    }


def named(make: Any, *ids: str) -> list[Any]:
    return [make(id=id_, name=id_.title()) for id_ in ids]


def test_records_that_are_needed_through_others_come_along(tmp_path: Path) -> None:
    timeline = a_world(
        tmp_path,
        an_event(id="e", claims=[Claim(attribution="X", counted="killed", who="militia", best=1)]),
        an_event(id="other", place="far", actors=[], offensives=[]),
        offensives=[
            an_offensive(parent="campaign", target="goal", waypoints=[Waypoint(place="stop")]),
            an_offensive(id="campaign", name="C", target="", attackers=[], defenders=["army"]),
            an_offensive(id="elsewhere", name="E", target="far"),
        ],
        actors=[an_actor(parent="council"), *named(an_actor, "is", "council", "army", "militia", "nobody")],
        places=[a_place(near="river"), *named(a_place, "river", "goal", "stop", "far")],
    )
    tables = json.loads(exported(timeline, "store", [timeline.ordinal_of["e"]]))
    found = {name: {record["id"] for record in tables[name].values()} for name in tables if name != "meta"}
    assert found["offensives"] == {"manbij-offensive", "campaign"}
    assert found["actors"] == {"sdf", "is", "council", "army", "militia"}
    assert found["places"] == {"manbij", "river", "goal", "stop"}


@pytest.mark.parametrize(
    "query",
    [
        "against:Fighters,IS",
        "near:Goal~40km",
        "victim:Fighters OR -near:Goal~1km",
        'place:"Goal" OR date:2016',
        "bloc:Rebels OR date:2016",
        'against:"bloc=Rebels",IS OR date:2016',
    ],
)
def test_events_stay_in_offensives_that_claim_them_by_a_query(tmp_path: Path, query: str) -> None:
    fighters = [Participant(id="is", role="attacker"), Participant(id="sdf", role="victim")]
    timeline = a_world(
        tmp_path,
        an_event(id="in", place="near-goal", offensives=[], actors=fighters),
        offensives=[an_offensive(id="by-rule", name="R", target="", attackers=[], defenders=[], query=query)],
        actors=[
            an_actor(aliases=["Fighters"]),
            an_actor(id="is", name="IS"),
            an_actor(id="f2", name="Fighters", bloc="Rebels"),
        ],
        places=[a_place(id="goal", name="Goal"), a_place(id="near-goal", name="N", lat=36.6)],
    )
    assert len(timeline.by_offensive["by-rule"]) == 1, "the test itself"
    path = tmp_path / "out.json"
    path.write_bytes(exported(timeline, "store"))
    again = load_timeline(path)
    assert not again.unread_queries
    assert [again.ids[ordinal] for ordinal in again.by_offensive["by-rule"]] == ["in"]


def test_every_offensive_of_the_bundled_store_keeps_its_events(tmp_path: Path) -> None:
    timeline = load_timeline(BUNDLED)
    chosen = timeline.possibly(736114, 736130)
    path = tmp_path / "june.json"
    path.write_bytes(exported(timeline, "store", chosen))
    again = load_timeline(path)
    assert not again.unread_queries
    assert check_store(path).is_sound
    for id_, events in timeline.by_offensive.items():
        before = [timeline.ids[ordinal] for ordinal in events & chosen]
        assert [again.ids[ordinal] for ordinal in again.by_offensive.get(id_, ())] == before


def test_store_that_was_replaced_meanwhile_is_exported_as_it_was_read(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    assert timeline.path
    before = exported(timeline, "store")
    a_store(timeline.path, meta=meta(), actors=[an_actor(name="Somebody else"), an_actor(id="is", name="IS")])
    assert exported(timeline, "store") == before


def test_store_that_was_changed_in_place_meanwhile_is_not_half_exported(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    assert timeline.path
    timeline.path.write_bytes(timeline.path.read_bytes().replace(b'"id":"is"', b'"id":"si"'))
    with pytest.raises(StoreChanged, match="changed by another program"):
        exported(timeline, "store")


def test_it_opens_at_an_event_that_it_has(tmp_path: Path) -> None:
    timeline = load_timeline(BUNDLED)
    opens_at = timeline.ordinal_of[timeline.meta.opens_at]
    path = tmp_path / "out.json"
    for events, expected in (([0, opens_at + 1], opens_at + 1), ([0, opens_at], opens_at)):
        path.write_bytes(exported(timeline, "store", events))
        assert read_meta(path).opens_at == timeline.ids[expected]
        assert check_store(path).is_sound


@pytest.mark.parametrize("format_", ["store", "jsonl"])
def test_a_view_of_an_event_that_stays_behind_names_it_no_more(tmp_path: Path, format_: str) -> None:
    views: list[SavedView | dict[str, Any]] = [
        SavedView(id="kept", name="Kept", event="in"),
        {"id": "lost", "name": "Lost", "query": "bridge", "event": "out", "ours": 1},
    ]
    timeline = a_world(tmp_path, an_event(id="in"), an_event(id="out"), views=views)
    written = exported(timeline, format_, [timeline.ordinal_of["in"]]).decode()
    assert '"event":"in"' in written
    assert '"event":"out"' not in written
    assert '"query":"bridge","ours":1' in written
    assert '"event":"out"' in exported(timeline, format_).decode()


def test_store_of_a_part_of_the_bundled_store_is_sound(tmp_path: Path) -> None:
    timeline = load_timeline(BUNDLED)
    chosen = timeline.everything - BitMap([timeline.ordinal_of[timeline.meta.opens_at]])
    path = tmp_path / "part.json"
    path.write_bytes(exported(timeline, "store", chosen))
    assert not check_store(path).findings

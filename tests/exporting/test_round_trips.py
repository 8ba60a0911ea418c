"""What is exported as JSON Lines or as a store is what was there."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.loader import load_timeline
from tests.builders import with_lines
from tests.exporting.test_jsonl import restored
from tests.exporting.worlds import DATES, exported

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.sampled_from(["a", "b", "ü:1", "c d"])
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
unknown = st.dictionaries(st.sampled_from(["schema", "schema_", "zz", "é", "\u202e"]), values, max_size=2)
records = st.fixed_dictionaries({"id": ids}).flatmap(
    lambda fixed: unknown.map(lambda fields: {**fields, **fixed})
)  # unknown fields first


def extended(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    known = st.fixed_dictionaries({}, optional=fields)
    return st.tuples(records, known).map(lambda parts: {**parts[0], **parts[1]})


sources = st.lists(st.fixed_dictionaries({"publisher": texts}, optional={"url": texts, "ours": values}), max_size=2)
claims = st.lists(
    st.fixed_dictionaries({"attribution": texts}, optional={"low": st.integers(0, 99), "who": ids}), max_size=2
)


def dated_and_titled(event: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(st.sampled_from(DATES), texts).map(lambda two: {**event, "date": two[0], "title": two[1]})


events = st.lists(
    extended(
        summary=texts,
        place=ids,
        sources=sources,
        claims=claims,
        articles=st.lists(ids, max_size=2),
        offensives=st.lists(ids, max_size=2),
        actors=st.lists(st.fixed_dictionaries({"id": ids}, optional={"ours": values}), max_size=2),
        extra=st.dictionaries(texts, values, max_size=2),
    ).flatmap(dated_and_titled),
    max_size=4,
    unique_by=lambda event: event["id"],
)
named = st.lists(extended(note=texts, parent=ids), max_size=3, unique_by=lambda record: record["id"]).map(
    lambda found: [{**record, "name": "N"} for record in found]
)
dated = named.map(lambda found: [{**record, "date": "2016"} for record in found])
articles = st.lists(extended(body=texts), max_size=3, unique_by=lambda record: record["id"]).map(
    lambda found: [{**record, "headline": "H"} for record in found]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(events, dated, named, named, articles, st.booleans())
def test_records_come_back(
    events: list[Any], offensives: list[Any], actors: list[Any], places: list[Any], articles: list[Any], escape: bool
) -> None:
    tables = {"offensives": offensives, "events": events, "actors": actors, "places": places, "articles": articles}
    with TemporaryDirectory() as folder:
        lines = {
            name: [json.dumps(record, ensure_ascii=escape) for record in records] for name, records in tables.items()
        }
        timeline = load_timeline(with_lines(Path(folder, "s.json"), **lines))
        assert timeline.size == len(events), timeline.report.unsound
        again = Path(folder, "again.json")
        again.write_bytes(exported(timeline, "store", with_articles=True))
        stored = {name: list(table.values()) for name, table in json.loads(again.read_bytes()).items()}
        _meta, streamed = restored(exported(timeline, "jsonl", with_articles=True))
        in_order = [timeline.ids[ordinal] for ordinal in range(timeline.size)]
        assert load_timeline(again).ids == in_order
    by_id = {event["id"]: event for event in events}
    assert stored["events"] == streamed["events"] == [by_id[id_] for id_ in in_order]
    for name in ("offensives", "actors", "places", "articles"):
        assert stored[name] == streamed[name]
        assert all(record in tables[name] for record in stored[name])
    wanted = {id_ for event in events for id_ in event.get("articles", [])}
    assert {record["id"] for record in stored["articles"]} == wanted & {record["id"] for record in articles}

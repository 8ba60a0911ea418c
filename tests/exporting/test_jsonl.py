import json
from pathlib import Path

import pytest

from store.loader import load_timeline
from tests.builders import with_lines
from tests.exporting.reading_back import Json, json_lines
from tests.exporting.worlds import a_rich_world, exported, with_remarks

SINGULAR = {"offensive": "offensives", "actor": "actors", "place": "places", "article": "articles", "event": "events"}


def restored(data: bytes) -> tuple[Json, dict[str, list[Json]]]:
    """Read the lines as the format is documented: the meta line, and the records of each table."""
    tables: dict[str, list[Json]] = {table: [] for table in SINGULAR.values()}
    meta: Json = {}
    for number, line in enumerate(json_lines(data)):
        assert next(iter(line)) == "schema"
        kind, version = line.pop("schema").removeprefix("dateline.").split("/")
        assert version == "1"
        line = {key[:-1] if key.startswith("schema") and not key.strip("schema_") else key: line[key] for key in line}
        if number == 0:
            assert kind == "meta"
            meta = line
        else:
            tables[SINGULAR[kind]].append(line)
    return meta, tables


def stored(path: Path) -> dict[str, list[Json]]:
    tables = json.loads(path.read_bytes())
    return {name: list(table.values()) for name, table in tables.items()}


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    assert timeline.path
    meta, tables = restored(exported(timeline, "jsonl", with_articles=True, query="x", title="Mine"))
    before = stored(timeline.path)
    by_id = {event["id"]: event for event in before["events"]}
    assert tables["events"] == [by_id[id_] for id_ in timeline.ids]
    for table in ("offensives", "places", "articles"):
        assert tables[table] == before[table]
    assert [actor["id"] for actor in tables["actors"]] == ["sdf", "is"]  # nobody needs the third
    assert meta["title"] == "Mine"
    assert meta["licence"] == "CC BY 4.0"
    assert meta["attribution"] == ["UCDP GED 25.1", "Curated by us"]
    assert meta["extra"]["export"] == {"store": "A race", "query": "x", "events": 3, "of": 3}


def test_events_come_last_in_the_order_of_time(tmp_path: Path) -> None:
    lines = json_lines(exported(a_rich_world(tmp_path), "jsonl"))
    kinds = [line["schema"] for line in lines]
    assert kinds.index("dateline.event/1") == len(kinds) - 3
    assert [line["id"] for line in lines[-3:]] == ["taken", "ucdp:77", "bare"]


def test_unknown_fields_numbers_and_order_survive(tmp_path: Path) -> None:
    event = (
        '{"zeta":{"a":[1.0,1e2,12345678901234567890123]},"id":"e","date":"2016-06-04","title":"T",'
        '"actors":[{"id":"x","mood":1}]}'
    )
    actor = '{"note_of_ours":true,"id":"x","name":"X"}'
    timeline = load_timeline(with_lines(tmp_path / "s.json", actors=[actor], events=[event]))
    lines = exported(timeline, "jsonl").decode().splitlines()
    assert lines[1] == '{"schema":"dateline.actor/1",' + actor[1:]
    assert lines[2] == '{"schema":"dateline.event/1",' + event[1:]


@pytest.mark.parametrize("name", ["schema", "schema_", r"schem\u0061"])
def test_field_of_the_name_of_ours_is_told_apart(tmp_path: Path, name: str) -> None:
    event = f'{{"id":"e","{name}":"theirs","date":"2016-06-04","title":"T"}}'
    timeline = load_timeline(with_lines(tmp_path / "s.json", events=[event]))
    _meta, tables = restored(exported(timeline, "jsonl"))
    assert tables["events"] == [json.loads(event)]


@pytest.mark.parametrize("name", ["jsonl", "store"])
def test_text_of_articles_is_left_out_and_that_is_said(tmp_path: Path, name: str) -> None:
    timeline = a_rich_world(tmp_path)
    data, remarks = with_remarks(timeline, name)
    assert b"The *whole* text" not in data
    assert b"Across the river" in data
    assert remarks == ("The full text of one article is left out; --with-articles puts it in.",)
    data, remarks = with_remarks(timeline, name, with_articles=True)
    assert b"The *whole* text" in data
    assert not remarks


@pytest.mark.parametrize("indent", [None, 2])
def test_store_in_another_layout_gives_the_same_lines(tmp_path: Path, indent: int | None) -> None:
    timeline = a_rich_world(tmp_path)
    assert timeline.path
    before = restored(exported(timeline, "jsonl", with_articles=True))
    other = tmp_path / "other.json"
    other.write_text(json.dumps(json.loads(timeline.path.read_bytes()), indent=indent))
    assert restored(exported(load_timeline(other), "jsonl", with_articles=True)) == before


def test_characters_that_drive_a_terminal_are_escaped_and_the_value_stays(tmp_path: Path) -> None:
    hostile = "a\x7fb\x9b31mc\u202ed\u2028e\U000e0041"
    event = json.dumps({"id": "e", "date": "2016", "title": hostile, "ours": [hostile]}, ensure_ascii=False)
    timeline = load_timeline(with_lines(tmp_path / "s.json", events=[event]))
    for name in ("jsonl", "store"):
        data = exported(timeline, name)
        assert not set("\x7f\x9b\u202e\u2028\U000e0041") & set(data.decode())
        assert json.dumps(hostile)[1:-1].encode() in data
    assert restored(exported(timeline, "jsonl"))[1]["events"] == [json.loads(event)]

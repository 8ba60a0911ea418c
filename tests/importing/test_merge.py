"""One store, or our JSON Lines, brought into another store: nothing lost, nothing doubled, names made one."""

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.check import check_store
from store.editing import steps
from store.editing.editor import Editor
from store.errors import StoreError
from store.importers.formats.datelinestore import IMPORTER
from store.importers.protocol import Rejected
from store.importers.stamp import KEY
from store.importing.telling import told
from store.loader import load_timeline
from store.model import VERSION, Actor, Claim, Participant, Source, Waypoint
from store.sample import BUNDLED
from tests.builders import a_meta, a_place, a_store, an_actor, an_article, an_event, an_offensive, with_lines
from tests.exporting.worlds import a_rich_world, exported
from tests.importing.ged import an_empty_store, imported, tables
from tests.importing.reading import HOSTILE, UNSAFE, Reading, known, read, texts, written

IS = an_actor(id="is", name="Islamic State", short="IS", aliases=["ISIS", "Daesh"], kind="armed-group")


def line(kind: str, /, **fields: Any) -> str:
    return json.dumps({"schema": f"dateline.{kind}/{VERSION}", **fields})


def jsonl(tmp_path: Path, *lines: str, **options: Any) -> Reading:
    return read(written(tmp_path / "t.jsonl", "\n".join(lines) + "\n"), IMPORTER, **options)


def records(store: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return a store's records by table and id, without what an import notes in them."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for table, documents in tables(store).items():
        if table == "meta":
            continue
        for record in documents.values():
            record.get("extra", {}).pop(KEY, None)
            if not record.get("extra", True):
                del record["extra"]
            found.setdefault(table, {})[record["id"]] = record
    return found


def decoded(path: Path) -> dict[str, dict[str, Any]]:
    """Return the records of a store as the model has them, which leaves out what goes without saying."""
    timeline = load_timeline(path)
    events = {event_id: timeline.event(number) for number, event_id in enumerate(timeline.ids)}
    small = {name: dict(getattr(timeline, name)) for name in ("actors", "places", "offensives", "articles")}
    for record in [*events.values(), *(record for table in small.values() for record in table.values())]:
        record.extra.pop(KEY, None)
    return {"events": events, **small}


def test_a_store_comes_whole_into_an_empty_one(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    report = imported(store, BUNDLED)
    assert report.files[0].format == "dateline"
    assert (report.new, report.rejected) == (report.rows, 0)
    assert decoded(store) == decoded(BUNDLED)
    assert check_store(store).errors == 0
    before = store.read_bytes()
    again = imported(store, BUNDLED)
    assert (again.unchanged, again.gone) == (again.rows, 0)
    assert store.read_bytes() == before


@pytest.mark.parametrize("format_", ["jsonl", "store"])
def test_what_we_export_comes_back_exactly(tmp_path: Path, format_: str) -> None:
    world = a_rich_world(tmp_path)
    name = {"jsonl": "t.jsonl", "store": "t.json"}[format_]
    path = written(tmp_path / name, exported(world, format_, with_articles=True, with_notes=True))
    store = an_empty_store(tmp_path / "s.json")
    report = imported(store, path)
    assert (report.new, report.rejected) == (report.rows, 0)
    was = decoded(tmp_path / "world.json")
    found = decoded(store)
    assert found["events"] == was["events"]
    for table in ("actors", "places", "offensives", "articles"):
        assert found[table] == {key: was[table][key] for key in found[table]}
    licence = tables(store)["meta"]["1"]["attribution"]
    assert licence == ["UCDP GED 25.1; Curated by us; CC BY 4.0"]


def test_an_export_into_the_very_store_changes_nothing(tmp_path: Path) -> None:
    world = a_rich_world(tmp_path)
    path = written(tmp_path / "t.jsonl", exported(world, "jsonl", with_articles=True))
    report = imported(tmp_path / "world.json", path)
    assert (report.unchanged, report.new, report.changed) == (report.rows, 0, 0)


def test_actors_and_places_are_known_by_name_and_alias(tmp_path: Path) -> None:
    store = a_store(tmp_path / "s.json", actors=[an_actor(), IS], events=[], offensives=[])
    other = a_store(
        tmp_path / "o.json",
        actors=[
            an_actor(id="a1", name="ISIS", kind="armed-group"),
            an_actor(id="a2", name="Kurdish units", parent="a3"),
            an_actor(id="a3", name="syrian democratic forces"),
        ],
        places=[
            a_place(id="p1", name="MANBIJ", lat=36.53, lon=37.95),
            a_place(id="p2", name="A mill", lat=None, lon=None, precision="unlocated", near="p1"),
        ],
        events=[
            an_event(
                id="e",
                place="p1",
                actors=[Participant(id="a1", role="attacker"), Participant(id="a2", role="defender", side="b")],
                claims=[Claim(attribution="X", who="a1", best=3), Claim(attribution="Y", who="civilians")],
                offensives=["o"],
                articles=["art"],
            )
        ],
        offensives=[
            an_offensive(
                id="o",
                target="p1",
                attackers=["a3"],
                defenders=["a1"],
                supporters=["a2"],
                waypoints=[Waypoint(place="p1", reached="2016-06"), Waypoint(place="p2")],
                claims=[Claim(attribution="X", who="a1")],
                query='(actor:isis OR attacker:"a3") near:MANBIJ~60km -against:ISIS,"Kurdish units" place:p2 mill',
            )
        ],
        articles=[an_article(id="art")],
    )
    report = imported(store, other)
    found = records(store)
    assert (report.rejected, report.unchanged, report.new) == (0, 3, 5)
    lines = [line.text for line in told(report, "s.json")]
    assert lines[1] == (
        "5 new (1 event, 1 actor, 1 place, 1 article, 1 offensive), 0 changed, "
        "3 unchanged (2 actors, 1 place), 0 rejected"
    )
    assert not [line for line in lines if line.startswith("New with them")]
    assert found["actors"].keys() == {"sdf", "is", "a2"}
    assert found["actors"]["a2"]["parent"] == "sdf"
    assert found["places"].keys() == {"manbij", "p2"}
    assert found["places"]["p2"]["near"] == "manbij"
    event = found["events"]["e"]
    assert event["place"] == "manbij"
    assert [who["id"] for who in event["actors"]] == ["is", "a2"]
    assert [claim["who"] for claim in event["claims"]] == ["is", "civilians"]
    offensive = found["offensives"]["o"]
    assert (offensive["target"], offensive["attackers"], offensive["defenders"]) == ("manbij", ["sdf"], ["is"])
    assert (offensive["supporters"], offensive["claims"][0]["who"]) == (["a2"], "is")
    assert [point["place"] for point in offensive["waypoints"]] == ["manbij", "p2"]
    assert offensive["query"] == '(actor:is OR attacker:sdf) near:manbij~60km -against:is,"Kurdish units" place:p2 mill'
    assert {(match.named, match.id) for match in report.matches} >= {("ISIS", "is"), ("MANBIJ", "manbij")}
    assert check_store(store).errors == 0
    assert load_timeline(store).by_actor["is"]


def test_two_actors_that_are_one_take_part_once(tmp_path: Path) -> None:
    people = [Participant(id="isis", role="attacker"), Participant(id="daesh", role="attacker")]
    other = a_store(
        tmp_path / "o.json",
        actors=[an_actor(id="isis", name="ISIS"), an_actor(id="daesh", name="Daesh")],
        events=[an_event(id="e", actors=people)],
        offensives=[an_offensive(attackers=["isis", "daesh"], defenders=[])],
    )
    reading = read(other, names=known([IS]))
    assert [who.id for who in reading.event.actors] == ["is"]
    assert next(record for record in reading.others if record.id == "manbij-offensive").attackers == ["is"]


def test_a_newer_copy_brings_what_changed(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    imported(store, a_store(tmp_path / "o.json"))
    newer = a_store(
        tmp_path / "o2.json",
        actors=[an_actor(aliases=["QSD"]), IS],
        events=[an_event(id="villages-taken", title="Villages taken and lost")],
    )
    report = imported(store, newer)
    assert (report.changed, report.unchanged, report.kept) == (3, 2, 0)
    assert records(store)["actors"]["sdf"]["aliases"] == ["QSD"]
    assert records(store)["events"]["villages-taken"]["title"] == "Villages taken and lost"


def test_what_a_person_wrote_is_kept(tmp_path: Path) -> None:
    store = a_store(tmp_path / "s.json")
    before = store.read_bytes()
    other = a_store(tmp_path / "o.json", events=[an_event(id="villages-taken", title="Other")])
    report = imported(store, other)
    assert (report.kept, report.unchanged, report.new) == (1, 4, 0)
    assert report.kept_ids == ["villages-taken"]
    assert store.read_bytes() == before


def test_what_is_kept_is_named_whatever_it_is(tmp_path: Path) -> None:
    store = a_store(tmp_path / "s.json")
    other = a_store(tmp_path / "o.json", actors=[an_actor(id="sdf", name="Other")])
    report = imported(store, other)
    assert (report.kept, report.kept_ids) == (1, ["sdf"])


def test_names_in_circles_end(tmp_path: Path) -> None:
    actors = [an_actor(id=f"a{number}", name=f"A{number}", parent=f"a{(number + 1) % 5000}") for number in range(5000)]
    places = [
        a_place(id="x", near="x"),
        a_place(id="y", name="Y", lat=1, lon=1, near="z"),
        a_place(id="z", near="y", lat=2),
    ]
    reading = read(a_store(tmp_path / "o.json", actors=actors, places=places))
    assert not reading.rejects
    assert {record.id: record.parent for record in reading.others if isinstance(record, Actor)} == {
        actor.id: actor.parent for actor in actors
    }


def test_ids_that_lead_nowhere_stay(tmp_path: Path) -> None:
    event = read(a_store(tmp_path / "o.json", actors=[], places=[])).event
    assert ([who.id for who in event.actors], event.place) == (["sdf", "is"], "manbij")


def test_bad_records_are_rejects_and_the_others_come(tmp_path: Path) -> None:
    other = with_lines(
        tmp_path / "o.json",
        offensives=[],
        actors=['{"id":"a","name":3}', '{"name":"x"}'],
        places=["7", '{"id":"p","name":"P","lat":"x"}'],
        events=[
            '{"id":"good","date":"2016","title":"T"}',
            '{"id":"e1","title":"T"}',
            '{"id":"e2","date":"2016-13","title":"T"}',
            '{"id":"e3","date":"2016","title":"T","extra":' + '{"a":' * 60 + "1" + "}" * 60 + "}",
            '{"id":"e4","date":"2016","title":"\\ud800"}',
            '{"id":"e5","date":"2016","title":"T","extra":{"x":NaN}}',
            '{"id":"e6","date":"2016","title":"' + "x" * 1_000_001 + '"}',
            '{"id":"e7","date":"2016","title":"T","claims":[{"attribution":"X","low":1.5}]}',
            '{"id":"good","date":"2016","title":"T"}',
            '{"id":"good","date":"2017","title":"U"}',
        ],
    )
    store = an_empty_store(tmp_path / "s.json")
    report = imported(store, other, rejects=tmp_path / "rejects.jsonl")
    assert (report.new, report.repeated, report.rejected, report.rows) == (1, 1, 12, 14)
    said = {(reject.line, reject.column): reject.reason for reject in report.rejects}
    assert said[8, "name"] == "must be text, found a number"
    assert said[9, "id"] == "is missing"
    assert said[13, "lat"] == "must be a number, found text"
    assert said[17, "date"] == "is missing"
    assert "no month 13" in said[18, "date"]
    assert "nested" in next(reason for (number, _), reason in said.items() if number == 19)
    assert said[23, "claims[0].low"] == "must be a whole number, found a number"
    assert "says something else" in next(reason for (number, _), reason in said.items() if number == 25)
    mended = (tmp_path / "rejects.jsonl").read_text().replace("2016-13", "2016-12")
    again = imported(store, written(tmp_path / "mended.jsonl", mended))
    assert (again.new, again.rows) == (1, 12)
    assert records(store)["events"]["e2"] == {"id": "e2", "date": "2016-12", "title": "T"}


def test_lines_of_json(tmp_path: Path) -> None:
    reading = jsonl(
        tmp_path,
        line("meta", title="T", attribution=["Owed", 3], licence="CC0"),
        line("event", id="e", date="2016-06", title="Before its actor", actors=[{"id": "x"}], schema_="mine"),
        line("actor", id="x", name="Daesh"),
        json.dumps({"schema": "other/1", "id": 5}),
        line("odd", id="y"),
        "{broken",
        "[1]",
        "",
        line("event", id="f", date="2016", title="T", reject_reason="was bad"),
        names=known([IS]),
    )
    first, other = reading.events
    assert (first.actors, first.extra) == ([Participant(id="is")], {"schema": "mine"})
    assert other.extra == {}
    assert sorted(reject.line for reject in reading.rejects) == [6, 7]
    assert "2 lines are no records of Dateline" in reading.notes
    assert "(schema) were put into extra" in reading.notes
    assert reading.source.attribution == "Owed; CC0"
    assert reading.source.is_partial


def test_links_that_may_not_be_opened_become_notes(tmp_path: Path) -> None:
    bad = Source(publisher="X", url="javascript:alert(1)", note="n")
    other = a_store(
        tmp_path / "o.json",
        events=[an_event(id="e", sources=[bad])],
        actors=[an_actor(sources=[bad])],
        articles=[an_article(id="a", url="javascript:alert(2)")],
    )
    store = an_empty_store(tmp_path / "s.json")
    imported(store, other)
    found = records(store)
    expected = [{"publisher": "X", "note": "n; javascript:alert(1)"}]
    assert found["events"]["e"]["sources"] == expected
    assert found["actors"]["sdf"]["sources"] == expected
    assert found["articles"]["a"]["note"] == "javascript:alert(2)"
    assert "url" not in found["articles"]["a"]


def test_escape_sequences_are_gone(tmp_path: Path) -> None:
    hostile = an_event(id="e" + HOSTILE, title=HOSTILE, notes=HOSTILE, extra={HOSTILE: [HOSTILE]}, tags=[HOSTILE])
    other = a_store(
        tmp_path / "o.json",
        events=[hostile],
        actors=[an_actor(name=HOSTILE)],
        meta=a_meta(attribution=[HOSTILE], licence=HOSTILE),
    )
    reading = read(other)
    found = [*texts(msgspec.to_builtins(reading.event)), *texts(msgspec.to_builtins(reading.others))]
    assert not [text for text in [*found, reading.source.attribution] if any(mark in text for mark in UNSAFE)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str) -> None:
    store = a_store(tmp_path / "o.json", events=[an_event(id="e", title="Café")]).read_text("utf-8")
    lines = "\n".join((line("meta", title="T"), line("event", id="e", date="2016", title="Caf\u00e9"), ""))
    for text, name in ((store, "t.json"), (lines, "t.jsonl")):
        data = text.replace("\n", "\r\n").encode(encoding)
        reading = read(written(tmp_path / name, data))
        assert reading.format == "dateline"
        assert reading.event.title == "Café"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{\n"meta": {\n"1": {"format":"dateline","version":999,"title":"T"}\n}\n}\n', "newer Dateline"),
        (b'{\n"meta": {\n"1": {"format":"dateline","version":0,"title":"T"}\n}\n}\n', "never was"),
        (b'{"schema":"dateline.event/999","id":"e"}\n{}\n', "newer Dateline"),
        (b'{\n"meta": {\n"1": {"format":"dateline","version":1', "not JSON"),
        (b'{"meta": {"1": {"format":"dateline","version":1}}, "events": [1]}', "no tables"),
        (b'{"meta": {"1": {"format":"dateline"}}, "x": {"1":' + b"[" * 10_000 + b"]" * 10_000 + b"}}", "deep"),
        (b'{"meta": {"1": {"format":"dateline","version":1}}, \x00}', "not JSON"),
        (b'{"meta": {"1": 5}}', "not a Dateline store"),
        (b"{}", "not a Dateline store"),
        (b"[]", "not a Dateline store"),
        (b"hello", "not"),
    ],
)
def test_what_is_no_store_is_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        read(written(tmp_path / "t.json", data), IMPORTER)
    assert "t.json" in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_store_that_plain_tinydb_wrote(tmp_path: Path) -> None:
    data = tables(a_store(tmp_path / "o.json"))
    reading = read(written(tmp_path / "t.json", json.dumps(data)))
    assert reading.format == "dateline"
    assert len(reading.items) == 5


def test_unknown_fields_are_put_into_extra(tmp_path: Path) -> None:
    other = with_lines(
        tmp_path / "o.json",
        actors=['{"id":"a","name":"A","motto":"x","extra":{"k":1}}'],
        events=['{"id":"e","date":"2016","title":"T","mood":{"a":[1]}}'],
    )
    reading = read(other)
    assert reading.event.extra == {"mood": {"a": [1]}}
    assert reading.others[0].extra == {"motto": "x", "k": 1}
    assert "(motto)" in reading.notes


EVENTS = st.builds(
    lambda number, date, title, actors: {"id": f"e{number}", "date": date, "title": title, "actors": actors},
    st.integers(0, 30),
    st.sampled_from(["2016", "2016-06-04", "[2016-06-01..2016-06-05]", "odd", 5]),
    st.text(max_size=9),
    st.lists(st.sampled_from([{"id": "sdf"}, {"id": "x", "role": "attacker"}, {"id": 4}, {}]), max_size=3),
)
ACTORS = st.builds(
    lambda number, name, parent: {"id": f"a{number}", "name": name, "parent": parent},
    st.integers(0, 5),
    st.sampled_from(["ISIS", "Daesh", "SDF", "Other", ""]),
    st.sampled_from(["", "a0", "a1", "a5"]),
)


@settings(max_examples=60)
@given(st.lists(st.one_of(EVENTS, ACTORS), min_size=1, max_size=12), st.randoms())
def test_counts_in_are_counts_out_in_any_order(fields: list[dict[str, Any]], chance: random.Random) -> None:
    unique = list({record["id"]: record for record in fields}.values())
    lines = [line("event" if "date" in record else "actor", **record) for record in unique]
    with tempfile.TemporaryDirectory() as folder:
        once = jsonl(Path(folder), *lines, names=known([an_actor(), IS]))
        assert len(once.items) == len(lines)
        chance.shuffle(lines)
        again = jsonl(Path(folder), *lines, names=known([an_actor(), IS]))
    for first, second in ((once.events, again.events), (once.others, again.others)):
        assert sorted(map(msgspec.json.encode, first)) == sorted(map(msgspec.json.encode, second))


def test_shuffled_lines_make_the_same_store(tmp_path: Path) -> None:
    lines = exported(a_rich_world(tmp_path), "jsonl").decode().splitlines()
    found = []
    for seed in range(3):
        store = a_store(tmp_path / f"{seed}.json", events=[], offensives=[], places=[], actors=[IS])
        shuffled = random.Random(seed).sample(lines, len(lines))
        assert not imported(store, written(tmp_path / "t.jsonl", "\n".join(shuffled)), format="dateline").rejected
        found.append(records(store))
    assert found[0] == found[1] == found[2]


def test_no_reject_without_a_reason(tmp_path: Path) -> None:
    reading = read(with_lines(tmp_path / "o.json", events=["1", "{}", "null", "[]", '"x"', '{"id":""}']))
    assert [isinstance(item, Rejected) and bool(item.reason) for item in reading.items] == [True] * 6


def test_what_waits_in_the_journal_of_a_store_comes_with_it(tmp_path: Path) -> None:
    source = a_store(tmp_path / "theirs.json", events=[an_event(id="a"), an_event(id="b")])
    editor = Editor(source)
    timeline = load_timeline(source)
    changed = steps.patch(timeline, "events", "a", {"title": "Changed"})
    editor.apply(steps.together("three", [changed, steps.delete(timeline, "events", "b")]))
    into = an_empty_store(tmp_path / "mine.json")
    imported(into, source)
    assert {record["title"] for record in records(into)["events"].values()} == {"Changed"}


def test_a_journal_of_another_store_is_noted_and_stays_out(tmp_path: Path) -> None:
    source = a_store(tmp_path / "theirs.json", events=[an_event(id="a")])
    editor = Editor(source)
    editor.apply(steps.patch(load_timeline(source), "events", "a", {"title": "Changed"}))
    a_store(tmp_path / "theirs.json", events=[an_event(id="a", title="Checked out")])
    into = an_empty_store(tmp_path / "mine.json")
    assert "was replaced by another program" in str(imported(into, source))
    assert {record["title"] for record in records(into)["events"].values()} == {"Checked out"}

"""From a file to a timeline: what is sound is shown, what is not is named, and nothing else ever happens."""

import json
import os
import stat
from collections.abc import Callable
from math import nan
from pathlib import Path
from typing import Any

import pytest

from store import layout
from store.errors import NewerStore, NotAStore, StoreError, StoreNotFound
from store.loader import LoadCancelled, load_timeline
from store.query.index import QueryIndex
from store.report import LoadReport, Unsound
from store.timeline import Timeline
from tests.builders import a_meta, a_place, a_store, an_actor, an_article, an_event, an_offensive, with_lines
from tests.store.timelines import Reads, dated, ids, laid_out, line, line_with, titles

FACETS = [name for name in QueryIndex.__dict__ if name.startswith("by_")] + ["by_bloc", "listed_in", "having"]


def contents(timeline: Timeline) -> dict[str, object]:
    """Return all that a timeline holds, in plain values."""
    facets = {name: {value: list(events) for value, events in getattr(timeline, name).items()} for name in FACETS}
    return {
        **{name: {key: facets[name][key] for key in sorted(facets[name], key=str)} for name in FACETS},
        "meta": timeline.meta,
        "ids": timeline.ids,
        "days": (list(timeline.earliest), list(timeline.latest), list(timeline.days.starts)),
        "events": [timeline.event(ordinal) for ordinal in range(timeline.size)],
        "records": (timeline.actors, timeline.places, timeline.offensives, timeline.articles),
        "unsound": [(unsound.table, unsound.record_id, unsound.reason) for unsound in timeline.report.unsound],
        "unread": timeline.unread_queries,
    }


def with_(**fields: Any) -> str:
    """Return a sound event but for these fields."""
    return json.dumps({**SOUND, **fields})


def without(name: str) -> str:
    return json.dumps({field: value for field, value in SOUND.items() if field != name})


SOUND: dict[str, Any] = json.loads(line(an_event(id="a")))
UNSOUND = {
    "wrong type": (with_(title=5), "a", "field title must be text, found a number"),
    "missing field": (without("date"), "a", "field date is missing"),
    "wrong within": (with_(actors=[{"id": "sdf", "role": "king"}]), "a", "field actors[0].role must be one of"),
    "no object": ("5", "", "must be an object, found a number"),
    "list": ("[]", "", "must be an object, found a list"),
    "null": ("null", "", "must be an object, found null"),
    "number as id": (with_(id=5), "", "field id must be text, found a number"),
    "no id": (without("id"), "", "field id is missing"),
    "empty id": (with_(id=""), "", "field id must not be empty"),
    "impossible date": (with_(date="2015-02-29"), "a", "field date: 2015-02-29 is not a date"),
    "no date": (with_(date=""), "a", "field date: The date is empty"),
    "words as date": (with_(date="last summer"), "a", 'field date: "last summer" is not a date'),
    "NaN": (with_(claims=[{"attribution": "x", "low": nan}]), "a", "field claims[0].low must be a number, found nan"),
    "half a surrogate pair": (with_(title="\ud800"), "a", "field title holds half of a surrogate pair"),
}


class TestUnsoundRecords:
    @pytest.mark.parametrize("name", UNSOUND)
    def test_are_named_with_their_line_and_the_others_shown(self, tmp_path: Path, name: str) -> None:
        record, record_id, reason = UNSOUND[name]
        events = [line(an_event(id="x")), record, line(an_event(id="y"))]
        path = with_lines(tmp_path / "x.json", events=events, actors=[line(an_actor())])
        timeline = load_timeline(path)
        assert (timeline.ids, timeline.size, list(timeline.actors)) == (["x", "y"], 2, ["sdf"])
        assert titles(timeline) == ["Villages taken"] * 2
        (unsound,) = timeline.report.unsound
        assert (unsound.table, unsound.record_id, unsound.line) == ("events", record_id, 7)
        assert unsound.reason.startswith(reason)

    @pytest.mark.parametrize("name", UNSOUND)
    def test_are_named_whatever_the_layout(self, tmp_path: Path, name: str) -> None:
        record, record_id, reason = UNSOUND[name]
        path = with_lines(tmp_path / "x.json", events=[line(an_event(id="x")), record, line(an_event(id="y"))])
        timeline = load_timeline(laid_out(path, None))
        assert timeline.ids == ["x", "y"]
        assert titles(timeline) == ["Villages taken"] * 2
        (unsound,) = timeline.report.unsound
        assert (unsound.record_id, unsound.line, unsound.reason[: len(reason)]) == (record_id, 0, reason)

    @pytest.mark.parametrize(
        ("table", "sound"),
        [
            ("actors", an_actor()),
            ("places", a_place()),
            ("offensives", an_offensive()),
            ("articles", an_article(id="a1")),
        ],
    )
    def test_of_the_small_tables(self, tmp_path: Path, table: str, sound: object) -> None:
        good = json.loads(line(sound))  # type: ignore[arg-type]  # one of the records above
        bad = [{"id": "no"}, {**good, "id": ""}, good, {**good, "id": "other", "extra": 5}]
        path = with_lines(tmp_path / "x.json", **{table: [json.dumps(record) for record in [good, *bad]]})
        timeline = load_timeline(path)
        assert list(getattr(timeline, table)) == [good["id"]]
        assert [(unsound.record_id, unsound.line) for unsound in timeline.report.unsound] == [
            ("no", 7),
            ("", 8),
            (good["id"], 9),
            ("other", 10),
        ]
        reasons = [unsound.reason for unsound in timeline.report.unsound]
        assert reasons[0].endswith("is missing")
        assert reasons[1] == "field id must not be empty"
        assert reasons[2] == "another record before it in the file has the same id"
        assert reasons[3] == "field extra must be an object, found a number"

    def test_empty_id_in_a_small_table(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", actors=[line(an_actor()), line(an_actor(id=""))])
        timeline = load_timeline(path)
        assert list(timeline.actors) == ["sdf"]
        assert timeline.report.unsound == [Unsound("actors", "", 7, "field id must not be empty")]

    def test_same_id_twice_in_a_small_table_far_apart(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(layout, "SLICE_BYTES", 100)
        actors = [an_actor(id=name, note=note) for name, note in (("a", "first"), ("b", ""), ("c", ""), ("a", "last"))]
        timeline = load_timeline(with_lines(tmp_path / "x.json", actors=map(line, actors)))
        assert list(timeline.actors) == ["a", "b", "c"]
        assert timeline.actors["a"].note == "first"
        assert [(unsound.record_id, unsound.line) for unsound in timeline.report.unsound] == [("a", 9)]

    def test_lines_are_right_wherever_slices_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        records = [line(an_event(id=f"e{number}")) for number in range(12)]
        records[3] = records[3].replace("2016-06-04", "2016-06-31")
        records[8] = records[8].replace('"Villages taken"', "[]")
        records[11] = records[11].replace("e11", "e2")
        path = with_lines(tmp_path / "x.json", offensives=[line(an_offensive())], events=records)
        for size in (1, 300, 700, 1500, 1 << 20):
            monkeypatch.setattr(layout, "SLICE_BYTES", size)
            timeline = load_timeline(path)
            assert sorted((u.line, u.record_id) for u in timeline.report.unsound) == [
                (12, "e3"),
                (17, "e8"),
                (20, "e2"),
            ]
            assert sorted(timeline.ids) == sorted({f"e{number}" for number in range(11)} - {"e3", "e8"})
            assert [event.id for event in map(timeline.event, range(timeline.size))] == timeline.ids

    def test_stay_in_the_file(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", events=[record for record, _id, _reason in UNSOUND.values()])
        before = path.read_bytes(), path.stat().st_mtime_ns
        assert load_timeline(path).size == 0
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
        assert [found.name for found in tmp_path.iterdir()] == ["x.json"]

    @pytest.mark.parametrize("lines", [[8, 9], [0, 0]])
    def test_same_id_twice_the_first_counts(self, tmp_path: Path, lines: list[int]) -> None:
        events = [an_event(id=id_, title=title, date=date) for id_, title, date in TWICE]
        path = with_lines(tmp_path / "x.json", events=map(line, events))
        timeline = load_timeline(path if lines[0] else laid_out(path, None))
        assert titles(timeline) == ["second b", "the a"]
        assert ids(timeline, timeline.by_actor["sdf"]) == ["b", "a"]
        assert timeline.everything == timeline.by_place["manbij"] == timeline.by_offensive["manbij-offensive"]
        reason = "another event before it in the file has the same id"
        assert timeline.report.unsound == [Unsound("events", "a", number, reason) for number in lines]

    def test_document_number_twice_both_are_shown(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=dated("2016-06-01", "2016-06-02"))
        path.write_bytes(path.read_bytes().replace(b'"2": {"date"', b'"1": {"date"'))
        timeline = load_timeline(path)
        assert (titles(timeline), timeline.report.unsound) == (["2016-06-01", "2016-06-02"], [])

    def test_document_number_twice_in_a_small_table(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        path.write_bytes(path.read_bytes().replace(b'"2": {"name":"Islamic', b'"1": {"name":"Islamic'))
        assert list(load_timeline(path).actors) == ["sdf", "is"]

    def test_unknown_fields_are_sound_and_kept(self, tmp_path: Path) -> None:
        event = json.loads(line(an_event(id="a")))
        event |= {"mood": {"of": ["all"]}, "sources": [{"publisher": "SOHR", "page": 7}]}
        path = with_lines(tmp_path / "x.json", events=[json.dumps(event)], harvests=['{"id":"x"}'])
        timeline = load_timeline(path)
        assert timeline.report == LoadReport(events=1)
        assert json.loads(timeline.raw(0)) == event

    @pytest.mark.parametrize(
        ("count", "sentence"),
        [(0, ""), (1, "1 record is not sound and is left out"), (1200, "1,200 records are not sound and are left out")],
    )
    def test_sentence(self, count: int, sentence: str) -> None:
        report = LoadReport(unsound=[Unsound("events", "a", 7, "no")] * count)
        assert report.sentence() == sentence


TWICE = [
    ("a", "the a", "2016-06-09"),
    ("b", "second b", "2016-06-08"),
    ("a", "late a", "2016-06-30"),
    ("a", "b", "2016"),
]


class TestLayouts:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        events = [
            an_event(id="ü", title='"Ça" \\ 😀', date="2016-06-02/..", tags=["x"], extra={"a": [1, None]}),
            an_event(id="b", date="2016-05-31", type="one-sided", origin="ucdp:1", notes="line\nfeed"),
            *dated("2016-06", "2016-02-29", "[2016-06-01..2016-06-03]"),
        ]
        return a_store(tmp_path / "x.json", events=events, articles=[an_article(id="a1")], harvests=[{"id": "h"}])

    @pytest.mark.parametrize("indent", [None, 0, 4])
    def test_give_the_same_timeline(self, path: Path, indent: int | None) -> None:
        ours = contents(load_timeline(path))
        assert ours["ids"] == ["e1", "b", "e2", "e0", "ü"]
        assert contents(load_timeline(laid_out(path, indent))) == ours

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: data.replace(b'"title":', b'\n  "title": ', 1),
            lambda data: data.replace(b'},\n"2": {"date"', b'}, "2": {"date"'),
            lambda data: data.replace(b'},\n"2": {"date"', b'}, \n"2": {"date"'),
            lambda data: data.replace(b'},\n"2": {"date"', b'}\n,"2": {"date"'),
            lambda data: data.replace(b'"2": {"date"', b'\n"2": {"date"'),
            lambda data: data.replace(b'"2": {"date"', b'   "2" :{"date"'),
            lambda data: data.replace(b'"2": {"date"', b'"2":{"date"'),
            lambda data: data.replace(b'"events": {\n', b'"events": { \n'),
            lambda data: data.replace(b"\n", b"\r\n"),
            lambda data: data + b"\n \n",
            lambda data: data[:-1],
        ],
    )
    def test_that_a_person_changed_give_the_same(self, path: Path, change: Callable[[bytes], bytes]) -> None:
        ours = contents(load_timeline(path))
        changed = change(path.read_bytes())
        assert changed != path.read_bytes()
        path.write_bytes(changed)
        assert contents(load_timeline(path)) == ours

    @pytest.mark.parametrize("layout_of", [None, 0])
    def test_meta_last(self, path: Path, layout_of: int | None) -> None:
        ours = contents(load_timeline(path))
        tables = json.loads(path.read_bytes())
        path.write_text(
            json.dumps({**{name: tables[name] for name in tables if name != "meta"}, "meta": tables["meta"]})
        )
        assert contents(load_timeline(path)) == ours

    def test_empty_tables(self, tmp_path: Path) -> None:
        empty = with_lines(tmp_path / "x.json", offensives=[], events=[], actors=[], places=[], articles=[])
        none = with_lines(tmp_path / "y.json")
        for path in (empty, none, laid_out(a_store(tmp_path / "z.json", events=[]), None)):
            timeline = load_timeline(path)
            assert (timeline.size, len(timeline.everything), timeline.ids) == (0, 0, [])
            assert timeline.report == LoadReport()
        assert contents(load_timeline(empty)) == contents(load_timeline(none))

    def test_ten_megabytes_in_one_field(self, tmp_path: Path) -> None:
        huge = "x" * 10_000_000
        events = [an_event(id="a"), an_event(id="b", summary=huge + " needle"), an_event(id="c", notes="a\nb")]
        path = a_store(tmp_path / "x.json", events=events)
        for timeline in (load_timeline(path), load_timeline(laid_out(path, None))):
            assert [timeline.event(ordinal).id for ordinal in range(3)] == ["a", "b", "c"]
            assert timeline.event(1).summary == huge + " needle"
            assert ids(timeline, timeline.search("x needle")) == ["b"]


class TestBrokenFiles:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return a_store(tmp_path / "x.json", events=dated("2016-06-01", "2016-06-02", "2016-06-03"))

    @pytest.mark.parametrize(
        "change",
        [
            lambda record: record[:40],
            lambda record: record[:-1],
            lambda record: record[:-2] + ",",
            lambda record: record + ",",
            lambda record: record.replace('"title":', '"title":oops'),
            lambda record: record.replace('"title":', '"title"'),
            lambda record: record.replace('"2": ', "2: "),
            lambda record: record.replace('"2": ', ""),
            lambda record: record.replace("2016", "20\t16"),
            lambda record: record.replace("2016", "20\\q16"),
            lambda record: "<<<<<<< HEAD\n" + record,
            lambda record: "<<<<<<< HEAD: " + record,
            lambda record: "=======",
            lambda record: record.replace('"2": {', '"2": {NaN: '),
        ],
    )
    def test_broken_line_is_named(self, path: Path, change: Callable[[str], str]) -> None:
        text = path.read_text()
        (record,) = (found for found in text.split("\n") if found.startswith('"2": {"date":"2016-06-02"'))
        number = line_with(path, record)
        path.write_text(text.replace(record, change(record)))
        with pytest.raises(NotAStore, match=rf"{path} .*\bline {number}\b"):
            load_timeline(path)

    def test_bytes_that_are_no_text(self, path: Path) -> None:
        path.write_bytes(path.read_bytes().replace(b'"title":"2016-06-02"', b'"title":"\xff"'))
        timeline = load_timeline(path)
        assert timeline.ids == ["e0", "e2"]
        assert timeline.report.unsound == [
            Unsound("events", "e1", line_with(path, "2016-06-02"), "holds bytes that are not UTF-8 text")
        ]

    @pytest.mark.parametrize("table", ["events", "actors"])
    def test_missing_comma(self, path: Path, table: str) -> None:
        first = {"events": '"2": {"date"', "actors": '"2": {"name":"Islamic'}[table]
        number = line_with(path, first)
        path.write_text(path.read_text().replace(f",\n{first}", f"\n{first}"))
        with pytest.raises(NotAStore, match=f"line ({number - 1}|{number})"):
            load_timeline(path)

    def test_torn_anywhere(self, path: Path) -> None:
        whole = path.read_bytes()
        for size in range(len(whole) - 2, 0, -7):
            path.write_bytes(whole[:size])
            with pytest.raises(NotAStore, match=r"line \d+|empty"):
                load_timeline(path)

    def test_torn_in_slices(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(layout, "SLICE_BYTES", 100)
        self.test_torn_anywhere(path)

    @pytest.mark.parametrize("where", ["extra", "mood"])
    def test_nested_too_deeply(self, path: Path, where: str) -> None:
        deep = f'"{where}":{{"a":{"[" * 20000}{"]" * 20000}}},"title":"2016-06-02"'
        path.write_text(path.read_text().replace('"title":"2016-06-02"', deep))
        with pytest.raises(NotAStore, match="nested too deeply"):
            load_timeline(path)

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "is empty"),
            (b"\n", "is empty"),
            (b"nonsense", r"line 1\b"),
            (b"[1, 2]", "is JSON, but not a Dateline store"),
            (b"{}", "no table 'meta'"),
            (b'{"events": {"1": {"id": "a"}}}', "no table 'meta'"),
            (
                b'{"meta": {"1": {"format": "dateline", "version": 1}}, "events": [1]}',
                "is JSON, but not a Dateline store",
            ),
            (b'{\n"meta": {\n"1": {"format":"dateline","version":1}\n},\n"events": 5\n}\n', "is JSON, but not a"),
        ],
    )
    def test_files_that_are_no_stores(self, tmp_path: Path, data: bytes, sentence: str) -> None:
        path = tmp_path / "x.json"
        path.write_bytes(data)
        with pytest.raises(NotAStore, match=sentence):
            load_timeline(path)

    def test_missing_file_and_directory(self, tmp_path: Path) -> None:
        with pytest.raises(StoreNotFound):
            load_timeline(tmp_path / "no.json")
        with pytest.raises(NotAStore, match=r"folder|directory"):
            load_timeline(tmp_path)

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everybody may read everything")
    def test_file_that_may_not_be_read(self, path: Path) -> None:
        path.chmod(stat.S_IWUSR)
        with pytest.raises(StoreError, match="cannot be read"):
            load_timeline(path)

    def test_store_of_a_newer_version(self, tmp_path: Path) -> None:
        with pytest.raises(NewerStore, match="version 7"):
            load_timeline(a_store(tmp_path / "x.json", meta=a_meta(version=7)))


class TestProgress:
    @pytest.fixture
    def path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(layout, "SLICE_BYTES", 500)
        return a_store(tmp_path / "x.json", events=(an_event(id=f"e{number}") for number in range(50)))

    @pytest.mark.parametrize("indent", ["ours", None])
    def test_only_ever_grows_up_to_the_size(self, path: Path, indent: str | None) -> None:
        if indent is None:
            laid_out(path, None)
        told: list[tuple[int, int]] = []
        load_timeline(path, progress=lambda done, size: told.append((done, size)))
        done = [done for done, _size in told]
        assert done == sorted(done)
        assert {size for _done, size in told} == {path.stat().st_size}
        assert 0.99 * path.stat().st_size < done[-1] <= path.stat().st_size
        if indent == "ours":
            assert len(done) > 10

    def test_grows_too_when_the_layout_turns_out_to_be_another(self, path: Path) -> None:
        path.write_bytes(path.read_bytes() + b"\n")
        told: list[int] = []
        load_timeline(path, progress=lambda done, _size: told.append(done))
        assert told == sorted(told)
        assert told[-1] == path.stat().st_size

    @pytest.mark.parametrize("slices", [1, 2, 7])
    def test_cancelled_after_some_slices(self, path: Path, slices: int) -> None:
        told: list[int] = []

        def cancelled() -> bool:
            return len(told) >= slices

        with pytest.raises(LoadCancelled, match="was stopped"):
            load_timeline(path, progress=lambda done, _size: told.append(done), cancelled=cancelled)
        assert len(told) == slices

    def test_cancelled_before_anything(self, path: Path) -> None:
        for file in (path, laid_out(path, None)):
            with pytest.raises(LoadCancelled):
                load_timeline(file, cancelled=lambda: True)

    def test_a_store_on_one_line_is_left_soon(self, path: Path) -> None:
        """It is decoded whole, but its records are looked at one by one."""
        asked: list[None] = []

        def cancelled() -> bool:
            asked.append(None)
            return len(asked) > 3

        a_store(path, events=(an_event(id=f"e{number}") for number in range(5000)))
        with pytest.raises(LoadCancelled):
            load_timeline(laid_out(path, None), cancelled=cancelled)

    def test_never_cancelled(self, path: Path) -> None:
        assert load_timeline(path, cancelled=lambda: False).size == 50


class TestWorkDone:
    def test_loading_reads_no_record_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        reads = Reads(monkeypatch)
        path = a_store(
            tmp_path / "x.json",
            offensives=[an_offensive(query="actor:sdf deaths:>=0 near:manbij~5km after:2016")],
            events=dated("2016-06-01", "2016-06-02"),
        )
        assert load_timeline(path).size == 2
        assert reads.count == 0

    def test_no_file_stays_open(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=dated("2016-06-01"))
        before = open_files()
        timeline = load_timeline(path)
        assert len(open_files()) <= len(before) + 1
        del timeline
        for change in (laid_out, with_broken_end):
            change(path, None)
            with pytest.raises(LoadCancelled):
                load_timeline(path, cancelled=lambda: True)
        path.write_bytes(b'{\n"meta": {\n"1": {"format":"dateline","version":1}\n},\n"events": {\n"1": {\n')
        with pytest.raises(NotAStore):
            load_timeline(path)
        assert open_files() == before

    def test_collector_is_left_as_it_was(self, tmp_path: Path) -> None:
        import gc

        path = a_store(tmp_path / "x.json")
        assert gc.isenabled()
        load_timeline(path)
        assert gc.isenabled()
        gc.disable()
        try:
            load_timeline(path)
            assert not gc.isenabled()
        finally:
            gc.enable()


def with_broken_end(path: Path, _indent: None) -> None:
    path.write_bytes(a_store(path).read_bytes() + b"\n\n")


def open_files() -> list[str]:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("this system does not list open files")
    return sorted(str(found.readlink()) for found in folder.iterdir() if found.is_symlink() and found.exists())

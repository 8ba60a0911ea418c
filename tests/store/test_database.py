"""Opening, making, copying, changing and migrating stores, and what is said of files that are none."""

import json
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tinydb import TinyDB, where

from store.database import copy_store, new_store, open_store
from store.errors import (
    NewerStore,
    NotAStore,
    RecordNotFound,
    StoreChanged,
    StoreError,
    StoreExists,
    StoreLocked,
    StoreNotFound,
    StoreNotReadable,
    StoreNotWritable,
    UnsoundRecord,
)
from store.locking import WriterLock
from store.meta import Step, pending, read_meta
from store.migration import keep_original
from store.model import Actor, Claim, Event, Participant, Source
from store.storage import DurableStorage
from tests.builders import a_meta, a_place, a_store, an_actor, an_event, with_lines


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def records(path: Path, table: str) -> list[dict[str, Any]]:
    return [dict(document) for document in TinyDB(path, encoding="utf-8", access_mode="r").table(table)]


class TestReadMeta:
    def test_of_a_store(self, tmp_path: Path) -> None:
        meta = a_meta(description="D", attribution=["UCDP"], opens_at="2016-06-04")
        assert read_meta(a_store(tmp_path / "x.json", meta=meta)) == meta

    @pytest.mark.parametrize("indent", [None, 0, 2])
    def test_of_a_store_in_another_layout(self, tmp_path: Path, indent: int | None) -> None:
        path = a_store(tmp_path / "x.json")
        path.write_text(json.dumps(json.loads(path.read_bytes()), indent=indent))
        assert read_meta(path) == a_meta()

    def test_reads_only_the_first_lines(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json", events=(an_event(title="x" * 1000) for _number in range(2000)))
        monkeypatch.setattr("store.meta.read_version", lambda _path: pytest.fail("the whole file was read"))
        assert read_meta(path).title == "A race"

    def test_meta_that_is_not_the_first_table(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        meta = {"format": "dateline", "version": 1, "title": "Late"}
        path.write_text(json.dumps({"events": {}, "meta": {"1": meta}}))
        assert read_meta(path).title == "Late"

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"title": 5, "description": "D"}, a_meta(title="x", description="D")),
            ({}, a_meta(title="x")),
            ({"title": "T", "attribution": "UCDP", "unknown": 1}, a_meta(title="T")),
        ],
    )
    def test_field_that_does_not_fit_is_left_out(self, tmp_path: Path, fields: Any, expected: Any) -> None:
        path = tmp_path / "x.json"
        path.write_text(json.dumps({"meta": {"1": {"format": "dateline", "version": 1, **fields}}}))
        assert read_meta(path) == expected


def directory(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(path))


def dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def holding(content: bytes | str) -> Callable[[Path], None]:
    data = content if isinstance(content, bytes) else content.encode()

    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


META = '{"format":"dateline","version":1,"title":"T"}'

NO_STORES: list[tuple[Callable[[Path], None], type[StoreError], str]] = [
    (lambda _path: None, StoreNotFound, r"There is no file .*x\.json\. Check the name"),
    (dangling_link, StoreNotFound, "There is no file"),
    (directory, NotAStore, "is a directory. Name a store file in it"),
    (pipe, NotAStore, "is a pipe or a device"),
    (device, NotAStore, "is a pipe or a device"),
    (link_to_itself, StoreNotReadable, "Too many levels of symbolic links"),
    (holding(""), NotAStore, "is empty"),
    (holding(" \n"), NotAStore, "is empty"),
    (holding("id,date\n1,2016\n"), NotAStore, r"not JSON at line 1, column 1 \("),
    (holding('{"meta": {"1": {}},\n "events": {"1" {}}}'), NotAStore, r"line 2, column 17 \(expected ':'"),
    (holding('{"meta": {"1": {}}, "events": {"1": {"é": ?}}}'), NotAStore, r"line 1, column 43 "),
    (holding('{"meta": {"1": {}},\n "events": {'), NotAStore, r"line 2, column \d+ \(the file ends before"),
    (holding(b'{"meta": {"1": {"title": "\n\xff"}}}'), NotAStore, "is not JSON"),
    (holding(b'{"meta": {"1":\n {"title": "\xe9"}}}'), NotAStore, r"line 2, column 13 \(the text is not UTF-8"),
    (holding(b"PK\x03\x04\x00\x00"), NotAStore, "is not JSON"),
    (holding('{"a": NaN, "b" 1}'), NotAStore, "line 1, column 16"),
    (holding("[" * 100_000), NotAStore, "."),
    (holding('{"meta": {"1": ' + "[" * 100_000 + "]" * 100_000 + "}}"), NotAStore, "nested too deeply"),
    (holding("[]"), NotAStore, "is JSON, but not a Dateline store"),
    (holding("5"), NotAStore, "is JSON, but not a Dateline store"),
    (holding('{"type": "FeatureCollection", "features": []}'), NotAStore, "is JSON, but not .* 'dateline import'"),
    (holding('{"x": NaN}'), NotAStore, "is JSON, but not a Dateline store"),
    (holding("{}"), NotAStore, "is a TinyDB file, but not a Dateline store"),
    (holding('{"_default": {"1": {"a": 1}}}'), NotAStore, "is a TinyDB file, but not a Dateline store"),
    (holding('{"meta": {}}'), NotAStore, "is a TinyDB file, but not a Dateline store"),
    (holding('{"meta": {"1": 5}}'), NotAStore, "is a TinyDB file, but not a Dateline store"),
    (holding('{"meta": {"1": {"a": 1}}}'), NotAStore, "names no format 'dateline'"),
    (holding('{"meta": {"1": {"format": "dateline", "version": "1"}}}'), NotAStore, "names no format"),
    (holding('{"meta": {"1": {"format": "dateline", "version": true}}}'), NotAStore, "names no format"),
    (holding('{"meta": {"1": {"format": "dateline", "version": 0}}}'), NotAStore, "version 0, which never was"),
    (holding('{"meta": {"1": {"format": "dateline", "version": -1}}}'), NotAStore, "version -1, which never was"),
    (holding('{"meta": {"1": {"format": "dateline", "version": 2, "title": []}}}'), NewerStore, "format version 2"),
]


class TestFilesThatAreNoStores:
    @pytest.mark.parametrize(("make", "kind", "said"), NO_STORES)
    def test_sentence(self, tmp_path: Path, make: Callable[[Path], None], kind: type[StoreError], said: str) -> None:
        path = tmp_path / "x.json"
        make(path)
        before = names_in(tmp_path)
        with pytest.raises(kind, match=said) as caught:
            read_meta(path)
        assert type(caught.value) is kind
        assert "\n" not in str(caught.value)
        with pytest.raises(kind):
            open_store(path)
        with pytest.raises(StoreError):
            open_store(path, writing=True)
        with pytest.raises(StoreError):
            copy_store(path, tmp_path / "copy.json")
        assert names_in(tmp_path) == before

    def test_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # a socket's name must be short
        unix_socket(tmp_path / "x.json")
        with pytest.raises(NotAStore, match="is a pipe or a device"):
            read_meta(tmp_path / "x.json")

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")

        def refused(*_arguments: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", refused)
        with pytest.raises(StoreNotReadable, match="you have no permission"):
            read_meta(path)

    def test_name_cannot_drive_the_terminal(self, tmp_path: Path) -> None:
        with pytest.raises(StoreNotFound) as caught:
            read_meta(tmp_path / "a\x1b]0;title\x07b\nc.json")
        assert str(caught.value).isprintable()

    def test_byte_order_mark_does_no_harm(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert read_meta(path).title == "A race"


class TestNewAndCopy:
    def test_new_store_is_empty_and_sound(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        new_store(path, "  The race\x1b[2J for\nRaqqa ")
        meta = read_meta(path)
        assert (meta.title, meta.format, meta.version) == ("The race for Raqqa", "dateline", 1)
        assert meta.created.endswith("+00:00")
        assert TinyDB(path).tables() == {"meta"} | set(json.loads(path.read_bytes()))
        assert records(path, "events") == []

    @pytest.mark.parametrize("make", [directory, pipe, dangling_link, holding(""), holding("x")])
    def test_nothing_is_overwritten(self, tmp_path: Path, make: Callable[[Path], None]) -> None:
        path = tmp_path / "x.json"
        make(path)
        if make is dangling_link:  # the store is made where the link points
            new_store(path, "T")
            assert path.is_symlink()
            return
        before = path.lstat()
        source = a_store(tmp_path / "y.json")
        acts: list[Callable[[], None]] = [lambda: new_store(path, "T"), lambda: copy_store(source, path)]
        for act in acts:
            with pytest.raises((StoreExists, StoreNotWritable)):
                act()
        assert (path.lstat().st_ino, path.lstat().st_size) == (before.st_ino, before.st_size)

    def test_copy_is_the_same_and_the_readers_own(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        path.chmod(0o444)
        copy_store(path, tmp_path / "copy.json")
        assert (tmp_path / "copy.json").read_bytes() == path.read_bytes()
        assert stat.S_IMODE((tmp_path / "copy.json").stat().st_mode) & 0o200
        assert names_in(tmp_path) == ["copy.json", "x.json"]


class TestReading:
    def test_records_are_the_sound_ones(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", actors=['{"id": "a", "name": "A"}', '{"id": "b"}', "5"])
        with open_store(path) as store:
            assert list(store.records("actors")) == [Actor(id="a", name="A")]
            assert list(store.records("places")) == []

    def test_get(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", actors=['{"id": "a", "name": "A"}', '{"id": "b"}'])
        with open_store(path) as store:
            assert store.get("actors", "a") == Actor(id="a", name="A")
            with pytest.raises(UnsoundRecord, match="actors b: field name is missing"):
                store.get("actors", "b")
            with pytest.raises(RecordNotFound, match="no record 'c' among the actors"):
                store.get("actors", "c")

    def test_queries_of_tinydb_work(self, tmp_path: Path) -> None:
        with open_store(a_store(tmp_path / "x.json")) as store:
            assert [actor["id"] for actor in store.tinydb.table("actors").search(where("short") == "IS")] == ["is"]

    def test_reading_creates_nothing_and_forbids_change(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        with open_store(path) as store:
            list(store.records("events"))
            assert names_in(tmp_path) == ["x.json"]
            with pytest.raises(StoreNotWritable, match="open for reading only"), store.change() as change:
                change.put("actors", an_actor(id="new"))
        assert names_in(tmp_path) == ["x.json"]
        assert path.read_bytes() == before

    def test_readers_see_whole_stores_while_one_writes(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", actors=[])
        with open_store(path, writing=True) as writer, open_store(path) as reader:
            for number in range(3):
                with writer.change() as change:
                    change.put("actors", an_actor(id=f"a{number}"))
                assert len(list(reader.records("actors"))) == number + 1


class TestChange:
    def test_added_records_come_after_the_others(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        with open_store(path, writing=True) as store, store.change() as change:
            change.put("actors", an_actor(id="new"), an_actor(id="newer"))
        documents = TinyDB(path).table("actors").all()
        assert [(actor.doc_id, actor["id"]) for actor in documents] == [(1, "sdf"), (2, "is"), (3, "new"), (4, "newer")]

    def test_several_tables_are_one_read_and_one_write(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        done: list[str] = []
        for name in ("read", "write"):
            call = getattr(DurableStorage, name)

            def counted(self: DurableStorage, *rest: Any, name: str = name, call: Any = call) -> Any:
                done.append(name)
                return call(self, *rest)

            monkeypatch.setattr(DurableStorage, name, counted)
        with open_store(path, writing=True) as store:
            assert done == []
            with store.change() as change:
                change.put("actors", an_actor(id="new"))
                change.put("places", a_place(id="new"), a_place(id="manbij", name="Manbij city"))
                change.remove("events", "villages-taken")
            assert done == ["read", "write"]
            with store.change():
                pass
            assert done == ["read", "write", "read"]
        assert [place["name"] for place in records(path, "places")] == ["Manbij city", "Manbij"]
        assert records(path, "events") == []

    def test_exception_in_the_block_changes_nothing(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        with open_store(path, writing=True) as store:
            with pytest.raises(RecordNotFound), store.change() as change:  # noqa: PT012 - the second call is meant
                change.put("actors", an_actor(id="new"))
                change.remove("actors", "sdf", "nobody")
            assert path.read_bytes() == before

    def test_unknown_fields_are_kept_in_their_places(self, tmp_path: Path) -> None:
        line = '{"before":1,"id":"a","name":"A","between":{"x":[1.50]},"note":"N","after":null}'
        path = with_lines(tmp_path / "x.json", actors=[line])
        with open_store(path, writing=True) as store, store.change() as change:
            change.put("actors", Actor(id="a", name="B", short="b"))
        assert (
            '"1": {"before":1,"id":"a","name":"B","between":{"x":[1.5]},"after":null,"short":"b"}' in path.read_text()
        )

    def test_unknown_fields_of_listed_objects_are_kept(self, tmp_path: Path) -> None:
        stored = {
            "id": "e",
            "date": "2016-06-04",
            "title": "T",
            "actors": [{"id": "sdf", "seen": 1}, {"id": "is", "role": "victim", "seen": 2}],
            "sources": [
                {"publisher": "A", "archive": "a"},
                {"publisher": "B", "archive": "b"},
                {"publisher": "C", "archive": "c"},
                {"publisher": "C", "title": "Later", "archive": "d"},
            ],
            "claims": [{"attribution": "SOHR", "best": 1, "page": 7}],
        }
        path = with_lines(tmp_path / "x.json", events=[json.dumps(stored)])
        fresh = Event(
            id="e",
            date="2016-06-04",
            title="T",
            actors=[Participant(id="is", role="defender"), Participant(id="new"), Participant(id="sdf")],
            sources=[
                Source(publisher="C", title="Later"),
                Source(publisher="C"),
                Source(publisher="B", title="Now known"),
            ],
            claims=[Claim(attribution="the Observatory", best=1)],
        )
        with open_store(path, writing=True) as store, store.change() as change:
            change.put("events", fresh)
        (event,) = records(path, "events")
        assert event["actors"] == [{"id": "is", "role": "defender", "seen": 2}, {"id": "new"}, {"id": "sdf", "seen": 1}]
        assert event["sources"] == [
            {"publisher": "C", "title": "Later", "archive": "d"},
            {"publisher": "C", "archive": "c"},
            {"publisher": "B", "title": "Now known", "archive": "b"},
        ]
        assert event["claims"] == [{"attribution": "the Observatory", "best": 1, "page": 7}]

    def test_a_field_of_the_wrong_type_is_put_right(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", events=['{"id":"e","date":5,"claims":"none","sources":[5],"x":1}'])
        fresh = an_event(id="e")
        with open_store(path, writing=True) as store:
            with store.change() as change:
                change.put("events", fresh)
            assert store.get("events", "e") == fresh
        assert records(path, "events")[0]["x"] == 1

    def test_every_other_record_stays_byte_for_byte(self, tmp_path: Path) -> None:
        lines = ['{"id": "good",  "name": "A", "n": 1.50}', '{"id": 5}', '"junk"', '{"id": "x", "lat": NaN}']
        path = with_lines(tmp_path / "x.json", actors=[*lines, '{"id":"b","name":"B"}'], mine=['{"what": "ever"}'])
        with open_store(path, writing=True) as store, store.change() as change:
            change.put("actors", Actor(id="b", name="C"), Actor(id="new", name="N"))
            change.put("places", a_place())
        text = path.read_text().split("\n")
        for number, line in enumerate(lines, 1):
            assert f'"{number}": {line},' in text
        assert '"1": {"what": "ever"}' in text

    def test_of_records_with_the_same_id_the_first_is_changed(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", actors=['{"id":"a","name":"1"}', '{"id":"a","name":"2"}'])
        with open_store(path, writing=True) as store, store.change() as change:
            change.put("actors", Actor(id="a", name="3"))
        assert [actor["name"] for actor in records(path, "actors")] == ["3", "2"]

    @pytest.mark.parametrize(
        ("record", "said"),
        [
            (an_event(id="e", title=5), "events e: field title must be text, found a number"),
            (an_event(id="e", date="2016-06-31"), "events e: field date: .*2016-06-31"),
            (an_event(id="e", date=""), "events e: field date: "),
            (an_event(id=""), "field id must not be empty"),
            (an_event(id="e", notes="\udc80"), "field notes holds half of a surrogate pair"),
            (an_event(id="e", extra={"x": float("inf")}), "events e: cannot be stored"),
            (a_place(id="e"), "events e: field date is missing"),
        ],
    )
    def test_unsound_record_is_refused(self, tmp_path: Path, record: Any, said: str) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        with open_store(path, writing=True) as store:
            with pytest.raises(UnsoundRecord, match=said), store.change() as change:
                change.put("events", an_event(id="good"), record)
            assert path.read_bytes() == before

    def test_claims_that_contradict_themselves_can_be_kept(self, tmp_path: Path) -> None:
        """They may be what the source says, and the user must be able to tag and note such an event."""
        path = a_store(tmp_path / "x.json")
        odd = an_event(id="odd", claims=[Claim(attribution="A", low=5, best=1)])
        with open_store(path, writing=True) as store, store.change() as change:
            change.put("events", odd)
        assert records(path, "events")[-1]["claims"] == [{"attribution": "A", "low": 5, "best": 1}]

    def test_meta_keeps_unknown_fields(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        path.write_text(f'{{\n"meta": {{\n"1": {META[:-1]},"mine":1}}\n}}\n}}\n')
        with open_store(path, writing=True) as store:
            with store.change() as change:
                change.put_meta(a_meta(title="New"))
            assert store.meta.title == "New"
        assert records(path, "meta") == [{"format": "dateline", "version": 1, "title": "New", "mine": 1}]

    def test_document_number_that_is_none(self, tmp_path: Path) -> None:
        """TinyDB would raise on the first, and make one of the other two."""
        for numbers in ('"a": {"id": "x"}', '"1": {"id": "x"},\n"01": {"id": "y"}'):
            path = tmp_path / "x.json"
            path.write_text(f'{{\n"meta": {{\n"1": {META}\n}},\n"actors": {{\n{numbers}\n}}\n}}\n')
            before = path.read_bytes()
            with (
                open_store(path, writing=True) as store,
                pytest.raises(NotAStore, match="document number"),
                store.change() as change,
            ):
                change.put("actors", an_actor())
            assert path.read_bytes() == before

    def test_tinydb_never_makes_its_default_table(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        with open_store(path, writing=True) as store, store.change() as change:
            change.put("actors", an_actor(id="new"))
        assert "_default" not in json.loads(path.read_bytes())


class TestWriters:
    @pytest.fixture(autouse=True)
    def _no_patience(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(WriterLock.acquire, "__defaults__", (0.0,))

    def test_second_writer_is_refused_until_the_first_closes(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        with open_store(path, writing=True) as store:
            with store.change() as change:
                change.put("actors", an_actor(id="new"))
            with pytest.raises(StoreLocked):
                open_store(path, writing=True)
            with open_store(path) as reader:
                assert reader.get("actors", "new")
        open_store(path, writing=True).close()
        assert names_in(tmp_path) == ["x.json", "x.json.backups"]

    def test_lock_is_let_go_when_opening_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        lock = DurableStorage.lock

        def spoiled(self: DurableStorage) -> None:
            lock(self)
            path.write_text("spoiled")

        with monkeypatch.context() as patched:
            patched.setattr(DurableStorage, "lock", spoiled)
            with pytest.raises(NotAStore):
                open_store(path, writing=True)
        WriterLock(path).acquire(0)

    def test_change_by_a_program_without_locks_is_not_overwritten(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        with open_store(path, writing=True) as store:
            with pytest.raises(StoreChanged), store.change() as change:  # noqa: PT012 - it is raised at the end
                change.put("actors", an_actor(id="mine"))
                TinyDB(path).table("actors").insert({"id": "theirs", "name": "T"})
            assert records(path, "actors")[-1]["id"] == "theirs"

    def test_read_only_file(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        path.chmod(0o444)
        with pytest.raises(StoreNotWritable, match="read-only"):
            open_store(path, writing=True)
        with open_store(path) as store:
            assert store.get("actors", "sdf")


def _name_to_title(tables: Any) -> None:
    for event in tables.get("events", {}).values():
        event["title"] = event.pop("name", "")
    tables.setdefault("places", {})["1"] = {"id": "made", "name": "Made by the step"}


STEPS = (Step("events have a title instead of a name", 0, _name_to_title),)


class TestMigration:
    @pytest.fixture
    def old(self, tmp_path: Path) -> Path:
        path = tmp_path / "x.json"
        path.write_text(
            '{\n"meta": {\n"1": {"format":"dateline","version":0,"title":"Old"}\n},\n'
            '"events": {\n"1": {"id":"a","date":"2016","name":"A","mine":1},\n"2": {}\n}\n}\n'
        )
        path.chmod(0o600)
        return path

    def test_without_steps_it_is_refused(self, old: Path) -> None:
        with pytest.raises(NotAStore, match="version 0, which never was"):
            open_store(old)

    def test_chain_must_have_no_gap(self) -> None:
        assert pending(1, ()) == []
        assert pending(0, STEPS) == list(STEPS)
        assert pending(-1, STEPS) is None

    def test_reading_shows_todays_format_and_writes_nothing(self, old: Path, tmp_path: Path) -> None:
        before = old.read_bytes()
        assert read_meta(old, STEPS).version == 0
        with open_store(old, steps=STEPS) as store:
            assert store.get("events", "a") == Event(id="a", date="2016", title="A")
            assert store.get("places", "made")
        assert old.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]

    def test_first_write_keeps_the_original_beside(self, old: Path, tmp_path: Path) -> None:
        original = old.read_bytes()
        with open_store(old, writing=True, steps=STEPS) as store:
            for name in ("b", "c"):
                with store.change() as change:
                    change.put("events", an_event(id=name))
        assert read_meta(old).version == 1
        assert [event["id"] for event in records(old, "events") if event.get("id")] == ["a", "b", "c"]
        assert records(old, "events")[0]["mine"] == 1
        assert names_in(tmp_path) == ["x.json", "x.json.backups", "x.version-0.json"]
        kept = tmp_path / "x.version-0.json"
        assert kept.read_bytes() == original
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    def test_failed_write_leaves_the_old_store(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        original = old.read_bytes()
        with open_store(old, writing=True, steps=STEPS) as store:
            with monkeypatch.context() as patched:
                patched.setattr(os, "replace", lambda *_names: (_ for _ in ()).throw(OSError(28, "No space left")))
                with pytest.raises(StoreNotWritable), store.change() as change:
                    change.put("events", an_event(id="b"))
            assert old.read_bytes() == original
            with store.change() as change:
                change.put("events", an_event(id="b"))
        assert read_meta(old).version == 1

    def test_kept_originals_are_never_overwritten(self, old: Path, tmp_path: Path) -> None:
        first = keep_original(old, 0)
        assert keep_original(old, 0) == first == tmp_path / "x.version-0.json"
        first.write_text("something else")
        second = keep_original(old, 0)
        assert second == tmp_path / "x.version-0-2.json"
        assert first.read_text() == "something else"


def test_meta_struct_and_file_agree(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    assert msgspec.to_builtins(read_meta(path)) == records(path, "meta")[0]

"""The storage: TinyDB's contract, the layout, and that a write happens wholly or not at all."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.storages import JSONStorage, MemoryStorage

from store import drafts, files, locking
from store.entries import OtherLayout, entries
from store.errors import (
    NotAStore,
    StoreChanged,
    StoreError,
    StoreExists,
    StoreLocked,
    StoreNotReadable,
    StoreNotWritable,
    UnsoundRecord,
)
from store.locking import WriterLock
from store.storage import DurableStorage, copy_file, write_store
from store.tables import StoredRecord, read_tables
from tests.builders import a_meta, a_place, a_store, an_actor, an_event, with_lines

ROOT = Path(__file__).parents[2]

Opener = Callable[[], TinyDB]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def durable(path: Path) -> TinyDB:
    return TinyDB(path, storage=DurableStorage)


class TestContract:
    """What TinyDB asks of a storage holds for its own and for ours alike."""

    @pytest.fixture(params=["memory", "json", "durable"])
    def db(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TinyDB]:
        opened = {
            "memory": lambda: TinyDB(storage=MemoryStorage),
            "json": lambda: TinyDB(tmp_path / "x.json", storage=JSONStorage),
            "durable": lambda: durable(tmp_path / "x.json"),
        }[request.param]()
        with opened:
            yield opened

    def test_new_storage_is_empty(self, db: TinyDB) -> None:
        assert db.storage.read() is None
        assert db.tables() == set()

    def test_inserted_documents_come_back_in_order(self, db: TinyDB) -> None:
        events = db.table("events")
        assert events.insert_multiple([{"id": "b", "n": [1, {"deep": None}]}, {"id": "a", "n": 1.5}]) == [1, 2]
        assert events.all() == [{"id": "b", "n": [1, {"deep": None}]}, {"id": "a", "n": 1.5}]
        assert [document.doc_id for document in events] == [1, 2]

    def test_search_get_and_count(self, db: TinyDB) -> None:
        events = db.table("events")
        events.insert_multiple([{"id": "a", "tags": ["x", "y"]}, {"id": "b", "tags": []}])
        assert events.search(where("tags").any(["y"])) == [{"id": "a", "tags": ["x", "y"]}]
        assert events.get(where("id") == "b") == {"id": "b", "tags": []}
        assert events.count(where("id").exists()) == 2

    def test_update_changes_only_what_it_names(self, db: TinyDB) -> None:
        events = db.table("events")
        events.insert_multiple([{"id": "a", "n": 1}, {"id": "b", "n": 1}])
        assert events.update({"n": 2}, where("id") == "a") == [1]
        assert events.all() == [{"id": "a", "n": 2}, {"id": "b", "n": 1}]

    def test_update_of_a_list_inside_a_document_is_written(self, db: TinyDB) -> None:
        events = db.table("events")
        events.insert({"id": "a", "tags": ["x"]})
        events.update(lambda document: document["tags"].append("y"))
        assert events.all() == [{"id": "a", "tags": ["x", "y"]}]

    @pytest.mark.parametrize(("before", "after"), [(1, True), (1, 1.0), (0, False), (None, 0)])
    def test_update_to_a_value_that_python_calls_equal(self, db: TinyDB, before: Any, after: Any) -> None:
        events = db.table("events")
        events.insert({"n": before})
        events.update({"n": after})
        assert repr(events.all()[0]["n"]) == repr(after)

    def test_remove_and_truncate(self, db: TinyDB) -> None:
        events = db.table("events")
        events.insert_multiple([{"id": "a"}, {"id": "b"}])
        assert events.remove(where("id") == "a") == [1]
        assert events.all() == [{"id": "b"}]
        events.truncate()
        assert events.all() == []

    def test_tables_do_not_mix(self, db: TinyDB) -> None:
        db.table("events").insert({"id": "a"})
        db.table("actors").insert({"id": "a"})
        db.drop_table("events")
        assert db.tables() == {"actors"}
        assert db.table("actors").all() == [{"id": "a"}]


class TestLayout:
    def test_one_record_a_line(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        storage = DurableStorage(path)
        storage.write({"meta": {"1": {"a": "ü"}}, "offensives": {}, "events": {"1": {}, "7": {"b": [1, "\n"]}}})
        assert path.read_text(encoding="utf-8") == (
            '{\n"meta": {\n"1": {"a":"ü"}\n},\n"offensives": {\n},\n"events": {\n"1": {},\n"7": {"b":[1,"\\n"]}\n}\n}\n'
        )

    def test_nothing_at_all(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        DurableStorage(path).write({})
        assert path.read_bytes() == b"{\n}\n"
        assert DurableStorage(path).read() == {}

    def test_plain_tinydb_reads_all_that_write_store_writes(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=[an_event(id="a", title="“Ça”"), an_event(id="b", title='"\\\n')])
        events = TinyDB(path).table("events").all()
        assert [event["title"] for event in events] == ["“Ça”", '"\\\n']
        assert TinyDB(path).table("meta").all()[0]["format"] == "dateline"

    def test_entries_know_their_lines(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=[an_event(id="a"), an_event(id="b")])
        lines = path.read_bytes().split(b"\n")
        found = list(entries(lines))
        assert [(entry.table, entry.number) for entry in found if entry.table == "events"] == [
            ("events", "1"),
            ("events", "2"),
        ]
        assert all(lines[entry.line - 1].rstrip(b",").endswith(entry.raw) for entry in found)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "{}",
            '{\n"t": {\n"1": {}\n"2": {}\n}\n}\n',
            '{\n"t": {\n"1": {},\n}\n}\n',
            '{\n"t": {\n"1": {}\n}\n"u": {\n}\n}\n',
            '{\n"t": {\n"1": {}\n},\n}\n',
            '{\n"t": {\n"1": {}\n}\n},\n',
            '{\n"t": {\n"1": {}\n}\n}\n}\n',
            '{\n"t": {\n<<<<<<< HEAD\n"1": {}\n}\n}\n',
            '{\n"t": {\n"1": {}\n}\n',
            '{\n"t": {\n"1": {\n"a": 1\n}\n}\n}\n',
        ],
    )
    def test_entries_refuse_any_other_layout(self, text: str) -> None:
        with pytest.raises(OtherLayout):
            list(entries(text.encode().split(b"\n")))

    @pytest.mark.parametrize("indent", [None, 0, 2])
    def test_any_layout_is_read(self, tmp_path: Path, indent: int | None) -> None:
        tables = {"meta": {"1": {"a": 1}}, "events": {"1": {"b": [1, {"c": 2}]}, "2": {}}}
        text = json.dumps(tables, indent=indent)
        assert read_tables(text.encode(), tmp_path) == tables

    def test_any_layout_becomes_ours_when_written(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        path.write_text(json.dumps({"events": {"1": {"b": [1, 2]}}}, indent=2))
        durable(path).table("events").insert({"id": "new"})
        assert path.read_bytes() == b'{\n"events": {\n"1": {"b":[1,2]},\n"2": {"id":"new"}\n}\n}\n'


class TestUntouchedRecords:
    """What nobody changed is the same, byte for byte, after a write."""

    @pytest.mark.parametrize(
        "line",
        [
            '{"n": 1.50, "e": 1E2, "big": 123456789012345678901234567890}',
            '{"id": 5, "date": null}',
            '{"a": 1, "a": 2}',
            '"not an object"',
            '{"lat": NaN}',
            '{"half": "\\ud800"}',
            '{"escaped": "\\u0041\\/"}',
            '{"huge": 1e999}',
        ],
    )
    def test_a_write_elsewhere_leaves_it(self, tmp_path: Path, line: str) -> None:
        path = with_lines(tmp_path / "x.json", events=[line, '{"id": "other"}'])
        durable(path).table("actors").insert({"id": "new"})
        assert f'"1": {line},' in path.read_text().split("\n")

    @pytest.mark.parametrize("line", ['{"n": 1.50}', '{"lat": NaN}', '{"half": "\\ud800"}'])
    def test_looking_at_it_is_no_change(self, tmp_path: Path, line: str) -> None:
        path = with_lines(tmp_path / "x.json", events=[line, '{"id": "other"}'])
        durable(path).table("events").update({"n": 1}, where("id") == "other")
        assert path.read_text().split("\n")[5:7] == [f'"1": {line},', '"2": {"id":"other","n":1}']

    def test_a_document_number_that_stands_twice_loses_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        lines = [
            '{\n"events": {\n"1": {"id":"a"}',
            '"2": {"id":"ours"}',
            '"2": {"id":"theirs"}',
            '"3": {"id":"b"}\n}\n}',
        ]
        path.write_text(",\n".join(lines))  # without a last line feed
        durable(path).table("actors").insert({"id": "new"})
        events = TinyDB(path).table("events").all()
        assert {event["id"] for event in events} == {"a", "ours", "theirs", "b"}
        assert [event.doc_id for event in events] == [1, 2, 3, 4]

    def test_empty_tables_stay_whatever_else_is_odd(self, tmp_path: Path) -> None:
        for odd in ('{"lat": NaN}', '{"a": 1},\n"1": {"a": 2}'):
            path = with_lines(tmp_path / "x.json", offensives=[], events=[odd], places=[])
            tables = DurableStorage(path).read()
            assert list(tables or {}) == ["meta", "offensives", "events", "places"]

    def test_a_broken_file_is_not_written(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", events=['{"id": "a"', '{"id": "b"}'])
        before = path.read_bytes()
        with pytest.raises(NotAStore, match=r"line 6, column 1 \(the record is not JSON"):
            durable(path).table("actors").insert({"id": "new"})
        assert path.read_bytes() == before

    def test_stored_record_is_decoded_only_when_looked_at(self) -> None:
        broken = StoredRecord(b'{"id": "a", "x": }')
        assert broken.raw == b'{"id": "a", "x": }'
        with pytest.raises(ValueError, match="Expecting value"):
            broken["id"]


class TestValuesThatJsonCannotSay:
    @pytest.mark.parametrize("value", [float("nan"), float("inf"), [{"x": float("-inf")}]])
    def test_numbers_that_are_not_finite_are_refused(self, tmp_path: Path, value: Any) -> None:
        path = tmp_path / "x.json"
        durable(path).table("events").insert({"id": "a", "ok": None})
        before = path.read_bytes()
        with pytest.raises(UnsoundRecord, match="events b: cannot be stored"):
            durable(path).table("events").insert({"id": "b", "value": value})
        assert path.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]

    def test_half_a_surrogate_pair_is_escaped(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        durable(path).table("events").insert({"\ud800": "a\udfff"})
        assert path.read_bytes().isascii()
        assert TinyDB(path).table("events").all() == [{"\ud800": "a\udfff"}]

    def test_a_value_that_is_no_json_leaves_the_store(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        with pytest.raises(TypeError):
            durable(path).table("events").insert({"id": object()})
        assert path.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]

    def test_ten_megabytes_in_one_field(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        text = "é\n" * 5_000_000
        durable(path).table("events").insert({"id": "a", "summary": text})
        assert TinyDB(path, encoding="utf-8").table("events").all()[0]["summary"] == text


class TestWriteStore:
    def test_takes_structs_dicts_and_bytes(self, tmp_path: Path) -> None:
        place = {"id": "b", "name": "B", "unknown": [1]}
        write_store(tmp_path / "x.json", a_meta(), {"places": [a_place(id="a"), place, b'{"id": "c",\n "name": "C"}']})
        places = TinyDB(tmp_path / "x.json").table("places").all()
        assert [(place.doc_id, place["id"]) for place in places] == [(1, "a"), (2, "b"), (3, "c")]
        assert places[1] == place
        assert len(list(entries((tmp_path / "x.json").read_bytes().split(b"\n")))) == 4

    def test_all_tables_stand_in_the_order_of_the_model(self, tmp_path: Path) -> None:
        write_store(tmp_path / "x.json", a_meta(), {"mine": [b"{}"], "places": [a_place()]})
        assert list(json.loads((tmp_path / "x.json").read_bytes())) == [
            "meta",
            "offensives",
            "events",
            "actors",
            "places",
            "articles",
            "views",
            "mine",
        ]

    def test_refuses_an_existing_file(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        with pytest.raises(StoreExists, match="exists already"):
            write_store(path, a_meta(title="Other"), {})
        assert path.read_bytes() == before
        write_store(path, a_meta(title="Other"), {}, replace=True)
        assert b"Other" in path.read_bytes()

    def test_refuses_a_file_that_appears_meanwhile(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"

        def events() -> Iterator[bytes]:
            path.write_text("theirs")
            return iter(())

        def late() -> Iterator[Any]:
            yield from events()

        with pytest.raises(StoreExists):
            write_store(path, a_meta(), {"events": late()})
        assert path.read_text() == "theirs"
        assert names_in(tmp_path) == ["x.json"]

    def test_never_replaces_what_is_no_file(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "folder").mkdir()
        for name in ("pipe", "folder"):
            for replace in (True, False):
                with pytest.raises((StoreNotWritable, StoreExists)):
                    write_store(tmp_path / name, a_meta(), {}, replace=replace)
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    @pytest.mark.parametrize(
        ("record", "reason"),
        [
            ({"id": "b", "title": "T"}, "events b: field date is missing"),
            (an_event(id="b", title=3), "events b: field title must be text, found a number"),
            (an_event(id="b", title="\ud800"), "events b: field title holds half of a surrogate pair"),
            (an_event(id="b", extra={"x": float("nan")}), "events b: cannot be stored"),
            (an_event(id="a"), "events a: another record before it has the same id"),
            (b'{"id": "b"', "events b: is not JSON"),
            (b'{"id": "b", "date": "2016", "title": "\xff"}', "events b: holds bytes that are not UTF-8"),
        ],
    )
    def test_unsound_record_leaves_nothing(self, tmp_path: Path, record: Any, reason: str) -> None:
        with pytest.raises(UnsoundRecord, match=reason):
            write_store(tmp_path / "x.json", a_meta(), {"events": [an_event(id="a"), record]})
        assert names_in(tmp_path) == []

    def test_error_of_the_source_is_its_own_and_leaves_nothing(self, tmp_path: Path) -> None:
        def events() -> Iterator[Any]:
            yield an_event()
            raise OSError(errno.EIO, "the CSV broke")

        with pytest.raises(OSError, match="the CSV broke"):
            write_store(tmp_path / "x.json", a_meta(), {"events": events()})
        assert names_in(tmp_path) == []

    def test_takes_records_one_by_one(self, tmp_path: Path) -> None:
        """A generator is never run ahead of the writing by more than a batch."""
        alive = most = 0

        class Counted(dict[str, Any]):
            def __init__(self, number: int) -> None:
                nonlocal alive, most
                super().__init__(id=f"e{number}", date="2016", title="T")
                alive += 1
                most = max(most, alive)

            def __del__(self) -> None:
                nonlocal alive
                alive -= 1

        write_store(tmp_path / "x.json", a_meta(), {"events": (Counted(number) for number in range(5000))})
        assert most < 10

    def test_many_batches(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=(an_event(id=f"e{number}") for number in range(2049)))
        assert [event["id"] for event in TinyDB(path).table("events")] == [f"e{number}" for number in range(2049)]


class TestReadingNeverWrites:
    def test_reading_leaves_the_folder_as_it_was(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.stat()
        with TinyDB(path, storage=DurableStorage, writing=False) as db:
            assert db.table("events").all()
            with pytest.raises(StoreNotWritable, match="reading only"):
                db.table("events").insert({})
            assert names_in(tmp_path) == ["x.json"]
        after = path.stat()
        assert (after.st_mtime_ns, after.st_ino, after.st_nlink) == (before.st_mtime_ns, before.st_ino, 1)

    def test_reading_needs_no_lock(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        lock = WriterLock(path)
        lock.acquire()
        assert durable(path).table("events").all()
        lock.release()

    def test_missing_file_is_not_made(self, tmp_path: Path) -> None:
        assert durable(tmp_path / "x.json").table("events").all() == []
        assert names_in(tmp_path) == []

    def test_reads_and_writes_are_as_few_as_tinydb_asks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        done: list[str] = []
        read, write = DurableStorage.read, DurableStorage.write

        def counted_read(self: DurableStorage) -> Any:
            done.append("read")
            return read(self)

        def counted_write(self: DurableStorage, data: Any) -> None:
            done.append("write")
            write(self, data)

        monkeypatch.setattr(DurableStorage, "read", counted_read)
        monkeypatch.setattr(DurableStorage, "write", counted_write)
        db = durable(path)
        assert done == []
        db.table("events").get(doc_id=1)
        assert done == ["read"]
        db.table("events").update({"notes": "seen"}, doc_ids=[1])
        assert done == ["read", "read", "write"]


class TestOwnersAndLinks:
    def test_mode_is_kept(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        path.chmod(0o640)
        durable(path).table("events").insert({"id": "new"})
        assert stat.S_IMODE(path.stat().st_mode) == 0o640

    def test_new_file_obeys_the_umask(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            path = a_store(tmp_path / "x.json")
        finally:
            os.umask(before)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
    def test_owner_is_kept(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        os.chown(path, 12345, 54321)
        durable(path).table("events").insert({"id": "new"})
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)

    def test_rights_of_a_group_that_cannot_be_kept_are_given_to_no_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = a_store(tmp_path / "x.json")
        path.chmod(0o664)
        like = path.stat()

        def refused(*_arguments: object) -> None:
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "fchown", refused)
        foreign = os.stat_result((*like[:5], like.st_gid + 1, *like[6:]))
        with path.open("rb") as file:
            assert drafts._give(file.fileno(), foreign) == 0o604

    def test_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        path = a_store(tmp_path / "real" / "x.json")
        link = tmp_path / "link.json"
        link.symlink_to(path)
        durable(link).table("events").insert({"id": "new"})
        write_store(link, a_meta(), {"actors": [an_actor()]}, replace=True)
        assert link.is_symlink()
        assert TinyDB(path).table("actors").all()[0]["id"] == "sdf"
        assert names_in(tmp_path / "real") == ["x.json"]

    def test_copy(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        path.chmod(0o600)
        copy_file(path, tmp_path / "y.json")
        assert (tmp_path / "y.json").read_bytes() == path.read_bytes()
        with pytest.raises(StoreExists):
            copy_file(path, tmp_path / "y.json")

    @pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read to its end")
    def test_copy_of_a_source_that_breaks_off(self, tmp_path: Path) -> None:
        with pytest.raises(StoreNotReadable, match="Input/output error"):
            copy_file(Path("/proc/self/mem"), tmp_path / "y.json")
        assert names_in(tmp_path) == []


def overwrite_title(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.read_bytes().index(b"A race"))
        file.write(b"B")


class TestOtherWriters:
    def test_second_writer_is_refused_while_one_writes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(WriterLock.acquire, "__defaults__", (0.0,))
        path = a_store(tmp_path / "x.json")
        first, second = DurableStorage(path), DurableStorage(path)
        first.lock()
        with pytest.raises(StoreLocked, match="Another program is writing"):
            second.lock()
        tables = second.read()
        assert tables is not None
        with pytest.raises(StoreLocked):
            second.write(tables)
        first.close()
        second.write(tables)

    def test_lock_outlives_the_holders_own_writes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(WriterLock.acquire, "__defaults__", (0.0,))
        path = a_store(tmp_path / "x.json")
        first, second = DurableStorage(path), DurableStorage(path)
        first.lock()
        for _time in range(3):
            tables = first.read()
            assert tables is not None
            first.write(tables)
            with pytest.raises(StoreLocked):
                second.lock()
        first.close()
        second.lock()
        second.close()
        assert names_in(tmp_path) == ["x.json"]

    def test_waits_for_a_short_write(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        first, second = DurableStorage(path), DurableStorage(path)
        first.lock()
        monkeypatch.setattr(time, "sleep", lambda _seconds: first.close())
        second.lock()
        second.close()

    def test_change_of_another_writer_is_not_overwritten(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        storage = DurableStorage(path)
        tables = storage.read()
        assert tables is not None
        durable(path).table("events").insert({"id": "theirs"})
        theirs = path.read_bytes()
        with pytest.raises(StoreChanged, match="was changed by another program"):
            storage.write(tables)
        assert path.read_bytes() == theirs
        assert names_in(tmp_path) == ["x.json"]

    def test_change_in_place_of_the_same_length_is_seen(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        storage = DurableStorage(path)
        tables = storage.read()
        assert tables is not None
        overwrite_title(path)
        with pytest.raises(StoreChanged):
            storage.write(tables)

    def test_change_within_one_tick_of_the_clock_is_seen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that was written just before it was read may change again and keep its times."""
        monkeypatch.setattr(files, "marks_of", lambda status: (status.st_ino, status.st_size))
        path = a_store(tmp_path / "x.json")
        storage = DurableStorage(path)
        tables = storage.read()
        assert tables is not None
        overwrite_title(path)
        with pytest.raises(StoreChanged):
            storage.write(tables)

    def test_file_left_alone_is_not_read_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        monkeypatch.setattr(time, "time_ns", lambda: path.stat().st_ctime_ns + 10_000_000_000)
        _data, version = files.read_version(path)
        monkeypatch.setattr(files, "fingerprint_of", lambda _descriptor: pytest.fail("it was read again"))
        assert version.is_at(path)

    def test_lock_of_a_file_that_is_the_store_no_more_is_worth_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another writer may replace the store between our opening the file and locking it."""
        path = a_store(tmp_path / "x.json")
        open_to_lock = locking._open_to_lock
        opened: list[int] = []

        def overtaken(name: Path) -> int:
            descriptor = open_to_lock(name)
            opened.append(descriptor)
            if len(opened) == 1:
                replace_in(path)  # locks in its turn
            return descriptor

        lock, other = WriterLock(path), WriterLock(path)
        with monkeypatch.context() as patched:
            patched.setattr(locking, "_open_to_lock", overtaken)
            lock.acquire()
        with pytest.raises(StoreLocked):
            other.acquire(0)
        lock.release()

    def test_a_file_put_back_as_it_was_is_no_change(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        storage = DurableStorage(path)
        tables = storage.read()
        assert tables is not None
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
        storage.write(tables)

    def test_change_during_the_write_is_seen(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")

        class Meddler(dict[str, Any]):
            def items(self) -> Any:
                path.write_text("theirs")
                return super().items()

        storage = DurableStorage(path)
        tables = storage.read()
        assert tables is not None
        with pytest.raises(StoreChanged):
            storage.write({**tables, "mine": Meddler()})
        assert path.read_text() == "theirs"
        assert names_in(tmp_path) == ["x.json"]

    def test_deleted_store_is_not_made_anew(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        storage = DurableStorage(path)
        tables = storage.read()
        assert tables is not None
        path.unlink()
        with pytest.raises(StoreChanged, match="moved or deleted"):
            storage.write(tables)
        assert names_in(tmp_path) == []

    def test_store_that_was_absent_is_not_overwritten(self, tmp_path: Path) -> None:
        storage = DurableStorage(tmp_path / "x.json")
        assert storage.read() is None
        (tmp_path / "x.json").write_text("theirs")
        with pytest.raises(StoreChanged, match="made by another program"):
            storage.write({})
        assert (tmp_path / "x.json").read_text() == "theirs"

    def test_two_processes_at_once_lose_nothing(self, tmp_path: Path) -> None:
        """Each adds numbers until it has added its share, trying again when the other was first."""
        path = a_store(tmp_path / "x.json", events=[])
        share = 15
        writers = [start(WRITER, str(path), name, str(share)) for name in ("a", "b")]
        assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
        found = [event["id"] for event in TinyDB(path).table("events")]
        assert sorted(found) == sorted(f"{name}{number}" for name in "ab" for number in range(share))
        assert names_in(tmp_path) == ["x.json"]


WRITER = """
import sys
from tinydb import TinyDB
from store.errors import StoreChanged, StoreLocked
from store.storage import DurableStorage

path, name, share = sys.argv[1], sys.argv[2], int(sys.argv[3])
number = 0
while number < share:
    try:
        TinyDB(path, storage=DurableStorage).table("events").insert({"id": f"{name}{number}"})
    except (StoreChanged, StoreLocked, ValueError):  # ValueError: TinyDB chose a number that is taken by now
        continue
    print(number, flush=True)
    number += 1
"""


def start(script: str, *arguments: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, env=environment)


class PowerCut(BaseException):
    """The process is gone: nothing of it runs any more."""


class Faults:
    """Stands before the system's calls that a write makes, counts them, and fails at the one that is wanted."""

    CALLS = ("open", "write", "fsync", "read", "replace", "link", "unlink", "fchmod", "close", "stat", "fstat")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int, fault: BaseException) -> None:
        self.seen = 0
        self.fail_at = fail_at
        self.fault = fault
        self.opened: set[int] = set()
        self._close = os.close
        for name in self.CALLS:
            monkeypatch.setattr(os, name, self._before(name, getattr(os, name)))

    def _before(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            self.seen += 1
            if self.seen == self.fail_at or (self.seen > self.fail_at and isinstance(self.fault, PowerCut)):
                if name == "close" and not isinstance(self.fault, PowerCut):
                    call(*arguments)  # the system closes a file even when it reports a fault
                raise self.fault
            result = call(*arguments, **keywords)
            if name == "open":
                self.opened.add(result)
            if name == "close":
                self.opened.discard(arguments[0])
            return result

        return wrapped

    def end_process(self) -> None:
        """Do what the system does for a process that is gone: close its files, and so end its locks."""
        for descriptor in self.opened:
            try:
                self._close(descriptor)
            except OSError:
                continue  # a file object has closed it


def replace_in(path: Path) -> None:
    storage = DurableStorage(path)
    tables = storage.read()
    assert tables is not None
    tables["events"]["9"] = {"id": "new"}
    storage.write(tables)


def create(path: Path) -> None:
    write_store(path, a_meta(), {"places": [a_place(id="new")]})


class TestFaults:
    """A write that fails, or is cut off, at any of its steps leaves the old store or the new one."""

    @pytest.mark.parametrize(
        "fault", [OSError(errno.EIO, "Input/output error"), OSError(errno.ENOSPC, "No space"), PowerCut()]
    )
    @pytest.mark.parametrize("change", [replace_in, create])
    def test_at_every_step(self, tmp_path: Path, fault: BaseException, change: Callable[[Path], None]) -> None:
        steps = 0
        for fail_at in range(1, 200):
            folder = tmp_path / str(fail_at)
            folder.mkdir()
            path = folder / "x.json"
            if change is replace_in:
                a_store(path)
            old = path.read_bytes() if path.exists() else None
            done = False
            with pytest.MonkeyPatch.context() as patched:
                faults = Faults(patched, fail_at, fault)
                try:
                    change(path)
                    done = True
                except (StoreError, PowerCut):
                    pass
            if isinstance(fault, PowerCut):
                faults.end_process()
            self._is_old_or_new(path, old, must_be_new=done)
            self._next_write_tidies(folder)
            steps = fail_at
            if faults.seen < fail_at:
                break
        assert 15 < steps < 199, "the double must see the steps of a write, and the loop reach their end"

    def _is_old_or_new(self, path: Path, old: bytes | None, *, must_be_new: bool) -> None:
        if not path.exists():
            assert old is None
            assert not must_be_new
            return
        content = path.read_bytes()
        json.loads(content)
        assert content == old or b'"id":"new"' in content
        assert b'"id":"new"' in content or not must_be_new

    def _next_write_tidies(self, folder: Path) -> None:
        path = folder / "x.json"
        write_store(path, a_meta(title="Next"), {}, replace=True)
        assert names_in(folder) == ["x.json"]
        assert b"Next" in path.read_bytes()

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (errno.ENOSPC, "the disk is full. Free some space"),
            (errno.EDQUOT, "quota"),
            (errno.EROFS, "read-only. Work on a copy"),
            (errno.EIO, "Input/output error"),
        ],
    )
    def test_full_disk_and_the_like_are_said_plainly(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
    ) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()

        def refused(_descriptor: int, _data: object) -> int:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patched:
            patched.setattr(os, "write", refused)
            with pytest.raises(StoreNotWritable, match=said):
                replace_in(path)
        assert path.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]

    def test_writes_of_which_the_system_takes_a_part(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
        path = a_store(tmp_path / "x.json", events=[an_event(title="x" * 1000)])
        assert TinyDB(path).table("events").all()[0]["title"] == "x" * 1000

    def test_disk_that_keeps_something_else_is_found_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        write = os.write
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(len(data))))
            with pytest.raises(StoreNotWritable, match="read back differs"):
                replace_in(path)
        assert path.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]

    def test_file_and_folder_are_flushed_before_and_after_the_rename(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = a_store(tmp_path / "x.json")
        done: list[str] = []
        fsync, rename = os.fsync, os.replace

        def noted(descriptor: int) -> None:
            done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
            fsync(descriptor)

        def noted_rename(source: Path, target: Path) -> None:
            done.append("rename")
            rename(source, target)

        monkeypatch.setattr(os, "fsync", noted)
        monkeypatch.setattr(os, "replace", noted_rename)
        replace_in(path)
        assert done == ["file", "rename", "folder"]

    def test_folder_that_cannot_be_flushed_by_nature(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        fsync = os.fsync

        def picky(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "Invalid argument")
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", picky)
        replace_in(path)
        assert b'"id":"new"' in path.read_bytes()

    def test_file_system_without_links(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*_arguments: object, **_keywords: object) -> None:
            raise PermissionError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refused)
        path = a_store(tmp_path / "x.json")
        with pytest.raises(StoreExists):
            write_store(path, a_meta(), {})
        assert names_in(tmp_path) == ["x.json"]

    def test_file_system_without_locks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(_descriptor: int, _operation: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        path = a_store(tmp_path / "x.json")
        monkeypatch.setattr("fcntl.flock", refused)
        storage = DurableStorage(path)
        tables = storage.read()
        assert tables is not None
        replace_in(path)
        with pytest.raises(StoreChanged):
            storage.write(tables)

    def test_interruption_leaves_nothing_behind(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()

        def interrupted(_descriptor: int) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_in(path)
        assert path.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]


class TestReadOnly:
    def test_read_only_file(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        path.chmod(0o444)
        with pytest.raises(StoreNotWritable, match="marked read-only"):
            replace_in(path)
        assert path.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]

    def test_folder_that_takes_no_new_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = a_store(tmp_path / "x.json")
        before = path.read_bytes()
        open_ = os.open

        def refusing(name: Any, flags: int, *rest: Any) -> int:
            if flags & os.O_CREAT:
                raise PermissionError(errno.EACCES, "Permission denied")
            return open_(name, flags, *rest)

        with monkeypatch.context() as patched:
            patched.setattr(os, "open", refusing)
            with pytest.raises(StoreNotWritable, match="no permission to write there"):
                replace_in(path)
            with pytest.raises(StoreNotWritable, match="no permission to write there"):
                create(tmp_path / "y.json")
        assert path.read_bytes() == before
        assert names_in(tmp_path) == ["x.json"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
    def test_folder_without_the_right_to_write(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        path = a_store(tmp_path / "folder" / "x.json")
        path.parent.chmod(0o555)
        try:
            with pytest.raises(StoreNotWritable):
                replace_in(path)
        finally:
            path.parent.chmod(0o755)

    def test_folder_that_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(StoreNotWritable, match=r"its folder does not exist\. Make the folder first"):
            create(tmp_path / "nowhere" / "x.json")


class TestAbandonedDrafts:
    def test_next_write_removes_them(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        (tmp_path / ".x.json.0123456789abcdef.part").write_text("half a sto")
        (tmp_path / ".x.json.mine.part").write_text("not a draft")
        (tmp_path / ".y.json.0123456789abcdef.part").write_text("another store's")
        replace_in(path)
        assert names_in(tmp_path) == [".x.json.mine.part", ".y.json.0123456789abcdef.part", "x.json"]

    def test_draft_of_a_living_writer_stays(self, tmp_path: Path) -> None:
        """Two programs may make the same new store at once; one wins, and neither tears the other's."""
        path = tmp_path / "x.json"

        def events() -> Iterator[Any]:
            write_store(path, a_meta(title="The other"), {})
            assert len(names_in(tmp_path)) == 2
            yield an_event()

        with pytest.raises(StoreExists):
            write_store(path, a_meta(), {"events": events()})
        assert b"The other" in path.read_bytes()
        assert names_in(tmp_path) == ["x.json"]

    def test_second_name_of_a_new_store_is_removed(self, tmp_path: Path) -> None:
        """Whoever is killed right after linking a new store leaves its draft as a second name of it."""
        path = a_store(tmp_path / "x.json")
        os.link(path, tmp_path / ".x.json.0123456789abcdef.part")
        replace_in(path)
        assert names_in(tmp_path) == ["x.json"]

    def test_very_long_names(self, tmp_path: Path) -> None:
        path = tmp_path / ("é" * 120 + ".json")
        a_store(path)
        replace_in(path)
        assert len(names_in(tmp_path)) == 1


KILL_ROUNDS = int(os.environ.get("DATELINE_KILL_ROUNDS", "20"))


def test_kill_nine_loses_no_acknowledged_change(tmp_path: Path) -> None:
    """A writer is killed at arbitrary moments; whatever it said it had written is there, and the file is whole."""
    path = a_store(tmp_path / "x.json", events=(an_event(id=f"e{number}") for number in range(200)))
    for round_ in range(KILL_ROUNDS):
        writer = start(WRITER, str(path), f"r{round_}-", "1000000")
        assert writer.stdout is not None
        writer.stdout.readline()  # it runs
        time.sleep(0.003 * (round_ % 7))
        writer.send_signal(signal.SIGKILL)
        said = writer.stdout.read().split()
        writer.wait()
        writer.stdout.close()
        acknowledged = int(said[-1]) if said else 0
        assert path.read_bytes().endswith(b"\n}\n}\n")
        found = [event["id"] for event in TinyDB(path).table("events")]
        mine = [name for name in found if name.startswith(f"r{round_}-")]
        assert len(mine) in (acknowledged + 1, acknowledged + 2)
        assert mine == [f"r{round_}-{number}" for number in range(len(mine))]
    replace_in(path)
    assert names_in(tmp_path) == ["x.json"]

"""Whatever JSON can say comes back as it was, and a store is never torn."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where

from store.database import open_store
from store.entries import entries
from store.errors import UnsoundRecord
from store.model import Actor, Claim, Event, Participant, Source
from store.storage import DurableStorage, write_store
from store.tables import read_tables
from tests.builders import a_meta, a_store

anything = st.text(st.characters(exclude_categories=[]))
"""Control characters and halves of surrogate pairs too."""

clean = st.text(st.characters(exclude_categories=["Cs"]))

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything, inner, max_size=4),
    max_leaves=12,
)
documents = st.dictionaries(anything, values, max_size=5)
numbered = st.dictionaries(st.integers(0, 10**6).map(str), documents, max_size=6)
tables = st.dictionaries(anything, numbered, max_size=4)


@contextmanager
def folder() -> Iterator[Path]:
    """Give each example a folder of its own, which a fixture would not."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def same(first: Any, second: Any) -> bool:
    """Return whether two values are the same for JSON; for Python, 1, 1.0 and true are equal."""
    return json.dumps(first) == json.dumps(second)


def plain(found: Any) -> dict[str, dict[str, dict[str, Any]]]:
    return {name: {number: dict(item) for number, item in table.items()} for name, table in found.items()}


@given(tables)
def test_tables_come_back_as_they_were(given_tables: dict[str, Any]) -> None:
    with folder() as here:
        path = here / "x.json"
        DurableStorage(path).write(given_tables)
        found = DurableStorage(path).read()
        assert same(plain(found), given_tables)
        assert same(json.loads(path.read_bytes()), given_tables)  # what plain TinyDB reads
        assert names_in(here) == ["x.json"]


@given(tables)
def test_every_record_stands_on_a_line_of_its_own(given_tables: dict[str, Any]) -> None:
    with folder() as here:
        path = here / "x.json"
        DurableStorage(path).write(given_tables)
        lines = path.read_bytes().decode().split("\n")
        count = sum(len(table) for table in given_tables.values())
        assert len(lines) == 3 + count + 2 * len(given_tables)
        found = list(entries(path.read_bytes().split(b"\n")))
        assert [(entry.table, entry.number) for entry in found] == [
            (name, number) for name, table in given_tables.items() for number in table
        ]
        assert all(same(json.loads(entry.raw), given_tables[entry.table][entry.number]) for entry in found)


@given(tables, st.sampled_from([None, 0, 1]), st.booleans())
def test_any_layout_reads_the_same(given_tables: dict[str, Any], indent: int | None, escaped: bool) -> None:
    text = json.dumps(given_tables, indent=indent, ensure_ascii=escaped)
    data = text.encode(errors="surrogatepass" if escaped else "replace")
    assert same(plain(read_tables(data, Path("x.json"))), json.loads(data))


@given(numbered, documents)
def test_what_nobody_touched_stays_byte_for_byte(others: dict[str, Any], added: dict[str, Any]) -> None:
    """Even when it is written in a way that our own writer would not choose."""
    with folder() as here:
        path = here / "x.json"
        raws = {number: json.dumps(item, separators=(" , ", " :  ")) for number, item in others.items()}
        lines = ",\n".join(f'"{number}": {raw}' for number, raw in raws.items())
        path.write_text(f'{{\n"events": {{\n{lines}\n}}\n}}\n' if lines else "")
        with TinyDB(path, storage=DurableStorage) as db:
            db.table("events").search(where("id") == "x")  # to look is not to touch
            db.table("events").insert(added)
        found = {entry.number: entry.raw.decode() for entry in entries(path.read_bytes().split(b"\n"))}
        assert {number: found[number] for number in raws} == raws
        assert len(found) == len(raws) + 1


@given(st.lists(st.binary(max_size=30) | clean.map(str.encode), max_size=5))
def test_bytes_that_are_no_record_never_tear_a_store(raws: list[bytes]) -> None:
    with folder() as here:
        path = here / "x.json"
        try:
            write_store(path, a_meta(), {"mine": raws})
        except UnsoundRecord:
            assert names_in(here) == []
        else:
            assert len(json.loads(path.read_bytes())["mine"]) == len(raws)


texts = anything
events = st.builds(
    Event,
    id=texts,
    date=st.just("2016-06-04"),
    title=texts,
    summary=texts,
    actors=st.lists(st.builds(Participant, id=texts), max_size=3),
    claims=st.lists(st.builds(Claim, attribution=texts, low=st.none() | st.integers()), max_size=3),
    sources=st.lists(st.builds(Source, publisher=texts), max_size=3),
    extra=st.dictionaries(texts, values, max_size=3),
)


@given(events)
def test_an_event_is_stored_as_it_is_or_refused(event: Event) -> None:
    """Refused: an empty id, and text with half of a surrogate pair in it."""
    with folder() as here:
        path = here / "x.json"
        try:
            write_store(path, a_meta(), {"events": [event]})
        except UnsoundRecord:
            assert not event.id or "\\ud" in json.dumps(msgspec.to_builtins(event))
            assert names_in(here) == []
        else:
            with open_store(path) as store:
                assert list(store.records("events")) == [event]


@given(events, events, st.dictionaries(clean, values, max_size=3))
def test_update_keeps_what_the_model_does_not_know(first: Event, second: Event, unknown: dict[str, Any]) -> None:
    with folder() as here:
        path = here / "x.json"
        known = set(Event.__struct_fields__)
        unknown = {f"x-{name}": value for name, value in unknown.items()}
        stored = {**unknown, **msgspec.to_builtins(first), "id": "e"}
        DurableStorage(path).write({"meta": {"1": msgspec.to_builtins(a_meta())}, "events": {"1": stored}})
        second.id = "e"
        try:
            with open_store(path, writing=True) as store, store.change() as change:
                change.put("events", second)
        except UnsoundRecord:
            assert "\\ud" in json.dumps(msgspec.to_builtins(second))
            return
        after = json.loads(path.read_bytes())["events"]["1"]
        assert same({name: value for name, value in after.items() if name not in known}, unknown)
        fresh = json.loads(msgspec.json.encode(second))
        assert {name: value for name, value in after.items() if name in known} == fresh


class Changes(RuleBasedStateMachine):
    """Any run of changes leaves what a dict of records would hold."""

    names = st.sampled_from("abcd")

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.path = a_store(Path(self._folder.name) / "x.json", actors=[])
        self.store = open_store(self.path, writing=True)
        self.expected: dict[str, Actor] = {}

    def teardown(self) -> None:
        self.store.close()
        self._folder.cleanup()

    @rule(name=names, text=clean)
    def put(self, name: str, text: str) -> None:
        with self.store.change() as change:
            change.put("actors", Actor(id=name, name=text))
        self.expected[name] = Actor(id=name, name=text)

    @rule(names=st.lists(names, min_size=1, max_size=4, unique=True), text=clean)
    def put_several_and_remove_one(self, names: list[str], text: str) -> None:
        with self.store.change() as change:
            change.put("actors", *(Actor(id=name, name=text, short="s") for name in names))
            change.remove("actors", names[0])
        self.expected.update({name: Actor(id=name, name=text, short="s") for name in names})
        del self.expected[names[0]]

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.path, writing=True)

    @invariant()
    def holds_what_was_put(self) -> None:
        assert {actor.id: actor for actor in self.store.records("actors")} == self.expected
        documents = TinyDB(self.path, encoding="utf-8").table("actors").all()
        assert sorted(document["id"] for document in documents) == sorted(self.expected)
        assert len({document.doc_id for document in documents}) == len(documents)
        assert set(names_in(Path(self._folder.name))) <= {"x.json", "x.json.backups"}


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)

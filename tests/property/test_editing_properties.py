"""A timeline after changes is the one that the changed store loads as; a journal is what was done, and is undone."""

import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from store.editing import steps
from store.editing.changes import Change, Step, applied, composed, difference, fits
from store.editing.editor import Editor
from store.loader import load_timeline
from store.model import STAR, Actor, Event, Offensive, Place
from store.timeline import Timeline
from tests.builders import with_lines
from tests.property.test_timeline_properties import ACTORS, OFFENSIVES, PLACES, records
from tests.store.timelines import line

NOT_COMPARED = {"path", "report", "text", "_records", "_positions", "_ordinal_at", "_in_order", "_recent", "days"}
"""What two equal timelines may have in different ways; what it answers is compared on its own."""

many = st.lists(records, max_size=10, unique_by=lambda event: event.id)
people = st.builds(Actor, id=st.sampled_from([*ACTORS, "ghost"]), name=st.sampled_from(["A", "B"]), bloc=st.just("X"))
towns = st.builds(Place, id=st.sampled_from([*PLACES, "lost"]), name=st.just("P"), lat=st.just(1.0), lon=st.just(2.0))
operations = st.builds(
    Offensive,
    id=st.sampled_from([*OFFENSIVES, "new"]),
    name=st.just("O"),
    date=st.just("2016"),
    parent=st.sampled_from(["", "war"]),
    query=st.sampled_from(["", "actor:sdf", "tag:siege OR manbij", "actor:nobody-at-all", "deaths:>=2"]),
)
others = st.lists(st.one_of(people, towns, operations), max_size=2)
TABLE_OF: dict[Any, str] = {Actor: "actors", Place: "places", Offensive: "offensives", Event: "events"}


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def a_world(path: Path, events: list[Event]) -> Path:
    return with_lines(
        path,
        offensives=map(line, OFFENSIVES.values()),
        events=map(line, events),
        actors=map(line, ACTORS.values()),
        places=map(line, PLACES.values()),
    )


def fields(timeline: Timeline, table: str, record_id: str) -> dict[str, Any] | None:
    try:
        return dict(msgspec.json.decode(timeline.stored(table, record_id)))
    except KeyError:
        return None


def becoming(timeline: Timeline, wanted: list[Any], dropped: list[str]) -> list[Change]:
    """Return the changes that put records and delete events."""
    found: dict[tuple[str, str], Change | None] = {}
    for record in wanted:
        table = TABLE_OF[type(record)]
        before, after = fields(timeline, table, record.id), msgspec.to_builtins(record)
        found[table, record.id] = difference(table, record.id, before, after)
    for record_id in dropped:
        found["events", record_id] = difference("events", record_id, fields(timeline, "events", record_id), None)
    return [change for change in found.values() if change is not None]


def assert_same(one: Timeline, other: Timeline) -> None:
    mine, theirs = ({k: v for k, v in vars(each).items() if k not in NOT_COMPARED} for each in (one, other))
    lazy = {name for name in mine if isinstance(getattr(Timeline, name, None), cached_property)}
    for name in (mine.keys() | theirs.keys()) - lazy:
        if name in ("same_as", "unread_queries"):
            assert sorted(map(str, mine[name])) == sorted(map(str, theirs[name])), name
        else:
            assert mine[name] == theirs[name], name
    assert (one.days.starts, one.days.days, one.days.known) == (other.days.starts, other.days.days, other.days.known)
    for ordinal in range(one.size):
        assert one.event(ordinal) == other.event(ordinal)
        assert msgspec.json.decode(one.raw(ordinal)) == msgspec.json.decode(other.raw(ordinal))
    for table in ("actors", "places", "offensives"):
        for record_id in getattr(one, table):
            assert fields(one, table, record_id) == fields(other, table, record_id)
    for text in ("a", "b", "sdf", "manbij", "al-b", "sohr", "islamic", "p"):
        assert one.search(text) == other.search(text), text
    assert isinstance(one.earliest, array)


rounds = st.lists(st.tuples(many, st.lists(st.integers(0, 30), max_size=4), others), min_size=1, max_size=3)


def as_written(timeline: Timeline, path: Path) -> Path:
    """Write a timeline's records as a store."""
    tables = {
        table: [timeline.stored(table, id_).decode() for id_ in getattr(timeline, table)]
        for table in ("offensives", "actors", "places")
    }
    return with_lines(path, events=[timeline.raw(at).decode() for at in range(timeline.size)], **tables)


@given(many, rounds, st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_timeline_with_changes_is_the_one_that_loads(first: list[Event], rounds: Any, searched: bool) -> None:
    with folder() as here:
        begun = timeline = load_timeline(a_world(here / "x.json", first))
        if searched:
            timeline.read_texts()
        done: list[Change] = []
        for wanted, dropped, more in rounds:
            gone = [timeline.ids[at] for at in dropped if at < timeline.size]
            changes = becoming(timeline, [*wanted, *more], gone)
            done += changes
            timeline = timeline.with_changes(changes)
            assert_same(timeline, load_timeline(as_written(timeline, here / "y.json")))
            some = timeline.everything[: len(wanted)]
            for name in ("siege", STAR):
                changes = list(steps.tag(timeline, some, name, on=len(dropped) % 2 == 0).changes)
                done += changes
                timeline = timeline.with_changes(changes)
            assert_same(timeline, load_timeline(as_written(timeline, here / "y.json")))
        for change in reversed(done):
            timeline = timeline.with_changes([change.inverse])
        assert_same(timeline, begun)


@given(many, rounds)
@settings(deadline=None, max_examples=12)
def test_what_waits_in_the_journal_and_what_is_folded_reads_the_same(first: list[Event], rounds: Any) -> None:
    with folder() as here:
        path = a_world(here / "x.json", first)
        timeline = load_timeline(path)
        for wanted, dropped, more in rounds:
            gone = [timeline.ids[at] for at in dropped if at < timeline.size]
            changes = becoming(timeline, [*wanted, *more], gone)
            with Editor(path) as editor:
                editor.apply(Step("a round", tuple(changes)))
                timeline = timeline.with_changes(editor.fresh())
                assert_same(timeline, load_timeline(path))
            assert not (here / "x.json.journal").exists()
            assert_same(timeline, load_timeline(path))


values = st.sampled_from([0, 1, True, 1.0, None, "a", [1], [True], {"x": 1}, {"x": 1.0}])
documents = st.none() | st.dictionaries(st.sampled_from("abcd"), values, max_size=4)


@given(documents, documents, documents)
def test_changes_compose_and_turn_back(one: Any, two: Any, three: Any) -> None:
    def repeats(found: Any, wanted: Any) -> bool:
        return repr(sorted(found.items())) == repr(sorted(wanted.items())) if found and wanted else found == wanted

    first, then = difference("t", "i", one, two), difference("t", "i", two, three)
    for change, before, after in ((first, one, two), (then, two, three)):
        if change is None:
            assert repeats(before, after)
        else:
            assert fits(change, before)
            assert repeats(applied(change, before), after)
            assert repeats(applied(change.inverse, after), before)
    if first is not None and then is not None:
        both = composed(first, then)
        if both is None:
            assert repeats(one, three)
        else:
            assert repeats(applied(both, one), three)
            assert repeats(applied(both.inverse, three), one)

"""A big store that several processes read is the store that one reads, whatever becomes of the others."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import ahead, elsewhere, layout, loader
from store.ahead import note
from store.errors import NotAStore
from store.files import marks_of
from store.loader import LoadCancelled, load_timeline
from store.timeline import Timeline
from tests.builders import a_place, a_store, an_actor, an_event, an_offensive, with_lines
from tests.store.test_loader import UNSOUND, contents
from tests.store.timelines import line, replaced


def rich_events() -> list[str]:
    """Return the lines of 60 events out of order, some of them unsound and one with the id of another."""
    lines = [
        line(an_event(id=f"e{day}", date=f"2016-06-{(7 * day) % 30 + 1:02}", extra={"same_as": [f"e{53 - day}"]}))
        for day in range(54)
    ]
    lines[20:20] = [UNSOUND[name][0] for name in ("wrong type", "impossible date", "half a surrogate pair")]
    lines[50:50] = [UNSOUND["NaN"][0], line(an_event(id="e3", title="Twin")), "[]"]
    return lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return with_lines(
        tmp_path / "x.json", events=rich_events(), actors=[line(an_actor())], places=[line(a_place()), '{"id":5}']
    )


class HereWork:
    """A call that is made in this process, when its result is asked for."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.function = function
        self.arguments = arguments

    def result(self, on_wait: Callable[[], None]) -> object:
        return self.function(*self.arguments, on_wait)

    def stop(self) -> None:
        pass


def read_in_parts(path: Path, *starts: int) -> Timeline:
    """Load a store in parts that begin at these bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "MANY_BYTES", 1)
        patch.setattr(ahead, "Work", HereWork)
        patch.setattr(ahead, "_starts", lambda _file, _size: sorted(starts))
        return load_timeline(path)


def lines_begin(path: Path) -> list[int]:
    return [0, *(at + 1 for at, byte in enumerate(path.read_bytes()[:-1]) if byte == 10)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have small files read in four parts."""
    monkeypatch.setattr(loader, "MANY_BYTES", 1)
    monkeypatch.setattr(ahead, "workers", lambda: 4)


def alone(path: Path) -> Timeline:
    """Load a store with one process, which small files are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "MANY_BYTES", 1 << 40)
        return load_timeline(path)


def told(timeline: Timeline) -> tuple[object, ...]:
    lines = [timeline.raw(ordinal) for ordinal in range(timeline.size)]
    return contents(timeline), timeline.report.unsound, lines, timeline.same_as


@pytest.mark.usefixtures("small")
def test_others_read_what_one_would_have_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    take_in = ahead.Ahead.take_in

    def noted(self: ahead.Ahead, *arguments: Any) -> Any:
        read = take_in(self, *arguments)
        taken.append(read.lines if read is not None else 0)
        return read

    monkeypatch.setattr(ahead.Ahead, "take_in", noted)
    assert told(load_timeline(path)) == told(alone(path))
    assert max(taken) > 30


@settings(max_examples=60, deadline=None)
@given(
    order=st.permutations(range(9)),
    unsound=st.dictionaries(st.integers(0, 8), st.sampled_from(sorted(UNSOUND)), max_size=3),
    starts=st.lists(st.integers(0, 40), min_size=1, max_size=3, unique=True),
    others=st.integers(0, 12),
)
def test_wherever_the_parts_begin(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], unsound: dict[int, str], starts: list[int], others: int
) -> None:
    events = [UNSOUND[unsound[at]][0] if at in unsound else line(an_event(id=f"e{at}")) for at in order]
    actors = [line(an_actor(id=f"a{at}")) for at in range(others)]
    path = tmp_path_factory.mktemp("parts") / "x.json"
    with_lines(path, events=events, offensives=[line(an_offensive())], actors=actors)
    begins = lines_begin(path)
    read = told(read_in_parts(path, *{begins[at % len(begins)] for at in starts} - {0}))
    assert read == told(alone(path))


@pytest.mark.parametrize("number", range(1, 6))
def test_comma_that_is_missing_before_a_part(tmp_path: Path, number: int) -> None:
    """Neither of the two that read has both of the lines, between which there must be one."""
    path = a_store(tmp_path / "x.json", events=[an_event(id=f"e{at}") for at in range(6)])
    start = path.read_bytes().index(f'"{number + 1}": {{"date'.encode())
    assert told(read_in_parts(path, start)) == told(alone(path))
    path.write_bytes(path.read_bytes()[: start - 2] + b" " + path.read_bytes()[start - 1 :])
    for others in ([start], [start, lines_begin(path)[-4]], [lines_begin(path)[6], start]):
        with pytest.raises(NotAStore, match="a comma is missing"):
            read_in_parts(path, *set(others))


@pytest.mark.parametrize("is_second", [False, True])
def test_comma_that_is_too_many_before_a_part(tmp_path: Path, is_second: bool) -> None:
    path = a_store(tmp_path / "x.json", events=[an_event(id=f"e{at}") for at in range(3)], actors=[an_actor()])
    path.write_bytes(path.read_bytes().replace(b'\n},\n"actors"', b',\n},\n"actors"'))
    closes = path.read_bytes().index(b'},\n"actors"')
    others = [path.read_bytes().index(b'"2": {"date"')] if is_second else []
    with pytest.raises(NotAStore):
        read_in_parts(path, *others, closes)


def test_part_that_ends_where_its_table_does(path: Path) -> None:
    begins = lines_begin(path)
    closes = path.read_bytes().index(b'},\n"actors"')
    for start in begins[begins.index(closes) - 2 :]:
        assert told(read_in_parts(path, start)) == told(alone(path))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "call",
    [
        "raise SystemExit(3)",
        "import sys; sys.stdout.write('no pickle at all')",
        "import sys; sys.stdout.write('..')",
        "import os, sys; sys.stdout.write('.\\n'); sys.stdout.flush(); os.kill(os.getpid(), 9)",
        "import pickle, sys; sys.stdout.buffer.write(b'\\n' + pickle.dumps(['no notes']))",
        "import pickle, sys; sys.stdout.buffer.write(b'\\n' + pickle.dumps(['cut short'])[:-4])",
    ],
)
def test_what_others_do_not_read_is_read_here(path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "_CALL", call)
    assert told(load_timeline(path)) == told(alone(path))


def test_a_file_that_took_the_place_meanwhile_is_not_read(path: Path) -> None:
    marks = marks_of(path.stat())
    start = path.read_bytes().index(b'"1": {"date"')
    assert note(str(path), start, 1 << 30, marks, lambda: None) is not None

    def replace() -> None:
        replaced(path, path.read_bytes())

    assert note(str(path), start, 1 << 30, marks, replace) is None
    assert note(str(path), start, 1 << 30, marks, lambda: None) is None


def test_pipe_that_took_the_place_is_not_waited_for(path: Path) -> None:
    marks = marks_of(path.stat())
    path.unlink()
    os.mkfifo(path)
    reading = Thread(target=note, args=(str(path), 0, 1 << 30, marks, lambda: None), daemon=True)
    reading.start()
    reading.join(20)
    assert not reading.is_alive()


def test_lines_of_another_table_are_not_taken_for_events(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json", events=[an_event()], actors=[an_actor(id=f"a{at}") for at in range(9)])
    timeline = read_in_parts(path, path.read_bytes().index(b'"5": '))
    assert (timeline.size, len(timeline.actors), timeline.report.unsound) == (1, 9, [])


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("call", [elsewhere._CALL, "raise SystemExit(3)"])
def test_progress_only_ever_grows_up_to_the_size(path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "_CALL", call)
    monkeypatch.setattr(layout, "SLICE_BYTES", 500)
    told: list[tuple[int, int]] = []
    load_timeline(path, progress=lambda done, size: told.append((done, size)))
    done = [done for done, _size in told]
    assert done == sorted(done)
    assert len(set(done)) > 3
    assert done[-1] == path.stat().st_size
    assert {size for _done, size in told} == {path.stat().st_size}


@pytest.mark.usefixtures("small")
def test_stopping_stops_them_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    processes: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*words: Any, **options: Any) -> subprocess.Popen[bytes]:
        processes.append(popen(*words, **options))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    with pytest.raises(LoadCancelled):
        load_timeline(path, cancelled=lambda: True)
    assert len(processes) == 3
    assert all(process.returncode is not None for process in processes)


@pytest.mark.usefixtures("small")
def test_another_layout_is_still_read(path: Path, tmp_path: Path) -> None:
    spaced = tmp_path / "spaced.json"
    spaced.write_bytes(path.read_bytes().replace(b"\n}", b"\n\n}"))
    assert contents(load_timeline(spaced))["ids"] == contents(alone(path))["ids"]

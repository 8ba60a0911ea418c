"""Events are written as they are read, and the same ones always as the same bytes."""

import hashlib
import json
import os
import subprocess
import sys
import tracemalloc
from io import RawIOBase
from pathlib import Path
from typing import Any

import pytest

from store.exporters import BY_NAME, Options
from store.loader import load_timeline
from store.timeline import Timeline
from tests.exporting.worlds import NAMES, a_rich_world, exported

ROOT = Path(__file__).parents[2]
MEGABYTE = 1 << 20
READ_AHEAD = 1024
"""Records that a store's writer joins before it writes; every other format writes event by event."""


def many(folder: Path, count: int, summary: str, texts: int) -> Timeline:
    """Return a store of events on as many days, that cite `texts` different texts between them."""
    lines = []
    for number in range(count):
        event = {
            "id": f"e{number}",
            "date": f"{2000 + number % 20}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            "title": f"Event {number}",
            "summary": summary,
            "sources": [{"publisher": "SOHR", "title": f"Text {number % texts}"}],
        }
        lines.append(f'"{number + 1}": {json.dumps(event)}')
    meta = '"meta": {\n"1": {"format":"dateline","version":1,"title":"Many"}\n}'
    path = folder / f"{count}.json"
    path.write_text(f'{{\n{meta},\n"events": {{\n' + ",\n".join(lines) + "\n}\n}\n")
    return load_timeline(path)


class Sink(RawIOBase):
    """Takes bytes and keeps none; notes how many events were read at each write."""

    def __init__(self, reads: "Reads | None" = None) -> None:
        super().__init__()
        self.size = 0
        self.reads = reads
        self.at_write = [0]

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        if self.reads is not None:
            self.at_write.append(self.reads.count)
        return len(data)


class Reads:
    """Counts how often an event is read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        for name in ("uncached_event", "raw"):
            self._watch(monkeypatch, name)

    def _watch(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        read = getattr(Timeline, name)

        def counted(timeline: Timeline, ordinal: int) -> Any:
            self.count += 1
            return read(timeline, ordinal)

        monkeypatch.setattr(Timeline, name, counted)


def write(timeline: Timeline, name: str, sink: Sink) -> None:
    BY_NAME[name].write(timeline, timeline.everything, sink, Options())  # type: ignore[arg-type] # it writes bytes


@pytest.mark.parametrize("name", NAMES)
def test_events_are_written_as_they_are_read(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = many(tmp_path, 3000, "Short.", 3000)
    reads = Reads(monkeypatch)
    sink = Sink(reads)
    write(timeline, name, sink)
    ahead = [after - before for before, after in zip(sink.at_write, sink.at_write[1:], strict=False)]
    assert max(ahead) <= (READ_AHEAD if name == "store" else 1)
    assert reads.count <= 2 * 3000, "two passes at most"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "store"])
def test_memory_does_not_grow_with_the_text(tmp_path: Path, name: str) -> None:
    timeline = many(tmp_path, 600, "Long text. " * 1200, 600)  # 8 MB
    exported(timeline, name, [0])  # what is imported and cached is not counted
    assert peak(timeline, name) < 2 * MEGABYTE


@pytest.mark.parametrize("name", ["jsonl", "bibtex"])
def test_many_events_take_no_more_memory_than_their_numbers(tmp_path: Path, name: str) -> None:
    timeline = many(tmp_path, 30_000, "Text. " * 50, 1000)  # 15 MB
    exported(timeline, name, [0])
    assert peak(timeline, name) < 1.5 * MEGABYTE


def peak(timeline: Timeline, name: str) -> int:
    """Return the most bytes that an export holds at once."""
    tracemalloc.start()
    try:
        write(timeline, name, Sink())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_progress_is_told_and_may_stop_it(tmp_path: Path) -> None:
    timeline = many(tmp_path, 2500, "", 1)

    def stop(done: int, size: int) -> None:
        assert size == 2500
        if done >= 1000:
            raise KeyboardInterrupt

    for name in NAMES:
        with pytest.raises(KeyboardInterrupt):
            exported(timeline, name, progress=stop)


_DIGESTS = """
import hashlib, sys
from io import BytesIO
from pathlib import Path
from store.exporters import FORMATS, Options
from store.loader import load_timeline
timeline = load_timeline(Path(sys.argv[1]))
for format_ in FORMATS:
    out = BytesIO()
    format_.write(timeline, timeline.everything, out, Options(query="x", with_articles=True))
    print(format_.name, hashlib.sha256(out.getvalue()).hexdigest())
"""


def test_same_events_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    assert timeline.path
    expected = [
        f"{name} {hashlib.sha256(exported(timeline, name, query='x', with_articles=True)).hexdigest()}"
        for name in NAMES
    ]
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", _DIGESTS, str(timeline.path)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Damascus", "LC_ALL": "C"},
        )
        assert done.stdout.splitlines() == expected

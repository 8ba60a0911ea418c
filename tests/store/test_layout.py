"""Slices of a store file: whole lines, each where it says that it is, and a plain refusal of any other layout."""

import io
import json
from contextlib import suppress
from pathlib import Path

import pytest

from store import layout
from store.layout import OtherLayout, Slice, Stretch, slices
from tests.builders import a_store, an_actor, an_event
from tests.store.timelines import laid_out

HEAD = b'{\n"meta": {\n"1": {"format":"dateline","version":1,"title":"A race"}\n},\n'


def sliced(data: bytes) -> list[Slice]:
    return list(slices(io.BytesIO(data)))


def lines_of(data: bytes) -> list[tuple[str, bytes, int, int]]:
    """Return (table, line, byte, line number) of every record line: the oracle, which looks at one line at a time."""
    found, table, start = [], "", 0
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.endswith(b": {"):
            table = line[1:-4].decode()
        elif line.startswith(b'"'):
            found.append((table, line, start, number))
        start += len(line) + 1
    return found


@pytest.fixture
def data(tmp_path: Path) -> bytes:
    events = [an_event(id=f"e{number}", title="x" * (7 * number % 40)) for number in range(9)]
    return a_store(tmp_path / "x.json", events=events).read_bytes()


def test_slices_are_whole_lines_that_know_their_place(data: bytes) -> None:
    for part in sliced(data):
        lines = part.text.split(b"\n")
        told = []
        start = part.start
        for number, line in enumerate(lines, part.line):
            told.append((part.table, line, start, number))
            start += len(line) + 1
        assert told == [found for found in lines_of(data) if found[0] == part.table]


@pytest.mark.parametrize("size", [*range(1, 400, 7), 1 << 20])
def test_wherever_slices_end_no_line_is_lost(data: bytes, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SLICE_BYTES", size)
    told = []
    for part in sliced(data):
        assert data[part.start : part.start + len(part.text) + 1] == part.text + b"\n"
        told += [(part.table, line, number) for number, line in enumerate(part.text.split(b"\n"), part.line)]
    assert told == [(table, line, number) for table, line, _start, number in lines_of(data)]


@pytest.mark.parametrize("size", [1, 50, 1 << 20])
def test_wherever_it_stops_and_goes_on(data: bytes, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that are read elsewhere are left out, and all others are told as they are without."""
    monkeypatch.setattr(layout, "SLICE_BYTES", size)
    lines = lines_of(data)
    for first in range(3, 9):  # the table begins with the one at 2
        for last in range(first, 10):
            skipped, after = lines[first:last], lines[last][2]
            reading = slices(io.BytesIO(data), [skipped[0][2]] if skipped else [])
            told, answer = [], None
            with suppress(StopIteration):
                while True:
                    part = reading.send(answer)
                    told += [(part.table, text, number) for number, text in enumerate(part.lines, part.line)]
                    at_stop = skipped and part.start + len(part.text) + 1 == skipped[0][2]
                    answer = Stretch(after, len(skipped), comma=True) if at_stop else None
            assert told == [(table, text, number) for table, text, _start, number in [*lines[:first], *lines[last:]]]


def test_slice_that_ends_with_the_last_record(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    # reading up to and with the last line of the table leaves a closing brace for the next slice to begin with
    of_events = [line for table, line, _start, _number in lines_of(data) if table == "events"]
    monkeypatch.setattr(layout, "SLICE_BYTES", len(b"\n".join(of_events)))
    assert [part.text for part in sliced(data) if part.table == "events"] == [b"\n".join(of_events)]


def test_one_long_line_is_one_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SLICE_BYTES", 10)
    data = HEAD + b'"events": {\n"1": {"a":"' + b"x" * 1000 + b'"},\n"2": {}\n}\n}\n'
    assert [len(part.text) for part in sliced(data)][1:] == [1000 + len('"1": {"a":""},'), len('"2": {}')]


def test_empty_tables_have_no_slice_and_count_as_lines() -> None:
    data = HEAD + b'"offensives": {\n},\n"events": {\n"1": {}\n},\n"actors": {\n}\n}\n'
    assert [(part.table, part.text, part.line) for part in sliced(data)][1:] == [("events", b'"1": {}', 8)]


def test_unknown_tables_are_told_of(tmp_path: Path) -> None:
    data = a_store(tmp_path / "x.json", harvests=[{"id": "x"}]).read_bytes()
    assert [part.table for part in sliced(data)][-1] == "harvests"


@pytest.mark.parametrize("indent", [None, 0, 1, 2, 4])
def test_other_layouts(tmp_path: Path, indent: int | None) -> None:
    with pytest.raises(OtherLayout):
        sliced(laid_out(a_store(tmp_path / "x.json", actors=[an_actor()]), indent).read_bytes())


RECORDS = b'"events": {\n"1": {"id":"a"},\n"2": {"id":"b"}\n}\n}\n'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{\n",
        b"{\n}\n",
        b"[\n",
        HEAD,
        HEAD.replace(b"\n", b"\r\n") + RECORDS.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + HEAD + RECORDS,
        HEAD + RECORDS.replace(b'"events": {', b'"events":{'),
        HEAD + RECORDS.replace(b'"events": {', b'"ev\\"ents": {'),
        HEAD + RECORDS.replace(b'"events": {', b'"events": ['),
        HEAD + RECORDS.replace(b',\n"2"', b',\n\n"2"'),
        HEAD + RECORDS.replace(b'"1"', b'\n"1"'),
        HEAD + RECORDS.replace(b"\n}\n}\n", b"\n\n}\n}\n"),
        HEAD + RECORDS.replace(b"\n}\n}\n", b"\n}}\n"),
        HEAD + RECORDS.replace(b"\n}\n}\n", b"\n}\n"),
        HEAD + RECORDS.replace(b"\n}\n}\n", b"\n},\n}\n"),
        HEAD + RECORDS + b"\n",
        HEAD + RECORDS + b"{}",
        HEAD + RECORDS[:-4],
        HEAD + RECORDS[:-5],
        HEAD + RECORDS[: RECORDS.index(b'"2"')],
    ],
)
def test_what_our_writer_would_not_have_written(data: bytes) -> None:
    with pytest.raises(OtherLayout):
        sliced(data)


def decode(data: bytes) -> None:
    for part in sliced(data):
        json.loads(b"{" + part.text.removesuffix(b",") + b"}")


@pytest.mark.parametrize("size", [1, 14, 15, 16, 1 << 20])
@pytest.mark.parametrize(
    "data",
    [
        HEAD + RECORDS.replace(b'},\n"2"', b'}\n"2"'),
        HEAD + RECORDS.replace(b"}\n}\n}\n", b"},\n}\n}\n"),
    ],
)
def test_commas_are_where_json_wants_them(data: bytes, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a slice the decoder sees to it; between slices, and before the end of a table, nobody else does."""
    monkeypatch.setattr(layout, "SLICE_BYTES", size)
    with pytest.raises((OtherLayout, json.JSONDecodeError)):
        decode(data)


def test_last_line_feed_may_be_missing() -> None:
    assert [part.line for part in sliced((HEAD + RECORDS)[:-1])] == [3, 6]

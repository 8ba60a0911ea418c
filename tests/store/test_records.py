"""Records at their places in an open file: what stands there, or a plain word that it no longer does."""

import os
from pathlib import Path

import pytest

from store.errors import StoreChanged
from store.records import FileRecords, MemoryRecords
from tests.store.timelines import UNLESS_CHANGED

LINES = [b'"1": {"id":"a: b"},', b'"2": {"id":"b"},', b'"17": {"id":"c","x":[]}']
RAWS = [b'{"id":"a: b"}', b'{"id":"b"}', b'{"id":"c","x":[]}']
BEFORE = b'{\n"events": {\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "x.json"
    path.write_bytes(BEFORE + b"\n".join(LINES) + b"\n}\n}\n")
    return path


def noted(path: Path, *parts: list[bytes]) -> FileRecords:
    """Return the records of `path`, noted a slice at a time."""
    records = FileRecords(path, os.open(path, os.O_RDONLY))
    start, number = len(BEFORE), 3
    for lines in parts:
        records.add_lines(start, number, lines)
        start += sum(len(line) + 1 for line in lines)
        number += len(lines)
    return records


@pytest.mark.parametrize("parts", [[LINES], [LINES[:1], LINES[1:]], [[line] for line in LINES]])
def test_each_record_and_its_line(path: Path, parts: list[list[bytes]]) -> None:
    records = noted(path, *parts)
    assert [records.raw(position) for position in range(3)] == RAWS
    assert [records.line_of(position) for position in range(3)] == [3, 4, 5]


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        (b'"1":{"id":"a: b"},', b'{"id":"a: b"}'),
        (b'"1":{"id": "a"}', b'{"id": "a"}'),
        (b'  "1" : {"id":"a"} ,', b'{"id":"a"}'),
        (b'"1":\t{"id":"a, "},  ', b'{"id":"a, "}'),
        (b',"2": {"id":"a"}', b'{"id":"a"}'),
        (b'"-1": {"id":"a"},', b'{"id":"a"}'),
        (b'"n: 1": {"id":"a"},', b'{"id":"a"}'),
    ],
)
def test_lines_that_a_person_spaced_otherwise(tmp_path: Path, line: bytes, raw: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(BEFORE + line + b"\n}\n}\n")
    assert noted(path, [line]).raw(0).strip() == raw


def test_file_that_was_replaced_still_answers(path: Path, tmp_path: Path) -> None:
    records = noted(path, LINES)
    other = tmp_path / "other"
    other.write_bytes(b"")
    other.replace(path)
    assert [records.raw(position) for position in range(3)] == RAWS


def test_file_that_was_removed_still_answers(path: Path) -> None:
    records = noted(path, LINES)
    path.unlink()
    assert records.raw(2) == RAWS[2]


@pytest.mark.parametrize("size", [0, 1, len(BEFORE), len(BEFORE) + 5, len(BEFORE) + len(LINES[0]) - 1])
def test_file_that_was_cut_short(path: Path, size: int) -> None:
    records = noted(path, LINES)
    os.truncate(path, size)
    for position in range(3):
        with pytest.raises(StoreChanged, match=UNLESS_CHANGED):
            records.raw(position)


@pytest.mark.parametrize("byte", [b"\0", b"\xff", b"x", b'"', b" ", b"\n", b"{", b",", b":"])
def test_file_that_was_overwritten(path: Path, byte: bytes) -> None:
    records = noted(path, LINES)
    path.write_bytes(byte * 1000)
    for position in range(3):
        with pytest.raises(StoreChanged, match=UNLESS_CHANGED):
            records.raw(position)


def test_file_is_closed_with_the_last_use(path: Path) -> None:
    records = noted(path, LINES)
    descriptor = records.descriptor
    del records
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def test_records_in_memory_have_no_lines() -> None:
    records = MemoryRecords(RAWS)
    assert [records.raw(position) for position in range(3)] == RAWS
    assert records.line_of(2) == 0

"""Whatever a file holds, an import ends with a report whose counts add up, or with one sentence."""

import gzip
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.check import check_store
from store.errors import StoreError
from store.importers.formats.ucdp import NEEDED
from store.importers.opening import sources
from store.importers.protocol import Rejected
from store.importers.table import read_table
from store.importing.report import Report
from store.importing.request import Request
from store.importing.running import run_import
from tests.importing.ged import HEADER, a_file, a_row, an_empty_store, as_csv, events, imported, tables

COLUMNS = sorted(NEEDED | {"source_article", "where_coordinates", *(name for name in HEADER if "deaths" in name)})
ROWS = [a_row(1), a_row(2, source_article='"SOHR,2016-06-05,""Mill"" taken"', where_coordinates="Zor Maghar")]
SMALL = as_csv([{column: row[column] for column in COLUMNS} for row in ROWS], COLUMNS).encode()
HOSTILE = (0x00, 0x0A, 0x0D, 0x22, 0x27, 0x2C, 0x2D, 0x3B, 0x30, 0x39, 0x41, 0x80, 0xC3, 0xFF)

slow = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk a thousand times."""
    monkeypatch.setattr("os.fsync", lambda _descriptor: None)


def answered(store: Path, path: Path) -> Report | str:
    """Return what the import of one file comes to."""
    try:
        report = run_import(Request(paths=[str(path)], store=store, format="ucdp"))
    except StoreError as error:
        sentence = str(error)
        assert "Traceback" not in sentence
        assert sentence.endswith((".", "…"))
        assert "\n" not in sentence
        return sentence
    report.check()
    return report


@pytest.mark.parametrize("packed", ["plain", "gzip", "zip"])
def test_every_byte_may_be_another(tmp_path: Path, packed: str) -> None:
    data = SMALL
    if packed == "gzip":
        data = gzip.compress(SMALL, mtime=0)
    elif packed == "zip":
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("a.csv", SMALL)
        data = archive.getvalue()
    store, path = an_empty_store(tmp_path / "war.json"), tmp_path / "a.csv"
    empty = store.read_bytes()
    reports = 0
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([HOSTILE[at % len(HOSTILE)]]) + data[at + 1 :])
        if isinstance(answered(store, path), Report):
            reports += 1
            assert check_store(store).is_sound
        store.write_bytes(empty)
    assert 0 < reports < len(data)


def test_a_file_may_end_anywhere(tmp_path: Path) -> None:
    store, path = an_empty_store(tmp_path / "war.json"), tmp_path / "a.csv"
    for at in range(0, len(SMALL), 3):
        path.write_bytes(SMALL[:at])
        answered(store, path)
    assert check_store(store).is_sound


@slow
@given(st.binary(max_size=400))
def test_any_bytes_are_answered(tmp_path: Path, data: bytes) -> None:
    store, path = tmp_path / "war.json", tmp_path / "a.csv"
    if not store.exists():
        an_empty_store(store)
    path.write_bytes(data)
    answered(store, path)
    path.write_bytes(SMALL + data)
    answered(store, path)
    assert check_store(store).is_sound


@slow
@given(st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), max_size=10), st.sampled_from(",;\t|"))
def test_a_well_formed_table_is_read_as_it_was_written(tmp_path: Path, rows: list[list[str]], delimiter: str) -> None:
    import csv

    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([["first", "second", "third"], *rows])
    path = tmp_path / "t.csv"
    path.write_bytes(text.getvalue().encode("utf-8", "replace"))
    (source,) = sources(str(path))
    found = list(read_table(source))
    written = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
    blank = set(',;\t| "\r\n\ufeff')
    kept = [row for row in written if not all(set(cell) <= blank for cell in row)]
    assert [list(row.raw) for row in found if not isinstance(row, Rejected)] == [
        row for row in kept if not any("\0" in cell for cell in row)
    ]
    assert sum(isinstance(row, Rejected) for row in found) == sum(any("\0" in cell for cell in row) for row in kept)


NAMES = st.sampled_from(["IS", "Government of Syria", "Foo-Bar", "Foo Bar", "A, B", "Old mill", "Mill", "Mill town"])
DEGREES = st.sampled_from(["36.5", "36.5004", "36.51", "36.6", "-36.5"])


@st.composite
def rows_of_events(draw: st.DrawFn) -> list[dict[str, str]]:
    numbers = draw(st.lists(st.integers(1, 30), unique=True, max_size=12))
    return [
        a_row(
            number,
            side_a=draw(NAMES),
            side_b=draw(NAMES),
            where_coordinates=draw(NAMES),
            latitude=draw(DEGREES),
            longitude=draw(DEGREES),
            where_prec=draw(st.sampled_from("1234567")),
            adm_2=draw(st.sampled_from(["", "Manbij district"])),
            date_start=(day := f"2016-06-{draw(st.integers(1, 30)):02}"),
            date_end=day,
        )
        for number in numbers
    ]


@slow
@given(rows_of_events(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_twice_is_once(rows: list[dict[str, str]], random: object) -> None:
    with TemporaryDirectory() as folder:
        one, two = an_empty_store(Path(folder) / "one.json"), an_empty_store(Path(folder) / "two.json")
        path = a_file(Path(folder) / "a.csv", rows)
        imported(one, path)
        before = one.read_bytes()
        again = imported(one, path)
        assert (again.unchanged, again.written, again.rejected) == (len(rows), 0, 0)
        assert one.read_bytes() == before
        shuffled = list(rows)
        random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' Random
        half = len(shuffled) // 2
        imported(two, a_file(Path(folder) / "b.csv", shuffled[:half]))
        imported(two, a_file(Path(folder) / "c.csv", shuffled[half:]))
        assert events(two) == events(one)
        assert list(events(two)) == list(events(one))
        assert {place["id"] for place in tables(two)["places"].values()} == {
            place["id"] for place in tables(one)["places"].values()
        }

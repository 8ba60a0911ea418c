"""Formats are found by themselves, and each has what it needs."""

from pathlib import Path

import pytest

from store.errors import ImportRefused
from store.importers.opening import sources
from store.importers.protocol import Importer
from store.importers.registry import detect, importer_named, importers
from tests.importing.ged import DATA

each_importer = pytest.mark.parametrize("importer", importers(), ids=lambda importer: importer.name)


@each_importer
def test_it_has_what_people_see_of_it(importer: Importer) -> None:
    assert importer.name == importer.name.lower().strip()
    assert importer.title
    assert all(extension.startswith(".") and extension.islower() for extension in importer.extensions)
    assert importer_named(f" {importer.name.upper()} ") is importer


def test_names_are_used_once() -> None:
    names = [importer.name for importer in importers()]
    assert names == sorted(set(names))
    assert "ucdp" in names


@each_importer
@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"{", b"[[[[", b"a,b\n", b"<a/>", b"BEGIN:VCALENDAR", b"\x00" * 100, b'"']
)
def test_it_can_be_asked_of_anything(tmp_path: Path, importer: Importer, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    (source,) = sources(str(path))
    assert importer.sniff(source.head) in (0, 1, 2, 3)


def test_formats_are_detected_by_what_is_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "no-suffix"
    path.write_bytes(DATA.read_bytes())
    (source,) = sources(str(path))
    assert detect(source).name == "ucdp"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(data)
    (source,) = sources(str(path))
    with pytest.raises(ImportRefused, match=r"empty\.csv (is empty|begins with zero bytes)"):
        detect(source)


def test_what_nobody_knows_is_told_with_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "letter.dat"
    path.write_bytes(b"Dear reader,\nthere is no table in here.\n")
    (source,) = sources(str(path))
    with pytest.raises(ImportRefused, match=r"in no format that is known here.*ucdp.*--format"):
        detect(source)

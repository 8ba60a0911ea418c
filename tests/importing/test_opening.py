"""Sources: plain, packed, piped, encoded in many ways, broken and hostile."""

import gzip
import io
import os
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from store.errors import ImportRefused, StoreError, StoreNotFound
from store.importers import opening
from store.importers.opening import sources
from store.importers.source import suffix_of


def lines(path: Path | str, encoding: str = "") -> list[str]:
    (source,) = sources(str(path), encoding)
    return list(source.lines())


def a_zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a\nب\n".encode(), ["a\n", "ب\n"]),
        ("a\nب\n".encode("utf-8-sig"), ["a\n", "ب\n"]),
        ("a\nب\n".encode("utf-16"), ["a\n", "ب\n"]),
        ("\ufeffa\nب\n".encode("utf-16-be"), ["a\n", "ب\n"]),
        ("\ufeffa\nب\n".encode("utf-32-le"), ["a\n", "ب\n"]),
        ("a,b\nc,d\n".encode("utf-16-le"), ["a,b\n", "c,d\n"]),
        ("a,b\nc,d\n".encode("utf-16-be"), ["a,b\n", "c,d\n"]),
        ("a\nDéïr – “x”\n".encode("cp1252"), ["a\n", "Déïr – “x”\n"]),
        (b"a\n\x81\x8d\n", ["a\n", "\x81\x8d\n"]),
        (b"a\r\nb\r\n", ["a\r\n", "b\r\n"]),
        (b"", []),
    ],
)
def test_text_is_decoded(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    path = written(tmp_path / "t.csv", data)
    assert lines(path) == expected
    (source,) = sources(str(path))
    assert source.text() == "".join(expected)


def test_what_is_not_utf_8_is_noted(tmp_path: Path) -> None:
    (source,) = sources(str(written(tmp_path / "t.csv", "ok\nDéïr\nb\nDéïr\n".encode("latin-1"))))
    assert list(source.lines()) == ["ok\n", "Déïr\n", "b\n", "Déïr\n"]
    (note,) = source.notes
    assert "Latin-1" in note
    assert "--encoding" in note


def test_the_user_knows_the_encoding(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "منبج\n".encode("cp1256"))
    assert lines(path, "cp1256") == ["منبج\n"]
    assert lines(written(tmp_path / "u.csv", "منبج\n".encode("utf-16")), "utf-16") == ["منبج\n"]
    assert lines(written(tmp_path / "v.csv", "\ufeffمنبج\n".encode("utf-16-be")), "UTF-16") == ["منبج\n"]
    for nonsense in ("klingon", "base64", "\0"):
        with pytest.raises(ImportRefused, match="no text encoding"):
            lines(path, nonsense)


@pytest.mark.parametrize("name", ["t.csv.gz", "t.csv", "t"])
def test_gzip_goes_by_its_content(tmp_path: Path, name: str) -> None:
    assert lines(written(tmp_path / name, gzip.compress(b"a\nb\n"))) == ["a\n", "b\n"]


def test_the_position_reaches_the_size(tmp_path: Path) -> None:
    data = os.urandom(400_000).hex().encode()
    for path in (written(tmp_path / "a.csv", data), written(tmp_path / "a.csv.gz", gzip.compress(data))):
        (source,) = sources(str(path))
        with source.opened() as file:
            assert source.position < source.size
            file.read()
            assert source.position == source.size == path.stat().st_size


def test_an_archive_is_its_members_of_data(tmp_path: Path) -> None:
    path = tmp_path / "ged251-csv.zip"
    a_zip(
        path, **{"GEDEvent_v25_1.csv": b"a\n", "sub/b.JSON": b"{}", "codebook.pdf": b"%PDF", "__MACOSX/._a.csv": b"x"}
    )
    found = sources(str(path))
    assert [source.name for source in found] == ["GEDEvent_v25_1.csv", "b.JSON"]
    assert found[1].label == f"{path}: sub/b.JSON"
    assert [list(source.lines()) for source in found] == [["a\n"], ["{}"]]
    assert all(source.is_member for source in found)


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/passwd.csv", "a/../../b.csv", "..\\b.csv", "C:\\b.csv"])
def test_an_archive_with_a_path_outside_is_not_read(tmp_path: Path, name: str) -> None:
    path = a_zip(tmp_path / "evil.zip", **{"a.csv": b"a\n", name: b"b\n"})
    with pytest.raises(ImportRefused, match="not to be trusted"):
        sources(str(path))
    assert [each.name for each in tmp_path.iterdir()] == ["evil.zip"]


def test_a_bomb_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FREE_BYTES", 1 << 20)
    zeros = b"0" * (4 << 20)
    with pytest.raises(ImportRefused, match="200 times its size"):
        sources(str(a_zip(tmp_path / "bomb.zip", **{"a.csv": zeros})))
    with pytest.raises(ImportRefused, match="200 times its size"):
        lines(written(tmp_path / "bomb.csv.gz", gzip.compress(zeros)))


def test_a_bomb_that_lies_about_its_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FREE_BYTES", 1 << 20)
    data = a_zip(tmp_path / "a.zip", **{"a.csv": b"0" * (4 << 20)}).read_bytes()
    size = (4 << 20).to_bytes(4, "little")
    path = written(tmp_path / "liar.zip", data.replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(ImportRefused):
        lines(path)


def test_a_large_file_that_packs_well_is_read(tmp_path: Path) -> None:
    text = b"".join(b"%d,SOHR,Clashes\n" % number for number in range(200_000))
    assert len(lines(written(tmp_path / "a.csv.gz", gzip.compress(text)))) == 200_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.csv.gz", gzip.compress(os.urandom(5000))[:-3000]),
        ("odd.csv.gz", b"\x1f\x8bnothing"),
        ("cut.zip", b"PK\x03\x04nothing"),
        ("empty.zip", b"PK\x05\x06" + bytes(18)),
        ("a.pdf", b"%PDF-1.5 ..."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c"),
    ],
)
def test_what_is_no_data_gets_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(ImportRefused) as refused:
        lines(written(tmp_path / name, data))
    assert name in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_password_gets_a_sentence(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "a.zip", **{"a.csv": b"a\n"})
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(magic) + at] |= 1
    with pytest.raises(ImportRefused, match="password"):
        lines(written(path, bytes(data)))


def test_what_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    for name in ("none.csv", "none/none.csv", "a\0b", "n" * 5000):
        with pytest.raises(StoreError) as error:
            sources(str(tmp_path / name))
        assert "Traceback" not in str(error.value)
    with pytest.raises(StoreNotFound, match=r"There is no file .*none\.csv"):
        sources(str(tmp_path / "none.csv"))
    with pytest.raises(ImportRefused, match="is a directory"):
        sources(str(tmp_path))


def test_standard_input_is_read_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b"a\nb\n"))))
    (source,) = sources("-")
    assert source.head.text == "a\nb\n"
    assert list(source.lines()) == list(source.lines()) == ["a\n", "b\n"]
    assert source.label == "standard input"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_is_read_more_than_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"a\nb\n",))
    writer.start()
    (source,) = sources(str(path))
    writer.join()
    assert source.head.text == "a\nb\n"
    assert list(source.lines()) == ["a\n", "b\n"]


@pytest.mark.parametrize(
    ("name", "suffix"), [("A.CSV.GZ", ".csv"), ("a.json", ".json"), ("a", ""), ("a.tar.gz", ".tar"), ("", "")]
)
def test_suffixes(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix

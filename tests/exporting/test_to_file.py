import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from store.errors import StoreExists, StoreNotWritable
from store.exporters.to_file import write_file


def says(out: BinaryIO) -> str:
    out.write(b"new")
    return "written"


def fails(out: BinaryIO) -> None:
    out.write(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_new_file_is_complete_and_alone(tmp_path: Path) -> None:
    assert write_file(tmp_path / "a.csv", says) == "written"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.csv", b"new")]


def test_file_that_is_there_stays_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(StoreExists, match="exists and is left as it is"):
        write_file(path, says)
    assert path.read_bytes() == b"old"
    path.chmod(0o640)
    write_file(path, says, force=True)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("force", [False, True])
def test_failure_leaves_what_was_there(tmp_path: Path, force: bool) -> None:
    path = tmp_path / "a.csv"
    if force:
        path.write_bytes(b"old")
    with pytest.raises(StoreNotWritable, match="the disk is full"):
        write_file(path, fails, force=force)
    assert [found.read_bytes() for found in tmp_path.iterdir()] == ([b"old"] if force else [])


def test_interruption_leaves_nothing(tmp_path: Path) -> None:
    def interrupted(out: BinaryIO) -> None:
        out.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.csv", interrupted)
    assert list(tmp_path.iterdir()) == []


def test_file_made_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def slow(out: BinaryIO) -> None:
        out.write(b"mine")
        path.write_bytes(b"theirs")

    with pytest.raises(StoreExists, match="meanwhile"):
        write_file(path, slow)
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [b"theirs"]


def test_link_keeps_pointing(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, says, force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_device_is_written_to_as_it_is() -> None:
    assert write_file(Path(os.devnull), says) == "written"
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("name", ["missing/a.csv", "."])
def test_place_that_cannot_be_is_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreNotWritable):
        write_file(tmp_path / name, says)

"""Another process does what it is told, says when it is done, and never outlives whoever wants that."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.elsewhere import Work
from tests.store import works

ROOT = Path(__file__).parents[2]


def nothing() -> None:
    pass


def result(function: Callable[..., object], *arguments: "int | str", on_wait: Callable[[], None] = nothing) -> object:
    work = Work(function, *arguments)
    try:
        return work.result(on_wait)
    finally:
        work.stop()


def test_arguments_arrive_as_they_are() -> None:
    paths = ("/a b/c.json", "'\"\\n\\", "a\nb\r\x00\x1b", "{path!r}", "\udcff\udce9é日本\u2028", "$HOME`id`%s", "-I")
    assert result(works.echo, 5, *paths) == (5, *paths)


def test_waiting_is_told_as_often_as_the_work_says() -> None:
    told: list[None] = []
    assert result(works.count, 7, on_wait=lambda: told.append(None)) == 7
    assert len(told) == 7


def test_what_is_raised_while_waiting_ends_the_wait(tmp_path: Path) -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        result(works.go_on, str(tmp_path / "note"), on_wait=stop)


@pytest.mark.parametrize("function", [works.fail, works.be_killed])
def test_work_that_ends_without_an_answer(function: Callable[..., object]) -> None:
    assert result(function) is None


def test_answer_of_another_version_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(result(works.of_another_version), works.NEWER)
    monkeypatch.delattr(works, "Newer")
    assert result(works.of_another_version) is None


@pytest.mark.parametrize(("name", "value"), [("executable", None), ("executable", "/no/such/python"), ("frozen", True)])
def test_where_there_is_no_interpreter(name: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, name, value, raising=False)
    with pytest.raises(FileNotFoundError):
        Work(works.count, 1)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not tell what is open")
def test_nothing_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    begun = [Work(works.count, 1) for _time in range(3)]
    for work in begun:
        work.stop()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_nobody_who_waits_is_outlived(tmp_path: Path) -> None:
    """Killed, the one who wanted it cannot end it."""
    note = tmp_path / "note"
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1]);"
        "from store.elsewhere import Work; from tests.store import works;"
        "work = Work(works.go_on, sys.argv[2]); work._process.stdout.read(3); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(ROOT), str(note)], timeout=60, check=False)
    assert done.returncode == -9
    until = time.monotonic() + 10
    while not note.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert note.exists()

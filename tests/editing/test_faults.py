"""Faults, a few of each kind; python -m tests.faults tries them all."""

import errno
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.editing import appending, folding
from store.editing.journal import journal_path
from store.files import Fingerprint
from tests.faults import trials

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are made with POSIX means")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "disturbed"


def test_the_end_at_any_operation_loses_nothing(folder: Path) -> None:
    last = trials.operations(folder)
    assert last > 60
    assert sum(trials.cut(folder, number) for number in range(2, last + 1, 5)) > 30


def test_a_failure_of_any_operation_loses_nothing(folder: Path) -> None:
    for number in range(1, trials.operations(folder) + 1, 5):
        trials.fail_once(folder, number, trials.ERRORS[number % 2])


def test_a_kill_at_any_moment_loses_nothing(folder: Path) -> None:
    chance = random.Random(7)
    for _attempt in range(6):
        trials.kill(folder, chance)


def test_two_writers_lose_nothing(folder: Path) -> None:
    trials.two_writers(folder)


@pytest.mark.parametrize("room", [64, 500, 0])
def test_a_full_disk_loses_nothing(folder: Path, room: int) -> None:
    trials.full_disk(folder, room)


def test_the_trials_see_a_journal_that_is_not_synced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "sync", lambda _descriptor: None)
    with pytest.raises(AssertionError):
        _try_all(lambda number: trials.cut(folder, number), range(10, 30))


def test_the_trials_see_a_journal_that_goes_too_early(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    announce = folding.Folding.announce

    def hasty(self: folding.Folding, content: Fingerprint) -> None:
        announce(self, content)
        appending.remove(journal_path(self._store))

    monkeypatch.setattr(folding.Folding, "announce", hasty)
    with pytest.raises(AssertionError):
        _try_all(lambda number: trials.fail_once(folder, number, errno.EIO), range(10, 60))


def _try_all(trial: Callable[[int], object], numbers: range) -> None:
    for number in numbers:
        trial(number)

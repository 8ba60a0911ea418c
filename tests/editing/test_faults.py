"""Faults, a few of each kind; python -m tests.faults tries them all."""

import errno
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.database import new_store
from store.editing import appending, folding, steps
from store.editing.editor import Editor
from store.editing.journal import journal_path
from store.files import Fingerprint
from store.loader import load_timeline
from tests.builders import an_event
from tests.faults import trials
from tests.faults.disk import Disk
from tests.faults.work import WORKS, work

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are made with POSIX means")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "disturbed"


@pytest.mark.parametrize("job", WORKS)
def test_the_end_at_any_operation_loses_nothing(folder: Path, job: trials.Work) -> None:
    last = trials.operations(folder, job)
    assert last > 40
    assert sum(trials.cut(folder, job, number) for number in range(2, last + 1, 7)) > last // 7 * 2


@pytest.mark.parametrize("job", WORKS)
def test_a_failure_of_any_operation_loses_nothing(folder: Path, job: trials.Work) -> None:
    for number in range(1, trials.operations(folder, job) + 1, 7):
        trials.fail_once(folder, job, number, trials.ERRORS[number % 2])


def test_a_kill_at_any_moment_loses_nothing(folder: Path) -> None:
    chance = random.Random(7)
    for trial in (*[trials.kill] * 5, *[trials.kill_one_of_two] * 2):
        trial(folder, chance)


def test_two_writers_lose_nothing(folder: Path) -> None:
    trials.two_writers(folder)


@pytest.mark.parametrize("room", [64, 500, 0])
def test_a_full_disk_loses_nothing(folder: Path, room: int) -> None:
    trials.full_disk(folder, room)


def test_a_new_store_and_its_way_back_are_on_the_disk_when_that_is_told(folder: Path) -> None:
    path = trials.fresh(folder) / "x.json"
    disk = Disk(folder, 0, None)
    with disk.in_use():
        new_store(path, "T")
    assert [*disk.after_power_loss()] == [{"x.json": path.read_bytes()}]
    with Editor(path) as editor:
        event = an_event(place="", actors=[], offensives=[], articles=[])
        editor.apply(steps.put(load_timeline(path), "events", event))
        before, disk = path.read_bytes(), Disk(folder, 0, None)
        with disk.in_use():
            editor.fold()
    for files in disk.after_power_loss():
        assert {name.split(".")[-1] for name in files} == {"json", "history"}
        assert files["x.json"] == path.read_bytes()
        assert [content for name, content in files.items() if ".backups/" in name] == [before]


def test_the_trials_see_a_journal_that_is_not_synced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "sync", lambda _descriptor: None)
    with pytest.raises(AssertionError):
        _try_all(lambda number: trials.cut(folder, work, number), range(10, 30))


def test_the_trials_see_a_journal_that_goes_too_early(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    announce = folding.Folding.announce

    def hasty(self: folding.Folding, content: Fingerprint) -> None:
        announce(self, content)
        appending.remove(journal_path(self._store))

    monkeypatch.setattr(folding.Folding, "announce", hasty)
    with pytest.raises(AssertionError):
        _try_all(lambda number: trials.fail_once(folder, work, number, errno.EIO), range(10, 60))


def _try_all(trial: Callable[[int], object], numbers: range) -> None:
    for number in numbers:
        trial(number)

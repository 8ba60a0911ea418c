"""The faults, each a trial that raises `AssertionError` when something acknowledged is lost."""

import errno
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

from store.editing.editor import Editor
from store.errors import StoreError
from tests.faults.disk import Cut, Disk, put_files
from tests.faults.work import Tell, Told, a_store_to_disturb, back_and_forth, require_kept, work, write_pair

Work = Callable[[Path, Tell], None]


def operations(folder: Path, job: Work) -> int:
    """Return how many operations some work takes when nothing fails."""
    told = Told()
    path = a_store_to_disturb(fresh(folder))
    disk = Disk(folder, 0, None)
    with disk.in_use():
        job(path, told)
    require_kept(path, told)
    return disk.count


def fresh(folder: Path) -> Path:
    """Return the folder, emptied."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def fail_once(folder: Path, job: Work, number: int, error: int) -> None:
    """Let the operation of that number fail with an error, and go on."""
    told = Told()
    path = a_store_to_disturb(fresh(folder))
    disk = Disk(folder, number, error)
    with disk.in_use(), suppress(StoreError):
        job(path, told)
    require_kept(path, told)


def cut(folder: Path, job: Work, number: int) -> int:
    """End the process at an operation, then the power at the same one; return how many faults these are."""
    told = Told()
    path = a_store_to_disturb(fresh(folder))
    disk = Disk(folder, number, None)
    with disk.in_use(), suppress(Cut):
        job(path, told)
    count = 1
    for files in disk.after_power_loss():
        left = fresh(folder.with_name(f"{folder.name}-left"))
        put_files(left, files)
        require_kept(left / path.name, told)
        count += 1
    require_kept(path, told)
    return count


def kill(folder: Path, chance: random.Random, most_ms: float = 60) -> None:
    """Kill a writing process at a random moment."""
    path = a_store_to_disturb(fresh(folder))
    child, words = in_child(lambda tell: endless(path, tell))
    time.sleep(chance.uniform(0, most_ms) / 1000)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    require_kept(path, told_by(words()))


def kill_one_of_two(folder: Path, chance: random.Random, most_ms: float = 150) -> None:
    """Kill one of two processes that write in one store, at a random moment; the other is to get everything done."""
    path = a_store_to_disturb(fresh(folder))
    children = [in_child(partial(insist, path, range(start, 10, 2))) for start in (0, 1)]
    time.sleep(chance.uniform(0, most_ms) / 1000)
    os.kill(children[0][0], signal.SIGKILL)
    for child, _words in children:
        os.waitpid(child, 0)
    told = told_by(*(words() for _child, words in children))
    others = set(range(1, 10, 2))
    assert others <= told.only(0), f"not even done: {others - told.only(0)}"
    require_kept(path, told)


def endless(path: Path, tell: Tell) -> None:
    """Do steps, fold after some of them, and take some back."""
    editor = Editor(path)
    for number in range(10):
        write_pair(editor, path, number)
        tell(number)
        if number % 3 == 2:
            editor.fold()
            back_and_forth(editor, number, tell)


def in_child(job: Callable[[Tell], None]) -> tuple[int, Callable[[], list[int]]]:
    """Do a job in a process of its own; return its id, and what gives the words that it has told."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            job(partial(_tell, writer))
        os._exit(0)
    os.close(writer)

    def words() -> list[int]:
        with os.fdopen(reader, "rb") as file:
            return list(file.read())

    return child, words


def told_by(*words: list[int]) -> Told:
    """Return what some jobs together have told."""
    told = Told()
    for word in chain.from_iterable(words):
        told(word)
    return told


def _tell(descriptor: int, number: int) -> None:
    os.write(descriptor, bytes([number]))


def two_writers(folder: Path) -> None:
    """Let two processes write in one store at the same time, one of them folding too."""
    path = a_store_to_disturb(fresh(folder))
    children = [in_child(partial(insist, path, range(start, 10, 2))) for start in (0, 1)]
    for child, _words in children:
        os.waitpid(child, 0)
    told = told_by(*(words() for _child, words in children))
    assert told.only(0) == set(range(10)), f"not even done: {set(range(10)) - told.only(0)}"
    require_kept(path, told)


def insist(path: Path, numbers: range, tell: Tell) -> None:
    """Do steps; when another program was in the way, look again and repeat."""
    editor = Editor(path)
    for number in numbers:
        for _attempt in range(40):
            try:
                write_pair(editor, path, number)
            except StoreError:
                time.sleep(0.01)
                with suppress(StoreError):
                    editor = Editor(path)
                continue
            tell(number)
            break
        if number % 4 == 0:
            with suppress(StoreError):
                editor.fold()


def full_disk(folder: Path, room: int) -> None:
    """Let no file grow beyond the store's size and some room."""
    path = a_store_to_disturb(fresh(folder))
    size = path.stat().st_size

    def job(tell: Tell) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room or size, resource.RLIM_INFINITY))
        work(path, tell)

    child, words = in_child(job)
    os.waitpid(child, 0)
    require_kept(path, told_by(words()))


ERRORS = (errno.EIO, errno.ENOSPC)


def rooms(folder: Path) -> Iterator[int]:
    """Yield sizes at which a disk may be full: within the journal, the history, the store."""
    size = a_store_to_disturb(fresh(folder)).stat().st_size
    yield from (64, 200, 333, 500, 777, 1200, size // 2, size - 1, size, size + 1)

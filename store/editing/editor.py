"""Writing in an open store: every step is on the disk when `apply` returns, and can be taken back."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, Self

from store.editing.appending import append
from store.editing.changes import Change, Step, net
from store.editing.folding import prepared
from store.editing.history import read_history, steps_since
from store.editing.journal import (
    VERSION,
    Entry,
    Header,
    Journal,
    damaged,
    entry_of,
    foreign,
    frame,
    items_in,
    journal_path,
    read_journal,
    step_of,
)
from store.errors import StoreChanged, StoreError, StoreNotFound, StoreNotWritable
from store.files import Fingerprint, fingerprint_of, marks_of, not_writable, open_to_read, reading, shown
from store.locking import WriterLock
from store.text import one_line

if TYPE_CHECKING:
    from types import TracebackType

FOLD_AT_CLOSE_BYTES: Final = 64 << 20
"""A store up to this size is written when it is closed: that takes half a second. A greater one waits until the
journal is worth it; whoever opens it meanwhile reads the journal too."""
WORTH_FOLDING_BYTES: Final = 8 << 20
"""From then on reading the journal takes longer at each opening than a second or so: it is written in when idle."""
MUCH_AT_CLOSE_BYTES: Final = 32 << 20
"""So much is written into a great store even while somebody waits for the program to end."""


class Editor:
    """Writes steps into the journal of one store; safe to call from several threads.

    Other programs may write in the same store: what they did comes out of `fresh` too, in the order of the journal,
    and a step that would overwrite it is refused.
    """

    def __init__(self, path: Path) -> None:
        """Get ready to write in a store. It reads the file once, so do it in a worker.

        Raises:
            StoreError: The store is not there, read-only, or its journal belongs to another file.
        """
        self.path = Path(os.path.realpath(path))
        self._guard = RLock()
        self._lock = WriterLock(self.path)
        self._fresh: list[Step] = []
        self._log: list[Step] = []
        self._own: set[str] = set()
        self._done: list[Step] = []
        self._undone: list[tuple[Step, Step]] = []
        """Steps that were taken back, each with what took it back."""
        self._content = Fingerprint()
        self._marks: tuple[int, ...] = ()
        self._base: Fingerprint | None = None
        self._end = 0
        self._seen: set[str] = set()
        """Ids of the steps that whoever asks for `fresh` has, or is going to be told of."""
        self._waiting: set[str] = set()
        """Those of them that the file does not have yet."""
        self._begin()

    def _begin(self) -> None:
        _refuse_bundled(self.path)
        os.close(open_to_read(self.path))  # before the lock, which would call a file that never was "moved"
        with self._writing():
            journal = read_journal(self.path)
            self._marks, self._content = self._read_marks()
            if journal.damaged_line:
                raise damaged(self.path, journal)
            if journal.base is not None and journal.pending(self._content) is None:
                raise foreign(self.path)
            self._bind(journal)
            self._seen = set(self._waiting)

    def _bind(self, journal: Journal) -> None:
        """Go on behind what waits in the journal of the file as it now is."""
        self._base, self._end = journal.base, journal.end
        self._waiting = {step.id for step in journal.pending(self._content) or ()}

    # what was done

    def apply(self, step: Step) -> None:
        """Do a step; it is on the disk when this returns.

        Raises:
            StoreChanged: Another program has changed the same thing, or replaced the file; nothing is written.
            StoreLocked: Another program is writing the whole store just now.
            StoreNotWritable: The system refuses; nothing is changed. `rescue.save_elsewhere` saves elsewhere.
        """
        with self._guard:
            self._write(step)
            self._done.append(step)
            self._undone.clear()

    def undo(self) -> Step | None:
        """Take back the last step of this session; return what was done for it, or None when there is nothing left.

        Raises:
            StoreError: As `apply`.
        """
        with self._guard:
            if not self._done:
                return None
            step = self._done[-1]
            back = step.inverse
            self._write(back, after=step)
            self._undone.append((self._done.pop(), back))
            return back

    def redo(self) -> Step | None:
        """Do again what was taken back last; return that, or None when there is nothing.

        Raises:
            StoreError: As `apply`.
        """
        with self._guard:
            if not self._undone:
                return None
            step, back = self._undone[-1]
            again = Step(f"redo: {step.name}", step.changes)
            self._write(again, after=back)
            self._done.append(Step(step.name, step.changes, again.when, again.who, again.id))
            self._undone.pop()
            return again

    @property
    def undo_name(self) -> str:
        """The name of the step that `undo` would take back; empty when there is none."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """The name of the step that `redo` would do again; empty when there is none."""
        return self._undone[-1][0].name if self._undone else ""

    def fresh(self) -> list[Change]:
        """Return every change since it was last asked for, one's own and those of other programs, in their order.

        They are what a timeline that was up to date then needs: `timeline.with_changes(editor.fresh())`.
        """
        with self._guard:
            steps, self._fresh = self._fresh, []
            return [change for step in steps for change in step.changes]

    def look(self) -> list[Step]:
        """Look whether other programs have changed the store; return the steps, which `fresh` has too.

        Raises:
            StoreChanged: One has replaced the file: load it again, and make a new editor.
        """
        with self._guard:
            self._catch_up()
            return [step for step in self._fresh if step.id not in self._own]

    # how it is written

    def _write(self, step: Step, after: Step | None = None) -> None:
        with self._writing():
            self._catch_up()
            self._require_untouched(step, after)
            data = frame(entry_of(step))
            if self._base is None:
                header = Header(VERSION, self._content.length, self._content.checksum)
                data = frame(header) + data
            self._end = append(journal_path(self.path), data, self._end, self.path)
            self._base = self._base or self._content
            self._own.add(step.id)
            self._waiting.add(step.id)
            self._take_in(step)

    def _take_in(self, step: Step) -> None:
        self._seen.add(step.id)
        self._log.append(step)
        self._fresh.append(step)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._lock.acquire()
        except StoreNotFound as error:
            raise _gone(self.path) from error
        try:
            yield
        finally:
            self._lock.release()

    def _catch_up(self) -> None:
        """Take in what other programs have written."""
        self._require_same_file()
        if _size_of(journal_path(self.path)) < self._end:
            self._require_same_file()  # one was just about to write it all into the file
            if _size_of(journal_path(self.path)) < self._end:
                if self._waiting:
                    raise _replaced(self.path)
                self._base, self._end = None, 0
        if _size_of(journal_path(self.path)) > self._end:
            self._read_on()

    def _read_on(self) -> None:
        path = journal_path(self.path)
        with reading(path), os.fdopen(open_to_read(path), "rb") as file:
            file.seek(self._end)
            items, length, bad = items_in(file.read(), is_start=not self._end)
        if bad:
            raise damaged(self.path, read_journal(self.path))
        self._end += length
        for item in items:
            if isinstance(item, Header):
                self._base = Fingerprint(item.length, item.checksum)
            elif isinstance(item, Entry):
                self._waiting.add(item.id)
                self._take_in(step_of(item))

    def _require_same_file(self) -> None:
        try:
            marks = marks_of(self.path.stat())
        except FileNotFoundError as error:
            raise _gone(self.path) from error
        except OSError as error:
            raise StoreNotWritable(f"{shown(self.path)} cannot be looked at: {error.strerror}. Save a copy.") from error
        if marks == self._marks:
            return
        marks, content = self._read_marks()
        if content != self._content:
            self._follow(content)
        self._marks = marks

    def _follow(self, content: Fingerprint) -> None:
        """Go on with a file that another program wrote by steps alone, having taken in what it did.

        Raises:
            StoreChanged: It was written in another way, or lacks what is known to have been done.
        """
        written = steps_since(self.path, self._content, content)
        journal = read_journal(self.path)
        pending = journal.pending(content) if journal.base is not None else ()
        if written is None or pending is None or journal.damaged_line:
            raise _replaced(self.path)
        now = [*written, *pending]
        if not self._waiting <= {step.id for step in now}:
            raise _replaced(self.path)
        self._content = content
        self._bind(journal)
        for step in now:
            if step.id not in self._seen:
                self._take_in(step)

    def _read_marks(self) -> tuple[tuple[int, ...], Fingerprint]:
        """Return what tells the file as it is now from any other, and from what it was."""
        with reading(self.path):
            descriptor = open_to_read(self.path)
            try:
                return marks_of(os.fstat(descriptor)), fingerprint_of(descriptor)
            finally:
                os.close(descriptor)

    def _require_untouched(self, step: Step, after: Step | None) -> None:
        """Refuse a step over what another program has done since the one who made it last looked.

        Args:
            step: The step.
            after: The step that left what this one changes; None: it was made of what `fresh` has told.
        """
        if after is None:
            since = [each for each in self._fresh if each.id not in self._own]
        else:
            since = self._log[next((at for at, each in enumerate(self._log, 1) if each.id == after.id), 0) :]
        changed = net(change for each in since for change in each.changes)
        for change in step.changes:
            theirs = changed.get((change.table, change.id))
            if theirs is None:
                continue
            if not (change.is_update and theirs.is_update) or change.fields & theirs.fields:
                raise StoreChanged(
                    f"{one_line(change.id)[:80]} was changed by another program meanwhile, so nothing was written. "
                    "Look at it, and do it again."
                )

    # the end

    def fold(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Write what waits in the journal into the store's file. It takes seconds for a big store: use a worker.

        Steps can be done meanwhile; they wait on.

        Args:
            cancelled: Asked after each megabyte whether to stop.

        Raises:
            StoreError: It cannot be written, or was to stop; the changes wait on.
        """
        with self._guard:
            self._catch_up()
            if self._base is None:
                return
        with prepared(self.path, cancelled) as finish, self._guard, self._writing():
            self._catch_up()
            finish(self._lock)
            self._marks, self._content = self._read_marks()
            self._bind(read_journal(self.path))

    @property
    def is_worth_folding(self) -> bool:
        """Whether enough waits in the journal to write the store while nobody is at the keys."""
        return self._end >= WORTH_FOLDING_BYTES

    def close(self) -> None:
        """Write what waits into the file, if that is quick; otherwise it waits on in the journal, as safely.

        Raises:
            StoreError: What was done is neither in the file nor in its journal any more.
        """
        with self._guard:
            if self._base is not None and (
                self._content.length <= FOLD_AT_CLOSE_BYTES or self._end >= MUCH_AT_CLOSE_BYTES
            ):
                try:
                    self.fold()
                except StoreError as error:  # a full disk, another writer: it waits on
                    self._require_taken_in(error)

    def _require_taken_in(self, error: StoreError) -> None:
        """Raise an error unless whoever has written the store took in all that was done here."""
        journal = read_journal(self.path)
        waiting = {step.id for step in journal.steps}
        if self._own & waiting and journal.pending(self._read_marks()[1]) is None:
            raise foreign(self.path) from error
        if not self._own <= {step.id for step in read_history(self.path)} | waiting:
            raise error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self.close()


def _refuse_bundled(path: Path) -> None:
    from store.sample import BUNDLED

    if path == Path(os.path.realpath(BUNDLED)):
        raise StoreNotWritable(
            "This is the bundled store, which stays as it is. Make your own copy: dateline sample DEST"
        )


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise not_writable(path, error) from error


def _gone(path: Path) -> StoreChanged:
    return StoreChanged(
        f"{shown(path)} was moved or deleted by another program, so nothing was written. Save a copy elsewhere."
    )


def _replaced(path: Path) -> StoreChanged:
    return StoreChanged(
        f"{shown(path)} was written by another program meanwhile, so this change was not. Read it again, and repeat it."
    )

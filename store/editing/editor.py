"""Writing in an open store: every step is on the disk when `apply` returns, and can be taken back."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, Self

from store.editing.changes import Change, Step, net
from store.editing.folding import prepared
from store.editing.following import Followed, gone
from store.editing.history import read_history
from store.editing.journal import foreign, read_journal
from store.errors import StoreChanged, StoreError, StoreNotFound, StoreNotWritable
from store.files import open_to_read
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
        self._own: set[str] = set()
        """Ids of the steps that were made here."""
        self._done: list[Step] = []
        self._undone: list[tuple[Step, Step]] = []
        """Steps that were taken back, each with what took it back."""
        _refuse_bundled(self.path)
        os.close(open_to_read(self.path))  # before the lock, which would call a file that never was "moved"
        with self._writing():
            self._store = Followed(self.path)

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
            steps, self._store.fresh = self._store.fresh, []
            return [change for step in steps for change in step.changes]

    def look(self) -> list[Step]:
        """Look whether other programs have changed the store; return the steps, which `fresh` has too.

        Raises:
            StoreChanged: One has replaced the file: load it again, and make a new editor.
        """
        with self._guard:
            self._store.catch_up()
            return [step for step in self._store.fresh if step.id not in self._own]

    # how it is written

    def _write(self, step: Step, after: Step | None = None) -> None:
        with self._writing():
            self._store.catch_up()
            self._require_untouched(step, after)
            self._store.append(step)
            self._own.add(step.id)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._lock.acquire()
        except StoreNotFound as error:
            raise gone(self.path) from error
        try:
            yield
        finally:
            self._lock.release()

    def _require_untouched(self, step: Step, after: Step | None) -> None:
        """Refuse a step over what another program has done since the one who made it last looked.

        Args:
            step: The step.
            after: The step that left what this one changes; None: it was made of what `fresh` has told.
        """
        if after is None:
            since = [each for each in self._store.fresh if each.id not in self._own]
        else:
            since = self._store.log[
                next((at for at, each in enumerate(self._store.log, 1) if each.id == after.id), 0) :
            ]
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
            self._store.catch_up()
            if self._store.base is None:
                return
        with prepared(self.path, cancelled) as finish, self._guard, self._writing():
            self._store.catch_up()
            finish(self._lock)
            self._store.bind_again()

    @property
    def is_worth_folding(self) -> bool:
        """Whether enough waits in the journal to write the store while nobody is at the keys."""
        return self._store.end >= WORTH_FOLDING_BYTES

    def close(self) -> None:
        """Write what waits into the file, if that is quick; otherwise it waits on in the journal, as safely.

        Raises:
            StoreError: What was done is neither in the file nor in its journal any more.
        """
        with self._guard:
            if self._store.base is not None and (
                self._store.content.length <= FOLD_AT_CLOSE_BYTES or self._store.end >= MUCH_AT_CLOSE_BYTES
            ):
                try:
                    self.fold()
                except StoreError as error:  # a full disk, another writer: it waits on
                    self._require_taken_in(error)

    def _require_taken_in(self, error: StoreError) -> None:
        """Raise an error unless whoever has written the store took in all that was done here."""
        journal = read_journal(self.path)
        waiting = {step.id for step in journal.steps}
        if self._own & waiting and journal.pending(self._store.read_marks()[1]) is None:
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

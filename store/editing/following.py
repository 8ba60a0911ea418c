"""What the file and the journal of a store are as far as one program knows, and what others have written in them."""

import os
from pathlib import Path

from store.editing.appending import append
from store.editing.changes import Step
from store.editing.history import steps_since
from store.editing.journal import Journal, damaged, foreign, journal_path, read_journal
from store.editing.lines import VERSION, Entry, Header, entry_of, frame, items_in, step_of
from store.errors import StoreChanged, StoreNotWritable
from store.files import Fingerprint, fingerprint_of, marks_of, not_writable, open_to_read, reading, shown


class Followed:
    """One store, followed step by step: `catch_up` takes in what was written since, by whomever."""

    def __init__(self, path: Path) -> None:
        """Read the file and its journal once; the writer's lock is held meanwhile.

        Raises:
            StoreError: The file cannot be read, or its journal is damaged or belongs to another file.
        """
        self.path = path
        self.fresh: list[Step] = []
        """Steps that nobody has asked for yet."""
        self.log: list[Step] = []
        """Every step that was made since, in the order of the journal."""
        journal = read_journal(path)
        self._marks, self.content = self.read_marks()
        if journal.damaged_line:
            raise damaged(path, journal)
        if journal.base is not None and journal.pending(self.content) is None:
            raise foreign(path)
        self._bind(journal)
        self._seen = set(self._waiting)
        """Ids of the steps that whoever asks for `fresh` has, or is going to be told of."""

    def _bind(self, journal: Journal) -> None:
        """Go on behind what waits in the journal of the file as it now is."""
        self.base: Fingerprint | None = journal.base
        """The content that the journal belongs to; None: there is no journal."""
        self.end = journal.end
        """How much of the journal is known."""
        self._waiting = {step.id for step in journal.pending(self.content) or ()}
        """Ids of the steps that the file does not have yet."""

    def bind_again(self) -> None:
        """Take the file and its journal for what they are, after one's own writing of both."""
        self._marks, self.content = self.read_marks()
        self._bind(read_journal(self.path))

    def append(self, step: Step) -> None:
        """Write a step behind what is known of the journal; it is on the disk then. Up to date, and the lock is held.

        Raises:
            StoreNotWritable: The system refuses.
        """
        data = frame(entry_of(step))
        if self.base is None:
            data = frame(Header(VERSION, self.content.length, self.content.checksum)) + data
        self.end = append(journal_path(self.path), data, self.end, self.path)
        self.base = self.base or self.content
        self._waiting.add(step.id)
        self._take_in(step)

    def since(self, step: Step) -> list[Step]:
        """Return the steps that were made after one of the log."""
        return self.log[next((at for at, each in enumerate(self.log, 1) if each.id == step.id), 0) :]

    def catch_up(self) -> None:
        """Take in what other programs have written.

        Raises:
            StoreChanged: The file is gone, or one has written it in another way than by steps.
            StoreNotReadable: The system refuses.
        """
        self._require_same_file()
        if _size_of(journal_path(self.path)) < self.end:
            self._require_same_file()  # one was just about to write it all into the file
            if _size_of(journal_path(self.path)) < self.end:
                if self._waiting:
                    raise _replaced(self.path)
                self.base, self.end = None, 0
        if _size_of(journal_path(self.path)) > self.end:
            self._read_on()

    def _read_on(self) -> None:
        path = journal_path(self.path)
        with reading(path), os.fdopen(open_to_read(path), "rb") as file:
            file.seek(self.end)
            items, length, bad = items_in(file.read(), is_start=not self.end)
        if bad:
            raise damaged(self.path, read_journal(self.path))
        self.end += length
        for item in items:
            if isinstance(item, Header):
                self.base = Fingerprint(item.length, item.checksum)
            elif isinstance(item, Entry):
                self._waiting.add(item.id)
                self._take_in(step_of(item))

    def _require_same_file(self) -> None:
        try:
            marks = marks_of(self.path.stat())
        except FileNotFoundError as error:
            raise gone(self.path) from error
        except OSError as error:
            raise StoreNotWritable(f"{shown(self.path)} cannot be looked at: {error.strerror}. Save a copy.") from error
        if marks == self._marks:
            return
        marks, content = self.read_marks()
        if content != self.content:
            self._follow(content)
        self._marks = marks

    def _follow(self, content: Fingerprint) -> None:
        """Go on with a file that another program wrote by steps alone, having taken in what it did.

        Raises:
            StoreChanged: It was written in another way, or lacks what is known to have been done.
        """
        written = steps_since(self.path, self.content, content)
        journal = read_journal(self.path)
        pending = journal.pending(content) if journal.base is not None else ()
        if written is None or pending is None or journal.damaged_line:
            raise _replaced(self.path)
        now = [*written, *pending]
        if not self._waiting <= {step.id for step in now}:
            raise _replaced(self.path)
        self.content = content
        self._bind(journal)
        for step in now:
            if step.id not in self._seen:
                self._take_in(step)

    def read_marks(self) -> tuple[tuple[int, ...], Fingerprint]:
        """Return what tells the file as it is now from any other, and from what it was."""
        with reading(self.path):
            descriptor = open_to_read(self.path)
            try:
                return marks_of(os.fstat(descriptor)), fingerprint_of(descriptor)
            finally:
                os.close(descriptor)

    def _take_in(self, step: Step) -> None:
        self._seen.add(step.id)
        self.log.append(step)
        self.fresh.append(step)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise not_writable(path, error) from error


def gone(path: Path) -> StoreChanged:
    """Return the sentence for a store that is not there any more."""
    return StoreChanged(
        f"{shown(path)} was moved or deleted by another program, so nothing was written. Save a copy elsewhere."
    )


def _replaced(path: Path) -> StoreChanged:
    return StoreChanged(
        f"{shown(path)} was written by another program meanwhile, so this change was not. Read it again, and repeat it."
    )

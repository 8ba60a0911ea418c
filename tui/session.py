"""Writing in the store that is open: one step after the other, each made of the timeline as it then is.

A session knows the newest timeline. The screen shows it a little later: each result carries the timeline to show.
Everything here may wait for the disk, and is called in threads.
"""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Final

from store.errors import StoreChanged, StoreError
from store.timeline import Timeline
from store.watching import Marks, marks_of_store

if TYPE_CHECKING:
    from store.editing.changes import Step
    from store.editing.editor import Editor

IDLE_S: Final = 20.0
"""How long nobody has written before what waits in the journal is written into a great store."""
RETRY_S: Final = 600.0
"""How long it rests after that, whatever came of it: a full disk does not empty itself in seconds."""

Make = Callable[[Timeline], "Step"]
"""What a person wants done, in the store as it is when its turn comes."""


class Session:
    """A store in which one may write; its editor is opened for the first step: what is only read stays as it is."""

    def __init__(self, timeline: Timeline, path: Path, marks: Marks) -> None:
        """Begin.

        Args:
            timeline: The store as it was read.
            path: Its file.
            marks: What the file was when that reading began.
        """
        self.timeline = timeline
        self.path = path
        self._marks = marks
        self._guard = RLock()
        self._editor: Editor | None = None
        self._queue: deque[Callable[[], None]] = deque()
        self._busy_at = monotonic()
        self._is_folding = False
        self.is_over = False
        """Whether the store is read again, or another one is open: nothing is written here any more."""
        self.is_gone = False
        """Whether the reader was told that the file is gone."""

    def enter(self, work: Callable[[], None]) -> None:
        """Put some work behind what waits already. `work_next` is to be called once for it, in any thread."""
        self._queue.append(work)

    def work_next(self) -> None:
        """Do the work that has waited longest: a person's steps are done in the order of the keys."""
        with self._guard:
            self._busy_at = monotonic()
            self._queue.popleft()()

    # what is done

    def open(self) -> None:
        """See that the store can be written.

        Raises:
            StoreError: It cannot; the sentence says why.
        """
        with self._guard:
            self._opened()

    def do(self, make: Make) -> "Step":
        """Do a step; it is on the disk when this returns. One without changes is not written.

        Raises:
            StoreError: It cannot be done; nothing was changed.
        """
        with self._guard:
            editor = self._opened()
            editor.look()
            self._catch_up(editor)
            step = make(self.timeline)
            if step.changes:
                editor.apply(step)
                self._catch_up(editor)
            return step

    def undo(self) -> str:
        """Take the last step back and return its name; empty: there was none.

        Raises:
            StoreError: It cannot be taken back; nothing was changed.
        """
        with self._guard:
            name = self._editor.undo_name if self._editor is not None else ""
            if self._editor is not None and self._editor.undo() is not None:
                self._catch_up(self._editor)
            return name

    def has_earlier_steps(self) -> bool:
        """Tell whether a step that was made in another session, or by another program, could be taken back.

        Raises:
            StoreNotReadable: The system does not let the history be read.
        """
        from store.editing.history import last_undoable, read_history

        return last_undoable(read_history(self.path)) is not None

    def redo(self) -> str:
        """Do again what was taken back last and return its name; empty: there was nothing.

        Raises:
            StoreError: It cannot be done; nothing was changed.
        """
        with self._guard:
            name = self._editor.redo_name if self._editor is not None else ""
            if self._editor is not None and self._editor.redo() is not None:
                self._catch_up(self._editor)
            return name

    def _opened(self) -> "Editor":
        from store.editing.editor import Editor
        from store.loader import load_timeline

        if self.is_over:
            raise StoreChanged("The store is being read again. Make the change once more when that is done.")
        if self._editor is None:
            editor = Editor(self.path)
            if marks_of_store(self.path) != self._marks:  # somebody has written since it was read
                self.timeline = load_timeline(self.path)
            self._editor = editor
        return self._editor

    def _catch_up(self, editor: "Editor") -> None:
        changes = editor.fresh()
        if changes:
            self.timeline = self.timeline.with_changes(changes)

    # what others do

    def look(self) -> "list[Step] | None":
        """Look what other programs have done since; the newest timeline has it.

        Returns:
            Their steps; None when the store has to be read again.

        Raises:
            StoreChanged: The file is gone.
        """
        with self._guard:
            if self.is_over:
                return []
            marks = marks_of_store(self.path)
            if not marks[0]:
                raise StoreChanged(
                    f"{self.path.name} was moved or deleted by another program. What you see can still be saved: press "
                    "ctrl+p and type 'save a copy'."
                )
            if self._editor is None:
                return [] if marks == self._marks else None
            try:
                theirs = self._editor.look()
            except StoreChanged:
                return None
            self._catch_up(self._editor)
            return theirs

    # the end

    def rest(self) -> None:
        """Write what waits in the journal into the file, if it is worth that and nobody has written for a while.

        Steps can be done meanwhile. `close` stops it.
        """
        with self._guard:
            editor = self._editor
            is_idle = monotonic() - self._busy_at >= IDLE_S
            if editor is None or self.is_over or self._is_folding or not (is_idle and editor.is_worth_folding):
                return
            self._is_folding = True
        try:
            with suppress(StoreError):  # it is as safe where it is; it is tried again later
                editor.fold(lambda: self.is_over)
        finally:
            self._is_folding = False
            self._busy_at = monotonic() + RETRY_S

    def save_copy(self, dest: Path) -> None:
        """Save the store as it is on the screen to a new file: as its file has it, while that is still the one.

        Raises:
            StoreError: There is such a file already, or it cannot be written.
        """
        from store.database import copy_store
        from store.editing.rescue import save_elsewhere

        with self._guard:
            if self._is_still_there():
                copy_store(self.path, dest)
            else:
                save_elsewhere(self.timeline, dest)

    def _is_still_there(self) -> bool:
        if self._editor is None:
            return bool(self._marks[0]) and marks_of_store(self.path) == self._marks
        with suppress(StoreError):
            self._editor.look()
            return True
        return False

    def close(self) -> None:
        """Write what waits in the journal into the file, if that is quick; it is safe where it is too."""
        with self._guard:
            self.is_over = True
            if self._editor is not None:
                with suppress(StoreError):  # it waits on in the journal, and whoever opens the store finds it
                    self._editor.close()
                self._editor = None

"""The store that a command is called with: found, read, and its unsound records mentioned."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.commands.output import is_terminal, tell
from store.commands.parsing import CallError
from store.errors import QueryError, RecordNotFound
from store.text import one_line

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.query import Query
    from store.timeline import Timeline

_PATIENCE_S: Final = 0.5
"""A wait that is over sooner needs no progress bar."""
_BAR_CELLS: Final = 30


def store_path(text: str | None) -> Path:
    """Return the path of the store that a call names; the bundled one when it names none.

    Raises:
        CallError: There is no such file, and the text looks like something else.
    """
    if text is None:
        from store.sample import BUNDLED

        return BUNDLED
    if not text.strip():
        raise CallError("The name of the store is empty.")
    path = Path(text)
    if ":" in text and not exists(path):
        raise CallError(f"There is no file {text}. If it is a query, put it behind -q: -q '{text}'")
    if _is_directory(path):
        raise CallError(f"{text} is a directory. Name the store file in it.")
    return path


def exists(path: Path) -> bool:
    """Tell whether there is anything at `path`; False for what cannot be a path."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def _is_directory(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a folder that may not be entered: whoever opens it says so
        return False


def open_store(text: str | None) -> Timeline:
    """Read the store that a call names, and say on standard error how many of its records are left out.

    Raises:
        CallError: There is no such file.
        StoreError: It cannot be read.
    """
    from store.loader import load_timeline

    path = store_path(text)
    with progress_for(path, "Reading") as progress:
        timeline = load_timeline(path, progress=progress)
    if timeline.report.unsound:
        where = f" {text}" if text is not None else ""
        tell(f"{timeline.report.sentence()}; see: dateline check{where}")
    return timeline


def asked(timeline: Timeline, query: str, view: str) -> str:
    """Return the query of a call: its own, within that of the saved view that it names.

    Raises:
        CallError: The store has no such view.
    """
    if not view:
        return query
    from store.views import find

    try:
        found = find(timeline, view).query
    except RecordNotFound as error:
        raise CallError(str(error)) from error
    return f"({found}) ({query})" if found.strip() and query.strip() else found or query


def select(timeline: Timeline, query: str) -> BitMap:
    """Return the events that match `query`; all of them when it is empty.

    Raises:
        CallError: The query cannot be read; the message shows where.
    """
    if not query.strip():
        return timeline.everything
    from store.query import evaluate

    tree = read_query(query)
    try:
        return evaluate(tree, timeline)
    except QueryError as error:
        raise _unreadable(query, error) from error


def read_query(text: str) -> Query:
    """Return the tree of a query.

    Raises:
        CallError: It cannot be read; the message shows where.
    """
    from store.query import parse

    try:
        return parse(text)
    except QueryError as error:
        raise _unreadable(text, error) from error


def _unreadable(text: str, error: QueryError) -> CallError:
    from store.query import render_error

    return CallError(f"{render_error(text, error)}\nSee: dateline help query")


def refuse_swapped(command: str, record_id: str, store: str) -> None:
    """Raise `CallError` when a record and a store were named the wrong way round."""
    if not exists(Path(store)) and exists(Path(record_id)):
        raise CallError(f"The id comes first, then the store: dateline {command} {store} {record_id}")


def refuse_missing(path: Path) -> None:
    """Raise `CallError` when there is no store at `path`, nor anything that was kept of one."""
    from store.editing.backups import backups_folder
    from store.editing.history import history_path

    if not any(map(exists, (path, history_path(path), backups_folder(path)))):
        raise CallError(f"There is no file {path}. Check the name.")


def refuse_to_overwrite(path: Path) -> None:
    """Raise `CallError` when there is something at `path` already."""
    if exists(path) or path.is_symlink():
        raise CallError(f"{path} exists and is left as it is. Give another name, or remove it first.")


def nothing_found(timeline: Timeline, query: str) -> str:
    """Return the sentence for an empty result."""
    if not timeline.size:
        return f'"{one_line(timeline.meta.title)}" has no events yet.'
    return f"No event of {timeline.size:,} matches {one_line(query)}"


@contextmanager
def progress_for(path: Path, what: str) -> Iterator[_Progress | None]:
    """Show how far a long reading of `path` is, if there is anybody to see it."""
    progress = _Progress(f"{what} {path.name}") if is_terminal(sys.stderr) else None
    try:
        yield progress
    finally:
        if progress is not None:
            progress.erase()


class _Progress:
    """A bar on standard error, for those who wait for a large store."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._started = time.monotonic()
        self._shown = 0

    def __call__(self, done: int, size: int) -> None:
        if time.monotonic() - self._started < _PATIENCE_S or not size:
            return
        filled = done * _BAR_CELLS // size
        line = one_line(f"{self._title} [{'#' * filled}{'.' * (_BAR_CELLS - filled)}] {done * 100 // size} %")
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()
        self._shown = max(self._shown, len(line))

    def erase(self) -> None:
        """Take the bar away, so that messages and results begin on a clean line."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()

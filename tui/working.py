"""Imports and exports in threads, which post messages and do nothing else."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyroaring import BitMap
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from store.errors import StoreError
from store.exporters import Format, Options
from store.exporters.running import ExportStopped, run_export
from store.importing.report import Report
from store.importing.request import ImportStopped, Progress, Request
from store.importing.speed import share_of, words
from store.timeline import Timeline
from tui.folders import Entry, entries_of, path_of

SECONDS_BETWEEN_REPORTS: Final = 0.1


@dataclass
class WorkProgress(Message):
    """How far the work is: in words, and from 0 to 1 where that is known."""

    said: str
    share: float | None
    is_writing: bool = False

    def can_replace(self, message: Message) -> bool:
        """Only the last of a burst matters."""
        return isinstance(message, WorkProgress)


@dataclass
class Imported(Message):
    """An import, or its dry run, is done."""

    report: Report


@dataclass
class Exported(Message):
    """A file is written; `said` is what one should know of it."""

    said: list[str]


@dataclass
class WorkFailed(Message):
    """The work could not be done; `reason` is a sentence or two."""

    reason: str


@dataclass
class WorkStopped(Message):
    """The work was stopped, and nothing was changed."""


@dataclass
class FolderListed(Message):
    """What is in a folder, which is named as it was typed."""

    folder: str
    entries: list[Entry] | None
    """None: there is no such folder, or it cannot be read."""


class Stop(threading.Event):
    """Set by the reader to stop the work."""

    def is_wanted(self) -> bool:
        """Tell whether the reader, or the end of the app, asks to stop."""
        return self.is_set() or get_current_worker().is_cancelled


class _Pace:
    """Lets a report through now and then."""

    def __init__(self) -> None:
        self._started = self._last = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the work began."""
        return time.monotonic() - self._started

    def is_due(self) -> bool:
        """Tell whether the last report was long enough ago."""
        now = time.monotonic()
        if now - self._last < SECONDS_BETWEEN_REPORTS:
            return False
        self._last = now
        return True


def bring_in(target: Widget, request: Request, stop: Stop) -> None:
    """Import, or say what an import would do: `WorkProgress`, then `Imported`, `WorkFailed` or `WorkStopped`.

    Runs in a thread worker.
    """
    from store.importing.running import run_import

    pace = _Pace()

    def follow(progress: Progress) -> None:
        if stop.is_wanted():
            raise ImportStopped
        if progress.is_writing:
            target.post_message(WorkProgress(f"{progress.rows:,} rows are read", 1.0, is_writing=True))
        elif pace.is_due():
            target.post_message(WorkProgress(words(progress, pace.seconds), share_of(progress)))
        time.sleep(0)  # the keys go first

    try:
        target.post_message(Imported(run_import(request, follow)))
    except ImportStopped:
        target.post_message(WorkStopped())
    except StoreError as error:
        target.post_message(WorkFailed(str(error)))


@dataclass(frozen=True)
class ToExport:
    """What is to be exported where."""

    timeline: Timeline
    events: BitMap
    query: str
    format: Format
    path: Path
    with_articles: bool = False
    with_notes: bool = False
    force: bool = False


def take_out(target: Widget, wanted: ToExport, stop: Stop) -> None:
    """Export: `WorkProgress`, then `Exported`, `WorkFailed` or `WorkStopped`. Runs in a thread worker."""
    pace = _Pace()

    def follow(done: int, size: int) -> None:
        if stop.is_wanted():
            raise ExportStopped
        if pace.is_due():
            target.post_message(WorkProgress(f"{done:,} of {size:,} events", done / max(1, size)))
        time.sleep(0)

    options = Options(
        query=wanted.query, with_articles=wanted.with_articles, with_notes=wanted.with_notes, progress=follow
    )
    try:
        said = run_export(wanted.timeline, wanted.events, wanted.format, wanted.path, options, force=wanted.force)
    except ExportStopped:
        target.post_message(WorkStopped())
    except StoreError as error:
        target.post_message(WorkFailed(str(error)))
    else:
        target.post_message(Exported(said))


def list_folder(target: Widget, folder: str) -> None:
    """Look what is in a folder: `FolderListed`. Runs in a thread worker; a folder may be far away."""
    target.post_message(FolderListed(folder, entries_of(path_of(folder))))

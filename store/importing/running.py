"""One import: from sources to a store, all of it or nothing.

Everything is read first; then the store is written once. Who stops it before, or runs out of disk, has the store as
it was.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from store.database import Change, open_store
from store.errors import ImportRefused
from store.importers.opening import sources
from store.importers.protocol import Confidence, Importer
from store.importers.registry import detect, importer_named
from store.importers.source import Source
from store.importing.intake import Intake
from store.importing.rejects import RejectsFile
from store.importing.report import Report
from store.importing.request import Follower, Request
from store.importing.target import Target
from store.model import Meta


def run_import(request: Request, follower: Follower | None = None) -> Report:
    """Bring sources into a store.

    Args:
        request: What to bring where.
        follower: Told every few hundred rows how far it is; what it raises stops the import.

    Raises:
        StoreError: A source cannot be read at all, or the store not be written; it is then as it was.
    """
    started = time.monotonic()
    readers = [pair for path in request.paths for pair in _readers(path, request)]
    with (
        _rejects_file(request) as rejects,
        open_store(request.store, writing=not request.is_dry_run) as database,
    ):
        with database.change() as change:
            intake = Intake(request, Target(change.tables), rejects, follower, sum(each.size for each, _ in readers))
            for source, reader in readers:
                intake.read(source, reader)
            report = intake.finish()
            if not request.is_dry_run:
                intake.tell(is_writing=True)
                _lay_in(change, intake, database.meta)
        if rejects is not None:
            report.rejects_files = [str(path) for path in rejects.keep()]
    report.seconds = round(time.monotonic() - started, 3)
    return report


def _lay_in(change: Change, intake: Intake, meta: Meta) -> None:
    """Put what was found into the change, which is written when the caller's block ends."""
    change.is_made = intake.target.put_into(change.tables)
    lines = [line for line in intake.attributions if line not in meta.attribution]
    if lines and change.is_made:
        change.put_meta(msgspec.structs.replace(meta, attribution=[*meta.attribution, *lines]))


@contextmanager
def _rejects_file(request: Request) -> Iterator[RejectsFile | None]:
    if request.rejects is None or request.is_dry_run:
        yield None
        return
    with RejectsFile(request.rejects) as rejects:
        yield rejects


def _readers(path: str, request: Request) -> list[tuple[Source, Importer]]:
    """Return the sources that a path stands for, each with its reader.

    Of an archive these are the members that are surely of a format, if any are: what may be a table beside them is a
    note to the reader.
    """
    found: list[tuple[Source, Importer]] = []
    unknown: list[tuple[Source, ImportRefused]] = []
    for source in sources(path, request.encoding):
        try:
            found.append((source, importer_named(request.format) if request.format else detect(source)))
        except ImportRefused as error:
            if not source.is_member:
                raise
            unknown.append((source, error))
    if not found:
        raise unknown[0][1]
    sure = [(source, reader) for source, reader in found if reader.sniff(source.head) > Confidence.POSSIBLE]
    kept = sure if sure and found[0][0].is_member else found
    passed = [source for source, _error in unknown] + [pair[0] for pair in found if pair not in kept]
    for source in passed:
        kept[0][0].note(f"{source.label} is in no format that is known for certain and was passed over")
    return kept

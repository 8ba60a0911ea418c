"""`dateline import`: the events of other programs' files, into a store."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.commands.output import say, say_json, tell
from store.commands.parsing import CallError
from store.commands.stores import exists, store_path
from store.errors import ImportRefused
from store.text import one_line

if TYPE_CHECKING:
    from store.importing.request import Request

NAME: Final = "import"
HELP: Final = "bring in events: UCDP, ACLED, CSV, JSON, calendars..."
EXAMPLES: Final = (
    "dateline import GEDEvent_v25_1.csv --into war.json",
    "dateline import leaflets.csv --into war.json --map date=dropped --map title=text --dry-run",
    "dateline import ged251-csv.zip --into war.json --rejects mend.csv",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="what to import: plain, .gz or .zip; - for a pipe")
    parser.add_argument("--into", metavar="STORE", required=True, help="the store; make one with: dateline new")
    parser.add_argument("--format", metavar="FORMAT", default="", help="the files' format; left out: found out")
    parser.add_argument(
        "--map",
        metavar="FIELD=COLUMN",
        action="append",
        default=[],
        help="which column says what, for CSV and JSON: --map date=when; may be repeated",
    )
    parser.add_argument(
        "--dataset", metavar="NAME", default="", help="what the events' origins begin with; left out: by the format"
    )
    parser.add_argument("--encoding", metavar="NAME", default="", help="how the text is encoded; left out: found out")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, with five events; write nothing")
    parser.add_argument("--rejects", metavar="FILE", help="write rejected rows there, to be mended and imported again")
    parser.add_argument("--json", action="store_true", help="the whole report as JSON")


def run(args: argparse.Namespace) -> int:
    """Import; the status is 1 when rows were rejected."""
    from store.commands.import_progress import follower
    from store.commands.import_report import lines
    from store.importing.running import run_import

    request = _request(args)
    with _store_told_of(request.store), follower(request) as told:
        report = run_import(request, told)
    if args.json:
        import msgspec

        say_json((msgspec.json.encode(report).decode(),))
    else:
        say(lines(report, args))
    return 1 if report.rejected else 0


def _request(args: argparse.Namespace) -> Request:
    from store.importers.decoding import codec_named
    from store.importers.registry import importer_named
    from store.importing.request import Request

    if args.rejects is not None and (not args.rejects.strip() or exists(Path(args.rejects))):
        raise CallError(f'"{args.rejects}" exists or is no name, and is left as it is. Give --rejects another name.')
    try:
        if args.format:
            importer_named(args.format)
        codec_named(args.encoding)
    except ImportRefused as error:
        raise CallError(str(error)) from error
    return Request(
        paths=args.files,
        store=store_path(args.into),
        format=args.format,
        dataset=one_line(args.dataset),
        mapping=dict(_field_and_column(text) for text in args.map),
        encoding=args.encoding,
        is_dry_run=args.dry_run,
        rejects=None if args.rejects is None else Path(args.rejects),
    )


def _field_and_column(text: str) -> tuple[str, str]:
    field, equals, column = (part.strip() for part in text.partition("="))
    if not (field and equals and column):
        raise CallError(f'--map takes FIELD=COLUMN, such as --map date=when; found "{one_line(text)}".')
    return field.lower(), column


@contextmanager
def _store_told_of(store: Path) -> Iterator[None]:
    """Say what became of the store when the import is stopped with ctrl+c."""
    before = _identity(store)
    try:
        yield
    except KeyboardInterrupt:
        is_as_it_was = _identity(store) == before
        tell(f"Stopped. {store} {'is as it was.' if is_as_it_was else 'has all of the import: it was just written.'}")
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_ino, status.st_mtime_ns

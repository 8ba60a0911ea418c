"""The report of an import, in words that one can act on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.text import one_line

if TYPE_CHECKING:
    from store.importers.resolve import Match
    from store.importing.report import Reject, Report
    from store.model import Event

_MOST_SHOWN: Final = 10
_MOST_IDS: Final = 3
_MOST_OF_VALUE: Final = 60


def lines(report: Report, args: argparse.Namespace) -> Iterator[str]:
    """Yield the report."""
    store = one_line(args.into)
    for read in report.files:
        yield one_line(f"{read.file}: {read.rows:,} rows, {_title(read.format)}, dataset {read.dataset}")
    would = "Would be: " if report.is_dry_run else ""
    yield (
        f"{would}{report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{report.rejected:,} rejected"
    )
    yield from _exceptions(report, store)
    yield from _added(report)
    yield from _matches(report.matches, store)
    yield from map(one_line, report.notes)
    yield from _rejects(report, args)
    if report.is_dry_run:
        yield from _samples(report.samples)
        yield "Nothing was written."
    elif report.written:
        yield f"{store} has them now. Open it with: dateline open {store}"


def _title(name: str) -> str:
    from store.importers.registry import importer_named

    return importer_named(name).title


def _exceptions(report: Report, store: str) -> Iterator[str]:
    if report.kept:
        yield f"{report.kept:,} edited here, kept as they are: {_some(report.kept_ids, report.kept)}"
    if report.repeated:
        yield f"{report.repeated:,} repeated: they stand in the data more than once, with nothing different"
    if report.gone:
        yield (
            f"{report.gone:,} gone: they came with an earlier import and are not in this data; kept: "
            f"{_some(report.gone_ids, report.gone)}"
        )


def _some(ids: Sequence[str], count: int) -> str:
    shown = ", ".join(one_line(record_id)[:_MOST_OF_VALUE] for record_id in ids[:_MOST_IDS])
    return f"{shown} and {count - _MOST_IDS:,} more" if count > _MOST_IDS else shown


def _added(report: Report) -> Iterator[str]:
    found = [f"{count:,} {name if count > 1 else name.removesuffix('s')}" for name, count in report.added.items()]
    if found:
        yield f"New with them: {', '.join(found)}"


def _matches(matches: Sequence[Match], store: str) -> Iterator[str]:
    if not matches:
        return
    yield f"Taken for what {store} has, {len(matches):,}:"
    # where the names differ one wants to look; where they are the same, it is as expected
    telling = sorted(matches, key=lambda match: match.named == match.name)
    for match in telling[:_MOST_SHOWN]:
        yield "  " + one_line(f"{match.table.removesuffix('s')} {match.named} → {match.name} ({match.id})")
    if len(matches) > _MOST_SHOWN:
        yield f"  and {len(matches) - _MOST_SHOWN:,} more; --json lists all"


def _rejects(report: Report, args: argparse.Namespace) -> Iterator[str]:
    if not report.rejected:
        return
    yield f"Rejected, {report.rejected:,}:"
    for reject in report.rejects[:_MOST_SHOWN]:
        yield f"  {_where(reject)}: {one_line(reject.reason)}"
    if report.rejected > _MOST_SHOWN:
        yield f"  and {report.rejected - _MOST_SHOWN:,} more"
    if report.rejects_files:
        files = ", ".join(one_line(path) for path in report.rejects_files)
        yield f"All of them are in {files}, with their reasons: mend them there and import that."
    elif args.rejects is None:
        yield "To mend them, have them written to a file: --rejects FILE"


def _where(reject: Reject) -> str:
    place = f"{Path(reject.file).name} line {reject.line:,}" if reject.line else Path(reject.file).name
    if not reject.column:
        return one_line(place)
    return one_line(f'{place}, {reject.column} "{reject.value[:_MOST_OF_VALUE]}"')


def _samples(samples: Sequence[Event]) -> Iterator[str]:
    if samples:
        yield "For example:"
    for event in samples:
        who = ", ".join(participant.id for participant in event.actors)
        facts = [event.date, event.title, who and f"who: {who}", event.place and f"where: {event.place}", event.id]
        yield "  " + one_line(" · ".join(fact for fact in facts if fact))

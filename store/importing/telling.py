"""The report of an import, in words that one can act on."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from store.importers.registry import importer_named
from store.importers.resolve import Match
from store.importing.report import OUTCOMES, Outcome, Reject, Report
from store.model import Event
from store.text import one_line

MOST_SHOWN: Final = 10
_ALWAYS_COUNTED: Final = ("new", "changed", "unchanged", "rejected")
_MOST_IDS: Final = 3
_MOST_OF_VALUE: Final = 60


class Told(NamedTuple):
    """One line of a report."""

    text: str
    """Cleaned; what belongs to the line before it is indented."""
    kind: Literal["", "source", "counts", "detail", "note", "problem"] = ""


def told(report: Report, store: str, most: int = MOST_SHOWN) -> Iterator[Told]:
    """Yield what an import did, or would do: first what went in and what came out, then what one should look at.

    Args:
        report: What happened.
        store: The store's name for the reader.
        most: How many matches and rejects are listed; the others are counted.
    """
    store = one_line(store)
    for read in report.files:
        title = importer_named(read.format).title
        yield Told(one_line(f"{read.file}: {read.rows:,} rows, {title}, dataset {read.dataset}"), "source")
    would = "Would be: " if report.is_dry_run else ""
    yield Told(would + ", ".join(_counts(report)), "counts")
    yield from _exceptions(report)
    yield from _added(report)
    yield from (Told(one_line(note), "note") for note in report.notes)
    yield from _rejects(report, most)
    if report.is_dry_run:
        yield from _samples(report.samples)
    yield from _matches(report.matches, store, most)


def _counts(report: Report) -> Iterator[str]:
    """Yield what became of everything that was read; the numbers add up to it."""
    for outcome in OUTCOMES:
        count = getattr(report, outcome)
        if count or outcome in _ALWAYS_COUNTED:
            yield counted(report, outcome)


def counted(report: Report, outcome: Outcome) -> str:
    """Return one of a report's counts in words, with the records that it is made of where they are not all events."""
    parts = ", ".join(_number_of(table, count) for table, count in report.by_table(outcome).items())
    return f"{getattr(report, outcome):,} {outcome}{f' ({parts})' if parts else ''}"


def _number_of(table: str, count: int) -> str:
    return f"{count:,} {table if count > 1 else table.removesuffix('s')}"


def _exceptions(report: Report) -> Iterator[Told]:
    if report.kept:
        yield Told(
            f"{report.kept:,} kept as they are, edited here or saying more than this data: "
            f"{_some(report.kept_ids, report.kept)}"
        )
    if report.repeated:
        yield Told(f"{report.repeated:,} repeated: they stand in the data more than once, with nothing different")
    if report.gone:
        yield Told(_not_in_it(report))


def _not_in_it(report: Report) -> str:
    """Say of events that came with an earlier import and are not in this data that nothing happened to them."""
    where = "the file" if len(report.files) == 1 else "these files"
    whose = "this dataset" if len({read.dataset for read in report.files}) == 1 else "these datasets"
    if report.gone == 1:
        said = f"1 event of {whose} that the store has is not in {where}; it stays"
    else:
        said = f"{report.gone:,} events of {whose} that the store has are not in {where}; they stay"
    return f"{said}: {_some(report.gone_ids, report.gone)}"


def _some(ids: Sequence[str], count: int) -> str:
    shown = ", ".join(one_line(record_id)[:_MOST_OF_VALUE] for record_id in ids[:_MOST_IDS])
    return f"{shown} and {count - _MOST_IDS:,} more" if count > _MOST_IDS else shown


def _added(report: Report) -> Iterator[Told]:
    found = [_number_of(table, count) for table, count in report.added.items()]
    if found:
        yield Told(f"New with them: {', '.join(found)}")


def _matches(matches: Sequence[Match], store: str, most: int) -> Iterator[Told]:
    if not matches:
        return
    yield Told(f"Taken for what {store} has, {len(matches):,}:")
    # where the names differ one wants to look; where they are the same, it is as expected
    telling = sorted(matches, key=lambda match: (match.named == match.name, match.table))
    for match in telling[:most]:
        words = f"{match.table.removesuffix('s')} {match.named} → {match.name} ({match.id})"
        yield Told("  " + one_line(words), "detail")
    if len(matches) > most:
        yield Told(f"  and {len(matches) - most:,} more; --json lists all", "detail")


def _rejects(report: Report, most: int) -> Iterator[Told]:
    if not report.rejected:
        return
    yield Told(f"Rejected, {report.rejected:,}:", "problem")
    for reject in report.rejects[:most]:
        yield Told(f"  {_where(reject)}: {one_line(reject.reason)}", "detail")
    if report.rejected > most:
        yield Told(f"  and {report.rejected - most:,} more", "detail")
    if report.rejects_files:
        files = ", ".join(one_line(path) for path in report.rejects_files)
        yield Told(f"All of them are in {files}, with their reasons: mend them there and import that.", "problem")


def _where(reject: Reject) -> str:
    place = f"{Path(reject.file).name} line {reject.line:,}" if reject.line else Path(reject.file).name
    if not reject.column:
        return one_line(place)
    return one_line(f'{place}, {reject.column} "{reject.value[:_MOST_OF_VALUE]}"')


def _samples(samples: Sequence[Event]) -> Iterator[Told]:
    if samples:
        yield Told("For example:")
    for event in samples:
        who = ", ".join(participant.id for participant in event.actors)
        facts = [event.date, event.title, who and f"who: {who}", event.place and f"where: {event.place}", event.id]
        yield Told("  " + one_line(" · ".join(fact for fact in facts if fact)), "detail")

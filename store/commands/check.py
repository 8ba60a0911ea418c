"""`dateline check`: every record, cross-reference and date of a store, validated."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from store.commands.output import say
from store.commands.parsing import add_store
from store.commands.stores import progress_for, store_path
from store.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from store.check import CheckReport

NAME: Final = "check"
HELP: Final = "validate every record, cross-reference and date"
EXAMPLES: Final = ("dateline check", "dateline check war.json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Check a store; the status is 1 when something in it has to be mended."""
    from store.check import check_store

    path = store_path(args.store)
    with progress_for(path, "Checking") as progress:
        report = check_store(path, progress=progress)
    say(_lines(path, report))
    return 0 if report.is_sound else 1


def _lines(path: Path, report: CheckReport) -> Iterator[str]:
    for finding in report.findings:
        yield one_line(f"{finding.severity}: {finding}")
    unlisted = report.errors + report.warnings - len(report.findings)
    if unlisted:
        yield f"and {unlisted:,} more"
    counts = ", ".join(_count(count, table.removesuffix("s")) for table, count in report.counts.items())
    name = one_line(path.name)
    if report.is_sound:
        warned = f", with {_count(report.warnings, 'warning')}" if report.warnings else ""
        yield f"{name} is sound{warned}: {counts}."
    else:
        found = f"{_count(report.errors, 'error')} and {_count(report.warnings, 'warning')}"
        yield f"{name} has {found}: {counts}. Nothing was changed; mend the records named above."


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"

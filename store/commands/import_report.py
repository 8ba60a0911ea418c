"""The report of an import on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.text import one_line

if TYPE_CHECKING:
    from store.importing.report import Report


def lines(report: Report, args: argparse.Namespace) -> Iterator[str]:
    """Yield the report, and what can be done next."""
    from store.importing.telling import told

    store = one_line(args.into)
    yield from (line.text for line in told(report, store))
    if report.rejected and not report.rejects_files and args.rejects is None:
        yield "To mend them, have them written to a file: --rejects FILE"
    if report.is_dry_run:
        yield "Nothing was written."
    elif report.written:
        yield f"{store} has them now. Open it with: dateline open {store}"

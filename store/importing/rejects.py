"""Rejected pieces in a file that can be mended and imported again: laid out as their source, with the reason beside.

The file is written as the rejects come, under a name of its own, and gets the name that was asked for when the import
is done.
"""

import csv
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from store.errors import StoreExists
from store.files import not_writable, shown
from store.importers.formulas import defused
from store.importers.protocol import JSON_LINES, REASON, Frame, Rejected
from store.importers.source import Source
from store.text import one_line


class _Layout(NamedTuple):
    """What sources must have in common for their rejects to go into one file."""

    frame: Frame | None
    header: tuple[str, ...] = ()
    delimiter: str = ","


def reason_of(rejected: Rejected) -> str:
    """Return in one sentence why a piece was rejected."""
    if not rejected.column:
        return rejected.reason
    found = f"is {one_line(rejected.value)[:80]!r}" if rejected.value else "is empty"
    return f"{rejected.column} {found}: {rejected.reason}"


class RejectsFile:
    """The rejects of an import; sources that are laid out differently get a file each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files: dict[_Layout, _File] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.drop()

    def add(self, rejected: Rejected, source: Source, frame: Frame | None) -> None:
        """Write one reject.

        Raises:
            StoreExists: Something has the file's name.
            StoreNotWritable: The system refuses.
        """
        if isinstance(rejected.raw, Mapping):
            layout = _Layout(frame or JSON_LINES)
        else:
            layout = _Layout(None, source.header, source.delimiter) if frame is None else _Layout(frame)
        if layout not in self._files:
            self._files[layout] = _File(self._name(len(self._files) + 1), layout)
        self._files[layout].add(rejected)

    def _name(self, number: int) -> Path:
        return self._path if number == 1 else self._path.with_name(f"{self._path.stem}-{number}{self._path.suffix}")

    def keep(self) -> list[Path]:
        """Give the files their names, and return these.

        Raises:
            StoreNotWritable: The system refuses.
        """
        for file in self._files.values():
            file.keep()
        return [file.path for file in self._files.values()]


class _File:
    """One file of rejects."""

    def __init__(self, path: Path, layout: _Layout) -> None:
        self.path = path
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._layout = layout
        self._count = 0
        with _refusals(path):
            if os.path.lexists(path):
                raise StoreExists(f"{shown(path)} exists and is left as it is. Give the rejects another name.")
            self._text = self._draft.open("x", encoding="utf-8", errors="backslashreplace", newline="")
        self._table = csv.writer(self._text, delimiter=layout.delimiter, lineterminator="\n")

    def add(self, rejected: Rejected) -> None:
        """Write one reject."""
        frame = self._layout.frame
        with _refusals(self.path):
            if frame is None:
                self._add_row(rejected)
            else:
                self._text.write(frame.between if self._count else frame.before)
                self._text.write(_piece(rejected))
        self._count += 1

    def _add_row(self, rejected: Rejected) -> None:
        header = self._layout.header
        if not self._count:
            self._table.writerow([*header, REASON])
        raw = rejected.raw
        cells = [raw] if isinstance(raw, str) else [defused(cell) for cell in raw]
        cells += [""] * (len(header) - len(cells))
        self._table.writerow([*cells[: len(header)], reason_of(rejected), *cells[len(header) :]])

    def keep(self) -> None:
        """Give the file its name."""
        with _refusals(self.path):
            if self._layout.frame is not None:
                self._text.write(self._layout.frame.after)
            self._text.close()
            self._draft.replace(self.path)

    def drop(self) -> None:
        """Remove the file unless it was kept."""
        with suppress(OSError):
            self._text.close()
        self._draft.unlink(missing_ok=True)


def _piece(rejected: Rejected) -> str:
    raw = rejected.raw
    if isinstance(raw, str):
        return raw
    return json.dumps({**raw, REASON: reason_of(rejected)} if isinstance(raw, Mapping) else raw, ensure_ascii=False)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise not_writable(path, error) from error

"""What a user asks of an import, and what is told while it runs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to bring where."""

    paths: Sequence[str]
    """Files; "-" is standard input."""
    store: Path
    format: str = ""
    """Empty: found out."""
    dataset: str = ""
    """Empty: the importer's own, else the file's name."""
    mapping: Mapping[str, str] = {}
    """Column by field."""
    encoding: str = ""
    is_dry_run: bool = False
    rejects: Path | None = None
    """Where rejects are written."""


class Progress(msgspec.Struct, frozen=True):
    """How far an import is."""

    rows: int
    done: int
    """Bytes of the sources that are read."""
    size: int
    """In all; 0 if that is not known."""
    is_writing: bool = False


class ImportStopped(Exception):
    """Raised by a follower to stop an import; the store is then as it was."""


Follower = Callable[[Progress], None]

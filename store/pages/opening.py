"""The bytes of a saved page: from a file or standard input, never from the network, and never without bound."""

import sys
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from store.errors import PageRefused, StoreNotFound, StoreNotReadable
from store.text import one_line

MOST_BYTES: Final = 24 << 20
"""Of a file; an .mhtml page holds its pictures too."""
MOST_TEXT_BYTES: Final = 4 << 20
"""Of the text or HTML itself; the longest articles have a tenth of it."""


class Raw(msgspec.Struct, frozen=True):
    """A page as it was saved."""

    name: str
    """The file's name, for its ending; empty for standard input."""
    label: str
    """What messages call it."""
    data: bytes


def open_page(path: str) -> Raw:
    """Return what is in a file, or on standard input for "-".

    Raises:
        StoreError: There is none, it cannot be read, or it is too large or empty.
    """
    if path == "-":
        return _checked(Raw("", "standard input", _bounded(sys.stdin.buffer)))
    label = one_line(path)
    if path.lower().startswith(("http://", "https://")):
        raise PageRefused(
            f"{label} is an address, and nothing is fetched. Save the page in your browser and name the file."
        )
    try:
        if Path(path).is_dir():
            raise PageRefused(f"{label} is a directory. Name the saved page in it.")
        with Path(path).open("rb") as file:
            return _checked(Raw(Path(path).name, label, _bounded(file)))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreNotFound(f"There is no file {label}. Check the name.") from error
    except OSError as error:
        raise StoreNotReadable(f"{label} cannot be read: {error.strerror}. Try a copy of it.") from error
    except ValueError as error:  # a name with a zero byte
        raise StoreNotFound(f"There can be no file {label}: {error}.") from error


def _bounded(file: BinaryIO) -> bytes:
    return file.read(MOST_BYTES + 1)


def _checked(raw: Raw) -> Raw:
    if len(raw.data) > MOST_BYTES:
        raise PageRefused(
            f"{raw.label} is larger than {MOST_BYTES >> 20} MB, which no article is. Save the text of the page alone."
        )
    if not raw.data.strip():
        raise PageRefused(f"{raw.label} is empty. Save the page once more, or paste its text into a file.")
    return raw

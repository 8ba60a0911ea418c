"""What the first bytes of a file say that it is: a byte order mark of some text, or no text at all."""

import codecs
from typing import Final

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, and the encodings that they stand for."""

_NO_TEXT: Final = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"SQLite format 3", "a database"),
    (b"bplist", "a Safari web archive"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"RDX", "an R data file"),
)
_PACKED: Final = (
    (b"PK\x03\x04", "an archive, or a document of a word processor"),
    (b"\x1f\x8b", "a gzip archive"),
)


def kind_of(data: bytes, *, is_unpacked: bool = False) -> str:
    """Return what a file is that is no text, in words; empty when its first bytes do not tell.

    Args:
        data: At least its first 16 bytes.
        is_unpacked: Whether archives that can be read were opened before.
    """
    kinds = _NO_TEXT if is_unpacked else (*_NO_TEXT, *_PACKED)
    return next((kind for magic, kind in kinds if data.startswith(magic)), "")

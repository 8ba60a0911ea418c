"""Text from a store is hostile until cleaned: what may reach a terminal, and how words are compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but tab and line feed: they drive the terminal
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls: they reorder what surrounds them
    "\u2028\u2029\ufff9-\ufffb\ufeff"  # separators, annotation anchors, byte order mark
    "\U000e0000-\U000e007f\ud800-\udfff]"  # invisible tags, and halves of surrogate pairs, which cannot be encoded
)
_ESCAPE_SEQUENCE: Final = re.compile(
    "(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)?"  # OSC, with its whole string
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    "|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]*(?:\x1b\\\\|\x9c)?"  # DCS, SOS, PM, APC
    "|\x1b[ -/]*[0-~]?"
)
_SPACE: Final = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return `text` without anything that could drive a terminal; line feeds and tabs stay."""
    if text.isprintable():  # nothing that is taken out is printable, nor any space but the plain one
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub("", _ESCAPE_SEQUENCE.sub("", text))


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space as one space."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", clean(text)).strip()


_FIRST_COMBINING: Final = "\u0300"
_LETTERS: Final = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "’": "'", "‘": "'", "–": "-", "—": "-"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` for comparison: no case, no diacritics, typographic quotes and dashes made plain."""
    return fold_long(text)


def fold_long(text: str) -> str:
    """Fold as `fold` does, without remembering the answer."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join([c for c in decomposed if c < _FIRST_COMBINING or not unicodedata.combining(c)])


def safe_url(url: str) -> str:
    """Return `url` if it may be opened (http or https, nothing but printable ASCII), else an empty string."""
    if url.isascii() and url.isprintable() and " " not in url and url.lower().startswith(("http://", "https://")):
        return url
    return ""

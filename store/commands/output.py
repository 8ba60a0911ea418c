"""The only way to standard output and standard error: what goes there is clean text, whatever the store holds."""

import codecs
import os
import sys
from collections.abc import Iterable
from typing import Final, TextIO

from store.text import clean

PIPE_WIDTH: Final = 80
"""Cells of a line of running text where there is no terminal to ask."""
_NARROWEST: Final = 20
_WIDEST_TEXT: Final = 100
"""Longer lines of running text are hard to read."""

_PLAINER: Final = {
    "–": "-", "—": "-", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"', "·": "-", "°": " deg",
    "│": "|", "┤": "|", "└": "+", "┬": "+", "×": "x", "●": "*", "○": "o", "▸": ">",
    "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "|", "▎": "|", "▏": "|",
}  # fmt: skip


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Stand in for characters that the output's encoding lacks: "24–30" must not become "24?30"."""
    assert isinstance(error, UnicodeEncodeError)
    lost = error.object[error.start : error.end]
    return "".join(_PLAINER.get(character) or _drawn_plainly(character) for character in lost), error.end


def _drawn_plainly(character: str) -> str:
    """Stand in for a character of a picture: a braille cell, a line; a question mark for all others."""
    if "\u2800" <= character <= "\u28ff":
        return ":" if character > "\u2800" else " "
    return "-" if "\u2500" <= character <= "\u257f" else "?"


def prepare() -> None:
    """Make standard output and error take any text, whatever the locale is."""
    codecs.register_error("dateline", _plainer)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test or an embedder may have put its own there
        if reconfigure is not None:
            reconfigure(errors="dateline")


def say(lines: str | Iterable[str]) -> None:
    """Write lines to standard output."""
    _write(sys.stdout, map(clean, (lines,) if isinstance(lines, str) else lines))


def say_json(texts: Iterable[str]) -> None:
    """Write JSON texts to standard output, a line each.

    Characters that could drive a terminal, or that the output's encoding lacks, are written as JSON escapes: the
    value stays exactly the same.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_unicode = codecs.lookup(encoding).name.startswith("utf")
    _write(sys.stdout, (_escaped(text, is_unicode) for text in texts))


def tell(message: str) -> None:
    """Write a message to standard error."""
    _write(sys.stderr, (clean(message),))


def _write(stream: TextIO | None, lines: Iterable[str]) -> None:
    if stream is None:  # closed by the caller (`>&-`)
        return
    for line in lines:
        stream.write(line + "\n")


def _escaped(text: str, is_unicode: bool) -> str:
    if text.isprintable() and (is_unicode or text.isascii()):  # what `clean` takes out is not printable
        return text
    return "".join(_escape(character, is_unicode) for character in text)


def _escape(character: str, is_unicode: bool) -> str:
    if character.isprintable() and (is_unicode or character.isascii()):
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether `stream` is a terminal; one that was closed is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def terminal_width() -> int | None:
    """Return the cells of a line of the terminal that standard output is; None when it is none."""
    if not is_terminal(sys.stdout):
        return None
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated):
        return max(int(stated), _NARROWEST)
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns or PIPE_WIDTH, _NARROWEST)
    except OSError:
        return PIPE_WIDTH


def text_width() -> int:
    """Return the cells of a line of running text on standard output."""
    return min(terminal_width() or PIPE_WIDTH, _WIDEST_TEXT)

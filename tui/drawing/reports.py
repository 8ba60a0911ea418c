"""The report of an import, and what an export did, as lines to read."""

from collections.abc import Iterable
from typing import Final

from store.importing.telling import Told
from tui.drawing.spans import Line, Span, label

_LOOKS: Final = {"source": "strong", "counts": "heading", "detail": "muted", "note": "", "problem": "warning", "": ""}


def report_lines(told: Iterable[Told], rows: int) -> list[Line]:
    """Draw the report: what went in, what came out, and the rest in paragraphs.

    Args:
        told: Its lines.
        rows: How many pieces were read.
    """
    lines: list[Line] = []
    for text, kind in told:
        if kind == "counts":
            lines += [[], [Span("in   ", "muted"), Span(f"{rows:,} rows", "strong")]]
            lines += [[Span("out  ", "muted"), Span(label(text), _LOOKS[kind])], []]
        elif kind == "detail":
            lines.append([Span("    "), Span(label(text.strip()), _LOOKS[kind])])
        else:
            lines.append([Span("", ""), Span(label(text), _LOOKS[kind])])
    return lines


def sentences(texts: Iterable[str], look: str = "") -> list[Line]:
    """Draw sentences with a line between them."""
    lines: list[Line] = []
    for text in texts:
        lines += [[Span(label(text), look)], []]
    return lines[:-1]

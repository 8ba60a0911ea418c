"""What stands in a pane that has nothing else to show."""

from collections.abc import Sequence

from tui.drawing.spans import Line, Span, wrap


def paragraphs(title: str, texts: Sequence[str], width: int) -> list[Line]:
    """Lay out a title and some sentences, away from the edge."""
    inner = max(10, width - 4)
    lines: list[Line] = [[], *([Span("  "), *line] for line in wrap([Span(title, "strong")], inner))]
    for text in texts:
        lines.append([])
        lines += [[Span("  "), *line] for line in wrap([Span(text, "muted")], inner)]
    return lines


def loading(title: str, share: float, width: int) -> list[Line]:
    """Draw how far a store is read."""
    cells = max(10, min(40, width - 12))
    done = int(cells * share)
    bar = [
        Span("  "),
        Span("━" * done, "heading"),
        Span("━" * (cells - done), "faint"),
        Span(f" {share:4.0%}", "muted"),
    ]
    return [[], [Span("  "), Span(f"Reading {title}", "strong")], [], bar]


def empty_store(title: str, width: int) -> list[Line]:
    """Say that a store has no events."""
    return paragraphs(f"{title} has no events yet.", ["Press q to leave."], width)


def no_match(ways_out: Sequence[tuple[str, int]], width: int) -> list[Line]:
    """Say which part of the filter leaves nothing over.

    Args:
        ways_out: Each part of the filter, with the events there would be without it.
        width: Cells.
    """
    helpful = [(text, count) for text, count in ways_out if count]
    texts = [f"Without {text}: {count:,} {'event' if count == 1 else 'events'}." for text, count in helpful]
    if not texts:
        texts = ["No single part of the filter does it: together they contradict each other."]
    texts.append("Click a part at the top to drop it, press / to change the search, or c to clear everything.")
    return paragraphs("No event passes the filter.", texts, width)

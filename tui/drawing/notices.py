"""What stands in a pane that has nothing else to show."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from store.text import one_line
from tui.drawing.spans import Line, Span, wrap

LEAST_CELLS: Final = 10


class Notice(Struct, frozen=True):
    """A title and some sentences; or how far something is."""

    title: str = ""
    texts: tuple[str, ...] = ()
    share: float | None = None
    """How much is done, from 0 to 1; None: nothing is under way."""

    def lines(self, width: int) -> list[Line]:
        """Lay it out for `width` cells, away from the edge."""
        inner = max(LEAST_CELLS, width - 4)
        found: list[Line] = []
        for text, look in ((self.title, "strong"), *((text, "muted") for text in self.texts)):
            if text:
                found += [[], *([Span("  "), *line] for line in wrap([Span(text, look)], inner))]
        return found if self.share is None else [*found, [], _bar(self.share, inner)]


def _bar(share: float, width: int) -> Line:
    cells = max(LEAST_CELLS, min(40, width - 8))
    done = int(cells * share)
    bar = [Span("  "), Span("━" * done, "heading"), Span("━" * (cells - done), "faint")]
    return [*bar, Span(f" {share:4.0%}", "muted")]


def loading(name: str, share: float) -> Notice:
    """Tell how far a store is read."""
    return Notice(f"Reading {one_line(name)}", share=share)


def empty_store(title: str, path: str) -> Notice:
    """Say that a store has no events, and what to do."""
    advice = f"Write events into {one_line(path)}, or press q and look at the bundled store with: dateline"
    return Notice(f"{one_line(title)} has no events yet.", (advice,))


def no_match(ways_out: Sequence[tuple[str, int]]) -> Notice:
    """Say which part of the filter leaves nothing over.

    Args:
        ways_out: Each part of the filter, with the events there would be without it.
    """
    helpful = [(text, count) for text, count in ways_out if count]
    texts = [f"Without {text}: {count:,} {'event' if count == 1 else 'events'}." for text, count in helpful]
    if not texts:
        texts = ["No single part of the filter does it: together they contradict each other."]
    texts.append("Click a part at the top to drop it, press / to change the search, or c to clear everything.")
    return Notice("No event passes the filter.", tuple(texts))

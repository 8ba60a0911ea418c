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

    ways: tuple[tuple[str, str], ...] = ()
    """(text, what a click on it asks for) of what can be done, before the last of the sentences."""

    def lines(self, width: int) -> list[Line]:
        """Lay it out for `width` cells, away from the edge."""
        inner = max(LEAST_CELLS, width - 4)
        said = [Span(self.title, "strong"), *(Span(text, "muted") for text in self.texts)]
        ways = [Span(text, "link", action) for text, action in self.ways]
        found: list[Line] = []
        for span in [*said[:-1], *ways, *said[-1:]] if len(said) > 1 else [*said, *ways]:
            if span.text:
                found += [[], *([Span("  "), *line] for line in wrap([span], inner))]
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
    first = "Press a to add an event, I to import a file of events, P to read a saved page, such as a news article."
    where = f"What you add is kept in {one_line(path)}. The command dateline alone opens the bundled store."
    return Notice(f"{one_line(title)} has no events yet.", (first, where))


def no_match(ways_out: Sequence[tuple[str, int]]) -> Notice:
    """Say which part of the filter leaves nothing over, and how to drop it.

    Args:
        ways_out: Each part of the filter, in order, with the events there would be without it.
    """
    is_one = len(ways_out) == 1
    ways: list[tuple[str, str]] = []
    for number, (text, count) in enumerate(ways_out):
        if count:
            key = "" if is_one else f"{number + 1}  "
            ways.append((f"{key}Without {text}: {count:,} {'event' if count == 1 else 'events'}.", f"drop:{number}"))
    texts = [] if ways else ["No single part of the filter does it: together they contradict each other."]
    drop = "Press x to drop it" if is_one else "Press x and its number to drop a part"
    texts.append(f"{drop}, or click it; / changes the search, c clears everything.")
    return Notice("No event passes the filter.", tuple(texts), ways=tuple(ways))

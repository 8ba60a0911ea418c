"""The lines over the prompt that say how the query may go on."""

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.message import Message

from store.query.completing import Offer
from tui.drawing.spans import Line, Span, label, shorten, spread, width_of
from tui.widgets.lines import LinePane

WIDEST: Final = 64
LEAST_NOTE: Final = 8
"""Cells under which a note says nothing."""


def _cells(offer: Offer) -> int:
    """Return the cells in which an offer is drawn whole, with the column of the scrollbar."""
    count = f"  {offer.count:,}" if offer.count is not None else ""
    return cell_len(label(offer.label)) + cell_len(label(offer.note)) + len(count) + 5


class Offers(LinePane, can_focus=False):
    """Ways to go on, one of which may be chosen. It stands over the panes and takes no room from them."""

    DEFAULT_CSS = """
    Offers { overlay: screen; display: none; background: $panel; }
    """
    POINTERS: ClassVar[dict[bool, Span]] = {True: Span("▌", "accent"), False: Span(" ")}

    @dataclass
    class Taken(Message):
        """A click took one."""

        offer: Offer

    def __init__(self) -> None:
        super().__init__()
        self.offers: list[Offer] = []
        self.chosen: int | None = None
        """The one that was chosen with the arrows; None: the first would be taken."""

    def show(self, offers: list[Offer], indent: int, room: int) -> None:
        """Show others, just over the line that is typed in.

        Args:
            offers: What to show; nothing is shown without any.
            indent: Cells before the piece that is written.
            room: Cells of the whole line.
        """
        self.offers, self.chosen, self.top = offers, None, 0
        self.display = bool(offers)
        if offers:
            width = min(WIDEST, room, max(map(_cells, offers)))
            self.styles.width, self.styles.height = width, len(offers)
            self.styles.offset = (max(0, min(indent - 1, room - width)), -len(offers))
            self.lines_changed()

    def choose(self, step: int) -> None:
        """Go to the next (`step` 1) or previous (-1) one, round and round."""
        count = len(self.offers)
        begin = -1 if step > 0 else 0
        self.chosen = ((self.chosen if self.chosen is not None else begin) + step) % count
        self.redraw()

    @property
    def next(self) -> Offer | None:
        """The one that would be taken."""
        return self.offers[self.chosen or 0] if self.offers else None

    def line_count(self) -> int:
        """Return how many there are."""
        return len(self.offers)

    def line(self, number: int, width: int) -> Line:
        """Draw one: what it is, its full name, and the events one would see."""
        offer = self.offers[number]
        count = [Span("  " + f"{offer.count:,}" if offer.count is not None else "", "muted")]
        name = Span(shorten(label(offer.label), max(1, width - width_of(count) - 2)), "" if offer.count else "muted")
        left: Line = [self.POINTERS[number == (self.chosen or 0)], name]
        if offer.count is None:
            left[1] = name._replace(look="key")
        room = width - width_of(left) - width_of(count) - 3
        if offer.note and room >= LEAST_NOTE:
            left.append(Span("  " + shorten(label(offer.note), room), "faint" if offer.count is None else "muted"))
        return spread(left, count, width)

    def over(self, number: int) -> str:
        """Lay the cursor over the one that was chosen."""
        return "cursor" if number == self.chosen else ""

    def clicked(self, number: int) -> None:
        """Take the one that was clicked."""
        self.post_message(self.Taken(self.offers[number]))

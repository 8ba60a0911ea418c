"""A scrolling pane that draws lines of spans: only those on the screen, whatever the number of lines."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from store.text import one_line
from tui.drawing.spans import Line
from tui.messages import Asked
from tui.palette import Palette

WHEEL_LINES: Final = 3


def painted(line: Line, palette: Palette, width: int, base: Style, over: Style | None = None) -> Strip:
    """Turn a line of spans into a strip of exactly `width` cells.

    Args:
        line: The spans. Their text is cleaned here once more: this is the last place before the terminal.
        palette: Gives each look its style.
        width: Cells.
        base: The widget's own style, under everything.
        over: A style on top, for the line under the cursor.
    """
    segments: list[Segment] = []
    for (look, action), spans in groupby(line, key=itemgetter(1, 2)):  # fewer segments, fewer bytes to the terminal
        text = "".join([span.text for span in spans])
        style = base + palette.style(look)
        if over is not None:
            style += over
        if action:
            style += Style(meta={"asked": action})
        segments.append(Segment(text if text.isprintable() else _printable(text), style))
    return Strip(segments).adjust_cell_length(width, base + over if over is not None else base)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the length of each run of numbers that follow one another."""
    for _key, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _at, number in run]
        yield found[0], len(found)


def _printable(text: str) -> str:
    """Return text without what is not to be printed; spaces at its ends stay, hard ones become plain."""
    text = text.replace("\u00a0", " ")
    return text if text.isprintable() else " ".join(map(one_line, text.split(" ")))


class LinePane(Widget, can_focus=True):
    """A pane of lines. Subclasses say how many there are and what each one is.

    It is no ScrollView: changing the number of lines there lays out the whole screen again, and its scrollbars are
    widgets that are painted a frame later. With neither, a key is answered in one frame instead of three.
    """

    palette: Palette | None = None
    """Set by the screen before anything is drawn, and again when the theme changes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.top = 0
        """The line at the top of the pane."""
        self._drawn: dict[int, tuple[Line, str, bool]] = {}
        """What each line of the screen showed when it was drawn last."""
        self._ahead: dict[int, tuple[Line, str, bool]] = {}
        """What lines of the screen show that were found to have changed, until they are drawn."""
        self._base_style: Style | None = None

    def line_count(self) -> int:
        """Return how many lines there are."""
        raise NotImplementedError

    def line(self, number: int, width: int) -> Line:
        """Return a line's spans, for `width` cells."""
        raise NotImplementedError

    def over(self, number: int) -> str:
        """Return the look that lies over a line; empty: none."""
        return ""

    def scrolled(self) -> None:
        """Take note that another line is at the top."""

    @property
    def line_width(self) -> int:
        """Cells in a line: the last column is the scrollbar's."""
        return max(0, self.content_size.width - 1)

    @property
    def height(self) -> int:
        """Lines on the screen."""
        return max(1, self.content_size.height)

    def lines_changed(self) -> None:
        """Take note that the lines are others now, and draw them."""
        self.top = max(0, min(self.top, self.line_count() - self.height))
        self.redraw()

    def scroll_to_line(self, top: int) -> None:
        """Put a line at the top, as far as there are lines enough under it."""
        top = max(0, min(top, self.line_count() - self.height))
        if top != self.top:
            self.top = top
            self.refresh()
            self.scrolled()

    def refresh_lines(self, *numbers: int) -> None:
        """Draw some lines again, if they are on the screen."""
        for number in numbers:
            if self.top <= number < self.top + self.height:
                self.refresh(Region(0, number - self.top, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen, and its piece of the scrollbar."""
        base, width = self.base_style, self.line_width
        if self.palette is None:
            return Strip.blank(width + 1, base)
        ahead = self._ahead.pop(y, None)
        line, look, is_thumb = self._drawn[y] = ahead if ahead is not None else self._drawing(y)
        over = self.palette.style(look) if look else None
        strip = painted(line, self.palette, width, base, over)
        thumb = Segment("▐" if is_thumb else " ", base + self.palette.style("faint"))
        return Strip([*strip, thumb], width + 1)

    @property
    def base_style(self) -> Style:
        """The widget's own style; Textual makes it anew at each look, which takes longer than the rest of a line."""
        if self._base_style is None:
            self._base_style = self.rich_style
        return self._base_style

    def notify_style_update(self) -> None:
        """Forget the style that was."""
        super().notify_style_update()
        self._base_style = None

    def _drawing(self, y: int) -> tuple[Line, str, bool]:
        """Return what a line of the screen shows: its spans, what lies over them, whether the thumb is beside it."""
        number = self.top + y
        if number >= self.line_count():
            return [], "", False
        return self.line(number, self.line_width), self.over(number), self._is_thumb(y)

    def redraw(self) -> None:
        """Draw again the lines of the screen that show something else now, and no others."""
        drawings = {y: self._drawing(y) for y in range(self.height)}
        changed = [y for y, drawing in drawings.items() if self._drawn.get(y) != drawing]
        for first, count in _runs(changed):  # a region costs Textual more than a line of it costs us
            self.refresh(Region(0, first, self.size.width, count))
        self._ahead = {y: drawings[y] for y in changed}

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw again, and forget what was to be drawn: something may have changed since."""
        self._ahead = {}
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _is_thumb(self, y: int) -> bool:
        count, height = self.line_count(), self.height
        if count <= height:
            return False
        size = max(1, height * height // count)
        start = round(self.top / (count - height) * (height - size))
        return start <= y < start + size

    def on_resize(self, message: events.Resize) -> None:
        """Keep within the lines."""
        self.lines_changed()

    def on_mouse_scroll_down(self, message: events.MouseScrollDown) -> None:
        """Scroll down."""
        message.stop()
        self.scroll_to_line(self.top + WHEEL_LINES)

    def on_mouse_scroll_up(self, message: events.MouseScrollUp) -> None:
        """Scroll up."""
        message.stop()
        self.scroll_to_line(self.top - WHEEL_LINES)

    def on_click(self, message: events.Click) -> None:
        """Do what was clicked on: the scrollbar, or something in a line."""
        at = message.get_content_offset(self)
        if at is None:
            return
        message.stop()
        asked = message.style.meta.get("asked")
        if at.x >= self.line_width:
            share = at.y / max(1, self.height - 1)
            self.scroll_to_line(round(share * (self.line_count() - self.height)))
        elif asked:
            self.post_message(Asked(asked))
        elif self.top + at.y < self.line_count():
            self.clicked(self.top + at.y)

    def clicked(self, number: int) -> None:
        """Do what a click on a line asks for."""

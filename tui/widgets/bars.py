"""The lines at the top and the foot of the screen."""

from typing import Final

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from store.plain import cell_width, wrap
from tui.drawing.spans import Line, Span, fit, spread, width_of
from tui.messages import Asked
from tui.palette import Palette
from tui.widgets.lines import painted
from tui.widgets.number_prompt import MOST

LAST: Final = ("close", "back", "later", "help", "quit")
"""Hints for which there is always room, at the end of the line: those that lead back before the others."""


GAP: Final = 2
"""Cells after a hint, which the last of the line does without."""


class LineBar(Widget):
    """One line, made anew whenever what it tells changes."""

    DEFAULT_CSS = "LineBar { height: 1; }"

    palette: Palette | None = None

    def drawn(self, width: int) -> Line:
        """Return the line for `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        width = self.content_size.width
        if self.palette is None:
            return Strip([Segment(" " * width, self.rich_style)])
        return painted(self.drawn(width), self.palette, width, self.rich_style)

    def on_click(self, message: events.Click) -> None:
        """Ask for what was clicked on."""
        asked = message.style.meta.get("asked")
        if asked:
            self.post_message(Asked(asked))


class StatusBar(LineBar):
    """What is open, what is asked for, and where one is in it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.title = ""
        self.chips: list[tuple[str, str]] = []
        """(text, action that drops it) of each term of the filter."""
        self.is_numbered = False
        """Whether each chip has its number, by which it can be dropped."""
        self.place = ""
        self.dated = ""
        """How sure it is that events lie within the dates asked for; told where there is room."""
        self.notice = ""

    def tell(self, *, title: str, chips: list[tuple[str, str]], place: str, notice: str, dated: str = "") -> None:
        """Replace what it tells."""
        self.title, self.chips, self.place, self.notice, self.dated = title, chips, place, notice, dated
        self.refresh()

    def number(self, is_numbered: bool) -> None:
        """Show the chips' numbers, or no longer."""
        self.is_numbered = is_numbered
        self.refresh()

    def drawn(self, width: int) -> Line:
        """Put the position at the right, and what fits of the rest before it."""
        left: Line = [Span(" Dateline ", "accent"), Span(f" {self.title} ", "strong")]
        for number, (text, action) in enumerate(self.chips, 1):
            left += [Span(" "), Span(f" {number} " if self.is_numbered and number <= MOST else "", "key", action)]
            left.append(Span(f" {text} ✕ ", "chip", action))
        right = [Span(self.notice + "  ", "warning", "unsound:"), Span(self.place + " ", "muted")]
        if self.dated and width_of(right) + len(self.dated) + 2 < width - width_of(left[2:]):
            right.insert(1, Span(f"{self.dated}  ", "muted"))
        right = [span for span in right if span.text.strip()]
        if self.chips and width_of(left) + width_of(right) > width:
            left = [left[0], *left[2:]]
        if self.dated and width_of(left) + width_of(right) > width:
            left = left[1:]
        return spread(left, fit(right, width), width)


class HintBar(LineBar):
    """What the pane that has the focus can do, or a message."""

    def __init__(self, *, id: str | None = None, most_lines: int = 1) -> None:  # noqa: A002 - Textual's name for it
        """Prepare to tell.

        Args:
            id: Textual's.
            most_lines: So many lines a message may take that has no room in one.
        """
        super().__init__(id=id)
        self.hints: list[tuple[str, str]] = []
        self.message = ""
        self._most_lines = most_lines

    def tell(self, hints: list[tuple[str, str]], message: str = "") -> None:
        """Replace what it tells; a message stands before the keys."""
        self.hints, self.message = hints, message
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """Take as many lines as the message needs in another width."""
        self._fit()

    def _fit(self) -> None:
        lines = len(self._wrapped(self.content_size.width))
        if self._most_lines > 1 and self.size.height != lines:
            self.styles.height = lines

    def _wrapped(self, width: int) -> list[str]:
        """Return the lines of the message; what has no room in as many as it may take is in the last."""
        if self._most_lines == 1 or cell_width(self.message) < width or width < 2:
            return [self.message]
        lines = list(wrap(self.message, width - 1))
        last = self._most_lines - 1
        return lines if len(lines) <= last else [*lines[:last], " ".join(lines[last:])]

    def render_line(self, y: int) -> Strip:
        """Draw the hints, or a line of the message."""
        width = self.content_size.width
        lines = self._wrapped(width)
        if not y or self.palette is None or y >= len(lines):
            return super().render_line(y)
        return painted(fit([Span(f" {lines[y]}", "warning")], width), self.palette, width, self.rich_style)

    def drawn(self, width: int) -> Line:
        """Draw whole hints as far as they fit; the way back before all others, then help, then quit."""
        if self.message:
            return fit([Span(f" {self._wrapped(width)[0]}", "warning")], width)
        last = [hint for hint in self.hints if hint[1] in LAST]
        first = [hint for hint in self.hints if hint not in last]
        while len(last) > 1 and sum(width_of(_hint(*hint)) for hint in last) >= width + GAP:
            last.pop()
        room = width + GAP - sum(width_of(_hint(*hint)) for hint in last)
        line: Line = [Span(" ")]
        for hint in first:
            drawn = _hint(*hint)
            if width_of(line) + width_of(drawn) > room:
                break
            line += drawn
        for hint in last:
            line += _hint(*hint)
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip())
        return fit(line, width)


def _hint(key: str, word: str) -> Line:
    return [Span(f"{key} ", "key"), Span(word + " " * GAP, "muted")]


class WordsBar(LineBar):
    """A line that is given as it is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._line: Line = []

    def tell(self, line: Line) -> None:
        """Replace the line."""
        if line != self._line:
            self._line = line
            self.refresh()

    def drawn(self, width: int) -> Line:
        """Draw as much of it as fits."""
        return fit(self._line, width)


class TitleBar(WordsBar):
    """What is on the screen at the left, how far one is in it at the right."""

    right: Line = []  # noqa: RUF012 - replaced, never changed

    def drawn(self, width: int) -> Line:
        """Draw both; the left gives way."""
        return spread(self._line, self.right, width)


class RailLegend(WordsBar):
    """The letters of the rails over the list, and a line between it and the overview."""

    def drawn(self, width: int) -> Line:
        """Draw the letters and fill the line."""
        return spread(self._line, [], width, Span("─", "faint"))


class TabBar(LineBar):
    """Names of the panes, where only one of them has room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._current = ""

    def tell(self, current: str) -> None:
        """Say which pane is on show."""
        self._current = current
        self.refresh()

    def drawn(self, width: int) -> Line:
        """Draw a tab for each pane, and the key that goes from one to the next."""
        line: Line = []
        for name, title in (("actors", "Filters"), ("timeline", "Timeline"), ("article", "Article")):
            look = "chip" if name == self._current else "muted"
            line += [Span(f" {title} ", look, f"pane:{name}"), Span(" ")]
        return fit([*line, Span(" tab ", "key"), Span("next", "muted")], width)

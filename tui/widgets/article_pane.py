"""The article pane: the event under the cursor, to be read."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from store.reading import EventReading
from tui.bindings import bindings_for
from tui.drawing.article import MEANWHILE, article_lines, meanwhile_strip
from tui.drawing.notices import Notice
from tui.drawing.spans import Line
from tui.messages import Asked
from tui.widgets.lines import LinePane


class ArticlePane(LinePane):
    """Lays out one reading; lays it out again when its width changes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("article")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.reading: EventReading | None = None
        self._hits: tuple[str, ...] = ()
        self._notice = Notice()
        self._lines: list[Line] = []
        self._laid_out_for = 0
        self._strip: list[Line] = []
        """*Meanwhile*, at the foot of the pane while its own lines are not in sight."""
        self._strip_until = 0
        """The line of the text from which on it is in sight."""

    def show(self, reading: EventReading | None, hits: tuple[str, ...] = (), notice: Notice | None = None) -> None:
        """Show an event from its headline on, or a notice when there is none."""
        self.reading, self._hits, self._notice = reading, hits, notice or Notice()
        self.top = 0
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(12, self.line_width)
        self._laid_out_for = width
        self._lines = article_lines(self.reading, width, self._hits) if self.reading else self._notice.lines(width)
        self._strip = []
        if self.reading is not None and self.reading.meanwhile:
            self._strip = meanwhile_strip(self.reading, width, 1 + min(4, self.height // 7))
            title = next(n for n, line in enumerate(self._lines) if line and line[0] is MEANWHILE)
            self._strip_until = title + min(len(self._strip), self.height)
        self.lines_changed()

    def on_resize(self, message: events.Resize) -> None:
        """Wrap for the new width."""
        self._lay_out()

    def line_count(self) -> int:
        """Return how many lines were laid out."""
        return len(self._lines)

    def line(self, number: int, width: int) -> Line:
        """Return one of them, or of those at the foot."""
        if self._strip and self.top + self.height < self._strip_until:
            at = number - self.top - (self.height - len(self._strip))
            if at >= 0:
                return self._strip[at]
        return self._lines[number]

    # keys

    def action_down(self) -> None:
        """Scroll down a line."""
        self.scroll_to_line(self.top + 1)

    def action_up(self) -> None:
        """Scroll up a line."""
        self.scroll_to_line(self.top - 1)

    def _page(self, step: int) -> None:
        self.scroll_to_line(self.top + step * max(1, self.height - 2))

    def action_page_down(self) -> None:
        """Scroll a screen down."""
        self._page(1)

    def action_page_up(self) -> None:
        """Scroll a screen up."""
        self._page(-1)

    def action_first(self) -> None:
        """Go to the top."""
        self.scroll_to_line(0)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_to_line(self.line_count())

    def action_open_source(self, number: int = 0) -> None:
        """Open a source; without a number the first that has a link."""
        if self.reading is not None:
            linked = [source.number for source in self.reading.sources if source.url]
            self.post_message(Asked(f"source:{number or next(iter(linked), 0)}"))

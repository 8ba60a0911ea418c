"""An article of the store, read whole, with the sentences that its events rest on."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen

from tui.articles import ArticleText
from tui.bindings import bindings_for, hints_for
from tui.commands import Where
from tui.drawing.marked import lines_with_hits
from tui.drawing.spans import Line, Span
from tui.messages import Asked
from tui.palette import Palette, colours_by_bloc
from tui.sources import open_url
from tui.widgets.bars import HintBar, LineBar, TitleBar, WordsBar
from tui.widgets.prompt import Prompt
from tui.widgets.sheet import Sheet


@dataclass(frozen=True)
class Left:
    """Where the reader left an article."""

    event_id: str
    """The event to go to; empty: none."""
    top: int
    """The line at the top of the screen."""


class ArticleScreen(Screen[Left]):
    """Reads one article."""

    pane: Where = "reader"
    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reader")
    DEFAULT_CSS = """
    ArticleScreen { layout: vertical; background: $background; }
    ArticleScreen #title, ArticleScreen #hints { background: $panel; }
    ArticleScreen #middle { height: 1fr; align-horizontal: center; }
    ArticleScreen Sheet { height: 1fr; max-width: 84; padding: 1 1 0 0; }
    ArticleScreen #event { background: $surface; }
    """

    def __init__(self, text: ArticleText, top: int | None = None) -> None:
        """Prepare to read.

        Args:
            text: The article.
            top: The line to begin at; None: the sentence of the event that the reader comes from.
        """
        super().__init__()
        self.text = text
        self._top = top
        self._lines: list[Line] = []
        self._hit = -1
        self._message = ""

    def compose(self) -> ComposeResult:
        """Put the text between its title and the event that the reader is at."""
        yield TitleBar(id="title")
        with Vertical(id="middle"):
            yield Sheet(id="text")
        yield WordsBar(id="event")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        """Take the theme's colours, now and whenever they change."""
        self.sheet = self.query_one(Sheet)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()

    def _paint(self) -> None:
        timeline = self.text.timeline
        stated = [(timeline.bloc_of(actor.id), actor.colour) for actor in timeline.actors.values()]
        palette = Palette(self.app.current_theme, self.app.theme_variables, colours_by_bloc(stated))
        for bar in self.query(LineBar):
            bar.palette = palette
            bar.refresh()
        self.sheet.palette = palette
        self.sheet.refresh()

    @on(Sheet.Resized)
    def show_article(self) -> None:
        """Draw everything as it is now."""
        if not self.sheet.line_width:
            return
        current = self._draw()
        if self._top is not None:
            self.sheet.scroll_to_line(self._top)
        elif current:
            self.sheet.reveal(current[0], current[-1])
        self._top = self.sheet.top

    def _draw(self) -> list[int]:
        self._lines, current = self.text.lines(self.sheet.line_width)
        self.sheet.show(self._lines)
        title, events = self.query_one("#title", TitleBar), self.text.events
        title.right = [Span(f"cited by {len(events)} event{'' if len(events) == 1 else 's'} ", "strong")]
        title.tell([Span(" Article ", "accent"), Span(f" {self.text.reading.headline}", "muted")])
        title.refresh()
        event = self.text.event
        told: Line = [Span(" No event cites it.", "muted")]
        if event is not None:
            rests = "" if event.spans else " (no sentence is noted) "
            told = [Span(f" {self.text.current + 1} of {len(events)} ", "key"), Span(rests, "muted"), Span(event.words)]
        self.query_one("#event", WordsBar).tell(told)
        self.say(self._message)
        return current

    def say(self, message: str) -> None:
        """Tell something at the foot of the screen."""
        self._message = message
        self.query_one(HintBar).tell(hints_for("reader"), message)

    # scrolling

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.sheet.step(lines)
        self._top = self.sheet.top

    def action_page(self, pages: int) -> None:
        """Scroll by most of a screen."""
        self.action_scroll(pages * max(1, self.sheet.height - 2))

    # the events that cite it

    def action_step_event(self, step: int) -> None:
        """Go to the sentence of another event that cites it."""
        self._message = ""
        self.text.step(step)
        self._go_to(self._draw())

    def _go_to(self, lines: list[int]) -> None:
        if lines:
            self.sheet.reveal(lines[0], lines[-1])
        self._top = self.sheet.top

    @on(Asked)
    def _pointed(self, message: Asked) -> None:
        verb, _, numbers = message.what.partition(":")
        if verb == "cites" and numbers:
            self.text.current = int(numbers.split(",")[0])
            self._draw()

    def action_read(self) -> None:
        """Close the article and go to the event in the timeline."""
        if self.text.event is None:
            self.say("No event cites this article.")
        else:
            self.dismiss(Left(self.text.event.id, self.sheet.top))

    # find

    async def action_find(self) -> None:
        """Find a word in the article."""
        if not self.query(Prompt):
            await self.mount(Prompt("find", "find", "", "a word or a phrase", keys="enter find  esc leave"))

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        self._message = ""
        self.text.find(message.text)
        self._draw()
        found = lines_with_hits(self._lines)
        self._hit = -1
        for prompt in self.query(Prompt):
            count = f"{len(found)} line{'' if len(found) == 1 else 's'}"
            prompt.reply(f"in {count}" if found else "It does not stand there." if self.text.wanted else "")
        if found:
            self._go_to(found[:1])

    @on(Prompt.Submitted)
    def _entered(self) -> None:
        self._leave_prompt()
        self._hit = -1
        self.action_step_match(1)

    @on(Prompt.Cancelled)
    def _left(self) -> None:
        self._leave_prompt()
        self.text.find("")
        self._draw()

    def _leave_prompt(self) -> None:
        for prompt in self.query(Prompt):
            prompt.leave()
        self.set_focus(self.sheet)

    def action_step_match(self, step: int) -> None:
        """Go to the next or the previous line that holds what was searched for."""
        found = lines_with_hits(self._lines)
        if not found:
            self.say("It does not stand there." if self.text.wanted else "Nothing is searched for. / finds a word.")
            return
        self._hit = (self._hit + step) % len(found)
        self._go_to([found[self._hit]])
        self.say(f"Line {self._hit + 1} of {len(found)} that hold it. n N go on.")

    # the rest

    def action_open_link(self) -> None:
        """Open the page that it was published on."""
        if self.text.url:
            self.say(open_url(self.text.url, self.app.copy_to_clipboard, "the page that it was published on"))
        else:
            self.say("The store has no link to it.")

    def action_close(self) -> None:
        """Go back to the browser as it was."""
        if self.text.wanted:
            self._message = ""
            self.text.find("")
            self._draw()
        else:
            self.dismiss(Left("", self.sheet.top))

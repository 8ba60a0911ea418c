"""The review of an article: its text on the left, drafts of its events on the right, and a person who decides."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen

from store.drafting import Draft
from store.errors import StoreError
from store.reviewing import Learnt
from store.reviewing.writing import Finished, finish
from tui.bindings import bindings_for, hints_for
from tui.commands import Where
from tui.drawing.cards import card_lines
from tui.drawing.marked import LEGEND
from tui.drawing.spans import Line, Span, label
from tui.messages import Asked
from tui.palette import Palette, colours_by_bloc
from tui.reviewing import Reviewing
from tui.widgets.bars import HintBar, LineBar, TitleBar
from tui.widgets.sheet import Sheet

BESIDE: Final = 100
"""Cells from which on article and drafts stand beside each other; else one is over the other."""


class ReviewScreen(Screen[Finished | None]):
    """Closes with what is to be written; with nothing when the reader leaves it for later."""

    pane: Where = "review"
    AUTO_FOCUS = "#drafts"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("review")
    DEFAULT_CSS = """
    ReviewScreen { layout: vertical; background: $background; }
    ReviewScreen #title, ReviewScreen #hints { background: $panel; }
    ReviewScreen #both { height: 1fr; layout: horizontal; }
    ReviewScreen Sheet { border: round $border; border-title-color: $foreground 70%;
        border-subtitle-color: $foreground 60%; height: 100%; width: 1fr; }
    ReviewScreen Sheet:focus { border: round $primary; border-title-color: $primary; border-title-style: bold; }
    ReviewScreen #both.-over { layout: vertical; }
    ReviewScreen #both.-over Sheet { width: 100%; height: 1fr; }
    ReviewScreen #both.-over Sheet:focus { height: 2fr; }
    """

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self.reviewing = reviewing
        self._message = ""
        self._is_told = False
        """Whether the reader who leaves was told that the review cannot be kept."""
        self._firsts: list[int] = []

    def compose(self) -> ComposeResult:
        """Put the article beside the drafts."""
        yield TitleBar(id="title")
        with Container(id="both"):
            yield Sheet(id="text")
            yield Sheet(id="drafts")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        """Take the theme's colours, now and whenever they change."""
        self.text, self.drafts = self.query_one("#text", Sheet), self.query_one("#drafts", Sheet)
        self.text.border_title, self.drafts.border_title = "Article", "Draft events"
        self.text.border_subtitle = LEGEND.replace("[", r"\[")
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()

    def on_resize(self, message: events.Resize) -> None:
        """Put the two over each other where there is little room."""
        self.query_one("#both").set_class(message.size.width < BESIDE, "-over")

    def _paint(self) -> None:
        timeline = self.reviewing.review.timeline
        stated = [(timeline.bloc_of(actor.id), actor.colour) for actor in timeline.actors.values()]
        palette = Palette(self.app.current_theme, self.app.theme_variables, colours_by_bloc(stated))
        for bar in self.query(LineBar):
            bar.palette = palette
            bar.refresh()
        for sheet in (self.text, self.drafts):
            sheet.palette = palette
            sheet.refresh()

    # what is on show

    @on(Sheet.Resized)
    def show_review(self) -> None:
        """Draw everything as it is now."""
        reviewing = self.reviewing
        if not self.text.line_width or not self.drafts.line_width:
            return
        lines, current = reviewing.article(self.text.line_width)
        self.text.show(lines)
        if current:
            self.text.reveal(current[0], current[-1])
        cards, self._firsts = card_lines(reviewing.cards(), reviewing.current, self.drafts.line_width)
        self.drafts.show(cards or _nothing())
        if cards:
            first = self._firsts[reviewing.current]
            self.drafts.reveal(first, self._firsts[reviewing.current + 1] - 1)
        title = self.query_one("#title", TitleBar)
        title.right = [Span(f"{reviewing.progress()} ", "strong")]
        title.tell([Span(" Review ", "accent"), Span(f" {label(reviewing.review.page.headline)}", "muted")])
        title.refresh()
        self.say(self._message)

    def say(self, message: str) -> None:
        """Tell something at the foot of the screen, until the next key that changes something."""
        self._message = message
        self.query_one(HintBar).tell(hints_for("review"), message)

    def _changed(self, said: str = "") -> None:
        """Keep the review and show it."""
        problem = self.reviewing.keep()
        self.reviewing.settle()
        self._message = problem or said
        self.show_review()

    # moving

    def action_move(self, step: int) -> None:
        """Go to another draft."""
        self.reviewing.move(step)
        self._message = ""
        self.show_review()

    def action_scroll(self, pages: int) -> None:
        """Scroll the pane in use by most of a screen."""
        sheet = self.text if self.text.has_focus else self.drafts
        sheet.step(pages * max(1, sheet.height - 2))

    def action_other_pane(self) -> None:
        """Go from the drafts to the article, and back."""
        self.set_focus(self.drafts if self.text.has_focus else self.text)

    @on(Asked)
    def _pointed(self, message: Asked) -> None:
        verb, _, numbers = message.what.partition(":")
        if verb == "draft" and numbers:
            self.reviewing.current = int(numbers.split(",")[0])
            self.action_move(0)

    # deciding

    def _can_decide(self) -> bool:
        review, current = self.reviewing.review, self.reviewing.current
        if not review.size:
            self.say("There is no draft here. r shows what was cut, n the names that are not known.")
            return False
        if review.verdict(current) == "stored":
            self.say("That one is in the store already; edit it there.")
            return False
        return True

    def _decide(self, act: Callable[[int], None]) -> None:
        """Decide on the current draft, and go on to the next one that is open."""
        review = self.reviewing.review
        act(self.reviewing.current)
        following = review.next_open(self.reviewing.current)
        is_all = review.reviewed == review.size
        self.reviewing.current = following
        self._changed("All are reviewed. F writes what was accepted into the store." if is_all else "")

    def action_accept(self) -> None:
        """Accept the draft."""
        if self._can_decide():
            self._decide(lambda number: self.reviewing.review.decide(number, "accepted"))

    def action_reject(self) -> None:
        """Reject the draft."""
        if self._can_decide():
            self._decide(lambda number: self.reviewing.review.decide(number, "rejected"))

    def action_merge(self) -> None:
        """Choose the event of the store that the draft joins."""
        from tui.screens.review_choices import MergeScreen

        if not self._can_decide():
            return
        matches = self.reviewing.matches()
        if not matches:
            self.say("No event of the store has the same days with this place or these actors.")
            return
        self.app.push_screen(MergeScreen(matches), self._merge)

    def _merge(self, id_: str | None) -> None:
        if id_:
            self._decide(lambda number: self.reviewing.review.decide(number, "merged", id_))

    def action_edit(self) -> None:
        """Edit the draft as lines of text."""
        from tui.screens.draft_form import DraftForm

        if self._can_decide():
            number = self.reviewing.current
            draft = self.reviewing.review.draft(number)
            self.app.push_screen(DraftForm(number + 1, draft, self.reviewing.book), self._edited)

    def _edited(self, draft: Draft | None) -> None:
        if draft is not None:
            self._decide(lambda number: self.reviewing.review.edit(number, draft))

    def action_undo(self) -> None:
        """Take back what was done last in this review."""
        name = self.reviewing.review.undo()
        self._changed(f"Undone: {name}." if name else "There is nothing to undo in this review.")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        name = self.reviewing.review.redo()
        self._changed(f"Done again: {name}." if name else "There is nothing to do again.")

    # the article and its names

    def action_restore(self) -> None:
        """Show what was cut from the page, to put a line back."""
        from tui.screens.review_choices import CutScreen

        self.app.push_screen(CutScreen(self.reviewing.review.page.cut), self._restored)

    def _restored(self, at: int | None) -> None:
        if at is not None:
            self.reviewing.review.restore(at)
            self._changed("The line is in the article again, which was read anew. u takes it out.")

    def action_names(self) -> None:
        """Show names that are not known."""
        from tui.screens.review_choices import NamesScreen

        unknown = self.reviewing.review.unknown
        self.app.push_screen(NamesScreen(unknown, self.reviewing.book), self._learn)

    def _learn(self, learnt: Learnt | None) -> None:
        if learnt is None:
            return
        self.reviewing.review.learn(learnt)
        self._changed()
        if self.reviewing.review.unknown:
            self.action_names()

    # the end

    def action_finish(self) -> None:
        """Write what was accepted and merged into the store."""
        review = self.reviewing.review
        if not any(review.verdict(number) in ("accepted", "merged") for number in range(review.size)):
            self.say("Nothing is accepted yet. y accepts a draft, esc leaves the review for later.")
            return
        try:
            finished = finish(review)
        except StoreError as error:
            self.say(f"Nothing was written. {error}")
        else:
            self.dismiss(finished)

    def action_close(self) -> None:
        """Leave the review for later; where it cannot be kept, only when the reader asks again."""
        problem = self.reviewing.keep()
        if problem and not self._is_told:
            self._is_told = True
            self.say(f"{problem} esc again leaves without it.")
        else:
            self.dismiss(None)


def _nothing() -> list[Line]:
    return [
        [Span("No sentence of this article reports an event with a day.", "muted")],
        [],
        [Span("r ", "key"), Span("shows what was cut from the page", "muted")],
        [Span("n ", "key"), Span("names that the store does not have", "muted")],
    ]

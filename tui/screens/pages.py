"""The part of the browser that reads a saved page, has its drafts reviewed, and writes what came of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message

from store.errors import StoreError
from store.text import one_line
from store.timeline import Timeline
from tui.screens.writing import Writing

if TYPE_CHECKING:
    from store.editing.changes import Step
    from store.pages import Raw
    from store.reviewing.writing import Finished
    from tui.reviewing import Reviewing

AFTERWARDS: Final = " u undoes it."


@dataclass
class PageRead(Message):
    """A page is read; its review can begin, or go on."""

    reviewing: "Reviewing"


@dataclass
class PageNotRead(Message):
    """A page cannot be read; `reason` is a sentence or two."""

    reason: str


class ReadingPages(Writing):
    """Opens the review of a page."""

    def action_read_page(self) -> None:
        """Read a saved page and review the drafts of its events."""
        from tui.screens.page_file import PageScreen

        if self.browsing is not None:
            self.app.push_screen(PageScreen(), self._read_file)

    def _read_file(self, path: Path | None) -> None:
        if path is not None:
            self.say(f"Reading {one_line(path.name)} ...")
            self.run_worker(lambda: self._open_page(path), thread=True, group="page")

    def _open_page(self, path: Path) -> None:
        """Read a page. Runs in a thread worker."""
        from store.pages import open_page

        try:
            raw = open_page(str(path))
        except StoreError as error:
            self.post_message(PageNotRead(str(error)))
        else:
            self._read_raw(raw)

    def review_page(self, raw: "Raw") -> None:
        """Review a page that was saved."""
        self.say(f"Reading {raw.label} ...")
        self.run_worker(lambda: self._read_raw(raw), thread=True, group="page")

    def _read_raw(self, raw: "Raw") -> None:
        """Find what there is to review. Runs in a thread worker."""
        from tui.reviewing import Reviewing

        if self.browsing is None:
            return
        try:
            self.post_message(PageRead(Reviewing.opened(raw, self.browsing.timeline, self.path)))
        except StoreError as error:
            self.post_message(PageNotRead(str(error)))

    @on(PageNotRead)
    def _say_why(self, message: PageNotRead) -> None:
        self.say(message.reason)

    @on(PageRead)
    def _review(self, message: PageRead) -> None:
        from tui.screens.review import ReviewScreen

        self.say("")
        reviewing = message.reviewing
        self.app.push_screen(ReviewScreen(reviewing), lambda finished: self._write(reviewing, finished))

    def _write(self, reviewing: "Reviewing", finished: "Finished | None") -> None:
        """Write what was accepted, in the store as it is then."""
        review = reviewing.review
        if finished is None:
            if review.is_touched:
                self.say("The review is kept: open the same page again to go on with it.")
            return

        def made(now: Timeline) -> "Step":
            from store.reviewing.writing import finish

            return finish(review.carried_to(now)).step

        self.do(made, show=finished.first, said=finished.said() + AFTERWARDS)

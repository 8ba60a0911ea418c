"""The part of the browser that opens the article that an event cites."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from store.errors import StoreError
from store.reading import Link
from store.timeline import Timeline
from tui.drawing.spans import Span
from tui.messages import Asked
from tui.screens.showing import Showing
from tui.widgets.choice_list import Row

if TYPE_CHECKING:
    from tui.articles import ArticleText
    from tui.screens.reader import Left


@dataclass
class ArticleFound(Message):
    """An article can be read."""

    text: "ArticleText"


@dataclass
class ArticleNotFound(Message):
    """It cannot; `reason` is a sentence."""

    reason: str


class ReadingArticles(Showing):
    """Reads articles whole, and remembers where the reader was in each."""

    def __init__(self) -> None:
        super().__init__()
        self._article_tops: dict[tuple[str, int], int] = {}
        """The line at the top when an article was left, by its id and the columns of the screen."""

    def action_read_article(self) -> None:
        """Read the whole article that the event cites."""
        from tui.screens.choosing import PickScreen

        reading = self.article.reading
        if reading is None or self.browsing is None:
            return
        known = [each for each in reading.articles if each.id in self.browsing.timeline.articles]
        if not known:
            self.say("This event cites no article of the store. / has:article finds those that do.")
        elif len(known) == 1:
            self.open_article(known[0].id)
        else:
            rows = [(Row([Span(each.name)]), each.name) for each in known]
            self.app.push_screen(PickScreen("Which article?", rows), lambda at: self._open_picked(known, at))

    def _open_picked(self, articles: list[Link], at: int | None) -> None:
        if at is not None:
            self.open_article(articles[at].id)

    def open_article(self, id_: str) -> None:
        """Read an article, at the sentence of the event under the cursor."""
        if self.browsing is None or id_ not in self.browsing.timeline.articles:
            self.say("The store does not have that article.")
            return
        timeline = self.browsing.timeline
        event_id = self.article.reading.id if self.article.reading is not None else ""
        self.run_worker(
            lambda: self._find_article(timeline, id_, event_id), thread=True, group="article", exclusive=True
        )

    def _find_article(self, timeline: Timeline, id_: str, event_id: str) -> None:
        """Read what is to be shown. Runs in a thread worker."""
        from tui.articles import ArticleText

        try:
            self.post_message(ArticleFound(ArticleText(timeline, id_, event_id)))
        except StoreError as error:
            self.post_message(ArticleNotFound(str(error)))

    @on(Asked)
    def _open_clicked(self, message: Asked) -> None:
        verb, _, id_ = message.what.partition(":")
        if verb == "article":
            self.open_article(id_)

    @on(ArticleNotFound)
    def _say_why_not(self, message: ArticleNotFound) -> None:
        self.say(message.reason)

    @on(ArticleFound)
    def _read_whole(self, message: ArticleFound) -> None:
        from tui.screens.reader import ArticleScreen

        text, width = message.text, self.app.size.width
        tops = self._article_tops
        top = None if text.event is not None and text.event.spans else tops.get((text.article.id, width))

        def come_back(left: "Left | None") -> None:
            if left is not None:
                tops[text.article.id, width] = left.top
                if self.browsing is not None and left.event_id:
                    self.jump(self.browsing.timeline.ordinal_of.get(left.event_id), "That event is gone.")

        self.app.push_screen(ArticleScreen(text, top), come_back)

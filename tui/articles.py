"""An article of the store as one reads it: its text, the names in it, and the events that cite it.

It knows nothing of widgets: the screen changes it and draws what it returns.
"""

from msgspec import Struct

from store.drafting import Names
from store.drafting.marking import names_in
from store.passages import span_in
from store.reading import ArticleReading, read_article
from store.text import safe_url
from store.timeline import Timeline
from tui.drawing.gutter import GUTTER, with_gutter
from tui.drawing.marked import MEASURE, BodyLayout, Finder, Mark, mention_marks
from tui.drawing.spans import Line, Span, fit, label, wrap


class Citing(Struct, frozen=True):
    """An event that cites the article."""

    id: str
    words: str
    """Its title and its date."""
    spans: tuple[tuple[int, int], ...]
    """Sentences that it rests on, by characters of the body."""


class ArticleText:
    """One article, and where the reader is among the events that cite it."""

    def __init__(self, timeline: Timeline, id_: str, event_id: str = "") -> None:
        """Read an article. It looks at every event that cites an article: use a worker.

        Args:
            timeline: The store.
            id_: The article, which it has.
            event_id: The event that the reader comes from.
        """
        self.timeline = timeline
        self.article = timeline.articles[id_]
        self.reading: ArticleReading = read_article(timeline, id_)
        self.url = safe_url(self.article.url)
        self.events = [self._citing(link.ordinal) for link in self.reading.events]
        self.current = next((at for at, event in enumerate(self.events) if event.id == event_id), 0)
        names = Names(timeline.actors.values(), timeline.places.values())
        blocs = {id_: actor.bloc for id_, actor in timeline.actors.items()}
        self._mentions = mention_marks(names_in(self.article.body, names), blocs)
        self._layout = BodyLayout(self.article.body)
        self._finder = Finder(self.article.body)
        self.wanted = ""
        """What is searched for."""

    def _citing(self, ordinal: int) -> Citing:
        event = self.timeline.event(ordinal)
        found = (span_in(self.article, each) for each in event.passages if each.article == self.article.id)
        link = next(link for link in self.reading.events if link.ordinal == ordinal)
        return Citing(event.id, f"{link.title}, {link.when}", tuple(span for span in found if span is not None))

    @property
    def event(self) -> Citing | None:
        """The event that the reader is at."""
        return self.events[self.current] if self.events else None

    def step(self, step: int) -> None:
        """Go to another event that cites it; after the last comes the first."""
        if self.events:
            self.current = (self.current + step) % len(self.events)

    def find(self, text: str) -> None:
        """Mark what is searched for."""
        self.wanted = label(text)

    def lines(self, width: int) -> tuple[list[Line], list[int]]:
        """Lay out the article.

        Returns:
            Its lines, and which of them the current event rests on.
        """
        room = max(12, min(width - GUTTER, MEASURE))
        lines = self._head(room)
        marks = [*self._evidence(), *self._mentions, *self._finder.marks(self.wanted)]
        body = self._layout.lines(marks, room)
        if not body:
            body = wrap([Span("The store has no text of it, only where it was published.", "muted")], room)
        return with_gutter([*lines, [], *body], self.current, lambda n, count: f"{n + 1}{'+' if count > 1 else ''}")

    def _head(self, room: int) -> list[Line]:
        article = self.reading
        by = " · ".join(part for part in (article.publisher, article.author, article.dateline, article.when) if part)
        rows = ((article.headline, "strong"), (article.standfirst, "italic"), (by, "muted"))
        lines = [line for text, look in rows if text for line in wrap([Span(text, look)], room)]
        return [*lines, *([fit([Span(article.url, "link")], room)] if article.url else [])]

    def _evidence(self) -> list[Mark]:
        events: dict[tuple[int, int], list[int]] = {}
        for number, event in enumerate(self.events):
            for span in event.spans:
                events.setdefault(span, []).append(number)
        return [
            Mark(start, end, "cursor" if self.current in numbers else "", "cites:" + ",".join(map(str, numbers)))
            for (start, end), numbers in events.items()
        ]

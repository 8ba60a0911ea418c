"""The state of the review screen: a review, the draft under the cursor, and both in words and marks.

It knows nothing of widgets: the screen changes it and draws what it returns.
"""

import datetime as dt
from pathlib import Path

from store.dates import describe
from store.drafting import Reading
from store.errors import StoreError
from store.pages import Raw, read_page
from store.reading.words import when_words
from store.reviewing import Review
from store.reviewing.fields import Book, claim_text
from store.reviewing.kept import kept_path, load_kept, save_kept
from store.text import one_line
from store.timeline import Timeline
from tui.drawing.cards import SIGNS, Card
from tui.drawing.gutter import GUTTER, with_gutter
from tui.drawing.marked import MEASURE, BodyLayout, Mark, mention_marks
from tui.drawing.spans import Line, Span, label, wrap


class Reviewing:
    """One article and its drafts."""

    def __init__(self, review: Review, kept: Path) -> None:
        """Begin at the first draft of which nothing is decided.

        Args:
            review: The review.
            kept: Where it is kept until it is finished.
        """
        self.review = review
        self.current = 0
        self._kept = kept
        self._layout = BodyLayout("")
        self._mentioned: tuple[Reading, list[Mark]] = (Reading(body=""), [])
        """The marks of what a reading names."""
        if review.size and review.verdict(0):
            self.current = review.next_open(0)

    @classmethod
    def opened(cls, raw: Raw, timeline: Timeline, store: Path) -> "Reviewing":
        """Read a page, and go on with its review where there is one. It takes a moment: use a worker."""
        kept = kept_path(raw, store)
        return cls(Review(read_page(raw), timeline, load_kept(kept)), kept)

    @property
    def book(self) -> Book:
        """The names of the store and of the review."""
        try:
            published = dt.date.fromisoformat(self.review.page.published[:10]).toordinal()
        except ValueError:
            published = None
        return Book(self.review.names, published)

    def keep(self) -> str:
        """Keep the review as it is; return a sentence when that cannot be."""
        try:
            save_kept(self._kept, self.review.choices)
        except StoreError as error:
            return str(error)
        return ""

    def move(self, step: int) -> None:
        """Go to another draft."""
        self.current = max(0, min(self.review.size - 1, self.current + step))

    def settle(self) -> None:
        """Stay within the drafts, after the article was read again."""
        self.move(0)

    # in words

    def progress(self) -> str:
        """Return how far the review is: "3 of 9 reviewed"."""
        review = self.review
        return f"{review.reviewed} of {review.size} reviewed" if review.size else "no draft events"

    def byline(self) -> str:
        """Return who published the article, and when."""
        page = self.review.page
        when = describe(page.published, weekday=True) if page.published else "no date"
        return " · ".join(label(part) for part in (page.publisher, page.author, page.dateline, when) if part)

    def cards(self) -> list[Card]:
        """Return the drafts as cards; what only the current one shows is worked out for it alone."""
        book = self.book
        return [self._card(number, book) for number in range(self.review.size)]

    def _card(self, number: int, book: Book) -> Card:
        review, draft = self.review, self.review.draft(number)
        verdict, decision = review.verdict(number), review.decision(number)
        card = Card(
            number=number + 1,
            verdict=verdict,
            when=describe(draft.date, weekday=True),
            edtf=draft.date,
            title=one_line(draft.title),
            place=f"{'near ' if draft.precision == 'near' else ''}{book.place(draft.place)}" if draft.place else "",
            is_edited=decision.edited is not None and verdict != "stored",
        )
        if number != self.current:
            return card
        fields = {name: getattr(card, name) for name in card.__struct_fields__}
        actors = review.names.actors
        fields["people"] = tuple(
            (each.role, book.actor(each.id), actors[each.id].bloc if each.id in actors else "") for each in draft.actors
        )
        fields["claims"] = tuple(claim_text(claim, book) for claim in draft.claims)
        fields["reasons"] = tuple(
            (what, label(why))
            for what, why in (
                ("date", draft.date_reason),
                ("place", draft.place_reason),
                *((book.actor(each.id), each.reason) for each in draft.actors),
            )
            if why
        )
        body = review.reading.body
        fields["evidence"] = tuple(label(body[span.start : span.end]) for span in draft.evidence)
        if verdict == "merged":
            fields["joins"] = self.event_words(decision.into)
        elif verdict != "stored":
            fields["matches"] = tuple((words, shared) for _id, words, shared in self.matches())
        return Card(**fields)

    def matches(self) -> list[tuple[str, str, str]]:
        """Return (id, the event in words, what they share) of the events that the current draft may be."""
        if not self.review.size:
            return []
        ids = self.review.timeline.ids
        return [
            (ids[each.ordinal], self.event_words(ids[each.ordinal]), each.reason)
            for each in self.review.matches(self.current)
        ]

    def event_words(self, id_: str) -> str:
        """Return an event of the store in words: its title and its date."""
        event = self.review.timeline.event(self.review.timeline.ordinal_of[id_])
        return f"{label(event.title)}, {when_words(event)}"

    # the article

    def article(self, width: int) -> tuple[list[Line], list[int]]:
        """Lay out the article.

        Returns:
            Its lines, and which of them the current draft rests on.
        """
        page, review = self.review.page, self.review
        room = max(12, min(width - GUTTER, MEASURE))
        head = [*wrap([Span(label(page.headline) or "No headline", "strong")], room)]
        if page.standfirst:
            head += wrap([Span(label(page.standfirst), "italic")], room)
        head += wrap([Span(self.byline(), "muted")], room)
        for note in review.reading.notes:
            head += wrap([Span(label(note), "warning")], room)
        marks = [*self._evidence(), *self._mentions()]
        if self._layout.body != review.reading.body:
            self._layout = BodyLayout(review.reading.body)
        body = self._layout.lines(marks, room)
        if not body:
            body = [[Span("There is no text here. r shows what was cut.", "muted")]]
        return with_gutter([*head, [], *body], self.current, self._gutter_words)

    def _mentions(self) -> list[Mark]:
        reading = self.review.reading
        if self._mentioned[0] is not reading:
            blocs = {id_: actor.bloc for id_, actor in self.review.names.actors.items()}
            self._mentioned = (reading, mention_marks(reading.mentions, blocs))
        return self._mentioned[1]

    def _evidence(self) -> list[Mark]:
        """Return a mark for each sentence that drafts rest on, with the drafts as its action."""
        drafts: dict[tuple[int, int], list[int]] = {}
        for number, draft in enumerate(self.review.reading.drafts):
            for span in draft.evidence:
                drafts.setdefault((span.start, span.end), []).append(number)
        return [
            Mark(start, end, "cursor" if self.current in numbers else "", "draft:" + ",".join(map(str, numbers)))
            for (start, end), numbers in drafts.items()
        ]

    def _gutter_words(self, number: int, count: int) -> str:
        sign = SIGNS[self.review.verdict(number)]
        return f"{number + 1}{'+' if count > 1 else ''}{sign if sign != '·' else ''}"

"""How a draft tells a clause: its title, and its claims with who reports them."""

from collections.abc import Iterable, Sequence
from typing import Final

from store.drafting.clauses import Clause
from store.drafting.counts import Count
from store.drafting.hedges import hedge_of
from store.drafting.memory import Read
from store.drafting.model import DraftClaim, Mention
from store.drafting.names import Names
from store.drafting.sayings import ACCORDING, Saying
from store.drafting.titles import title_of
from store.text import one_line

_STATEMENT: Final = 240
"""Characters of what somebody says without a figure."""
_SPEAKER: Final = 60
"""Characters of a speaker that a title names."""


def speaker_of(read: Read, start: int, end: int) -> Saying | None:
    """Return who says what stands between two positions: whoever speaks nearest to it in the sentence."""
    if not read.sayings:
        return None
    return min(read.sayings, key=lambda each: max(start - each.end, each.start - end, 0) if each.start >= 0 else 0)


class Telling:
    """One clause, to be told without vouching for more than the article does."""

    def __init__(self, body: str, names: Names, publisher: str, read: Read, clause: Clause, subject: str) -> None:
        """Take in a clause.

        Args:
            body: The article's.
            names: The store's.
            publisher: Who reports what nobody is named for.
            read: The clause's sentence.
            clause: The part of it.
            subject: Whom "they" mean at its beginning; empty: nobody is known.
        """
        self.read, self.clause = read, clause
        self.start, self._end = read.tokens[clause.first].start, read.tokens[clause.last - 1].end
        self.speaker = speaker_of(read, self.start, self._end)
        self._body, self._names, self._publisher, self._subject = body, names, publisher, subject
        self._hedge = hedge_of(body, read.tokens, clause)

    @property
    def is_hedged(self) -> bool:
        """Whether the article says "reportedly" or the like, or has it from somebody."""
        return self._hedge is not None or bool(self.read.sayings)

    def title(self, at: Mention | None = None, listed: Sequence[Mention] = ()) -> str:
        """Return what the clause tells; with one place of a list: the clause up to the list, with that place."""
        words = self._hedging()
        if at is None or not listed:
            return title_of(self._body, self.start, self._end, self.read.sayings, self._subject, hedge=words)
        first = min(each.start for each in listed)
        title = f"{title_of(self._body, self.start, first, self.read.sayings, self._subject)} {at.text}"
        return title if not words or words in title else f"{title}, {words}"

    def statement(self) -> tuple[DraftClaim, ...]:
        """Return the claim of a clause without a figure; none where the article vouches for it itself."""
        if self.speaker is None and self._hedge is None:
            return ()
        who, why = self._reporter(self.speaker)
        words = self._hedge.words if self._hedge else ""
        sayings = self.read.sayings
        return (
            DraftClaim(
                who, why, title_of(self._body, self.start, self._end, sayings, self._subject, _STATEMENT, words)
            ),
        )

    def figures(self, counts: Iterable[Count]) -> tuple[DraftClaim, ...]:
        """Return the claims of a clause with figures."""
        return tuple(map(self._figure, counts))

    def _figure(self, count: Count) -> DraftClaim:
        figure, text = count.figure, ""
        who, why = self._reporter(speaker_of(self.read, figure.start, figure.end))
        if self._hedge:
            text = self.title()
        elif figure.is_beyond:
            text = f"{one_line(self._body[figure.start : figure.end])} {count.counted}"
        return DraftClaim(
            who,
            f"{why}; {count.reason}",
            text,
            count.counted,
            count.who,
            figure.low,
            figure.best,
            figure.high,
            is_beyond=figure.is_beyond,
        )

    def _reporter(self, speaker: Saying | None) -> tuple[str, str]:
        """Return who reports something, and why that is so; nobody but the article where it vouches for it."""
        if speaker is not None:
            return speaker.who, speaker.reason
        hedge = self._hedge
        if hedge is None:
            return "", "the article's own figure"
        claimants = [each for each in self.read.mentions if each.kind == "actor" and each.start < hedge.start]
        if not hedge.reporter and claimants:
            return claimants[-1].text, f'"{hedge.words}"'
        return f"{self._publisher}, {hedge.reporter or 'unnamed reports'}", f'"{hedge.words}"'

    def _hedging(self) -> str:
        """Return the words that a title has to have."""
        if self._hedge is not None:
            return self._hedge.words
        speaker = self.speaker
        known = self._names.actors.get(speaker.actor) if speaker is not None else None
        is_known = known is not None and known.kind != "civilians"
        if speaker is None or speaker.reason != ACCORDING or is_known:
            return ""
        return f"{ACCORDING.removesuffix(' it')} {one_line(speaker.who)[:_SPEAKER].strip()}"

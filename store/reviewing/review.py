"""The state of a review: what was decided of each draft, which cut lines came back, which names were learnt."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec.structs import replace

from store.drafting.matching import Match, likely_matches
from store.drafting.model import Draft, Reading, Unknown
from store.drafting.names import Names
from store.drafting.reading import read_article
from store.drafting.records import article_of
from store.model import Article
from store.pages.page import Page, restore
from store.reviewing.already import already_there, cites
from store.reviewing.articles import as_known
from store.reviewing.naming import Learnt, named
from store.text import one_line
from store.timeline import Timeline

Verdict = Literal["", "accepted", "merged", "rejected"]
"""Empty: nothing was decided yet."""


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """What becomes of a draft."""

    verdict: Verdict = ""
    into: str = ""
    """Id of the event that it is merged with."""
    edited: Draft | None = None
    """The draft as a person changed it."""


class Choices(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that a person did in a review: with the page it is the whole state."""

    decisions: dict[str, Decision] = {}
    """By the mark of a draft: what its sentences say, so that they hold when the page is read another way."""
    learnt: tuple[Learnt, ...] = ()
    restored: tuple[str, ...] = ()
    """Cut lines that came back, as they stand there."""


class Review:
    """One review. Every change can be taken back."""

    def __init__(self, page: Page, timeline: Timeline, choices: Choices | None = None) -> None:
        """Begin a review, or go on with one.

        Args:
            page: The page as it was read.
            timeline: The store that the events are for.
            choices: What was chosen before.
        """
        self.timeline = timeline
        self._page = page
        self.choices = choices or Choices()
        self._done: list[tuple[str, Choices]] = []
        self._undone: list[tuple[str, Choices]] = []
        self._read()

    def _read(self) -> None:
        """Read the article as it is now, with the names that are known now."""
        self.page = _restored(self._page, self.choices.restored)
        actors, places = named(self.timeline, self.choices.learnt)
        self.names = Names(actors, places)
        self.reading: Reading = read_article(self.page, self.names)
        self.marks = _marks(self.reading)
        self.article: Article = as_known(article_of(self.page, self.timeline.articles.values()), self.timeline)
        self.already: Mapping[str, str] = already_there(self.timeline, self.article, self.reading)

    def carried_to(self, timeline: Timeline) -> "Review":
        """Return the same review for the store as it is now."""
        return Review(self._page, timeline, self.choices)

    # what there is

    @property
    def size(self) -> int:
        """How many drafts there are."""
        return len(self.marks)

    @property
    def reviewed(self) -> int:
        """How many of them are decided, or in the store."""
        return sum(bool(self.verdict(number)) for number in range(self.size))

    def draft(self, number: int) -> Draft:
        """Return a draft, as a person changed it."""
        found = self.reading.drafts[number]
        edited = self.decision(number).edited
        return found if edited is None else replace(edited, key=found.key, evidence=found.evidence)

    def decision(self, number: int) -> Decision:
        """Return what was decided of a draft."""
        return self.choices.decisions.get(self.marks[number], Decision())

    def verdict(self, number: int) -> Literal["", "accepted", "merged", "rejected", "stored"]:
        """Return what becomes of a draft; `stored`: an earlier review has put it into the store."""
        if self.reading.drafts[number].key in self.already:
            return "stored"
        decision = self.decision(number)
        if decision.verdict != "merged":
            return decision.verdict
        ordinal = self.timeline.ordinal_of.get(decision.into)
        if ordinal is None:
            return ""  # that event is gone
        return "stored" if cites(self.timeline.event(ordinal), self.article, self.draft(number)) else "merged"

    def matches(self, number: int) -> list[Match]:
        """Return the store's events that a draft may be, the likeliest first."""
        return likely_matches(self.draft(number), self.timeline)

    def next_open(self, number: int) -> int:
        """Return the next draft of which nothing is decided, after one; that one when there is none."""
        order = [*range(number + 1, self.size), *range(number)]
        return next((each for each in order if not self.verdict(each)), number)

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """Names that the store does not have, without those that were dealt with."""
        dealt = {each.name for each in self.choices.learnt}
        return tuple(each for each in self.reading.unknown if each.name not in dealt)

    @property
    def is_touched(self) -> bool:
        """Whether there is anything to keep."""
        return self.choices != Choices()

    # what a person does

    def decide(self, number: int, verdict: Verdict, into: str = "") -> None:
        """Accept, merge or reject a draft, or leave it open again."""
        words = {"accepted": "accept", "merged": "merge", "rejected": "reject", "": "leave open"}
        self._put(number, replace(self.decision(number), verdict=verdict, into=into), words[verdict])

    def edit(self, number: int, draft: Draft) -> None:
        """Change a draft, which accepts it."""
        self._put(number, Decision("accepted", edited=draft), "edit")

    def _put(self, number: int, decision: Decision, verb: str) -> None:
        decisions = {**self.choices.decisions, self.marks[number]: decision}
        self._change(f"{verb} draft {number + 1}", replace(self.choices, decisions=decisions))

    def learn(self, learnt: Learnt) -> None:
        """Take a name for an actor, a place, another name of one, or for nothing; the article is read again."""
        self._change(f"{learnt.kind} {learnt.name!r}", replace(self.choices, learnt=(*self.choices.learnt, learnt)))

    def restore(self, at: int) -> None:
        """Put a cut line of the page back into the article, which is read again."""
        text = self.page.lines[at].text
        self._change("restore a line", replace(self.choices, restored=(*self.choices.restored, text)))

    def undo(self) -> str:
        """Take back what was done last; return what it was, or nothing when there is nothing left."""
        return self._go(self._done, self._undone)

    def redo(self) -> str:
        """Do again what was taken back last."""
        return self._go(self._undone, self._done)

    def _go(self, stack: list[tuple[str, Choices]], other: list[tuple[str, Choices]]) -> str:
        if not stack:
            return ""
        name, choices = stack.pop()
        other.append((name, self.choices))
        self._become(choices)
        return name

    def _change(self, name: str, choices: Choices) -> None:
        self._done.append((one_line(name), self.choices))
        self._undone.clear()
        self._become(choices)

    def _become(self, choices: Choices) -> None:
        before, self.choices = self.choices, choices
        if (before.learnt, before.restored) != (choices.learnt, choices.restored):
            self._read()


def _restored(page: Page, lines: tuple[str, ...]) -> Page:
    for text in lines:
        at = next((at for at, line in page.cut if line.text == text), None)
        page = page if at is None else restore(page, at)
    return page


def _marks(reading: Reading) -> list[str]:
    """Return of each draft what it is known by: its sentences, and which of their drafts it is."""
    seen: Counter[str] = Counter()
    marks: list[str] = []
    for draft in reading.drafts:
        said = "\n".join(reading.body[span.start : span.end] for span in draft.evidence)
        digest = hashlib.blake2b(said.encode(errors="replace"), digest_size=8).hexdigest()
        seen[digest] += 1
        marks.append(f"{digest}-{seen[digest]}")
    return marks

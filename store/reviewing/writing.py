"""A finished review as one step: the article, names that were learnt, new events, and what joins events that are there.

Nothing is overwritten: an event that a draft is merged with keeps all it has, and gets claims, sources and sentences.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from store.dates import parse_span
from store.drafting.model import Draft
from store.drafting.records import event_id, event_of
from store.editing import steps
from store.editing.changes import Step
from store.model import Actor, Event, Source
from store.query.names import words_of
from store.reviewing.articles import fuller
from store.reviewing.naming import records_learnt
from store.reviewing.review import Review


class Finished(msgspec.Struct, frozen=True):
    """What a review comes to."""

    step: Step
    """Its changes are empty when there is nothing to write."""
    first: str
    """Id of the first event that it adds or adds to; empty: none."""
    events: int
    """How many are new."""
    merged: int
    """How many drafts join events that are there."""

    def said(self) -> str:
        """Return a sentence on what was written."""
        parts = []
        if self.events:
            parts.append(f"{_counted(self.events, 'event')} added")
        if self.merged:
            parts.append(f"{_counted(self.merged, 'draft')} merged")
        return f"{', '.join(parts) or 'The article was added'}."


def finish(review: Review, *, is_reviewed: bool = True) -> Finished:
    """Return the step that writes what was accepted and merged.

    Args:
        review: The review.
        is_reviewed: Whether a person has looked at what was accepted; else it is tagged so.

    Raises:
        StoreError: A record would not be sound.
    """
    timeline = review.timeline
    made: list[Step] = []
    for step in _ground(review):
        made.append(step)
        timeline = timeline.with_changes(step.changes)
    accepted = [review.draft(number) for number in range(review.size) if review.verdict(number) == "accepted"]
    events = [_event(review, draft, is_reviewed=is_reviewed) for draft in accepted]
    made += [steps.add(timeline, "events", event) for event in events]
    merges = _merges(review)
    for id_, joining in merges.items():
        event = timeline.event(timeline.ordinal_of[id_])
        made.append(steps.patch(timeline, "events", id_, joined(event, joining)))
    first = min(events, key=lambda event: parse_span(event.date)[:2]).id if events else next(iter(merges), "")
    name = _name_of(review, len(events), merges)
    return Finished(steps.together(name, made), first, len(events), sum(map(len, merges.values())))


def _name_of(review: Review, added: int, merges: dict[str, list[Event]]) -> str:
    """Return what is done in words, as history and undo call it; of events that are added to, each by its title."""
    article = steps.title_of("articles", {"headline": review.article.headline})
    timeline = review.timeline
    titles = [steps.title_of("events", {"title": timeline.event(timeline.ordinal_of[id_]).title}) for id_ in merges]
    merged = f"merge {_counted(sum(map(len, merges.values())), 'draft')}"
    if added:
        also = f", {merged} with {', '.join(titles)}" if merges else ""
        return f"add {_counted(added, 'event')} from {article}{also}"
    return f"{merged} from {article} with {', '.join(titles)}" if merges else f"add the article {article}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _ground(review: Review) -> Iterator[Step]:
    """Yield the steps that events stand on: the names and the article."""
    timeline = review.timeline
    for record in records_learnt(timeline, review.choices.learnt):
        yield steps.put(timeline, "actors" if isinstance(record, Actor) else "places", record)
    article = review.article
    if article.id not in timeline.articles:
        yield steps.add(timeline, "articles", article)
    elif fields := fuller(timeline.articles[article.id], article):
        yield steps.patch(timeline, "articles", article.id, fields)


def _event(review: Review, draft: Draft, *, is_reviewed: bool = True) -> Event:
    wanted = event_id(review.article, draft)
    number, id_ = 1, wanted
    while id_ in review.timeline.ordinal_of:  # of a draft that had this number before a line was restored
        number += 1
        id_ = f"{wanted}-{number}"
    return event_of(review.page, review.article, draft, id_, is_reviewed=is_reviewed)


def _merges(review: Review) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for number in range(review.size):
        if review.verdict(number) == "merged":
            found.setdefault(review.decision(number).into, []).append(_event(review, review.draft(number)))
    return found


def joined(event: Event, others: Iterable[Event]) -> dict[str, Any]:
    """Return the fields of an event that change when it takes in what others say of the same occurrence.

    Args:
        event: The event, all of which stays.
        others: Their claims, sources, articles and sentences join it, as far as it has them not.
    """
    sources, claims = list(event.sources), list(event.claims)
    articles, passages = list(event.articles), list(event.passages)
    for other in others:
        places = [_place_of(source, sources) for source in other.sources]
        for claim in other.claims:
            moved = replace(claim, source=places[claim.source] if claim.source is not None else None)
            if moved not in claims:
                claims.append(moved)
        articles += [each for each in other.articles if each not in articles]
        passages += [each for each in other.passages if each not in passages]
    fields = {"sources": sources, "claims": claims, "articles": articles, "passages": passages}
    return {name: msgspec.to_builtins(value) for name, value in fields.items()}


def _place_of(source: Source, sources: list[Source]) -> int:
    """Return where a source stands among others; it is put at their end if it does not."""
    same = (at for at, other in enumerate(sources) if is_same_text(source, other))
    at = next(same, len(sources))
    if at == len(sources):
        sources.append(source)
    return at


def is_same_text(one: Source, other: Source) -> bool:
    """Tell whether two citations are of one text: counted twice, it would seem to be confirmed by another."""
    if one == other or (one.url and one.url == other.url):
        return True
    if one.date and other.date and one.date != other.date:
        return False
    return bool(one.title) and all(
        words_of(getattr(one, name)).removeprefix("the ") == words_of(getattr(other, name)).removeprefix("the ")
        for name in ("publisher", "title")
    )

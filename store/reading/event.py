"""What a reader is told of one event."""

from collections.abc import Iterator
from typing import Final

import msgspec

from store.index import CURATED
from store.model import Event, Participant
from store.passages import sentences_of
from store.reading.brief import in_brief
from store.reading.meanwhile import meanwhile
from store.reading.twins import twins
from store.reading.values import EventReading, Link, Membership, Person, Quote
from store.reading.words import (
    CONFIDENCE,
    claim_lines,
    how_exact,
    name_of,
    paragraphs,
    place_detail,
    short_name,
    source_lines,
    sums_up,
    when_words,
)
from store.text import clean, fold, one_line
from store.timeline import Timeline

ROLE_ORDER: Final = ("attacker", "supporter", "defender", "victim", "participant", "reporter")
SIDE_OF_ROLE: Final = {"attacker": "a", "defender": "b", "victim": "b"}
"""Sides that go without saying."""
_MADE: Final = {CURATED: "written by hand", "article": "from an article"}
"""How events came about that are of no dataset."""
_HOW_ORDER: Final = ("listed", "rule", "part")

_LONGEST_ORIGINAL: Final = 80


def read_event(timeline: Timeline, ordinal: int) -> EventReading:
    """Return what is to be told about the event at `ordinal`.

    Raises:
        StoreChanged: The file was changed by another program.
    """
    event = timeline.event(ordinal)
    dataset = dataset_of(event)
    detail = place_detail(event.place, event.precision, timeline.places) if event.place else None
    return EventReading(
        id=event.id,
        ordinal=ordinal,
        headline=one_line(event.title),
        place=detail.name.upper() if detail else "",
        when=when_words(event, weekday=True),
        how_exact=how_exact(event.date, several=sums_up(event)),
        badges=tuple(_badges(event, dataset)),
        date_note=one_line(event.date_note),
        paragraphs=paragraphs(event.summary),
        people=tuple(_people(event.actors, timeline)),
        claims=claim_lines(event.claims, len(event.sources), timeline.actors),
        offensives=memberships(timeline, ordinal, event),
        sources=source_lines(event.sources),
        place_detail=detail,
        notes=clean(event.notes).strip(),
        tags=tuple(map(one_line, event.tags)),
        articles=tuple(_articles(event, timeline)),
        quotes=tuple(_quotes(event, timeline)),
        corrections=tuple(_corrections(event, dataset, timeline)),
        twins=twins(timeline, ordinal),
        meanwhile=meanwhile(timeline, ordinal),
        dataset=dataset,
        type=event.type,
    )


def dataset_of(event: Event) -> str:
    """Return the dataset that an event was imported from, or "curated"."""
    return one_line(event.origin.partition(":")[0]) if event.origin else CURATED


def _badges(event: Event, dataset: str) -> Iterator[str]:
    if event.confidence:
        yield CONFIDENCE[event.confidence]
    yield _MADE.get(dataset) or f"from {dataset.upper()}"
    yield _sourced(event, dataset)
    if event.type:
        yield event.type


def _corrections(event: Event, dataset: str, timeline: Timeline) -> Iterator[str]:
    """Yield of each field that a person has corrected what it says, and what the source says."""
    if not event.extra:
        return
    from store.importing.corrections import originals_in

    fields = msgspec.to_builtins(event)
    for name, said in originals_in(event.extra).items():
        mine = fields.get(name)
        now = in_brief(name, mine, beside=said, longest=_LONGEST_ORIGINAL, timeline=timeline) or "not given"
        then = in_brief(name, said, beside=mine, longest=_LONGEST_ORIGINAL, timeline=timeline) or "not given"
        was = f"was {then}" if now != then else "with other details"
        yield f"{one_line(name)}: {now}, {was} in {dataset.upper()}"


def _sourced(event: Event, dataset: str) -> str:
    """Say how many texts stand behind an event; the dataset that tells of it is not one more of them."""
    publishers = [fold(source.publisher) for source in event.sources]
    if dataset != CURATED:
        publishers = [name for name in publishers if fold(dataset) not in name]
    match len(publishers), len(set(publishers)):
        case 0, _:
            return "no source named"
        case 1, _:
            return "one source only"
        case count, 1:
            return f"{count:,} texts of one source"
        case count, _:
            return f"{count:,} sources"


def _people(participants: list[Participant], timeline: Timeline) -> Iterator[Person]:
    for who in sorted(participants, key=lambda who: ROLE_ORDER.index(who.role)):
        yield person(who.role, who.id, timeline, "" if who.side == SIDE_OF_ROLE.get(who.role) else who.side)


def person(role: str, id_: str, timeline: Timeline, side: str = "") -> Person:
    """Return an actor in a role; one that the store does not know has its id for a name."""
    actor = timeline.actors.get(id_)
    return Person(role, id_, name_of(id_, timeline.actors), one_line(actor.bloc) if actor else "", side)


def memberships(timeline: Timeline, ordinal: int, event: Event) -> tuple[Membership, ...]:
    """Return the offensives that an event belongs to: those it names, those that find it, then their campaigns."""
    members = [id_ for id_, events in timeline.by_offensive.items() if ordinal in events]
    through_part = {parent for id_ in members for parent in timeline.ancestors(id_)}
    found: list[Membership] = []
    for id_ in members:
        offensive = timeline.offensives.get(id_)
        found.append(
            Membership(
                id=id_,
                short=short_name(offensive) if offensive else one_line(id_),
                name=one_line(offensive.name if offensive else id_),
                how="listed" if id_ in event.offensives else "part" if id_ in through_part else "rule",
            )
        )
    return tuple(sorted(found, key=lambda member: (_HOW_ORDER.index(member.how), member.id)))


def _articles(event: Event, timeline: Timeline) -> Iterator[Link]:
    for id_ in event.articles:
        article = timeline.articles.get(id_)
        yield Link(id_, one_line(article.headline if article else id_))


def _quotes(event: Event, timeline: Timeline) -> Iterator[Quote]:
    for id_, sentence in sentences_of(event, timeline.articles):
        yield Quote(Link(id_, one_line(timeline.articles[id_].headline)), one_line(sentence))

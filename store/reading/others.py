"""What a reader is told of an actor, a place or an article."""

from collections.abc import Iterator

from pyroaring import BitMap

from store.reading.event import ROLE_ORDER
from store.reading.twins import event_link
from store.reading.values import ActorReading, ArticleReading, EventLink, Link, PlaceReading
from store.reading.words import date_words, name_of, paragraphs, place_detail, short_name, source_lines
from store.text import one_line, safe_url
from store.timeline import Timeline


def read_actor(timeline: Timeline, id_: str) -> ActorReading:
    """Return what is to be told about the actor with this id, which the store must have."""
    actor = timeline.actors[id_]
    in_roles = ((role, len(timeline.by_role.get((id_, role), ()))) for role in ROLE_ORDER)
    return ActorReading(
        id=id_,
        headline=one_line(actor.name),
        short=one_line(actor.short or actor.name),
        aliases=tuple(map(one_line, actor.aliases)),
        kind=actor.kind.replace("-", " "),
        bloc=one_line(actor.bloc),
        parent=Link(actor.parent, name_of(actor.parent, timeline.actors)) if actor.parent else None,
        parts=tuple(
            Link(part.id, one_line(part.name))
            for part in timeline.actors.values()
            if part.parent == id_ and part.id != id_
        ),
        note=one_line(actor.note),
        sources=source_lines(actor.sources),
        events=len(timeline.by_actor.get(id_, BitMap())),
        roles=tuple((role, count) for role, count in in_roles if count),
        offensives=tuple(_offensives(timeline, id_)),
    )


def _offensives(timeline: Timeline, actor_id: str) -> Iterator[tuple[Link, str]]:
    for offensive in timeline.offensives.values():
        sides = (
            ("attacker", offensive.attackers),
            ("supporter", offensive.supporters),
            ("defender", offensive.defenders),
        )
        for role, ids in sides:
            if actor_id in ids:
                yield Link(offensive.id, short_name(offensive)), role


def read_place(timeline: Timeline, id_: str) -> PlaceReading:
    """Return what is to be told about the place with this id, which the store must have."""
    place = timeline.places[id_]
    return PlaceReading(
        id=id_,
        headline=one_line(place.name),
        aliases=tuple(map(one_line, place.aliases)),
        detail=place_detail(id_, "", timeline.places),
        near=Link(place.near, name_of(place.near, timeline.places)) if place.near else None,
        sources=source_lines(place.sources),
        events=len(timeline.by_place.get(id_, BitMap())),
    )


def read_article(timeline: Timeline, id_: str) -> ArticleReading:
    """Return the article with this id, which the store must have."""
    article = timeline.articles[id_]
    return ArticleReading(
        id=id_,
        headline=one_line(article.headline),
        standfirst=one_line(article.standfirst),
        dateline=one_line(article.dateline),
        author=one_line(article.author),
        publisher=one_line(article.publisher),
        when=date_words(article.published),
        url=safe_url(article.url),
        paragraphs=paragraphs(article.body),
        language=one_line(article.language),
        note=one_line(article.note),
        events=tuple(_citing(timeline, id_)),
    )


def _citing(timeline: Timeline, article_id: str) -> Iterator[EventLink]:
    for ordinal in timeline.having["article"]:
        if article_id in timeline.event(ordinal).articles:
            yield event_link(timeline, ordinal)

"""A reading of a record laid out as plain text."""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from store.plain import cell_width, pad, wrap
from store.query import quoted
from store.reading import (
    ClaimLine,
    EventReading,
    Link,
    OffensiveReading,
    Person,
    PlaceDetail,
    SourceLine,
    read_actor,
    read_article,
    read_event,
    read_offensive,
    read_place,
)
from store.sample import BUNDLED
from store.timeline import Timeline

_LABEL_CELLS: Final = 11
_PLAIN_VALUE: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
"""Values that a query takes without quotes, and that look best so."""
_HOW: Final = {"listed": "", "rule": ", by its rule", "part": ", through a part of it"}


def lay_out(timeline: Timeline, table: str, id_: str, width: int) -> Iterator[str]:
    """Yield the lines for a record that the store has."""
    layouts: dict[str, Callable[[Timeline, str, int], Iterator[str]]] = {
        "events": _event,
        "offensives": _offensive,
        "actors": _actor,
        "places": _place,
        "articles": _article,
    }
    return layouts[table](timeline, id_, width)


def _head(width: int, headline: str, *lines: str) -> Iterator[str]:
    yield from wrap(headline, width)
    for line in lines:
        yield from wrap(line, width)
    yield ""


def _running(texts: Iterable[str], width: int) -> Iterator[str]:
    """Yield paragraphs, each followed by an empty line; a list in Markdown keeps its lines."""
    for text in texts:
        is_list = text.lstrip().startswith(("- ", "* ", "1. ", "> ", "|"))
        for line in text.split("\n") if is_list else [text]:
            yield from wrap(line, width)
        yield ""


def _entry(label: str, texts: Iterable[str], width: int) -> Iterator[str]:
    """Yield texts beside a label, which stands at the first of them."""
    first = pad(label, _LABEL_CELLS)
    for text in texts:
        if text:
            yield from wrap(text, width, first=first, rest=" " * _LABEL_CELLS)
            first = " " * _LABEL_CELLS


def _people(people: Sequence[Person], width: int) -> Iterator[str]:
    role_cells = max((len(who.role) for who in people), default=0)
    name_cells = max((cell_width(who.name) for who in people), default=0)
    rows = []
    first = pad("Who", _LABEL_CELLS)
    for who in people:
        role = pad(who.role, role_cells)
        side = f"side {who.side}" if who.side else ""
        bloc_and_side = ", ".join(filter(None, (who.bloc, side)))
        if _LABEL_CELLS + role_cells + name_cells + cell_width(bloc_and_side) + 4 <= width:
            rows.append(f"{first}{role}  {pad(who.name, name_cells)}  {bloc_and_side}".rstrip())
        else:
            rows.extend(wrap(", ".join(filter(None, (who.name, side))), width, first=f"{first}{role}  "))
        first = " " * _LABEL_CELLS
    return iter(rows)


def _claims(claims: Iterable[ClaimLine], width: int) -> Iterator[str]:
    def words(claim: ClaimLine) -> str:
        source = f" [{claim.source}]" if claim.source is not None else ""
        said = claim.statement or "no statement given"
        remarks = f"  {claim.remarks}" if claim.remarks else ""
        return f"{said} · {claim.attribution or 'nobody named'}{source}{remarks}"

    return _entry("Says", map(words, claims), width)


def _sources(sources: Iterable[SourceLine], width: int) -> Iterator[str]:
    first = pad("Sources", _LABEL_CELLS)
    for source in sources:
        title = f'"{source.title}"' if source.title else ""
        words = ", ".join(part for part in (source.publisher, title, source.author, source.when) if part)
        number = f"{first}[{source.number}] "
        rest = " " * len(number)
        yield from wrap(words, width, first=number)
        for line in (source.url, source.note, source.remarks):
            if line:
                yield from wrap(line, width, first=rest)
        first = " " * _LABEL_CELLS


def _place_words(place: PlaceDetail) -> tuple[str, ...]:
    where = ", ".join(part for part in (place.name, place.units) if part)
    exact = ". ".join(part for part in (place.precision.capitalize(), place.coordinates) if part)
    return where, exact, place.note


def _links(links: Iterable[Link]) -> list[str]:
    return [f"{link.name} ({link.id})" if link.name != link.id else link.id for link in links]


def _some(link: Link | None) -> list[str]:
    return _links([link] if link else [])


def _counted(count: int) -> str:
    return f"{count:,} event{'' if count == 1 else 's'}"


def _listing(timeline: Timeline, field: str, id_: str) -> str:
    """Return the call that lists the events of a record."""
    store = "" if timeline.path in (None, BUNDLED) else f" {shlex.quote(str(timeline.path))}"
    value = id_ if _PLAIN_VALUE.fullmatch(id_) else quoted(id_)
    return f"dateline list{store} -q {shlex.quote(f'{field}:{value}')}"


def _event(timeline: Timeline, id_: str, width: int) -> Iterator[str]:
    event = read_event(timeline, timeline.ordinal_of[id_])
    dateline = ", ".join(part for part in (event.place, event.when) if part)
    exact = f" ({event.how_exact})" if event.how_exact else ""
    yield from _head(width, event.headline, dateline + exact, " · ".join(event.badges))
    yield from _running(event.paragraphs, width)
    yield from _people(event.people, width)
    yield from _claims(event.claims, width)
    yield from _entry("Date", [event.date_note], width)
    if event.place_detail:
        yield from _entry("Where", _place_words(event.place_detail), width)
    yield from _entry("Part of", (f"{part.name} ({part.id}){_HOW[part.how]}" for part in event.offensives), width)
    yield from _sources(event.sources, width)
    yield from _entry("Articles", _links(event.articles), width)
    yield from _entry("Rests on", (f"“{quote.sentence}”" for quote in event.quotes), width)
    yield from _around(event, width)
    yield from _entry("Corrected", event.corrections, width)
    yield from _entry("Tags", [", ".join(event.tags)], width)
    yield from _entry("Notes", event.notes.split("\n"), width)
    yield from _entry("Id", [event.id], width)


def _around(event: EventReading, width: int) -> Iterator[str]:
    for twin in event.twins:
        yield from _entry("Also", [f"{twin.title}, {twin.when} ({twin.id})"], width)
        yield from _claims(twin.claims, width)
    near = (f"{other.offensive}: {other.title}, {other.when} ({other.id})" for other in event.meanwhile)
    yield from _entry("Meanwhile", near, width)


def _offensive(timeline: Timeline, id_: str, width: int) -> Iterator[str]:
    offensive = read_offensive(timeline, id_)
    exact = f" ({offensive.how_exact})" if offensive.how_exact else ""
    found = f"{_counted(offensive.events)}, {offensive.listed:,} of them listed by hand"
    yield from _head(width, offensive.headline, offensive.when + exact, found)
    yield from _running(offensive.paragraphs, width)
    yield from _entry("Aim", [offensive.objective], width)
    yield from _entry("Target", _some(offensive.target), width)
    yield from _entry("Outcome", [offensive.outcome], width)
    yield from _people(offensive.people, width)
    yield from _claims(offensive.claims, width)
    yield from _entry("Date", [offensive.date_note], width)
    yield from _entry("Way", (f"{way.place}: {way.what}" for way in offensive.waypoints), width)
    yield from _entry("Part of", _some(offensive.parent), width)
    yield from _entry("Parts", _links(offensive.parts), width)
    yield from _rest_of_offensive(timeline, offensive, width)


def _rest_of_offensive(timeline: Timeline, offensive: OffensiveReading, width: int) -> Iterator[str]:
    yield from _sources(offensive.sources, width)
    yield from _entry("Called", [", ".join(offensive.aliases)], width)
    yield from _entry("Rule", [offensive.query], width)
    yield from _entry("Tags", [", ".join(offensive.tags)], width)
    yield from _entry("Notes", offensive.notes.split("\n"), width)
    yield from _entry("Events", [_listing(timeline, "offensive", offensive.id)], width)
    yield from _entry("Id", [offensive.id], width)


def _actor(timeline: Timeline, id_: str, width: int) -> Iterator[str]:
    actor = read_actor(timeline, id_)
    what = " · ".join(part for part in (actor.kind, actor.bloc, _counted(actor.events)) if part)
    yield from _head(width, actor.headline, what)
    yield from _entry("Called", [", ".join(dict.fromkeys((actor.short, *actor.aliases)))], width)
    yield from _entry("Roles", (f"{role} in {count:,}" for role, count in actor.roles), width)
    yield from _entry("Part of", _some(actor.parent), width)
    yield from _entry("Parts", _links(actor.parts), width)
    yield from _entry("In", (f"{link.name} ({link.id}), {role}" for link, role in actor.offensives), width)
    yield from _entry("Note", [actor.note], width)
    yield from _sources(actor.sources, width)
    yield from _entry("Events", [_listing(timeline, "actor", actor.id)], width)
    yield from _entry("Id", [actor.id], width)


def _place(timeline: Timeline, id_: str, width: int) -> Iterator[str]:
    place = read_place(timeline, id_)
    yield from _head(
        width, place.headline, " · ".join(part for part in (place.detail.units, _counted(place.events)) if part)
    )
    yield from _entry("Called", [", ".join(place.aliases)], width)
    yield from _entry("Where", _place_words(place.detail)[1:], width)
    yield from _entry("Near", _some(place.near), width)
    yield from _sources(place.sources, width)
    yield from _entry("Events", [_listing(timeline, "place", place.id)], width)
    yield from _entry("Id", [place.id], width)


def _article(timeline: Timeline, id_: str, width: int) -> Iterator[str]:
    article = read_article(timeline, id_)
    by = ", ".join(part for part in (article.author, article.publisher, article.when) if part)
    yield from _head(width, article.headline, article.standfirst, article.dateline, by)
    yield from _running(article.paragraphs, width)
    yield from _entry("Link", [article.url], width)
    yield from _entry("Language", [article.language], width)
    yield from _entry("Note", [article.note], width)
    yield from _entry("Cited by", (f"{event.title}, {event.when} ({event.id})" for event in article.events), width)
    yield from _entry("Id", [article.id], width)

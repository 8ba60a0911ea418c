"""What a saved page says, as lines of text: the article's head, each draft with its reasons, names to learn."""

from collections.abc import Iterator
from typing import Final

from store.dates import describe
from store.drafting import Draft, DraftClaim, Names, Reading, Unknown
from store.pages import Page
from store.plain import wrap
from store.reading.words import figure
from store.text import one_line

_INDENT: Final = "    "
_LABEL_CELLS: Final = 7


def lay_out(page: Page, reading: Reading, names: Names, width: int) -> Iterator[str]:
    """Yield what a page says.

    Args:
        page: The page.
        reading: What was read in its article.
        names: The names of its actors and places.
        width: Cells of a line.
    """
    yield from _head(page, width)
    if reading.drafts:
        yield ""
        yield _counted(len(reading.drafts), "draft event")
    for number, draft in enumerate(reading.drafts, 1):
        yield ""
        yield from _draft(number, draft, reading.body, names, width)
    if reading.unknown:
        yield ""
        yield "Names that the store does not have"
        for unknown in reading.unknown:
            yield from wrap(_unknown(unknown, names), width, first="  ", rest=_INDENT)


def _head(page: Page, width: int) -> Iterator[str]:
    if page.headline:
        yield from wrap(page.headline, width)
    if page.standfirst:
        yield from wrap(page.standfirst, width)
    when = describe(page.published, weekday=True) if page.published else ""
    by = " · ".join(part for part in (page.publisher, page.author, page.dateline, when, page.url) if part)
    if by:
        yield from wrap(by, width)
    paragraphs = len(page.body.split("\n\n")) if page.body else 0
    parts = [_counted(paragraphs, "paragraph"), _counted(len(page.captions), "caption")]
    cut = _counted(len(page.cut), "line")
    yield from wrap(f"{', '.join(parts)}; {cut} cut (--cut shows them)", width)


def _draft(number: int, draft: Draft, body: str, names: Names, width: int) -> Iterator[str]:
    place = names.places.get(draft.place)
    near = "near " if draft.precision == "near" else ""
    where = f" · {near}{one_line(place.name)}" if place else ""
    yield from wrap(f"{describe(draft.date, weekday=True)}{where}", width, first=f"{number:2}  ", rest=_INDENT)
    yield from wrap(draft.title, width, first=_INDENT, rest=_INDENT)
    who = "; ".join(f"{each.role} {_actor(each.id, names)}" for each in draft.actors)
    says = [_claim(claim, names) for claim in draft.claims]
    why = [f"date: {draft.date_reason}", *([f"place: {draft.place_reason}"] if draft.place_reason else [])]
    why += [f"{_actor(each.id, names)}: {each.reason}" for each in draft.actors]
    rests = [f"“{one_line(body[span.start : span.end])}”" for span in draft.evidence]
    for label, lines in (("who", [who] if who else []), ("says", says), ("why", why), ("from", rests)):
        yield from _entry(label, lines, width)


def _entry(label: str, lines: list[str], width: int) -> Iterator[str]:
    rest = _INDENT + " " * _LABEL_CELLS
    first = _INDENT + label.ljust(_LABEL_CELLS)
    for line in lines:
        yield from wrap(line, width, first=first, rest=rest)
        first = rest


def _claim(claim: DraftClaim, names: Names) -> str:
    attribution = claim.attribution or "the article"
    if not claim.counted:
        return f"{claim.text} · {attribution}"
    who = f" ({_actor(claim.who, names)})" if claim.who else ""
    count = figure(claim.low, claim.best, claim.high, is_beyond=claim.is_beyond)
    hedged = f": {claim.text}" if claim.text and not claim.is_beyond else ""
    return f"{count} {claim.counted}{who}{hedged} · {attribution}"


def _actor(id_: str, names: Names) -> str:
    actor = names.actors.get(id_)
    return one_line(actor.short or actor.name) if actor is not None else one_line(id_)


def _unknown(unknown: Unknown, names: Names) -> str:
    actor, place = names.actors.get(unknown.alias_of), names.places.get(unknown.alias_of)
    alike = actor.name if actor else place.name if place else ""
    also = f", or another spelling of {one_line(alike)}" if alike else ""
    return f"{unknown.name}, {_times(unknown.count)}: perhaps a new {unknown.offered_as}{also} ({unknown.reason})"


def cut_lines(page: Page) -> Iterator[str]:
    """Yield what was cut from a page, each line with its number and the reason."""
    for at, line in page.cut:
        yield f"{at:4}  [{line.reason}] {line.text}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"

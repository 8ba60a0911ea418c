"""The article pane's text: a reading laid out as lines."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from store.reading import ClaimLine, EventReading, Membership, Person, Quote, SourceLine
from tui.drawing.abridged import abridged
from tui.drawing.spans import Line, Span, fit, mark, spread, wrap

MEASURE: Final = 88
"""Text wider than this is hard to read, however wide the pane."""
LETTERS: Final = "ABDEFHJK"
"""Keys of *Meanwhile*: capitals that no other command has."""

HARD_SPACE: Final = "\u00a0"
"""Keeps two words on one line; it is painted as a plain space."""
GLUED_LETTERS: Final = 16

MEANWHILE: Final = Span("Meanwhile  ", "heading")
"""How the lines of *Meanwhile* begin."""

_EMPHASIS: Final = re.compile(
    r"\*\*(?=[^\s*])(.{1,300}?)(?<=[^\s*])\*\*"
    r"|(?<![\w*])\*(?=[^\s*])(.{1,300}?)(?<=[^\s*])\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])(.{1,300}?)(?<=[^\s_])_(?!\w)"
)
"""Around words only, so that "2 * 3 * 4" keeps its stars, and not far: looking on to the end takes the square of it."""
_LABEL: Final = 11
EXACT: Final = "this very day"
"""What a reading says of a date that needs no more said."""
_PLAIN: Final = ("confirmed", "written by hand", "from ", *"23456789")
"""How statements begin that need no second look; the others are drawn as a caution."""
_HOW: Final = {"listed": "", "rule": " (by its rule)", "part": " (through a part of it)"}


def article_lines(reading: EventReading, width: int, hits: Sequence[str] = ()) -> list[Line]:
    """Lay out an event for `width` cells."""
    width = min(width, MEASURE)
    whole, reading = reading, abridged(reading)
    blocks = [
        _head(reading, width, hits),
        _body(reading, width, hits),
        _people(reading.people, width, hits) + _claims(reading.claims, width, hits),
        _sources(reading.sources, width, hits) + _quotes(reading.quotes, width),
        _meanwhile(reading, width),
        _where(reading, width) + _offensives(reading.offensives, width) + _rest(reading, width),
    ]
    lines: list[Line] = []
    for block in blocks:
        if block and lines:
            lines.append([])
        lines += block
    if reading is not whole:
        lines += wrap(
            [Span("This is not all of it. For the whole: ", "warning"), Span(f"dateline show {reading.id}")], width
        )
    return lines


def _head(reading: EventReading, width: int, hits: Sequence[str]) -> list[Line]:
    lines = wrap(_marked([Span(reading.headline, "strong")], hits), width)
    where = f"{reading.place}, " if reading.place else ""
    lines += wrap([*_marked([Span(where, "heading")], hits), Span(reading.when, "heading")], width)
    notes: list[Span] = []
    for note in (reading.how_exact, *reading.badges):
        if note and note != EXACT:
            notes += [Span(" · ", "faint")] if notes else []
            notes.append(
                Span(
                    glued(note) if len(note) < GLUED_LETTERS else note,
                    "muted" if note.startswith(_PLAIN) else "warning",
                )
            )
    return lines + wrap(notes, width)


def _body(reading: EventReading, width: int, hits: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for paragraph in reading.paragraphs:
        if lines:
            lines.append([])
        lines += wrap(_marked(inline(paragraph), hits), width)
    if reading.date_note:
        lines += ([[]] if lines else []) + wrap([Span("The date: ", "muted"), Span(reading.date_note, "muted")], width)
    return lines


def inline(text: str, look: str = "") -> list[Span]:
    """Read Markdown's emphasis; all other marks stay as they are written."""
    spans: list[Span] = []
    at = 0
    for match in _EMPHASIS.finditer(text):
        spans.append(Span(text[at : match.start()], look))
        bold = match[1] is not None
        spans.append(Span(match[1] or match[2] or match[3], "strong" if bold else "italic"))
        at = match.end()
    spans.append(Span(text[at:], look))
    return [span for span in spans if span.text]


def _marked(spans: Iterable[Span], hits: Sequence[str]) -> list[Span]:
    return [piece for span in spans for piece in mark(span, hits)]


def _labelled(name: str, rows: Sequence[list[Span]], width: int) -> list[Line]:
    """Lay out rows beside a name that stands on the first of them."""
    lines: list[Line] = []
    for row in rows:
        for line in wrap(row, max(8, width - _LABEL)):
            text = name if not lines else ""
            lines.append([Span(f"{text:<{_LABEL}}", "heading"), *line])
    return lines


def glued(text: str) -> str:
    """Return words that are not to be parted at the end of a line."""
    return text.replace(" ", HARD_SPACE)


def _people(people: Sequence[Person], width: int, hits: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for role, members in groupby(people, key=lambda person: (person.role, person.side)):
        names: list[Span] = []
        for person in members:
            if names:
                names[-1] = names[-1]._replace(text=names[-1].text + ", ")
            names.append(Span(person.name, f"bloc:{person.bloc or 'Others'}", f"actor:{person.id}"))
        name = role[0] if role[0] != "participant" else f"side {role[1]}" if role[1] else "took part"
        lines += _labelled(name, [_marked(names, hits)], width)
    return lines


def _claims(claims: Sequence[ClaimLine], width: int, hits: Sequence[str]) -> list[Line]:
    rows: list[list[Span]] = []
    for claim in claims:
        row = _marked(_said(claim), hits)
        if claim.source is not None:
            row.append(Span(f"{HARD_SPACE}[{claim.source}]", "link", f"source:{claim.source}"))
        rows.append(row + _remarks(claim.remarks))
    return _labelled("who says", rows, width)


def _remarks(remarks: str) -> list[Span]:
    return [Span(f"  {remarks}", "key")] if remarks else []


def _said(claim: ClaimLine) -> list[Span]:
    return [*inline(claim.statement), Span(f" —{HARD_SPACE}{claim.attribution}", "muted")]


def _offensives(offensives: Sequence[Membership], width: int) -> list[Line]:
    rows = [[Span(part.name, "", f"offensive:{part.id}"), Span(_HOW[part.how], "muted")] for part in offensives]
    return _labelled("part of", rows, width)


def _where(reading: EventReading, width: int) -> list[Line]:
    place = reading.place_detail
    if place is None:
        return []
    units = f"{place.name}, {place.units}" if place.units and place.units != place.name else place.name
    rows = [[Span(units)]]
    rows += [[Span(text, "muted")] for text in (place.precision, place.coordinates) if text]
    return _labelled("where", rows, width)


def _sources(sources: Sequence[SourceLine], width: int, hits: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for source in sources:
        action = f"source:{source.number}" if source.url else ""
        row = [Span(f"{source.number} ", "key" if source.url else "muted", action)]
        row += _marked([Span(source.publisher, "link" if source.url else "", action)], hits)
        row += [Span(f", {source.when}", "muted")] if source.when else []
        row += [Span(f", {source.author}", "muted")] if source.author else []
        lines += wrap(row + _remarks(source.remarks), width, 2)
        if source.title:
            lines += [
                [Span("  "), *line] for line in wrap(_marked([Span(source.title, "muted")], hits), max(8, width - 2))
            ]
    return [[Span("Sources", "heading")], *lines] if lines else []


def _quotes(quotes: Sequence[Quote], width: int) -> list[Line]:
    """Lay out the sentences that an event rests on, each one click from its article."""
    lines: list[Line] = []
    if quotes:
        lines.append([])
        opened = f"article:{quotes[0].article.id}"
        lines += wrap(
            [Span("Rests on  ", "heading"), Span("R ", "key", opened), Span("reads the article", "muted")], width
        )
    for quote in quotes:
        row = [Span(f"“{quote.sentence}”", "italic", f"article:{quote.article.id}")]
        lines += [[Span("  "), *line] for line in wrap(row, max(8, width - 2))]
    return lines


def _meanwhile(reading: EventReading, width: int) -> list[Line]:
    if not reading.meanwhile:
        return []
    lines: list[Line] = [fit([MEANWHILE, Span("within a day, elsewhere", "muted")], width)]
    for letter, other in zip(LETTERS, reading.meanwhile, strict=False):
        action = f"event:{other.ordinal}"
        row = [Span(f"{letter} ", "key", action), Span(f"{other.offensive}: ", "muted", action)]
        row += [Span(other.title, "", action), Span("  " + glued(other.when), "muted")]
        lines += wrap(row, width, 2)
    return lines


def meanwhile_strip(reading: EventReading, width: int, height: int) -> list[Line]:
    """Draw *Meanwhile* in at most `height` lines, one for each event, for a pane whose text is longer than it."""
    others = list(zip(LETTERS, reading.meanwhile, strict=False))[: max(0, height - 1)]
    if not others:
        return []
    title = [Span("── ", "faint"), Span("Meanwhile ", "heading")]
    lines: list[Line] = [spread(title, [], width, Span("─", "faint"))]
    for letter, other in others:
        action = f"event:{other.ordinal}"
        row = [Span(f"{letter} ", "key", action), Span(f"{other.offensive}: ", "muted", action)]
        lines.append(fit([*row, Span(other.title, "", action)], width))
    return lines


def _rest(reading: EventReading, width: int) -> list[Line]:
    rows: list[Line] = []
    for twin in reading.twins:
        says = [_said(claim) for claim in twin.claims]
        rows += _labelled("also as", [[Span(twin.title, "link", f"event:{twin.ordinal}")], *says], width)
    rows += _labelled("article", [[Span(each.name, "link", f"article:{each.id}")] for each in reading.articles], width)
    rows += _labelled("corrected", [[Span(said, "muted")] for said in reading.corrections], width)
    rows += _labelled("tags", [[Span(", ".join(reading.tags))]] if reading.tags else [], width)
    rows += _labelled("notes", [inline(reading.notes)] if reading.notes else [], width)
    return [*rows, *_labelled("id", [[Span(reading.id, "faint+muted")]], width)]

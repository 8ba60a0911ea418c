"""Drafts of events as cards: the current one whole, with a reason for each thing read; the others in brief."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from tui.drawing.spans import Line, Span, fit, spread, width_of, wrap

SIGNS: Final = {"": "·", "accepted": "✓", "merged": "+", "rejected": "×", "stored": "="}
WORDS: Final = {
    "": "open",
    "accepted": "accepted",
    "merged": "merged",
    "rejected": "rejected",
    "stored": "in the store already",
}
_LOOKS: Final = {"": "accent", "accepted": "good", "merged": "good", "rejected": "muted", "stored": "muted"}
_LABEL: Final = 6


class Card(Struct, frozen=True):
    """A draft, in words."""

    number: int
    """From 1."""
    verdict: str
    when: str
    edtf: str
    title: str
    place: str
    people: tuple[tuple[str, str, str], ...] = ()
    """(role, name, bloc)."""
    claims: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    """(what, why it was read so)."""
    evidence: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()
    """(event of the store, what they share)."""
    joins: str = ""
    """The event that it is merged with."""
    is_edited: bool = False


def card_lines(cards: Sequence[Card], current: int, width: int) -> tuple[list[Line], list[int]]:
    """Lay out cards.

    Returns:
        The lines, and for each card which of them is its first; one more for the end.
    """
    lines: list[Line] = []
    firsts: list[int] = []
    for at, card in enumerate(cards):
        firsts.append(len(lines))
        drawn = _whole(card, width - 2) if at == current else _short(card, width - 2)
        bar = Span("▌ ", "accent") if at == current else Span("  ")
        action = f"draft:{at}"
        lines += [[bar, *(span if span.action else span._replace(action=action) for span in line)] for line in drawn]
        lines.append([])
    firsts.append(len(lines))
    return lines, firsts


def _head(card: Card, width: int) -> Line:
    left = [Span(f"{card.number} ", "strong"), Span(f"{SIGNS[card.verdict]} ", _LOOKS[card.verdict])]
    left.append(Span(card.when, "muted" if card.verdict in ("rejected", "stored") else "heading"))
    said = WORDS[card.verdict] + (", edited" if card.is_edited else "")
    return spread(left, [Span(said, _LOOKS[card.verdict])], width)


def _short(card: Card, width: int) -> list[Line]:
    look = "muted" if card.verdict in ("rejected", "stored") else ""
    place = [Span(card.place, "muted")] if card.place else []
    *lines, last = wrap([Span(card.title, look)], width) or [[]]
    if width_of(last) + 2 + width_of(place) > width:
        lines, last = [*lines, last], []
    return [_head(card, width), *lines, *([spread(last, place, width)] if last or place else [])]


def _whole(card: Card, width: int) -> list[Line]:
    lines = [_head(card, width), *wrap([Span(card.title, "strong")], width)]
    lines += _rows("date", [[Span(card.edtf, "key")]], width)
    lines += _rows("where", [[Span(card.place or "no place", "underlined" if card.place else "muted")]], width)
    lines += _rows("who", [_people(card)] if card.people else [[Span("nobody that the store knows", "muted")]], width)
    lines += _rows("says", [[Span(claim)] for claim in card.claims], width)
    if card.joins:
        lines += _rows("joins", [[Span(card.joins, "good")]], width)
    elif card.matches:
        rows = [[Span(what), Span(f"  {shared}", "muted")] for what, shared in card.matches]
        lines += _rows("like", rows, width)
    lines += _rows("why", [[Span(f"{what}: "), Span(why)] for what, why in card.reasons], width, "muted")
    lines += _rows("from", [[Span(f"“{sentence}”", "italic")] for sentence in card.evidence], width)
    return lines


def _people(card: Card) -> Line:
    line: Line = []
    for role, name, bloc in card.people:
        if line:
            line.append(Span(", ", "muted"))
        line += [Span(f"{role} ", "muted"), Span(name, f"bloc:{bloc or 'Others'}+bold")]
    return line


def _rows(name: str, rows: Iterable[Line], width: int, look: str = "") -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        painted = [span._replace(look=look) if look and not span.look else span for span in row]
        for line in wrap(painted, max(8, width - _LABEL)):
            lines.append(fit([Span(f"{'' if lines else name:<{_LABEL}}", "heading"), *line], width))
    return lines

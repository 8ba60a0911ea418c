"""Figures in digits and in words, with what makes them a bound: "at least 26", "more than a dozen", "60 to 70"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from store.drafting.tokens import Token

_UNIT_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TEN_WORDS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS: Final = {word: number for number, word in enumerate(_UNIT_WORDS.split())}
_TENS: Final = {word: 10 * number for number, word in enumerate(_TEN_WORDS.split(), 2)}
_SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_LEAST: Final = (
    "at least",
    "more than",
    "over",
    "no fewer than",
    "no less than",
    "upwards of",
    "not less than",
    "a minimum of",
)
_BEYOND: Final = frozenset(("more than", "over", "upwards of", "fewer than", "less than", "under"))
_MOST: Final = ("up to", "as many as", "at most", "no more than", "fewer than", "less than", "under")
_ABOUT: Final = (
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "nearly",
    "almost",
    "an estimated",
    "estimated",
    "close to",
)
_LONGEST_WORDS: Final = 6


class Figure(msgspec.Struct, frozen=True):
    """A number in a text."""

    start: int
    end: int
    first: int
    """Position of its first token, that of "at least" included, and of the one behind its last."""
    last: int
    low: int | None = None
    best: int | None = None
    high: int | None = None
    is_beyond: bool = False
    """"More than a dozen", "fewer than 20": the bound itself is none of it."""

    @property
    def digits(self) -> str:
        """The figure as one writes it."""
        if self.best is not None:
            return f"{self.best:,}"
        if self.low is not None and self.high is not None:
            return f"{self.low:,} to {self.high:,}"
        if self.low is not None:
            return f"{'more than' if self.is_beyond else 'at least'} {self.low:,}"
        return f"{'fewer than' if self.is_beyond else 'up to'} {self.high:,}"


def figures_in(tokens: Sequence[Token]) -> list[Figure]:
    """Return the figures of a sentence, in their order."""
    return list(_figures(tokens))


def _figures(tokens: Sequence[Token]) -> Iterator[Figure]:
    at = 0
    while at < len(tokens):
        value, stop = _number(tokens, at)
        if value is None or _is_no_count(tokens, at):
            at += 1
            continue
        other, behind = None, stop
        if stop < len(tokens) and tokens[stop].low in ("to", "-", "–", "and"):
            other, behind = _number(tokens, stop + 1)
            is_between = tokens[stop].low != "and" or (at > 0 and tokens[at - 1].low == "between")
            if other is None or other <= value or not is_between:
                other, behind = None, stop
        yield _figure(tokens, at, behind, value, other)
        at = behind


def _is_no_count(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number counts nothing: "no one", "not one", "Su-25"."""
    before = tokens[max(0, at - 2) : at]
    if before and before[-1].low in ("no", "not"):
        return True
    is_joined = len(before) == 2 and before[0].end == before[1].start and before[1].end == tokens[at].start
    return is_joined and before[1].text == "-" and before[0].text.isalpha()


def _figure(tokens: Sequence[Token], at: int, stop: int, value: int, other: int | None) -> Figure:
    first, bound = _bound(tokens, at)
    start, end = tokens[first].start, tokens[stop - 1].end
    if other is not None:
        return Figure(start, end, first, stop, low=value, high=other)
    is_beyond = " ".join(token.low for token in tokens[first:at]) in _BEYOND
    if bound == "least" or (stop + 1 < len(tokens) and [t.low for t in tokens[stop : stop + 2]] == ["or", "more"]):
        return Figure(start, end, first, stop, low=value, is_beyond=is_beyond)
    if bound == "most":
        return Figure(start, end, first, stop, high=value, is_beyond=is_beyond)
    return Figure(start, end, first, stop, best=value)


def _bound(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """Return where what bounds a number begins, and which bound it is."""
    if at and tokens[at - 1].low == "between":
        return at - 1, ""
    for phrases, bound in ((_LEAST, "least"), (_MOST, "most"), (_ABOUT, "about")):
        for phrase in phrases:
            words = phrase.split()
            if [token.low for token in tokens[max(0, at - len(words)) : at]] == words:
                return at - len(words), bound
    return at, ""


_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def _number(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Return the number that begins at a token, and the token behind it."""
    if at >= len(tokens):
        return None, at
    text = tokens[at].text
    if _DIGITS.fullmatch(text) and len(text) < 12:
        value = int(text.replace(",", ""))
        if at + 1 < len(tokens) and tokens[at + 1].low in _SCALES:
            return value * _SCALES[tokens[at + 1].low], at + 2
        return value, at + 1
    return _in_words(tokens, at)


def _in_words(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    total = current = 0
    stop, is_any = at, False
    for position in range(at, min(at + _LONGEST_WORDS, len(tokens))):
        low = tokens[position].low
        parts = low.split("-")
        if all(part in _UNITS or part in _TENS for part in parts):
            current += sum(_UNITS.get(part, 0) + _TENS.get(part, 0) for part in parts)
        elif low in _SCALES and (is_any or (position > 0 and tokens[position - 1].low in ("a", "an"))):
            current = max(current, 1) * _SCALES[low]
            if low in ("thousand", "million"):
                total, current = total + current, 0
        elif (
            low == "and"
            and is_any
            and current >= 100
            and position + 1 < len(tokens)
            and _is_number(tokens[position + 1])
        ):
            continue
        elif low in ("a", "an") and not is_any and position + 1 < len(tokens) and tokens[position + 1].low in _SCALES:
            stop = position + 1
            continue
        else:
            break
        is_any, stop = True, position + 1
    return (total + current, stop) if is_any else (None, at)


def _is_number(token: Token) -> bool:
    return any(part in _UNITS or part in _TENS for part in token.low.split("-"))

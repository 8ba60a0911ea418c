"""The names that a store has for its actors and places, found in a text: the longest first, with their case minded."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

import msgspec

from store.drafting.model import Mention
from store.drafting.tokens import Token, tokens_of
from store.model import Actor, Place
from store.text import fold

_SHORT: Final = 4
"""Letters up to which a name in capitals is read in capitals alone: "IS" is not "is", nor "US" "us"."""
_NATIONAL: Final = re.compile(r"(?:ian|ean|can|ish|ese|ni|qi|li|eki|i|sh|ch|an)$")
_FIRST: Final = re.compile(r"[^\W\d_]+(?:(?:\.-|[.'’‘`-])[^\W\d_]+)*['’]?|\d+(?:[,.]\d+)*")
_ARTICLE: Final = ("the",)
_ANY_CASE_KINDS: Final = frozenset({"civilians"})


class _Name(msgspec.Struct, frozen=True):
    words: tuple[str, ...]
    """Folded."""
    shapes: tuple[str, ...]
    """As the store has them, for their case."""
    kind: Literal["actor", "place"]
    id: str
    name: str
    """The record's own."""
    any_case: bool


_Told = tuple[str, Literal["actor", "place"], str, str, bool]


class Names:
    """What `mentions` finds."""

    def __init__(self, actors: Iterable[Actor], places: Iterable[Place]) -> None:
        """Take in every name of every record; of two records with the same name the first has it."""
        self.actors = {actor.id: actor for actor in actors}
        self.places = {place.id: place for place in places}
        self.countries = frozenset(fold(place.country) for place in self.places.values())
        """Folded."""
        self._told: defaultdict[str, list[_Told]] = defaultdict(list)
        """Names by their first word, taken apart when a text has that word: a store may have 100,000."""
        self._by_first: dict[str, list[_Name]] = {}
        for actor in self.actors.values():
            any_case = actor.kind in _ANY_CASE_KINDS
            for text in (actor.name, actor.short, *actor.aliases):
                self._tell(text, "actor", actor.id, actor.name, any_case=any_case)
        ranked = sorted(self.places.values(), key=lambda place: place.precision not in ("point", "town"))
        for place in ranked:
            for text in _place_names(place):
                self._tell(text, "place", place.id, place.name)

    def _tell(self, text: str, kind: Literal["actor", "place"], id_: str, name: str, *, any_case: bool = False) -> None:
        for found in _FIRST.finditer(text):
            if (first := _folded(found[0])) not in _ARTICLE:
                self._told[first].append((text, kind, id_, name, any_case))
                break

    def _beginning_with(self, first: str) -> list[_Name]:
        """Return the names whose first word is that, the longest first."""
        if first not in self._told:
            return []
        if first not in self._by_first:
            seen: set[tuple[str, tuple[str, ...]]] = set()
            self._by_first[first] = []
            for text, kind, id_, name, any_case in self._told[first]:
                self._take(text, kind, id_, name, seen, any_case=any_case)
            self._by_first[first].sort(key=lambda each: -len(each.words))
        return self._by_first[first]

    def _take(
        self,
        text: str,
        kind: Literal["actor", "place"],
        id_: str,
        name: str,
        seen: set[tuple[str, tuple[str, ...]]],
        *,
        any_case: bool = False,
    ) -> None:
        tokens = [token for token in tokens_of(text) if token.low not in _ARTICLE and token.text[0].isalnum()]
        words = tuple(_folded(token.text) for token in tokens)
        shapes = tuple(token.text for token in tokens)
        if not words or (kind, shapes) in seen or len(text) < 2:
            return
        if kind == "place" and not any(token.is_capital for token in tokens):
            return  # "mills": a word of the language, not a name
        seen.add((kind, shapes))
        self._by_first.setdefault(words[0], []).append(_Name(words, shapes, kind, id_, name, any_case))

    def mentions(self, tokens: Sequence[Token], text: str, common: frozenset[str] = frozenset()) -> list[Mention]:
        """Return the actors and places that a sentence names, in their order.

        Args:
            tokens: Its words.
            text: The whole body, for what stands there.
            common: Words that the article has in lower case too: at the start of a sentence they are no names.
        """
        return list(self._found(tokens, text, common))

    def _found(self, tokens: Sequence[Token], text: str, common: frozenset[str]) -> Iterator[Mention]:
        at = 0
        while at < len(tokens):
            name, count = self._at(tokens, at, common)
            if name is None:
                at += 1
                continue
            start, last = tokens[at].start, tokens[at + count - 1]
            end = last.end - _possessive(last.low)
            said = text[start:end]
            why = "" if fold(said) == fold(name.name) else f", one of its names: {name.name}"
            yield Mention(name.kind, start, end, said, name.id, f"the store's {name.kind}{why}")
            at += count

    def _at(self, tokens: Sequence[Token], at: int, common: frozenset[str]) -> tuple[_Name | None, int]:
        first = _folded(tokens[at].text)
        for key in (first, _bare(first)):
            for name in self._beginning_with(key):
                count = len(name.words)
                said = tokens[at : at + count]
                if len(said) == count and _same(name, said) and _fits(name, tokens, at, common):
                    return name, count
        return None, 0


def _place_names(place: Place) -> Iterator[str]:
    for name in (place.name, *place.aliases):
        yield name
        for ending in (" Governorate", " governorate"):
            if name.endswith(ending):
                yield name.removesuffix(ending) + " province"
                yield name.removesuffix(ending) + " Province"


def _folded(word: str) -> str:
    return fold(word).replace("-", "").replace(".", "")


def _bare(word: str) -> str:
    """Return a folded word without the ending of a genitive, and "al-" before it."""
    word = word[: len(word) - _possessive(word)]
    return word[2:] if word.startswith(("al", "ar", "as", "at")) and len(word) > 6 else word


def _possessive(word: str) -> int:
    word = word.replace("’", "'")
    return 2 if word.endswith("'s") else 1 if word.endswith("'") else 0


def _same(name: _Name, said: Sequence[Token]) -> bool:
    """Tell whether words are a name: the last may be in the genitive."""
    last = len(said) - 1
    for position, (word, token) in enumerate(zip(name.words, said, strict=True)):
        folded = _folded(token.text)
        choices = {folded}
        if position == last:
            choices.add(folded[: len(folded) - _possessive(folded)])
        if name.kind == "place" and position == 0:
            choices |= {_bare(choice) for choice in tuple(choices)}
        if word not in choices and not (name.kind == "place" and _bare(word) in choices and position == 0):
            return False
    return True


def _fits(name: _Name, tokens: Sequence[Token], at: int, common: frozenset[str]) -> bool:
    """Tell whether the case of words, and the word before them, let them be a name."""
    count = len(name.words)
    said = tokens[at : at + count]
    if not all(
        _case_fits(shape, token, any_case=name.any_case) for shape, token in zip(name.shapes, said, strict=True)
    ):
        return False
    is_first = at == 0 or tokens[at - 1].text in "“\"'‘"
    if count == 1 and is_first and said[0].low in common and not said[0].text.isupper():
        return False
    if name.shapes[0][:1].islower() and at > 0:  # "Libyan government forces" are not those of the store
        before = tokens[at - 1]
        return not (before.is_capital and _NATIONAL.search(before.low) and not before.text.isupper())
    return True


def _case_fits(shape: str, token: Token, *, any_case: bool) -> bool:
    if any_case or not shape[:1].isupper():
        return True
    plain = shape.replace(".", "")
    if plain.isupper() and len(plain) <= _SHORT:
        return token.text.replace(".", "")[: len(plain)] == plain
    return token.is_capital or (
        token.text[:3].lower() in ("al-", "ar-", "as-", "at-", "ad-") and token.text[3:4].isupper()
    )

"""Places that a sentence names and that the store does not have: what happened there happened nowhere else it names."""

from collections.abc import Iterator, Sequence
from typing import Final

from store.drafting.learning import names_in
from store.drafting.model import Mention, Sentence
from store.drafting.names import Names
from store.drafting.tokens import Token, word_set
from store.text import fold

_AT: Final = word_set("in at near around outside inside")
_SETTLEMENT: Final = word_set("village town city hamlet camp airport airbase base dam")
_PART: Final = word_set("neighbourhood neighborhood suburb quarter district street road square hospital school market")
"""Of a town, which is where it happened then."""
_NO_PLACES: Final = word_set("operation ramadan christmas islam twitter facebook telegram youtube whatsapp")


def places_unknown(sentence: Sentence, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """Return the places of a sentence that have no record: "near Tal Hamad", "the village of Tal Hamad".

    Args:
        sentence: The sentence.
        mentions: What is known in it.
        names: The store's, whose countries are no place of an event.

    Returns:
        Mentions without a value.
    """
    taken = [(each.start, each.end) for each in mentions if each.kind in ("actor", "place", "date")]
    return list(_found(sentence, taken, names))


def _found(sentence: Sentence, taken: Sequence[tuple[int, int]], names: Names) -> Iterator[Mention]:
    for name, at, tokens in names_in(sentence, taken):
        last = at + len(name.split()) - 1
        said = tokens[last].low
        is_genitive = said.endswith(("'s", "'"))
        if is_genitive or not _is_place(tokens, at, last) or fold(name) in names.countries:
            continue
        if tokens[at].low not in _NO_PLACES:
            yield Mention("place", tokens[at].start, tokens[last].end, name, reason="the store has no such place")


def _is_place(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell by the words around a name whether it is one of a place."""
    before = [token.low for token in tokens[max(0, first - 3) : first] if token.low != "the"]
    behind = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if behind in _PART:
        return False
    is_of_kind = before[-1:] == ["of"] and bool(_SETTLEMENT & set(before[-2:-1]))
    return behind in _SETTLEMENT or is_of_kind or bool(_AT & set(before[-1:]))

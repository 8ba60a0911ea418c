"""Suggestions by what names mean: by their first letters, and by the words that they have in common.

"SDF" is in "QSD: Syrian Democratic Forces", and "Syrian army" has something of "Government of Syria". Only a mistake
asks for them.
"""

from collections.abc import Collection, Mapping
from typing import Final

from store.query.names import key_of, words_of
from store.query.nearest import SUGGESTIONS, nearest

_MOST: Final = 5_000
"""Names that are compared word by word, some 5 µs each: with more, only what looks like the value is suggested."""
_SMALL: Final = frozenset(("of", "the", "and", "for", "in", "al", "el", "de", "la"))
"""Words that names have in common without being alike, and that letters leave out."""
_FORCES: Final = frozenset(("army", "military", "forces"))
_STEM: Final = 4
"""Letters with which both of two words begin that are of one name: Syria and Syrian, Turkey and Turkish."""


def suggestions(value: str, names: Mapping[str, int]) -> list[str]:
    """Return up to three names that may have been meant, the likeliest first.

    Args:
        value: What was asked for.
        names: Those that are known, with how many events each has.
    """
    if len(names) > _MOST:
        return nearest(value, names)
    asked = words_of(value)
    words = [word for word in asked.split() if word not in _SMALL]
    split = {name: words_of(name).split() for name in names}
    by_key = {key_of(" ".join(parts)): name for name, parts in split.items()}
    spelt = [by_key[key] for key in nearest(key_of(asked), by_key)]
    alike = {name: sum(any(_akin(word, part) for part in parts) for word in words) for name, parts in split.items()}
    by_words = sorted(filter(alike.get, alike), key=lambda name: (-alike[name], -names[name], name))
    in_letters = [name for name, parts in split.items() if _stands_for(words, parts)]
    in_letters.sort(key=lambda name: (-names[name], name))
    return list(dict.fromkeys((*in_letters, *spelt, *by_words)))[:SUGGESTIONS]


def _stands_for(words: list[str], parts: Collection[str]) -> bool:
    """Return whether one of two names, as words, is the first letters of words that follow each other in the other."""
    if len(words) == 1 and len(words[0]) > 1:
        letters = "".join(part[0] for part in parts if part not in _SMALL)
        at = letters.find(words[0])
        return at >= 0 and (len(words[0]) > 2 or letters.endswith(words[0]))
    return len(words) > 1 and "".join(word[0] for word in words) in parts


def _akin(word: str, part: str) -> bool:
    if word == part or (word in _FORCES and part in _FORCES):
        return part not in _SMALL
    stem = max(_STEM, (max(len(word), len(part)) + 1) // 2)
    return len(part) >= stem and word.startswith(part[:stem])

"""Words of a sentence with their positions."""

import re
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"[^\W\d_]+(?:(?:\.-|[.'’‘`-])(?!(?:held|controlled|run)\b)[^\W\d_]+)*['’]?|\d+(?:[,.]\d+)*|[^\w\s]"
)
"""A word goes on behind a hyphen, but for "IS-held", which names a party."""


class Token(NamedTuple):
    """A word, a number or a mark."""

    start: int
    end: int
    text: str
    low: str
    """In lower case, with plain apostrophes."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def tokens_of(text: str, offset: int = 0) -> list[Token]:
    """Return the words and marks of a text; positions are moved by `offset`."""
    return [
        Token(
            found.start() + offset, found.end() + offset, found[0], found[0].lower().replace("’", "'").replace("‘", "'")
        )
        for found in _TOKEN.finditer(text)
    ]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())

"""Names that mean the same: how the value of a field finds records by their names.

A name is compared by its words, without case, diacritics, apostrophes and punctuation. The Arabic article is left
out, since "al-Bab", "Al Bab" and "Bab" are one town, and so is the "h" of a final "ah": "Ar-Raqqah" is "Raqqa".
"""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from store.text import fold_long, one_line

_APOSTROPHES: Final = re.compile("['`´ʹʻʼʽʾʿ]")
_NO_WORD: Final = re.compile(r"(?:[^\w\n]|_)+")
_ARTICLE: Final = re.compile(r"\b(?:al|el|il|ul|[ae](?:d|dh|n|r|s|sh|t|th|z)) (?=\S)")
"""The article before other words, as it is said before "sun letters" too (ar-Raqqah, ash-Shaddadi, ez-Zor)."""
_FINAL_AH: Final = re.compile(r"(?<=\w\w\wa)h\b")

SETTLEMENT_WORDS: Final = ("town", "city", "village")
ADMIN_WORDS: Final = ("governorate", "province", "district", "subdistrict", "region", "county")
"""What may follow the name of a place or unit without being part of it; UCDP writes "Manbij town"."""


def words_of(text: str) -> str:
    """Return the words of a text, folded, with a space between; line feeds stay."""
    spaced = _NO_WORD.sub(" ", _APOSTROPHES.sub("", fold_long(text)))
    return "\n".join(line.strip() for line in spaced.split("\n")) if "\n" in spaced else spaced.strip()


def key_of(words: str) -> str:
    """Return what words that mean the same name have in common."""
    return _FINAL_AH.sub("", _ARTICLE.sub("", words))


class Names:
    """Names and the ids that go by them, to be found by the whole name or by how a word of it begins."""

    def __init__(
        self,
        labels: Sequence[str],
        owners: Sequence[Sequence[str]],
        ids: Collection[str] = (),
        generic: Collection[str] = (),
    ) -> None:
        """Take in names.

        Args:
            labels: The names; one may stand here several times.
            owners: The ids that go by each of them.
            ids: Ids that can be asked for as such.
            generic: Words after a name that one may leave out.
        """
        self._labels = labels
        self._owners = owners
        self._ids = ids
        # all labels at once, so that the work is done in C: a store may have 100,000 places
        words = words_of("\n".join(label.replace("\n", " ") for label in labels))
        keys = key_of(words)
        self._words = _Lines(words)
        self._keys = _Lines(keys)
        self._exact = _Positions(keys)
        self._generic = re.compile(rf" (?:{'|'.join(generic)})$", re.MULTILINE) if generic else None
        self._trimmed = _Positions(self._generic.sub("", keys)) if self._generic else None

    @property
    def labels(self) -> Sequence[str]:
        """Every name as it is written, for suggestions."""
        return self._labels

    @property
    def owned(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Every name with the ids that go by it."""
        return zip(self._labels, self._owners, strict=True)

    def exactly(self, value: str) -> list[str]:
        """Return the ids that are `value` or go by it as a whole name."""
        key = key_of(words_of(value))
        found = self._ids_at(self._exact.of(key) if key else self._spelt(value))
        own = [id_ for id_ in (value, fold_long(value)) if id_ in self._ids]
        return list(dict.fromkeys(own + found))

    def _spelt(self, value: str) -> list[int]:
        """Return the positions of a name that has no words, "?" perhaps: it is compared by its signs."""
        wanted = one_line(value)
        return [at for at, label in enumerate(self._labels) if wanted and one_line(label) == wanted]

    def itself(self, id_: str) -> list[str]:
        """Return the id that is `id_` to the letter, else those that are when they are cleaned for the screen."""
        return [id_] if id_ in self._ids else [each for each in self._ids if one_line(each) == id_]

    def trimmed(self, value: str) -> list[str]:
        """Return the ids that go by `value` and perhaps a generic word after it."""
        return self._ids_at(self._trimmed.of(key_of(words_of(value)))) if self._trimmed else []

    def without_generic(self, value: str) -> list[str]:
        """Return the ids that go by `value` without its own generic word, and perhaps another after it."""
        return self.trimmed(self._generic.sub("", words_of(value))) if self._generic else []

    def beginning(self, value: str) -> list[str]:
        """Return the ids with a name in which a word, and those after it, begin with `value`."""
        words = words_of(value)
        if not words:
            return []
        return self._ids_at(self._words.with_part(f" {words}")) or self._ids_at(
            self._keys.with_part(f" {key_of(words)}")
        )

    def mentioning(self, value: str) -> list[str]:
        """Return the ids with a name that holds `value`: as words, else where words begin, else anywhere."""
        words = words_of(value)
        tries = (f" {words} ", f" {words}", words) if words else ()
        return next((found for part in tries if (found := self._ids_at(self._words.with_part(part)))), [])

    def every(self) -> list[str]:
        """Return all ids that have a name."""
        return self._ids_at(range(len(self._labels)))

    def find(self, value: str) -> list[str]:
        """Return the ids that fit: by the whole name if any do, else by how a word begins.

        A trailing `*` asks for the second at once; a lone one for all ids.
        """
        if value.endswith("*"):
            return self.starting(value)
        whole = list(dict.fromkeys(self.exactly(value) + self.trimmed(value)))
        return whole or self.without_generic(value) or self.beginning(value)

    def starting(self, value: str) -> list[str]:
        """Return the ids for a value that ends with `*`."""
        start = value.rstrip("*").strip()
        return self.beginning(start) if start else self.every()

    def _ids_at(self, positions: Iterable[int]) -> list[str]:
        owners = self._owners
        return list(dict.fromkeys(id_ for at in positions for id_ in owners[at]))


class _Positions:
    """Where in some lines each line stands."""

    def __init__(self, lines: str) -> None:
        split = lines.split("\n")
        self._last = dict(zip(split, range(len(split)), strict=True))
        self._before: defaultdict[str, list[int]] = defaultdict(list)
        if len(self._last) < len(split):  # lists only for lines that come again: most names are one place's
            for at, line in enumerate(split):
                if self._last[line] != at:
                    self._before[line].append(at)

    def of(self, line: str) -> list[int]:
        """Return the positions of a line that is not empty."""
        return [*self._before.get(line, ()), self._last[line]] if line and line in self._last else []


class _Lines:
    """Lines of words in one string, in which words are found at the speed of `str.find`."""

    def __init__(self, lines: str) -> None:
        self._text = f" {lines} ".replace("\n", " \n ")  # a space on either side of every word
        self._starts = array("I", accumulate((len(line) + 1 for line in self._text.split("\n")), initial=0))

    def with_part(self, part: str) -> Iterator[int]:
        """Yield the positions of lines that hold `part`."""
        at = self._text.find(part)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._text.find(part, self._starts[line + 1] - 1)  # from the line feed on: once a line is enough

"""Events by whom they name as a source: who published a text that they cite, or is named in who says so.

An attribution names several ("UCDP, from SOHR, Airwars"), and one source goes by longer names too ("SOHR (Syrian
Observatory for Human Rights)"): under a name stand the events of all names that hold its words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pyroaring import BitMap

from store.origins import names_in
from store.query.names import words_of
from store.text import one_line

MOST_WORDS: Final = 12
"""Words of the longest name that is looked for within others."""
MOST_WORDS_AROUND: Final = 120
"""Words of the longest name within which others are looked for: what is longer is a text and no name."""
_IN_BRACKETS: Final = re.compile(r"([^()]+?) *\(([^()]+)\)")


def by_name(publishers: Mapping[str, BitMap], claimants: Mapping[str, BitMap]) -> dict[str, BitMap]:
    """Return the events under each source's name, in the spelling that most of them have.

    Args:
        publishers: Events by who published a text that they cite.
        claimants: Events by the attribution of a claim.
    """
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    parts: defaultdict[str, list[BitMap]] = defaultdict(list)
    for name, events in _named(publishers, claimants):
        key = words_of(name) or name
        spelt[key][name] += len(events)
        parts[key].append(events)
    own = {key: BitMap.union(*found) for key, found in parts.items()}
    for key, events in own.items():
        for within in _runs(key):
            if within in own and within != key:
                parts[within].append(events)
    return {spelt[key].most_common(1)[0][0]: BitMap.union(*found) for key, found in parts.items()}


def written_out(names: Collection[str]) -> set[str]:
    """Return the names that are another of them, its letters explained, whose events stand under that one too.

    "Uppsala Conflict Data Program (UCDP)" where there is "UCDP", "SOHR (Syrian Observatory for Human Rights)" where
    there is "SOHR"; or with an article, "The Independent". A list that has both counts one source twice.
    """
    keys = {words_of(name) for name in names}
    found = set()
    for name in names:
        if words_of(name).removeprefix("the ") in keys - {words_of(name)}:
            found.add(name)
        if both := _IN_BRACKETS.fullmatch(name):
            pairs = (both.groups(), both.groups()[::-1])
            if any(words_of(short) in keys and _stands_for(short, long) for short, long in pairs):
                found.add(name)
    return found


def _stands_for(short: str, long: str) -> bool:
    """Return whether letters are the first ones of some words, perhaps without the small words."""
    words = re.findall(r"\w+", long)
    initials = {"".join(word[0] for word in words), "".join(word[0] for word in words if not word.islower())}
    return len(words) > 1 and short.casefold() in {each.casefold() for each in initials}


def _named(publishers: Mapping[str, BitMap], claimants: Mapping[str, BitMap]) -> Iterator[tuple[str, BitMap]]:
    for publisher, events in publishers.items():
        if name := one_line(publisher):
            yield name, events
    for attribution, events in claimants.items():
        for name in names_in(attribution):
            yield name, events


def _runs(key: str) -> Iterator[str]:
    """Yield what stands together in a name: each of its words, each two of them, and so on up to `MOST_WORDS`."""
    if key.count(" ") >= MOST_WORDS_AROUND:
        return
    words = key.split(" ")
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + MOST_WORDS) + 1):
            yield " ".join(words[start:end])

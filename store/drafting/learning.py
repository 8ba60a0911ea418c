"""Names in an article that the store does not have, offered as new actors, places or aliases."""

import difflib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal

from store.dates import MONTHS
from store.dates.parts import WEEKDAYS
from store.drafting.model import Mention, Sentence, Unknown
from store.drafting.names import Names
from store.drafting.tokens import Token, tokens_of, word_set
from store.text import fold

LEAST: Final = 2
"""Times that a name has to stand in an article to be offered."""
_MOST: Final = 20
_ALIKE: Final = 0.84
_IN: Final = word_set("in at near of into around outside inside toward towards from to across")
_OF_PLACE: Final = word_set(
    "village town city district province governorate suburb neighbourhood camp airport river valley"
)
_OF_ACTOR: Final = word_set(
    "brigade brigades front army forces force council party movement battalion division corps militia tribe coalition "
    "alliance group guard police ministry command party organisation organization agency"
)
_NO_NAMES: Final = frozenset({day.lower() for day in WEEKDAYS} | {month.lower() for month in MONTHS}) | word_set(
    "the a an this that these those it they he she we i you but and or in on at as when while if after before since "
    "for "
    "from with by mr mrs ms dr gen lt col maj capt president prime minister general colonel king"
)
_ARTICLE: Final = re.compile(r"a[dlnrstz]h?-[A-Z]")
"""How names in Arabic begin that are no capital: "al-Hamra"."""
_ADJECTIVE: Final = re.compile(r"(?:ian|ean|can|ish|ese|[aeq]i|ch)$")


def unknown_names(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], names: Names, places: Collection[str] = ()
) -> tuple[Unknown, ...]:
    """Return the names to learn, the commonest first.

    Args:
        sentences: The article's.
        mentions: What is known in them.
        names: The store's.
        places: Names of places where something happened: once is enough for them.
    """
    taken = sorted((each.start, each.end) for each in mentions if each.kind in ("actor", "place", "date"))
    seen: defaultdict[str, list[tuple[Sentence, list[Token], int]]] = defaultdict(list)
    for sentence in sentences:
        for name, at, tokens in names_in(sentence, _within(sentence, taken)):
            seen[name].append((sentence, tokens, at))
    merged = _without_parts(Counter({name: len(found) for name, found in seen.items()}))
    offered = [(name, count) for name, count in merged.most_common(_MOST) if count >= LEAST or name in places]
    initials = {name[:1].lower() for name, _count in offered}
    known = {fold(name): id_ for id_, name in _known(names) if name[:1].lower() in initials} if offered else {}
    return tuple(_offer(name, count, seen[name], known, is_place=name in places) for name, count in offered)


def _within(sentence: Sentence, taken: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the spans that begin in a sentence, of spans in their order."""
    return taken[bisect_left(taken, (sentence.start, 0)) : bisect_left(taken, (sentence.end, 0))]


def names_in(sentence: Sentence, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, list[Token]]]:
    """Yield the runs of capitalised words of a sentence that no mention covers.

    Yields:
        The name, the position of its first token, and the tokens of the sentence.
    """
    tokens = tokens_of(sentence.text, sentence.start)
    run: list[int] = []
    for at in range(len(tokens) + 1):
        token = tokens[at] if at < len(tokens) else None
        if token is not None and _is_part(token, taken, is_first=at == 0):
            run.append(at)
            continue
        if run:
            name = " ".join(re.sub(r"['’]s?$", "", tokens[each].text) for each in run)
            is_adjective = len(run) == 1 and _ADJECTIVE.search(name) and token is not None and token.text.islower()
            if len(name) > 2 and not is_adjective and (len(run) > 1 or run[0] > 0):
                yield name, run[0], tokens
        run = []


def _is_part(token: Token, taken: Sequence[tuple[int, int]], *, is_first: bool) -> bool:
    if (
        not (token.is_capital or _ARTICLE.match(token.text))
        or token.low in _NO_NAMES
        or (token.text.isupper() and len(token.text) < 3)
    ):
        return False
    return not any(start < token.end and token.start < end for start, end in taken)


def _without_parts(counts: Counter[str]) -> Counter[str]:
    """Count "Taifour" for "Arif Taifour", which ends with it."""
    merged = Counter(counts)
    for name in counts:
        longer = [other for other in counts if other != name and other.endswith(f" {name}")]
        if len(longer) == 1:
            merged[longer[0]] += merged.pop(name, 0)
    return merged


def _known(names: Names) -> Iterator[tuple[str, str]]:
    for actor in names.actors.values():
        for name in (actor.name, *actor.aliases):
            yield actor.id, name
    for place in names.places.values():
        for name in (place.name, *place.aliases):
            yield place.id, name


def _offer(
    name: str,
    count: int,
    found: Sequence[tuple[Sentence, list[Token], int]],
    known: dict[str, str],
    *,
    is_place: bool,
) -> Unknown:
    kind, reason = _kind(name, found)
    if is_place:
        kind, reason = "place", "something happened there"
    near = [each for each in known if each[:1] == fold(name)[:1] and abs(len(each) - len(name)) <= 3]
    alike = difflib.get_close_matches(fold(name), near, 1, _ALIKE)
    sentence = found[0][0].text if found else ""
    return Unknown(name, count, sentence, kind, reason, known[alike[0]] if alike else "")


def _kind(name: str, found: Sequence[tuple[Sentence, list[Token], int]]) -> tuple[Literal["actor", "place"], str]:
    if set(fold(name).split()) & _OF_ACTOR:
        return "actor", "its words name a body of people"
    places = 0
    for _sentence, tokens, at in found:
        before = [token.low for token in tokens[max(0, at - 2) : at]]
        behind = tokens[at + len(name.split()) : at + len(name.split()) + 1]
        if behind and behind[0].low in _OF_ACTOR:
            return "actor", f'"{behind[0].text}" follows it'
        places += bool(before and (before[-1] in _IN or set(before) & _OF_PLACE))
    if places * 2 > len(found):
        return "place", '"in", "near" or the like stands before it'
    return "actor", "it is named as one who acts"

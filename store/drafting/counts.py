"""What the figures of a clause count, and whom: "26 Isis fighters had been killed" is 26 killed of IS."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from store.drafting.lexicon import AUXILIARIES, VERBS
from store.drafting.model import Mention
from store.drafting.numbers import Figure
from store.drafting.tokens import Token, word_set

_LOSSES: Final = {
    "killed": "killed", "killing": "killed", "dead": "killed", "died": "killed", "dies": "killed", "deaths": "killed",
    "kills": "killed", "slain": "killed", "executed": "executed", "executing": "executed", "beheaded": "executed",
    "massacred": "killed", "murdered": "killed", "eliminated": "killed", "shot": "killed", "lost": "killed",
    "wounded": "wounded", "wounding": "wounded", "injured": "wounded", "injuring": "wounded", "injuries": "wounded",
    "hurt": "wounded", "toll": "killed",
}  # fmt: skip
_PERSONS: Final = word_set(
    "people civilians civilian soldiers soldier fighters fighter militants militant members member men man women woman "
    "children child troops rebels rebel terrorists terrorist jihadists insurgents officers officer policemen policeman "
    "residents families family nurses nurse doctors medics workers journalists prisoners hostages captives detainees "
    "refugees villagers guards guard conscripts commanders commander bombers bomber others person persons girls boys "
    "militiamen gunmen combatants patients victims bodies displaced evacuees"
)
_FLYING: Final = word_set("jets jet aircraft helicopters helicopter planes plane warplanes warplane drones drone")
_THINGS: Final = _FLYING | word_set(
    "villages village towns town hills hill hamlets checkpoints checkpoint positions districts neighbourhoods "
    "airstrikes airstrike strikes strike air-strikes sorties sortie raids raid attacks shells shell rockets rocket "
    "missiles missile bombs bomb barrel tanks tank vehicles vehicle trucks homes houses buildings mortars bases farms"
)
_UNITS: Final = word_set(
    "km kilometres kilometers kilometre kilometer miles mile metres meters hours hour days day weeks week months month "
    "years year minutes percent per % degrees o'clock am pm dollars euros pounds $ tonnes tons barrels nd th times"
)
_MANY: Final = frozenset({"people", "men", "women", "children", "policemen", "gunmen", "militiamen", "troops"})
_PART_OPENERS: Final = word_set("including among counting")
_PART_REACH: Final = 8
_STOPS: Final = word_set(
    "in on at by from to near during after before since when while who which that and or but were was"
)
_NP_WORDS: Final = 9


class Count(msgspec.Struct, frozen=True):
    """A figure and what it counts."""

    figure: Figure
    counted: str
    """"killed", "wounded", "villages captured"..."""
    who: str
    """An actor's id, or plain words, or nothing."""
    reason: str


def counts_in(
    tokens: Sequence[Token], first: int, last: int, figures: Sequence[Figure], mentions: Sequence[Mention]
) -> list[Count]:
    """Return the counts of the clause between two tokens.

    Args:
        tokens: Of the sentence.
        first: Where the clause begins.
        last: The token behind its end.
        figures: Of the sentence.
        mentions: The names in the sentence.
    """
    inside = [figure for figure in figures if first <= figure.first < last and not _is_date(figure, mentions)]
    found = [
        count for figure in inside if (count := _count(tokens, first, last, figure, mentions, figures)) is not None
    ]
    return [*found, *_singles(tokens, first, last, figures, mentions)]


def _is_date(figure: Figure, mentions: Sequence[Mention]) -> bool:
    return any(each.kind == "date" and each.start < figure.end and figure.start < each.end for each in mentions)


def _count(
    tokens: Sequence[Token],
    first: int,
    last: int,
    figure: Figure,
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
) -> Count | None:
    words = _phrase(tokens, figure.last, last)
    low = [token.low for token in words]
    is_measure = bool(low) and (low[0] in _UNITS or low[:2] == ["of", "the"] or low[0] in (":", "%"))
    if is_measure or _in_name(figure, mentions):
        return None
    if _is_part(tokens, figure):
        return None
    head = next((word for word in low if word in _PERSONS or word in _THINGS), "")
    if head in _THINGS and head not in _PERSONS:
        return _things(tokens, first, last, figure, low, head)
    loss, position = _loss(
        tokens, first, last, figure, len(words), [each for each in figures if each.first > figure.first]
    )
    has_people = head in _PERSONS or _who(words, mentions) or _is_nation(words)
    if loss and (has_people or _is_bare(low)):
        who = _who(words, mentions) or _plain_who(head)
        return Count(figure, loss, who, f'"{tokens[position].text}" is said of it')
    if has_people and (verb := _verb_of(tokens, first, last, figure, len(words))):
        return Count(figure, f"{head or 'people'} {verb}", _who(words, mentions), f'"{verb}" is said of it')
    return None


def _is_nation(words: Sequence[Token]) -> bool:
    """Tell whether a phrase is people by where they are from: "44 Palestinians"."""
    return len(words) == 1 and words[0].is_capital and words[0].low.endswith("s")


def _is_part(tokens: Sequence[Token], figure: Figure) -> bool:
    """Tell whether a figure is a part of one before: "including five children and two medics", "fifteen of them"."""
    if [token.low for token in tokens[figure.last : figure.last + 2]] in (["of", "them"], ["of", "whom"]):
        return True
    for at in range(figure.first - 1, max(-1, figure.first - 1 - _PART_REACH), -1):
        low = tokens[at].low
        if low in _PART_OPENERS or (low == "of" and tokens[at + 1].low in ("them", "whom")):
            return True
        if low in VERBS or low in AUXILIARIES or low in (";", "."):
            return False
    return False


def _phrase(tokens: Sequence[Token], start: int, last: int) -> list[Token]:
    """Return the words that a figure stands before, up to what ends their phrase."""
    words: list[Token] = []
    for token in tokens[start : min(last, start + _NP_WORDS)]:
        if token.text in ",;:.()" or (token.low in _STOPS and token.low != "of"):
            break
        if token.low in _LOSSES or (token.low in VERBS and words):
            break
        words.append(token)
    return words


def _in_name(figure: Figure, mentions: Sequence[Mention]) -> bool:
    return any(each.kind in ("actor", "place") and each.start <= figure.start < each.end for each in mentions)


def _is_bare(low: Sequence[str]) -> bool:
    """Tell whether nothing follows the figure that could be counted but people: "and 34 wounded"."""
    return not low or all(word in ("of", "them", "more", "others", "were", "from", "-") for word in low)


def _who(words: Sequence[Token], mentions: Sequence[Mention]) -> str:
    """Return the actor that a phrase names."""
    if not words:
        return ""
    start, end = words[0].start, words[-1].end
    inside = [each for each in mentions if each.kind == "actor" and start <= each.start < end]
    return inside[0].value if inside else ""


def _plain_who(head: str) -> str:
    return "" if head in ("people", "person", "others", "bodies", "victims", "") else head


def _things(
    tokens: Sequence[Token], first: int, last: int, figure: Figure, low: Sequence[str], head: str
) -> Count | None:
    name = "barrel bombs" if head == "barrel" else f"air {head}" if "air" in low[: low.index(head)] else head
    if head.rstrip("s") in ("airstrike", "strike", "air-strike", "sortie", "raid", "attack"):
        return Count(figure, name, "", "so many are told of")
    verb = _verb_of(tokens, first, last, figure, len(low))
    if verb == "shot" and head in _FLYING:
        verb = "shot down"
    if not verb or verb in _LOSSES:  # "37 were killed in four villages"
        return None
    return Count(figure, f"{name} {verb}", "", f'"{verb}" is said of it')


def _loss(
    tokens: Sequence[Token], first: int, last: int, figure: Figure, width: int, figures: Sequence[Figure]
) -> tuple[str, int]:
    """Return what loss a figure is of, and the token that says so: behind its phrase, else before it."""
    at = figure.last + width
    behind = list(range(at, min(last, at + 7)))
    for position in behind:
        low = tokens[position].low
        if low == "lost" and [token.low for token in tokens[position + 1 : position + 3]] == ["their", "lives"]:
            return "killed", position
        is_active = (
            position > at
            and tokens[position - 1].low not in AUXILIARIES
            and tokens[min(position + 1, last - 1)].low != "and"
        )
        if low in _LOSSES and is_active and any(each.first in (position + 1, position + 2) for each in figures):
            break  # "and wounded another 25": a verb with an object of its own
        if low in _LOSSES and low not in ("killing", "wounding", "injuring", "executing", "lost", "toll"):
            return _LOSSES[low], position
        if low in (";", ".", "who", "by", "in") or low in _LOSSES:
            break
        if joined := next((each for each in figures if each.first in (position, position + 1)), None):
            width = len(_phrase(tokens, joined.last, last))
            return _loss(tokens, first, last, joined, width, [each for each in figures if each is not joined])
    for position in range(figure.first - 1, first - 1, -1):
        low = tokens[position].low
        if low in _LOSSES:
            return _LOSSES[low], position
        if low in (";", "while", "but"):
            break
    return "", -1


def _verb_of(tokens: Sequence[Token], first: int, last: int, figure: Figure, width: int) -> str:
    """Return the participle of the verb whose subject or object a phrase is."""
    for position in range(figure.first - 1, first - 1, -1):
        if found := _participle(tokens[position].low):
            return found
        if tokens[position].low in (";", ",", "while", "but"):
            break
    for position in range(figure.last + width, min(last, figure.last + width + 5)):
        if found := _participle(tokens[position].low):
            return found
        if tokens[position].low in (",", ";", "who", "which", "that"):
            break
    return ""


def _participle(word: str) -> str:
    verbs = [verb for verb in VERBS.get(word, ()) if verb.forms & {"past", "part", "ing"}]
    if not verbs:
        return ""
    forms = (
        other for other, found in VERBS.items() for verb in found if verb.base == verbs[0].base and "part" in verb.forms
    )
    return next(forms, word)


def _singles(
    tokens: Sequence[Token], first: int, last: int, figures: Sequence[Figure], mentions: Sequence[Mention]
) -> Iterator[Count]:
    """Yield the count of one of "a Turkish soldier was killed"."""
    for at in range(first, min(last, len(tokens)) - 3):
        if tokens[at].low not in ("a", "an", "another") or any(each.first <= at < each.last for each in figures):
            continue
        if at > first and tokens[at - 1].low in ("and", "not"):
            continue  # "a driver and a guard were killed" are two, "not a soldier was killed" none
        for head in range(at + 1, min(at + 5, last - 1)):
            if "of" in (tokens[head].low, tokens[head + 1].low) or any(
                each.first <= head < each.last for each in figures
            ):
                break
            if tokens[head].low in _PERSONS:
                yield from _single(tokens, at, head, last, mentions)
                break
            if tokens[head].low in _STOPS or tokens[head].text in ",.;":
                break


def _single(tokens: Sequence[Token], at: int, head: int, last: int, mentions: Sequence[Mention]) -> Iterator[Count]:
    if tokens[head].low in _MANY or tokens[head].low.endswith("s"):
        return
    behind = [token.low for token in tokens[head + 1 : min(head + 7, last)]]
    for position, word in enumerate(behind):
        if word in ("killed", "wounded", "injured", "executed") and set(behind[:position]) & {"was", "been", "were"}:
            figure = Figure(tokens[at].start, tokens[head].end, at, head + 1, best=1)
            who = _who(tokens[at : head + 1], mentions) or _plain_who(tokens[head].low)
            yield Count(figure, _LOSSES[word], who, f'"{word}" is said of one')
            return
        if word in (",", ".", "and", ";"):
            return

"""What in a sentence reports a happening: a verb or noun of the lexicon, said to have come about."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from store.drafting.lexicon import (
    ADVERBS,
    ASPECTS,
    AUXILIARIES,
    BE,
    CONDITIONS,
    EVENT_NOUNS,
    MODALS,
    NEARLY,
    NEGATIONS,
    OCCURRENCE,
    PERFECT,
    TIMELESS,
    TRANSITIVE,
    UNSURE,
    VERBS,
    Kind,
    Verb,
    is_adverb,
)
from store.drafting.model import Mention
from store.drafting.tokens import Token, word_set
from store.drafting.unreal import is_of_nobody, unreal_parts

_REACH: Final = 7
"""Words behind a verb in which what it needs has to stand."""
_NOUN_REACH: Final = 9
_NO_SIGN: Final = re.compile(
    r"\b(?:no (?:\w+ )?(?:indication|evidence|sign|reports?)|den(?:y|ies|ied)|"
    r"dismissed|rejected|pretend\w*|(?:falsely|wrongly|mistakenly|erroneously) \w+|"
    r"(?:not|declined to|refused to|unable to|possible to|cannot) (?:be )?(?:comment|confirm|verif)\w*)\b.*\bthat\b"
)
_DETERMINERS: Final = word_set(
    "the a an its their his her our this that these those of in with for no many some several more"
)
_PREPOSITIONS: Final = word_set(
    "in on at by from to into near of with over during after before since for as while and or but when where that "
    "who which "
    "between against across along around inside outside under through about because amid but , . ; : ) ' \" ” ’ – - ("
)


_OWNERS: Final = word_set("the its their his her our my your these those")
_WHEREABOUTS: Final = word_set("in on at near during when outside inside along overnight yesterday")


class Trigger(msgspec.Struct, frozen=True):
    """A word that reports a happening."""

    at: int
    """Position of its token."""
    word: str
    base: str
    kind: Kind
    is_passive: bool = False
    is_past_perfect: bool = False
    is_nominal: bool = False
    """A noun, of which another word says that it came about."""


def triggers_in(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Trigger]:
    """Return what in a sentence reports a happening: told as having come about, not planned, denied or supposed."""
    marks = _marks(tokens, mentions)
    unreal = unreal_parts(tokens)
    found = [
        trigger
        for at in range(len(tokens))
        if not any(at in part for part in unreal) and (trigger := _trigger(tokens, marks, at)) is not None
    ]
    return [each for each in found if not _is_timeless(tokens, each.at)]


def _marks(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[str]:
    """Return the words of a sentence in lower case, those of names marked as such."""
    words = []
    for token in tokens:
        inside = next(
            (each.kind for each in mentions if each.start <= token.start < each.end and each.kind != "date"), ""
        )
        words.append(f"{token.low} @{inside}" if inside else token.low)
    return words


def _trigger(tokens: Sequence[Token], marks: Sequence[str], at: int) -> Trigger | None:
    word = tokens[at].low
    if "@" in marks[at] and "@figure" not in marks[at]:
        return None  # part of a name: "Syrian air strikes"
    for verb in VERBS.get(word, ()):
        if (not verb.needs or _follows(verb.needs, marks, at)) and (found := _verb(tokens, marks, at, verb)):
            return found
    return _noun(tokens, marks, at)


def _follows(needs: str, marks: Sequence[str], at: int) -> bool:
    behind = []
    for mark in marks[at + 1 : at + 1 + _REACH]:
        if mark in (".", ";", "who", "which"):
            break
        behind.append(mark)
    return re.search(rf"(?<![\w@])(?:{needs})(?!\w)", " ".join(behind)) is not None


def _verb(tokens: Sequence[Token], marks: Sequence[str], at: int, verb: Verb) -> Trigger | None:
    before, auxiliaries = _auxiliaries(tokens, at)
    previous = tokens[before].low if before >= 0 else ""
    if _is_unreal(tokens, before, auxiliaries) or is_of_nobody(tokens, at, before):
        return None
    if _is_noun(tokens, at, verb) or (verb.base == "take" and [each.low for each in tokens[at + 1 : at + 2]] == ["to"]):
        return None  # "the wounded", "was taken to the hospital"
    if tokens[at - 1].low in NEARLY or (previous == "of" and "having" in auxiliaries):
        return None  # "nearly captured", "accused them of having killed"
    is_perfect = bool(auxiliaries & PERFECT)
    made = {"is_past_perfect": "had" in auxiliaries}
    if auxiliaries & BE and "ing" not in verb.forms and verb.forms & {"part", "past"}:
        return Trigger(at, tokens[at].low, verb.base, verb.kind, is_passive=True, **made)
    if "ing" in verb.forms:
        is_progressive = bool(auxiliaries & BE)
        is_trailing = before >= 0 and previous in (",", "and") and verb.kind == "loss"
        is_going_on = previous in ASPECTS
        return (
            Trigger(at, tokens[at].low, verb.base, verb.kind, **made)
            if is_progressive or is_trailing or is_going_on
            else None
        )
    if previous == "to" and "base" in verb.forms:
        is_real = before > 0 and tokens[before - 1].low in ASPECTS and not _is_unreal(tokens, before - 2, set())
        return Trigger(at, tokens[at].low, verb.base, verb.kind) if is_real else None
    if is_perfect and "part" in verb.forms:
        return Trigger(at, tokens[at].low, verb.base, verb.kind, **made)
    if "past" in verb.forms and not _is_adjective(tokens, marks, at, before):
        is_counted = verb.kind == "loss" and before >= 0 and "@figure" in marks[before]
        is_elliptic = is_counted or (verb.base in TRANSITIVE and _is_bare(tokens, at))
        return Trigger(at, tokens[at].low, verb.base, verb.kind, is_passive=is_elliptic or _is_by(tokens, at))
    subject = " ".join(marks[max(0, at - 3) : at])
    is_present = "base" in verb.forms and verb.kind == "move" and before >= 0 and "@actor" in subject
    if (
        is_present
        and at + 1 < len(tokens)
        and tokens[at + 1].low in ("on", "into", "towards", "toward", "against", "north", "south")
    ):
        return Trigger(at, tokens[at].low, verb.base, verb.kind)
    return None


def subject_of(tokens: Sequence[Token], at: int) -> int:
    """Return the position of the last word of what stands before a verb and its auxiliaries; -1 if nothing does."""
    return _auxiliaries(tokens, at)[0]


def _auxiliaries(tokens: Sequence[Token], at: int) -> tuple[int, set[str]]:
    """Return the token before a verb and its auxiliaries, and those auxiliaries."""
    found: set[str] = set()
    before = at - 1
    while before >= 0:
        low = tokens[before].low
        if tokens[before].text.isupper():
            break  # "IS" is a name
        if low in AUXILIARIES or low in NEGATIONS:
            found.add(low)
        elif not is_adverb(low):
            break
        before -= 1
    return before, found


def _is_unreal(tokens: Sequence[Token], before: int, auxiliaries: set[str]) -> bool:
    """Tell whether a verb is planned, supposed or denied."""
    if auxiliaries & NEGATIONS or (before >= 0 and tokens[before].low in MODALS):
        return True
    if "be" in auxiliaries and before >= 0 and tokens[before].low == "to":
        return True
    if any(token.low in CONDITIONS for token in tokens[max(0, before - 6) : before + 1]):
        return True
    if before > 0 and tokens[before].low == "to" and tokens[before - 1].low in UNSURE:
        return True
    return bool(_NO_SIGN.search(" ".join(token.low for token in tokens[max(0, before - 10) : before + 1])))


def _is_adjective(tokens: Sequence[Token], marks: Sequence[str], at: int, before: int) -> bool:
    """Tell whether a participle describes a noun: "60 wounded people", "rockets fired by rebels"."""
    behind = tokens[at + 1].low if at + 1 < len(tokens) else "."
    if before != at - 1 and before >= 0 and tokens[at - 1].low not in ADVERBS and not tokens[at - 1].low.endswith("ly"):
        return False
    previous = tokens[at - 1].low if at else ""
    if _is_by(tokens, at):
        return True
    is_before_noun = (
        behind not in _PREPOSITIONS
        and not behind[:1].isdigit()
        and behind.isalpha()
        and "@" not in marks[min(at + 1, len(marks) - 1)]
    )
    is_described = previous in _DETERMINERS or previous[:1].isdigit() or (at > 0 and "@figure" in marks[at - 1])
    return is_described and is_before_noun and behind not in _DETERMINERS


def _is_noun(tokens: Sequence[Token], at: int, verb: Verb) -> bool:
    """Tell whether a participle stands for people: "the wounded", "its dead and wounded"."""
    before = [each.low for each in tokens[max(0, at - 2) : at]]
    return verb.kind == "loss" and ((before[-1:] != [] and before[-1] in _OWNERS) or before == ["dead", "and"])


def _is_bare(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb has no object, as a participle in "troops killed in the raid" has none."""
    behind = [token.low for token in tokens[at + 1 : at + 3]]
    return behind[:1] != [] and behind[0] in _WHEREABOUTS and behind != ["at", "least"]


def _is_by(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].low == "by"


def _noun(tokens: Sequence[Token], marks: Sequence[str], at: int) -> Trigger | None:
    """Return an event noun as a trigger where an occurrence is told of it."""
    if tokens[at].low == "toll" and _follows("@figure", marks, at):
        return Trigger(at, "toll", "kill", "loss", is_nominal=True)
    kind = EVENT_NOUNS.get(tokens[at].low)
    if kind is None:
        return None
    before = _clause_words(tokens, at, -1)
    if before[-1:] == ["under"] and tokens[at].low in ("attack", "fire", "siege", "bombardment", "assault", "shelling"):
        return Trigger(at, tokens[at].low, tokens[at].low, kind, is_passive=True, is_nominal=True)
    if tokens[at].low == "fire":
        return None
    said = _occurrence(tokens, at, before)
    if said is None:
        return None
    verb_at, is_past_perfect = said
    return (
        Trigger(at, tokens[at].low, tokens[at].low, kind, is_past_perfect=is_past_perfect, is_nominal=True)
        if verb_at >= 0
        else None
    )


def _clause_words(tokens: Sequence[Token], at: int, step: int) -> list[str]:
    """Return the words around a token up to a mark that ends the clause, in their order."""
    words: list[str] = []
    position = at + step
    while 0 <= position < len(tokens) and len(words) < _NOUN_REACH and tokens[position].low not in (",", ";", ":", "."):
        words.append(tokens[position].low)
        position += step
    return words[::-1] if step < 0 else words


def _occurrence(tokens: Sequence[Token], at: int, before: list[str]) -> tuple[int, bool] | None:
    """Return where it is told that an event noun came about, and whether in the past perfect."""
    text = " ".join(before)
    there = re.search(r"\bthere (?:have been|had been|has been|was|were)\b(?! no\b)", text)
    if there:
        return at, "had been" in there[0]
    for number in range(len(before), 0, -1):
        if said := OCCURRENCE.search(" ".join(before[:number])):
            position = at - len(before) + number - len(said[0].split())
            start, auxiliaries = _auxiliaries(tokens, position)
            is_unreal = _is_unreal(tokens, start, auxiliaries) or (start >= 0 and tokens[start].low == "to")
            return None if is_unreal else (position, "had" in auxiliaries)
    behind = _clause_words(tokens, at, 1)
    for number in range(1, len(behind) + 1):
        if said := OCCURRENCE.search(" ".join(behind[:number])):
            if "that" in behind[:number] or "which" in behind[:number]:
                return None
            position = at + number - len(said[0].split()) + 1
            start, auxiliaries = _auxiliaries(tokens, position)
            is_unreal = _is_unreal(tokens, start, auxiliaries) or is_of_nobody(tokens, position, start)
            return None if is_unreal else (position, "had" in auxiliaries)
    return None


def _is_timeless(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a trigger stands in a clause that only tells when: "since the truce collapsed", "before it fell"."""
    for position in range(at - 1, max(-1, at - 12), -1):
        low = tokens[position].low
        if low in (",", ";", ":") or low in ("as", "while", "when", "after", "and", "who", "which"):
            return False
        if low in TIMELESS:
            behind = [token.low for token in tokens[position + 1 : at]]
            return not any(word[:1].isdigit() or word in _DAYS for word in behind)
    return False


_DAYS: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september "
    "october november december dawn then early late yesterday"
)

"""Who says what an article reports: "according to X", "X said", "photographs posted on social media show"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from store.drafting.lexicon import VERBS
from store.drafting.model import Mention

_VERB: Final = (
    r"(?:said|says|say|reported|reports|report|told|added|adds|claimed|claims|confirmed|confirms|announced|"
    r"announces|stated|"
    r"states|wrote|estimates|estimated|acknowledged|puts? (?:the|its|their) (?:own )?"
    r"(?:death toll|toll|number|figure|dead|losses|casualties))"
)
_ACCORDING: Final = re.compile(
    r"\b[Aa]ccording to (?P<who>[^,;.]+?(?:\.[A-Z]\.?[^,;.]*)?)(?=,|;|\.(?:\s|$|"
    r"[\"”])|$| who\b| which\b| reached\b| speaking\b| cited\b| –| and that\b)"
)
_SAID: Final = re.compile(rf"(?P<verb>\b(?:(?:has|have|had|also|later) )?{_VERB})\b(?! to have\b| to be\b| by\b)")
_NOUN: Final = re.compile(
    r"\b(?:unconfirmed|unverified|initial|early|earlier|conflicting|media|news|press|local|some|several|the|its|their) "
    r"(?:reports?|claims|estimates)$",
    re.IGNORECASE,
)
"""What looks like a verb of saying and is none: "unconfirmed reports"."""
_PASSIVE: Final = re.compile(r"\b(?:was|were|is|are|been|be|being)(?: \w+ly)? \w+$")
"""What is said of something, and not by it: "the attack was reported"."""
_NAMED: Final = r"(?:[A-Z][\w.'’-]*|al-\w+)(?: (?:[A-Z][\w.'’-]*|al-\w+)){0,4}"
_INVERTED: Final = re.compile(
    r"[,”\"] ?(?:said|says|added|reported) "
    rf"(?P<who>(?:the|an?|its|their|his|her) [^,;.]+, {_NAMED}(?=[,.;]|$)|[^,;.]+)"
)
_IMAGES: Final = re.compile(
    r"(?P<who>(?:[Gg]raphic |[Uu]nverified |[Aa]mateur |[Ss]atellite )?(?:[Pp]hotos|[Pp]hotographs|[Ii]mages|"
    r"[Vv]ideos?|[Ff]ootage|[Pp]ictures)"
    r"(?: (?:posted|shared|published|circulated|circulating|released|uploaded)(?: (?:on|by|to|"
    r"online)(?: [\w'’-]+){0,4}?)?| (?:on|from)(?: [\w'’-]+){1,4}?)?)"
    r" (?:appear(?:ed|s)? to show|show(?:ed|s)?|purport\w* to show|seem(?:ed|s)? to show)\b"
)
_RELATIVES: Final = frozenset({"that", "which", "who", "this"})
ACCORDING: Final = "according to it"
"""The reason of a saying that is told by "according to"."""
PRONOUNS: Final = frozenset({"it", "they", "he", "she", "we", "i"})
_SPEAKERS: Final = re.compile(
    r"(?:an?|the|its|their|his) (?:spokes\w+|official|statement|director|head|commander|chief)\b[^,]*", re.IGNORECASE
)
_OPENING: Final = re.compile(
    r"^(?:and|but|as|while|when|however|meanwhile|later|also|earlier|that|which|separately)\b,? ", re.IGNORECASE
)
_RELATIVE: Final = re.compile(r"^(?P<who>[^,]+), (?:who|which|whose|a|an|the|its|his|head|director)\b[^,]*,\s*$")


_APPOSITION: Final = re.compile(
    r"(?:^|, (?=(?:the|an?|its|their|his|her) ))"
    rf"(?P<who>[^,]+, {_NAMED}),\s*$"
)
_MOST_NOUN_WORDS: Final = 4
_CLAUSE: Final = re.compile(r"\b(?:were|was|had|has|have|is|are|that|would|will)\b")


class Saying(msgspec.Struct, frozen=True):
    """An attribution in a sentence."""

    start: int
    end: int
    who: str
    """As one would print it."""
    reason: str
    actor: str = ""
    """Id of the store's actor that says it, if it is one."""
    is_pronoun: bool = False
    """"They said", "a spokesman said": whoever spoke last."""


def sayings_in(text: str, offset: int, mentions: Sequence[Mention]) -> list[Saying]:
    """Return who says what a sentence reports.

    Args:
        text: The sentence.
        offset: Its position in the body.
        mentions: The names in it.
    """
    return list(_sayings(text, offset, mentions))


def _sayings(text: str, offset: int, mentions: Sequence[Mention]) -> Iterator[Saying]:
    for found in _ACCORDING.finditer(text):
        start, end = found.span("who")
        yield _saying(text, offset, start, _end_of_name(text, offset, start, end, mentions), ACCORDING, mentions)
    if shown := _IMAGES.search(text):
        yield _saying(text, offset, shown.start("who"), shown.end("who"), "what they show", mentions)
    for found in _SAID.finditer(text):
        is_none = _NOUN.search(text, 0, found.end()) or _PASSIVE.search(text, 0, found.end())
        span = None if is_none else _speaker(text, found.start())
        if span is not None and span[1] - span[0] > 1 and text[slice(*span)].strip().lower() not in _RELATIVES:
            yield _saying(
                text,
                offset,
                *span,
                f"it {found['verb'].split()[-1] if ' the ' not in found['verb'] else 'gives it'}",
                mentions,
            )


def _end_of_name(text: str, offset: int, start: int, end: int, mentions: Sequence[Mention]) -> int:
    """Return where a speaker ends that no comma parts from what is said: "according to SOHR nine people died"."""
    names = [each for each in mentions if each.kind == "actor" and offset + start <= each.start < offset + end]
    is_parted = not any(word.lower() in VERBS for word in text[start:end].split())
    return end if is_parted or not names else min(end, names[0].end - offset)


def _speaker(text: str, verb: int) -> tuple[int, int] | None:
    """Return the span of whoever speaks by a verb: before it, or behind it where it follows what was said."""
    is_quoted = text[:verb].rstrip()[-1:] in ("”", '"')
    before = None if is_quoted else _subject(text, verb)
    if before is not None:
        return before
    inverted = _INVERTED.search(text, max(0, verb - 2))
    if inverted is None or (not is_quoted and _CLAUSE.search(inverted["who"])):
        return None
    return inverted.span("who")


def _subject(text: str, verb: int) -> tuple[int, int] | None:
    """Return the span of the words before a verb of saying that are its subject."""
    before = text[:verb].rstrip()
    if before.endswith(","):
        found = _RELATIVE.match(before) or _APPOSITION.search(before)
        return found.span("who") if found else None
    breaks = ((before.rfind(mark), len(mark)) for mark in (", ", "; ", "” ", '" ', ": ", "— ", "– ", " and ", " that "))
    start = max((at + length for at, length in breaks if at >= 0), default=0)
    if before[:start].endswith(" and "):
        opening_at = before.rfind(", ", 0, start) + 2 if ", " in before[:start] else 0
        if not _is_own_subject(before[start:]) or _is_mere_noun(before[opening_at : start - len(" and ")]):
            start = opening_at
    while opening := _OPENING.match(before[start:]):
        start += opening.end()
    who = before[start:]
    last = who.rpartition(" ")[2]
    if last.lower() in PRONOUNS:  # "pictures of what it said were"
        return len(before) - len(last), len(before)
    return (start, len(before)) if who and len(who.split()) <= 14 and re.search(r"[A-Za-z]", who) else None


def _is_mere_noun(text: str) -> bool:
    """Tell whether words before "and" belong to the speakers: "two medics and a relative said"."""
    words = text.lower().split()
    return 0 < len(words) <= _MOST_NOUN_WORDS and not any(word in VERBS for word in words) and not _CLAUSE.search(text)


def _is_own_subject(text: str) -> bool:
    return text[:1].isupper() or text.split(" ")[0] in ("the", "a", "an", "it", "they", "he", "she")


def _saying(text: str, offset: int, start: int, end: int, reason: str, mentions: Sequence[Mention]) -> Saying:
    who = text[start:end].strip(" ,\"“”'")
    named = [each for each in mentions if each.kind == "actor" and offset + start <= each.start < offset + end]
    is_pronoun = who.lower() in PRONOUNS or (
        not named and bool(_SPEAKERS.fullmatch(who)) and " of " not in who and " for " not in who
    )
    actor = named[-1].value if named else ""
    printed = named[-1].text if named and _is_mere_name(who, named[-1].text) else _lowered(who)
    return Saying(offset + start, offset + end, printed, reason, actor, is_pronoun)


def _is_mere_name(who: str, name: str) -> bool:
    """Tell whether the words beside a name only describe it: "the UK-based Syrian Observatory"."""
    left = who.replace(name, "").split()
    return len(left) <= 2 and not any(
        word.lower().startswith(("spokes", "official", "command", "minist", "general")) for word in left
    )


def _lowered(who: str) -> str:
    first, _space, rest = who.partition(" ")
    return (
        f"{first.lower()} {rest}".strip()
        if first in ("A", "An", "The", "One", "Two", "Local", "Some", "Residents", "Activists")
        else who
    )

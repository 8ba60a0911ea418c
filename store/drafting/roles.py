"""Who did what to whom in a clause, as far as its words make it plain."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from store.drafting.clauses import Clause
from store.drafting.happenings import Trigger, subject_of
from store.drafting.model import DraftActor, Mention
from store.drafting.sayings import Saying
from store.drafting.tokens import Token
from store.model import Actor, Role, Side

_SUPPORT: Final = re.compile(
    r"(?:(?:backed|supported|aided|helped|assisted|accompanied|covered) by|with (?:the )?(?:support|help|"
    r"backing|aid|cooperation) of|"
    r"(?:in )?(?:cooperation|coordination|concert) with|alongside|together with|with)(?: (?:the|heavy|close|"
    r"local|\w+ and))* ?$",
    re.IGNORECASE,
)
_COVER: Final = re.compile(
    r"^[^,.;]{0,20}\b(?:air (?:support|cover|power)|artillery|support|jets|"
    r"planes)\b",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(r"(?:cooperation|coordination|concert|together) with(?: the)? ?$", re.IGNORECASE)
_SECOND: Final = re.compile(r"(?:backed|supported) by (?:[\w-]+ ){1,4}(?:and|,) (?:the )?$", re.IGNORECASE)
"""Before the second of "supported by Syrian and Russian air strikes"."""
_AGAINST: Final = re.compile(r"(?:against|from|targeting|on|with)(?: (?:the|an?))* ?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_BY: Final = re.compile(r"\bby(?: (?:the|an?|suspected|alleged))? ?$", re.IGNORECASE)
_HELD: Final = re.compile(
    r"['’]?s?[ -](?:[\w-]+ ){0,2}?(?:territory|positions?|targets?|strongholds?|capital|bases?|lines|"
    r"headquarters|ground|defences|"
    r"defenses|convoys?|held|controlled)\b"
)
_PARTING: Final = frozenset({"when", "as", "while", "after"})
_AGGRESSIVE: Final = frozenset({"attack", "capture", "move"})
_SEIZURES: Final = frozenset({"arrest", "detain", "kidnap", "abduct"})
_LEAVINGS: Final = frozenset({"withdraw", "retreat"})
_NO: Final = re.compile(r"\bno $", re.IGNORECASE)
_FROM: Final = re.compile(r"\bfrom(?: the)? $", re.IGNORECASE)
_WARDINGS: Final = frozenset({"repel", "repulse"})
_GROUP: Final = re.compile(
    r"\b(?:the|this) (?:terrorist |militant |extremist |jihadist |armed )?(?:group|"
    r"militants|jihadists|extremists)\b(?! of\b)"
)


def actors_of(
    body: str,
    tokens: Sequence[Token],
    clause: Clause,
    mentions: Sequence[Mention],
    sayings: Sequence[Saying],
    known: Mapping[str, Actor],
) -> list[DraftActor]:
    """Return the actors of a clause with their roles.

    Args:
        body: The article's.
        tokens: Of the sentence.
        clause: The part of it.
        mentions: The names in the sentence.
        sayings: Who speaks in it: they take no part by that.
        known: The store's actors.
    """
    start, end = tokens[clause.first].start, tokens[clause.last - 1].end
    parts = [
        each
        for each in mentions
        if each.kind == "actor"
        and start <= each.start < end
        and each.value in known
        and not _speaks(each, sayings)
        and not _NO.search(body[start : each.start])
        and (known[each.value].kind != "monitor" or clause.main.kind == "people")
    ]
    found: dict[str, DraftActor] = {}
    for mention in parts:
        role, why = _role(body, tokens, clause, mention, start)
        new = DraftActor(mention.value, role, f'"{mention.text}" {why}', _side(clause, role, mention, parts, known))
        old = found.get(mention.value)
        if old is None or (old.role == "participant" and role != "participant"):
            found[mention.value] = new
    return list(found.values())


def _speaks(mention: Mention, sayings: Sequence[Saying]) -> bool:
    return any(each.start <= mention.start < each.end for each in sayings)


def _role(body: str, tokens: Sequence[Token], clause: Clause, mention: Mention, start: int) -> tuple[Role, str]:
    trigger = _nearest(tokens, clause, mention)
    word = tokens[trigger.at]
    before = body[max(start, mention.start - 60) : mention.start]
    behind = body[mention.end : mention.end + 40]
    if _supports(before, behind):
        return "supporter", "supports them"
    is_before = mention.start < word.start
    if trigger.base in _SEIZURES and not trigger.is_nominal:
        return _of_seizure(trigger, word.text, before, is_before=is_before)
    if trigger.kind in ("clash", "people", "truce"):
        return "participant", f'takes part: "{word.text}"'
    if trigger.base in _WARDINGS:
        return _of_warding(trigger, word.text, before, is_before=is_before)
    if trigger.base in _LEAVINGS:
        return "participant", f'takes part: "{word.text}"'
    if trigger.base == "fall" and not is_before:
        return ("defender", "is from whom it fell") if _FROM.search(before) else ("attacker", "is to whom it fell")
    held = _HELD.match(behind)
    if held and trigger.kind in _AGGRESSIVE and not (is_before and mention.end + held.end() > word.start):
        return "defender", "is whose ground it was"
    if _BY.search(before) and (trigger.is_passive or trigger.is_nominal or is_before):
        return "attacker", "is who did it"
    if trigger.kind == "loss":
        return _of_loss(trigger.base, is_before=is_before, is_passive=trigger.is_passive)
    return _of_force(trigger, word.text, before, is_before=is_before)


def _is_agent(trigger: Trigger, before: str, *, is_before: bool) -> bool:
    """Tell whether an actor does what a verb says."""
    return is_before if not trigger.is_passive else bool(_BY.search(before)) and not is_before


def _of_seizure(trigger: Trigger, word: str, before: str, *, is_before: bool) -> tuple[Role, str]:
    """Return the role of an actor beside "arrested" and the like."""
    if _is_agent(trigger, before, is_before=is_before):
        return "attacker", f'"{word}"'
    is_object = is_before == trigger.is_passive
    return ("victim", f'is whom they "{word}"') if is_object else ("participant", f'takes part: "{word}"')


def _of_warding(trigger: Trigger, word: str, before: str, *, is_before: bool) -> tuple[Role, str]:
    """Return the role of an actor beside "repelled", of which the object is who attacked."""
    if _is_agent(trigger, before, is_before=is_before):
        return "defender", f'"{word}"'
    is_object = is_before == trigger.is_passive
    return ("attacker", f'is what was "{word}"') if is_object else ("participant", "is named with it")


def _supports(before: str, behind: str) -> bool:
    """Tell whether an actor only supports others: "backed by X", "with X air support"."""
    is_with = before.rstrip().lower().endswith("with")
    if _SUPPORT.search(before) and (not is_with or _COVER.search(behind) or _TOGETHER.search(before)):
        return True
    return bool(_SECOND.search(before))


def _of_force(trigger: Trigger, word: str, before: str, *, is_before: bool) -> tuple[Role, str]:
    """Return the role of an actor beside a verb or noun of force."""
    if trigger.is_passive and not trigger.is_nominal:
        return ("defender", f'is what was "{word}"') if is_before else ("participant", "is named with it")
    if _AGAINST.search(before) and not is_before:
        return "defender", "is whom it was aimed at"
    if trigger.is_nominal:
        is_subject = is_before and not trigger.is_passive
        return ("attacker", f'is named before "{word}"') if is_subject else ("participant", "is named with it")
    return ("attacker", f'"{word}"') if is_before else ("defender", f'stands behind "{word}"')


def _of_loss(base: str, *, is_before: bool, is_passive: bool) -> tuple[Role, str]:
    if base == "lose" or (base == "die" and not is_before):
        return "participant", "is named with the losses"
    if base == "die":
        return "victim", "had the losses"
    if is_before and not is_passive:
        return "attacker", "is who killed"
    return "victim", "had the losses"


def _nearest(tokens: Sequence[Token], clause: Clause, mention: Mention) -> Trigger:
    """Return the trigger that a mention belongs to: its subject's verb, else the last one before it."""
    before = [each for each in clause.triggers if tokens[each.at].start < mention.start]
    behind = [each for each in clause.triggers if tokens[each.at].start >= mention.start]
    if not before:
        return clause.triggers[0]
    for trigger in behind[:1]:
        subject = subject_of(tokens, trigger.at)
        if subject >= 0 and mention.start <= tokens[subject].start < mention.end:
            return trigger
    between = (token.low for token in tokens[before[-1].at : clause.last] if token.start < mention.start)
    return behind[0] if behind and not _PARTING.isdisjoint(between) else before[-1]


def _side(clause: Clause, role: Role, mention: Mention, parts: Sequence[Mention], known: Mapping[str, Actor]) -> Side:
    """Return the side of one of two that clash; attackers and defenders have theirs by their roles."""
    if role != "participant" or clause.main.kind != "clash":
        return ""
    first = known[parts[0].value].bloc
    return "a" if known[mention.value].bloc == first else "b"


def group_meant(text: str, offset: int, last_group: Mention | None) -> list[Mention]:
    """Return mentions for "the group", which is the armed group that was named last."""
    if last_group is None:
        return []
    return [
        Mention(
            "actor",
            offset + found.start(),
            offset + found.end(),
            found[0],
            last_group.value,
            f'"{last_group.text}", the group named last',
        )
        for found in _GROUP.finditer(text)
    ]

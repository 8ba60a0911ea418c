"""The value of a field in a few words: what it says, never how it is written down."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from store.model import Claim, Participant, Source
from store.reading.words import remarks, statement
from store.text import one_line

if TYPE_CHECKING:
    from store.timeline import Timeline

_NAMED_IN: Final[Mapping[str, str]] = {
    "actors": "actors", "attackers": "actors", "defenders": "actors", "supporters": "actors", "place": "places",
    "target": "places", "near": "places", "offensives": "offensives",
}  # fmt: skip
"""The table in which a field's records are."""


def in_brief(field: str, value: Any, *, longest: int, beside: Any = None, timeline: "Timeline | None" = None) -> str:
    """Return a value in a few words, cleaned; nothing where there is none.

    Args:
        field: The field's name, as the model has it.
        value: Its value as JSON has it; it may be anything.
        longest: Letters, at most.
        beside: The value that it stands beside: of a list of objects, only what is not in both is told in full.
        timeline: Has the names of the records that the field names; without it they are called by their ids.
    """
    names = getattr(timeline, _NAMED_IN.get(field, ""), {})
    text = one_line(_words(field, value, beside, names))
    if len(text) <= longest:
        return text
    end = "…)" if isinstance(value, list) and text.endswith(")") else "…"
    return text[: longest - len(end)].rstrip(" ,;") + end


def _words(field: str, value: Any, beside: Any, names: Mapping[str, Any]) -> str:
    match value:
        case None:
            return ""
        case str():
            return _name(value, names)
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:,}"
        case list() if any(isinstance(item, dict) for item in value):
            return _objects(field, value, beside if isinstance(beside, list) else [], names)
        case list():
            return ", ".join(filter(None, (_words(field, item, None, names) for item in value)))
        case dict():
            return ", ".join(f"{key} {words}" for key, item in value.items() if (words := _words(key, item, None, {})))
    return str(value)


def _objects(field: str, items: list[Any], beside: list[Any], names: Mapping[str, Any]) -> str:
    """Count the objects of a list, and tell those that do not stand beside it."""
    noun = field if len(items) != 1 else field.removesuffix("s")
    told = "; ".join(filter(None, (_object(field, item, names) for item in items if item not in beside)))
    return f"{len(items):,} {noun}" + (f" ({told})" if told else "")


def _object(field: str, item: Any, names: Mapping[str, Any]) -> str:
    try:
        return _TELLERS[field](item, names)
    except (KeyError, msgspec.ValidationError):
        return _words(field, item, None, names)


def _claim(item: Any, names: Mapping[str, Any]) -> str:
    claim = msgspec.convert(item, Claim)
    source = f"[{claim.source + 1}]" if claim.source is not None else ""
    said = ": ".join(filter(None, (claim.attribution, statement(claim, {}))))
    return " ".join(filter(None, (said, source, remarks(claim))))


def _source(item: Any, names: Mapping[str, Any]) -> str:
    source = msgspec.convert(item, Source)
    facts = (source.publisher, source.date, source.author, source.title, source.url, source.note, remarks(source))
    return ", ".join(filter(None, facts))


def _actor(item: Any, names: Mapping[str, Any]) -> str:
    who = msgspec.convert(item, Participant)
    side = f"side {who.side}" if who.side else ""
    role = who.role if who.role != "participant" else ""
    return ", ".join(filter(None, (_name(who.id, names), role, side)))


def _name(id_: str, names: Mapping[str, Any]) -> str:
    record = names.get(id_)
    return record.name if record is not None else id_


_TELLERS: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], str]]] = {
    "claims": _claim,
    "sources": _source,
    "actors": _actor,
}

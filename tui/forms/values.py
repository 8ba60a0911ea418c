"""One field of a form: the text that stands for a value, and the value that a text stands for."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from store.dates import describe
from store.dates.plain import read_date
from store.errors import DateError, QueryError
from store.text import clean, one_line, safe_url
from tui.forms.naming import Naming
from tui.forms.specs import Spec
from tui.tags import split_tags

BETWEEN: Final = ";"
"""Stands between the values of a field that has several; between tags a comma may stand too."""
LONGEST_LINE: Final = 10_000
LONGEST_TEXT: Final = 2_000_000
"""Letters; a whole book has about a million."""


class Reading(NamedTuple):
    """What a text was read as."""

    value: Any = None
    """As JSON has it; None: the field is empty."""
    note: str = ""
    """How it reads, or how it may go on."""
    error: str = ""
    """What is wrong, in a sentence; then there is no value."""
    offers: tuple[str, ...] = ()
    """How the last name may go on."""


def shown(spec: Spec, value: Any, naming: Naming) -> str:
    """Return the text that stands for a value in a form."""
    if value is None or value == [] or value == "":
        return ""
    match spec.kind:
        case "long":
            return clean(str(value))
        case "name":
            return naming.shown(spec.table, str(value))
        case "names":
            return f"{BETWEEN} ".join(naming.shown(spec.table, str(each)) for each in value)
        case "words" | "tags":
            return f"{BETWEEN} ".join(one_line(str(each)) for each in value)
        case "ordinal":
            return str(value + 1) if isinstance(value, int) else ""
    return one_line(str(value))


def read(spec: Spec, text: str, naming: Naming, today: int | None = None, tags_before: Sequence[str] = ()) -> Reading:
    """Read what was typed in a field.

    Args:
        spec: The field.
        text: What was typed; anything.
        naming: The store's names.
        today: The day that dates without a year are near to.
        tags_before: The tags that the record has, in a field of tags.
    """
    text = clean(text).strip("\n") if spec.kind == "long" else one_line(text)
    if not text.strip():
        return Reading(error=f"The {spec.label} is needed.") if spec.is_needed else Reading()
    if len(text) > (LONGEST_TEXT if spec.kind == "long" else LONGEST_LINE):
        return Reading(error="That is longer than a field may be.")
    if spec.kind == "tags":
        return _tags(text, tags_before)
    reader = _READERS.get(spec.kind)
    return reader(spec, text, naming, today) if reader is not None else Reading(text)


def _date(_spec: Spec, text: str, _naming: Naming, today: int | None) -> Reading:
    try:
        edtf = read_date(text, current=today)
        return Reading(edtf, f"reads as: {describe(edtf, weekday=True)}" + (f"  ({edtf})" if edtf != text else ""))
    except DateError as error:
        return Reading(error=str(error))


def _moment(spec: Spec, text: str, naming: Naming, today: int | None) -> Reading:
    from store.soundness import is_moment

    return Reading(text) if is_moment(text) else _date(spec, text, naming, today)


def _url(_spec: Spec, text: str, _naming: Naming, _today: int | None) -> Reading:
    if safe_url(text):
        return Reading(text)
    return Reading(error="An address begins with http:// or https:// and has no blanks in it.")


def _number(_spec: Spec, text: str, _naming: Naming, _today: int | None) -> Reading:
    digits = text.replace(",", "").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= 15:
        return Reading(int(digits))
    return Reading(error="Write a whole number, or leave it empty: unknown is not 0.")


def _ordinal(spec: Spec, text: str, naming: Naming, today: int | None) -> Reading:
    found = _number(spec, text, naming, today)
    if found.value:
        return Reading(found.value - 1)
    return Reading(error="Write the number of a source, from 1.")


def _decimal(_spec: Spec, text: str, _naming: Naming, _today: int | None) -> Reading:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return Reading(number)
    return Reading(error="Write degrees as a number with a point: 36.528")


def _query(_spec: Spec, text: str, _naming: Naming, _today: int | None) -> Reading:
    from store.query import parse

    try:
        parse(text)
    except QueryError as error:
        return Reading(error=f"Column {error.column + 1}: {error}")
    return Reading(text)


def _choice(spec: Spec, text: str, _naming: Naming, _today: int | None) -> Reading:
    if text in spec.choices:
        return Reading(text)
    return Reading(error=f"One of: {', '.join(choice for choice in spec.choices if choice)}.")


def _name(spec: Spec, text: str, naming: Naming, _today: int | None) -> Reading:
    record_id, error = naming.find(spec.table, text)
    offers = () if record_id and naming.shown(spec.table, record_id) == text else naming.offers(spec.table, text)
    return Reading(record_id or None, _how_on(offers), error, tuple(offers))


def _names(spec: Spec, text: str, naming: Naming, today: int | None) -> Reading:
    parts = [part.strip() for part in text.split(BETWEEN)]
    found = [_name(spec, part, naming, today) for part in parts if part]
    last = found[-1] if parts[-1] else Reading()
    wrong = next((each.error for each in found if each.error), "")
    value = list(dict.fromkeys(each.value for each in found))
    return Reading(None if wrong else value or None, last.note, wrong, last.offers)


def _words(_spec: Spec, text: str, _naming: Naming, _today: int | None) -> Reading:
    return Reading([word for part in text.split(BETWEEN) if (word := part.strip())] or None)


def _tags(text: str, before: Sequence[str]) -> Reading:
    found = split_tags(text, before)
    note = f"{len(found)} tags: {' · '.join(found)}" if len(found) > 1 else ""
    return Reading(found or None, note)


def _how_on(offers: "tuple[str, ...] | list[str]") -> str:
    return f"→ {offers[0]}" + (f"   also {', '.join(offers[1:])}" if len(offers) > 1 else "") if offers else ""


_READERS: Final[Mapping[str, Callable[[Spec, str, Naming, int | None], Reading]]] = {
    "date": _date,
    "moment": _moment,
    "url": _url,
    "number": _number,
    "ordinal": _ordinal,
    "decimal": _decimal,
    "query": _query,
    "choice": _choice,
    "name": _name,
    "names": _names,
    "words": _words,
}

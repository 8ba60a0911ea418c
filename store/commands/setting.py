"""What `--set field=value` means for a record: text, a list of texts, or JSON."""

from typing import Any, Final, get_args, get_origin

from msgspec import MsgspecError, json, structs

from store.commands.parsing import CallError
from store.model import TABLES

BETWEEN: Final = ";"
"""Stands between the texts of a list, as in the browser's forms."""


def settings(pairs: list[str], table: str) -> dict[str, Any]:
    """Return the fields that `--set field=value` gives a record; an empty value is none.

    Args:
        pairs: As they were typed.
        table: The record's, which knows what is text, and what a list of texts: these may have `;` between them.

    Raises:
        CallError: One has no `=`, or its value is not what the field takes.
    """
    fields: dict[str, Any] = {}
    kinds = {field.name: field.type for field in structs.fields(TABLES[table])}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise CallError(f'"{pair}" is no field with a value. Write --set field=value.')
        fields[name] = _value(name, value, kinds.get(name)) if value else None
    return fields


def _value(name: str, text: str, kind: Any) -> Any:
    is_json = text[0] in "[{"
    if get_origin(kind) is list and not is_json:
        return _several(name, text, get_args(kind)[0])
    if kind is str or not (is_json or float in get_args(kind)):
        return text
    try:
        return json.decode(text)
    except (MsgspecError, ValueError, RecursionError) as error:
        raise CallError(f"The value of {name} is not JSON: {error}.") from error


def _several(name: str, text: str, item: Any) -> list[str]:
    """Return the texts of a list that was not written as JSON.

    Raises:
        CallError: They may be one or several, or the list is not one of texts.
    """
    if item is not str:
        first = structs.fields(item)[0].name
        raise CallError(f"""{name} is a list of objects. Write JSON: --set '{name}=[{{"{first}": "..."}}]'""")
    if "," in text and BETWEEN not in text:
        several = f"{BETWEEN} ".join(part.strip() for part in text.split(","))
        one = json.encode([text]).decode()
        raise CallError(f"{name} is a list. Write --set '{name}={several}' for several, --set '{name}={one}' for one.")
    return [word for part in text.split(BETWEEN) if (word := part.strip())]

"""How a record is written over a stored one, so that what this program does not know of it is kept."""

from collections.abc import Mapping, MutableMapping
from typing import Any, get_args

import msgspec


def merge_into(stored: MutableMapping[str, Any], fresh: Mapping[str, Any], model: type[msgspec.Struct]) -> None:
    """Give a stored record the fields of a fresh one; fields that the model does not know stay, in their places."""
    known = {field.name: field.type for field in msgspec.structs.fields(model)}
    merged = {name: fresh.get(name, value) for name, value in stored.items() if name not in known or name in fresh}
    for name, value in fresh.items():
        item_model = next(iter(get_args(known[name])), None)
        if isinstance(item_model, type) and issubclass(item_model, msgspec.Struct):
            merged[name] = _merge_lists(stored.get(name), value, item_model)
        else:
            merged[name] = value
    stored.clear()
    stored.update(merged)


def _merge_lists(stored: Any, fresh: list[dict[str, Any]], model: type[msgspec.Struct]) -> list[dict[str, Any]]:
    """Merge a list of objects: each takes the place of the stored one most like it.

    That is one equal in all known fields, else one equal in the fields that it must have (the actor, the publisher),
    else, when none came or went, the one at the same position.
    """
    left = [item for item in stored if isinstance(item, dict)] if isinstance(stored, list) else []
    required = [field.name for field in msgspec.structs.fields(model) if field.required]
    partners: dict[int, dict[str, Any]] = {}
    for is_partner in (
        lambda place, item: _known_part(item, model) == fresh[place],
        lambda place, item: all(item.get(name) == fresh[place].get(name) for name in required),
        lambda place, item: len(stored) == len(fresh) and item is stored[place],
    ):
        for place in range(len(fresh)):
            if place not in partners:
                taken = [item for item in left if is_partner(place, item)][:1]
                left = [item for item in left if not any(item is other for other in taken)]
                partners.update((place, item) for item in taken)
    merged = []
    for place, item in enumerate(fresh):
        merged.append(dict(partners.get(place, {})))
        merge_into(merged[-1], item, model)
    return merged


def _known_part(item: dict[str, Any], model: type[msgspec.Struct]) -> Any:
    try:
        return msgspec.to_builtins(msgspec.convert(item, model))
    except msgspec.ValidationError:
        return None

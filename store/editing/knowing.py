"""The fields that a record can have: one that a person gives and the model does not know would be lost without a word.

What a file holds is another matter: fields of other programs stay in it (`store.merging`).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, get_args

from msgspec import structs

from store.errors import UnsoundRecord
from store.model import TABLES
from store.query.nearest import listed, nearest
from store.text import one_line

_FIGURES: Final = ("deaths", "dead", "killed", "fatalities", "casualties", "injured", "wounded")
"""Names under which other programs keep what is a claim here."""
_A_CLAIM: Final = """claims=[{"attribution": "SOHR", "counted": "%s", "low": 3, "best": 5, "high": 5}]"""


def require_known(table: str, fields: Mapping[str, Any]) -> None:
    """See that the model knows every field of a record, and of the claims, sources and other parts of it.

    Raises:
        UnsoundRecord: It does not know one; the nearest that it knows is named.
    """
    for path, known in _unknown(TABLES[table], fields):
        raise unknown_field(table, str(fields.get("id", "")), path, known)


def unknown_field(table: str, record_id: str, path: str, known: Collection[str]) -> UnsoundRecord:
    """Return the mistake of giving a field that is not known, with what to give instead.

    Args:
        table: Where the record is.
        record_id: Its id.
        path: The field: `placee`, `claims[0].lowest`.
        known: The fields that there are in its place.
    """
    name = one_line(path.rpartition(".")[2])[:80]
    return UnsoundRecord(table, record_id, f"field {one_line(path)[:80]} is not known{_hint(name, known)}", field=path)


def _hint(name: str, known: Collection[str]) -> str:
    if name.casefold() in _FIGURES and "claims" in known:
        counted = "wounded" if name.casefold() in ("injured", "wounded") else "killed"
        return f". A figure is a claim, with whose it is: --set '{_A_CLAIM % counted}'"
    extra = " What has no field of its own goes into extra." if "extra" in known else ""
    if near := nearest(name, known):
        return f"; did you mean {listed(near)}?{extra}"
    return f".{extra}" if extra else f"; there are {', '.join(known)}"


def _unknown(model: Any, fields: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Collection[str]]]:
    """Yield the path of each field that a model does not know, and the fields that it knows there."""
    kinds = {field.name: field.type for field in structs.fields(model)}
    for name, value in fields.items():
        if name not in kinds:
            yield within + name, kinds
            continue
        part = next((kind for kind in get_args(kinds[name]) if hasattr(kind, "__struct_fields__")), None)
        if part is not None and isinstance(value, list):
            for at, item in enumerate(value):
                if isinstance(item, dict):
                    yield from _unknown(part, item, f"{within}{name}[{at}].")

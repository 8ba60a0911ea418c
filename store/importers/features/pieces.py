"""The features of GeoJSON: of a collection, a single one, or one on each line."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from store.errors import ImportRefused
from store.importers.jsondocument import BLANK, checked, read_document, shown, trimmed
from store.importers.objects import Piece
from store.importers.protocol import REASON, CellError, Rejected
from store.importers.source import Head, Source

_FEATURE: Final = re.compile(r'"type"\s*:\s*"Feature(?:Collection)?"')
_SEPARATOR: Final = "\x1e"
"""What stands before each feature of a text sequence (RFC 8142)."""
_WGS84: Final = ("crs84", "4326", "wgs84")


def is_geojson(head: Head) -> bool:
    """Tell whether a source holds features."""
    return head.text.lstrip(BLANK + _SEPARATOR)[:1] == "{" and _FEATURE.search(head.text) is not None


def read_features(source: Source) -> Iterator[Piece | Rejected]:
    """Yield the features of a source, and what is none.

    Raises:
        StoreError: It cannot be read, or holds no features of this globe.
    """
    for number, value in _on_lines(source) if _is_lines(source.head) else enumerate(_of_document(source), 1):
        source.is_partial = source.is_partial or (isinstance(value, dict) and REASON in value)
        yield _piece(number, value)


def _is_lines(head: Head) -> bool:
    first, _, rest = head.text.lstrip(BLANK).partition("\n")
    if first.startswith(_SEPARATOR):
        return True
    value = _decoded(first)
    return isinstance(value, dict) and value.get("type") == "Feature" and bool(rest.strip(BLANK))


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text.strip(BLANK + _SEPARATOR))
    except (msgspec.DecodeError, RecursionError):
        return None


def _on_lines(source: Source) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(source.lines(), 1):
        text = line.strip(BLANK + _SEPARATOR)
        if text:
            value = _decoded(text)
            yield number, text if value is None else value


def _of_document(source: Source) -> list[Any]:
    value = read_document(source)
    if isinstance(value, dict) and value.get("type") == "Feature":
        return [value]
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        raise ImportRefused(
            f"{source.label} holds no features of GeoJSON. If it is something else, say so with --format."
        )
    _require_degrees(source, value)
    return features


def _require_degrees(source: Source, document: Mapping[str, Any]) -> None:
    """Refuse coordinates of another system, which GeoJSON of before 2016 could name."""
    system = document.get("crs")
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and not any(known in name.lower().replace(" ", "") for known in _WGS84):
        raise ImportRefused(
            f"{source.label} has its coordinates in {shown(name)}. Save it in WGS 84 (EPSG:4326), in degrees."
        )


def _piece(number: int, value: Any) -> Piece | Rejected:
    if not isinstance(value, dict):
        raw = {"value": trimmed(value)}
        return Rejected(line=number, value=shown(str(value)), reason="expected a feature, a JSON object", raw=raw)
    try:
        return Piece(number, _feature(value))
    except CellError as error:
        return rejected(Piece(number, value), error)


def _feature(value: Mapping[str, Any]) -> dict[str, Any]:
    feature = checked(value)
    if feature.get("type") != "Feature":
        raise CellError("type", shown(str(feature.get("type", ""))), 'expected "Feature"')
    if not isinstance(feature.get("properties"), dict | None):
        raise CellError("properties", shown(str(feature["properties"])), "expected an object, or null")
    return feature


def rejected(piece: Piece, error: CellError) -> Rejected:
    """Return what is told of a feature that cannot be an event."""
    return Rejected(
        line=piece.line, column=error.column, value=error.value, reason=error.reason, raw=trimmed(piece.value)
    )

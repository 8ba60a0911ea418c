"""Rows of the CSV that Dateline writes: with the properties of its GeoJSON, so that both come back as they were."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import msgspec

from store.importers.features.geometry import Spot
from store.importers.features.ours import Precisions, event_of
from store.importers.formulas import bare
from store.importers.jsondocument import shown
from store.importers.protocol import CellError, Names
from store.model import Event

MARKS: Final = frozenset({"id", "date", "origin", "place_id", "actors_json", "claims_json", "sources_json",
                          "extra_json", "precision"})  # fmt: skip
"""Columns that nobody else writes together."""

_JSON: Final = ("actors", "claims", "sources", "extra")
_LISTS: Final = ("tags", "offensives_listed", "articles")
_BETWEEN: Final = "|"


def is_ours(columns: Collection[str]) -> bool:
    """Tell whether a table with these columns was written by Dateline."""
    return frozenset(columns) >= MARKS


def event_of_row(cells: Mapping[str, str], names: Names) -> Event:
    """Return the event of a row.

    Raises:
        CellError: A cell is not what Dateline writes there.
    """
    properties: dict[str, Any] = {name: bare(cell) for name, cell in cells.items()}
    for name in _JSON:
        properties[name] = _decoded(f"{name}_json", cells[f"{name}_json"])
    for name in _LISTS:
        parts = (bare(part.strip()) for part in cells.get(name, "").split(_BETWEEN))
        properties[name] = [part for part in parts if part]
    if cells.get("summary_markdown"):
        properties["summary"] = _decoded("summary_markdown", cells["summary_markdown"])
    return event_of(properties, _spot(cells), Precisions([properties]), names)


def _decoded(column: str, cell: str) -> Any:
    if not cell.strip():
        return []
    try:
        return msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        raise CellError(column, shown(cell), "expected JSON, as Dateline wrote it") from None


def _spot(cells: Mapping[str, str]) -> Spot | None:
    """Return the place's point; None where none is known."""
    degrees = [cells.get(name, "").strip() for name in ("latitude", "longitude")]
    if not all(degrees):
        return None
    try:
        lat, lon = (float(text) for text in degrees)
    except ValueError:
        raise CellError("latitude", degrees[0], "expected degrees") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise CellError("latitude", degrees[0], "there is no such place on the globe")
    return Spot(lon=lon, lat=lat, is_shape=False)

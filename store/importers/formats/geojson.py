"""GeoJSON (RFC 7946): a feature for each event, by our own property names or by any that can be told.

A point is the event's place. A line or an area is not: the point that stands for it has the precision `area`. Features
without a geometry, or with an empty one, go by the place that their properties name, if any.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from store.errors import ImportRefused
from store.importers.dayorder import DayOrder, Order
from store.importers.features import ours
from store.importers.features.geometry import Spot, spot_of
from store.importers.features.pieces import is_geojson, read_features, rejected
from store.importers.jsondocument import shown
from store.importers.loose import rows
from store.importers.loose.cells import Cells, flat
from store.importers.loose.columns import DATES, NAMES, Columns, columns_of, listed, taken_as, with_moment
from store.importers.loose.dates import FIELDS
from store.importers.objects import Piece
from store.importers.protocol import CellError, Confidence, Converted, Frame, Item, Names, Options, Rejected
from store.importers.source import Head, Source
from store.model import Event, Place
from store.text import one_line

_WHERE: Final = ("lat", "lon", "coordinates")
_SAME_DEGREES: Final = 1e-4


class GeoJSON:
    """The reader of features."""

    name = "geojson"
    title = "GeoJSON"
    extensions = (".geojson", ".json", ".geojsonl", ".ndjson", ".geojsons")
    dataset = ""
    frame = Frame('{"type": "FeatureCollection", "features": [\n', ",\n", "\n]}\n")

    def sniff(self, head: Head) -> Confidence:
        """Tell by the type that GeoJSON has to state."""
        return Confidence.CERTAIN if is_geojson(head) else Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield an event for each feature that makes one."""
        pieces = list(read_features(source))  # all of them: one date may prove how the others are to be read
        reading = _Reading(source, options, names, [piece for piece in pieces if isinstance(piece, Piece)])
        for piece in pieces:
            yield piece if isinstance(piece, Rejected) else reading.item(piece)
        reading.tell()


class _Reading:
    """One reading of one source."""

    def __init__(self, source: Source, options: Options, names: Names, pieces: list[Piece]) -> None:
        self._source = source
        self._options = options
        self._names = names
        self._taken: dict[str, dict[str, None]] = {}
        self._keys: dict[str, None] = {}
        self._shapes = 0
        self._order = self._look(pieces)
        if self._keys and self._taken.keys().isdisjoint(DATES):
            raise ImportRefused(
                f"{source.label} has no property with the date. {listed(self._keys)} "
                "Say which holds it: --map date=NAME."
            )
        self._precisions = ours.Precisions(_properties(piece) for piece in pieces)

    def _look(self, pieces: list[Piece]) -> Order:
        """Find out how dates in figures are to be read, and which properties say what."""
        seen = DayOrder()
        for piece in pieces:
            if ours.is_ours(_properties(piece)):
                continue
            values, columns = self._values(piece)
            cells = Cells(values, columns)
            for field in FIELDS:
                seen.look(cells.text(field))
            self._keys.update(dict.fromkeys(values))
            for field, found in columns.items():
                self._taken.setdefault(field, {}).update(dict.fromkeys(found))
        return seen.proven

    def _values(self, piece: Piece) -> tuple[dict[str, Any], Columns]:
        """Return a feature as the cells of a row."""
        values = flat(_properties(piece))
        present = {key.lower() for key in values}
        mapping = {
            field: column
            for field, column in self._options.mapping.items()
            if field not in NAMES or one_line(column).lower() in present
        }
        columns = with_moment(columns_of(values, mapping), values)
        own_id = piece.value.get("id")
        if "id" not in columns and isinstance(own_id, str | int):
            values = {**values, "id": str(own_id)}
            columns = {**columns, "id": ("id",)}
        return values, columns

    def item(self, piece: Piece) -> Item:
        """Return what a feature gives."""
        try:
            spot = spot_of(piece.value.get("geometry"))
            event = self._event(piece, spot)
        except CellError as error:
            return rejected(piece, error)
        self._shapes += spot is not None and spot.is_shape
        return Converted(event=event, line=piece.line, raw=piece.value)

    def _event(self, piece: Piece, spot: Spot | None) -> Event:
        properties = _properties(piece)
        if ours.is_ours(properties):
            return ours.event_of(properties, spot, self._precisions, self._names)
        values, columns = self._values(piece)
        names: Names = self._names
        if spot is not None:
            _require_same(Cells(values, columns), spot)
            values, columns = _located(values, columns, spot)
            names = _Shapes(names) if spot.is_shape else names
        event = rows.event_of(values, columns, names, self._options.dataset, self._source.name, self._order)
        if spot is not None and spot.is_shape:
            return msgspec.structs.replace(event, precision="area")
        return event

    def tell(self) -> None:
        """Say what was taken for what, and what could not be represented."""
        if self._keys:
            self._source.note(taken_as({field: tuple(found) for field, found in self._taken.items()}, self._keys))
        if self._shapes:
            self._source.note(
                f"Events whose place is a line or an area got a point that stands for it: {self._shapes:,}"
            )


def _properties(piece: Piece) -> Mapping[str, Any]:
    return piece.value.get("properties") or {}


def _require_same(cells: Cells, spot: Spot) -> None:
    """Refuse a point whose two halves the properties have the other way round."""
    try:
        lat, lon = float(cells.text("lat")), float(cells.text("lon"))
    except ValueError:
        return
    is_same = abs(lat - spot.lat) < _SAME_DEGREES and abs(lon - spot.lon) < _SAME_DEGREES
    is_swapped = abs(lat - spot.lon) < _SAME_DEGREES and abs(lon - spot.lat) < _SAME_DEGREES
    if is_swapped and not is_same and not spot.is_shape:
        raise CellError(
            "geometry.coordinates",
            shown(f"[{spot.lon}, {spot.lat}]"),
            f"the latitude stands first, as {cells.column('lat')} shows; GeoJSON has the longitude first",
        )


def _located(values: Mapping[str, Any], columns: Columns, spot: Spot) -> tuple[dict[str, Any], Columns]:
    """Put the point of the geometry in the place of coordinates in the properties."""
    lat, lon = "geometry.latitude", "geometry.longitude"
    said = {column for field in _WHERE for column in columns.get(field, ())}
    kept = {column: value for column, value in values.items() if column not in said}
    fields = {field: found for field, found in columns.items() if field not in _WHERE}
    return {**kept, lat: f"{spot.lat:.7f}", lon: f"{spot.lon:.7f}"}, {**fields, "lat": (lat,), "lon": (lon,)}


class _Shapes:
    """Names for a feature that is a shape: its place is an area, of which only a point is kept."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.actor: Callable[..., Any] = names.actor
        self.actors: Callable[..., Any] = names.actors
        self.is_actor: Callable[..., bool] = names.is_actor

    def place(self, draft: Place, known_as: str = "") -> Place:
        """Return the place of a draft, which is not taken for a town at the very point."""
        return self._names.place(msgspec.structs.replace(draft, precision="area"), known_as)


IMPORTER: Final = GeoJSON()

"""Where a row's event was."""

import re
from typing import Final

from store.importers.loose.cells import Cells
from store.importers.points import LATITUDE, LONGITUDE, degrees
from store.importers.protocol import CellError, Names
from store.model import Place, Precision

_PAIR: Final = re.compile(r"\(?\s*([^,;]+?)\s*[,;]\s*([^,;]+?)\s*\)?|(\S+)\s+(\S+)")


def place_of(cells: Cells, names: Names) -> Place | None:
    """Return the place of a row, None where it names none.

    A point without a name is named by its degrees. Where there is neither, the country is the place.

    Raises:
        CellError: The coordinates are none.
    """
    name, country = cells.text("place"), cells.text("country")
    lat, lon = _point(cells)
    precision: Precision = "point" if lat is not None else "unlocated"
    if not name and lat is not None and lon is not None:
        name = f"{abs(lat):.4f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.4f}° {'E' if lon >= 0 else 'W'}"
    if not name:
        name, precision = cells.text("admin2") or cells.text("admin1") or country, "country"
        if not name:
            return None
        precision = "district" if cells.text("admin2") else "province" if cells.text("admin1") else "country"
    return names.place(
        Place(
            id="",
            name=name,
            lat=lat,
            lon=lon,
            precision=precision,
            admin1=cells.text("admin1"),
            admin2=cells.text("admin2"),
            country=country,
        )
    )


def _point(cells: Cells) -> tuple[float | None, float | None]:
    lat, lon = cells.text("lat"), cells.text("lon")
    columns = cells.column("lat"), cells.column("lon")
    if not lat and not lon and (both := cells.text("coordinates")):
        columns = cells.column("coordinates"), cells.column("coordinates")
        found = _PAIR.fullmatch(both)
        if not found:
            raise CellError(columns[0], both, "expected latitude and longitude, such as 36.5282, 37.9549")
        lat, lon = (found[1], found[2]) if found[1] else (found[3], found[4])
    if not lat and not lon:
        return None, None
    if not lat or not lon:
        raise CellError(columns[bool(lat)], "", "it is empty, though the other coordinate is given")
    return degrees(columns[0], lat, LATITUDE), degrees(columns[1], lon, LONGITUDE)

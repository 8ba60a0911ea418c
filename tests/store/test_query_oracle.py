"""Queries over an import of UCDP rows find what plain reading of the same rows finds.

Nothing of the program works out what is expected. `DATELINE_GED_CSV` may name a whole GED file to try instead of the
few rows that come along.
"""

import csv
import math
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from store.loader import load_timeline
from store.query import evaluate, parse
from store.timeline import Timeline
from tests.importing.ged import a_file, an_empty_store
from tests.importing.ged import imported as import_rows

FEW: Final = Path(__file__).parents[1] / "data" / "ucdp_ged_syria_rows.csv"
WHOLE: Final = os.environ.get("DATELINE_GED_CSV", "")
Row = dict[str, str]
IDLIB: Final[Row] = {
    "where_coordinates": "Idlib town",
    "where_prec": "1",
    "adm_1": "Idlib Governorate",
    "adm_2": "Idlib district",
    "latitude": "35.9306",
    "longitude": "36.6339",
}
OTHERWISE: Final[tuple[Row, ...]] = (
    {},
    IDLIB,
    IDLIB | {"side_a": "Government of Syria", "side_b": "Syrian insurgents", "best": "12"},
    {"date_start": "2018-02-01", "date_end": "2018-02-01", "date_prec": "1", "type_of_violence": "1", "best": "51"},
    {"source_article": '"Airwars,2016-06-04,Strike"', "source_office": "Airwars", "source_original": "Airwars"},
)
"""What else the few rows might say: each is taken in every way, under an id of its own."""


def read_rows() -> list[Row]:
    if WHOLE:
        return list(csv.DictReader(Path(WHOLE).read_text("utf-8-sig").splitlines(keepends=True)))
    few = list(csv.DictReader(FEW.read_text("utf-8").splitlines(keepends=True)))
    made = [row | changes for changes in OTHERWISE for row in few]
    for number, row in enumerate(made):
        figure = int(row["best"])
        low, high = min(int(row["low"]), figure), max(int(row["high"]), figure)
        row |= {"id": str(900_000 + number), "low": str(low), "high": str(high)}
    return made


MANBIJ: Final = (36.528153, 37.954954)
EARTH_KM: Final = 6371.0088

csv.field_size_limit(10_000_000)
ROWS: Final = read_rows()


def sides(row: Row) -> tuple[list[str], list[str]]:
    return row["side_a"].split(", "), row["side_b"].split(", ")


def is_against(row: Row, one: str, other: str) -> bool:
    a, b = sides(row)
    return (one in a and other in b) or (other in a and one in b)


def has_actor(row: Row, name: str) -> bool:
    return any(name in side for side in sides(row))


def km_from(row: Row, point: tuple[float, float]) -> float:
    lat, lon, there_lat, there_lon = map(math.radians, (float(row["latitude"]), float(row["longitude"]), *point))
    half = math.sin((lat - there_lat) / 2) ** 2
    half += math.cos(lat) * math.cos(there_lat) * math.sin((lon - there_lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def overlaps(row: Row, first: str, last: str) -> bool:
    return row["date_start"][:10] <= last and row["date_end"][:10] >= first


def names_source(row: Row, word: str) -> bool:
    said = " ".join(row[column] for column in ("source_office", "source_original", "source_article"))
    return re.search(rf"\b{word}\b", said, re.IGNORECASE) is not None


def best(row: Row) -> int:
    return int(row["best"])


EXPECTED: Final[dict[str, Callable[[Row], bool]]] = {
    "against:SDF,IS near:Manbij~60km date:2016-05-31..2016-08-27": lambda row: (
        is_against(row, "SDF", "IS") and km_from(row, MANBIJ) <= 60 and overlaps(row, "2016-05-31", "2016-08-27")
    ),
    'actor:"Government of Syria" -actor:IS deaths:>=10 place:Idlib': lambda row: (
        has_actor(row, "Government of Syria")
        and not has_actor(row, "IS")
        and best(row) >= 10
        and "Idlib" in f"{row['where_coordinates']} {row['adm_1']} {row['adm_2']}"
    ),
    "(type:one-sided OR deaths:>50) after:2017": lambda row: (
        (row["type_of_violence"] == "3" or best(row) > 50) and overlaps(row, "2018-01-01", "9999-12-31")
    ),
    "source:Airwars -source:SOHR": lambda row: names_source(row, "Airwars") and not names_source(row, "SOHR"),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    folder = tmp_path_factory.mktemp("oracle")
    store = an_empty_store(folder / "store.json")
    import_rows(store, a_file(folder / "rows.csv", ROWS, list(ROWS[0])))
    return load_timeline(store)


@pytest.mark.parametrize("query", EXPECTED)
def test_query_finds_the_rows_that_plain_reading_finds(imported: Timeline, query: str) -> None:
    expected = {f"ucdp:{row['id']}" for row in ROWS if EXPECTED[query](row)}
    assert expected
    assert {imported.ids[ordinal] for ordinal in evaluate(parse(query), imported)} == expected

from pathlib import Path
from typing import Any

import pytest

from store.loader import load_timeline
from store.sample import BUNDLED
from tests.builders import a_place, an_event
from tests.exporting.reading_back import check_geojson
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported, with_remarks


def feature(tmp_path: Path, *, place: dict[str, Any], **fields: Any) -> dict[str, Any]:
    timeline = a_world(tmp_path, an_event(**fields), places=[a_place(**place)])
    found: dict[str, Any] = check_geojson(exported(timeline, "geojson"))["features"][0]
    return found


def test_collection_says_what_it_is_and_whose(tmp_path: Path) -> None:
    found = check_geojson(exported(a_rich_world(tmp_path), "geojson", query="actor:IS", title="A map"))
    assert found["title"] == "A map"
    assert found["query"] == "actor:IS"
    assert found["licence"] == "CC BY 4.0"
    assert found["attribution"] == ["UCDP GED 25.1", "Curated by us"]
    assert found["events"] == {"count": 3, "of": 3, "store": "A race", "datasets": {"curated": 2, "ucdp": 1}}


def test_feature_keeps_doubt_claims_and_sources(tmp_path: Path) -> None:
    taken = check_geojson(exported(a_rich_world(tmp_path), "geojson"))["features"][0]
    assert taken["id"] == "taken"
    assert taken["geometry"] == {"type": "Point", "coordinates": [37.955, 36.528]}, "longitude first"
    properties = taken["properties"]
    assert properties["date"] == "[2016-06-13..2016-06-15]"
    assert (properties["earliest"], properties["latest"], properties["date_exact"]) == (
        "2016-06-13",
        "2016-06-15",
        False,
    )
    assert properties["place_precision_in_words"] == "within about 25 km of the point"
    assert (properties["killed_low"], properties["killed_best"], properties["killed_high"]) == (10, 12, 20)
    assert properties["claims"][1] == {"attribution": "Army", "counted": "killed", "who": "is", "best": 40}
    assert properties["sources"][0]["url"] == "https://sohr.example/1"
    assert properties["actors"][0] == {
        "id": "sdf",
        "name": "Syrian Democratic Forces",
        "role": "attacker",
        "side": "a",
    }
    assert "notes" not in properties


def test_features_have_the_same_properties(tmp_path: Path) -> None:
    found = check_geojson(exported(a_rich_world(tmp_path), "geojson"))["features"]
    assert len({tuple(feature["properties"]) for feature in found}) == 1


@pytest.mark.parametrize("precision", ["province", "country", "waters", "unlocated"])
def test_point_that_stands_for_a_province_is_no_geometry(tmp_path: Path, precision: str) -> None:
    for place, event in (({"precision": precision}, {}), ({}, {"precision": precision})):
        found = feature(tmp_path, place=place, **event)
        assert found["geometry"] is None
        assert found["properties"]["place_point"] == [37.955, 36.528]
        assert found["properties"]["place_precision"] == precision


@pytest.mark.parametrize("precision", ["", "point", "town", "near", "area", "district"])
def test_other_points_are_geometry(tmp_path: Path, precision: str) -> None:
    assert feature(tmp_path, place={"precision": precision})["geometry"] is not None


@pytest.mark.parametrize(("lat", "lon"), [(None, None), (36.0, None), (91.0, 10.0), (10.0, -181.0), (-1e300, 0.0)])
def test_place_that_is_nowhere_on_earth_has_no_geometry(tmp_path: Path, lat: float | None, lon: float | None) -> None:
    found = feature(tmp_path, place={"lat": lat, "lon": lon})
    assert found["geometry"] is None
    assert found["properties"]["place_point"] is None


@pytest.mark.parametrize("date", DATES)
def test_every_date_can_be_written(tmp_path: Path, date: str) -> None:
    (found,) = check_geojson(exported(a_world(tmp_path, dated(date)), "geojson"))["features"]
    assert found["properties"]["date"] == date


def test_events_without_a_point_are_counted(tmp_path: Path) -> None:
    _data, remarks = with_remarks(a_rich_world(tmp_path), "geojson")
    assert remarks == ("2 of 3 events have no point: only a province, a country or less is known of where.",)


def test_nothing_chosen_is_an_empty_collection(tmp_path: Path) -> None:
    assert check_geojson(exported(a_rich_world(tmp_path), "geojson", []))["features"] == []


def test_bundled_store_is_valid() -> None:
    timeline = load_timeline(BUNDLED)
    found = check_geojson(exported(timeline, "geojson"))["features"]
    assert [each["id"] for each in found] == timeline.ids
    assert any(each["geometry"] is None for each in found)

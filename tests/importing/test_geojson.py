"""GeoJSON: features as map programs write them, shapes, wrong coordinates, and what we export."""

import csv
import json
import random
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import ImportRefused, StoreError
from store.importers.features.geometry import spot_of
from store.importers.formats.geojson import IMPORTER
from store.loader import load_timeline
from store.model import Claim
from tests.builders import a_place, an_actor
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported
from tests.importing.ged import a_file, a_row, an_empty_store, events, imported, tables
from tests.importing.reading import HOSTILE, UNSAFE, Reading, known, read, texts, written

POINT = {"type": "Point", "coordinates": [37.955, 36.528]}
SQUARE = [[37, 36], [38, 36], [38, 37], [37, 37], [37, 36]]


def feature(geometry: Any = POINT, feature_id: Any = None, **properties: Any) -> dict[str, Any]:
    found = {
        "type": "Feature",
        "geometry": geometry,
        "properties": {"date": "2016-06-04", "title": "Clash", **properties},
    }
    return found if feature_id is None else {**found, "id": feature_id}


def collection(tmp_path: Path, *features: Any, names: Any = None, **members: Any) -> Reading:
    text = json.dumps({"type": "FeatureCollection", "features": features, **members})
    return read(written(tmp_path / "t.geojson", text), IMPORTER, names)


def test_features_with_any_names(tmp_path: Path) -> None:
    reading = collection(
        tmp_path,
        feature(
            feature_id=7, place="Manbij", country="Syria", fatalities=3, actors="SDF; IS", Notes="<b>hit</b>", x=[1, {}]
        ),
        {
            "type": "Feature",
            "geometry": POINT,
            "properties": {"Event Date": "24/06/2016", "headline": "Later", "where": {"town": "Manbij"}, "fid": 3},
        },
    )
    assert not reading.rejects
    first, later = reading.events
    assert (first.id, first.date, first.title, first.summary) == ("d:7", "2016-06-04", "Clash", "**hit**")
    assert [who.id for who in first.actors] == ["d-sdf", "d-is"]
    assert first.claims == [Claim(attribution="t.geojson", counted="killed", best=3)]
    assert first.extra == {"x": [1, {}]}
    place = reading.places[first.place]
    assert (place.name, place.lat, place.lon, place.precision) == ("Manbij", 36.528, 37.955, "point")
    assert (later.date, later.title) == ("2016-06-24", "Later")
    assert "date = date + Event Date" in reading.notes


def test_moments_as_feeds_of_the_web_write_them(tmp_path: Path) -> None:
    properties = {"time": 1507425289659, "title": "M 4.1", "mag": 4.1}
    reading = collection(tmp_path, {"type": "Feature", "geometry": POINT, "properties": properties})
    assert (reading.event.date, reading.event.title) == ("2017-10-08", "M 4.1")
    assert reading.event.date_note == "01:14:49.659 UTC"


def test_a_time_of_day_alone_is_no_date(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no property with the date"):
        collection(tmp_path, {"type": "Feature", "geometry": POINT, "properties": {"time": "14:30", "title": "x"}})


def test_columns_can_be_named(tmp_path: Path) -> None:
    value = {"type": "Feature", "geometry": None, "properties": {"t0": "2016-06", "label2": "Clash"}}
    path = written(tmp_path / "t.geojson", {"type": "FeatureCollection", "features": [value]})
    event = read(path, mapping={"date": "T0", "title": "label2"}).event
    assert (event.date, event.title) == ("2016-06", "Clash")
    with pytest.raises(StoreError, match=r"no property with the date.*t0, label2.*--map date=NAME"):
        read(path)


def test_dates_in_figures_follow_the_one_that_proves_the_order(tmp_path: Path) -> None:
    reading = collection(tmp_path, feature(date="04/06/2016"), feature(date="24/06/2016"))
    assert [event.date for event in reading.events] == ["2016-06-04", "2016-06-24"]
    assert "could be" in collection(tmp_path, feature(date="04/06/2016")).reject.reason


def test_places_of_the_store_are_used(tmp_path: Path) -> None:
    names = known([an_actor()], [a_place()])
    event = collection(tmp_path, feature(place="manbij", actors="SDF"), names=names).event
    assert (event.place, [who.id for who in event.actors]) == ("manbij", ["sdf"])


@pytest.mark.parametrize(
    ("geometry", "lon", "lat", "is_shape"),
    [
        (POINT, 37.955, 36.528, False),
        ({"type": "Point", "coordinates": [37.955, 36.528, 480.0]}, 37.955, 36.528, False),
        ({"type": "Point", "coordinates": [-180, -90]}, -180, -90, False),
        ({"type": "MultiPoint", "coordinates": [[1, 1]]}, 1, 1, False),
        ({"type": "MultiPoint", "coordinates": [[0, 0], [1, 0], [9, 0]]}, 1, 0, True),
        ({"type": "LineString", "coordinates": [[37, 36], [38, 36.1], [39, 36]]}, 38, 36.1, True),
        ({"type": "Polygon", "coordinates": [SQUARE]}, 37.5, 36.5, True),
        ({"type": "Polygon", "coordinates": [SQUARE[::-1], [[37.1, 36.1], [37.2, 36.1], [37.2, 36.2], [37.1, 36.1]]]},
         37.5, 36.5, True),
        ({"type": "MultiPolygon", "coordinates": [[[[0, 0], [0.1, 0], [0, 0.1], [0, 0]]], [SQUARE]]}, 37.5, 36.5, True),
        ({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 1], [1, 1], [1, 9], [0, 9], [0, 0]]]}, 1, 1, True),
        ({"type": "GeometryCollection", "geometries": [POINT, {"type": "Polygon", "coordinates": [SQUARE]}]},
         37.5, 36.5, True),
        ({"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1], [1, 1]]]}, 1, 1, False),
    ],
)  # fmt: skip
def test_the_point_that_stands_for_a_geometry(geometry: Any, lon: float, lat: float, is_shape: bool) -> None:
    spot = spot_of(geometry)
    assert spot is not None
    assert spot.lon == pytest.approx(lon)
    assert spot.lat == pytest.approx(lat)
    assert spot.is_shape is is_shape


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Point", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_no_geometry_is_no_place(tmp_path: Path, geometry: Any) -> None:
    assert spot_of(geometry) is None
    assert collection(tmp_path, feature(geometry)).event.place == ""


def test_a_shape_is_an_area_and_no_town(tmp_path: Path) -> None:
    names = known(places=[a_place(lat=36.5, lon=37.5, precision="town")])
    reading = collection(tmp_path, feature({"type": "Polygon", "coordinates": [SQUARE]}, place="North"), names=names)
    assert reading.event.precision == "area"
    assert reading.places[reading.event.place].precision == "area"
    assert "a point that stands for it: 1" in reading.notes


@pytest.mark.parametrize(
    ("geometry", "column", "reason"),
    [
        ({"type": "Point", "coordinates": [36.528, 137.955]}, "geometry.coordinates", "the other way round"),
        ({"type": "Point", "coordinates": [200, 10]}, "geometry.coordinates", "from -180 to 180"),
        ({"type": "Point", "coordinates": [4218000.5, 4378000.5]}, "geometry.coordinates", "no degrees"),
        ({"type": "Point", "coordinates": [37]}, "geometry.coordinates", "both numbers"),
        ({"type": "Point", "coordinates": ["37", "36"]}, "geometry.coordinates", "both numbers"),
        ({"type": "Point", "coordinates": [True, 36]}, "geometry.coordinates", "both numbers"),
        ({"type": "Point", "coordinates": [None, None]}, "geometry.coordinates", "both numbers"),
        ({"type": "Point", "coordinates": 5}, "geometry.coordinates", "expected an array"),
        ({"type": "Polygon", "coordinates": [[37, 36]]}, "geometry.coordinates", "both numbers"),
        ({"type": "Polygon", "coordinates": [[[37, 36], [37, 999]]]}, "geometry.coordinates", "from -180 to 180"),
        ({"type": "Circle", "coordinates": [1, 1]}, "geometry.type", "expected one of"),
        ({"coordinates": [1, 1]}, "geometry.type", "expected one of"),
        ([37, 36], "geometry", "expected an object"),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 91]}]},
         "geometry.coordinates", "the other way round"),
    ],
)  # fmt: skip
def test_wrong_coordinates_are_a_reject_and_never_turned_round(
    tmp_path: Path, geometry: Any, column: str, reason: str
) -> None:
    reading = collection(tmp_path, feature(geometry), feature())
    assert (reading.reject.column, reading.reject.line) == (column, 1)
    assert reason in reading.reject.reason
    assert len(reading.events) == 1


def test_a_swapped_point_shows_by_its_own_properties(tmp_path: Path) -> None:
    swapped = {"type": "Point", "coordinates": [36.528, 37.955]}
    reading = collection(tmp_path, feature(swapped, latitude=36.528, longitude="37.955"))
    assert "the latitude stands first, as latitude shows" in reading.reject.reason
    assert collection(tmp_path, feature(latitude=36.528, longitude=37.955)).event.extra == {}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "expected a feature"),
        (3, "expected a feature"),
        (POINT, 'expected "Feature"'),
        ({**feature(), "properties": [1]}, "expected an object, or null"),
        ({**feature(), "properties": {"date": float("nan")}}, "no number"),
        (feature(title="x" * 1_000_001), "1,000,001 characters"),
        (feature(date="2016-06-31"), "30 days"),
        ({**feature(), "properties": None}, "needs a date"),
        (feature(x=json.loads("[" * 40 + "]" * 40)), "nested"),
        (feature(x="\ud800"), "surrogate"),
        (feature(x=10**30), "digits"),
    ],
)
def test_a_bad_feature_is_one_reject(tmp_path: Path, value: Any, reason: str) -> None:
    reading = collection(tmp_path, value, feature())
    assert reason in reading.reject.reason
    assert len(reading.events) == 1


def test_other_systems_of_coordinates_are_refused(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(StoreError, match=r"EPSG::3857.*Save it in WGS 84"):
        collection(tmp_path, feature(), crs=crs)
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"):
        assert collection(tmp_path, feature(), crs={"type": "name", "properties": {"name": name}}).events


@pytest.mark.parametrize("start", ["", "\x1e"])
def test_a_feature_on_each_line(tmp_path: Path, start: str) -> None:
    lines = [json.dumps(feature(title=title)) for title in "AB"]
    reading = read(written(tmp_path / "t.geojsonl", "".join(f"{start}{line}\n" for line in (*lines, "{broken", ""))))
    assert reading.format == "geojson"
    assert [event.title for event in reading.events] == ["A", "B"]
    assert reading.reject.line == 3


def test_a_single_feature(tmp_path: Path) -> None:
    assert read(written(tmp_path / "t.json", feature())).event.title == "Clash"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str) -> None:
    value = {"type": "FeatureCollection", "features": [feature(title="Café")]}
    text = json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\r\n")
    assert read(written(tmp_path / "t.geojson", text.encode(encoding))).event.title == "Café"


@pytest.mark.parametrize(
    "data",
    [
        b'{"type": "FeatureCollection", "features": [{"type": "Feature"',
        b'{"type": "FeatureCollection", "features": [\x00]}',
        b'{"type": "FeatureCollection", "features": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"type": "FeatureCollection", "features": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
        b'{"type": "FeatureCollection"}',
        b'{"type": "Topology", "objects": {}}',
        b"[]",
        b"3",
    ],
)
def test_a_broken_document_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(StoreError) as caught:
        read(written(tmp_path / "t.geojson", data), IMPORTER)
    assert 20 < len(str(caught.value)) < 400


def test_escape_sequences_are_gone(tmp_path: Path) -> None:
    reading = collection(
        tmp_path, feature(title=HOSTILE, place=HOSTILE, actors=HOSTILE, url=HOSTILE, **{HOSTILE: {HOSTILE: HOSTILE}})
    )
    found = [*texts(msgspec.to_builtins(reading.event)), *texts(msgspec.to_builtins(list(reading.places.values())))]
    assert not [text for text in found if any(mark in text for mark in UNSAFE)]


def test_links_that_may_not_be_opened_are_no_links(tmp_path: Path) -> None:
    assert collection(tmp_path, feature(url="javascript:alert(1)")).event.sources == []


def test_what_we_export_comes_back(tmp_path: Path) -> None:
    world = a_rich_world(tmp_path)
    data = exported(world, "geojson", with_notes=True)
    reading = read(written(tmp_path / "t.geojson", data), names=known(world.actors.values(), world.places.values()))
    assert reading.format == "geojson"
    assert not reading.rejects
    for event in reading.events:
        was = world.event(world.ordinal_of[event.id])
        named = {name: event.extra.pop(name, []) for name in ("offensives", "articles")}
        assert named["articles"] == [world.articles[article].headline for article in was.articles]
        assert event == msgspec.structs.replace(was, offensives=[], articles=[])


def test_our_table_comes_back_too(tmp_path: Path) -> None:
    world = a_rich_world(tmp_path)
    data = exported(world, "csv", with_notes=True)
    reading = read(written(tmp_path / "t.csv", data), names=known(world.actors.values(), world.places.values()))
    assert not reading.rejects
    for event in reading.events:
        was = world.event(world.ordinal_of[event.id])
        for name in ("offensives", "articles"):
            event.extra.pop(name, [])
        lost = {"date_note", "notes"}  # their line feeds
        assert event == msgspec.structs.replace(
            was, offensives=[], articles=[], **{name: getattr(event, name) for name in lost}
        )
    assert [event.id for event in reading.events] == list(world.ids)


def test_what_we_export_doubles_nothing(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    imported(store, a_file(tmp_path / "ged.csv", [a_row(number) for number in range(1, 8)]))
    for name in ("csv", "geojson", "jsonl", "timelinejs", "ics"):
        suffix = "json" if name == "timelinejs" else name
        path = written(tmp_path / f"out.{suffix}", exported(load_timeline(store), name))
        report = imported(store, path)
        assert (report.new, report.changed, report.rejected) == (0, 0, 0), name
        assert report.unchanged == report.rows or name in ("timelinejs", "ics"), name


@pytest.mark.parametrize(
    ("column", "cell"), [("actors_json", "[{"), ("latitude", "91"), ("latitude", "x"), ("date", "never"), ("id", "")]
)
def test_a_row_of_our_table_that_was_damaged_is_a_reject(tmp_path: Path, column: str, cell: str) -> None:
    header, *rows = list(csv.reader(exported(a_rich_world(tmp_path), "csv").decode("utf-8-sig").splitlines()))
    rows[0][header.index(column)] = cell
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    reading = read(tmp_path / "t.csv")
    assert reading.reject.column == column
    assert len(reading.events) == len(rows) - 1


def test_what_we_export_comes_back_into_an_empty_store(tmp_path: Path) -> None:
    world = a_rich_world(tmp_path)
    reading = read(written(tmp_path / "t.geojson", exported(world, "geojson")))
    assert {event.id: event.place for event in reading.events} == {
        world.event(number).id: world.event(number).place for number in range(world.size)
    }
    assert {place.id: place.precision for place in reading.places.values()} == {"manbij": "near", "aleppo": "province"}


def test_our_lists_may_have_become_text(tmp_path: Path) -> None:
    """As OGR writes them, and with it QGIS."""
    world = a_rich_world(tmp_path)
    data = json.loads(exported(world, "geojson"))
    for each in data["features"]:
        properties = each["properties"]
        properties.update({name: json.dumps(part) for name, part in properties.items() if isinstance(part, list)})
    reading = collection(tmp_path, *data["features"])
    assert not reading.rejects
    assert sum(len(event.claims) for event in reading.events) == 4


def test_our_features_are_checked_too(tmp_path: Path) -> None:
    data = json.loads(exported(a_rich_world(tmp_path), "geojson"))
    (good, *_) = data["features"]
    for name, value in (("date", "2016-13"), ("claims", [{"low": "x"}]), ("id", ""), ("type", "odd"), ("actors", "[")):
        bad = {**good, "properties": {**good["properties"], name: value}}
        assert collection(tmp_path, bad).reject.column == name


def test_every_kind_of_date_that_we_export_comes_back(tmp_path: Path) -> None:
    world = a_world(tmp_path, *map(dated, DATES))
    reading = read(written(tmp_path / "t.geojson", exported(world, "geojson")))
    assert {event.id: event.date for event in reading.events} == {f"on {date}": date for date in DATES}


def test_rejects_can_be_mended_and_imported_again(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    path = written(
        tmp_path / "t.geojson", json.dumps({"type": "FeatureCollection", "features": [feature(date="2016-13")]})
    )
    assert imported(store, path, rejects=tmp_path / "rejects.geojson").rejected == 1
    mended = (tmp_path / "rejects.geojson").read_text().replace('"2016-13"', '"2016-12"')
    assert "reject_reason" in mended
    again = imported(store, written(tmp_path / "mended.geojson", mended))
    assert (again.new, again.rejected) == (1, 0)
    assert [event["extra"].keys() for event in events(store).values()] == [{"import_hash"}]


VALUES = st.one_of(st.none(), st.text(max_size=9), st.integers(-200, 200), st.floats(-200, 200), st.booleans())
GEOMETRIES = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["Point", "LineString", "Polygon", "Odd"]),
            "coordinates": st.recursive(VALUES, lambda inner: st.lists(inner, max_size=4), max_leaves=12),
        }
    ),
)
FEATURES = st.builds(
    feature, GEOMETRIES, date=st.sampled_from(["2016", "2016-06-04", "", "4/6/2016", None]), title=VALUES, place=VALUES
)


@given(st.lists(st.one_of(FEATURES, VALUES), min_size=1, max_size=8), st.randoms())
def test_counts_in_are_counts_out_in_any_order(features: list[Any], chance: random.Random) -> None:
    features.append(feature())
    with tempfile.TemporaryDirectory() as folder:
        once = collection(Path(folder), *features)
        assert len(once.items) == len(features)
        chance.shuffle(features)
        again = collection(Path(folder), *features)
    encoded = [sorted(map(msgspec.json.encode, reading.events)) for reading in (once, again)]
    assert encoded[0] == encoded[1]
    assert once.places == again.places


def test_shuffled_features_make_the_same_store(tmp_path: Path) -> None:
    features = [
        feature(
            {"type": "Point", "coordinates": [37 + number / 10, 36.5]},
            number,
            place="Town",
            actors=f"Group {number % 4}",
        )
        for number in range(20)
    ]
    found = []
    for seed in range(3):
        store = an_empty_store(tmp_path / f"{seed}.json")
        shuffled = random.Random(seed).sample(features, len(features))
        text = json.dumps({"type": "FeatureCollection", "features": shuffled})
        assert imported(store, written(tmp_path / "t.geojson", text)).rows == len(features)
        found.append({**tables(store), "meta": {}})
    assert found[0] == found[1] == found[2]

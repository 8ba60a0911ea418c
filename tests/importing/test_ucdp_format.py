"""UCDP GED files of all releases, and what is not right in them."""

import csv
import gzip
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from store.check import check_store
from store.errors import ImportRefused
from store.importers.formats.ucdp import IMPORTER, LAYOUT, release_of
from store.importers.opening import sources
from store.importers.protocol import Confidence, Converted, Item, Options, Rejected
from store.importers.registry import detect
from store.importers.resolve import Resolver
from store.model import Event
from tests.importing.ged import REAL, a_file, a_row, an_empty_store, as_csv, events, imported


def items(path: Path, **options: object) -> list[Item]:
    (source,) = sources(str(path))
    return list(detect(source).read(source, Options(dataset="ucdp"), Resolver("ucdp", (), ())))


def event_of(path: Path, **cells: str) -> Event:
    """Return the event of one row."""
    (item,) = items(a_file(path / "one.csv", [a_row(1, **cells)]))
    assert isinstance(item, Converted)
    assert item.event is not None
    return item.event


def fault_of(path: Path, **cells: str) -> tuple[str, str]:
    """Return the column and reason for which one row is rejected."""
    (item,) = items(a_file(path / "one.csv", [a_row(1, **cells)]))
    assert isinstance(item, Rejected)
    assert item.line == 2
    return item.column, item.reason


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"id": "216-a"}, "id"),
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"side_a": ""}, "side_a"),
        ({"latitude": "95.0"}, "latitude"),
        ({"longitude": "181"}, "longitude"),
        ({"longitude": "37,95"}, "longitude"),
        ({"latitude": "inf"}, "latitude"),
        ({"latitude": "3_6"}, "latitude"),
        ({"where_prec": "8"}, "where_prec"),
        ({"date_prec": "0"}, "date_prec"),
        ({"date_prec": ""}, "date_prec"),
        ({"date_start": "04/06/2016"}, "date_start"),
        ({"date_start": "2016-06-31"}, "date_start"),
        ({"date_start": "2016-06-04 12:30"}, "date_start"),
        ({"date_start": "0216-06-04"}, "date_start"),
        ({"date_end": "9999-06-04"}, "date_end"),
        ({"date_end": "2016-06-03"}, "date_end"),
        ({"date_end": "2016-06-05"}, "date_prec"),
        ({"best": "three"}, "best"),
        ({"best": "-3"}, "best"),
        ({"high": "1" * 30}, "high"),
        ({"high": "99999999"}, "high"),
        ({"deaths_a": "2.5"}, "deaths_a"),
        ({"deaths_civilians": ""}, "deaths_civilians"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, cells: dict[str, str], column: str) -> None:
    found, reason = fault_of(tmp_path, **cells)
    assert found == column
    assert reason


@pytest.mark.parametrize(
    ("precision", "start", "end", "expected"),
    [
        ("2", "2016-06-04", "2016-06-04", "2016-06-04~"),
        ("2", "2016-06-04", "2016-06-24", "[2016-06-04..2016-06-24]"),
        ("5", "2016-06-04", "2016-06-05", "[2016-06-04..2016-06-05]"),
    ],
)
def test_a_precision_that_contradicts_the_span_is_told(
    tmp_path: Path, precision: str, start: str, end: str, expected: str
) -> None:
    event = event_of(tmp_path, date_prec=precision, date_start=start, date_end=end)
    assert event.date == expected
    assert f"how exact the date is as {precision}" in event.date_note


def test_a_precision_that_fits_needs_no_note(tmp_path: Path) -> None:
    event = event_of(tmp_path, date_prec="2", date_start="2016-06-04", date_end="2016-06-06")
    assert (event.date, event.date_note) == ("[2016-06-04..2016-06-06]", "")


def test_figures_out_of_order_or_not_adding_up_are_told_in_words(tmp_path: Path) -> None:
    rows = [a_row(1), a_row(2, low="5"), a_row(3, high="1"), a_row(4, deaths_a="7")]
    (source,) = sources(str(a_file(tmp_path / "a.csv", rows)))
    found = list(IMPORTER.read(source, Options(dataset="ucdp"), Resolver("ucdp", (), ())))
    totals = [item.event.claims[0] for item in found if isinstance(item, Converted) and item.event]
    assert [(claim.low, claim.best, claim.high) for claim in totals] == [
        (3, 3, 3),
        (None, 3, None),
        (None, 3, None),
        (3, 3, 3),
    ]
    assert "add up to 9" in totals[3].text
    assert [note.partition(" ")[0] for note in source.notes] == ["2", "1"]


def test_a_number_that_went_through_a_spreadsheet(tmp_path: Path) -> None:
    event = event_of(tmp_path, id="216348.0", best="3.0", year="2016.0")
    assert (event.id, event.claims[0].best, event.extra["year"]) == ("ucdp:216348", 3, 2016)


def test_unknown_columns_are_kept(tmp_path: Path) -> None:
    row = a_row(1) | {"weather": "rain", "Event Code": " x "}
    (item,) = items(a_file(tmp_path / "a.csv", [row], tuple(row)))
    assert isinstance(item, Converted)
    assert item.event is not None
    assert item.event.extra["weather"] == "rain"
    assert item.event.extra["event code"] == "x"


def a_row_of_25_1(number: int) -> list[str]:
    row = a_row(number) | {"code_status": "Clear", "date_start": "2016-06-04 00:00:00.000", "gwnoa": "652"}
    return [row.get(column, "") for column in LAYOUT]


def test_a_candidate_file_without_a_header_row(tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([a_row_of_25_1(1), a_row_of_25_1(2)])
    path = tmp_path / "GEDEvent_v24_0_1.csv"
    path.write_text(text.getvalue(), newline="")
    store = an_empty_store(tmp_path / "war.json")
    report = imported(store, path)
    assert (report.new, report.rejected) == (2, 0)
    assert "no header row" in "".join(report.notes)
    event = events(store)["ucdp:1"]
    assert (event["date"], event["extra"]["gwnoa"]) == ("2016-06-04", 652)
    assert event["claims"][0] == {
        "attribution": "UCDP, from SOHR",
        "counted": "killed",
        "low": 3,
        "best": 3,
        "high": 3,
        "source": 1,
    }


def test_rejects_of_a_file_without_a_header_can_be_mended(tmp_path: Path) -> None:
    bad = a_row_of_25_1(3)
    bad[LAYOUT.index("best")] = "?"
    text = io.StringIO()
    csv.writer(text).writerows([a_row_of_25_1(1), bad])
    path = tmp_path / "a.csv"
    path.write_text(text.getvalue(), newline="")
    store, rejects = an_empty_store(tmp_path / "war.json"), tmp_path / "rejects.csv"
    assert imported(store, path, rejects=rejects).rejected == 1
    rejects.write_text(rejects.read_text().replace("?", "3", 1))
    report = imported(store, rejects)
    assert (report.new, report.rejected, report.gone) == (1, 0, 0)


def test_the_release_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "ged251-csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("GEDEvent_v25_1.csv", as_csv(REAL))
        archive.writestr("readme.txt", "Read me first, please.")
    store = an_empty_store(tmp_path / "war.json")
    report = imported(store, path)
    assert report.new == len(REAL)
    assert [read.file for read in report.files] == [f"{path}: GEDEvent_v25_1.csv"]
    assert "readme.txt is in no format" in "".join(report.notes)
    meta = json.loads(store.read_text())["meta"]["1"]
    assert meta["attribution"][0].startswith("UCDP GED 25.1, ")


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("GEDEvent_v25_1.csv", "25.1"),
        ("GEDEvent_v25_0_10.csv", "25.0.10"),
        ("GEDEvent_v25_01_25_09.csv", "25.01.25.09"),
        ("ged191.csv", "19.1"),
        ("ged251-csv.zip", "25.1"),
        ("ged_syria_2016_2019.csv.gz", ""),
        ("events.csv", ""),
    ],
)
def test_the_release_is_in_the_files_name(name: str, release: str) -> None:
    assert release_of(name) == release


def test_other_tables_are_not_ucdp(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,date_start,title\n1,2016-06-04,x\n")
    (source,) = sources(str(path))
    assert IMPORTER.sniff(source.head) is Confidence.NO
    store = an_empty_store(tmp_path / "war.json")
    with pytest.raises(ImportRefused, match=r"not UCDP GED: it has no column best, country, "):
        imported(store, path, format="ucdp")
    with pytest.raises(ImportRefused, match="Leave --map out"):
        imported(store, a_file(tmp_path / "b.csv", [a_row()]), mapping={"date": "date_start"})


def test_hostile_text_is_cleaned(tmp_path: Path) -> None:
    hostile = "\x1b]0;title\x07Mill\u202e [bold]x[/bold]\x9b31m"
    event = event_of(tmp_path, where_coordinates=hostile, source_original=hostile, side_a=hostile, region=hostile)
    written = repr(event)
    assert "\\x1b" not in written
    assert "\\x9b" not in written
    assert "\\u202e" not in written
    assert event.extra["region"] == "Mill [bold]x[/bold]31m" or event.extra["region"].startswith("Mill [bold]x")


def test_all_rows_of_the_bundled_rows_agree_with_their_file(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "war.json")
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(gzip.compress(as_csv(REAL).encode()))
    imported(store, path)
    found = events(store)
    assert check_store(store).is_sound
    assert sum(event["claims"][0]["best"] for event in found.values()) == sum(int(row["best"]) for row in REAL)
    years = Counter(row["year"] for row in REAL)
    assert Counter(str(event["extra"]["year"]) for event in found.values()) == years

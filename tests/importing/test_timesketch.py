"""Timesketch timelines become events."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import ImportRefused
from store.model import Source
from tests.importing.tables import Reading, as_csv, read, table


def a_row(**cells: Any) -> dict[str, Any]:
    """Return a file that was written one evening in July 2015."""
    defaults = {
        "message": "A message",
        "timestamp": "1437764461000000",
        "datetime": "2015-07-24T19:01:01+00:00",
        "timestamp_desc": "Write time",
        "extra_field_1": "foo",
    }
    return {**defaults, **cells}


@pytest.fixture
def csv(tmp_path: Path) -> Any:
    def reading(*rows: dict[str, Any], **options: Any) -> Reading:
        return read(tmp_path / "timeline.csv", table(*rows), **options)

    return reading


@pytest.fixture
def jsonl(tmp_path: Path) -> Any:
    def reading(*rows: dict[str, Any], **options: Any) -> Reading:
        return read(tmp_path / "timeline.jsonl", "\n".join(map(json.dumps, rows)), **options)

    return reading


def test_a_moment(csv: Any) -> None:
    reading = csv(a_row(tag="one,two"))
    event = reading.event
    assert reading.format == "timesketch"
    assert (event.date, event.date_note) == ("2015-07-24", "19:01:01 UTC (Write time)")
    assert (event.title, event.summary, event.tags) == ("A message", "", ["one", "two"])
    assert event.extra == {
        "datetime": "2015-07-24T19:01:01+00:00",
        "extra_field_1": "foo",
        "timestamp": 1437764461000000,
        "timestamp_desc": "Write time",
    }


def test_json_lines_give_the_same_events(csv: Any, jsonl: Any) -> None:
    lines = jsonl(a_row(timestamp=1437764461000000, tag=["one"]))
    assert lines.format == "timesketch"
    assert lines.event == csv(a_row(tag="['one']")).event


@pytest.mark.parametrize(
    ("text", "day", "note"),
    [
        ("2015-07-24T19:01:01Z", "2015-07-24", "19:01:01 UTC (Write time)"),
        ("2015-07-24 19:01:01.000250", "2015-07-24", "19:01:01.00025, in a zone that is not stated (Write time)"),
        ("2015-07-24T01:30:00+03:00", "2015-07-24", "01:30 UTC+03:00, which is 23 July 2015 in UTC (Write time)"),
        ("2015-07-24T23:30:00-05:00", "2015-07-24", "23:30 UTC-05:00, which is 25 July 2015 in UTC (Write time)"),
        ("2015-07-24T00:00:00+00:00", "2015-07-24", ""),
        ("2015-07-24", "2015-07-24", ""),
    ],
)
def test_the_stated_day_counts_and_the_clock_is_told(csv: Any, text: str, day: str, note: str) -> None:
    event = csv(a_row(datetime=text)).event
    assert (event.date, event.date_note) == (day, note)
    assert ("datetime" in event.extra) == bool(note)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("1437764461000000", "2015-07-24"),
        ("0", "1970-01-01"),
        ("-1", "1969-12-31"),
        ("1437764461000000.0", "2015-07-24"),
    ],
)
def test_without_a_datetime_the_timestamp_counts(csv: Any, stamp: str, day: str) -> None:
    assert csv(a_row(datetime="", timestamp=stamp)).event.date == day


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"message": ""}, "message"),
        ({"message": " \x1b[2J"}, "message"),
        ({"datetime": "", "timestamp": ""}, "datetime"),
        ({"datetime": "24 July 2015"}, "datetime"),
        ({"datetime": "2015-07-32T00:00:00Z"}, "datetime"),
        ({"datetime": "0000-00-00T00:00:00+00:00"}, "datetime"),
        ({"datetime": "Not a time"}, "datetime"),
        ({"datetime": "2015-07-24T25:01:01Z"}, "datetime"),
        ({"datetime": "2015-07-24T19:01:01+25:00"}, "datetime"),
        ({"datetime": "2015-W30-5"}, "datetime"),
        ({"datetime": "", "timestamp": "soon"}, "timestamp"),
        ({"datetime": "", "timestamp": "9" * 18}, "timestamp"),
        ({"datetime": "", "timestamp": "9" * 30}, "timestamp"),
    ],
)
def test_a_bad_cell_costs_its_row(csv: Any, cells: dict[str, str], column: str) -> None:
    reading = csv(a_row(), a_row(**cells))
    assert len(reading.events) == 1
    assert (reading.reject.line, reading.reject.column) == (3, column)


def test_a_long_message_is_the_summary(csv: Any) -> None:
    event = csv(a_row(message="word " * 60)).event
    assert event.title.endswith("word…")
    assert len(event.title) <= 201
    assert event.summary == ("word " * 60).strip()
    event = csv(a_row(message="First line\nsecond_line *x*")).event
    assert (event.title, event.summary) == ("First line", "First line  \nsecond_line \\*x\\*")


def test_what_plaso_read_it_from_is_its_source(csv: Any) -> None:
    event = csv(a_row(source="FILE", source_long="File stat", parser="filestat", display_name="OS:/etc/passwd")).event
    assert event.sources == [Source(publisher="File stat", title="OS:/etc/passwd")]
    assert event.extra["source"] == "FILE"
    assert event.extra["parser"] == "filestat"
    assert "display_name" not in event.extra


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("", []),
        ("one", ["one"]),
        ("one, two;two", ["one", "two"]),
        ("['one', 'two']", ["one", "two"]),
        ('["one"]', ["one"]),
        (["one", 2, None, "\x1b[31mred"], ["one", "2", "red"]),
        ({"a": 1}, []),
    ],
)
def test_tags(jsonl: Any, tag: Any, expected: list[str]) -> None:
    assert jsonl(a_row(tag=tag)).event.tags == expected


class TestIds:
    def test_the_same_moment_stays_the_same_whatever_analysts_add(self, csv: Any) -> None:
        plain = csv(a_row()).event
        annotated = csv(a_row(tag="x", label="star", comment="seen", __ts_emoji="1")).event
        other = csv(a_row(extra_field_1="bar")).event
        assert annotated.id == plain.id != other.id

    def test_an_id_of_timesketch_counts(self, csv: Any) -> None:
        assert csv(a_row(_id="AXyz_1")).event.origin == "test:AXyz_1"

    def test_the_order_of_columns_does_not(self, tmp_path: Path) -> None:
        row = a_row(tag="x")
        names = list(row)
        one, other = (read(tmp_path / "x.csv", table(row, columns=columns)).event for columns in (names, names[::-1]))
        assert one == other


class TestForms:
    def test_columns_can_be_mapped(self, tmp_path: Path) -> None:
        content = "UtcTime,what\n2015-07-24T19:01:01Z,A message\n"
        with pytest.raises(ImportRefused, match="needs the columns message, datetime and timestamp_desc"):
            read(tmp_path / "x.csv", content, format_="timesketch")
        mapping = {"datetime": "utctime", "message": "What"}
        assert read(tmp_path / "x.csv", content, format_="timesketch", mapping=mapping).event.title == "A message"

    def test_nested_members_are_kept(self, jsonl: Any) -> None:
        extra = jsonl(a_row(device={"name": "a\x1b[2Jb", "ids": [1, None]}, none=None, empty=[])).event.extra
        assert extra["device.name"] == "ab"
        assert extra["device.ids"] == [1, None]
        assert not {"none", "empty"} & extra.keys()

    def test_an_array_is_read_when_asked_for(self, tmp_path: Path) -> None:
        assert read(tmp_path / "x.json", json.dumps([a_row()]), format_="timesketch").event.title == "A message"

    def test_a_header_only_gives_nothing(self, tmp_path: Path) -> None:
        assert read(tmp_path / "x.csv", "message,datetime,timestamp_desc\n").items == []

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        content = table(a_row(message="Ürün")).encode(encoding)
        assert read(tmp_path / "x.csv", content).event.title == "Ürün"

    def test_bad_lines_cost_a_line_each(self, tmp_path: Path) -> None:
        deep = '{"message": ' + "[" * 10_000 + "]" * 10_000 + "}"
        lines = [json.dumps(a_row()), "{", "[]", '{"message": NaN}', deep, "{}", json.dumps(a_row(x=1))]
        reading = read(tmp_path / "x.jsonl", "\n".join(lines))
        assert len(reading.events) == 2
        assert [rejected.line for rejected in reading.rejects] == [2, 3, 4, 5, 6]

    def test_a_surrogate_in_a_key_does_no_harm(self, tmp_path: Path) -> None:
        line = json.dumps(a_row()).replace("extra_field_1", "extra\\ud800")
        assert read(tmp_path / "x.jsonl", line).event.extra["extra"] == "foo"


CELLS = st.one_of(
    st.sampled_from(["", "2015-07-24T19:01:01+00:00", "2015-07-24", "1437764461000000", "-5", "x", "a,b", "\x1b[2J"]),
    st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=8),
)
COLUMNS = ("message", "datetime", "timestamp", "timestamp_desc", "tag", "source", "other")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=6), order=st.randoms())
def test_every_row_counts_and_their_order_does_not(tmp_path: Path, rows: list[list[str]], order: random.Random) -> None:
    rows = [[row[0] or "x", *row[1:]] for row in rows]
    shuffled = list(rows)
    order.shuffle(shuffled)
    first, second = (
        read(tmp_path / "x.csv", as_csv([COLUMNS, *each]), format_="timesketch") for each in (rows, shuffled)
    )
    assert len(first.items) == len(second.items) == len(rows)
    assert sorted(map(repr, first.events)) == sorted(map(repr, second.events))


@pytest.mark.parametrize("stamp", ["1437764461", "1437764461000", "1437764461000000"])
def test_a_timestamp_alone_is_a_time(csv: Any, jsonl: Any, stamp: str) -> None:
    row = a_row(timestamp=stamp)
    del row["datetime"]
    for reading in (csv(row), jsonl({**row, "timestamp": int(stamp)})):
        assert reading.format == "timesketch"
        assert (reading.event.date, reading.event.date_note) == ("2015-07-24", "19:01:01 UTC (Write time)")


def test_spaces_before_quotes(tmp_path: Path) -> None:
    text = '"__id", "message","datetime", "timestamp_desc"\n"0", "Read, then run","2015-07-24T19:01:01Z", "Run"\n'
    reading = read(tmp_path / "timeline.csv", text)
    assert (reading.format, reading.event.title) == ("timesketch", "Read, then run")

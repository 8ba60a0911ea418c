"""Tables and JSON of any shape become events."""

import codecs
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import ImportRefused
from store.importers.loose.columns import columns_of
from store.importers.protocol import Rejected
from store.importers.table import LONGEST_CELL
from store.importing.report import Report
from store.model import Claim, Event, Participant, Place, Source
from tests.importing.ged import an_empty_store, imported
from tests.importing.tables import Reading, as_csv, read, table


@pytest.fixture
def csv(tmp_path: Path) -> Any:
    def reading(*rows: Mapping[str, Any], **options: Any) -> Reading:
        return read(tmp_path / "sheet.csv", table(*rows), **options)

    return reading


@pytest.fixture
def jsonl(tmp_path: Path) -> Any:
    def reading(*objects: Any, **options: Any) -> Reading:
        return read(tmp_path / "lines.jsonl", "\n".join(map(json.dumps, objects)), **options)

    return reading


def event_with(tmp_path: Path, **cells: Any) -> Event:
    """Return the event of a row that has at least a date and a title."""
    return read(tmp_path / "row.csv", table({"date": "2016-06-04", "title": "Taken", **cells})).event


def test_columns_of_the_terrorism_database(csv: Any) -> None:
    row = {"eventid": "201606040001", "iyear": "2016", "imonth": "6", "iday": "0", "country_txt": "Syria",
           "provstate": "Aleppo", "city": "Manbij", "latitude": "36.528", "longitude": "37.955",
           "summary": "Leaflets fell.", "gname": "Unknown", "nkill": "2", "nwound": "", "related": "x"}  # fmt: skip
    event = csv(row).event
    assert (event.date, event.summary, event.origin) == ("2016-06", "Leaflets fell.", "test:201606040001")
    assert [(who.id, who.role) for who in event.actors] == [("test-unknown", "attacker")]
    assert [(claim.counted, claim.best) for claim in event.claims] == [("killed", 2)]
    assert event.extra == {"related": "x"}


@pytest.mark.parametrize(
    ("cell", "date"),
    [("1465056000", "2016-06-04"), ("1465056000000", "2016-06-04"), ("20160604", "2016-06-04")],
)
def test_moments_in_figures(tmp_path: Path, cell: str, date: str) -> None:
    assert event_with(tmp_path, date=cell).date == date


def test_figures_that_may_be_an_hour_are_no_moment(csv: Any) -> None:
    assert csv({"date": "2016060412", "title": "Taken"}).rejects


def test_a_sheet_as_people_keep_it(csv: Any) -> None:
    reading = csv(
        {
            "When": "4 June 2016",
            "Headline": "Army crosses into the province",
            "Details": "Troops *entered* it.\n\nA second paragraph.",
            "Who": "Syrian Army (attacker); Islamic State (defender)",
            "Location": "Zakiyah",
            "Latitude": "35.4536",
            "Longitude": "38.0586",
            "Killed": "26",
            "Source": "SOHR",
            "Link": "https://example.org/1",
            "Tags": "advance; army",
            "Colour": "red",
        }
    )
    event = reading.event
    assert reading.format == "generic"
    assert (event.date, event.title) == ("2016-06-04", "Army crosses into the province")
    assert event.summary == "Troops \\*entered\\* it.\n\nA second paragraph."
    assert event.actors == [
        Participant(id="test-syrian-army", role="attacker"),
        Participant(id="test-islamic-state", role="defender"),
    ]
    assert reading.places()[event.place].name == "Zakiyah"
    assert event.claims == [Claim(attribution="SOHR", counted="killed", best=26, source=0)]
    assert event.sources == [Source(publisher="SOHR", url="https://example.org/1")]
    assert event.tags == ["advance", "army"]
    assert event.extra == {"colour": "red"}
    (note,) = reading.source.notes
    assert "date = when, title = headline, text = details, actors = who, place = location" in note
    assert "Kept as they are: colour" in note
    assert "--map field=column" in note


class TestColumns:
    @pytest.mark.parametrize(
        "name", ["Start Date", "start_date", "START-DATE", "startdate", "start date (UTC)", "Start.Date"]
    )
    def test_spellings_are_one(self, name: str) -> None:
        assert columns_of([name, "x"], {}) == {"start": (name,)}

    def test_the_likelier_name_wins_and_the_other_is_kept(self) -> None:
        columns = columns_of(["notes", "summary", "when", "date"], {})
        assert columns == {"date": ("date",), "text": ("summary",)}

    def test_numbered_actors_are_one_list(self) -> None:
        assert columns_of(["date", "actor1", "actor2", "actor_3_name"], {})["actors"] == (
            "actor1",
            "actor2",
            "actor_3_name",
        )

    def test_a_day_beside_a_year_is_that_of_the_month(self) -> None:
        assert columns_of(["day", "title"], {})["date"] == ("day",)
        assert columns_of(["year", "month", "day"], {}) == {"year": ("year",), "month": ("month",), "day": ("day",)}

    def test_a_year_beside_a_date_is_kept_as_it_is(self, csv: Any) -> None:
        assert csv({"date": "2016-06-04", "title": "x", "year": "2016"}).event.extra == {"year": "2016"}

    def test_the_user_has_the_last_word(self, csv: Any) -> None:
        row = {"date": "2016-06-05", "happened": "2016-06-04", "title": "no", "Was ist": "Taken"}
        event = csv(row, mapping={"date": "HAPPENED", "title": "was ist"}).event
        assert (event.date, event.title) == ("2016-06-04", "Taken")
        assert event.extra == {"date": "2016-06-05", "title": "no"}

    def test_several_columns_can_be_mapped_to_one_field(self, csv: Any) -> None:
        row = {"date": "2016-06-04", "title": "x", "us": "SDF", "them": "IS"}
        assert len(csv(row, mapping={"actors": "us,them"}).event.actors) == 2

    @pytest.mark.parametrize(
        ("mapping", "says"),
        [
            ({"dat": "title"}, "no field 'dat'.*Fields are: date, start"),
            ({"date": "wann"}, "no column 'wann' for date.*title"),
        ],
    )
    def test_a_mapping_that_leads_nowhere_is_refused(self, csv: Any, mapping: dict[str, str], says: str) -> None:
        with pytest.raises(ImportRefused, match=says):
            csv({"date": "2016-06-04", "title": "x"}, mapping=mapping)

    def test_without_a_date_one_sentence_names_the_columns_and_what_to_do(self, csv: Any) -> None:
        with pytest.raises(ImportRefused) as caught:
            csv({"tag": "x", "title": "y"})
        how = "Its columns are: tag, title. Say which column holds the date: --map date=COLUMN."
        assert str(caught.value).endswith(f"has no column with the date. {how}")

    def test_dates_alone_are_no_events(self, csv: Any) -> None:
        with pytest.raises(ImportRefused, match=r"no column that says what happened.*--map title=COLUMN"):
            csv({"date": "2016-06-04", "colour": "red"})

    def test_a_table_without_a_header_is_recognised(self, tmp_path: Path) -> None:
        with pytest.raises(ImportRefused, match="has no header: its first row is 2016-06-04, taken"):
            read(tmp_path / "x.csv", "2016-06-04,Taken\n2016-06-05,Lost\n")


class TestDates:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2016-06-04", "2016-06-04"),
            ("4 June 2016", "2016-06-04"),
            ("June 4, 2016", "2016-06-04"),
            ("early june 2016", "2016-06-01~/2016-06-10~"),
            ("June 2016", "2016-06"),
            ("2016", "2016"),
            ("[2016-06-13..2016-06-15]", "[2016-06-13..2016-06-15]"),
            ("13-15 June 2016", "2016-06-13/2016-06-15"),
            ("about 4 June 2016", "2016-06-04~"),
            ("16/06/2016", "2016-06-16"),
            ("06/16/2016", "2016-06-16"),
            ("4.4.2016", "2016-04-04"),
            ("13/06/2016 to 15/06/2016", "2016-06-13/2016-06-15"),
        ],
    )
    def test_forms(self, tmp_path: Path, text: str, expected: str) -> None:
        event = event_with(tmp_path, date=text)
        assert (event.date, event.date_note) == (expected, "")

    @pytest.mark.parametrize(
        ("text", "note"),
        [
            ("2016-06-04T14:30:00Z", "14:30 UTC"),
            ("2016-06-04 14:30:05.250", "14:30:05.25, in a zone that is not stated"),
            ("2016-06-04T14:30+03:00", "14:30 UTC+03:00"),
            ("2016-06-04T01:30:00+0300", "01:30 UTC+03:00, which is 3 June 2016 in UTC"),
            ("4 June 2016, 2:30 pm", "14:30, in a zone that is not stated"),
            ("4 June 2016 12:05 am UTC", "00:05 UTC"),
            ("2016-06-04T00:00:00", ""),
            ("2016-06-04T00:00:00Z", ""),
        ],
    )
    def test_the_time_of_day_is_told_in_words_and_kept(self, tmp_path: Path, text: str, note: str) -> None:
        event = event_with(tmp_path, date=text)
        assert (event.date, event.date_note) == ("2016-06-04", note)
        assert event.extra == ({"date": text} if note else {})

    def test_the_ends_of_the_calendar_have_no_day_before_or_after(self, tmp_path: Path) -> None:
        assert event_with(tmp_path, date="0001-01-01T00:30+05:00").date_note == "00:30 UTC+05:00"
        assert event_with(tmp_path, date="9999-12-31T23:30-05:00").date_note == "23:30 UTC-05:00"

    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            ({"start": "31 May 2016", "end": "2016-08-12"}, "2016-05-31/2016-08-12"),
            ({"start": "2016-05-31", "end": ""}, "2016-05-31"),
            ({"start": "2016-05-31", "end": "2016-05-31"}, "2016-05-31"),
            ({"start": "", "end": "2016-08-12"}, "/2016-08-12"),
            ({"start": "2016-05-31", "end": "ongoing"}, "2016-05-31/.."),
            ({"start": "May 2016", "end": "early June 2016"}, "2016-05/2016-06-10~"),
            ({"date": "2016-05-31", "end": "2016-08-12"}, "2016-05-31/2016-08-12"),
            ({"year": "2016", "month": "6", "day": "4"}, "2016-06-04"),
            ({"year": "2016", "month": "June", "day": "4"}, "2016-06-04"),
            ({"year": "2016.0", "month": "6.0", "day": ""}, "2016-06"),
            ({"year": "2016", "month": "0", "day": "0"}, "2016"),
        ],
    )
    def test_columns_together(self, csv: Any, cells: dict[str, str], expected: str) -> None:
        assert csv({"title": "x", **cells}).event.date == expected

    def test_a_date_goes_before_a_span_which_is_kept(self, csv: Any) -> None:
        event = csv({"title": "x", "date": "2016-06-04", "start": "2016-06-01", "end": "2016-06-10"}).event
        assert event.date == "2016-06-04"
        assert event.extra == {"start": "2016-06-01", "end": "2016-06-10"}

    def test_times_at_both_ends(self, csv: Any) -> None:
        event = csv({"title": "x", "start": "2016-06-04T10:00Z", "end": "2016-06-05T11:00Z"}).event
        assert (event.date, event.date_note) == ("2016-06-04/2016-06-05", "began at 10:00 UTC; ended at 11:00 UTC")
        event = csv({"title": "x", "start": "2016-06-04", "end": "2016-06-04T11:00Z"}).event
        assert (event.date, event.date_note) == ("2016-06-04", "ended at 11:00 UTC")

    def test_a_time_in_a_column_of_its_own(self, csv: Any) -> None:
        event = csv({"title": "x", "date": "2016-06-04", "time": "14:30"}).event
        assert event.date_note == "14:30, in a zone that is not stated"
        assert csv({"title": "x", "date": "2016-06-04", "time": "at dawn"}).event.date_note == "at dawn"

    @pytest.mark.parametrize(
        ("cells", "column", "says"),
        [
            ({"date": ""}, "date", "needs a date"),
            ({"date": "NA"}, "date", "needs a date"),
            ({"date": "yesterday"}, "date", "another day each time"),
            ({"date": "since yesterday"}, "date", "another day each time"),
            ({"date": "+3d"}, "date", "another day each time"),
            ({"date": "4 June"}, "date", "year is missing"),
            ({"date": "42525"}, "date", "spreadsheet"),
            ({"date": "31/31/2016"}, "date", "no such day"),
            ({"date": "2016-02-30"}, "date", "February 2016 has 29 days"),
            ({"date": "04/06/16"}, "date", "month as a word"),
            ({"date": "04/06/2016"}, "date", "could be 4 June 2016 or 6 April 2016"),
            ({"date": "2016-06-04 25:00"}, "date", "no such time"),
            ({"date": "June 2016 14:30"}, "date", "a time needs a day"),
            ({"date": "some day"}, "date", "2016-06-04"),
            ({"date": "x" * 301}, "date", "too long for a date"),
            ({"date": "2016-06-05", "end": "2016-06-01"}, "end", "ends before it begins"),
            ({"date": "[2016-06-01..2016-06-03]", "end": "2016-06-05"}, "date", "one of several days"),
        ],
    )
    def test_what_is_no_date_is_rejected_with_the_reason(
        self, csv: Any, cells: dict[str, str], column: str, says: str
    ) -> None:
        rejected = csv({"title": "x", **cells}).reject
        value = cells[column] if cells[column] != "NA" else ""
        assert (rejected.line, rejected.column, rejected.value.rstrip("…")) == (2, column, value[:200])
        assert says in rejected.reason


class TestDatesInFigures:
    def test_one_value_above_12_proves_the_order_wherever_it_stands(self, csv: Any) -> None:
        for proof, expected in (("16/06/2016", "2016-06-04"), ("06/16/2016", "2016-04-06")):
            for rows in ([proof, "04/06/2016"], ["04/06/2016", proof]):
                reading = csv(*({"date": date, "title": date} for date in rows))
                assert {event.title: event.date for event in reading.events}["04/06/2016"] == expected
                assert proof in reading.source.notes[1]

    def test_without_proof_they_are_rejected(self, csv: Any) -> None:
        reading = csv(*({"date": date, "title": date} for date in ("04/06/2016", "05/05/2016", "2016-06-16")))
        assert [event.title for event in reading.events] == ["05/05/2016", "2016-06-16"]
        assert (
            reading.reject.reason == "it could be 4 June 2016 or 6 April 2016; write 2016-06-04, or the month as a word"
        )

    def test_where_the_proofs_contradict_each_other_they_are_rejected(self, csv: Any) -> None:
        dates = ("04/06/2016", "16/06/2016", "06/16/2016")
        reading = csv(*({"date": date, "title": date} for date in dates))
        assert [event.date for event in reading.events] == ["2016-06-16", "2016-06-16"]
        assert reading.reject.value == "04/06/2016"
        assert "16/06/2016" in reading.source.notes[1]
        assert "06/16/2016" in reading.source.notes[1]

    def test_the_end_of_a_span_proves_it_too(self, csv: Any) -> None:
        assert csv({"title": "x", "start": "04/06/2016", "end": "16/06/2016"}).event.date == "2016-06-04/2016-06-16"

    def test_a_row_that_is_rejected_for_something_else_still_proves_it(self, csv: Any) -> None:
        rows = ({"date": "04/06/2016", "title": "x"}, {"date": "16/06/2016", "title": "", "killed": "-1"})
        assert [event.date for event in csv(*rows).events] == ["2016-06-04"]

    def test_in_json_too(self, jsonl: Any) -> None:
        reading = jsonl({"date": "04/06/2016", "title": "x"}, {"date": "16/06/2016", "title": "y"})
        assert {event.date for event in reading.events} == {"2016-06-04", "2016-06-16"}


class TestPeople:
    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            ({"actors": "SDF | IS"}, [("sdf", "participant", ""), ("is", "participant", "")]),
            ({"actors": "SDF\nIS"}, [("sdf", "participant", ""), ("is", "participant", "")]),
            ({"actors": "SDF (Attacker); IS [defender]"}, [("sdf", "attacker", ""), ("is", "defender", "")]),
            ({"actors": "SDF (attacker, side a)"}, [("sdf", "attacker", "a")]),
            ({"actors": "NDF (Syria)"}, [("ndf-syria", "participant", "")]),
            ({"actors": "NDF (Syria) (attacker)"}, [("ndf-syria", "attacker", "")]),
            (
                {"attacker": "SDF", "victims": "A; B"},
                [("sdf", "attacker", ""), ("a", "victim", ""), ("b", "victim", "")],
            ),
            ({"side_a": "SDF", "side_b": "IS"}, [("sdf", "participant", "a"), ("is", "participant", "b")]),
            ({"actors": "SDF; IS", "attacker": "SDF"}, [("is", "participant", ""), ("sdf", "attacker", "")]),
            ({"actors": "SDF; SDF; NA; -"}, [("sdf", "participant", "")]),
            ({"actor1": "SDF", "actor2": "IS"}, [("sdf", "participant", ""), ("is", "participant", "")]),
            ({"actors": "Smith, John"}, [("smith-john", "participant", "")]),
        ],
    )
    def test_lists_and_roles(self, tmp_path: Path, cells: dict[str, str], expected: list[tuple[str, str, str]]) -> None:
        actors = event_with(tmp_path, **cells).actors
        assert [(actor.id.removeprefix("test-"), actor.role, actor.side) for actor in actors] == expected

    def test_objects(self, jsonl: Any) -> None:
        actors = [
            {"name": "SDF", "role": "attacker", "side": "a"},
            {"name": "IS", "role": "enemy"},
            "NDF (victim)",
            {},
            3,
        ]
        event = jsonl({"date": "2016-06-04", "title": "x", "actors": actors}).event
        assert [(actor.id, actor.role, actor.side) for actor in event.actors] == [
            ("test-sdf", "attacker", "a"),
            ("test-is", "participant", ""),
            ("test-ndf", "victim", ""),
            ("test-3", "participant", ""),
        ]


class TestPlaces:
    def test_precision_of_what_is_given(self, csv: Any) -> None:
        for cells, expected in (
            ({"place": "Manbij", "lat": "36.5", "lon": "37.9"}, ("Manbij", 36.5, 37.9, "point")),
            ({"place": "Manbij"}, ("Manbij", None, None, "unlocated")),
            ({"lat": "-36.5", "lon": "37.9"}, ("36.5000° S, 37.9000° E", -36.5, 37.9, "point")),
            ({"country": "Syria"}, ("Syria", None, None, "country")),
            ({"province": "Aleppo", "country": "Syria"}, ("Aleppo", None, None, "province")),
            ({"coordinates": "36.5, 37.9"}, ("36.5000° N, 37.9000° E", 36.5, 37.9, "point")),
            ({"coordinates": "36.5° S 37.9 W"}, None),
            ({"lat": "36,5", "lon": "37,9 W"}, ("36.5000° N, 37.9000° W", 36.5, -37.9, "point")),
        ):
            reading = csv({"date": "2016-06-04", "title": "x", **cells})
            if expected is None:
                assert reading.reject.column == "coordinates"
            else:
                (place,) = reading.places().values()
                assert (place.name, place.lat, place.lon, place.precision) == expected

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ({"lat": "91", "lon": "0"}, "lat"),
            ({"lat": "0", "lon": "-180.1"}, "lon"),
            ({"lat": "36.5"}, "lon"),
            ({"lon": "36.5", "lat": "NaN"}, "lat"),
            ({"lat": "inf", "lon": "1"}, "lat"),
            ({"lat": "1e9", "lon": "1"}, "lat"),
            ({"lat": "36°30'N", "lon": "1"}, "lat"),
            ({"lat": "37 E", "lon": "1"}, "lat"),
            ({"lat": "٣٦", "lon": "1"}, "lat"),
            ({"coordinates": "somewhere"}, "coordinates"),
            ({"coordinates": "97.2, 36.1"}, "coordinates"),
        ],
    )
    def test_what_is_no_point_is_rejected(self, csv: Any, cells: dict[str, str], column: str) -> None:
        assert csv({"date": "2016-06-04", "title": "x", "lat": "", "lon": "", **cells}).reject.column == column

    def test_known_places_are_found(self, csv: Any) -> None:
        manbij = Place(id="manbij", name="Manbij", aliases=["Menbij"], lat=36.528, lon=37.955)
        assert csv({"date": "2016-06-04", "title": "x", "place": "Menbij"}, places=[manbij]).event.place == "manbij"


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("12", {"best": 12}),
            ("12.0", {"best": 12}),
            ("1,234", {"best": 1234}),
            ("1 234", {"best": 1234}),
            ("0", {"best": 0}),
            ("10-15", {"low": 10, "high": 15}),
            ("10–15", {"low": 10, "high": 15}),
            ("between 10 and 15", {"low": 10, "high": 15}),
            ("at least 12", {"low": 12}),
            ("12+", {"low": 12}),
            ("≥ 12", {"low": 12}),
            ("up to 15", {"high": 15}),
            ("more than 20", {"low": 20, "text": "more than 20"}),
            ("about 20", {"best": 20, "text": "about 20"}),
            ("dozens", {"text": "dozens"}),
            ("several hundred", {"text": "several hundred"}),
            ("15-10", {"text": "the figures are out of order: low 15, high 10"}),
        ],
    )
    def test_a_cell_says_what_it_says(self, tmp_path: Path, text: str, expected: dict[str, Any]) -> None:
        (claim,) = event_with(tmp_path, deaths=text, source="SOHR").claims
        assert claim == Claim(attribution="SOHR", counted="killed", source=0, **expected)

    @pytest.mark.parametrize("text", ["", "NA", "-", "null"])
    def test_unknown_is_no_claim(self, tmp_path: Path, text: str) -> None:
        assert event_with(tmp_path, deaths=text).claims == []

    @pytest.mark.parametrize("text", ["-1", "3.5", "1e3", "1.234.567", "99999999999", "1,23"])
    def test_what_is_no_number_of_people_is_rejected(self, csv: Any, text: str) -> None:
        rejected = csv({"date": "2016-06-04", "title": "x", "deaths": text}).reject
        assert (rejected.column, rejected.value) == ("deaths", text)

    def test_three_figures_stay_three(self, tmp_path: Path) -> None:
        (claim,) = event_with(tmp_path, deaths="5", deaths_low="3", deaths_high="9").claims
        assert (claim.low, claim.best, claim.high) == (3, 5, 9)
        (claim,) = event_with(tmp_path, deaths="5", deaths_low="7").claims
        assert (claim.low, claim.best, claim.text) == (None, 5, "the figures are out of order: low 7, best 5")

    def test_killed_and_wounded_are_two_claims(self, tmp_path: Path) -> None:
        claims = event_with(tmp_path, killed="1", wounded="2").claims
        assert [(claim.counted, claim.best) for claim in claims] == [("killed", 1), ("wounded", 2)]

    def test_whom_it_counts(self, tmp_path: Path) -> None:
        claims = event_with(tmp_path, killed="1", wounded="2", deaths_of="civilians").claims
        assert [(claim.counted, claim.who) for claim in claims] == [("killed", "civilians"), ("wounded", "")]

    def test_who_says_so(self, tmp_path: Path) -> None:
        (claim,) = event_with(tmp_path, killed="1", source="Reuters", attribution="SOHR").claims
        assert (claim.attribution, claim.source) == ("SOHR", 0)
        (claim,) = event_with(tmp_path, killed="1").claims
        assert (claim.attribution, claim.source) == ("row.csv", None)


class TestSources:
    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            ({"source": "SOHR; Reuters"}, [("SOHR", ""), ("Reuters", "")]),
            (
                {"source": "SOHR; Reuters", "url": "https://a.org/1 https://b.org/2"},
                [("SOHR", "https://a.org/1"), ("Reuters", "https://b.org/2")],
            ),
            ({"url": "https://www.a.org/1"}, [("a.org", "https://www.a.org/1")]),
            (
                {"source": "SOHR", "url": "https://a.org/1; https://b.org"},
                [("SOHR", ""), ("a.org", "https://a.org/1"), ("b.org", "https://b.org")],
            ),
            ({"source": "https://a.org/1"}, [("a.org", "https://a.org/1")]),
            ({"source": "SOHR", "url": "javascript:alert(1)"}, [("SOHR", "")]),
        ],
    )
    def test_sources_and_links(self, tmp_path: Path, cells: dict[str, str], expected: list[tuple[str, str]]) -> None:
        event = event_with(tmp_path, **cells)
        assert [(source.publisher, source.url) for source in event.sources] == expected
        assert event.extra == ({"url": "javascript:alert(1)"} if "javascript" in str(cells) else {})

    def test_titles_and_dates_go_with_them(self, tmp_path: Path) -> None:
        event = event_with(tmp_path, source="A; B", source_title="One; Two", published="5 June 2016; 2016-06-06T10:00Z")
        assert event.sources == [
            Source(publisher="A", title="One", date="2016-06-05"),
            Source(publisher="B", title="Two", date="2016-06-06"),
        ]
        event = event_with(tmp_path, source="A", published="soon")
        assert (event.sources[0].date, event.extra) == ("", {"published": "soon"})

    def test_objects(self, jsonl: Any) -> None:
        sources = [{"publisher": "SOHR", "url": "https://a.org", "date": "2016-06-05"}, {"url": "http://b.org/x"}, {}]
        event = jsonl({"date": "2016-06-04", "title": "x", "sources": sources}).event
        assert event.sources == [
            Source(publisher="SOHR", url="https://a.org", date="2016-06-05"),
            Source(publisher="b.org", url="http://b.org/x"),
        ]


class TestWords:
    def test_without_a_title_the_text_begins_one(self, csv: Any) -> None:
        event = csv({"date": "2016-06-04", "text": "The army crossed. Then it stopped."}).event
        assert (event.title, event.summary) == ("The army crossed.", "The army crossed. Then it stopped.")
        event = csv({"date": "2016-06-04", "text": "word " * 100}).event
        assert len(event.title) <= 101
        assert event.title.endswith("word…")

    def test_without_either_it_is_where_and_who(self, csv: Any) -> None:
        assert (
            csv({"date": "2016-06-04", "title": "", "place": "Manbij", "actors": "SDF; IS"}).event.title
            == "Manbij: SDF, IS"
        )

    def test_with_nothing_there_is_no_event(self, csv: Any) -> None:
        rejected = csv({"date": "2016-06-04", "title": "", "killed": "3"}).reject
        assert rejected.reason == "the row says when, and not what happened, where or to whom"

    def test_html_becomes_markdown(self, tmp_path: Path) -> None:
        summary = event_with(tmp_path, text="<p>A <b>town</b></p><script>x()</script>").summary
        assert summary == "A **town**"

    def test_types_confidence_tags_and_offensives(self, csv: Any) -> None:
        row = {
            "date": "2016-06-04",
            "title": "x",
            "confidence": "Disputed",
            "tags": "a, b",
            "offensive": "Manbij offensive",
        }
        for said, expected in (
            ("State-based conflict", "state-based"),
            ("one sided violence", "one-sided"),
            ("shelling", ""),
        ):
            reading = csv({**row, "type": said})
            event = reading.event
            assert (event.type, event.confidence) == (expected, "disputed")
            assert event.tags == ["a", "b", *([] if expected else [said]), "Manbij offensive"]
            assert event.extra["offensive"] == "Manbij offensive"
            assert any("tag:NAME" in note for note in reading.source.notes)


class TestIds:
    def test_an_id_of_its_own(self, tmp_path: Path) -> None:
        assert event_with(tmp_path, id="  A 1 ").origin == "test:A 1"
        assert event_with(tmp_path, id="test:A1").origin == "test:A1"

    def test_content_makes_the_same_id_whatever_the_order_of_columns(self, tmp_path: Path) -> None:
        one = read(tmp_path / "x.csv", "date,title,x\n2016-06-04,a,1\n").event
        other = read(tmp_path / "x.csv", "x;title;date\n 1 ;a;2016-06-04\n").event
        assert one == other
        assert read(tmp_path / "x.csv", "date,title,x\n2016-06-04,a,2\n").event.id != one.id

    def test_importing_twice_changes_nothing(self, tmp_path: Path) -> None:
        sheet = tmp_path / "x.csv"
        sheet.write_text(
            "date,title,place,actors,lat,lon\n2016-06-04,a,Manbij,SDF,36.5,37.9\n2016-06,b,,IS,,\n", "utf-8"
        )
        store = an_empty_store(tmp_path / "s.json")
        first: Report = imported(store, sheet)
        again = imported(store, sheet)
        assert (first.new, first.rejected) == (2, 0)
        assert (again.new, again.unchanged, again.changed) == (0, 2, 0)


class TestJson:
    EXPECTED = ("2016-06-04", "Taken")

    @pytest.mark.parametrize(
        "text",
        [
            '[{"date": "2016-06-04", "title": "Taken"}]',
            '{"events": [{"date": "2016-06-04", "title": "Taken"}]}',
            '{"status": 1, "data": [\n{"date": "2016-06-04", "title": "Taken"}\n]}',
            '{\n  "date": "2016-06-04",\n  "title": "Taken"\n}',
            '{"date": "2016-06-04", "title": "Taken"}',
        ],
    )
    def test_shapes(self, tmp_path: Path, text: str) -> None:
        event = read(tmp_path / "x.json", text).event
        assert (event.date, event.title) == self.EXPECTED

    def test_lines_are_recognised_whatever_the_file_is_called(self, tmp_path: Path) -> None:
        text = '{"date": "2016-06-04", "title": "Taken"}\n\n{"date": "2016-06-05", "title": "Lost"}\n'
        for name in ("x.jsonl", "x.ndjson", "x.json", "x"):
            reading = read(tmp_path / name, text)
            assert [item.line for item in reading.items] == [1, 3]

    def test_objects_in_objects(self, jsonl: Any) -> None:
        reading = jsonl(
            {
                "startDate": "2016-06-04",
                "title": "x",
                "location": {"name": "Manbij", "lat": 36.5, "lng": 37.9},
                "meta": {"seen": {"by": ["a", None, {"k": "\u001b[31mv"}]}},
                "empty": {},
                "n": None,
                "flag": False,
            }
        )
        event = reading.event
        (place,) = reading.places().values()
        assert (place.name, place.lat, place.lon) == ("Manbij", 36.5, 37.9)
        assert event.extra == {"meta.seen.by": ["a", None, {"k": "v"}], "flag": False}

    def test_objects_need_not_be_alike(self, jsonl: Any) -> None:
        reading = jsonl(
            {"title": "no date"}, {"when": "2016-06-04", "headline": "a"}, {"date": "2016-06-05", "name": "b"}
        )
        assert [event.title for event in reading.events] == ["a", "b"]
        assert reading.reject.line == 1
        assert "date = when + date" in reading.source.notes[0]

    def test_when_none_has_a_date_one_sentence_names_the_keys(self, jsonl: Any) -> None:
        with pytest.raises(ImportRefused, match=r"Its columns are: a, b\. Say which column holds the date"):
            jsonl(*({"a": 1, "b": at} for at in range(3000)))

    def test_a_mapped_key_may_be_missing_in_some(self, jsonl: Any) -> None:
        reading = jsonl({"tag": "2016-06-04", "title": "a"}, {"title": "b"}, mapping={"date": "tag", "text": "gone"})
        assert [event.title for event in reading.events] == ["a"]
        assert reading.reject.line == 2
        assert any("'gone'" in note for note in reading.source.notes)

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("{", "not sound JSON at column 2"),
            ("nonsense", "not sound JSON at column 1"),
            ("[1]", "expected a JSON object"),
            ("3", "expected a JSON object"),
            ('{"date": "2016-06-04", "title": NaN}', "no number that JSON has"),
            ('{"date": "2016-06-04", "title": "x", "n": 1e999}', "no number that JSON has"),
            ('{"date": "2016-06-04", "title": "x", "n": ' + "9" * 400 + "}", "too many digits"),
            ('{"date": "2016-06-04", "title": "x", "n": ' + "9" * 5000 + "}", "too many digits"),
            ('{"date": "2016-06-04", "title": "\\ud800"}', "surrogate"),
            ('{"date": "2016-06-04", "title": "x", "n": ' + '{"a":' * 50 + "1" + "}" * 51, "nested more than"),
            ('{"date": ' + "[" * 10_000 + "]" * 10_000 + "}", "nested too deep"),
            ('{"date": "2016-06-04", "title": "' + "x" * (LONGEST_CELL + 1) + '"}', "more than 1,000,000"),
        ],
    )  # fmt: skip
    def test_a_bad_line_costs_one_line(self, tmp_path: Path, line: str, says: str) -> None:
        good = '{"date": "2016-06-04", "title": "Taken"}'
        reading = read(tmp_path / "x.jsonl", f"{good}\n{line}\n{good}\n")
        assert len(reading.events) == 2
        assert reading.reject.line == 2
        assert says in reading.reject.reason
        json.dumps(reading.reject.raw)

    @pytest.mark.parametrize("item", ["3", '"text"', "[[1]]", "null", "{}", '{"date": NaN}'])
    def test_a_bad_item_costs_one_item(self, tmp_path: Path, item: str) -> None:
        good = '{"date": "2016-06-04", "title": "Taken"}'
        reading = read(tmp_path / "x.json", f"[{good}, {item}, {good}]")
        assert len(reading.events) == 2
        assert reading.reject.line == 2

    @pytest.mark.parametrize(
        "text", ["[", '[{"date": "2016-06-04"', "{]", "[1,]", '{"a": 1} trailing', "[" * 10_000 + "]" * 10_000, "[}{"]
    )
    def test_broken_json_is_refused_in_one_sentence(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(ImportRefused) as caught:
            read(tmp_path / "x.json", text, format_="generic")
        assert "\n" not in str(caught.value)

    def test_rejected_objects_can_be_mended_and_read_again(self, tmp_path: Path) -> None:
        bad = tmp_path / "bad.jsonl"
        bad.write_text('{"date": "soon", "title": "a"}\n{"date": "2016-06-04", "title": "b"}\n', "utf-8")
        store = an_empty_store(tmp_path / "s.json")
        rejects = tmp_path / "rejects.jsonl"
        assert imported(store, bad, rejects=rejects).rejected == 1
        said = json.loads(rejects.read_text("utf-8"))
        assert said["reject_reason"].startswith("date is 'soon'")
        rejects.write_text(json.dumps({**said, "date": "2016-06-05"}), "utf-8")
        again = imported(store, rejects, dataset="bad")
        assert (again.new, again.rejected, again.gone) == (1, 0, 0)


GOOD = "date,title,place\n2016-06-04,Ürün taken,Manbij\n"


class TestBadInput:
    @pytest.mark.parametrize(
        "content",
        [
            codecs.BOM_UTF8 + GOOD.encode(),
            GOOD.encode("utf-16"),
            GOOD.encode("utf-16-le"),
            GOOD.encode("utf-32"),
            GOOD.encode("latin-1"),
            GOOD.replace("\n", "\r\n").encode(),
            GOOD.replace("\n", "\r").encode(),
            GOOD.replace(",", "\t").encode(),
            GOOD.replace(",", ";").encode(),
            f"sep=,\n{GOOD}".encode(),
            f"\n\n{GOOD}".encode(),
        ],
    )
    def test_encodings_and_line_ends(self, tmp_path: Path, content: bytes) -> None:
        event = read(tmp_path / "x.csv", content).event
        assert (event.date, event.title) == ("2016-06-04", "Ürün taken")

    @pytest.mark.parametrize(
        "row",
        [
            "2016-06-04,a\0b,Manbij",
            "2016-06-04,a",
            "2016-06-04,a,b,c",
            '2016-06-04,"a,Manbij',
            f"2016-06-04,{'x' * 10_000_000},Manbij",
        ],
    )
    def test_a_bad_row_costs_one_row(self, tmp_path: Path, row: str) -> None:
        reading = read(tmp_path / "x.csv", f"{GOOD}{row}\n2016-06-05,Lost,Manbij\n")
        assert [event.date for event in reading.events] == ["2016-06-04", "2016-06-05"]
        assert reading.reject.line == 3
        assert reading.reject.reason

    def test_a_header_only_gives_nothing(self, tmp_path: Path) -> None:
        assert read(tmp_path / "x.csv", "date,title\n").items == []

    def test_prose_is_no_table(self, tmp_path: Path) -> None:
        with pytest.raises(ImportRefused, match="in no format that is known"):
            read(tmp_path / "README.txt", "Dear reader, this is, alas, no table.\n")
        assert read(tmp_path / "x.txt", "date\ttitle\n2016-06-04\tTaken\n").event.title == "Taken"

    def test_hostile_text_is_cleaned_everywhere(self, tmp_path: Path) -> None:
        evil = "\x1b]52;c;aGk=\x07\u202eok\x9b31m"
        reading = read(
            tmp_path / "x.csv",
            table(
                {
                    "date": "2016-06-04", "title": evil, "text": evil, "actors": evil, "place": evil, "source": evil,
                    "tags": evil, "date_note": evil, "killed": evil, "attribution": evil, f"x{evil}": evil, "id": evil,
                }
            ),
        )  # fmt: skip
        for record in (reading.event, *reading.actors().values(), *reading.places().values()):
            for bad in ("\\x1b", "\\u202e", "\\x9b", "\\x07"):
                assert bad not in ascii(record)

    def test_a_column_with_our_stamp_does_not_pass_for_it(self, tmp_path: Path) -> None:
        assert event_with(tmp_path, import_hash="0123456789abcdef").extra == {}

    def test_a_row_of_hashtags_is_no_event(self, csv: Any) -> None:
        reading = csv({"date": "#date", "title": "#event"}, {"date": "2016-06-04", "title": "#1 taken"})
        assert reading.event.title == "#1 taken"


CELL = st.one_of(
    st.sampled_from(
        ["", "2016-06-04", "4 June 2016", "04/06/2016", "16/06/2016", "06/16/2016", "SDF (attacker); IS", "36.5", "NaN",
         "-1", "at least 3", "x" * 300, "https://a.org/b", "\x1b[31m", "2016-06-04T10:00+03:00"]
    ),
    st.text(max_size=12),
)  # fmt: skip
NAMES = [
    "date",
    "end",
    "title",
    "text",
    "actors",
    "attacker",
    "place",
    "lat",
    "lon",
    "deaths",
    "source",
    "url",
    "tags",
    "type",
    "other",
]
ROWS = st.lists(st.lists(CELL, min_size=len(NAMES), max_size=len(NAMES)), max_size=6)


def _sorted(events: list[Event]) -> list[tuple[str, str]]:
    return sorted((event.id, repr(event)) for event in events)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=st.randoms())
def test_every_row_counts_and_their_order_does_not(tmp_path: Path, rows: list[list[str]], order: random.Random) -> None:
    rows = [[cell.replace("\0", "").replace("\r", "").replace("\n", " ") for cell in row] for row in rows]
    rows = [[row[0] or "2016-06-04", *row[1:]] for row in rows]
    shuffled = list(rows)
    order.shuffle(shuffled)
    first, second = (read(tmp_path / "x.csv", as_csv([NAMES, *each])) for each in (rows, shuffled))
    assert len(first.items) == len(second.items) == len(rows)
    assert _sorted(first.events) == _sorted(second.events)
    assert first.actors() == second.actors()
    assert first.places() == second.places()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELL,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "lat", "a", "role"]), inner, max_size=3)
    ),
    max_leaves=6,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(objects=st.lists(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6), max_size=5))
def test_every_object_counts(tmp_path: Path, objects: list[dict[str, Any]]) -> None:
    objects.append({"date": "2016-06-04", "title": "x"})
    reading = read(tmp_path / "x.jsonl", "\n".join(map(json.dumps, objects)))
    assert len(reading.items) == len(objects)
    assert all(item.reason for item in reading.items if isinstance(item, Rejected))

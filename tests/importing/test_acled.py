"""ACLED rows become events. Every row here is made up: ACLED's terms do not allow theirs to be passed on."""

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.dates import parse
from store.errors import ImportRefused
from store.importers.acled.codes import EVENT_TYPES, SUB_EVENT_TYPES, group, known_type
from store.importers.acled.dates import when
from store.importers.acled.events import NOTHING_REPORTED
from store.importers.protocol import CellError
from store.model import Actor, Claim, Participant, Source
from tests.importing.ged import an_empty_store, imported
from tests.importing.tables import Reading, as_csv, read, table

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""Of an export since 2023, in their order."""


def a_row(**cells: str) -> dict[str, str]:
    """Return a clash of rebels and soldiers in a town that there is not."""
    defaults = {
        "event_id_cnty": "XXX100",
        "event_date": "2016-06-08",
        "year": "2016",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Reed Brigade",
        "inter1": "Rebel group",
        "actor2": "Military Forces of Ruritania (2010-2020)",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "iso": "999",
        "region": "Nowhere",
        "country": "Ruritania",
        "admin1": "Upper Province",
        "admin2": "West District",
        "admin3": "Third Ward",
        "location": "Oldford",
        "latitude": "36.5281",
        "longitude": "37.9550",
        "geo_precision": "1",
        "source": "The Courier",
        "source_scale": "Local partner-National",
        "notes": "On 8 June 2016, they clashed.",
        "fatalities": "3",
        "timestamp": "1700000000",
    }
    return {**defaults, **cells}


@pytest.fixture
def export(tmp_path: Path) -> Any:
    def reading(*rows: Mapping[str, str], **options: Any) -> Reading:
        return read(tmp_path / "export.csv", "\ufeff" + table(*(rows or (a_row(),)), columns=COLUMNS), **options)

    return reading


def test_a_clash(export: Any) -> None:
    reading = export(a_row())
    event = reading.event
    assert reading.format == "acled"
    assert (event.id, event.origin, event.date, event.date_note) == ("test:XXX100", "test:XXX100", "2016-06-08", "")
    assert event.title == "Oldford: armed clash, Reed Brigade and Military Forces of Ruritania, 3 killed"
    assert event.summary == "On 8 June 2016, they clashed."
    assert event.claims == [
        Claim(attribution="ACLED, most conservative report", counted="killed", best=3, source=1),
    ]
    assert event.sources == [
        Source(publisher="The Courier"),
        Source(
            publisher="Armed Conflict Location & Event Data (ACLED)", title="event XXX100", url="https://acleddata.com"
        ),
    ]
    assert event.tags == ["battles", "armed clash"]
    assert event.confidence == ""
    assert event.extra == {
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "inter1": "Rebel group",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "iso": 999,
        "region": "Nowhere",
        "admin3": "Third Ward",
        "source_scale": "Local partner-National",
        "timestamp": 1700000000,
    }
    (place,) = reading.places().values()
    assert (place.name, place.lat, place.lon, place.precision) == ("Oldford", 36.5281, 37.955, "point")
    assert (place.admin2, place.admin1, place.country) == ("West District", "Upper Province", "Ruritania")
    assert reading.source.attribution.startswith("ACLED, Armed Conflict Location & Event Data, acleddata.com")


def test_the_order_of_actors_says_nothing_but_that_they_were_on_two_sides(export: Any) -> None:
    reading = export(a_row(assoc_actor_1="Women (Ruritania); Miners (Ruritania);Women (Ruritania)"))
    assert reading.event.actors == [
        Participant(id="test-reed-brigade", side="a"),
        Participant(id="test-women-ruritania", side="a"),
        Participant(id="test-miners-ruritania", side="a"),
        Participant(id="test-military-forces-of-ruritania-2010-2020", side="b"),
    ]
    kinds = {actor.name: actor.kind for actor in reading.actors().values()}
    assert kinds == {
        "Reed Brigade": "armed-group",
        "Women (Ruritania)": "unknown",
        "Miners (Ruritania)": "unknown",
        "Military Forces of Ruritania (2010-2020)": "state",
    }


AGAINST_CIVILIANS = {
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor2": "Civilians (Ruritania)",
    "inter2": "Civilians",
    "civilian_targeting": "Civilians targeted",
}


@pytest.mark.parametrize("is_turned", [False, True])
def test_violence_against_civilians_has_a_victim_and_an_attacker(export: Any, is_turned: bool) -> None:
    cells = a_row(**AGAINST_CIVILIANS, assoc_actor_2="Women (Ruritania)")
    if is_turned:
        for one, other in (("actor1", "actor2"), ("inter1", "inter2"), ("assoc_actor_1", "assoc_actor_2")):
            cells[one], cells[other] = cells.get(other, ""), cells.get(one, "")
    reading = export(cells)
    event = reading.event
    assert {(person.id, person.role) for person in event.actors} == {
        ("test-reed-brigade", "attacker"),
        ("test-civilians", "victim"),
        ("test-women-ruritania", "participant"),
    }
    assert event.title == "Oldford: attack, Reed Brigade against Civilians, 3 killed"
    assert event.type == "one-sided"
    assert event.tags == ["violence against civilians", "attack", "civilians targeted"]
    assert reading.actors()["test-civilians"].kind == "civilians"
    assert event.extra["actor1" if is_turned else "actor2"] == "Civilians (Ruritania)"


def test_civilians_are_victims_wherever_they_were_the_target(export: Any) -> None:
    cells = {**AGAINST_CIVILIANS, "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}
    roles = {person.id: person.role for person in export(a_row(**cells)).event.actors}
    assert roles == {"test-reed-brigade": "participant", "test-civilians": "victim"}
    roles = {person.id: person.role for person in export(a_row(**{**cells, "civilian_targeting": ""})).event.actors}
    assert roles["test-civilians"] == "participant"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "state-based"),
        ({"inter1": "2", "inter2": "1"}, "state-based"),
        ({"inter1": "Political militia"}, ""),
        ({"inter1": "External/Other forces"}, ""),
        ({"inter2": "Rebel group"}, "non-state"),
        ({"inter1": "Identity militia", "inter2": "Identity militia"}, "non-state"),
        ({"inter2": ""}, ""),
        ({"event_type": "Explosions/Remote violence"}, ""),
        (AGAINST_CIVILIANS, "one-sided"),
        ({**AGAINST_CIVILIANS, "inter1": "Political militia"}, ""),
        ({**AGAINST_CIVILIANS, "fatalities": "0"}, ""),
        ({**AGAINST_CIVILIANS, "sub_event_type": "Sexual violence"}, ""),
    ],
)
def test_a_type_is_coded_only_beyond_doubt(export: Any, cells: dict[str, str], expected: str) -> None:
    assert export(a_row(**cells)).event.type == expected


@pytest.mark.parametrize("fatalities", ["0", "0.0"])
def test_no_deaths_reported_is_not_nobody_killed(export: Any, fatalities: str) -> None:
    event = export(a_row(fatalities=fatalities)).event
    assert event.claims == [Claim(attribution="ACLED", text=NOTHING_REPORTED, source=1)]
    assert event.extra["fatalities"] in (0, "0.0")
    assert event.title.endswith("Military Forces of Ruritania")


@pytest.mark.parametrize("fatalities", ["", "NA"])
def test_without_a_figure_there_is_no_claim(export: Any, fatalities: str) -> None:
    event = export(a_row(fatalities=fatalities)).event
    assert event.claims == []
    assert "fatalities" not in event.extra


class TestDates:
    @pytest.mark.parametrize(
        ("text", "year"),
        [
            ("2016-06-04", ""),
            ("2016-06-04 00:00:00", ""),
            ("2016-06-04T00:00:00.000Z", ""),
            ("4 June 2016", ""),
            ("04 June 2016", ""),
            ("04-Jun-16", "2016"),
            ("04-June-16", ""),
            ("4-Jun-2016", ""),
            ("2016/06/04", ""),
        ],
    )
    def test_every_style_is_the_same_day(self, text: str, year: str) -> None:
        assert when(text, "1", year, "").date == "2016-06-04"

    @pytest.mark.parametrize(
        ("text", "year", "expected"),
        [
            ("30-Sept-24", "", "2024-09-30"),
            ("01-Jan-97", "", "1997-01-01"),
            ("01-Jan-96", "", "2096-01-01"),
            ("01-Jan-96", "1996", "1996-01-01"),
            ("01-Jan-24", "1998", "2024-01-01"),
            ("16-02-2023", "", "2023-02-16"),
            ("16/02/2023", "", "2023-02-16"),
            ("4-4-2016", "", "2016-04-04"),
        ],
    )
    def test_years_of_two_digits_and_days_first(self, text: str, year: str, expected: str) -> None:
        assert when(text, "1", year, "").date == expected

    @pytest.mark.parametrize(
        "text",
        [
            "02/16/2023",
            "31-02-2016",
            "2016-13-01",
            "0016-06-04",
            "2016",
            "June 2016",
            "42525",
            "4 Foo 2016",
            "٤ June 2016",
        ],
    )
    def test_what_is_no_date_is_refused(self, text: str) -> None:
        with pytest.raises(CellError):
            when(text, "1", "", "day")

    def test_a_week_reaches_three_days_to_either_side_of_its_middle(self) -> None:
        week = when("2016-06-08", "2", "2016", "")
        assert week.date == "[2016-06-05..2016-06-11]"
        assert week.note == "ACLED gives the middle of a week or the like: 8 June 2016"
        assert not parse(week.date).lasts
        assert when("2016-01-01", "2", "2016", "").date == "[2015-12-29..2016-01-04]"

    def test_a_stand_in_for_a_month_is_the_month(self) -> None:
        for text in ("2016-06-15", "2016-06-01", "2016-06-30"):
            assert when(text, "3", "2016", "").date == "2016-06"

    def test_what_stands_in_is_kept(self, export: Any) -> None:
        event = export(a_row(time_precision="3", event_date="15 June 2016")).event
        assert event.extra["event_date"] == "15 June 2016"
        assert event.extra["time_precision"] == "3"

    @pytest.mark.parametrize("precision", ["", "NA"])
    def test_a_day_of_unknown_precision_is_marked_as_uncertain(self, export: Any, precision: str) -> None:
        event = export(a_row(time_precision=precision)).event
        assert event.date == "2016-06-08?"
        assert not parse(event.date).exact

    def test_figures_are_read_with_the_day_first(self, export: Any) -> None:
        reading = export(a_row(event_date="04/06/2016"), a_row(event_id_cnty="XXX101", event_date="2016-06-05"))
        assert sorted(event.date for event in reading.events) == ["2016-06-04", "2016-06-05"]
        assert "with the day first" in reading.notes

    def test_figures_are_not_read_where_a_spreadsheet_has_turned_them_round(self, export: Any) -> None:
        reading = export(a_row(event_date="06/04/2016"), a_row(event_id_cnty="XXX101", event_date="06/16/2016"))
        assert reading.events == []
        assert {rejected.value for rejected in reading.rejects} == {"06/04/2016", "06/16/2016"}
        assert "06/16/2016" in reading.notes

    def test_one_slip_does_not_turn_the_others_round(self, export: Any) -> None:
        dates = ("04/06/2016", "16/06/2016", "06/16/2016")
        reading = export(*(a_row(event_id_cnty=f"X{at}", event_date=date) for at, date in enumerate(dates)))
        assert sorted(event.date for event in reading.events) == ["2016-06-04", "2016-06-16"]
        assert reading.reject.value == "06/16/2016"


class TestForms:
    def test_an_old_file_in_capitals_with_spaces_gives_the_same_event(self, tmp_path: Path, export: Any) -> None:
        cells = a_row(assoc_actor_1="Women (Ruritania)")
        old = {name.upper().replace("_", " "): value for name, value in cells.items()}
        old["ALLY ACTOR 1"] = old.pop("ASSOC ACTOR 1")
        reading = read(tmp_path / "old.csv", table(old))
        assert reading.format == "acled"
        assert reading.event == export(cells).event

    def test_both_styles_of_codes_give_the_same_but_for_what_is_kept_as_it_stands(self, export: Any) -> None:
        words, numbers = (
            export(a_row(**cells)).event
            for cells in ({}, {"inter1": "2", "inter2": "1.0", "interaction": "12", "time_precision": "1.0"})
        )
        assert (words.type, words.actors, words.date) == (numbers.type, numbers.actors, numbers.date)
        assert numbers.extra["inter1"] == "2"

    def test_removed_and_unknown_columns_are_kept(self, tmp_path: Path) -> None:
        row = a_row(data_id="123456", iso3="RUR", event_id_no_cnty="100", population_1km="1234")
        extra = read(tmp_path / "older.csv", table(row)).event.extra
        assert {name: extra[name] for name in ("data_id", "iso3", "event_id_no_cnty", "population_1km")} == {
            "data_id": 123456,
            "iso3": "RUR",
            "event_id_no_cnty": 100,
            "population_1km": "1234",
        }

    def test_what_the_api_returns(self, tmp_path: Path, export: Any) -> None:
        row: dict[str, Any] = {**a_row(), "fatalities": 3, "iso": 999, "timestamp": 1700000000, "tags": None}
        answer = {"status": 200, "success": True, "count": 1, "data": [row]}
        reading = read(tmp_path / "read.json", json.dumps(answer))
        assert reading.format == "acled"
        assert reading.event == export(a_row()).event

    def test_columns_may_come_in_any_order(self, tmp_path: Path, export: Any) -> None:
        names = list(COLUMNS)
        random.Random(1).shuffle(names)
        assert read(tmp_path / "x.csv", table(a_row(), columns=names)).event == export(a_row()).event

    def test_a_row_of_hashtags_is_no_event(self, tmp_path: Path) -> None:
        tags = [f"#{name}" if at % 3 else "" for at, name in enumerate(COLUMNS, 1)]
        rows = [COLUMNS, tags, [a_row().get(name, "") for name in COLUMNS]]
        reading = read(tmp_path / "hdx.csv", as_csv(rows))
        assert reading.event.origin == "test:XXX100"
        assert "hashtags" in reading.notes

    def test_what_has_no_id_gets_one_from_its_content(self, tmp_path: Path) -> None:
        rows = [{name: value for name, value in row.items() if name != "event_id_cnty"} for row in (a_row(), a_row())]
        rows.append({**rows[0], "location": "Newford"})
        reading = read(tmp_path / "subset.csv", table(*rows), format_="acled")
        ids = [event.id for event in reading.events]
        assert ids[0] == ids[1] != ids[2]
        assert "event_id_cnty" in reading.notes

    def test_without_the_column_for_precision_all_dates_are_uncertain_and_the_report_says_so(
        self, tmp_path: Path
    ) -> None:
        row = a_row()
        del row["time_precision"]
        reading = read(tmp_path / "subset.csv", table(row))
        assert reading.event.date == "2016-06-08?"
        assert "time_precision" in reading.notes

    def test_columns_can_be_mapped(self, tmp_path: Path) -> None:
        row = a_row()
        row["Tag des Ereignisses"] = row.pop("event_date")
        content = table(row)
        with pytest.raises(ImportRefused, match="no column event_date"):
            read(tmp_path / "x.csv", content, format_="acled")
        reading = read(tmp_path / "x.csv", content, format_="acled", mapping={"event_date": "tag des ereignisses"})
        assert reading.event.date == "2016-06-08"

    def test_two_columns_that_come_to_the_same_are_both_kept(self, tmp_path: Path) -> None:
        row = {**a_row(assoc_actor_1="Women (Ruritania)"), "ALLY_ACTOR_1": "Other"}
        event = read(tmp_path / "x.csv", table(row)).event
        assert event.extra["ally_actor_1"] == "Other"
        assert "test-women-ruritania" in {person.id for person in event.actors}


class TestPlaces:
    @pytest.mark.parametrize(
        ("code", "precision", "where"),
        [("1", "town", "Oldford: "), ("2", "near", "Near Oldford: "), ("3", "province", "Upper Province: ")],
    )
    def test_precision(self, export: Any, code: str, precision: str, where: str) -> None:
        event = export(a_row(geo_precision=code)).event
        assert event.precision == precision
        assert event.title.startswith(where)
        assert event.extra.get("geo_precision", "1") == code

    def test_without_coordinates_or_name(self, export: Any) -> None:
        reading = export(a_row(latitude="", longitude=""), a_row(event_id_cnty="X", location="", admin2="", admin3=""))
        first, second = (reading.places()[event.place] for event in reading.events)
        assert (first.name, first.lat, first.precision) == ("Oldford", None, "unlocated")
        assert (second.name, second.precision) == ("Upper Province", "province")

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ({"latitude": "96.5"}, "latitude"),
            ({"longitude": "-181"}, "longitude"),
            ({"latitude": "nan"}, "latitude"),
            ({"latitude": "inf"}, "latitude"),
            ({"longitude": "1_0"}, "longitude"),
            ({"longitude": "east"}, "longitude"),
        ],
    )
    def test_what_is_no_point_is_rejected(self, export: Any, cells: dict[str, str], column: str) -> None:
        rejected = export(a_row(**cells)).reject
        assert (rejected.line, rejected.column) == (2, column)

    def test_decimal_commas_are_read(self, export: Any) -> None:
        (place,) = export(a_row(latitude="36,5281", longitude="37,9550")).places().values()
        assert (place.lat, place.lon) == (36.5281, 37.955)


class TestActors:
    KNOWN = (
        Actor(id="is", name="Islamic State", aliases=["IS"]),
        Actor(id="sdf", name="Syrian Democratic Forces", short="SDF"),
        Actor(id="army", name="Syrian Arab Army", aliases=["Military Forces of Syria"]),
        Actor(id="civilians", name="Civilians", kind="civilians"),
    )

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Islamic State (Syria)", "is"),
            ("QSD: Syrian Democratic Forces", "sdf"),
            ("Military Forces of Syria (2000-2024)", "army"),
            ("Civilians (Syria)", "civilians"),
            ("Civilians", "civilians"),
            ("Islamic State West Africa Province", "test-islamic-state-west-africa-province"),
            (
                "Military Forces of Syria (2000-2024) Fourth Division",
                "test-military-forces-of-syria-2000-2024-fourth-division",
            ),
        ],
    )
    def test_names_lead_to_the_actors_of_the_store(self, export: Any, name: str, expected: str) -> None:
        event = export(a_row(actor1=name), actors=self.KNOWN).event
        assert event.actors[0].id == expected
        if not expected.startswith("test-") and name != "Civilians":
            assert event.extra["actor1"] == name

    def test_new_actors_have_no_aliases_that_others_would_share(self, export: Any) -> None:
        reading = export(a_row(actor1="Free Army (Ruritania)"), a_row(event_id_cnty="X", actor1="Free Army (Elbonia)"))
        assert [actor.aliases for actor in reading.actors().values()] == [[], [], []]

    def test_an_action_of_one_side_alone(self, export: Any) -> None:
        event = export(
            a_row(actor2="", inter2="0", interaction="20", sub_event_type="Looting/property destruction")
        ).event
        assert event.actors == [Participant(id="test-reed-brigade", side="a")]
        assert event.title == "Oldford: looting/property destruction, Reed Brigade, 3 killed"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("State forces", "state"), ("State Forces", "state"), ("1", "state"), ("1.0", "state"),
            ("Rebel groups", "rebel"), ("External/Other forces", "other"), ("Other Forces", "other"),
            ("Protestors", "protesters"), ("Identity militia", "identity"), ("0", ""), ("", ""), ("9", ""), ("?", ""),
        ],
    )  # fmt: skip
    def test_kinds_of_actors(self, text: str, expected: str) -> None:
        assert group(text) == expected


@pytest.mark.parametrize(
    ("text", "types", "expected"),
    [
        ("Strategic Developments", EVENT_TYPES, "strategic developments"),
        ("Strategic development", EVENT_TYPES, "strategic developments"),
        ("Excessive force against protestors", SUB_EVENT_TYPES, "excessive force against protesters"),
        ("Attack", SUB_EVENT_TYPES, "attack"),
        ("Arrests", SUB_EVENT_TYPES, "arrests"),
        ("Battle-No change of territory", EVENT_TYPES, "battle-no change of territory"),
        ("", EVENT_TYPES, ""),
    ],
)
def test_event_types_are_recognised_by_their_likeness(text: str, types: tuple[str, ...], expected: str) -> None:
    assert known_type(text, types) == expected


def test_lists_and_markup(export: Any) -> None:
    event = export(
        a_row(source="The Courier; Radio Two;The Courier", tags="crowd size=no report; x", notes="Said *no* [1].")
    ).event
    assert [source.publisher for source in event.sources[:-1]] == ["The Courier", "Radio Two"]
    assert event.claims[0].source == 2
    assert event.tags[-2:] == ["crowd size=no report", "x"]
    assert event.summary == r"Said \*no\* \[1]."


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"event_id_cnty": ""}, "event_id_cnty"),
        ({"event_date": ""}, "event_date"),
        ({"event_date": "soon"}, "event_date"),
        ({"time_precision": "4"}, "time_precision"),
        ({"geo_precision": "x"}, "geo_precision"),
        ({"fatalities": "-1"}, "fatalities"),
        ({"fatalities": "many"}, "fatalities"),
        ({"fatalities": "3.5"}, "fatalities"),
        ({"fatalities": "9" * 30}, "fatalities"),
    ],
)
def test_a_bad_cell_costs_its_row(export: Any, cells: dict[str, str], column: str) -> None:
    reading = export(a_row(event_id_cnty="XXX1"), a_row(**cells), a_row(event_id_cnty="XXX2"))
    assert [event.origin for event in reading.events] == ["test:XXX1", "test:XXX2"]
    rejected = reading.reject
    assert (rejected.line, rejected.column, rejected.value) == (3, column, cells[column])
    assert rejected.reason
    assert rejected.raw[0] == cells.get("event_id_cnty", "XXX100")


def test_control_characters_do_not_get_in(export: Any) -> None:
    event = export(
        a_row(actor1="A\x1b]52;c;x\x07B", notes="a\x9bb", location="\u202eOldford", tags="\x1b[31mred")
    ).event
    assert "\x1b" not in repr(event)
    assert event.title.startswith("Oldford: armed clash, AB and")


def test_a_later_export_changes_what_has_changed(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    rows = [a_row(), a_row(event_id_cnty="XXX101", event_date="04/06/2016"), a_row(event_id_cnty="XXX102")]
    export = tmp_path / "export.csv"
    export.write_text(table(*rows, columns=COLUMNS), "utf-8")
    assert imported(store, export).new == 3
    assert imported(store, export).unchanged == 3
    rows[0] |= {"fatalities": "4", "timestamp": "1800000000"}
    export.write_text(table(*rows[:2], columns=COLUMNS[::-1]), "utf-8")
    report = imported(store, export)
    assert (report.new, report.changed, report.unchanged, report.gone) == (0, 1, 1, 1)


CELLS = st.sampled_from(
    ["", "NA", "0", "1", "2", "3", "1.0", "2016-06-04", "04/06/2016", "16/06/2016", "6 June 2016", "State forces", "7",
     "Battles", "Violence against civilians", "Civilians (X)", "A; B;;", "36.5", "-200", "\x1b[2J", "\u0663", "x"]
)  # fmt: skip
ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, CELLS)).map(lambda cells: a_row(**cells)), max_size=8
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=st.randoms())
def test_every_row_counts_and_their_order_does_not(
    tmp_path: Path, rows: list[dict[str, str]], order: random.Random
) -> None:
    rows = [{**row, "event_id_cnty": row["event_id_cnty"] and f"X{at}"} for at, row in enumerate(rows)]
    shuffled = list(rows)
    order.shuffle(shuffled)
    first, second = (read(tmp_path / "x.csv", table(*each, columns=COLUMNS)) for each in (rows, shuffled))
    assert len(first.items) == len(second.items) == len(rows)
    assert sorted(first.events, key=lambda event: event.id) == sorted(second.events, key=lambda event: event.id)
    assert first.actors() == second.actors()
    assert first.places() == second.places()
    assert {rejected.reason for rejected in first.rejects} == {rejected.reason for rejected in second.rejects}

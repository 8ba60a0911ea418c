"""UCDP GED rows become events: code by code, and on rows of the real file."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from store.importers.known import Known
from store.importers.ucdp import Converted, cited, convert, edtf
from store.importers.ucdp_codes import NAMES_WITH_COMMA, PLACE_PRECISION, RowError
from store.importers.ucdp_places import bare_name, province, slug
from store.importers.ucdp_sides import split_names
from store.model import Actor, Participant, Place

ROWS = {
    row["id"]: row
    for row in csv.DictReader(
        (Path(__file__).parents[1] / "data" / "ucdp_ged_syria_rows.csv").read_text("utf-8").splitlines()
    )
}

CURATED = Known(
    [
        Actor(id="is", name="Islamic State", short="IS", kind="armed-group"),
        Actor(id="syrian-government", name="Government of Syria", short="Syrian government", kind="state"),
        Actor(id="sdf", name="Syrian Democratic Forces", short="SDF", aliases=["QSD"]),
        Actor(id="civilians", name="Civilians", kind="civilians"),
    ],
    [
        Place(id="manbij", name="Manbij", aliases=["Manbij town"], lat=36.528153, lon=37.954954, precision="town"),
        Place(id="zakiyah", name="Zakiyah junction", aliases=["Zakiyah Crossroad"], lat=35.453611, lon=38.058611),
        Place(id="sinjar", name="Sinjar", lat=36.3209, lon=41.87656, precision="town"),
        Place(id="manbij-area", name="Around", aliases=["Manbij district"], lat=36.5, lon=37.95, precision="area"),
    ],
)


def a_row(**cells: str) -> dict[str, str]:
    """Return a real row with some cells replaced."""
    return {**ROWS["223735"], **cells}


def converted(number: str, **cells: str) -> Converted:
    return convert({**ROWS[number], **cells}, CURATED)


def test_a_clash_of_two_known_actors_at_a_known_place() -> None:
    result = converted("223735")
    event = result.event
    assert (event.id, event.origin, event.type) == ("ucdp:223735", "ucdp:223735", "state-based")
    assert event.date == "2016-06-03"
    assert event.title == "Near Zakiyah junction: Syrian government and IS clash, 35 killed"
    assert (event.place, event.precision) == ("zakiyah", "near")
    assert event.actors == [Participant(id="syrian-government", side="a"), Participant(id="is", side="b")]
    assert [(claim.who, claim.low, claim.best, claim.high) for claim in event.claims] == [
        ("", 35, 35, 35),
        ("syrian-government", None, 9, None),
        ("is", None, 26, None),
    ]
    assert {claim.attribution for claim in event.claims} == {"UCDP, from SOHR, al-Masdar News"}
    assert event.confidence == ""
    assert event.tags == []
    assert (result.actors, result.places) == ((), ())


def test_the_dataset_itself_is_cited_last_and_carries_the_figures() -> None:
    event = converted("223735").event
    ucdp = event.sources[-1]
    assert ucdp.title == "UCDP GED, event 223735"
    assert ucdp.url == "https://doi.org/10.1177/0022343313484347"
    assert [source.publisher for source in event.sources[:-1]] == ["SOHR", "SOHR", "al-Masdar News"]
    assert event.sources[1].date == "2016-06-04"
    assert all(claim.source == 3 for claim in event.claims)


@pytest.mark.parametrize(
    ("code", "kind", "role_a", "role_b"),
    [
        ("1", "state-based", "participant", "participant"),
        ("2", "non-state", "participant", "participant"),
        ("3", "one-sided", "attacker", "victim"),
    ],
)
def test_types_of_violence(code: str, kind: str, role_a: str, role_b: str) -> None:
    event = convert(a_row(type_of_violence=code), CURATED).event
    assert event.type == kind
    assert [(actor.role, actor.side) for actor in event.actors] == [(role_a, "a"), (role_b, "b")]


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("1", "point"),
        ("2", "near"),
        ("3", "district"),
        ("4", "province"),
        ("5", "area"),
        ("6", "country"),
        ("7", "waters"),
    ],
)
def test_place_precision(code: str, precision: str) -> None:
    assert PLACE_PRECISION[code] == precision
    assert convert(a_row(where_prec=code), CURATED).event.precision == precision


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2016-06-04", "2016-06-04", "1", "2016-06-04"),
        ("2016-06-04 00:00:00.000", "2016-06-04 00:00:00.000", "1", "2016-06-04"),
        ("2016-06-13", "2016-06-15", "2", "[2016-06-13..2016-06-15]"),
        ("2016-06-06", "2016-06-12", "3", "[2016-06-06..2016-06-12]"),
        ("2016-06-01", "2016-06-30", "4", "2016-06"),
        ("2016-02-01", "2016-02-29", "4", "2016-02"),
        ("2016-02-01", "2016-02-28", "4", "[2016-02-01..2016-02-28]"),
        ("2016-06-01", "2016-07-31", "5", "[2016-06-01..2016-07-31]"),
        ("2016-01-01", "2016-12-31", "5", "2016"),
        ("2015-06-01", "2016-06-30", "5", "[2015-06-01..2016-06-30]"),
    ],
)
def test_dates_are_once_within_and_never_lasting(start: str, end: str, precision: str, expected: str) -> None:
    assert edtf(a_row(date_start=start, date_end=end, date_prec=precision)) == expected


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"id": ""}, "id"),
        ({"best": "many"}, "best"),
        ({"low": ""}, "low"),
        ({"date_start": "2016-02-30"}, "date_start"),
        ({"date_end": "2016-06-01"}, "date_end"),
        ({"date_end": "2016-06-09"}, "date_prec"),
        ({"latitude": "91"}, "latitude"),
        ({"longitude": "east"}, "longitude"),
        ({"latitude": "nan"}, "latitude"),
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"where_prec": ""}, "where_prec"),
        ({"side_b": " "}, "side_b"),
    ],
)
def test_a_row_that_cannot_be_an_event_names_its_column(cells: dict[str, str], column: str) -> None:
    with pytest.raises(RowError) as fault:
        convert(a_row(**cells), CURATED)
    assert fault.value.column == column


def test_estimates_are_read_by_name_whatever_their_order() -> None:
    row = converted("219375").event.claims[0]
    backwards = dict(reversed(list(ROWS["219375"].items())))
    assert convert(backwards, CURATED).event.claims[0] == row
    assert (row.low, row.best, row.high) == (72, 72, 78)


def test_estimates_out_of_order_are_not_made_a_range() -> None:
    event = converted("236249").event
    total = event.claims[0]
    assert (total.low, total.best, total.high) == (None, 15, None)
    assert "8" in total.text
    assert "7" in total.text
    assert event.title.startswith("Amarinah: ")
    assert event.title.endswith(", 15 civilians killed")


def test_a_side_without_deaths_makes_no_claim() -> None:
    event = converted("224356").event
    assert [(claim.who, claim.best) for claim in event.claims] == [("", 18), ("is", 8), ("civilians", 10)]
    unknown = convert(a_row(deaths_unknown="3"), CURATED).event.claims[-1]
    assert (unknown.who, unknown.best) == ("unknown", 3)


def test_nobody_counted_for_certain_is_said_as_a_range() -> None:
    event = converted("318528").event
    assert event.title.endswith(", 0–1 killed")
    assert [(claim.low, claim.best, claim.high) for claim in event.claims] == [(0, 0, 1)]


def test_a_years_sum_is_tagged_and_called_about() -> None:
    event = converted("233200").event
    assert event.date == "2016"
    assert event.tags == ["aggregate"]
    assert event.title == "Syrian government and Syrian insurgents clash, about 8,179 killed"
    assert event.precision == "country"


def test_coalitions_become_their_members_on_one_side() -> None:
    result = converted("318845")
    assert [(actor.id, actor.side) for actor in result.event.actors] == [
        ("is", "a"),
        ("ucdp-islamic-front", "b"),
        ("ucdp-mujahideen-army", "b"),
        ("ucdp-srf", "b"),
    ]
    assert [actor.name for actor in result.actors] == ["Islamic Front", "Mujahideen Army", "SRF"]
    assert result.event.title.startswith("Hamah Governorate: IS against Islamic Front and 2 others, ")
    assert len(converted("316311").event.actors) == 11


def test_the_longest_known_name_comes_first() -> None:
    names = {"Interahamwe, ex-FAR", "A, B, C", "A, B", "A"}
    assert names & NAMES_WITH_COMMA
    assert split_names("FDLR, Interahamwe, ex-FAR, RPF", names.__contains__) == ["FDLR", "Interahamwe, ex-FAR", "RPF"]
    assert split_names("A, B, C, A, B", names.__contains__) == ["A, B, C", "A, B"]
    assert split_names("A, D", names.__contains__) == ["A", "D"]


def test_a_name_with_a_comma_is_one_actor() -> None:
    event = convert(a_row(side_b="Interahamwe, ex-FAR"), CURATED).event
    assert [actor.id for actor in event.actors] == ["syrian-government", "ucdp-interahamwe-ex-far"]


def test_actors_are_found_by_name_short_name_and_alias() -> None:
    for name in ("IS", "is", "Islamic State"):
        assert convert(a_row(side_b=name), CURATED).event.actors[1].id == "is"
    assert convert(a_row(side_b="QSD"), CURATED).event.actors[1].id == "sdf"
    new = convert(a_row(side_b="Government of Turkey"), CURATED).actors
    assert [(actor.id, actor.kind) for actor in new] == [("ucdp-government-of-turkey", "state")]


def test_entities_and_bare_quotes_in_headlines() -> None:
    entities, left = cited(ROWS["219249"]["source_article"])
    assert left == ""
    assert entities[0].title.endswith("on charges of “spying for the coalition.”")
    quotes, left = cited(ROWS["303836"]["source_article"])
    assert left == ""
    assert [source.publisher for source in quotes] == ["Orient News", "SOHR", "AFP"]
    assert quotes[0].title == 'The Army of Islam accuses the Rahman Corps of "harmony" with Assad\'s forces'
    assert quotes[2].date == "2016-05-17"


def test_sources_that_cannot_be_read_are_kept() -> None:
    text = '"SOHR,2016-06-04,Fine";no quotes at all'
    assert cited(text)[1] == text
    assert convert(a_row(source_article=text), CURATED).event.extra["source_article"] == text
    assert cited("") == ([], "")


def test_controls_in_cells_never_reach_a_record() -> None:
    article = '"SO\x1b]52;c;x\x07HR,2016-06-04,a\u202eb"'
    result = convert(a_row(source_article=article, where_coordinates="X\x1b[2J town", latitude="34"), CURATED)
    assert result.event.sources[0].publisher == "SOHR"
    assert result.event.sources[0].title == "ab"
    assert result.places[0].name == "X"


def test_who_says_so_is_kept_as_written() -> None:
    assert convert(a_row(source_original="SOHR, Airwars\n"), CURATED).event.claims[0].attribution == (
        "UCDP, from SOHR, Airwars"
    )
    assert convert(a_row(source_original=""), CURATED).event.claims[0].attribution == "UCDP"


def test_columns_without_a_field_are_kept_and_empty_ones_are_not() -> None:
    extra = convert(a_row(gwnob="652", where_description="by the road", source_office=""), CURATED).event.extra
    assert extra["gwnob"] == 652
    assert extra["where_description"] == "by the road"
    assert extra["conflict_name"] == "Syria: Islamic State"
    assert not {"source_office", "source_headline", "deaths_a", "latitude"} & extra.keys()


def test_an_unrecorded_number_of_sources_is_not_a_number() -> None:
    assert "number_of_sources" not in convert(a_row(number_of_sources="-1"), CURATED).event.extra
    assert convert(a_row(number_of_sources="2"), CURATED).event.extra["number_of_sources"] == 2


def test_a_place_far_from_its_namesake_is_another() -> None:
    known = Known(CURATED.actors.values(), CURATED.places.values())
    first = convert(ROWS["224420"], known)
    known.add(first.actors, first.places)
    second = convert(ROWS["226525"], known)
    assert [place.id for place in first.places] == ["ucdp-huwayz-village"]
    assert [place.id for place in second.places] == ["ucdp-huwayz-village-36-093-37-099"]
    known.add(second.actors, second.places)
    assert convert(ROWS["226525"], known).places == ()
    in_idlib = convert(a_row(where_coordinates="Sinjar village", latitude="35.9", longitude="36.7"), CURATED)
    assert in_idlib.event.place == "ucdp-sinjar-village"


def test_a_district_is_not_an_area_of_its_name_nor_the_town_in_it() -> None:
    result = converted("312864")
    assert result.event.place == "ucdp-manbij-district"
    assert (result.places[0].precision, result.places[0].admin1) == ("district", "Aleppo")
    assert converted("301287").event.place == "manbij"


def test_a_spot_is_known_by_its_coordinates_and_keeps_the_name_it_was_called() -> None:
    event = convert(a_row(where_coordinates="Old mill", where_prec="1"), CURATED).event
    assert event.place == "zakiyah"
    assert event.extra["where_coordinates"] == "Old mill"
    region = convert(a_row(where_coordinates="Aleppo Governorate", where_prec="4"), CURATED)
    assert region.event.place == "ucdp-aleppo-governorate"


def test_places_keep_the_originals_spelling() -> None:
    place = convert(a_row(where_coordinates="Tallbisah  town", latitude="34.8", longitude="36.7"), CURATED).places[0]
    assert (place.id, place.name, place.aliases) == ("ucdp-tallbisah-town", "Tallbisah", ["Tallbisah town"])
    assert place.extra == {"adm_1": "Aleppo Governorate", "adm_2": "Manbij district"}
    assert (place.admin1, place.admin2, place.country) == ("Aleppo", "Manbij", "Syria")


def test_an_unnamed_place_is_its_country() -> None:
    result = convert(a_row(where_coordinates="", where_prec="6", latitude="35", longitude="38"), CURATED)
    assert result.places[0].name == "Syria"
    assert result.event.title == "Syrian government and IS clash, 35 killed"


@pytest.mark.parametrize(
    ("function", "text", "expected"),
    [
        (province, "Ar Raqqah Governorate", "Raqqa"),
        (province, "Idlib Governorate", "Idlib"),
        (province, "", ""),
        (bare_name, "Manbij town", "Manbij"),
        (bare_name, "Manbij district", "Manbij district"),
        (bare_name, "Jisrein suburb", "Jisrein"),
        (slug, "Liwa al-Haq – Idlib’s", "liwa-al-haq-idlib-s"),
    ],
)
def test_names(function: Callable[[str], str], text: str, expected: str) -> None:
    assert function(text) == expected


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ({"where_prec": "1"}, "Zakiyah junction: Syrian government and IS clash, 35 killed"),
        (
            {"low": "12", "best": "20", "high": "43"},
            "Near Zakiyah junction: Syrian government and IS clash, 12–43 killed",
        ),
        ({"deaths_a": "0"}, "Near Zakiyah junction: Syrian government against IS, 35 killed"),
        (
            {"type_of_violence": "3", "side_a": "IS", "side_b": "Civilians"},
            "Near Zakiyah junction: IS attacks civilians, 35 killed",
        ),
        (
            {"type_of_violence": "3", "side_a": "Rahman Corps", "side_b": "Civilians"},
            "Near Zakiyah junction: Rahman Corps attack civilians, 35 killed",
        ),
        (
            {"deaths_a": "0", "deaths_b": "0", "deaths_civilians": "1", "low": "1", "best": "1", "high": "1"},
            "Near Zakiyah junction: Syrian government against IS, 1 civilian killed",
        ),
    ],
)
def test_titles_say_no_more_than_the_codes(cells: dict[str, str], title: str) -> None:
    assert convert(a_row(**cells), CURATED).event.title == title

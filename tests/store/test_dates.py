"""What EDTF dates mean: their first and last day, what is known of them, and what is refused with which words."""

from datetime import date

import pytest

from store.dates import OPEN_END, OPEN_START, Edtf, day_name, parse, parse_span
from store.errors import DateError, StoreError


def ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def bounds(edtf: str) -> tuple[str, str]:
    dated = parse(edtf)
    names = {OPEN_START: "..", OPEN_END: ".."}
    first, last = (names.get(day) or date.fromordinal(day).isoformat() for day in (dated.earliest, dated.latest))
    return first, last


SPANS = [
    ("2016-06-04", "2016-06-04", "2016-06-04"),
    ("2016-02-29", "2016-02-29", "2016-02-29"),
    ("2016-02", "2016-02-01", "2016-02-29"),
    ("2015-02", "2015-02-01", "2015-02-28"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("2016-12", "2016-12-01", "2016-12-31"),
    ("2016", "2016-01-01", "2016-12-31"),
    ("0001-01-01", "0001-01-01", "0001-01-01"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
    ("9999-12", "9999-12-01", "9999-12-31"),
    ("2016-06-04T14:30:00Z", "2016-06-04", "2016-06-04"),
    ("2016-06-04T23:59:59.5+03:00", "2016-06-04", "2016-06-04"),
    # Level 1
    ("2016-06-03~", "2016-06-03", "2016-06-03"),
    ("2016-06?", "2016-06-01", "2016-06-30"),
    ("2016%", "2016-01-01", "2016-12-31"),
    ("2016-06-XX", "2016-06-01", "2016-06-30"),
    ("2016-XX", "2016-01-01", "2016-12-31"),
    ("2016-XX-XX", "2016-01-01", "2016-12-31"),
    ("2016-XX-XX~", "2016-01-01", "2016-12-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2XXX", "2000-01-01", "2999-12-31"),
    ("000X", "0001-01-01", "0009-12-31"),
    ("0XXX", "0001-01-01", "0999-12-31"),
    ("999X?", "9990-01-01", "9999-12-31"),
    ("2016-21", "2016-03-01", "2016-05-31"),
    ("2016-22", "2016-06-01", "2016-08-31"),
    ("2016-23", "2016-09-01", "2016-11-30"),
    ("2016-24", "2016-12-01", "2017-02-28"),
    ("2015-24~", "2015-12-01", "2016-02-29"),
    ("9999-24", "9999-12-01", "9999-12-31"),
    ("2016-05-31/2016-08-12", "2016-05-31", "2016-08-12"),
    ("2016-05/2016-08", "2016-05-01", "2016-08-31"),
    ("2016/2016-08", "2016-01-01", "2016-08-31"),
    ("2016-06-04/2016-06", "2016-06-04", "2016-06-30"),
    ("2016-06-XX/2016-07-03", "2016-06-01", "2016-07-03"),
    ("2016-06-01~/2016-06-10~", "2016-06-01", "2016-06-10"),
    ("2016-21/2016-23", "2016-03-01", "2016-11-30"),
    ("2016-06-02/..", "2016-06-02", ".."),
    ("2016-06-02/", "2016-06-02", ".."),
    ("2016-06/..", "2016-06-01", ".."),
    ("../2016-06-04", "..", "2016-06-04"),
    ("/2016-06-04", "..", "2016-06-04"),
    ("/2016-06", "..", "2016-06-30"),
    # Level 2
    ("[2016-06-13..2016-06-15]", "2016-06-13", "2016-06-15"),
    ("[2016-06..2016-08]", "2016-06-01", "2016-08-31"),
    ("[2016-06-05,2016-06-02]", "2016-06-02", "2016-06-05"),
    ("[2016-06-02,2016-06-05..2016-06-07]", "2016-06-02", "2016-06-07"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    ("[2016-06]", "2016-06-01", "2016-06-30"),
    ("[..2016-06-04]", "..", "2016-06-04"),
    ("[2016-06-04..]", "2016-06-04", ".."),
    ("[2016-06-02,2016-06-05..]", "2016-06-02", ".."),
    ("[..2015-01,2016-06-05]", "..", "2016-06-05"),
    ("{2016-06-02,2016-06-05}", "2016-06-02", "2016-06-05"),
    ("{2016-06-02..2016-06-05}", "2016-06-02", "2016-06-05"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
]


@pytest.mark.parametrize(("edtf", "first", "last"), SPANS)
def test_first_and_last_day(edtf: str, first: str, last: str) -> None:
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize("edtf", [row[0] for row in SPANS])
def test_the_span_is_what_parsing_says(edtf: str) -> None:
    dated = parse(edtf)
    assert parse_span(edtf) == (dated.earliest, dated.latest, dated.start_known)


def flags(edtf: str) -> set[str]:
    dated = parse(edtf)
    names = ("exact", "start_known", "lasts", "approximate", "uncertain", "goes_on", "end_unknown")
    return {name for name in names if getattr(dated, name)}


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2016-06-04", {"exact", "start_known"}),
        ("2016-06-04T14:30:00Z", {"exact", "start_known"}),
        ("2016-06-04/2016-06-04", {"exact", "start_known", "lasts"}),
        ("[2016-06-04..2016-06-04]", {"exact", "start_known"}),
        ("[2016-06-04]", {"exact", "start_known"}),
        ("{2016-06-04}", {"exact", "start_known"}),
        ("2016-06", set()),
        ("2016-06-XX", set()),
        ("201X", set()),
        ("2016-21", set()),
        ("2016-06-03~", {"approximate"}),
        ("2016-06-03?", {"uncertain"}),
        ("2016-06-03%", {"approximate", "uncertain"}),
        ("2016-06-03~/2016-06-03", {"approximate", "lasts"}),
        ("2016-05-31/2016-08-12", {"lasts", "start_known"}),
        ("2016-05-31/2016-08", {"lasts", "start_known"}),
        ("2016-05/2016-08-12", {"lasts"}),
        ("2016-05-31/2016-08-12~", {"lasts", "start_known", "approximate"}),
        ("2016-05-31?/2016-08-12~", {"lasts", "approximate", "uncertain"}),
        ("2016-06-02/..", {"lasts", "start_known", "goes_on"}),
        ("2016-06-02~/..", {"lasts", "goes_on", "approximate"}),
        ("2016-06-02/", {"lasts", "start_known", "end_unknown"}),
        ("../2016-06-04", {"lasts"}),
        ("/2016-06-04", {"lasts"}),
        ("[2016-06-13..2016-06-15]", set()),
        ("[2016-06-02,2016-06-05]", set()),
        ("[2016-06-04..]", set()),
        ("{2016-06-02,2016-06-05}", {"start_known"}),
        ("{2016-06-02..2016-06-05}", {"start_known"}),
        ("{2016-06,2016-06-01}", {"start_known"}),
        ("{2016-06,2016-07-01}", set()),
        ("{..2016-06-01}", set()),
    ],
)
def test_what_is_known_of_a_date(edtf: str, expected: set[str]) -> None:
    assert flags(edtf) == expected


def test_open_ends_lie_outside_every_calendar_day() -> None:
    assert ordinal("0001-01-01") > OPEN_START
    assert ordinal("9999-12-31") < OPEN_END
    assert OPEN_END == 3652060


def test_a_date_remembers_its_text() -> None:
    assert parse("2016-06-03~").text == "2016-06-03~"


@pytest.mark.parametrize(
    ("edtf", "possibly", "certainly"),
    [
        ("2016-06-04", True, True),
        ("2016-06", True, False),
        ("[2016-06-08..2016-06-11]", True, False),
        ("[2016-06-08..2016-06-10]", True, True),
        ("2016-06-10/..", True, False),
        ("../2016-06-04", True, False),
        ("2016-05-20/2016-06-03", False, False),
        ("2016-06-11", False, False),
    ],
)
def test_possibly_and_certainly_within(edtf: str, possibly: bool, certainly: bool) -> None:
    window = ordinal("2016-06-04"), ordinal("2016-06-10")
    assert parse(edtf).is_possibly_within(*window) is possibly
    assert parse(edtf).is_certainly_within(*window) is certainly


def test_sharper_dates_come_before_vaguer_ones() -> None:
    ordered = [
        "../2016-06-01",
        "2016-06-01",
        "2016-06-01/2016-06-03",
        "2016-06-01/..",
        "[2016-06-01..2016-06-02]",
        "2016-06",
        "2016-06-02",
    ]
    backwards = list(reversed(ordered))
    assert sorted(backwards, key=lambda edtf: parse(edtf).sort_key) == ordered


REFUSED = [
    ("", "The date is empty: write one like 2016-06-04, "),
    ("2015-02-29", "2015-02-29 is not a date: February 2015 has 28 days."),
    ("1900-02-29", "1900-02-29 is not a date: February 1900 has 28 days."),
    ("2016-06-31", "2016-06-31 is not a date: June 2016 has 30 days."),
    ("2016-06-00", "2016-06-00 is not a date: days begin at 01; write 2016-06 when the day is not known."),
    ("2016-13", "2016-13 is not a date: there is no month 13; months are 01 to 12, seasons 21"),
    ("2016-00", "there is no month 00;"),
    ("2016-25", "there is no month 25;"),
    ("2016-21-04", "21 is a season, and a season has no days."),
    ("2016-21-XX", "21 is a season, and a season has no days."),
    ("0000", "there is no year 0; Dateline reads the years 0001 to 9999."),
    ("0000-01-01", "there is no year 0;"),
    ("-0044-03-15", "-0044-03-15 is not a date: Dateline reads the years 0001 to 9999, none before them."),
    ("-0001", "Dateline reads the years 0001 to 9999, none before them."),
    ("Y170000002", "a year has four digits, 0001 to 9999."),
    ("Y-17E7", "a year has four digits, 0001 to 9999."),
    ("12016", "a year has four digits, 0001 to 9999."),
    ("12016-06-04", "a year has four digits, 0001 to 9999."),
    ("2016-6-4", "2016-6-4 is not a date: write 2016-06-04."),
    ("2016-6", "write 2016-06."),
    ("2016-06-4", "write 2016-06-04."),
    ("2016-6-04", "write 2016-06-04."),
    ("20160604", "20160604 is not a date: write 2016-06-04."),
    ("2016-06-03?~", "write 2016-06-03% for a date both uncertain and approximate."),
    ("2016-06-03~?", "write 2016-06-03% for"),
    ("2016?-06-04", "?, ~ and % stand once, after the whole date"),
    ("?2016-06-04", "?, ~ and % stand once, after the whole date"),
    ("2016-06-0X", "write [2016-06-01..2016-06-09] for one day within those."),
    ("2016-06-1X", "write [2016-06-10..2016-06-19] for one day within those."),
    ("2016-06-uu", "a digit that is not known is a capital X: 2016-06-XX."),
    ("2016-06-xx", "a digit that is not known is a capital X: 2016-06-XX."),
    ("2016-XX-04", "only the last digits can be unknown"),
    ("X016", "only the last digits can be unknown"),
    ("XXXX", "only the last digits can be unknown"),
    ("201X-06", "only the last digits can be unknown"),
    ("/", "neither its first nor its last day is given."),
    ("../..", "neither its first nor its last day is given."),
    ("../", "neither its first nor its last day is given."),
    ("2016/2017/2018", "an interval has one /, between its first and its last day."),
    ("2016-08-12/2016-05-31", "2016-08-12/2016-05-31 is not a date: it ends before it begins."),
    ("2016-07/2016-06-30", "it ends before it begins."),
    ("2016-02-30/2016-03-01", "2016-02-30, in 2016-02-30/2016-03-01, is not a date: February 2016 has 29 days."),
    ("[2016-06-15..2016-06-13]", "it ends before it begins."),
    ("[2016-06-13..2016-06-31]", "2016-06-31, in [2016-06-13..2016-06-31], is not a date: June 2016 has 30 days."),
    ("[2016-06-13", "a set that begins with [ ends with ], with dates between."),
    ("[2016-06-13}", "a set that begins with [ ends with ]"),
    ("{2016-06-13]", "a set that begins with { ends with }"),
    ("[]", "a set that begins with [ ends with ], with dates between."),
    ("[", "a set that begins with [ ends with ]"),
    ("[2016,]", "[2016,] is not a date: a date is missing in it."),
    ("[..]", "a date is missing in it."),
    ("[2016,..2018]", "only the first of a set can be open towards the past, only the last ahead."),
    ("[2016..,2018]", "only the first of a set can be open"),
    ("[[2016]]", "[2016], in [[2016]], is not a date"),
    ("2016-06-04T25:00:00Z", "write a time as in 2016-06-04T14:30:00Z."),
    ("2016-06-04T24:00:00Z", "write a time as in"),
    ("2016-06T14:30", "write a time as in"),
    ("2015-02-29T14:30:00Z", "February 2015 has 28 days."),
    ("2016-06-04 ", "it has white space around it."),
    ("2016-06-04\n", "it has white space around it."),
    ("open", "write 2016-06-02/.. for an end still open"),
    ("4 June 2016", '"4 June 2016" is not a date: write one like 2016-06-04, 2016-06, 2016'),
    ("2016-W22-1", "2016-W22-1 is not a date: write one like"),
    ("2016-W22-1/2016-06-05", "is not a date"),
    ("[2016-W22-1..2016-06-05]", "is not a date"),
    ("２０１６-０６-０４", "is not a date: write one like"),
    ("٢٠١٦", "is not a date: write one like"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_is_not_a_date_is_answered_with_what_would_be_right(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".") or "write one like" in str(caught.value)


@pytest.mark.parametrize("text", [row[0] for row in REFUSED])
def test_the_fast_path_refuses_the_same(text: str) -> None:
    with pytest.raises(DateError):
        parse_span(text)


def test_a_message_carries_nothing_that_drives_a_terminal() -> None:
    with pytest.raises(DateError) as caught:
        parse("\x1b]0;title\x07\x1b[2J2016\u202e")
    assert str(caught.value).isprintable()


def test_a_message_does_not_repeat_a_whole_book() -> None:
    with pytest.raises(DateError) as caught:
        parse("[" + "2016-06-04," * 100_000 + "2016-06-05]")
    assert len(str(caught.value)) < 200
    assert "more than 1000 characters" in str(caught.value)


def test_a_wrong_date_is_an_error_of_the_store() -> None:
    assert issubclass(DateError, StoreError)


def test_a_date_cannot_be_changed() -> None:
    dated: Edtf = parse("2016-06-04")
    with pytest.raises(AttributeError):
        dated.text = "2017"  # type: ignore[misc]  # what the test is about


@pytest.mark.parametrize(
    ("iso", "name"),
    [
        ("2016-06-04", "Sat 4 June 2016"),
        ("2016-02-29", "Mon 29 February 2016"),
        ("0001-01-01", "Mon 1 January 0001"),
        ("9999-12-31", "Fri 31 December 9999"),
    ],
)
def test_day_name(iso: str, name: str) -> None:
    assert day_name(ordinal(iso)) == name

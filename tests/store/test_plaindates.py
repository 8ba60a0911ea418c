"""What people type for a date, what is made of it, and what is asked back."""

from datetime import UTC, date, datetime

import pytest

from store.dates import OPEN_END, OPEN_START
from store.dates.plain import read_date, read_range
from store.errors import DateError

TODAY = date(2026, 3, 15).toordinal()
CURRENT = date(2016, 1, 31).toordinal()


def read(text: str) -> str:
    return read_date(text, TODAY, CURRENT)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # EDTF as it is, forgiving space and case
        ("2016-06-04", "2016-06-04"),
        (" 2016-06-04\t", "2016-06-04"),
        ("2016-06-xx", "2016-06-XX"),
        ("201x", "201X"),
        ("[2016-06-13 .. 2016-06-15]", "[2016-06-13..2016-06-15]"),
        ("{2016-06-02, 2016-06-05}", "{2016-06-02,2016-06-05}"),
        ("2016-05-31 / 2016-08-12", "2016-05-31/2016-08-12"),
        ("2016-06-02/..", "2016-06-02/.."),
        # Points
        ("4 June 2016", "2016-06-04"),
        ("4 JUNE 2016", "2016-06-04"),
        ("04 jun 2016", "2016-06-04"),
        ("4th of June, 2016", "2016-06-04"),
        ("June 4, 2016", "2016-06-04"),
        ("june 4 2016", "2016-06-04"),
        ("4-jun-2016", "2016-06-04"),
        ("4 Sept. 2016", "2016-09-04"),
        ("Sat 4 June 2016", "2016-06-04"),
        ("Saturday, 4 June 2016", "2016-06-04"),
        ("june 2016", "2016-06"),
        ("in June 2016", "2016-06"),
        ("some time in June 2016", "2016-06"),
        ("one day in June 2016", "2016-06-XX"),
        ("one day in 2016", "2016-XX-XX"),
        ("2016", "2016"),
        ("29 february 2016", "2016-02-29"),
        ("1 jan 0001", "0001-01-01"),
        ("31 December 9999", "9999-12-31"),
        ("spring 2016", "2016-21"),
        ("Fall 2016", "2016-23"),
        ("winter 2015-16", "2015-24"),
        ("winter 2015–2016", "2015-24"),
        ("winter 2015/16", "2015-24"),
        ("the 1990s", "199X"),
        ("about 3 June 2016", "2016-06-03~"),
        ("~3 June 2016", "2016-06-03~"),
        ("c. 1990", "1990~"),
        ("perhaps in June 2016", "2016-06?"),
        ("3 june 2016?", "2016-06-03?"),
        ("perhaps about 3 June 2016", "2016-06-03%"),
        # Figures
        ("2016-6-4", "2016-06-04"),
        ("2016/6/4", "2016-06-04"),
        ("2016.06.04", "2016-06-04"),
        ("2016-6", "2016-06"),
        ("13/6/2016", "2016-06-13"),
        ("4/4/2016", "2016-04-04"),
        # Early, mid, late
        ("early june 2016", "2016-06-01~/2016-06-10~"),
        ("mid-June 2016", "2016-06-11~/2016-06-20~"),
        ("late june 2016", "2016-06-21~/2016-06-30~"),
        ("the end of February 2016", "2016-02-21~/2016-02-29~"),
        ("perhaps early june 2016", "2016-06-01%/2016-06-10%"),
        ("early 2016", "2016-01~/2016-04~"),
        ("late 2016", "2016-09~/2016-12~"),
        # What the reader's day completes
        ("4 jun", "2016-06-04"),
        ("june", "2016-06"),
        ("early june", "2016-06-01~/2016-06-10~"),
        ("the 4th", "2016-01-04"),
        ("+3d", "2016-02-03"),
        ("+ 3 days", "2016-02-03"),
        ("-2w", "2016-01-17"),
        ("−2w", "2016-01-17"),
        ("+1m", "2016-02-29"),
        ("-2m", "2015-11-30"),
        ("+13m", "2017-02-28"),
        ("+1y", "2017-01-31"),
        ("today", "2026-03-15"),
        ("yesterday", "2026-03-14"),
        # It lasted
        ("31 May to 12 August 2016", "2016-05-31/2016-08-12"),
        ("from 31 May until 12 August 2016", "2016-05-31/2016-08-12"),
        ("13-15 june 2016", "2016-06-13/2016-06-15"),
        ("13–15 June 2016", "2016-06-13/2016-06-15"),
        ("June 13–15, 2016", "2016-06-13/2016-06-15"),
        ("June 13–15", "2016-06-13/2016-06-15"),
        ("from 13-15 June 2016", "2016-06-13/2016-06-15"),
        ("4 june 2016 - 2016-07-01", "2016-06-04/2016-07-01"),
        ("June 13 - 15, 2016", "2016-06-13/2016-06-15"),
        ("May-August 2016", "2016-05/2016-08"),
        ("2014-2016", "2014/2016"),
        ("20 December to 3 January 2017", "2016-12-20/2017-01-03"),
        ("20 December 2016 to 3 January", "2016-12-20/2017-01-03"),
        ("from 4 june 2016 to 8", "2016-06-04/2016-06-08"),
        ("early june to mid july 2016", "2016-06-01~/2016-07-20~"),
        ("from about 1 to about 10 June 2016", "2016-06-01~/2016-06-10~"),
        ("yesterday to today", "2026-03-14/2026-03-15"),
        ("since 2 June 2016", "2016-06-02/.."),
        ("since 2 June 2016, going on", "2016-06-02/.."),
        ("since june", "2016-06/.."),
        ("from 2 June 2016", "2016-06-02/"),
        ("from 2016-06-02, end not known", "2016-06-02/"),
        ("from 2 June 2016 on", "2016-06-02/.."),
        ("until 4 June 2016", "../2016-06-04"),
        ("up to june 2016", "../2016-06"),
        ("until 4 June 2016, start not known", "/2016-06-04"),
        # Once
        ("between 13 and 15 June 2016", "[2016-06-13..2016-06-15]"),
        ("one day between 28 May and 3 June 2016", "[2016-05-28..2016-06-03]"),
        ("between june and august 2016", "[2016-06..2016-08]"),
        ("some time from June to August 2016", "[2016-06..2016-08]"),
        ("between 28 May and June 2016", "[2016-05-28..2016-06-30]"),
        ("between spring and autumn 2016", "[2016-03-01..2016-11-30]"),
        ("before 4 June 2016", "[..2016-06-03]"),
        ("before June 2016", "[..2016-05-31]"),
        ("after 2016", "[2017-01-01..]"),
        ("by June 2016", "[..2016-06]"),
        ("on or before 4 June 2016", "[..2016-06-04]"),
        ("4 June 2016 or earlier", "[..2016-06-04]"),
        ("in or after 2016", "[2016..]"),
        ("4 June 2016 or later", "[2016-06-04..]"),
        ("by spring 2016", "[..2016-05-31]"),
        ("2 or 5 June 2016", "[2016-06-02,2016-06-05]"),
        ("2, 5, or 7 June 2016", "[2016-06-02,2016-06-05,2016-06-07]"),
        ("june 4, 2016 or june 8, 2016", "[2016-06-04,2016-06-08]"),
        ("June or August 2016", "[2016-06,2016-08]"),
        ("2 and 5 June 2016", "{2016-06-02,2016-06-05}"),
    ],
)
def test_what_is_understood(text: str, edtf: str) -> None:
    assert read(text) == edtf


REFUSED = [
    ("", "The date is empty"),
    ("  ", "The date is empty"),
    ("4/6/2016", "4/6/2016 could be 4 June 2016 or 6 April 2016: write the month as a word."),
    ("04-06-2016", "04-06-2016 could be 4 June 2016 or 6 April 2016"),
    ("4.6.2016", "could be 4 June 2016 or 6 April 2016"),
    ("4/6/16", "could be 4 June 16 or 6 April 16"),
    ("4/6", "4/6 could be 4 June or 6 April"),
    ("4-6", "4-6 could be 4 June or 6 April"),
    ("6/13/2016", "the day comes before the month; write 13 June 2016."),
    ("13/6/16", "the year with four digits"),
    ("32/13/2016", "there is no month 13"),
    ("2016/06", "write 2016-06."),
    ("2015/16", "write years with four digits."),
    ("2016-13", "there is no month 13"),
    ("2016-13-04", "there is no month 13"),
    ("2016-06-31", "2016-06-31 is not a date: June 2016 has 30 days."),
    ("31 june 2016", "June 2016 has 30 days."),
    ("29 february 2015", "February 2015 has 28 days."),
    ("0 june 2016", "days begin at 01"),
    ("Sunday 4 June 2016", "4 June 2016 is a Saturday, not a Sunday."),
    ("saturday", "a day of the week needs its date"),
    ("4 jvne 2016", 'Dateline does not know "jvne" in a date; write one like 4 June 2016'),
    ("last week", 'does not know "last"'),
    ("hello", 'does not know "hello"'),
    ("4 June 016", 'does not know "016"'),
    ("4 June 20166", 'does not know "20166"'),
    ("1995s", 'does not know "1995s"'),
    ("june june 2016", "it names more than one month"),
    ("4 5 june 2016", "it names more than one day"),
    ("early 4 june 2016", "a day is not early, mid or late here"),
    ("spring june 2016", "a season has neither days nor parts here"),
    ("4 the 1990s", "a decade stands alone"),
    ("the", "write one like 4 June 2016"),
    ("4 ژوئن 2016", "write one like 4 June 2016"),
    ("'; DROP", "write one like 4 June 2016"),
    ("+1q", "as +3d, -2w, +1m or +1y"),
    ("+999999y", "it leads out of the years 0001 to 9999."),
    ("-999999d", "it leads out of the years 0001 to 9999."),
    ("before 1 january 0001", "it leads out of the years 0001 to 9999."),
    ("after 9999", "it leads out of the years 0001 to 9999."),
    ("between about 3 and 5 june 2016", "is not exact, and a bound has to be"),
    ("before early june 2016", "is not exact, and a bound has to be"),
    ("since 2016/2017", "one day, month or year is needed here"),
    ("12 August 2016 to 31 May 2016", "it ends before it begins"),
    ("from 4 to 2016", "its month is missing"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_is_asked_back(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as caught:
        read(text)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("4 june", "its year is missing"),
        ("june", "its year is missing"),
        ("4", "its month is missing"),
        ("+3d", "it counts from the day one is at, and there is none here"),
    ],
)
def test_without_a_day_to_be_at_a_date_has_to_be_whole(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as caught:
        read_date(text, TODAY)
    assert sentence in str(caught.value)


def test_today_is_asked_of_the_clock_when_nobody_says() -> None:
    before = datetime.now(UTC).astimezone().date()
    found = date.fromisoformat(read_date("today"))
    assert before <= found <= datetime.now(UTC).astimezone().date()


def test_the_reader_may_be_beyond_an_open_end() -> None:
    assert read_date("-1d", current=OPEN_END) == "9999-12-30"
    assert read_date("+1d", current=OPEN_START) == "0001-01-02"


@pytest.mark.parametrize(
    ("current", "text", "edtf"),
    [
        ("2016-02-29", "+1y", "2017-02-28"),
        ("2016-02-29", "-4y", "2012-02-29"),
        ("2015-12-31", "+2m", "2016-02-29"),
        ("2016-01-31", "-1m", "2015-12-31"),
        ("2016-12-31", "+1m", "2017-01-31"),
        ("9999-12-31", "-9998y", "0001-12-31"),
    ],
)
def test_months_and_years_keep_to_the_end_of_a_month(current: str, text: str, edtf: str) -> None:
    assert read_date(text, current=date.fromisoformat(current).toordinal()) == edtf


def days(first: str, last: str) -> tuple[int, int]:
    return (
        date.fromisoformat(first).toordinal() if first else OPEN_START,
        date.fromisoformat(last).toordinal() if last else OPEN_END,
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016-06-04..2016-06-08", "2016-06-04", "2016-06-08"),
        ("2016-06-04 .. 2016-06-08", "2016-06-04", "2016-06-08"),
        ("2016-06-04…2016-06-08", "2016-06-04", "2016-06-08"),
        ("4 june..8 june 2016", "2016-06-04", "2016-06-08"),
        ("june 2016..august 2016", "2016-06-01", "2016-08-31"),
        ("2016-06..", "2016-06-01", ""),
        ("..2016-06", "", "2016-06-30"),
        ("2016-06-04", "2016-06-04", "2016-06-04"),
        ("june 2016", "2016-06-01", "2016-06-30"),
        ("2016-05-31/2016-08-12", "2016-05-31", "2016-08-12"),
        ("june 2016/august 2016", "2016-06-01", "2016-08-31"),
        ("2016-06-02/..", "2016-06-02", ""),
        ("../2016-06-02", "", "2016-06-02"),
        ("[2016-06-01..2016-06-03]", "2016-06-01", "2016-06-03"),
        ("[..2016-06-03]", "", "2016-06-03"),
        ("early june 2016..late june 2016", "2016-06-01", "2016-06-30"),
        ("yesterday..today", "2026-03-14", "2026-03-15"),
        ("-1w..+1w", "2016-01-24", "2016-02-07"),
        ("before 2016-06-04", "", "2016-06-03"),
    ],
)
def test_ranges(text: str, first: str, last: str) -> None:
    assert read_range(text, TODAY, CURRENT) == days(first, last)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The date is empty"),
        ("..", "neither its first nor its last day is given."),
        ("8 june 2016..4 june 2016", "it ends before it begins."),
        ("2016-08-12/2016-05-31", "it ends before it begins."),
        ("4/6/2016..8/6/2016", "4/6/2016 could be 4 June 2016 or 6 April 2016"),
        ("2016-06-31..", "June 2016 has 30 days."),
        ("a..b..c", "is not a date"),
    ],
)
def test_ranges_refused(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as caught:
        read_range(text)
    assert sentence in str(caught.value)


def test_a_long_set_is_still_a_range() -> None:
    listed = ",".join(f"2016-06-{day:02}" for day in range(1, 29))
    assert read_range(f"[{listed}]") == days("2016-06-01", "2016-06-28")


def test_a_message_about_what_was_typed_is_harmless_and_short() -> None:
    for text in ("\x1b]0;x\x07\x1b[2Jjvne \u202e2016", "x" * 1_000_000, "1," * 500_000 + "or 2"):
        with pytest.raises(DateError) as caught:
            read(text)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 300

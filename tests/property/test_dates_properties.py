"""What holds of every date, and of every text that is not one."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from edtf import parse_edtf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.dates import LABEL_CELLS, OPEN_END, OPEN_START, day_name, describe, label, parse, parse_span
from store.dates.plain import read_date, read_range
from store.errors import DateError
from store.text import one_line

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
marks = st.sampled_from(["", "", "", "~", "?", "%"])
plain_parts = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
)
vague_parts = st.one_of(
    days.map(lambda day: f"{day.isoformat()[:7]}-XX"),
    days.map(lambda day: f"{day.isoformat()[:4]}-XX-XX"),
    days.map(lambda day: f"{day.isoformat()[:3]}X"),
    days.map(lambda day: f"{day.isoformat()[:2]}XX"),
    st.builds(lambda day, season: f"{day.isoformat()[:4]}-{season}", days, st.integers(21, 24)),
)
parts = st.builds(str.__add__, plain_parts | vague_parts, marks)


def _ordered(first: str, last: str) -> tuple[str, str]:
    return (first, last) if parse(first).earliest <= parse(last).earliest else (last, first)


pairs = st.builds(_ordered, parts, parts)
plain_pairs = st.builds(_ordered, plain_parts, plain_parts)
close_pairs = st.builds(
    lambda day, length: (day.isoformat(), (day + timedelta(length)).isoformat()),
    st.dates(date(1, 1, 1), date(9998, 12, 31)),
    st.integers(0, 300),
)
intervals = st.one_of(
    (pairs | close_pairs).map("/".join),
    parts.map("{}/..".format),
    parts.map("{}/".format),
    parts.map("../{}".format),
    parts.map("/{}".format),
)
stretches = (plain_pairs | close_pairs).map("..".join)
members = st.lists(plain_parts | stretches, min_size=1, max_size=4).map(",".join)
sets = st.one_of(
    st.sampled_from(["[{}]", "{{{}}}"]).flatmap(lambda form: members.map(form.format)),
    plain_parts.map("[..{}]".format),
    plain_parts.map("[{}..]".format),
    plain_parts.map("{{{}..}}".format),
)
dates = parts | intervals | sets

almost_dates = st.text(alphabet="0123456789X-/.~?%[]{},T:Z +", max_size=30)
typed_words = """
4 13 31 2016 june feb may early mid late spring winter about perhaps before after since until from to or and between by
in the one day .. / - , +3d -1m today 4/6/2016 2016-06-04 201X saturday end not known 1990s
"""
almost_plain = st.lists(st.sampled_from(typed_words.split()), max_size=8).map(" ".join)
texts = st.text(max_size=40) | almost_dates | almost_plain


@given(dates)
def test_a_date_begins_before_it_ends(edtf: str) -> None:
    dated = parse(edtf)
    assert OPEN_START <= dated.earliest <= dated.latest <= OPEN_END
    assert dated.exact <= dated.start_known
    assert not (dated.exact and (dated.approximate or dated.uncertain))
    assert not (dated.goes_on and dated.end_unknown)
    assert (dated.goes_on or dated.end_unknown) <= (dated.lasts and dated.latest == OPEN_END)


@given(dates)
def test_the_fast_path_is_the_long_way(edtf: str) -> None:
    dated = parse(edtf)
    assert parse_span(edtf) == (dated.earliest, dated.latest, dated.start_known)


@given(days)
def test_a_day_is_its_ordinal_and_back(day: date) -> None:
    dated = parse(day.isoformat())
    assert dated.earliest == dated.latest == day.toordinal()
    assert dated.exact
    assert date.fromordinal(dated.earliest).isoformat() == dated.text


def test_29_february_is_there_in_leap_years_only() -> None:
    for year in range(1, 10_000):
        text = f"{year:04}-02-29"
        if calendar.isleap(year):
            assert parse.__wrapped__(text).earliest == date(year, 2, 29).toordinal()
        else:
            with pytest.raises(DateError) as caught:
                parse.__wrapped__(text)
            assert str(caught.value) == f"{text} is not a date: February {year:04} has 28 days."


@given(st.lists(dates, max_size=12), st.randoms(use_true_random=False))
def test_sorting_is_total(edtfs: list[str], random: Random) -> None:
    ordered = sorted(set(edtfs), key=lambda edtf: parse(edtf).sort_key)
    shuffled = list(ordered)
    random.shuffle(shuffled)
    assert sorted(shuffled, key=lambda edtf: parse(edtf).sort_key) == ordered


@given(dates, days, days)
def test_certain_is_within_possible(edtf: str, one: date, other: date) -> None:
    first, last = sorted((one.toordinal(), other.toordinal()))
    dated = parse(edtf)
    if dated.is_certainly_within(first, last):
        assert dated.is_possibly_within(first, last)
        assert dated.earliest > OPEN_START
        assert dated.latest < OPEN_END


@given(dates, days)
def test_an_exact_day_is_certain_where_it_is_possible(edtf: str, day: date) -> None:
    window = day.toordinal(), day.toordinal()
    dated = parse(edtf)
    if dated.is_possibly_within(*window) and dated.exact:
        assert dated.is_certainly_within(*window)


@given(dates)
def test_words_and_labels_fit(edtf: str) -> None:
    for words in (describe(edtf), describe(edtf, weekday=True)):
        assert words.isprintable()
        assert words == words.strip()
        assert "  " not in words
    found = label(edtf)
    assert len(found) <= LABEL_CELLS
    assert found.isprintable()
    assert (found == "") == parse(edtf).exact


@given(dates)
def test_no_day_is_invented(edtf: str) -> None:
    assume(not re.search("-24", edtf))  # a winter is said with the year that it ends in: 2016–17
    named = {str(int(day)) for day in re.findall(r"-[0-9]{2}-([0-9]{2})", edtf)}
    for words in (describe(edtf), label(edtf)):
        assert set(re.findall(r"(?<!\d)\d{1,2}(?![\dX])", words)) <= named


@given(dates)
def test_what_is_not_exact_says_so(edtf: str) -> None:
    dated = parse(edtf)
    words = describe(edtf)
    assert ("about" in words) == dated.approximate
    assert ("perhaps" in words) == dated.uncertain
    assert ("going on" in words) == dated.goes_on
    assert ("end not known" in words) == dated.end_unknown


def fault_of(reader: Callable[[str], object], text: str) -> str:
    """Return the sentence that a reader answers a text with; an empty one when it reads it."""
    try:
        reader(text)
    except DateError as error:
        return str(error)
    return ""


@given(texts, st.sampled_from([parse, parse_span, describe, label, read_date, read_range]))
def test_whatever_is_not_a_date_is_a_date_error(text: str, reader: Callable[[str], object]) -> None:
    fault = fault_of(reader, text)
    assert one_line(fault) == fault  # nothing in it drives a terminal
    assert len(fault) < 400


@given(texts, st.integers(OPEN_START, OPEN_END), st.integers(1, OPEN_END - 1))
def test_whatever_is_typed_is_edtf_or_a_date_error(text: str, current: int, today: int) -> None:
    try:
        edtf = read_date(text, today, current)
    except DateError:
        return
    assert parse(edtf).text == edtf
    assert read_date(edtf) == edtf


@given(texts)
def test_a_range_is_in_order(text: str) -> None:
    try:
        first, last = read_range(text)
    except DateError:
        return
    assert OPEN_START <= first <= last <= OPEN_END


@given(days)
def test_days_are_read_as_they_are_said(day: date) -> None:
    iso = day.isoformat()
    assert read_date(describe(iso)) == iso
    assert read_date(describe(iso, weekday=True)) == iso
    assert read_date(day_name(day.toordinal())) == iso


sayable = st.one_of(
    st.builds(str.__add__, plain_parts, marks),
    days.map(lambda day: f"{day.isoformat()[:7]}-XX"),
    close_pairs.map("/".join),
    (plain_pairs | close_pairs).map("[{0[0]}..{0[1]}]".format),
    plain_parts.map("{}/..".format),
    plain_parts.map("{}/".format),
    plain_parts.map("../{}".format),
    plain_parts.map("/{}".format),
    plain_parts.map("[..{}]".format),
    plain_parts.map("[{}..]".format),
    st.lists(days.map(date.isoformat), min_size=2, max_size=4).map(lambda listed: f"[{','.join(listed)}]"),
    st.lists(days.map(date.isoformat), min_size=2, max_size=4).map(lambda listed: f"{{{','.join(listed)}}}"),
)


@given(sayable)
def test_what_is_said_can_be_typed(edtf: str) -> None:
    typed, meant = parse(read_date(describe(edtf))), parse(edtf)
    assert (typed.earliest, typed.latest) == (meant.earliest, meant.latest)
    assert (typed.goes_on, typed.end_unknown) == (meant.goes_on, meant.end_unknown)
    assert (typed.approximate, typed.uncertain) == (meant.approximate, meant.uncertain)


@given(st.dates(date(1500, 1, 1), date(2500, 12, 31)), st.integers(-1200, 1200))
def test_months_on_end_in_the_right_month(day: date, months: int) -> None:
    found = date.fromisoformat(read_date(f"{months:+}m", current=day.toordinal()))
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == min(day.day, calendar.monthrange(found.year, found.month)[1])


@given(st.dates(date(1500, 1, 1), date(2500, 12, 31)), st.integers(-9999, 9999))
def test_weeks_on_are_sevens_of_days(day: date, weeks: int) -> None:
    current = day.toordinal()
    assert read_date(f"{weeks:+}w", current=current) == read_date(f"{weeks * 7:+}d", current=current)


@given(days, days)
def test_a_range_has_the_days_that_it_names(one: date, other: date) -> None:
    first, last = sorted((one, other))
    expected = (first.toordinal(), last.toordinal())
    assert read_range(f"{first}..{last}") == read_range(f"{first}/{last}") == expected
    assert read_range(f"{day_name(expected[0])} .. {day_name(expected[1])}") == expected
    assert read_range(f"{first}..") == (expected[0], OPEN_END)
    assert read_range(f"..{last}") == (OPEN_START, expected[1])


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 9999), st.sampled_from("/.-"))
def test_the_month_is_never_taken_to_come_first(day: int, month: int, year: int, separator: str) -> None:
    assume(day != month)
    text = f"{day}{separator}{month}{separator}{year:04}"
    assert "could be" in fault_of(read_date, text)


# The library takes some 14 ms a date, pads unknown ends by ten years, ends winter with December and counts year 0.
checkable = st.one_of(
    plain_parts,
    st.builds(str.__add__, plain_parts, st.sampled_from("~?%")),
    days.map(lambda day: f"{day.isoformat()[:7]}-XX"),
    days.map(lambda day: f"{day.isoformat()[:4]}-XX-XX"),
    st.dates(date(10, 1, 1)).map(lambda day: f"{day.isoformat()[:3]}X"),
    st.builds(lambda day, season: f"{day.isoformat()[:4]}-{season}", days, st.integers(21, 23)),
    (plain_pairs | close_pairs).map("/".join),
    close_pairs.map("[{0[0]}..{0[1]}]".format),
    close_pairs.map("{{{0[0]}..{0[1]}}}".format),
    st.lists(plain_parts, min_size=2, max_size=3).map(lambda listed: f"[{','.join(listed)}]"),
)


@settings(max_examples=40, deadline=None)
@given(checkable)
def test_the_edtf_library_agrees(edtf: str) -> None:
    known = parse_edtf(edtf)
    first, last = (date(*moment[:3]).toordinal() for moment in (known.lower_strict(), known.upper_strict()))
    assert parse_span(edtf)[:2] == (first, last)


@settings(max_examples=20, deadline=None)
@given(checkable)
def test_the_edtf_library_takes_what_we_write(edtf: str) -> None:
    try:
        written = read_date(describe(edtf))
    except DateError:
        return
    parse_edtf(written)

"""Windows stay within the whole, ticks within the line, whatever the span: one day or five thousand years."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.drawing.scale import FIRST_DAY, LAST_DAY, LENGTHS, Scale, Window, fitted, ticks, zoomed

YEAR = 365
LENGTHS_TO_TRY = (1, 2, 7, 31, 123, YEAR, 10 * YEAR, 100 * YEAR, 1000 * YEAR, 5000 * YEAR)

days = st.integers(FIRST_DAY, LAST_DAY)
windows = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))
line_widths = st.integers(1, 300)


@st.composite
def windows_within(draw: st.DrawFn) -> tuple[Window, Window]:
    """Draw a whole and a window inside it."""
    whole = draw(windows)
    pair = draw(st.tuples(st.integers(whole.first, whole.last), st.integers(whole.first, whole.last)))
    return whole, Window(min(pair), max(pair))


def is_within(window: Window, whole: Window) -> bool:
    return whole.first <= window.first <= window.last <= whole.last


# windows


@given(windows_within(), st.data())
def test_zoom_stays_within_the_whole(pair: tuple[Window, Window], data: st.DataObject) -> None:
    whole, window = pair
    around = data.draw(st.integers(whole.first, whole.last))
    step = data.draw(st.sampled_from((-1, 1)))
    found = zoomed(window, around, step, whole)
    assert is_within(found, whole)
    assert found.days <= window.days if step > 0 else found.days >= window.days


@given(windows_within(), st.data())
def test_zoom_keeps_its_day_in_sight(pair: tuple[Window, Window], data: st.DataObject) -> None:
    whole, window = pair
    around = data.draw(st.integers(window.first, window.last))
    assert around in zoomed(window, around, 1, whole)
    assert around in zoomed(window, around, -1, whole)


@given(windows, st.data())
def test_zooming_ends_at_a_day_and_at_the_whole(whole: Window, data: st.DataObject) -> None:
    around = data.draw(st.integers(whole.first, whole.last))
    window = whole
    for _ in LENGTHS:
        window = zoomed(window, around, 1, whole)
    assert window.days == min(whole.days, LENGTHS[0])
    for _ in LENGTHS:
        window = zoomed(window, around, -1, whole)
    assert window == whole


@given(windows, st.integers(-LAST_DAY, 2 * LAST_DAY), st.integers(1, LAST_DAY))
def test_fitted_window_has_its_length_within_the_whole(whole: Window, first: int, length: int) -> None:
    window = fitted(first, length, whole)
    assert is_within(window, whole)
    assert window.days == min(length, whole.days)


@given(windows, st.integers(-LAST_DAY, LAST_DAY))
def test_moved_window_stays_in_the_calendar(window: Window, by: int) -> None:
    moved = window.moved(by)
    assert is_within(moved, Window(FIRST_DAY, LAST_DAY))
    assert moved.days == window.days


# columns


@given(windows, line_widths)
def test_every_day_of_the_window_has_a_column_on_the_line(window: Window, width: int) -> None:
    scale = Scale(window, width)
    assert scale.column(window.first) == 0
    assert 0 <= scale.column(window.last) < width
    assert scale.column(window.first - 1) < 0
    assert scale.column(window.last + 1) >= width


@given(windows, line_widths)
def test_edges_divide_the_window(window: Window, width: int) -> None:
    edges = Scale(window, width).edges()
    assert len(edges) == width + 1
    assert (edges[0], edges[-1]) == (window.first, window.last + 1)
    assert edges == sorted(edges)


@given(windows, line_widths, st.data())
def test_a_day_lies_between_the_edges_of_its_column(window: Window, width: int, data: st.DataObject) -> None:
    scale = Scale(window, width)
    day = data.draw(st.integers(window.first, window.last))
    edges = scale.edges()
    column = scale.column(day)
    assert edges[column] <= day < edges[column + 1]


@given(windows, line_widths, st.data())
def test_a_column_shows_a_day_that_it_covers(window: Window, width: int, data: st.DataObject) -> None:
    """A click on the second cell of a wide day once went to the day after."""
    scale = Scale(window, width)
    column = data.draw(st.integers(0, width - 1))
    day = scale.day_at(column)
    assert day in window
    assert scale.column(day) <= column
    assert day == window.last or scale.column(day + 1) > column or scale.column(day) == column


def test_a_wide_day_fills_its_columns() -> None:
    scale = Scale(Window(1, 3), 7)
    counts = [0] * 7
    for day, count in ((1, 5), (2, 6), (3, 7)):
        counts[scale.column(day)] = count
    assert scale.spread(counts) == [5, 5, 6, 6, 7, 7, 7]
    assert Scale(Window(1, 9), 3).spread([1, 2, 3]) == [1, 2, 3]


# ticks


def assert_readable(found: list[tuple[int, str]], width: int) -> None:
    end = -1
    for column, label in found:
        assert column > end, f"{label!r} runs into the one before: {found}"
        assert 0 <= column < width
        end = column + len(label)
        assert end <= width, f"{label!r} leaves the line"


@given(windows, line_widths)
@example(Window(735984, 736130), 44)  # February has fewer cells than other months
def test_ticks_never_touch_nor_leave_the_line(window: Window, width: int) -> None:
    assert_readable(ticks(Scale(window, width)), width)


@pytest.mark.parametrize("length", LENGTHS_TO_TRY)
@pytest.mark.parametrize("width", [20, 40, 80, 200, 300])
def test_every_length_has_ticks(length: int, width: int) -> None:
    first = dt.date(2016, 2, 27).toordinal() if length <= 1000 * YEAR else dt.date(1000, 1, 1).toordinal()
    found = ticks(Scale(Window(first, first + length - 1), width))
    assert_readable(found, width)
    assert found


@given(windows, line_widths)
def test_a_tick_stands_at_the_day_it_names(window: Window, width: int) -> None:
    scale = Scale(window, width)
    for column, label in ticks(scale):
        if label.isdigit():
            assert scale.column(dt.date(int(label), 1, 1).toordinal()) == column


def test_ticks_of_four_months_are_months() -> None:
    first, last = dt.date(2016, 5, 1).toordinal(), dt.date(2016, 8, 31).toordinal()
    assert [label for _, label in ticks(Scale(Window(first, last), 60))] == ["May 2016", "Jun", "Jul", "Aug"]


def test_ticks_of_ten_days_are_days() -> None:
    first = dt.date(2016, 6, 1).toordinal()
    labels = [label for _, label in ticks(Scale(Window(first, first + 9), 100))]
    assert labels == [f"{day} Jun" for day in range(1, 11)]  # no room for the year


@pytest.mark.parametrize(
    ("first", "days", "width", "expected"),
    [
        (dt.date(2016, 6, 4), 3, 60, ["Sat 4 Jun 2016", "Sun 5 Jun", "Mon 6 Jun"]),
        (dt.date(2016, 6, 4), 1, 40, ["Sat 4 Jun 2016"]),
        (dt.date(2016, 12, 28), 14, 30, ["2 Jan 2017", "9 Jan"]),
        (dt.date(2016, 12, 20), 28, 60, ["26 Dec 2016", "2 Jan 2017", "9 Jan"]),
        (dt.date(2016, 11, 1), 123, 80, ["Nov 2016", "Dec", "Jan 2017", "Feb"]),
        (dt.date(2014, 1, 1), 730, 90, ["Jan 2014", "Apr", "Jul", "Oct", "Jan 2015", "Apr", "Jul", "Oct"]),
        (dt.date(1, 1, 1), 3_652_059, 60, ["2000", "4000", "6000", "8000"]),
    ],
)
def test_ticks_name_their_year_where_it_is_needed(first: dt.date, days: int, width: int, expected: list[str]) -> None:
    start = first.toordinal()
    assert [label for _, label in ticks(Scale(Window(start, start + days - 1), width))] == expected


def test_a_line_of_no_width_has_no_ticks() -> None:
    assert ticks(Scale(Window(1, 10), 0)) == []

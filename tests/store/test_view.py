"""Views: rows, positions, neighbours and counts of some of a timeline's events."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyroaring import BitMap

from store.dates import parse
from store.timeline import Timeline
from store.view import View, any_of, histogram
from tests.store.timelines import a_timeline, dated

DATES = (
    "2016-06-01",  # 0
    "2016-06-01",  # 1
    "2016-06-01/2016-06-09",  # 2
    "[2016-06-01..2016-06-02]",  # 3, some day that may be 1 June: a group of its own
    "2016-06-04",  # 4
    "2016-06",  # of 1 June, not known: 4 by order, see `ORDER`
    "2016-06-09",
    "2016-07",
    "2016-07-01",
)
ORDER = ("e0", "e1", "e2", "e3", "e5", "e4", "e6", "e8", "e7")
"""Known days stand before days that may be the same."""


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    found = a_timeline(tmp_path, *dated(*DATES))
    assert tuple(found.ids) == ORDER
    return found


def rows_of(view: View) -> list[str]:
    """Return what the rows of a view show: ids, and headings as their day with "?" when it is not known."""
    days = view.timeline.days
    shown = []
    for kind, number in map(view.row, range(view.rows)):
        if kind == "event":
            shown.append(view.timeline.ids[number])
        else:
            group = days.days[number] - parse("2016-05-31").earliest
            shown.append(f"{group}{'' if days.known[number] else '?'} ({view.group_size(number)})")
    return shown


def test_rows_of_everything(timeline: Timeline) -> None:
    view = View(timeline, timeline.everything)
    assert rows_of(view) == (
        ["1 (3)", "e0", "e1", "e2", "1? (2)", "e3", "e5", "4 (1)", "e4", "9 (1)", "e6", "31 (1)", "e8", "31? (1)", "e7"]
    )
    assert (view.size, view.rows) == (9, 15)


def test_rows_of_some(timeline: Timeline) -> None:
    view = View(timeline, BitMap([1, 2, 4, 6, 8]))
    assert rows_of(view) == ["1 (2)", "e1", "e2", "1? (1)", "e5", "9 (1)", "e6", "31? (1)", "e7"]


def test_one_event(timeline: Timeline) -> None:
    view = View(timeline, BitMap([5]))
    assert rows_of(view) == ["4 (1)", "e4"]
    assert (view.row_of(5), view.position_of(5), view.at(0)) == (1, 0, 5)
    assert (view.next_day(5, 1), view.next_day(5, -1)) == (None, None)


def test_nothing(timeline: Timeline) -> None:
    view = View(timeline, BitMap())
    assert (view.rows, view.size, list(view.groups)) == (0, 0, [])
    assert (view.nearest(3), view.nearest_to_day(5), view.next_day(3, 1), view.next_day(3, -1)) == (None,) * 4
    assert (view.next_in(timeline.everything, 3, 1), view.next_in(timeline.everything, 3, -1)) == (None, None)
    assert view.counts(timeline.by_actor) == {"sdf": 0, "is": 0}
    assert view.histogram([0, 5, 3652060]) == [0, 0]


def test_of_a_timeline_without_events(tmp_path: Path) -> None:
    timeline = a_timeline(tmp_path)
    view = View(timeline, timeline.everything)
    assert (view.rows, view.size, list(view.groups)) == (0, 0, [])
    assert (view.nearest(0), view.nearest_to_day(5)) == (None, None)
    assert view.histogram([0, 5, 3652060]) == [0, 0]


def test_rows_and_positions_there_and_back(timeline: Timeline) -> None:
    view = View(timeline, BitMap([0, 3, 4, 8]))
    for position, ordinal in enumerate([0, 3, 4, 8]):
        assert view.at(position) == ordinal
        assert view.position_of(ordinal) == position
        assert view.row(view.row_of(ordinal)) == ("event", ordinal)
    assert [view.position_of(ordinal) for ordinal in range(9)] == [0, 1, 1, 1, 2, 3, 3, 3, 3]


def test_nearest_in_date(timeline: Timeline) -> None:
    view = View(timeline, BitMap([0, 6, 8]))  # 1 and 9 June, "July"
    assert [view.nearest(ordinal) for ordinal in range(9)] == [0, 0, 0, 0, 0, 0, 6, 8, 8]


def test_of_two_as_near_a_filter_shows_the_one_before_and_a_day_the_one_after(tmp_path: Path) -> None:
    timeline = a_timeline(tmp_path, *dated("2016-06-01", "2016-06-03", "2016-06-05"))
    view = View(timeline, BitMap([0, 2]))
    assert view.nearest(1) == 0
    assert view.nearest_to_day(parse("2016-06-03").earliest) == 2


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("0001-01-01", "e0"),
        ("2016-06-01", "e0"),
        ("2016-06-02", "e5"),
        ("2016-06-03", "e4"),
        ("2016-06-04", "e4"),
        ("2016-06-06", "e4"),
        ("2016-06-07", "e6"),
        ("2016-07-01", "e8"),
        ("9999-12-31", "e7"),
    ],
)
def test_nearest_to_a_day(timeline: Timeline, day: str, found: str) -> None:
    nearest = View(timeline, timeline.everything).nearest_to_day(parse(day).earliest)
    assert nearest is not None
    assert timeline.ids[nearest] == found


def test_next_and_previous_day(timeline: Timeline) -> None:
    view = View(timeline, BitMap([1, 2, 4, 6, 8]))
    assert [view.next_day(ordinal, 1) for ordinal in (1, 2, 4, 6, 8)] == [4, 4, 6, 8, None]
    assert [view.next_day(ordinal, -1) for ordinal in (1, 2, 4, 6, 8)] == [None, None, 1, 4, 6]


def test_next_and_previous_day_from_an_event_that_is_not_in_the_view(timeline: Timeline) -> None:
    view = View(timeline, BitMap([1, 2, 4, 6, 8]))
    assert [view.next_day(ordinal, 1) for ordinal in (0, 3, 5, 7)] == [4, 6, 6, 8]
    assert [view.next_day(ordinal, -1) for ordinal in (0, 3, 5, 7)] == [None, 1, 4, 6]


def test_next_and_previous_match(timeline: Timeline) -> None:
    view = View(timeline, BitMap([0, 2, 4, 6]))
    others = BitMap([2, 3, 6, 8])
    assert [view.next_in(others, ordinal, 1) for ordinal in range(9)] == [2, 2, 6, 6, 6, 6, None, None, None]
    assert [view.next_in(others, ordinal, -1) for ordinal in range(9)] == [None, None, None, 2, 2, 2, 2, 6, 6]


def test_counts(timeline: Timeline) -> None:
    view = View(timeline, BitMap([0, 2, 4]))
    facet = {"a": BitMap([0, 1, 2]), "b": BitMap(), "c": BitMap([8])}
    assert view.counts(facet) == {"a": 2, "b": 0, "c": 0}
    assert view.count(BitMap([2, 4, 6])) == 2


def test_histogram(timeline: Timeline) -> None:
    edges = [parse(text).earliest for text in ("2016-05-01", "2016-06-01", "2016-06-02", "2016-06-04", "2016-07-01")]
    view = View(timeline, timeline.everything)
    assert view.histogram(edges) == [0, 5, 0, 2]
    assert view.histogram([*edges, edges[-1] + 1]) == [0, 5, 0, 2, 2]
    assert view.histogram(edges[:1]) == []
    assert histogram(timeline, BitMap([0, 3, 5]), edges) == [0, 2, 0, 1]


def test_any_of() -> None:
    facet = {"a": BitMap([1]), "b": BitMap([2])}
    assert any_of(facet, ["a", "b", "unheard of"]) == BitMap([1, 2])
    assert any_of(facet, []) == any_of(facet, ["c"]) == BitMap()


def test_views_leave_the_timeline_as_it_is(timeline: Timeline) -> None:
    before = {name: BitMap(events) for name, events in timeline.by_actor.items()}
    view = View(timeline, timeline.by_actor["sdf"])
    view.next_in(timeline.everything, 0, 1)
    view.counts(timeline.by_actor)
    assert timeline.by_actor == before
    assert timeline.everything == BitMap(range(9))


def test_days_without_events_of_the_view_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=number) for number in range(200)]
    timeline = a_timeline(tmp_path, *dated(*map(str, days)))
    searches: list[int] = []

    def counted(starts: Sequence[int], ordinal: int, low: int) -> int:
        searches.append(ordinal)
        return bisect_right(starts, ordinal, low)

    monkeypatch.setattr("store.view.bisect_right", counted)
    view = View(timeline, BitMap([3, 150, 199]))
    assert len(searches) <= 3
    assert list(view.groups) == [3, 150, 199]
    assert View(timeline, timeline.everything).groups == View(timeline, BitMap(range(200))).groups
    assert len(searches) <= 3

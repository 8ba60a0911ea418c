"""Sums over sets of events from bitmaps are the sums that one gets event by event."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from store.weights import Weights
from tests.builders import an_event
from tests.tui.worlds import a_timeline

some_events = st.sets(st.integers(0, 40)).map(BitMap)
some_numbers = st.dictionaries(st.integers(0, 40), st.integers(0, 5000))


def kept(numbers: dict[int, int]) -> dict[int, BitMap]:
    """Return events under their number, as an index keeps them."""
    return {number: BitMap(at for at in numbers if numbers[at] == number) for number in numbers.values()}


@given(some_numbers, some_events)
def test_total_is_the_sum_event_by_event(numbers: dict[int, int], events: BitMap) -> None:
    weights = Weights.of(kept(numbers))
    assert weights.total(events) == sum(numbers.get(at, 0) for at in events)
    assert weights.known == BitMap(numbers)


@given(some_numbers, st.integers(0, 6000))
def test_equal_to_finds_the_very_number(numbers: dict[int, int], number: int) -> None:
    assert Weights.of(kept(numbers)).equal_to(number) == BitMap(at for at in numbers if numbers[at] == number)


@given(some_numbers, st.integers(0, 6000))
def test_at_least_finds_it_and_all_higher_ones(numbers: dict[int, int], number: int) -> None:
    assert Weights.of(kept(numbers)).at_least(number) == BitMap(at for at in numbers if numbers[at] >= number)


@given(st.lists(some_events, max_size=12))
def test_counting_says_in_how_many_sets_an_event_is(sets: list[BitMap]) -> None:
    everything = BitMap(range(41))
    weights = Weights.counting(sets, everything)
    for number in range(len(sets) + 2):
        expected = BitMap(at for at in everything if sum(at in events for events in sets) == number)
        assert weights.equal_to(number) == expected
    assert weights.total(everything) == sum(map(len, sets))


def test_histogram_adds_up_by_bins_of_days() -> None:
    timeline = a_timeline(events=[an_event(date=f"2016-06-{day:02}") for day in (1, 1, 2, 5, 9)])
    first = dt.date(2016, 6, 1).toordinal()
    weights = Weights.of({7: BitMap([0]), 2: BitMap([1, 2]), 100: BitMap([4])})
    found = weights.histogram(timeline, timeline.everything, [first, first + 1, first + 5, first + 30])
    assert found == [9, 2, 100]
    assert weights.histogram(timeline, BitMap([1, 3]), [first, first + 30]) == [2]

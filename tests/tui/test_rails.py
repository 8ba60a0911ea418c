"""Rails: every offensive has a lane of its own for as long as it runs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Offensive
from store.rails import LETTERS, Rails
from store.timeline import Timeline
from tests.builders import an_event, an_offensive
from tests.tui.worlds import JUNE, a_timeline, iso, span, text_of, the_war
from tui.drawing.event_row import lanes_for
from tui.drawing.rails import gutter, legend

spans_of_days = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(0, 80)), max_size=12)


def a_world(spans: list[tuple[int, int, int]]) -> Timeline:
    """Return offensives that begin and last as given, each with an event on some day, perhaps after its end."""
    offensives = [
        an_offensive(id=f"o{n}", date=span(JUNE + start, JUNE + start + length))
        for n, (start, length, _day) in enumerate(spans)
    ]
    events = [
        an_event(id=f"e{n}", date=iso(JUNE + day), offensives=[f"o{n}"])
        for n, (_start, _length, day) in enumerate(spans)
    ]
    return a_timeline(offensives=offensives, events=events)


def days_of(offensive: Offensive) -> range:
    """Return the days on which an offensive of `a_world` runs."""
    first, last = offensive.date.split("/")
    start = next(day for day in range(JUNE, JUNE + 200) if iso(day) == first)
    return range(start, next(day for day in range(start, JUNE + 200) if iso(day) == last) + 1)


@settings(max_examples=60, deadline=None)
@given(spans_of_days)
def test_no_two_offensives_share_a_lane_on_a_day(spans: list[tuple[int, int, int]]) -> None:
    timeline = a_world(spans)
    rails = Rails(timeline, timeline.everything)
    assert set(rails.lane_of) == set(timeline.offensives)
    for offensive in timeline.offensives.values():
        lane = rails.lane_of[offensive.id]
        for day in days_of(offensive):
            run = rails.at(day, lane)
            assert run is not None
            assert run.offensive == offensive.id


@settings(max_examples=60, deadline=None)
@given(spans_of_days)
def test_an_event_has_its_node_on_the_lane_of_its_own_offensive(spans: list[tuple[int, int, int]]) -> None:
    """Before or after the offensive's days another may run on the lane: then the node stands beside the lanes."""
    timeline = a_world(spans)
    rails = Rails(timeline, timeline.everything)
    for ordinal in range(timeline.size):
        own = timeline.event(ordinal).offensives
        day = timeline.earliest[ordinal]
        run = rails.at(day, rails.lane_of[own[0]])
        is_free = run is None or run.offensive == own[0]
        nodes = text_of(gutter(rails, len(rails), day, own, "◆"))
        assert nodes.count("◆") == 1
        assert nodes[2 * (rails.lane_of[own[0]] if is_free else len(rails))] == "◆"


def test_an_event_of_two_offensives_on_one_lane_stands_on_it() -> None:
    timeline = a_world([(0, 5, 0), (10, 5, 10)])
    rails = Rails(timeline, timeline.everything)
    for own in (("o0", "o1"), ("o1", "o0")):
        for day in (2, 12):
            assert text_of(gutter(rails, 1, JUNE + day, own, "◆")) == "◆   "


def test_an_event_of_two_offensives_at_once_has_two_nodes() -> None:
    timeline = a_world([(0, 5, 0), (0, 5, 0)])
    rails = Rails(timeline, timeline.everything)
    assert text_of(gutter(rails, 2, JUNE, ("o0", "o1"), "◆")) == "◆ ◆   "


@settings(max_examples=30, deadline=None)
@given(spans_of_days, st.integers(0, 14), st.integers(0, 90))
def test_a_gutter_is_as_wide_for_every_row(spans: list[tuple[int, int, int]], lanes: int, day: int) -> None:
    timeline = a_world(spans)
    rails = Rails(timeline, timeline.everything)
    lanes = min(lanes, len(rails))
    assert len(text_of(gutter(rails, lanes, JUNE + day))) == 2 * lanes + 2
    assert len(text_of(gutter(rails, lanes, JUNE + day, ("o0",), "•"))) == 2 * lanes + 2
    assert len(text_of(legend(rails, lanes, JUNE + day))) == 2 * lanes


def test_lanes_are_used_again() -> None:
    timeline = a_world([(0, 5, 0), (10, 5, 10), (3, 20, 4)])
    rails = Rails(timeline, timeline.everything)
    assert len(rails) == 2
    assert rails.lane_of["o0"] == rails.lane_of["o1"] != rails.lane_of["o2"]


def test_event_beyond_the_lanes_there_is_room_for_stands_at_the_end() -> None:
    timeline = a_world([(0, 9, 0), (0, 8, 1), (0, 7, 2)])
    rails = Rails(timeline, timeline.everything)
    line = gutter(rails, 1, JUNE + 2, ("o2",), "◆")
    assert text_of(line) == "│ ◆ "


def test_a_campaign_has_no_rail() -> None:
    campaign = an_offensive(id="inherent-resolve")
    part = an_offensive(parent="inherent-resolve")
    timeline = a_timeline(offensives=[campaign, part])
    assert set(Rails(timeline, timeline.everything).lane_of) == {part.id}


def test_only_offensives_of_the_view_have_rails() -> None:
    timeline = the_war()
    rails = Rails(timeline, timeline.by_offensive["raqqa"])
    assert set(rails.lane_of) == {"raqqa"}


def test_letters_name_lanes_as_far_as_they_go() -> None:
    timeline = a_world([(0, 5, 0)] * 30)
    rails = Rails(timeline, timeline.everything)
    assert len(rails) == 30
    letters = sorted(rails.letter(f"o{n}") for n in range(30))
    assert letters == sorted(LETTERS + " " * 4)
    assert rails.letter("nothing") == " "
    assert len(text_of(legend(rails, 26, JUNE))) == 52


def test_a_dangling_offensive_gets_the_loose_column() -> None:
    timeline = a_timeline(offensives=[], events=[an_event(offensives=["nowhere"])])
    rails = Rails(timeline, timeline.everything)
    assert len(rails) == 0
    assert text_of(gutter(rails, 0, JUNE, ("nowhere",), "◆")) == "◆ "


def test_rails_leave_room_for_titles() -> None:
    timeline = a_world([(0, 5, 0)] * 30)
    rails = Rails(timeline, timeline.everything)
    assert [lanes_for(width, rails) for width in (20, 36, 60, 100, 300)] == [2, 3, 9, 12, 12]

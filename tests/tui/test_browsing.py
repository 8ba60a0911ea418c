"""The state of the browser: one cursor, one filter, one window, and what they do to each other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from store.filter import Filter
from store.opening import OPENING_DAYS
from store.timeline import Timeline
from tests.builders import a_meta, an_event, an_offensive
from tests.tui.worlds import JUNE, a_timeline, iso, span, the_war
from tui.browsing import Browsing

THE_WAR = the_war()


def at(state: Browsing) -> str:
    """Return the id of the event under the cursor."""
    assert state.cursor is not None
    return state.timeline.ids[state.cursor]


def on(timeline: Timeline, event_id: str) -> Browsing:
    state = Browsing(timeline)
    state.highlight(timeline.ordinal_of[event_id])
    return state


def is_in_sight(state: Browsing) -> bool:
    """Tell whether the window holds the cursor's day."""
    return state.day is not None and state.day in state.window


def is_consistent(state: Browsing) -> bool:
    """Tell whether cursor, view and window fit each other."""
    inside = state.whole.first <= state.window.first <= state.window.last <= state.whole.last
    if not state.view.size:
        return inside and state.cursor is None
    return inside and state.cursor is not None and state.cursor in state.view.events


# opening


def test_opens_on_the_first_event() -> None:
    assert Browsing(THE_WAR).cursor == 0


def test_opens_where_the_store_asks() -> None:
    for opens_at, expected in ((iso(JUNE + 3), "manbij-3"), ("raqqa-7", "raqqa-7"), ("rubbish", "manbij-0")):
        assert at(Browsing(the_war(meta=a_meta(opens_at=opens_at)))) == expected


def test_window_at_the_start_holds_the_cursor() -> None:
    state = Browsing(THE_WAR)
    assert is_consistent(state)
    assert is_in_sight(state)
    assert state.window.days <= OPENING_DAYS


def test_empty_store_has_no_cursor() -> None:
    state = Browsing(a_timeline(events=[]))
    assert state.cursor is None
    assert state.position() == "no events"
    assert state.next_offensive(1) is None
    assert not state.back()
    assert not state.forward()


# the filter


def test_cursor_stays_with_its_event() -> None:
    state = on(THE_WAR, "manbij-4")
    state.apply(state.ask(Filter("offensive:manbij")))
    assert at(state) == "manbij-4"
    state.apply(state.ask(Filter()))
    assert at(state) == "manbij-4"


def test_cursor_goes_to_the_nearest_day_when_its_event_is_gone() -> None:
    state = on(THE_WAR, "raqqa-4")
    state.apply(state.ask(Filter("offensive:manbij")))
    assert at(state) == "manbij-4"


def test_filter_that_leaves_nothing_and_back() -> None:
    state = on(THE_WAR, "raqqa-4")
    state.apply(state.ask(Filter("nothing-like-it")))
    assert state.cursor is None
    assert state.position() == "0 of 21"
    state.apply(state.ask(Filter()))
    assert is_consistent(state)


def test_position_names_what_it_is_from() -> None:
    state = on(THE_WAR, "manbij-1")
    assert state.position() == "4 of 21"
    state.apply(state.ask(Filter("offensive:manbij")))
    assert state.position() == "2 of 10, from 21"


def test_chips_say_what_is_asked_for() -> None:
    state = Browsing(THE_WAR)
    wanted = (
        Filter('front "day 3"').choose(THE_WAR, "actor", "sdf", "only").choose(THE_WAR, "bloc", "Damascus", "never")
    )
    state.apply(state.ask(wanted))
    assert state.chips() == [
        ("front", "drop:0"),
        ('"day 3"', "drop:1"),
        ("actor:SDF", "drop:2"),
        ("-bloc:Damascus", "drop:3"),
    ]


def test_every_chip_can_be_dropped_on_its_own() -> None:
    state = Browsing(THE_WAR)
    state.apply(state.ask(Filter("front -actor:army").choose(THE_WAR, "actor", "sdf", "only")))
    assert len(state.chips()) == 3
    for text, action in state.chips():
        state.apply(state.ask(state.dropped(int(action.removeprefix("drop:")))))
        assert text not in [chip for chip, _action in state.chips()]
        state.apply(state.ask(Filter("front -actor:army").choose(THE_WAR, "actor", "sdf", "only")))


def test_ways_out_count_what_each_part_hides() -> None:
    state = Browsing(THE_WAR)
    state.apply(state.ask(Filter("offensive:raqqa").choose(THE_WAR, "actor", "sdf", "only")))
    assert state.view.size == 0
    assert dict(state.ways_out()) == {"offensive:raqqa": 10, "actor:SDF": 10}


def test_words_of_the_query_are_to_be_marked() -> None:
    state = Browsing(THE_WAR)
    state.apply(state.ask(Filter('Frönt "Day 3" -leaflets actor:sdf')))
    assert state.hits == ("front", "day 3")


# where the reader has been


def test_jumps_lead_back_one_by_one_and_forward_again() -> None:
    state = on(THE_WAR, "raqqa-1")
    for event in ("raqqa-5", "manbij-9"):
        state.jump(THE_WAR.ordinal_of[event])
    assert [state.back(), at(state), state.back(), at(state)] == [True, "raqqa-5", True, "raqqa-1"]
    assert not state.back()
    assert [state.forward(), at(state), state.forward(), at(state)] == [True, "raqqa-5", True, "manbij-9"]
    assert not state.forward()


def test_way_back_restores_query_event_and_window() -> None:
    state = on(THE_WAR, "manbij-1")
    state.zoom(1)
    before = state.here()
    state.leave()
    state.apply(state.ask(Filter("offensive:raqqa")))
    state.jump(THE_WAR.ordinal_of["raqqa-9"])
    state.zoom(0)
    after = state.here()
    assert [state.back(), state.back()] == [True, True]
    assert state.here() == before
    assert state.forward()
    assert state.forward()
    assert state.here() == after


def test_steps_from_match_to_match_are_one_jump() -> None:
    state = on(THE_WAR, "manbij-0")
    state.apply(state.ask(Filter("day")))
    for _ in range(4):
        assert state.next_match(1) is not None
    assert state.back()
    assert at(state) == "manbij-0"
    assert not state.back()


def test_matches_hold_the_words_and_not_only_pass_the_filter() -> None:
    state = on(THE_WAR, "manbij-0")
    state.apply(state.ask(Filter('"day 3" OR offensive:raqqa')))
    assert state.view.size == 11
    found = [state.next_match(1), state.next_match(1), state.next_match(1)]
    assert found == [THE_WAR.ordinal_of["manbij-3"], THE_WAR.ordinal_of["raqqa-3"], None]


def test_matches_of_a_query_without_words_are_the_view() -> None:
    state = on(THE_WAR, "manbij-0")
    state.apply(state.ask(Filter("offensive:manbij")))
    assert state.next_match(1) == THE_WAR.ordinal_of["manbij-1"]


# context


def test_lifted_filter_shows_everything_and_keeps_the_place() -> None:
    state = on(THE_WAR, "manbij-4")
    state.apply(state.ask(Filter("offensive:manbij")))
    state.lift()
    assert (at(state), state.view.size, len(state.passing)) == ("manbij-4", 21, 10)
    assert state.position() == "10 of 21, 10 pass"
    state.highlight(THE_WAR.ordinal_of["raqqa-4"])
    state.put_back()
    assert (at(state), state.view.size, state.filter) == ("manbij-4", 10, Filter("offensive:manbij"))


def test_another_filter_ends_the_context() -> None:
    state = on(THE_WAR, "manbij-4")
    state.apply(state.ask(Filter("offensive:manbij")))
    state.lift()
    state.apply(state.ask(Filter("offensive:raqqa")))
    assert not state.is_lifted
    assert state.view.size == 10


def test_context_of_an_empty_result_finds_back_to_the_event() -> None:
    state = on(THE_WAR, "manbij-4")
    state.apply(state.ask(Filter("nothing-like-it")))
    state.lift()
    assert at(state) == "manbij-4"


def test_next_offensive_obeys_the_filter() -> None:
    state = on(THE_WAR, "manbij-0")
    assert [state.next_offensive(1), state.next_offensive(-1)] == [THE_WAR.ordinal_of["raqqa-0"], None]
    state.apply(state.ask(Filter("offensive:manbij")))
    assert state.next_offensive(1) is None
    state.highlight(THE_WAR.ordinal_of["manbij-7"])
    assert state.next_offensive(-1) == THE_WAR.ordinal_of["manbij-0"]


# time


def test_window_follows_the_cursor() -> None:
    events = [an_event(id=f"e{n}", date=iso(JUNE + 100 * n)) for n in range(9)]
    state = Browsing(a_timeline(events=events))
    state.zoom(1)
    for ordinal in range(9):
        state.highlight(ordinal)
        assert is_in_sight(state)
        assert is_consistent(state)


def test_moving_the_window_past_the_cursor_takes_it_along() -> None:
    events = [an_event(id=f"e{n}", date=iso(JUNE + 10 * n)) for n in range(40)]
    state = Browsing(a_timeline(events=events))
    for _ in range(3):
        state.zoom(1)
    assert state.window.days == 14
    found = state.look_at(state.panned(1, "whole"))
    assert found == 2
    state.highlight(found)
    assert state.look_at(state.panned(1, "part")) is None
    assert state.look_at(state.panned(-1, "whole")) == 1


def test_open_ends_do_not_stretch_the_whole() -> None:
    events = [
        an_event(id="long-ago", date=f"../{iso(JUNE)}"),
        an_event(id="still", date=f"{iso(JUNE)}/.."),
        an_event(id="short", date=iso(JUNE + 5)),
    ]
    whole = Browsing(a_timeline(events=events)).whole
    assert (whole.first, whole.last) == (JUNE, JUNE + 5)


def test_window_in_words() -> None:
    events = [an_event(id="a", date="2015-03-02"), an_event(id="b", date="2017-11-30")]
    state = Browsing(a_timeline(events=events))
    state.zoom(0)
    assert state.window_words() == "2015 to 2017"
    state = Browsing(a_timeline(events=[an_event(id="a", date="2016-05-02"), an_event(id="b", date="2016-08-30")]))
    assert state.window_words() == "May to August 2016"
    state.zoom(1)
    state.zoom(1)
    state.zoom(1)
    assert state.window_words() == "2–15 May 2016"


def test_whole_spans_all_events() -> None:
    events = [an_event(id="a", date="1400-01-01/1400-03-01"), an_event(id="b", date="2016-01-01/2020-01-01")]
    whole = Browsing(a_timeline(events=events, offensives=[an_offensive(date=span(JUNE, JUNE + 1))])).whole
    assert (iso(whole.first), iso(whole.last)) == ("1400-01-01", "2020-01-01")


# any sequence of moves keeps the state whole

moves = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.sampled_from((-1, 0, 1))),
        st.tuples(st.just("pan"), st.sampled_from((-1, 1))),
        st.tuples(st.just("page"), st.sampled_from((-1, 1))),
        st.tuples(st.just("day"), st.sampled_from((-1, 1))),
        st.tuples(st.just("offensive"), st.sampled_from((-1, 1))),
        st.tuples(st.just("history"), st.sampled_from((-1, 1))),
        st.tuples(st.just("context"), st.just(0)),
        st.tuples(st.just("match"), st.sampled_from((-1, 1))),
        st.tuples(st.just("filter"), st.integers(0, 4)),
    ),
    max_size=30,
)
FILTERS = (
    Filter(),
    Filter("offensive:manbij"),
    Filter("no-such-word"),
    Filter().choose(THE_WAR, "actor", "sdf", "never"),
    Filter("day").choose(THE_WAR, "bloc", "Damascus", "only"),
)


def move(state: Browsing, what: str, value: int) -> None:
    """Do one move, as the screen would."""
    found: int | None = None
    match what:
        case "zoom":
            state.zoom(value)
        case "pan" | "page":
            found = state.look_at(state.panned(value, "part" if what == "pan" else "whole"))
        case "day" if state.cursor is not None:
            found = state.view.next_day(state.cursor, value)
        case "offensive":
            found = state.next_offensive(value)
        case "history":
            state.back() if value < 0 else state.forward()
        case "context":
            state.put_back() if state.is_lifted else state.lift()
        case "match":
            state.next_match(value)
        case "filter":
            state.leave()
            state.apply(state.ask(FILTERS[value]))
    if found is not None:
        state.jump(found)


@settings(max_examples=150, deadline=None)
@given(moves)
def test_cursor_view_and_window_stay_consistent(sequence: list[tuple[str, int]]) -> None:
    state = Browsing(THE_WAR)
    for what, value in sequence:
        move(state, what, value)
        assert is_consistent(state), (what, value)
        if state.cursor is not None:
            assert state.view.events[state.view.position_of(state.cursor)] == state.cursor

"""Rows of the list: exactly as wide as asked, with what is uncertain said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.rails import Rails
from store.text import clean
from store.timeline import Timeline
from store.view import View
from tests.builders import a_place, an_event
from tests.tui.texts import ARABIC, COMBINING, EMOJI, ESCAPES, MARKUP, WIDE, lines
from tests.tui.worlds import JUNE, a_timeline, text_of, the_war
from tui.drawing.event_row import dataset_name, event_line, heading_line
from tui.drawing.spans import width_of


def row(timeline: Timeline, ordinal: int, width: int, hits: tuple[str, ...] = ()) -> str:
    line = event_line(timeline, ordinal, Rails(timeline, timeline.everything), width, hits)
    assert width_of(line) == width
    return text_of(line)


@pytest.mark.parametrize("text", [WIDE, ARABIC, COMBINING, EMOJI, ESCAPES, MARKUP, "", "x" * 500])
@pytest.mark.parametrize("width", [24, 38, 60, 200])
def test_row_is_as_wide_as_asked(text: str, width: int) -> None:
    timeline = a_timeline(events=[an_event(title=text or "x")], places=[a_place(name=text or "x")])
    line = row(timeline, 0, width)
    assert clean(line) == line


@settings(max_examples=40, deadline=None)
@given(lines, st.integers(24, 120))
def test_row_is_as_wide_as_asked_whatever_the_title(title: str, width: int) -> None:
    row(a_timeline(events=[an_event(title=title)]), 0, width)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2016-06-04", ""),
        ("2016-06-04~", "~"),
        ("[2016-06-13..2016-06-15]", "13–15 Jun ?"),
        ("2016-05-31/2016-08-12", "to 12 Aug"),
        ("2016-06", "June ?"),
        ("2016", "2016 ?"),
    ],
)
def test_what_is_not_exact_says_so(date: str, said: str) -> None:
    assert row(a_timeline(events=[an_event(date=date, place="")]), 0, 80).rstrip().endswith(said or "Villages taken")


def test_vagueness_stays_when_the_title_is_long() -> None:
    timeline = a_timeline(events=[an_event(title="A very long title " * 9, date="2016-06")])
    assert row(timeline, 0, 50).endswith("June ?")


def test_place_is_left_out_where_the_title_names_it() -> None:
    timeline = a_timeline(events=[an_event(title="Fighting in MANBIJ"), an_event(title="Villages taken")])
    assert [row(timeline, ordinal, 80).count("Manbij") for ordinal in (0, 1)] == [0, 1]


def test_curated_and_imported_events_look_different_without_colour() -> None:
    timeline = a_timeline(events=[an_event(id="a"), an_event(id="b", origin="ucdp:b")])
    assert ["◆" in row(timeline, 0, 60), "•" in row(timeline, 1, 60)] == [True, True]


def test_found_words_are_marked() -> None:
    timeline = the_war()
    line = event_line(timeline, 1, Rails(timeline, timeline.everything), 80, ("front",))
    assert [span.text for span in line if span.look == "hit"] == ["front"]


@pytest.mark.parametrize("width", [24, 40, 100])
def test_heading_names_its_day_and_counts_what_is_under_it(width: int) -> None:
    timeline = the_war()
    view = View(timeline, timeline.everything)
    rails = Rails(timeline, timeline.everything)
    line = heading_line(view, timeline.days.of(timeline.ordinal_of["raqqa-3"]), rails, width)
    assert width_of(line) == width
    assert text_of(line).endswith("2")
    if width > 24:
        assert "Sat 4 June 2016" in text_of(line)


def test_heading_of_a_vague_date_claims_no_day() -> None:
    timeline = the_war()
    group = timeline.days.of(timeline.ordinal_of["vague"])
    line = heading_line(View(timeline, timeline.everything), group, Rails(timeline, timeline.everything), 100)
    assert timeline.days.days[group] == JUNE
    assert "day uncertain" in text_of(line)


def test_datasets_have_readable_names() -> None:
    assert [dataset_name(name) for name in ("curated", "ucdp", "acled", "deltabase")] == [
        "Curated",
        "UCDP",
        "ACLED",
        "Deltabase",
    ]

"""The article pane's text: everything that is known of an event, within its width, and nothing but text."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Claim, Event, Participant, Source
from store.reading import EventReading, read_event
from tests.builders import an_event
from tests.tui.texts import ESCAPES, HOSTILE, MARKUP, WIDE, lines
from tests.tui.worlds import JUNE, iso, text_of, the_war, war_events
from tui.drawing.article import LETTERS, MEASURE, article_lines
from tui.drawing.spans import Line, width_of


def crossing(**fields: Any) -> Event:
    """Return the event that the small war is about, with every field filled in."""
    defaults: dict[str, Any] = {
        "id": "crossing",
        "date": f"{iso(JUNE + 3)}~",
        "title": "Army said to enter Raqqa province",
        "date_note": "Some say a day later.",
        "summary": "The army **crossed** the _border_ of the province.\n\nIt was the first time since 2014.",
        "type": "state-based",
        "actors": [Participant(id="army", role="attacker"), Participant(id="is", role="defender")],
        "offensives": ["raqqa"],
        "claims": [
            Claim(attribution="SOHR", counted="killed", who="is", low=26, source=0),
            Claim(attribution="Syrian army", text="only at the edge"),
        ],
        "confidence": "disputed",
        "sources": [
            Source(publisher="SOHR", title="Advance", author="R. A.", url="https://example.org/1", date=iso(JUNE + 3)),
            Source(publisher="A paper"),
        ],
        "tags": ["ground", "first"],
        "notes": "Ask **them**.",
    }
    return an_event(**{**defaults, **fields})


def read(event: Event) -> EventReading:
    """Return the reading of an event within the small war."""
    timeline = the_war(events=[*war_events(), event])
    return read_event(timeline, timeline.ordinal_of[event.id])


def words(laid_out: list[Line]) -> str:
    """Return the article as running text."""
    return " ".join(" ".join(map(text_of, laid_out)).replace("\u00a0", " ").split())


def test_everything_known_of_an_event_is_in_its_article() -> None:
    text = words(article_lines(read(crossing()), 80))
    for part in (
        "Army said to enter Raqqa province",
        "MANBIJ,",
        "about 4 June 2016",
        "disputed: the sources contradict each other",
        "The army crossed the border of the province.",
        "It was the first time since 2014.",
        "Some say a day later.",
        "attacker",
        "Syrian Arab Army",
        "defender",
        "Islamic State",
        "at least 26 killed",
        "only at the edge",
        "— SOHR",
        "— Syrian army",
        "Advance",
        "R. A.",
        "Raqqa offensive",
        "ground, first",
        "Ask them.",
        "crossing",
    ):
        assert part in text, part


def test_claims_say_who_says_so_and_where() -> None:
    laid_out = article_lines(read(crossing()), 80)
    (row,) = [line for line in laid_out if "26 killed" in text_of(line)]
    assert text_of(row).startswith("who says")
    assert text_of(row).replace("\u00a0", " ").endswith("— SOHR [1]")
    assert row[-1].action == "source:1"


def test_only_what_can_be_opened_is_a_link() -> None:
    laid_out = article_lines(read(crossing()), 80)
    actions = {text_of(line).strip(): {span.action for span in line} for line in laid_out}
    assert next(action for text, action in actions.items() if text.startswith("1 SOHR")) == {"source:1", ""}
    assert actions["2 A paper"] == {""}


def test_meanwhile_names_other_offensives_by_letter() -> None:
    reading = read(crossing())
    laid_out = article_lines(reading, 80)
    keys = [line[0] for line in laid_out if line and line[0].look == "key" and line[0].text.strip() in LETTERS]
    assert [key.text.strip() for key in keys] == list(LETTERS[: len(reading.meanwhile)])
    assert [key.action for key in keys] == [f"event:{other.ordinal}" for other in reading.meanwhile]
    assert {other.offensive_id for other in reading.meanwhile} == {"manbij"}


@pytest.mark.parametrize("width", [19, 24, 36, 52, 80, 300])
def test_no_line_is_wider_than_asked(width: int) -> None:
    for event in (crossing(), crossing(title=HOSTILE, summary=HOSTILE, notes=HOSTILE, tags=[HOSTILE, WIDE * 9])):
        assert all(width_of(line) <= min(width, MEASURE) for line in article_lines(read(event), width))


@settings(max_examples=30, deadline=None)
@given(lines, st.integers(19, 120))
def test_any_text_stays_text_within_the_width(text: str, width: int) -> None:
    event = crossing(title=text or "x", summary=text, date_note=text, tags=[text], notes=text, place=text)
    laid_out = article_lines(read(event), width)
    assert all(width_of(line) <= width for line in laid_out)


def test_markup_is_shown_and_not_obeyed() -> None:
    event = crossing(title=MARKUP, claims=[Claim(attribution=MARKUP, text=MARKUP)], tags=[MARKUP])
    text = words(article_lines(read(event), 88))
    assert text.count("[bold red]") >= 4
    assert text.count("[@click=app.quit]") >= 4


def test_escapes_are_gone() -> None:
    event = crossing(title=ESCAPES, summary=ESCAPES, claims=[Claim(attribution=ESCAPES, text=ESCAPES)], tags=[ESCAPES])
    for line in article_lines(read(event), 60):
        for span in line:
            assert span.text.replace("\u00a0", " ").isprintable()


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "snake_case_name", "* not a list", "a_b_ c", "5*3*2", "**", "__init__ x"]
)
def test_marks_that_are_no_emphasis_stay(text: str) -> None:
    assert text in words(article_lines(read(crossing(summary=text)), 80))


def test_emphasis_is_a_look() -> None:
    looks = {span.text.strip(): span.look for line in article_lines(read(crossing()), 80) for span in line}
    assert looks["crossed"] == "strong"
    assert looks["border"] == "italic"


def test_found_words_are_marked() -> None:
    laid_out = article_lines(read(crossing()), 80, ("provin",))
    hits = [span.text for line in laid_out for span in line if span.look == "hit"]
    assert hits == ["provin", "provin"]  # in the headline and in the text


@pytest.mark.parametrize("letters", ["x", "word ", "_a", "*a", "**a ", "[b]", "漢", "e\u0301", "\n\n", "\x1b[3"])
def test_megabytes_are_cut_and_said_to_be(letters: str) -> None:
    text = letters * (2_000_000 // len(letters))
    reading = read(crossing(summary=text, notes=text))
    started = time.process_time()
    laid_out = article_lines(reading, 60)
    assert time.process_time() - started < 2
    if letters not in ("\n\n", "\x1b[3"):
        assert "dateline show crossing" in words(laid_out)


def test_an_event_of_which_nothing_is_known_has_an_article() -> None:
    bare = Event(id="bare", date="2016", title="Something")
    text = words(article_lines(read(bare), 40))
    assert "Something" in text
    assert "no source named" in text

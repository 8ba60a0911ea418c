"""Spans fill their lines exactly, whatever script they are in."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.texts import ARABIC, COMBINING, EMOJI, WIDE, ZERO_WIDTH, lines
from tui.drawing.spans import ELLIPSIS, Line, Span, fit, label, mark, pad, shorten, spread, width_of, wrap

SCRIPTS = (ARABIC, COMBINING, EMOJI, WIDE, ZERO_WIDTH)
widths = st.integers(min_value=0, max_value=60)
spans = st.lists(st.builds(Span, lines, st.sampled_from(("", "muted")), st.just("")), max_size=5)


def text_of(line: Line) -> str:
    return "".join(span.text for span in line)


def letters(line: Line) -> str:
    return "".join(text_of(line).split())


@given(lines, widths)
def test_shortened_text_fits(text: str, width: int) -> None:
    short = shorten(text, width)
    assert cell_len(short) <= width
    assert short == text or short.endswith(ELLIPSIS) or width == 0


@given(lines, widths)
def test_padded_text_is_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(pad(text, width)) == width


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_script_is_cut_through_a_character(text: str) -> None:
    for width in range(cell_len(text) + 2):
        short = shorten(text, width)
        assert cell_len(short) <= width
        assert short == text or text.startswith(short.removesuffix(ELLIPSIS))


@given(spans, widths)
def test_fitted_line_fits_and_keeps_the_order(line: Line, width: int) -> None:
    fitted = fit(line, width)
    assert width_of(fitted) <= width
    if width_of(line) <= width:
        assert fitted == line
    assert text_of(line).startswith(text_of(fitted).removesuffix(ELLIPSIS))


@given(spans, spans, widths)
def test_spread_line_is_as_wide_as_asked(left: Line, right: Line, width: int) -> None:
    line = spread(left, right, width)
    assert width_of(line) == width or (width_of(line) < width and width_of(right) >= width)


@given(spans, st.integers(min_value=1, max_value=20))
def test_spread_keeps_the_right_end(left: Line, room: int) -> None:
    right = [Span("3–4 Jun")]
    line = spread(left, right, width_of(right) + room)
    assert text_of(line).endswith("3–4 Jun")


def test_spread_fills_with_what_it_is_told() -> None:
    assert text_of(spread([Span("a")], [Span("b")], 5, Span("─"))) == "a───b"


@given(spans, st.integers(min_value=2, max_value=40))
def test_wrapped_lines_fit_and_lose_no_letter(line: Line, width: int) -> None:
    wrapped = wrap(line, width)
    assert all(width_of(part) <= width for part in wrapped)
    assert "".join(map(letters, wrapped)) == letters(line)


@given(spans, st.integers(min_value=6, max_value=40), st.integers(min_value=1, max_value=4))
def test_later_lines_are_indented_and_fit(line: Line, width: int, indent: int) -> None:
    first, *later = wrap(line, width, indent)
    assert width_of(first) <= width
    for part in later:
        assert width_of(part) <= width
        assert text_of(part).startswith(" " * indent) or not text_of(part).strip()


@given(spans, st.integers(0, 12), st.integers(0, 30))
def test_wrap_comes_to_an_end_in_no_room_at_all(line: Line, width: int, indent: int) -> None:
    assert "".join(map(letters, wrap(line, width, indent))) == letters(line)


def test_wrap_breaks_between_words() -> None:
    assert [text_of(line) for line in wrap([Span("the army crossed into the province")], 12)] == [
        "the army",
        "crossed into",
        "the province",
    ]


def test_wrap_keeps_line_feeds_and_looks() -> None:
    wrapped = wrap([Span("one\n\ntwo ", "muted"), Span("three", "link", "source:1")], 20)
    assert [text_of(line) for line in wrapped] == ["one", "", "two three"]
    assert wrapped[2][-1] == Span("three", "link", "source:1")


def test_wrap_keeps_words_together_over_spans() -> None:
    """Neither a comma after a name nor a letter that was searched for is parted from its word."""
    wrapped = wrap([Span("Desert Hawks", "strong"), Span(", "), Span("Tiger Forces", "strong")], 12)
    assert [text_of(line) for line in wrapped] == ["Desert", "Hawks, Tiger", "Forces"]
    wrapped = wrap(mark(Span("on to Manbij"), ["man"]), 9)
    assert [text_of(line) for line in wrapped] == ["on to", "Manbij"]


def test_word_longer_than_a_line_is_broken() -> None:
    assert [text_of(line) for line in wrap([Span("a " + "x" * 12)], 5)] == ["a", "xxxxx", "xxxxx", "xx"]


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("width", range(2, 30))
def test_every_script_wraps(text: str, width: int) -> None:
    wrapped = wrap([Span(text)], width)
    assert all(width_of(line) <= width for line in wrapped)
    assert "".join(map(letters, wrapped)) == text.replace(" ", "")


def test_combining_mark_stays_with_its_letter() -> None:
    for line in wrap([Span("e\u0301" * 40)], 7):
        assert text_of(line).startswith("e")


@pytest.mark.parametrize("text", ["x" * 300_000, "漢" * 150_000, "e\u0301" * 150_000, "word " * 60_000])
def test_time_to_wrap_grows_with_the_length_only(text: str) -> None:
    """A word of a million letters once took the square of that."""
    started = time.process_time()
    wrap([Span(text)], 40)
    assert time.process_time() - started < 3


@given(lines, st.lists(lines, max_size=3))
def test_marking_changes_no_text(text: str, hits: list[str]) -> None:
    assert text_of(mark(Span(text, "muted", "event:1"), hits)) == text


def test_marks_whatever_the_case_and_the_accents() -> None:
    pieces = mark(Span("Al-Bāb and al-bab", "muted"), ["al-bab"])
    assert [(piece.text, piece.look) for piece in pieces] == [("Al-Bāb", "hit"), (" and ", "muted"), ("al-bab", "hit")]


def test_marks_beside_a_character_whose_fold_is_longer() -> None:
    pieces = mark(Span("Straße nach Manbij"), ["manbij"])
    assert Span("Manbij", "hit") in pieces


def test_empty_word_marks_nothing() -> None:
    assert mark(Span("text"), [""]) == [Span("text")]
    assert mark(Span(""), ["a"]) in ([], [Span("")])


def test_label_is_one_clean_line() -> None:
    assert label("one\ntwo\x1b[31m\t three\u202e") == "one two three"
    assert len(label("x" * 10_000_000)) < 10_000

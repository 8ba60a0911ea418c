"""The overview's strip, axis and bars: each stands where its day is, and none leaves the line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import an_offensive
from tests.tui.texts import ESCAPES, WIDE
from tests.tui.worlds import JUNE, iso, span, text_of
from tui.drawing.overview import Bar, axis, bars, density, window_marker
from tui.drawing.scale import Scale, Window
from tui.drawing.spans import Line, width_of

FOUR_MONTHS = Window(JUNE - 31, JUNE + 91)
BODY = set("━╺╸╍◀▶┄")


def a_bar(
    first: int = JUNE, last: int = JUNE + 9, *, weight: int = 1, current: bool = False, name: str = "Push"
) -> Bar:
    offensive = an_offensive(id=f"{name}-{first}-{last}", name=name, date=span(first, last))
    return Bar(offensive, "a", "bloc:Others", weight, current)


def drawn_bars(lines: list[Line]) -> dict[str, range]:
    """Return the columns of each bar's body, by its offensive."""
    found: dict[str, range] = {}
    for line in lines:
        at = 0
        for piece in line:
            size = width_of([piece])
            if piece.action.startswith("offensive:") and set(piece.text) <= BODY:
                found[piece.action.removeprefix("offensive:")] = range(at, at + size)
            at += size
    return found


day_pairs = st.tuples(st.integers(JUNE - 200, JUNE + 300), st.integers(0, 300))
some_bars = st.lists(
    st.builds(
        lambda pair, weight, current, name: a_bar(
            pair[0], pair[0] + pair[1], weight=weight, current=current, name=name
        ),
        day_pairs,
        st.integers(0, 99),
        st.booleans(),
        st.sampled_from(("Push", "Operation Inherent Resolve in the north", WIDE, "x")),
    ),
    max_size=12,
)
some_scales = st.builds(
    lambda first, length, width: Scale(Window(first, first + length), width),
    st.integers(JUNE - 200, JUNE + 200),
    st.integers(0, 400),
    st.integers(10, 200),
)


@settings(max_examples=200)
@given(some_bars, some_scales, st.integers(0, 8))
def test_bars_stay_on_their_lines(candidates: list[Bar], scale: Scale, height: int) -> None:
    lines = bars(candidates, scale, height)
    assert len(lines) <= height
    assert all(width_of(line) <= scale.width for line in lines)


@settings(max_examples=200)
@given(some_bars, some_scales)
def test_a_bar_stands_over_its_days(candidates: list[Bar], scale: Scale) -> None:
    by_id = {bar.offensive.id: bar for bar in candidates}
    lines = bars(list(by_id.values()), scale, len(by_id))
    drawn = drawn_bars(lines)
    for id_, bar in by_id.items():
        first, last = (int(part) for part in id_.rsplit("-", 2)[1:])
        if last < scale.window.first or first > scale.window.last:
            assert id_ not in drawn
            continue
        columns = drawn[bar.offensive.id]
        assert columns.start == max(0, scale.column(first))
        assert columns.stop - 1 <= min(scale.width - 1, scale.column(last + 1))


def test_what_does_not_fit_is_counted_and_the_current_one_is_kept() -> None:
    candidates = [a_bar(weight=9, name=f"Heavy {n}") for n in range(4)] + [a_bar(weight=1, current=True, name="Mine")]
    lines = bars(candidates, Scale(FOUR_MONTHS, 60), 2)
    assert len(lines) == 2
    assert any("Mine" in text_of(line) for line in lines)
    assert text_of(lines[-1]).endswith("+3 more")


def test_a_name_stands_before_its_bar_when_there_is_no_room_after_it() -> None:
    late = a_bar(JUNE + 60, JUNE + 91, name="Euphrates Shield")
    (line,) = bars([late], Scale(FOUR_MONTHS, 40), 1)
    assert text_of(line).index("Euphrates") < text_of(line).index("╺")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (f"{iso(JUNE)}/..", "▶"),
        (f"{iso(JUNE)}/", "┄"),
        (f"../{iso(JUNE)}", "◀"),
        (f"{iso(JUNE)}~/{iso(JUNE + 60)}", "╍"),
    ],
)
def test_open_and_vague_ends_look_it(date: str, expected: str) -> None:
    bar = Bar(an_offensive(date=date), "a", "", 1, current=False)
    (line,) = bars([bar], Scale(FOUR_MONTHS, 60), 1)
    assert expected in text_of(line)


def test_a_hostile_name_takes_the_room_it_shows() -> None:
    (line,) = bars([a_bar(name=f"One\n{ESCAPES}two")], Scale(FOUR_MONTHS, 80), 1)
    assert text_of(line).isprintable()


# the axis and the strip


@given(some_scales, st.integers(JUNE - 400, JUNE + 400))
def test_axis_fills_the_line_and_marks_the_cursor(scale: Scale, cursor: int) -> None:
    line = axis(scale, cursor)
    assert width_of(line) == scale.width
    if cursor in scale.window:
        assert text_of(line).index("▼") == scale.column(cursor)
    else:
        assert "▼" not in text_of(line)
    assert width_of(axis(scale, None)) == scale.width


@given(some_scales)
def test_cursor_cuts_no_label_of_the_axis(scale: Scale) -> None:
    """A mark that stood on a label once made "Jun 2016" of the line's end into "Ju▼ 2016"."""
    whole = text_of(axis(scale, None)).split()
    for day in range(scale.window.first, scale.window.last + 1, max(1, scale.window.days // 8)):
        assert set(text_of(axis(scale, day)).replace("▼", " ").split()) <= set(whole)


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=60))
def test_density_has_a_block_for_every_count(counts: list[int]) -> None:
    line = density(counts, counts, range(len(counts)))
    blocks = text_of(line)
    assert len(blocks) == len(counts)
    assert [block != " " for block in blocks] == [bool(count) for count in counts]
    for (low, one), (high, other) in zip(
        sorted(zip(counts, blocks, strict=True)), sorted(zip(counts, blocks, strict=True))[1:], strict=False
    ):
        assert low == high or one <= other


def test_density_marks_what_the_filter_hides() -> None:
    assert text_of(density([0, 0, 4], [0, 3, 4], range(0))) == " ·█"


@given(st.integers(1, 2_000_000), st.integers(0, 1_000_000), st.data(), st.integers(1, 200))
def test_window_marker_fills_the_line(first: int, length: int, data: st.DataObject, width: int) -> None:
    whole = Window(first, first + length)
    start = data.draw(st.integers(whole.first, whole.last))
    end = data.draw(st.integers(start, whole.last))
    line = window_marker(Scale(whole, width), Window(start, end))
    assert width_of(line) == width
    assert set(text_of(line)) & {"╵", "╰"}

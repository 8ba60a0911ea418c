"""The overview's strip, axis and bars: each stands where its day is, and none leaves the line."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import an_offensive
from tests.tui.texts import ESCAPES, WIDE
from tests.tui.worlds import JUNE, iso, span, text_of
from tui.drawing.axis import axis
from tui.drawing.bar import Bar
from tui.drawing.lanes import bars, lines_needed
from tui.drawing.scale import Scale, Window
from tui.drawing.spans import Line, width_of
from tui.drawing.strip import ALL, BLOCKS, SHOWN, Counts, captions, strip, window_marker

FOUR_MONTHS = Window(JUNE - 31, JUNE + 91)
BODY = set("━╺╸╍◀▶┄~?≈")


def a_bar(
    first: int = JUNE,
    last: int = JUNE + 9,
    *,
    weight: int = 1,
    current: bool = False,
    name: str = "Push",
    parent: str = "",
) -> Bar:
    offensive = an_offensive(id=f"{name}-{first}-{last}", name=name, date=span(first, last), parent=parent)
    return Bar(offensive, "a", "bloc:Others", weight, current)


def drawn_bars(lines: list[Line]) -> dict[str, range]:
    """Return the columns of each bar's body, by its offensive."""
    found: dict[str, range] = {}
    for line in lines:
        at = 0
        for piece in line:
            size = width_of([piece])
            if piece.action.startswith("offensive:") and set(piece.text) <= BODY:
                id_ = piece.action.removeprefix("offensive:")  # the name may stand within the body
                found[id_] = range(found[id_].start if id_ in found else at, at + size)
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
    assert "Mine" in text_of(lines[0])
    assert text_of(lines[1]).endswith("+4 more")
    assert {piece.action for piece in lines[1]} == {"lanes:"}
    assert lines_needed(candidates, Scale(FOUR_MONTHS, 60)) == 5
    assert bars(candidates, Scale(FOUR_MONTHS, 60), 0) == []


def test_the_collapsed_line_says_when_how_many_ran() -> None:
    candidates = [a_bar(JUNE, JUNE + 9, name="One"), a_bar(JUNE + 5, JUNE + 20, name="Two")]
    (line,) = bars(candidates, Scale(Window(JUNE, JUNE + 39), 40), 1)
    assert text_of(line) == "─────═════───────────            +2 more"


def test_hundreds_of_offensives_take_the_lines_there_are() -> None:
    candidates = [a_bar(JUNE + n % 60, JUNE + n % 60 + 20, name=f"Push {n}", weight=n) for n in range(400)]
    lines = bars(candidates, Scale(FOUR_MONTHS, 100), 7, hint="O shows all")
    assert len(lines) == 7
    shown = {piece.action for line in lines[:-1] for piece in line if piece.action}
    assert text_of(lines[-1]).endswith(f"+{400 - len(shown)} more, O shows all")


def rows_of(lines: list[Line]) -> dict[str, int]:
    """Return the line on which each offensive stands."""
    return {piece.action: row for row, line in enumerate(lines) for piece in line if piece.action}


@settings(max_examples=60)
@given(st.lists(st.tuples(day_pairs, st.integers(-1, 8)), min_size=1, max_size=9), st.integers(20, 120))
def test_a_campaign_stands_over_its_parts(spans: list[tuple[tuple[int, int], int]], width: int) -> None:
    """Parents are drawn at random, so that circles of campaigns are among them."""
    ids = [f"Push {n}-{first}-{first + length}" for n, ((first, length), _parent) in enumerate(spans)]
    candidates = [
        a_bar(first, first + length, name=f"Push {n}", parent=ids[parent] if 0 <= parent < len(ids) else "")
        for n, ((first, length), parent) in enumerate(spans)
    ]
    scale = Scale(Window(JUNE - 300, JUNE + 700), width)
    lines = bars(candidates, scale, 99)
    rows = rows_of(lines)
    assert len(rows) == len(spans)
    parent_of = {bar.offensive.id: bar.offensive.parent for bar in candidates}
    for id_, parent in parent_of.items():
        chain, seen = parent, {id_}
        while chain and chain not in seen:
            seen.add(chain)
            chain = parent_of[chain]
        if parent and not chain:  # no circle
            assert rows[f"offensive:{id_}"] > rows[f"offensive:{parent}"]


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
        (f"{iso(JUNE)}~/{iso(JUNE + 60)}", "~━"),
        (f"{iso(JUNE)}/{iso(JUNE + 60)}?", "━?"),
        (f"{iso(JUNE)}/{iso(JUNE + 60)}%", "━≈"),
        (f"{iso(JUNE)}/2016-07", "━╍"),
        ("2016-06/2016-08", "╍━"),
        (f"[{iso(JUNE)}..{iso(JUNE + 30)}]", "╍╍"),
        (f"{iso(JUNE)}/", "╺┄┄"),
    ],
)
def test_open_and_vague_ends_look_it(date: str, expected: str) -> None:
    bar = Bar(an_offensive(date=date), "a", "", 1, current=False)
    (line,) = bars([bar], Scale(FOUR_MONTHS, 60), 1)
    body = "".join(piece.text for piece in line if set(piece.text) <= BODY)
    assert expected in body


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


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=60), st.integers(1, 2))
def test_the_strip_is_as_high_as_its_counts(counts: list[int], rows: int) -> None:
    lines = [text_of(line) for line in strip(Counts(counts), range(5, 9), rows)]
    assert [len(line) for line in lines] == [len(counts)] * rows
    heights = [sum(BLOCKS.index(line[column]) for line in lines) for column in range(len(counts))]
    assert [height > 0 for height in heights] == [count > 0 for count in counts]
    assert max(heights) in (0, 8 * rows)
    assert all(one <= other for (_low, one), (_high, other) in pairwise(sorted(zip(counts, heights, strict=True))))


def test_a_filtered_strip_stands_under_all_there_is() -> None:
    over, under = strip(Counts([0, 0, 4], [0, 3, 9]), range(0), 1)
    assert text_of(over) == " ▅█" + ALL
    assert text_of(under) == " ·█" + SHOWN


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "events per day: at most 7"),
        (0.1, "events per day: at most 7"),
        (7, "events per week: at most 7"),
        (10, "events per 10 days: at most 7"),
        (21, "events per 3 weeks: at most 7"),
        (61, "events per 2 months: at most 7"),
        (365.25, "events per year: at most 7"),
        (36525, "events per 100 years: at most 7"),
    ],
)
def test_caption_says_what_a_column_stands_for(days: float, said: str) -> None:
    assert captions(Counts([1, 7]), "events", "events", days)[0] == said


def test_caption_gets_shorter_and_gives_way() -> None:
    said = captions(Counts([0, 7], [1, 12_001]), "killed, best figures", "best", 30)
    assert said[1:] == ["killed, best figures: at most 12,001, 7 shown", "killed, best figures ≤ 13k, 7",
                        "best ≤ 13k, 7", "best"]  # fmt: skip
    whole = Scale(Window(1, 1000), 60)
    assert "best ≤ 13k, 7" in text_of(window_marker(whole, Window(500, 510), said))
    assert "best" not in text_of(window_marker(whole, Window(1, 1000), said))


@pytest.mark.parametrize(
    ("undrawn", "long", "brief"),
    [
        (0, "best: at most 7", "b ≤ 7"),
        (41, "best: at most 7; 41 in events of over a month not drawn", "b ≤ 7 + 41 not drawn"),
        (21_184, "best: at most 7; 21,184 in events of over a month not drawn", "b ≤ 7 + 21k not drawn"),
        (2_700_000, "best: at most 7; 2,700,000 in events of over a month not drawn", "b ≤ 7 + 3M not drawn"),
    ],
)
def test_caption_says_what_is_left_out(undrawn: int, long: str, brief: str) -> None:
    said = captions(Counts([1, 7], undrawn=undrawn), "best", "b", 1)
    assert (said[1], said[3]) == (long, brief)
    assert said[4:] == (["b ≤ 7 (not all)", "b"] if undrawn else ["b"])


@given(st.integers(1, 2_000_000), st.integers(0, 1_000_000), st.data(), st.integers(1, 200))
def test_window_marker_fills_the_line(first: int, length: int, data: st.DataObject, width: int) -> None:
    whole = Window(first, first + length)
    start = data.draw(st.integers(whole.first, whole.last))
    end = data.draw(st.integers(start, whole.last))
    line = window_marker(Scale(whole, width), Window(start, end))
    assert width_of(line) == width
    assert set(text_of(line)) & {"╵", "╰"}

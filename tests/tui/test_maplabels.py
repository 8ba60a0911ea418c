"""What stands on the map beside the lines: names, signs, the scale and the date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.drawing.bigdate import HEIGHT, big
from tui.drawing.dots import Dots
from tui.drawing.mapframe import KM_A_DEGREE, MapFrame, fitted
from tui.drawing.maplabels import Label, Taken, place
from tui.drawing.mappicture import Picture, count_words, draw, scale_bar, stamp
from tui.drawing.mapsigns import Mark, shape_of, side_legend, sign, sign_legend, sizes_for
from tui.drawing.spans import Line

labels = st.builds(
    Label,
    text=st.text("abc é", min_size=1, max_size=30),
    column=st.integers(-3, 45),
    row=st.integers(-2, 14),
    dot=st.just("⌂"),
)


def text(line: Line) -> str:
    return "".join(span.text for span in line)


def a_mark(x: float = 40, y: float = 40, **fields: object) -> Mark:
    defaults: dict[str, object] = {"spots": (), "side": "a", "count": 1, "killed": 0, "exactness": "exact"}
    return Mark(x, y, **{**defaults, **fields})  # type: ignore[arg-type]  # as the class has them


@given(st.lists(labels, max_size=25), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 11)), max_size=20))
def test_no_name_is_over_another_or_over_a_sign(wanted: list[Label], signs: list[tuple[int, int]]) -> None:
    taken = Taken(40, 12)
    for column, row in signs:
        taken.take(column, row)
    cells: set[tuple[int, int]] = set(signs)
    for placed in place(wanted, taken, 100):
        own = {(placed.column + at, placed.label.row) for at in range(cell_len(placed.label.text))}
        assert not own & cells
        assert all(0 <= column < 40 and 0 <= row < 12 for column, row in own)
        if placed.label.dot:
            assert (placed.label.column, placed.label.row) not in cells | own
            cells.add((placed.label.column, placed.label.row))
        cells |= own


def test_the_first_names_have_the_first_choice_and_no_name_stands_twice() -> None:
    wanted = [Label("Raqqa", 5, 3), Label("Tabqa", 5, 3), Label("Raqqa", 20, 8)]
    placed = place(wanted, Taken(40, 12), 9)
    assert [(p.label.text, p.column, p.label.row) for p in placed] == [("Raqqa", 7, 3), ("Tabqa", 3, 2)]
    assert [p.label.text for p in place(wanted, Taken(40, 12), 1)] == ["Raqqa"]


def test_signs_differ_by_side_size_exactness_and_age() -> None:
    sides = ["a", "b"]
    sizes = sizes_for([])
    signs = {
        sign(a_mark(side=side, killed=killed, exactness=exactness), sides, sizes)[0]
        for side in sides
        for killed in (0, 10)
        for exactness in ("exact", "near")
    }
    assert len(signs) == 8
    ages = [sign(a_mark(killed=10, age=age), sides, sizes) for age in range(4)]
    assert len(set(ages)) == 4
    assert shape_of("of no side", sides) != shape_of("a", sides)
    assert len({shape_of(side, list("abcdefghijk")) for side in "abcdefghijk"}) == 9


def test_sizes_grow_with_what_there_is() -> None:
    assert (sizes_for([]).large, sizes_for([]).large_disc) == (10, 1000)
    assert sizes_for([a_mark(killed=54_321)]).large_disc == 10_000
    assert sizes_for([a_mark(killed=54_321, age=1)]).large_disc == 1000


def test_counts_are_told_from_two_on() -> None:
    assert [count_words(a_mark(count=count)) for count in (1, 2, 9999, 12_345)] == ["", "2", "9999", "12k"]
    assert count_words(a_mark(is_vague=True)) == "?"
    assert count_words(a_mark(count=3, is_vague=True)) == "3?"


@given(st.floats(0.002, 4.0), st.integers(10, 300))
def test_the_scale_is_as_long_as_it_says(degrees: float, width: int) -> None:
    bar, words = scale_bar(MapFrame(0.0, 0.0, degrees, width, 20))
    km = int(words.removesuffix(" km").replace(",", ""))
    km_a_cell = 2 * degrees * KM_A_DEGREE
    assert str(km)[0] in "125"
    assert set(str(km)[1:]) <= {"0"}
    if len(bar) > 2:
        assert len(bar) * km_a_cell == pytest.approx(km, abs=km_a_cell)
    assert len(bar) <= max(2, width // 5 + 1)


def test_a_disc_is_round_and_stays_on_the_sheet() -> None:
    dots = Dots(20, 10)
    stamp(dots, 20, 20, 6.0, 2)
    filled = sum(bits.bit_count() for bits in dots.cells)
    assert filled == pytest.approx(3.14 * 36, rel=0.15)
    for x, y in ((0, 0), (39, 39), (-5, 20)):
        stamp(dots, x, y, 6.0, 2)


def test_figures_are_as_high_as_said_and_all_of_one_width() -> None:
    lines = big("2016-06-04")
    assert len(lines) == HEIGHT
    assert len({len(line) for line in lines}) == 1
    assert len({tuple(big(figure)) for figure in "0123456789"}) == 10


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (30, 8), (120, 40)])
def test_a_picture_has_as_many_lines_as_the_sheet_and_each_is_as_wide(size: tuple[int, int]) -> None:
    frame = fitted([(36, 38)], *size)
    marks = [a_mark(*frame.dot(36, 38), killed=5000, count=12, exactness="district")]
    names = [Label("Raqqa", size[0] // 2, size[1] // 2)]
    lines = draw(Picture(frame, marks, names, ["a"], (size[0] // 2, size[1] // 2), "2016-06-04"), None)
    assert len(lines) == (size[1] if size[0] else 0)
    assert {cell_len(text(line)) for line in lines} <= {size[0]}


def test_the_date_goes_where_it_hides_no_sign() -> None:
    frame = MapFrame(0.0, 0.0, 1.0, 120, 40)
    for crowded, top in ((a_mark(10, 8), 1), (a_mark(230, 8), 1)):
        lines = [text(line) for line in draw(Picture(frame, [crowded], (), ["a"], None, "2016-06-04"), None)]
        figures = lines[top + 1].index("█")
        assert (figures < 60) == (crowded.x > 120)


def test_the_legend_says_what_is_on_the_map_and_no_more() -> None:
    assert sign_legend([a_mark()], has_trail=False) == []
    marks = [a_mark(exactness="near"), a_mark(exactness="district", killed=200), a_mark(is_vague=True)]
    words = "  ".join(text(part) for part in sign_legend(marks, has_trail=True))
    assert "? day not certain" in words
    for said in ("□ within about 25 km", "ring: 15 km", "■ 10 killed or more", "100, 1,000", "days before"):
        assert said in words


def test_sides_have_their_names_and_long_ones_are_cut_but_not_to_nothing() -> None:
    sides = [f"Side number {number} and all of its allies" for number in range(6)]
    marks = [a_mark(side=side) for side in sides]
    whole = [text(part) for part in side_legend(sides, marks, 300)]
    assert [part[2:] for part in whole] == sides
    assert len({part[0] for part in whole}) == 6
    beside_short = [*sides[:1], "IS", "SDF", "Army"]
    kept = side_legend(beside_short, [a_mark(side=side) for side in beside_short], 80)
    assert [text(part)[2:] for part in kept] == sorted(beside_short)
    cut = [text(part) for part in side_legend(sides, marks, 80)]
    assert all(10 < len(part) <= 16 for part in cut)


def test_sides_that_share_a_shape_are_one_part_of_the_legend() -> None:
    sides = [f"Side {number}" for number in range(10)]
    parts = [text(part) for part in side_legend(sides, [a_mark(side=side) for side in sides], 300)]
    assert len({part[0] for part in parts}) == len(parts) == 9
    assert parts[-1] == "✚ 2 others"


def test_a_name_has_a_blank_to_the_sign_beside_it() -> None:
    taken = Taken(40, 3)
    for column in (5, 17):
        taken.take(column, 1)
    (placed,) = place([Label("Tell Abyad", 5, 1)], taken, 1)
    assert (placed.column, placed.label.row) != (7, 1)

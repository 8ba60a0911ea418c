"""Lines on a sheet of dots."""

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.dots import CHARACTERS, DOTS_ACROSS, DOTS_DOWN, Dots, clipped

far = st.floats(-1e7, 1e7)
near = st.integers(-30, 60)


def rows(dots: Dots) -> list[str]:
    """Return the sheet as braille."""
    return [
        "".join(CHARACTERS[bits] for bits in dots.cells[at : at + dots.width])
        for at in range(0, len(dots.cells), dots.width)
    ]


def dots_set(dots: Dots) -> set[tuple[int, int]]:
    """Return the dots that are set, by drawing each again on an empty sheet."""
    found = set()
    for y in range(dots.down):
        for x in range(dots.across):
            one = Dots(dots.width, dots.height)
            one.dot(x, y)
            at = next(at for at, bits in enumerate(one.cells) if bits)
            if dots.cells[at] & one.cells[at]:
                found.add((x, y))
    return found


def test_dots_are_where_braille_has_them() -> None:
    dots = Dots(2, 1)
    for x, y in ((0, 0), (1, 3), (3, 1)):
        dots.dot(x, y)
    assert rows(dots) == ["⢁⠐"]
    for x, y in ((-1, 0), (0, -1), (4, 0), (0, 4)):
        dots.dot(x, y)
    assert rows(dots) == ["⢁⠐"]


def test_a_line_joins_its_ends_and_a_broken_one_has_gaps() -> None:
    dots = Dots(10, 1)
    dots.line(0, 1, 19, 1)
    assert dots_set(dots) == {(x, 1) for x in range(20)}
    broken = Dots(10, 1)
    broken.line(0, 1, 19, 1, gap=3)
    assert len(dots_set(broken)) < 15
    assert dots_set(broken) < dots_set(dots)


@given(near, near, near, near)
def test_a_line_has_no_holes_and_stays_on_its_way(x0: int, y0: int, x1: int, y1: int) -> None:
    dots = Dots(5, 3)
    dots.line(x0, y0, x1, y1)
    found = dots_set(dots)
    length = hypot(x1 - x0, y1 - y0) or 1
    for x, y in found:
        assert abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length <= 1.5
    if x0 == x1 and y0 == y1:
        return
    steps = 4 * (abs(x1 - x0) + abs(y1 - y0))
    for step in range(steps + 1):
        on_x, on_y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
        if 0 <= on_x <= dots.across - 1 and 0 <= on_y <= dots.down - 1:
            assert any(abs(on_x - x) <= 1.5 and abs(on_y - y) <= 1.5 for x, y in found)


@given(far, far, far, far)
def test_what_is_left_of_a_line_is_on_the_sheet_and_on_the_line(x0: float, y0: float, x1: float, y1: float) -> None:
    part = clipped(x0, y0, x1, y1, 19, 11)
    if part is None:
        return
    assert all(0 <= x <= 19 for x in part[::2])
    assert all(0 <= y <= 11 for y in part[1::2])
    length = hypot(x1 - x0, y1 - y0)
    for x, y in (part[:2], part[2:]):
        if length:
            away = abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length
            assert away <= 1e-6 * (1 + length)


def test_the_higher_layer_gives_a_cell_its_colour() -> None:
    dots = Dots(2, 1)
    dots.line(0, 0, 3, 0, layer=3)
    dots.line(0, 2, 1, 2, layer=1)
    assert list(dots.layers) == [3, 3]


def test_an_area_is_strewn_inside_and_nowhere_else() -> None:
    dots = Dots(10, 4)
    dots.fill([(4, 2), (14, 2), (14, 12), (4, 12)])
    found = dots_set(dots)
    assert len(found) > 30
    assert all(4 <= x <= 14 and 2 <= y <= 12 for x, y in found)


def test_a_sheet_of_nothing_takes_lines() -> None:
    for width, height in ((0, 0), (0, 5), (5, 0), (-1, -1)):
        dots = Dots(width, height)
        dots.line(0, 0, 10, 10)
        dots.fill([(0, 0), (5, 0), (5, 5)])
        assert not dots.cells or not any(dots.cells)
        assert dots.across == DOTS_ACROSS * dots.width
        assert dots.down == DOTS_DOWN * dots.height

"""Which panes stand side by side, and how they share the width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.screens.arrangement import PANES, Pane, overview_height, pane_widths, visible_panes

panes = st.sampled_from(PANES)


@given(st.integers(1, 500), panes, st.booleans())
def test_the_focused_pane_is_always_among_those_shown(width: int, focused: Pane, is_zoomed: bool) -> None:
    shown = visible_panes(width, focused, is_zoomed=is_zoomed)
    assert focused in shown
    assert list(shown) == [pane for pane in PANES if pane in shown]
    assert not is_zoomed or shown == (focused,)


@given(st.integers(1, 500), panes, st.booleans())
def test_widths_add_up_to_the_screen(width: int, focused: Pane, is_zoomed: bool) -> None:
    shown = visible_panes(width, focused, is_zoomed=is_zoomed)
    widths = pane_widths(width, shown)
    assert set(widths) == set(shown)
    assert sum(widths.values()) == width
    assert all(cells > 0 for cells in widths.values())


@given(st.integers(70, 500), panes)
def test_no_pane_is_too_narrow_to_read(width: int, focused: Pane) -> None:
    widths = pane_widths(width, visible_panes(width, focused, is_zoomed=False))
    assert min(widths.values()) >= 28
    assert widths["timeline"] >= 40


@pytest.mark.parametrize(
    ("width", "focused", "shown"),
    [
        (40, "timeline", ("timeline",)),
        (40, "actors", ("actors",)),
        (80, "timeline", ("timeline", "article")),
        (80, "article", ("timeline", "article")),
        (80, "actors", ("actors", "timeline")),
        (120, "article", PANES),
        (300, "actors", PANES),
    ],
)
def test_more_panes_with_more_room(width: int, focused: Pane, shown: tuple[Pane, ...]) -> None:
    assert visible_panes(width, focused, is_zoomed=False) == shown


@given(st.integers(1, 200), st.integers(0, 100))
def test_overview_leaves_the_list_its_room(height: int, offensives: int) -> None:
    lines = overview_height(height, offensives)
    assert 3 <= lines <= 10
    assert lines <= 3 + offensives
    if height >= 16:
        assert lines <= height // 2

"""Panes: which are seen in how much room, zoomed or not, and how one gets from one to another."""

from pathlib import Path

import pytest

from tests.tui.driving import SIZES, Reader, browsing
from tui.screens.arrangement import PANES, Pane

each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def shown(reader: Reader) -> list[str]:
    return [pane for pane in PANES if reader.screen.query_one(f"#{pane}").display]


def assert_whole(reader: Reader) -> None:
    """Check that the panes share the screen without gaps, overlaps or borders cut off."""
    width, height = reader.app.size
    lines = reader.lines()
    assert len(lines) == height
    panes = [reader.screen.query_one(f"#{pane}").region for pane in shown(reader)]
    assert sum(region.width for region in panes) == width
    assert [region.x for region in panes] == [sum(other.width for other in panes[:n]) for n in range(len(panes))]
    top, bottom = panes[0].y, panes[0].bottom - 1
    assert lines[top].count("╭") == lines[top].count("╮") == len(panes)
    assert lines[bottom].count("╰") >= len(panes)
    assert "quit" in lines[-1] or reader.said


@each_size
async def test_tab_goes_round_and_shift_tab_back(raqqa: Path, size: tuple[int, int]) -> None:
    async with browsing(raqqa, size) as reader:
        for key, expected in (("tab", "article"), ("tab", "actors"), ("tab", "timeline")):
            await reader.press(key)
            assert reader.screen.pane == expected
            assert expected in shown(reader)
            assert_whole(reader)
        for expected in ("actors", "article", "timeline"):
            await reader.press("shift+tab")
            assert reader.screen.pane == expected


@pytest.mark.parametrize(
    ("size", "by_pane"),
    [
        ((40, 20), {"actors": ["actors"], "timeline": ["timeline"], "article": ["article"]}),
        (
            (80, 24),
            {"actors": ["actors", "timeline"], "timeline": ["timeline", "article"], "article": ["timeline", "article"]},
        ),
        ((120, 40), {pane: list(PANES) for pane in PANES}),
    ],
)
async def test_little_room_shows_the_pane_in_use(
    raqqa: Path, size: tuple[int, int], by_pane: dict[Pane, list[str]]
) -> None:
    async with browsing(raqqa, size) as reader:
        for pane, expected in by_pane.items():
            await reader.go_to(pane)
            assert shown(reader) == expected
            assert_whole(reader)


async def test_tabs_stand_where_only_one_pane_does(raqqa: Path) -> None:
    async with browsing(raqqa, (40, 20)) as reader:
        assert reader.text_of(reader.screen.tabs).split()[:3] == ["Filters", "Timeline", "Article"]
        await reader.resize(100, 30)
        assert not reader.screen.tabs.display


async def test_numbers_and_enter_lead_to_panes(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        for key, expected in (("1", "actors"), ("2", "timeline"), ("3", "article"), ("escape", "timeline")):
            await reader.press(key)
            assert reader.screen.pane == expected
        for key, expected in (("enter", "article"), ("f", "actors")):
            await reader.press(key)
            assert reader.screen.pane == expected


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("pane", PANES)
async def test_zoom_gives_a_pane_all_the_room_and_takes_it_back(raqqa: Path, size: tuple[int, int], pane: Pane) -> None:
    async with browsing(raqqa, size) as reader:
        await reader.go_to(pane)
        before = shown(reader)
        await reader.press("z")
        assert shown(reader) == [pane]
        assert reader.screen.query_one(f"#{pane}").region.width == size[0]
        assert_whole(reader)
        await reader.press("z")
        assert shown(reader) == before
        await reader.press("z", "escape")
        assert shown(reader) == before
        assert reader.screen.pane == pane


async def test_zoom_goes_along_to_another_pane(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("z", "tab")
        assert shown(reader) == ["article"]


async def test_article_is_read_with_the_same_keys(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24)) as reader:
        await reader.press("enter")
        article = reader.screen.article
        before = reader.cursor
        await reader.press("j", "j")
        assert article.top == 2
        await reader.press("space")
        assert article.top == 2 + article.height - 2
        await reader.press("G")
        assert article.top == article.line_count() - article.height
        await reader.press("g")
        assert article.top == 0
        assert reader.cursor == before


async def test_next_event_is_read_from_its_top(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24)) as reader:
        await reader.press("enter", "G", "]")
        assert reader.screen.article.top == 0
        assert reader.screen.pane == "article"


@pytest.mark.parametrize("pane", PANES)
async def test_resizing_while_open(raqqa: Path, pane: Pane) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("slash", *"manbij", "enter", "space")
        await reader.go_to(pane)
        before = (reader.event.id, reader.place)
        for size in ((80, 24), (40, 20), (20, 8), (300, 80), (12, 4), (1, 1), (69, 24), (70, 24), (107, 30), (120, 40)):
            await reader.resize(*size)
            assert reader.app.size == size
            if size[0] >= 40:
                assert_whole(reader)
                if pane != "actors":
                    assert reader.event.title[:6] in reader.text
        assert (reader.event.id, reader.place, reader.screen.pane) == (*before, pane)


async def test_cursor_stays_on_the_screen_when_it_shrinks(raqqa: Path) -> None:
    async with browsing(raqqa, (120, 60)) as reader:
        await reader.press("j", "j", "j", "j", "j", "j", "j", "j", "j", "j")
        await reader.resize(80, 24)
        assert "▌" in reader.text_of(reader.screen.events)


@pytest.mark.parametrize("key", ["slash", "t", "question_mark", "ctrl+p"])
async def test_resizing_under_whatever_is_open(raqqa: Path, key: str) -> None:
    async with browsing(raqqa) as reader:
        await reader.press(key)
        for size in ((40, 20), (10, 5), (200, 60), (80, 24)):
            await reader.resize(*size)
        await reader.close_all()
        assert_whole(reader)

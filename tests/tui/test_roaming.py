"""Back, forward and context, by their keys."""

from pathlib import Path

import pytest

from store.filter import Filter
from tests.tui.driving import browsing


async def test_back_and_forward_through_search_drop_and_jump(war: Path) -> None:
    async with browsing(war) as reader:
        start = (reader.event.id, reader.state.filter, reader.place)
        await reader.press("slash", *"manbij", "enter")
        searched = (reader.event.id, reader.state.filter, reader.place)
        await reader.press("t", *"9 june 2016", "enter")
        gone = (reader.event.id, reader.state.filter, reader.place)
        await reader.press("c")
        for expected in (gone, searched, start):
            await reader.press("(")
            assert (reader.event.id, reader.state.filter, reader.place) == expected
        await reader.press("(")
        assert "nowhere to go back" in reader.said
        for expected in (searched, gone):
            await reader.press(")")
            assert (reader.event.id, reader.state.filter, reader.place) == expected
        await reader.press(")", ")")
        assert reader.state.filter == Filter()
        assert "nowhere to go forward" in reader.said


async def test_event_under_another_filter_comes_back_with_it(war: Path) -> None:
    """Meanwhile leads to what the filter hides, and lifts it; going back puts it on again."""
    async with browsing(war, query="offensive:manbij") as reader:
        before = (reader.event.id, reader.state.filter)
        await reader.press("A")
        assert reader.state.filter == Filter()
        await reader.press("escape")
        assert (reader.event.id, reader.state.filter) == before


async def test_search_left_with_escape_is_no_stop(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"manbij", "escape", "(")
        assert "nowhere to go back" in reader.said


async def test_leaving_the_bar_by_a_click_is_a_stop(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"manbij", "tab", "(")
        assert reader.state.filter == Filter()


# context


@pytest.mark.parametrize("way_out", ["C", "escape", "("])
async def test_context_shows_what_the_filter_hides(war: Path, way_out: str) -> None:
    async with browsing(war, query="offensive:manbij") as reader:
        await reader.press("j", "j")
        before = (reader.event.id, reader.place)
        await reader.press("C")
        assert "dimmed" in reader.said
        rows = [line for line in reader.text_of(reader.screen.events).splitlines() if "front, day" in line]
        assert all(("·" in row) == ("Raqqa front" in row) for row in rows)
        assert sum("Raqqa front" in row for row in rows) >= 5
        assert reader.event.id == before[0]
        assert reader.place.endswith("10 pass")
        await reader.press("j")
        assert reader.event.id == "raqqa-2"
        await reader.press("k", way_out)
        assert (reader.event.id, reader.place) == before
        assert "Raqqa front" not in reader.text_of(reader.screen.events)


async def test_back_leaves_the_context_before_it_leaves_the_query(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"offensive:manbij", "enter", "C", "(")
        assert reader.state.filter == Filter("offensive:manbij")
        assert not reader.state.is_lifted
        await reader.press("(")
        assert reader.state.filter == Filter()
        await reader.press(")")
        assert reader.state.filter == Filter("offensive:manbij")


async def test_context_without_a_filter_says_so(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("C")
        assert "No filter is set" in reader.said


async def test_context_of_nothing_shows_everything(war: Path) -> None:
    async with browsing(war, query="offensive:manbij leaflets") as reader:
        assert reader.state.view.size == 0
        await reader.press("C")
        assert reader.state.view.size == 21
        await reader.press("C")
        assert "No event passes" in reader.text

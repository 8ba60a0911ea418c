"""The minute in the README: what it says that one sees is there, on a small screen and on a large one."""

import pytest

from store.sample import BUNDLED
from tests.tui.driving import browsing


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_tour_says_is_on_the_screen(size: tuple[int, int]) -> None:
    async with browsing(BUNDLED, size=size) as reader:
        assert reader.event.title.startswith("Army said to enter Raqqa province")
        for words in ("a Manbij", "d Ithriyah–Raqqa", "SOHR", "Meanwhile", "Fallujah", "disputed"):
            assert words in reader.text
        await reader.press("t", *"20 june", "enter")
        assert "retakes" in reader.event.title
        assert "A Ithriyah–Raqqa: IS counter-o" in reader.text
        await reader.press("A")
        assert reader.event.title == "IS counter-offensive drives the army out of Raqqa province"
        await reader.press("escape", "escape")
        assert reader.event.title.startswith("Army said to enter Raqqa province")


async def test_tour_leads_from_the_filters_to_the_search() -> None:
    async with browsing(BUNDLED, size=(80, 24)) as reader:
        await reader.press("f", "slash", *"sdf", "enter", "space")
        assert reader.state.filter.text == "actor:SDF"
        await reader.press("space", "space", "escape", "escape", "slash")
        await reader.type("manbij killed")
        await reader.press("enter")
        assert reader.state.filter.text == "manbij killed"
        assert reader.state.view.size

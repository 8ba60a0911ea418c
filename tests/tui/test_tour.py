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

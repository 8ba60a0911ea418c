"""The screens over the browser's view: how they are left, and how one leads to another."""

import itertools
from pathlib import Path

import pytest

from tests.tui.driving import browsing
from tui.commands import VIEWS
from tui.screens.browse import BrowseScreen

KEYS = {where: key for where, (key, _name) in VIEWS.items()}


@pytest.mark.parametrize("key", [*KEYS.values()])
@pytest.mark.parametrize("width", [40, 60, 80])
async def test_the_way_back_stands_at_the_foot(war: Path, key: str, width: int) -> None:
    async with browsing(war, (width, 24)) as reader:
        await reader.press(key)
        assert "esc " in reader.lines()[-1]
        assert "? help" in reader.lines()[-1]


async def test_each_screen_leads_to_each_other_over_the_same_view(war: Path) -> None:
    async with browsing(war, query="offensive:manbij") as reader:
        for one, other in itertools.permutations(KEYS, 2):
            await reader.press(KEYS[one], KEYS[other])
            assert getattr(reader.app.screen, "pane", "") == other
            assert len(reader.app.screen_stack) == 2
            await reader.press("escape")
            assert isinstance(reader.app.screen, BrowseScreen)
            assert reader.state.filter.text == "offensive:manbij"

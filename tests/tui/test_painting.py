"""Only what changed is painted, and all that changed is."""

import random
from pathlib import Path

import pytest

from tests.tui.driving import Reader, browsing
from tui.commands import COMMANDS

KEYS = sorted({key for command in COMMANDS for key in command.keys if command.id not in ("quit", "help", "about")})


async def painted_anew(reader: Reader) -> list[str]:
    """Return the screen as it is when every widget is painted from nothing."""
    for widget in reader.app.screen.walk_children(with_self=True):
        widget.refresh()
    await reader.settle()
    return reader.lines()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 20)])
async def test_partial_paints_leave_nothing_behind(raqqa: Path, size: tuple[int, int]) -> None:
    """The first line of the article once kept the headline of the event before."""
    keys = random.Random(20160604).choices([*KEYS, "j", "k", "right_square_bracket"], k=100)
    async with browsing(raqqa, size) as reader:
        for number, key in enumerate(keys):
            await reader.press(key)
            if number % 5 == 0:
                before = reader.lines()
                assert before == await painted_anew(reader), keys[: number + 1]
            await reader.close_all()


async def test_article_changes_with_every_move(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        for _ in range(12):
            await reader.press("j")
            headline = reader.screen.article.reading
            assert headline is not None
            assert reader.words_of(reader.screen.article).startswith(headline.headline)

"""Only what changed is painted, and all that changed is."""

import random
from pathlib import Path

import pytest
from textual.events import Resize

from tests.tui.driving import Reader, browsing
from tui.commands import COMMANDS
from tui.drawing.spans import Line
from tui.widgets.event_list import EventList

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


async def test_line_is_made_once_when_the_filter_changes(raqqa: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    make = EventList.line

    def counted(events: EventList, number: int, width: int) -> Line:
        made.append(number)
        return make(events, number, width)

    async with browsing(raqqa) as reader:
        await reader.press("f", "j")
        monkeypatch.setattr(EventList, "line", counted)
        await reader.press("space")
        assert len(made) <= reader.screen.events.height
        assert len(set(made)) == len(made)
        assert reader.lines() == await painted_anew(reader)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 20)])
async def test_prompt_leaves_the_panes_as_they_are(raqqa: Path, size: tuple[int, int]) -> None:
    async with browsing(raqqa, size) as reader:
        before, heard = reader.lines(), len(reader.messages)
        await reader.press("/")
        assert reader.lines()[:-2] == before[:-2]
        await reader.press("escape")
        assert reader.lines() == before
        panes = (reader.screen.events, reader.screen.article, reader.screen.actors, reader.screen.overview)
        resized = [m for m in reader.messages[heard:] if isinstance(m, Resize)]
        assert not [m for m in resized if m.size in {pane.size for pane in panes}]

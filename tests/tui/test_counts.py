"""What a key costs does not depend on how many events there are: lines drawn and records read are counted."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from store.loading import Loading
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import BIG_SIZE
from tui.widgets.article_pane import ArticlePane
from tui.widgets.event_list import EventList
from tui.widgets.lines import LinePane

HANDFUL = 8


class Counter:
    """Counts calls by name."""

    def __init__(self) -> None:
        self.calls: dict[str, int] = {}

    def counting(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that counts its calls under a name."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls[name] = self.calls.get(name, 0) + 1
            return function(*args, **kwargs)

        return counted

    def __getitem__(self, name: str) -> int:
        return self.calls.get(name, 0)

    def clear(self) -> None:
        """Begin anew."""
        self.calls.clear()


@asynccontextmanager
async def counted(
    store: Loading, monkeypatch: pytest.MonkeyPatch, **options: Any
) -> AsyncIterator[tuple[Reader, Counter]]:
    """Open a store and count lines of the list and records read, from the first key on."""
    counter = Counter()
    async with browsing(store, **options) as reader:
        records = reader.state.timeline._records
        monkeypatch.setattr(EventList, "line", counter.counting("line", EventList.line))
        monkeypatch.setattr(LinePane, "render_line", counter.counting("painted", LinePane.render_line))
        monkeypatch.setattr(ArticlePane, "line", counter.counting("article", ArticlePane.line))
        monkeypatch.setattr(records, "raw", counter.counting("read", records.raw), raising=False)
        yield reader, counter


async def test_a_move_draws_two_lines(big: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counted(big, monkeypatch) as (reader, counter):
        for _ in range(8):  # down to the middle of the screen
            counter.clear()
            await reader.press("j")
            assert counter["line"] == 2
        counter.clear()
        await reader.press("k")
        assert counter["line"] == 2


async def test_scrolling_draws_the_screen_and_no_more(big: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counted(big, monkeypatch) as (reader, counter):
        for key in ("space", "G", "b", "g", "]", "}"):
            counter.clear()
            await reader.press(key)
            assert counter["line"] <= 2 * reader.screen.events.height + 2, key
        counter.clear()
        await reader.wheel(reader.screen.events, 4, 4)
        assert counter["line"] <= reader.screen.events.height


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (300, 80)])
async def test_filtering_draws_the_screen_and_no_more(
    big: Loading, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with counted(big, monkeypatch, size=size) as (reader, counter):
        await reader.press("f", "j")
        counter.clear()
        await reader.press("space")
        assert reader.state.view.size == BIG_SIZE
        assert counter["line"] <= 3 * reader.screen.events.height


async def test_a_key_reads_a_handful_of_records(big: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counted(big, monkeypatch) as (reader, counter):
        await reader.press("G", "g")
        height = reader.screen.events.height
        for key, most in (("j", HANDFUL), ("k", HANDFUL), ("+", 0), ("-", 0), ("z", height), ("z", height), ("T", 0)):
            counter.clear()
            await reader.press(key)
            assert counter["read"] <= most, key


async def test_no_key_reads_more_than_it_shows(big: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever one jumps to: a screen of events, and what happened meanwhile."""
    async with counted(big, monkeypatch) as (reader, counter):
        for key in ("G", "b", "{", "}", "]", ">", "<", "0", "g", "space", "A"):
            counter.clear()
            await reader.press(key)
            assert counter["read"] <= 12 * reader.screen.events.height, key


async def test_opening_reads_a_screen(big: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter()
    assert big.wait(60)
    assert big.timeline is not None
    monkeypatch.setattr(big.timeline, "event", counter.counting("read", big.timeline.uncached_event))
    async with browsing(big) as reader:
        assert counter["read"] <= 12 * reader.screen.events.height


async def test_search_on_the_big_store(big: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counted(big, monkeypatch) as (reader, counter):
        await reader.press("slash", *"clash 499")
        assert reader.state.view.size == sum("499" in str(number) for number in range(BIG_SIZE))
        counter.clear()
        await reader.press("9")
        assert reader.state.view.size == sum("4999" in str(number) for number in range(BIG_SIZE))
        assert counter["line"] <= 3 * reader.screen.events.height

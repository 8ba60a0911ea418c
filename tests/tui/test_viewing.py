"""Saved views, opened and kept from the screen; and dates taken as certain or as possible."""

from pathlib import Path
from typing import Final

import pytest

from store.filter import Filter
from store.loader import load_timeline
from store.model import SavedView
from tests.builders import an_event
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import a_war, war_events
from tui.screens.views import ViewsScreen

VIEWS: Final = [
    SavedView(id="front", name="The front", query="offensive:manbij", event="manbij-7", pane="article", is_zoomed=True),
    SavedView(id="odd", name="Odd [red]one", query="actor:nobody"),
]


def a_war_with_views(path: Path) -> Path:
    return a_war(path, views=VIEWS)


def listed(reader: Reader) -> str:
    assert isinstance(reader.app.screen, ViewsScreen)
    return reader.text


async def test_views_are_listed_with_their_counts_and_opened(tmp_path: Path) -> None:
    async with browsing(a_war_with_views(tmp_path / "w.json")) as reader:
        before = reader.state.here()
        await reader.press("v")
        assert "The front" in listed(reader)
        assert "offensive:manbij" in listed(reader)
        assert " 10 " in next(line for line in listed(reader).splitlines() if "The front" in line)
        assert "Odd [red]one" in listed(reader)
        assert "cannot be read" in listed(reader)
        await reader.press("enter")
        assert (reader.state.filter, reader.event.id) == (Filter("offensive:manbij"), "manbij-7")
        assert reader.screen.pane == "article"
        assert reader.screen.is_zoomed
        await reader.press("escape", "escape", "(")
        assert reader.state.here() == before


async def test_view_that_cannot_be_read_says_why_and_changes_nothing(tmp_path: Path) -> None:
    async with browsing(a_war_with_views(tmp_path / "w.json")) as reader:
        await reader.press("v", "j", "enter")
        assert "nobody" in reader.said
        assert not reader.state.filter


async def test_view_is_saved_and_comes_back(war: Path) -> None:
    async with browsing(war, query="offensive:raqqa") as reader:
        await reader.press("G", "+", "v")
        assert "No view is saved yet" in listed(reader)
        kept = reader.state.here()
        await reader.press("s", *"my view", "enter")
        assert 'Saved as "my view"' in reader.said
        await reader.press("c", "0", "v", "enter")
        assert reader.state.here() == kept
    view = next(iter(load_timeline(war).views.values()))
    assert (view.name, view.query, view.event, view.pane) == ("my view", "offensive:raqqa", "raqqa-9", "timeline")


async def test_views_are_renamed_and_deleted(tmp_path: Path) -> None:
    store = a_war_with_views(tmp_path / "w.json")
    async with browsing(store) as reader:
        await reader.press("v", "r", *["backspace"] * 9, *"Manbij", "enter")
        assert [view.name for view in reader.state.timeline.views.values()] == ["Manbij", "Odd [red]one"]
        await reader.press("v", "r", *["backspace"] * 6, *"odd [red]one", "enter")
        assert "another" in reader.said
        await reader.press("v", "d", *"no", "enter", "v", "d", *"yes", "enter")
        assert [view.name for view in reader.state.timeline.views.values()] == ["Odd [red]one"]


async def test_bundled_store_is_copied_to_keep_views(
    raqqa: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with browsing(raqqa) as reader:
        await reader.press("v", "s", *"mine", "enter")
        assert "The bundled store is not written to" in reader.text
        await reader.press("enter")
        assert 'Saved as "mine"' in reader.said
    assert "mine" in [view.name for view in load_timeline(tmp_path / "raqqa.json").views.values()]


# certainly or possibly


async def test_dates_are_taken_as_certain_or_as_possible(tmp_path: Path) -> None:
    """Independent of the index: 20 events of the first ten days, one some time in June."""
    events = [*war_events(), an_event(id="long", date="2016-05-20/2016-06-02")]
    async with browsing(a_war(tmp_path / "w.json", events=events), query="date:2016-06-01..2016-06-10") as reader:
        assert "20 certainly, 22 possibly" in reader.lines()[0]
        assert reader.state.view.size == 22
        await reader.press("w")
        assert "certain:" in reader.state.filter.text
        assert reader.state.view.size == 20
        assert "20 certainly, 22 possibly" in reader.lines()[0]
        await reader.press("w")
        assert reader.state.view.size == 22
        await reader.press("c", "w")
        assert "No dates are asked for" in reader.said
        assert "certainly" not in reader.lines()[0]


async def test_both_counts_stand_at_80_columns(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24), query="date:2016-06") as reader:
        assert " certainly, " in reader.lines()[0]
        assert reader.place in reader.lines()[0]
        assert "date:2016-06 ✕" in reader.lines()[0]

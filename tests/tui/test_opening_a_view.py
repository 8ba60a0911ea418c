"""A saved view that the browser is opened with: its query, its window and its event; or a sentence."""

from pathlib import Path

from store.filter import Filter
from store.model import SavedView
from tests.tui.driving import browsing
from tests.tui.worlds import JUNE, a_war, iso

VIEW = SavedView(
    id="v", name="Manbij front", query="offensive:manbij", first=iso(JUNE + 2), last=iso(JUNE + 6), event="manbij-4"
)


async def test_opens_with_query_window_and_event(tmp_path: Path) -> None:
    async with browsing(a_war(tmp_path / "war.json", views=[VIEW]), view="manbij FRONT", query="day") as reader:
        assert reader.state.filter == Filter("offensive:manbij day")
        assert (reader.state.window.first, reader.state.window.last) == (JUNE + 2, JUNE + 6)
        assert reader.event.id == "manbij-4"


async def test_view_that_is_not_there_is_said(tmp_path: Path) -> None:
    async with browsing(a_war(tmp_path / "war.json", views=[VIEW]), view="Manbij font") as reader:
        assert "Did you mean Manbij front" in reader.said
        assert not reader.state.filter
        assert reader.state.view.size == 21

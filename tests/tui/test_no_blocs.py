"""A store that does not say who is on which side, as an import of a dataset makes it."""

from pathlib import Path

import pytest

from store.model import Participant
from tests.builders import a_store, an_actor, an_event
from tests.tui.driving import browsing


@pytest.fixture
def sideless(tmp_path: Path) -> Path:
    actors = [an_actor(id=name, name=name.upper(), bloc="") for name in ("one", "two")]
    parties = [Participant(id="one", role="attacker"), Participant(id="two", role="defender")]
    return a_store(tmp_path / "x.json", events=[an_event(id="e", actors=parties)], actors=actors)


async def test_its_actors_stand_under_their_own_heading(sideless: Path) -> None:
    async with browsing(sideless) as reader:
        pane = reader.screen.actors
        assert "▾ Actors" in reader.text_of(pane)
        assert "Others" not in reader.text
        await reader.press("f", "g", "space")
        assert "▸ Actors" in reader.text_of(pane)
        assert not reader.state.filter
        await reader.press("slash", *"two")
        assert "▾ Actors" in reader.text_of(pane)


async def test_its_matrix_says_where_blocs_are_written(sideless: Path) -> None:
    async with browsing(sideless, (80, 24)) as reader:
        await reader.press("M", "b")
        assert "knows no blocs" in reader.text
        assert "Edit an actor" in reader.text
        assert "by actors" in reader.text

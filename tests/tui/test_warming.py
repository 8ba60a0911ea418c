"""What is worked out ahead: the very things that the screens use when they are opened, and nothing twice."""

import weakref
from importlib import import_module
from pathlib import Path

import pytest

from store.loader import load_timeline
from store.race.groundwork import groundwork_of
from store.timeline import Timeline
from tests.tui.driving import browsing
from tui import background, warming
from tui.mapcounting import Counted, MapGround, ground_of
from tui.screens.map import MapScreen


def is_warm(timeline: Timeline) -> bool:
    return {"evidence", "by_dating", "by_exactness"} <= timeline.__dict__.keys()


def test_screens_find_all_that_was_worked_out(raqqa: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = load_timeline(raqqa)
    assert not is_warm(timeline)
    for part in warming.parts(timeline):
        part()
    assert is_warm(timeline)
    assert {"sources", "origins"} <= timeline.evidence.__dict__.keys()

    def worked_out_again(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(MapGround, "__init__", worked_out_again)
    monkeypatch.setattr(Counted, "__init__", worked_out_again)
    monkeypatch.setattr("store.race.groundwork.Groundwork.__init__", worked_out_again)
    assert ground_of(timeline).counted(timeline.everything).by_spot
    assert groundwork_of(timeline).located


def test_a_timeline_that_is_closed_goes_with_all_that_was_worked_out(raqqa: Path) -> None:
    timeline = load_timeline(raqqa)
    for part in warming.parts(timeline):
        part()
    ground = weakref.ref(ground_of(timeline))
    del timeline, part
    assert ground() is None


def test_every_screen_that_it_names_is_one() -> None:
    assert all(import_module(name).__doc__ for name in warming.SCREENS)


async def test_the_browser_works_ahead_once_it_is_painted(raqqa: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "SECONDS_BEFORE_GETTING_READY", 0.01)
    async with browsing(raqqa) as reader:
        timeline = reader.state.timeline
        await reader.until(lambda: is_warm(timeline))
        await reader.settle()
        ground = ground_of(timeline)
        counted = ground.counted(reader.state.view.events)
        await reader.press("m")
        screen = reader.app.screen
        assert isinstance(screen, MapScreen)
        assert screen.mapping.ground is ground
        assert ground.counted(reader.state.view.events) is counted


async def test_leaving_at_once_is_no_trouble(raqqa: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "SECONDS_BEFORE_GETTING_READY", 0.01)
    async with browsing(raqqa) as reader:
        await reader.press("q")
        assert reader.app.return_code == 0

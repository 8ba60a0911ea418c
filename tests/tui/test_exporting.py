"""`X`: the events of the view go into a file, and no file is replaced unasked."""

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from store.exporters import FORMATS, jsonl
from store.loader import load_timeline
from tests.builders import a_meta, a_store, an_article, an_event
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import a_war
from tui.screens.exporting import ExportScreen


@pytest.fixture
def war(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store in the folder in which the reader is."""
    monkeypatch.chdir(tmp_path)
    return a_war(tmp_path / "war.json")


def box(reader: Reader) -> ExportScreen:
    """Return the screen that is over the browser."""
    screen = reader.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


async def choose(reader: Reader, name: str) -> None:
    """Open the export and take a format."""
    at = [format_.name for format_ in FORMATS].index(name)
    await reader.press("X", *["j"] * at, "enter")


async def test_the_view_goes_into_a_file(war: Path) -> None:
    async with browsing(war, query="raqqa") as reader:
        await choose(reader, "geojson")
        assert "Export 10 events of 21" in reader.text
        assert box(reader).query_one(Input).value == "war.geojson"
        await reader.press("enter")
        assert reader.said.startswith("war.geojson has 10 events as GeoJSON.")
        assert len(reader.app.screen_stack) == 1
    written = json.loads(war.with_name("war.geojson").read_text(encoding="utf-8"))
    assert len(written["features"]) == 10
    assert written["query"] == "raqqa"


async def test_what_a_format_loses_is_said_whole_before_it_is_taken(war: Path) -> None:
    async with browsing(war, size=(80, 24)) as reader:
        await reader.press("X")
        for format_ in FORMATS:
            said = " ".join(reader.words_of(box(reader).pages).split())
            assert said == (format_.loses or "Nothing is lost.")
            assert format_.title in reader.text
            await reader.press("j")


async def test_what_is_left_out_comes_in_by_a_key(war: Path) -> None:
    whole = an_article(id="whole", body="All of it.")
    store = a_store(war.with_name("more.json"), events=[an_event(articles=["whole"])], articles=[whole])
    async with browsing(store) as reader:
        await choose(reader, "jsonl")
        await reader.press("enter")
        assert reader.said == (
            "more.jsonl has 1 event as JSON Lines. The full text of one article is left out; a in the list of formats "
            "puts it in."
        )


async def test_choices_are_part_of_the_view(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("f", "slash")
        await reader.type("sdf")
        await reader.press("enter", "space")
        size = reader.state.view.size
        assert 0 < size < 21
        await reader.press("2")
        await choose(reader, "store")
        await reader.press("backspace", "backspace", "backspace", "backspace", "backspace")
        await reader.type("-sdf.json")
        await reader.press("enter")
        assert f"war-sdf.json has {size} events as Dateline store." in reader.text
        ids = {reader.state.timeline.ids[ordinal] for ordinal in reader.state.view.events}
    assert set(load_timeline(war.with_name("war-sdf.json")).ids) == ids


async def test_no_file_is_replaced_unasked(war: Path) -> None:
    there = war.with_name("war.csv")
    there.write_text("mine", encoding="utf-8")
    async with browsing(war) as reader:
        await choose(reader, "csv")
        await reader.press("enter")
        assert "war.csv is there already. enter once more replaces it." in reader.text
        assert there.read_text(encoding="utf-8") == "mine"
        await reader.press("backspace")
        await reader.type("v")
        await reader.press("enter")
        assert reader.said == "war.csv has 21 events as CSV."
        assert len(reader.app.screen_stack) == 1
    assert there.read_text(encoding="utf-8") != "mine"


async def test_another_name_asks_again(war: Path) -> None:
    for name in ("war.csv", "other.csv"):
        war.with_name(name).write_text("mine", encoding="utf-8")
    async with browsing(war) as reader:
        await choose(reader, "csv")
        await reader.press("enter")
        box(reader).query_one(Input).value = "other.csv"
        await reader.press("enter")
        assert box(reader).stage == "path"
    assert {war.with_name(name).read_text(encoding="utf-8") for name in ("war.csv", "other.csv")} == {"mine"}


async def test_the_store_itself_is_never_the_target(war: Path) -> None:
    before = war.read_bytes()
    async with browsing(war) as reader:
        await choose(reader, "store")
        await reader.press("enter", "enter")
        assert "war.json is the store itself" in reader.text
        assert box(reader).stage == "path"
        await reader.press("escape", "escape")
        assert len(reader.app.screen_stack) == 1
    assert war.read_bytes() == before


@pytest.mark.parametrize("name", ["nowhere/x.csv", "\0", "x" * 300, "", " "])
async def test_what_cannot_be_written_is_said(war: Path, name: str) -> None:
    async with browsing(war) as reader:
        await choose(reader, "csv")
        box(reader).query_one(Input).value = name
        await reader.press("enter")
        assert box(reader).stage == "path"
        assert reader.words_of(box(reader).picker)
    assert [path.name for path in war.parent.iterdir()] == ["war.json"]


async def test_escape_stops_and_leaves_no_file(war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browsing(war) as reader:
        held = jsonl.write

        def slowly(timeline: object, events: object, out: object, options: object) -> object:
            box(reader).stop.wait(10)
            options.progress(1, 21)  # type: ignore[attr-defined]  # it is `Options`
            return held(timeline, events, out, options)  # type: ignore[arg-type]  # as it was called

        monkeypatch.setattr(jsonl, "write", slowly)
        await choose(reader, "jsonl")
        await reader.press_and_wait("enter")
        assert box(reader).stage == "writing"
        await reader.press("escape")
        assert "Stopped. No file was made." in reader.text
    assert [path.name for path in war.parent.iterdir()] == ["war.json"]


async def test_notes_go_in_when_asked_for(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("X")
        assert "your notes" in reader.text
        await reader.press("j")
        assert "without your notes" in reader.text
        await reader.press("w", "a")
        assert "articles with their text, your notes" in reader.text
        await reader.press("enter", "enter")
        assert "CSV has no place for the text of articles" in reader.said


async def test_what_has_no_room_at_the_foot_is_shown_first(war: Path) -> None:
    meta = a_meta(licence="CC BY 4.0", attribution=["Somebody, who wants to be named with all of it. " * 8])
    store = a_store(war.with_name("owed.json"), meta=meta, events=[an_event()])
    async with browsing(store) as reader:
        await choose(reader, "csv")
        await reader.press("enter")
        assert "pass it on with the file" in reader.text
        assert "Somebody, who wants to be named" in reader.text
        await reader.press("enter")
        assert reader.said == "owed.csv has 1 event as CSV."


async def test_nothing_to_export_is_said(war: Path) -> None:
    async with browsing(war, query="nothing-like-it") as reader:
        await reader.press("X")
        assert len(reader.app.screen_stack) == 1
        assert reader.said == "There is no event here to export."

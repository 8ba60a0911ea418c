"""Changes from the keyboard: on the disk, shown at once, taken back by one key."""

import shutil
from pathlib import Path

import pytest

from store.editing import steps
from store.editing.editor import Editor
from store.editing.journal import journal_path
from store.files import marks_of
from store.loader import load_timeline
from store.sample import BUNDLED
from tests.tui.driving import Reader, browsing
from tui.screens.copying import CopyScreen


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the reader is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tags_on_disk(path: Path) -> dict[str, list[str]]:
    """Return the tags of the events that have any, as another reader of the store finds them."""
    timeline = load_timeline(path)
    found = {timeline.ids[n]: timeline.event(n).tags for n in range(timeline.size)}
    return {id_: tags for id_, tags in found.items() if tags}


async def test_a_star_is_on_the_disk_and_on_the_screen_and_taken_back(war: Path) -> None:
    before = war.read_bytes()
    async with browsing(war) as reader:
        await reader.press("j", "j")
        here = reader.event.id
        await reader.press("*")
        assert reader.said.startswith("Done, u undoes it: star '")
        assert tags_on_disk(war) == {here: ["starred"]}
        assert war.read_bytes() == before
        assert reader.event.id == here
        assert "★" in reader.text_of(reader.screen.events)
        await reader.press("u")
        assert reader.said.startswith("Undone: star '")
        assert tags_on_disk(war) == {}
        await reader.press("U", "U")
        assert reader.said == "There is nothing to do again."
        assert tags_on_disk(war) == {here: ["starred"]}


async def test_steps_of_an_earlier_session_are_pointed_to(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("u")
        assert reader.said == "There is nothing to undo."
        await reader.press("*")
    async with browsing(war) as reader:
        await reader.press("u")
        assert reader.said == "Nothing to undo in this session. Earlier steps: dateline undo war.json"
        await reader.press("j", "*", "u", "u")
        assert reader.said == "Nothing to undo in this session. Earlier steps: dateline undo war.json"
        assert len(tags_on_disk(war)) == 1


async def test_what_is_only_read_is_never_written(war: Path) -> None:
    before = marks_of(war.stat())
    async with browsing(war) as reader:
        await reader.press("u", "U", "j", ",", ";")
        assert reader.said == "No marks."
    assert marks_of(war.stat()) == before
    assert not journal_path(war).exists()
    assert sorted(path.name for path in war.parent.iterdir()) == ["war.json"]


async def test_marked_events_are_tagged_together_and_found(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("g", ",", ",", ",")
        assert reader.text_of(reader.screen.events).count("✓") == 3
        await reader.press("#")
        await reader.type("siege, Raqqa 2016")
        await reader.press("enter")
        assert len(tags_on_disk(war)) == 3
        assert {tuple(tags) for tags in tags_on_disk(war).values()} == {("siege", "Raqqa 2016")}
        await reader.press("/")
        await reader.type('tag:siege tag:"raqqa 2016"')
        await reader.press("enter")
        assert reader.state.view.size == 3
        await reader.press("#")
        await reader.type("-siege")
        await reader.press("enter")
        assert {tuple(tags) for tags in tags_on_disk(war).values()} == {("Raqqa 2016",)}
        await reader.press("u", "u")
        assert tags_on_disk(war) == {}


async def test_a_whole_view_is_starred_with_its_filter_kept(war: Path) -> None:
    async with browsing(war, query="raqqa") as reader:
        size = reader.state.view.size
        await reader.press(".", "*")
        assert len(tags_on_disk(war)) == size == 10
        assert reader.state.filter.text == "raqqa"
        assert reader.state.view.size == size
        await reader.press("*")
        assert tags_on_disk(war) == {}


async def test_a_deleted_event_comes_back_to_where_it_was(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("j")
        gone, at = reader.event, reader.cursor
        await reader.press("delete")
        assert reader.state.timeline.size == 20
        assert gone.id not in reader.state.timeline.ordinal_of
        assert f"delete '{gone.title}'" in reader.said
        assert "u undoes it" in reader.said
        await reader.press("u")
        assert reader.state.timeline.event(at) == gone
        assert load_timeline(war).size == 21


async def test_keys_in_a_burst_are_done_in_their_order(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.type("*u*u*,*u#")
        await reader.press("escape")
        assert list(tags_on_disk(war).values()) == [["starred"]]


async def test_changes_are_in_the_file_once_the_browser_is_left(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("*")
        reader.app.close_store()
    assert not journal_path(war).exists()
    assert b'"starred"' in war.read_bytes()


async def test_the_bundled_store_is_copied_first_and_the_change_goes_on_in_the_copy(folder: Path) -> None:
    before = BUNDLED.read_bytes()
    async with browsing(BUNDLED) as reader:
        here = reader.event.id
        await reader.press("*")
        assert isinstance(reader.app.screen, CopyScreen)
        assert "The bundled store is not written to" in reader.text
        await reader.press("enter")
        assert tags_on_disk(folder / "raqqa.json")[here][-1] == "starred"
        assert reader.event.id == here
        assert BUNDLED.read_bytes() == before


async def test_a_store_that_becomes_read_only_offers_a_copy(folder: Path) -> None:
    store = folder / "war.json"
    shutil.copy(BUNDLED, store)
    async with browsing(store) as reader:
        store.chmod(0o444)
        here = reader.event.id
        await reader.press("*")
        assert isinstance(reader.app.screen, CopyScreen)
        assert "read-only" in reader.text
        await reader.press("escape")
        assert reader.said == "Nothing was changed."
        await reader.press("*", "enter")
        assert "starred" in tags_on_disk(folder / "war-2.json")[here]


async def test_a_store_that_is_deleted_can_still_be_saved_with_all_that_was_done(war: Path, folder: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("*", "j")
        war.unlink()
        second = reader.event.id
        await reader.press("*")
        assert isinstance(reader.app.screen, CopyScreen)
        await reader.press("enter")
        assert "journal" in reader.text  # the old one is still beside that name
        await reader.press("backspace", *["backspace"] * len(".json"))
        await reader.type("-saved.json")
        await reader.press("enter")
        assert len(tags_on_disk(folder / "wa-saved.json")) == 2
        assert second in tags_on_disk(folder / "wa-saved.json")


async def test_that_the_store_was_deleted_is_told_whole(war: Path, folder: Path) -> None:
    async with browsing(war, (80, 24)) as reader:
        war.unlink()
        await look(reader)
        foot = " ".join(" ".join(reader.lines()[-2:]).split())
        assert foot.startswith("war.json was moved or deleted by another program. What you see")
        assert foot.endswith("can still be saved: press ctrl+p and type 'save a copy'.")
        assert "╰" in reader.lines()[-3]
        await reader.resize(160, 24)
        assert "type 'save a copy'." in reader.lines()[-1]
        assert "╰" in reader.lines()[-2]
        await reader.resize(80, 24)
        await reader.press("j")
        assert "help" in reader.lines()[-1]
        assert "╰" in reader.lines()[-2]


async def look(reader: Reader) -> None:
    """Have the browser look at the store, as it does now and then."""
    reader.screen._look_at_others()
    await reader.settle()


async def test_what_another_program_does_is_shown(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("*", "j")
        here = reader.event.id
        with Editor(war) as other:
            other.apply(steps.patch(load_timeline(war), "events", here, {"title": "Bridge blown up"}))
            await look(reader)
            assert reader.event.title == "Bridge blown up"
            assert "Changed by" in reader.said
            assert "another program" in reader.said
        await look(reader)  # the other one has written the file
        assert "nother program" in reader.said
        assert reader.event.title == "Bridge blown up"
        await reader.press("*")
        assert len(tags_on_disk(war)) == 2


async def test_a_reader_sees_what_is_written_meanwhile(war: Path) -> None:
    async with browsing(war) as reader:
        with Editor(war) as other:
            other.apply(steps.delete(load_timeline(war), "events", reader.event.id))
            await look(reader)
            assert reader.state.timeline.size == 20
            assert "Another program" in reader.said

"""`I`: a file of events comes in from inside the browser, or the store stays as it was."""

import csv
import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from store.editing import steps
from store.editing.editor import Editor
from store.filter import Filter
from store.importing import intake
from store.loader import load_timeline
from store.sample import BUNDLED
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import a_war
from tui.screens.importing import ImportScreen


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the reader is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def leaflets(path: Path, *rows: tuple[str, str], header: tuple[str, str] = ("date", "title")) -> Path:
    """Write a table of events."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def box(reader: Reader) -> ImportScreen:
    """Return the screen that is over the browser."""
    screen = reader.app.screen
    assert isinstance(screen, ImportScreen)
    return screen


async def choose(reader: Reader, name: str) -> None:
    """Open the import and type the name of a file."""
    await reader.press("I")
    await reader.type(name)
    await reader.press("enter")


async def test_a_table_comes_in_and_shows_at_once(folder: Path) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "leaflets.csv", ("2016-06-04", "Leaflets dropped on Manbij"), ("nonsense", "No date"))
    async with browsing(store) as reader:
        await reader.press("j", "j", "j")
        here = reader.event.id
        await choose(reader, "leaflets.csv")
        assert box(reader).stage == "plan"
        assert "in   2 rows" in reader.text
        assert "out  Would be: 1 new, 0 changed, 0 unchanged, 1 rejected" in reader.text
        assert 'line 3, date "nonsense"' in reader.text
        assert "2016-06-04 · Leaflets dropped on Manbij" in reader.text
        before = store.read_bytes()
        await reader.press("enter")
        assert store.read_bytes() != before
        assert box(reader).stage == "report"
        assert "war.json has them now" in reader.text
        rejects = folder / "leaflets-rejects.csv"
        assert "nonsense" in rejects.read_text(encoding="utf-8")
        assert "leaflets-rejects.csv" in reader.text
        await reader.press("enter")
        assert reader.event.id == here
        assert reader.said == "Imported: 1 new."
        assert reader.state.timeline.size == 22
        await reader.press("/")
        await reader.type("leaflets dropped")
        await reader.press("enter")
        assert reader.event.title == "Leaflets dropped on Manbij"


async def test_a_name_that_is_not_there_is_told_where_it_is_typed(folder: Path) -> None:
    async with browsing(a_war(folder / "war.json")) as reader:
        await choose(reader, "nowhere/leaflets.csv")
        assert box(reader).stage == "file"
        assert "There is no file nowhere/leaflets.csv. Check the name." in reader.text
        assert "m columns" not in reader.text


async def test_what_was_wrong_with_a_name_goes_when_another_is_typed(folder: Path) -> None:
    async with browsing(a_war(folder / "war.json")) as reader:
        await choose(reader, "nowhere.csv")
        assert "There is no file" in reader.text
        await reader.press("x")
        assert "There is no file" not in reader.text
        assert "UCDP" in reader.text


PROSE = "The army moved on the town, and its people left it in the night, as they had before. " * 6


@pytest.mark.parametrize(
    ("name", "text"), [("news.html", "<html><body><p>The army moved.</p></body></html>"), ("news.txt", PROSE)]
)
async def test_an_article_is_sent_to_where_it_is_read(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    async with browsing(a_war(folder / "war.json"), (120, 40)) as reader:
        await choose(reader, name)
        assert "looks like an article: press P" in reader.text
        assert "--" not in reader.words_of(reader.app.screen)


async def test_no_option_of_the_command_line_is_named(folder: Path) -> None:
    (folder / "x.json").write_text('{"no": "events"}', encoding="utf-8")
    async with browsing(a_war(folder / "war.json"), (120, 40)) as reader:
        await choose(reader, "x.json")
        assert "--format" not in reader.text
        assert "--map" not in reader.text


async def test_ones_own_import_is_not_taken_for_another_programs(folder: Path) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "leaflets.csv", ("2016-06-04", "Leaflets dropped on Manbij"))
    async with browsing(store) as reader:
        await choose(reader, "leaflets.csv")
        await reader.press("enter")
        reader.screen._look_at_others()
        await reader.settle()
        assert reader.state.timeline.size == 21
        assert "nother program" not in reader.said
        await reader.press("enter")
        reader.screen._look_at_others()
        await reader.settle()
        assert reader.state.timeline.size == 22
        assert reader.said == "Imported: 1 new."
        with Editor(store) as other:
            other.apply(steps.delete(load_timeline(store), "events", reader.event.id))
        reader.screen._look_at_others()
        await reader.settle()
        assert reader.state.timeline.size == 21
        assert "nother program" in reader.said


async def test_filter_and_window_stay(folder: Path) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "more.csv", ("2016-06-05", "Raqqa front, day more"), ("2016-06-06", "Something else"))
    async with browsing(store, query="raqqa") as reader:
        await reader.press("j", "plus")
        here, window = reader.event.id, reader.state.window
        await choose(reader, "more.csv")
        await reader.press("enter", "enter")
        assert reader.state.filter == Filter("raqqa")
        assert reader.place == "2 of 11, from 23"
        assert (reader.event.id, reader.state.window) == (here, window)


async def test_nothing_doubles(folder: Path) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "more.csv", ("2016-06-05", "One"), ("2016-06-06", "Two"))
    async with browsing(store) as reader:
        await choose(reader, "more.csv")
        await reader.press("enter", "enter")
        await choose(reader, "more.csv")
        assert "Would be: 0 new, 0 changed, 2 unchanged, 0 rejected" in reader.text
        before = store.read_bytes()
        await reader.press("enter")
        assert "war.json is as it was" in reader.text
        await reader.press("escape")
        assert store.read_bytes() == before
        assert reader.state.timeline.size == 23


async def test_the_bundled_store_is_copied_first(folder: Path) -> None:
    bundled = BUNDLED.read_bytes()
    leaflets(folder / "more.csv", ("2016-06-05", "One"))
    async with browsing(BUNDLED) as reader:
        here = reader.event.id
        await reader.press("I")
        assert "The bundled store is not written to" in reader.words_of(box(reader).picker)
        assert box(reader).query_one(Input).value == "raqqa.json"
        await reader.press("enter")
        await reader.type("more.csv")
        await reader.press("enter", "enter", "enter")
        assert reader.screen.path == Path("raqqa.json")
        assert reader.event.id == here
        assert reader.state.timeline.path == Path("raqqa.json")
        assert reader.said == "Imported: 1 new."
        await reader.press("I")
        assert box(reader).stage == "file"
    assert BUNDLED.read_bytes() == bundled


async def test_a_copy_takes_no_name_that_is_taken(folder: Path) -> None:
    (folder / "raqqa.json").write_text("mine", encoding="utf-8")
    async with browsing(BUNDLED) as reader:
        await reader.press("I")
        assert box(reader).query_one(Input).value == "raqqa-2.json"
        await reader.press(*["backspace"] * len("-2.json"))
        await reader.type(".json")
        await reader.press("enter")
        assert box(reader).stage == "copy"
        assert "exists" in reader.words_of(box(reader).picker)
        await reader.press("escape")
        assert reader.screen.path == BUNDLED
    assert (folder / "raqqa.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("stage", ["looking", "bringing"])
async def test_escape_stops_and_the_store_stays(folder: Path, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "ROWS_BETWEEN_REPORTS", 1)
    store = a_war(folder / "war.json")
    before = store.read_bytes()
    leaflets(folder / "many.csv", *((f"{year}-06-05", f"Event {year}") for year in range(1000, 6000)))
    async with browsing(store) as reader:
        await reader.press("I")
        await reader.type("many.csv")
        if stage == "bringing":
            await reader.press("enter")
        await reader.press_and_wait("enter")
        assert box(reader).stage == stage
        await reader.press("escape")
        assert box(reader).stage == "file"
        assert "Stopped. war.json is as it was." in reader.text
        await reader.press("escape")
        assert reader.state.timeline.size == 21
    assert store.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["many.csv", "war.json"]


async def test_columns_can_be_named(folder: Path) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "odd.csv", ("2016-06-05", "One"), header=("zeit", "was geschah"))
    async with browsing(store) as reader:
        await choose(reader, "odd.csv")
        assert box(reader).stage == "failed"
        assert "no column with the date" in reader.words_of(box(reader).pages)
        await reader.press("m")
        await reader.type("date")
        assert "write field=column" in reader.text
        await reader.press("enter")
        assert box(reader).stage == "failed"
        await reader.type("=zeit; title = was geschah")
        await reader.press("enter")
        assert box(reader).stage == "plan"
        assert "1 new" in reader.text
        await reader.press("enter", "enter")
        assert reader.state.timeline.size == 22


async def test_the_format_can_be_chosen(folder: Path) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "more.csv", ("2016-06-05", "One"))
    async with browsing(store) as reader:
        await choose(reader, "more.csv")
        await reader.press("f")
        assert "By what the file holds" in reader.text
        await reader.click_on("UCDP GED")
        assert box(reader).stage == "failed"
        await reader.press("f", "g", "enter")
        assert box(reader).stage == "plan"


async def test_walking_through_folders(folder: Path) -> None:
    store = a_war(folder / "war.json")
    (folder / "data" / "deep").mkdir(parents=True)
    leaflets(folder / "data" / "deep" / "more.csv", ("2016-06-05", "One"))
    async with browsing(store) as reader:
        await reader.press("I")
        assert "data/" in reader.text
        await reader.press("down", "enter", "down", "enter", "down", "enter")
        assert box(reader).stage == "plan"
        await reader.press("escape")
        assert box(reader).query_one(Input).value == "data/deep/more.csv"
        await reader.press("escape", "I")
        await reader.type("da")
        await reader.press("tab")
        assert box(reader).query_one(Input).value == "data/"
        await reader.press("tab", "tab", "enter")
        assert box(reader).stage == "plan"


async def test_columns_are_offered_only_where_they_help(folder: Path) -> None:
    (folder / "paper.csv").write_bytes(b"%PDF-1.7")
    async with browsing(a_war(folder / "war.json")) as reader:
        await choose(reader, "paper.csv")
        assert box(reader).stage == "failed"
        assert "is a PDF document" in reader.text
        assert "m columns" not in reader.text
        assert "which column" not in reader.text


@pytest.mark.parametrize("name", ["nowhere.csv", "/dev/null", "\0", "~nobody/x", "war.json/x", "x" * 300])
async def test_what_cannot_be_read_is_said(folder: Path, name: str) -> None:
    store = a_war(folder / "war.json")
    before = store.read_bytes()
    async with browsing(store) as reader:
        await reader.press("I")
        box(reader).query_one(Input).value = name
        await reader.press("enter")
        assert box(reader).stage in ("failed", "file")
        await reader.press("escape", "escape", "escape")
        assert reader.app.return_code is None
    assert store.read_bytes() == before


@pytest.mark.parametrize("name", ["\0", "a\ud800b.json", "x" * 300, "nowhere/x.json"])
async def test_a_copy_that_cannot_be_made_is_said(folder: Path, name: str) -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("I")
        box(reader).query_one(Input).value = name
        await reader.press("enter")
        assert box(reader).stage == "copy"
        assert "bundled store" not in reader.words_of(box(reader).picker)
    assert not any(folder.iterdir())


async def test_a_locked_store_is_said(folder: Path) -> None:
    from store.database import open_store

    store = a_war(folder / "war.json")
    leaflets(folder / "more.csv", ("2016-06-05", "One"))
    async with browsing(store) as reader:
        await choose(reader, "more.csv")
        with open_store(store, writing=True):
            await reader.press("enter")
        assert box(reader).stage == "failed"
        assert "Another program is writing" in reader.text


async def test_a_store_that_went_away_meanwhile(folder: Path) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "more.csv", ("2016-06-05", "One"))
    async with browsing(store) as reader:
        await choose(reader, "more.csv")
        await reader.press("enter")
        store.unlink()
        shutil.copy(folder / "more.csv", store)
        await reader.press("enter")
        assert reader.app.return_code is None
        assert reader.state.timeline.size == 21
        assert "war.json" in reader.said


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_it_reads_in_little_room(folder: Path, size: tuple[int, int]) -> None:
    store = a_war(folder / "war.json")
    leaflets(folder / "more.csv", ("2016-06-05", "One"))
    async with browsing(store, size) as reader:
        await reader.press("I")
        assert "more.csv" in reader.text
        await reader.type("more.csv")
        await reader.press("enter")
        assert "Would be: 1 new" in reader.words_of(box(reader).pages)
        assert "enter" in reader.text_of(box(reader).hints)


async def test_a_folder_without_files_is_told_from_a_name_that_none_has(folder: Path) -> None:
    (folder / "bare").mkdir()
    (folder / "hidden").mkdir()
    (folder / "hidden" / ".profile").touch()
    store = a_war(folder / "war.json")
    async with browsing(store) as reader:
        await reader.press("I")
        for typed, said in (
            ("bare/", "This folder is empty."),
            ("hidden/", "Nothing here but hidden files: type a full stop to see them."),
            ("bare/x", "Nothing here by that name."),
            ("nowhere/", "There is no such folder, or it cannot be read."),
        ):
            box(reader).picker.input.value = typed
            await reader.settle()
            assert said in reader.text_of(box(reader).picker.list)

"""Saving what is on the screen, whatever screen it is: whole, harmless, and nothing replaced unasked."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from store.errors import StoreNotWritable
from tests.builders import a_meta, a_store, an_event, an_offensive
from tests.tui.driving import Reader, browsing
from tests.tui.texts import ESCAPES, WIDE
from tui.pictures import CELL, drawn, name_for, save


async def save_as(reader: Reader, kind: str, *keys: str) -> None:
    """Save the screen by the palette, under the name that is offered."""
    await reader.press("ctrl+p")
    await reader.type(f"save this screen as {kind}")
    await reader.press("enter", *keys)


def told(reader: Reader) -> str:
    """Return what stands in the box, without spaces: paths are broken anywhere."""
    return "".join(reader.text_of(reader.app.screen.query_one("#box")).split())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the program was started."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        ("", "raqqa-timeline-2016-06-04", "Army said to enter"),
        ("M", "raqqa-matrix-2016-06-04", "Who against whom"),
        ("W", "raqqa-numbers-2016-06-04", "What the numbers rest on"),
        ("m", "raqqa-map-2016-06-04", "Natural Earth"),
        ("r", "raqqa-race-2016-06-04", "Tabqa"),
    ],
)
async def test_any_screen_can_be_saved_as_picture_and_text(
    raqqa: Path, here: Path, key: str, name: str, words: str
) -> None:
    async with browsing(raqqa) as reader:
        if key:
            await reader.press(key)
        before = reader.text
        await save_as(reader, "text", "enter")
        assert f"Saved as {name}.txt" in " ".join(line.strip() for line in reader.lines()[-3:])
        await save_as(reader, "svg", "enter")
        assert [line.rstrip() for line in before.splitlines()] == (here / f"{name}.txt").read_text().splitlines()
        svg = (here / f"{name}.svg").read_text(encoding="utf-8")
        assert words in "".join(ElementTree.fromstring(svg).itertext()).replace("\xa0", " ")
        assert "url(http" not in svg  # no font is fetched
        assert sorted(path.name for path in here.iterdir()) == [f"{name}.svg", f"{name}.txt"]


async def test_no_text_of_a_picture_begins_with_blanks(raqqa: Path) -> None:
    """Some programs drop them, and the rest would stand too far to the left."""
    async with browsing(raqqa) as reader:
        texts = [t for t in ElementTree.fromstring(drawn(reader.app, "svg")).iter() if t.get("textLength")]
        lines = reader.lines()
        heights = sorted({float(text.attrib["y"]) for text in texts})
        assert len(texts) > 100
        for text in texts:
            words = (text.text or "").replace("\xa0", " ")
            if not words.strip():
                continue
            assert not words.startswith(" ")
            start = round(float(text.attrib["x"]) / CELL)
            assert lines[heights.index(float(text.attrib["y"]))][start:].startswith(words)
            assert float(text.attrib["textLength"]) == pytest.approx(len(words) * CELL, abs=0.11)


async def test_a_file_is_replaced_only_when_asked_twice(raqqa: Path, here: Path) -> None:
    path = here / "raqqa-timeline-2016-06-04.txt"
    path.write_text("mine")
    async with browsing(raqqa) as reader:
        await save_as(reader, "text", "enter")
        assert "istherealready" in told(reader)
        assert path.read_text() == "mine"
        await reader.press("escape")
        assert path.read_text() == "mine"
        await save_as(reader, "text", "enter", "enter")
        assert f"Saved as {path.name} in " in reader.said
        assert "Dateline" in path.read_text()


async def test_what_will_become_of_a_name_is_said(raqqa: Path, here: Path) -> None:
    (here / "there.txt").write_text("mine")
    (here / "folder").mkdir()
    async with browsing(raqqa) as reader:
        await save_as(reader, "text")
        assert "Anewfile." in told(reader)
        for name, said in (
            ("there.txt", "there.txtistherealready."),
            ("there", "Anewfile."),
            ("folder", "folderisafolder:enteropensit."),
            ("folder/new", "Anewfile."),
            ("nowhere/new", "Thereisnosuchfolder,oritcannotberead."),
            ("", "Typeanameforthefile."),
        ):
            await reader.press("end", "ctrl+u")
            await reader.type(name)
            assert said in told(reader), name
            assert "Nothingherebythatname" not in told(reader)


async def test_what_cannot_be_written_is_a_sentence(raqqa: Path, here: Path) -> None:
    async with browsing(raqqa) as reader:
        await save_as(reader, "text", "home")
        await reader.type("nowhere/")
        await reader.press("enter")
        assert "itsfolderdoesnotexist" in told(reader)
        assert list(here.iterdir()) == []


async def test_hostile_text_stays_harmless(here: Path, tmp_path: Path) -> None:
    events = [an_event(title=f"<b>&{ESCAPES}{WIDE}")]
    offensive = an_offensive(name=f"]]>{ESCAPES}", short="")
    store = a_store(tmp_path / "a <b>.json", meta=a_meta(title=f"x{ESCAPES}"), events=events, offensives=[offensive])
    async with browsing(store) as reader:
        await save_as(reader, "svg", "enter")
        await save_as(reader, "text", "enter")
        svg, text = sorted(here.iterdir())
        ElementTree.fromstring(svg.read_text(encoding="utf-8"))
        assert all(line.isprintable() for line in text.read_text(encoding="utf-8").splitlines())


def test_names_are_plain() -> None:
    assert name_for("a b/../c", "matrix", "", kind="svg") == "a-b-..-c-matrix.svg"
    assert name_for("\x1b[31m", "", kind="txt").isprintable()
    assert name_for("", "..", kind="txt") == "dateline.txt"
    assert len(name_for("x" * 300, kind="txt")) < 80


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    save("one", path, replace=False)
    with pytest.raises(StoreNotWritable, match="is there already"):
        save("two", path, replace=False)
    save("three", path, replace=True)
    assert path.read_text() == "three"
    with pytest.raises(StoreNotWritable):
        save("four", tmp_path / "none" / "a.txt", replace=True)
    with pytest.raises(StoreNotWritable):
        save("five", tmp_path / ("x" * 300), replace=False)
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]

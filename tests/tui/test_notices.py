"""What stands in a pane that has nothing else to show."""

import pytest

from tests.tui.texts import ESCAPES, WIDE
from tests.tui.worlds import text_of, texts_of
from tui.drawing.notices import Notice, empty_store, loading, no_match
from tui.drawing.spans import width_of


def words(notice: Notice, width: int = 200) -> str:
    return " ".join(" ".join(texts_of(notice.lines(width))).split())


@pytest.mark.parametrize("width", [20, 38, 80])
def test_notices_fit(width: int) -> None:
    for notice in (
        Notice(WIDE, (WIDE * 5, "word " * 40)),
        empty_store("A long title of a store " * 4, "/a/long/path/to/it.json"),
        no_match([("actor:SDF", 10)]),
        loading("war.json", 0.5),
    ):
        assert all(width_of(line) <= width for line in notice.lines(width))


def test_notice_without_anything_to_say_is_blank() -> None:
    assert words(Notice()) == ""


def test_empty_result_names_what_emptied_it() -> None:
    said = words(no_match([("deaths:>=10", 12), ("actor:SDF", 1), ("-IS", 0)]))
    assert "Without deaths:>=10: 12 events." in said
    assert "Without actor:SDF: 1 event." in said
    assert "-IS" not in said


def test_empty_result_of_parts_that_contradict_each_other() -> None:
    assert "contradict each other" in words(no_match([("actor:SDF", 0), ("-actor:SDF", 0)]))


def test_empty_store_says_what_to_do_with_which_file() -> None:
    said = words(empty_store("My war", "/home/me/war.json"))
    assert "My war has no events yet." in said
    assert "/home/me/war.json" in said
    for way in ("a to add an event", "I to import a file", "P to read a saved page"):
        assert way in said


def test_names_of_files_are_text() -> None:
    for notice in (empty_store(ESCAPES, ESCAPES), loading(ESCAPES, 0.5)):
        assert all(text_of(line).isprintable() for line in notice.lines(80))


@pytest.mark.parametrize("share", [0.0, 0.004, 0.5, 1.0])
def test_loading_shows_how_far_it_is(share: float) -> None:
    notice = loading("war.json", share)
    assert f"{share:.0%}" in words(notice)
    bar = next(line for line in notice.lines(60) if any("━" in span.text for span in line))
    done = sum(len(span.text) for span in bar if span.look == "heading")
    assert done == int(40 * share)

from pathlib import Path

import pytest

from store.exporters.htmlpage import months_of
from store.exporters.page_parts import anchor
from store.loader import load_timeline
from store.sample import BUNDLED
from tests.builders import an_event
from tests.exporting.reading_back import Page
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported, with_remarks


def page(data: bytes) -> Page:
    found = Page.of(data)
    assert len(set(found.ids)) == len(found.ids)
    for href in found.links:
        assert href.startswith(("http://", "https://")) or href[1:] in found.ids, href
    assert found.headings[0][0] == 1
    assert [level for level, _text in found.headings].count(1) == 1
    for (before, _), (after, _) in zip(found.headings, found.headings[1:], strict=False):
        assert after <= before + 1, "no level is skipped"
    assert found.language == "en"
    return found


def test_page_has_headings_anchors_and_notes(tmp_path: Path) -> None:
    found = page(exported(a_rich_world(tmp_path), "html", title="Mine", query="actor:<IS>"))
    assert found.headings == [
        (1, "Mine"),
        (2, "June 2016"),
        (3, "One day between 13 and 15 June 2016"),
        (4, "Bridge taken, and lost; again"),
        (3, "Thursday 16 June 2016"),
        (4, "Clash, 3 killed"),
        (2, "July 2016"),
        (3, "Some time in July 2016"),
        (4, "Quiet"),
        (2, "Sources"),
    ]
    assert {"event-taken", "event-ucdp~3a~77", "event-bare", "month-2016-06", "source-1", "source-4"} <= set(found.ids)
    assert "source-5" not in found.ids
    for words in (
        "Chosen by actor:<IS>",
        "Licence CC BY 4.0 Attribution UCDP GED 25.1 Curated by us",
        "SOHR: best 12, from 10 to 20 killed 1",
        "Army: 40 killed, Islamic State Amaq",
        "disputed: the sources contradict each other; written by hand",
        "June 2016 2 July 2016 1",
    ):
        assert words.replace(" ", "") in found.text.replace(" ", "")


def test_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    data = exported(a_rich_world(tmp_path), "html", with_articles=True)
    (style,) = page(data).styles
    assert "url(" not in style
    assert "@import" not in style
    assert b"default-src 'none'" in data
    assert b"@media print" in data
    assert b"prefers-color-scheme: dark" in data


def test_articles_and_notes_come_when_asked_for(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    data, remarks = with_remarks(timeline, "html")
    assert b"<em>whole</em> text" not in data
    assert b"Rami</strong> back" not in data
    assert remarks == ("The full text of one article is left out; --with-articles puts it in.",)
    data, remarks = with_remarks(timeline, "html", with_articles=True, with_notes=True)
    assert b"<p>The <em>whole</em> text.</p>\n<p><strong>Inside</strong></p>" in data
    assert b"<strong>Rami</strong> back" in data
    assert not remarks
    page(data)


@pytest.mark.parametrize("date", DATES)
def test_every_date_has_its_place(tmp_path: Path, date: str) -> None:
    page(exported(a_world(tmp_path, dated(date)), "html"))


def test_all_dates_together_are_found_from_the_list_of_months(tmp_path: Path) -> None:
    timeline = a_world(tmp_path, *map(dated, DATES))
    page(exported(timeline, "html"))
    assert sum(count for _day, count in months_of(timeline, timeline.everything)) == len(DATES)


def test_nothing_chosen_is_a_page(tmp_path: Path) -> None:
    found = page(exported(a_rich_world(tmp_path), "html", []))
    assert [level for level, _text in found.headings] == [1]


def test_anchors_are_stable_and_apart() -> None:
    ids = ["a", "a b", "a_b", "a~b", "A", "ä", "x" * 200, "x" * 201, "ucdp:1", "ucdp:11", "a~20~b", ""]
    anchors = [anchor(id_) for id_ in ids]
    assert len(set(anchors)) == len(ids)
    assert all(len(found) < 200 and found.isascii() and " " not in found for found in anchors)
    assert anchor("ucdp:1") == "event-ucdp~3a~1"


def test_bundled_store_is_a_page() -> None:
    timeline = load_timeline(BUNDLED)
    found = page(exported(timeline, "html"))
    assert len([identifier for identifier in found.ids if identifier.startswith("event-")]) == timeline.size


def test_anchor_does_not_depend_on_what_else_is_exported(tmp_path: Path) -> None:
    timeline = a_world(tmp_path, an_event(id="one two"), an_event(id="three"))
    for chosen in ([0, 1], [timeline.ordinal_of["one two"]]):
        assert b'<article id="event-one~20~two">' in exported(timeline, "html", chosen)

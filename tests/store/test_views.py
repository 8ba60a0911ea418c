"""Saved views: listed with their counts, found by name, saved, renamed and deleted by steps that reach the disk."""

from pathlib import Path

import pytest

from store.check import check_store
from store.editing.editor import Editor
from store.errors import RecordNotFound, StoreExists
from store.filter import Filter
from store.loader import load_timeline
from store.model import SavedView
from store.sample import BUNDLED
from store.timeline import Timeline
from store.views import deleted, find, listed, new_id, renamed, saved, window_of
from tests.builders import a_store, an_event

VIEWS = [
    SavedView(id="sdf", name="The SDF", query="actor:SDF", first="2016-06-01", last="2016-06-30", pane="article"),
    SavedView(id="late", name="Late ones", query="after:2016-06-04"),
    SavedView(id="lost", name="Lost", query="actor:nobody"),
    SavedView(id="all", name="All"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_store(
        tmp_path / "war.json",
        events=[an_event(id="a"), an_event(id="b", date="2016-06-05", actors=[])],
        views=VIEWS,
    )


def test_views_are_listed_with_what_they_show_now(path: Path) -> None:
    found = [(each.view.name, each.count, bool(each.problem)) for each in listed(load_timeline(path))]
    assert found == [("The SDF", 1, False), ("Late ones", 1, False), ("Lost", 0, True), ("All", 2, False)]
    assert check_store(path).counts["views"] == 4


@pytest.mark.parametrize("name", ["sdf", "The SDF", "the sdf", " THE  SDF "])
def test_a_view_is_found_by_id_or_name(path: Path, name: str) -> None:
    assert find(load_timeline(path), name).query == "actor:SDF"


def test_one_that_is_not_there_suggests_others(path: Path) -> None:
    with pytest.raises(RecordNotFound, match="Did you mean Late ones"):
        find(load_timeline(path), "Late one")


def edited(path: Path, *steps: object) -> Timeline:
    with Editor(path) as editor:
        for step in steps:
            editor.apply(step)  # type: ignore[arg-type]  # any step will do
    return load_timeline(path)


def test_saving_renaming_and_deleting_reach_the_disk(path: Path) -> None:
    timeline = load_timeline(path)
    new = SavedView(id="", name="Dead of June", query="deaths:>0", note="x")
    timeline = edited(path, saved(timeline, new))
    assert find(timeline, "dead of june") == SavedView(
        id="dead-of-june", name="Dead of June", query="deaths:>0", note="x"
    )
    timeline = edited(path, saved(timeline, SavedView(id="", name="dead of June", query="deaths:>9")))
    assert find(timeline, "Dead of June").id == "dead-of-june"
    assert find(timeline, "Dead of June").query == "deaths:>9"
    timeline = edited(path, renamed(timeline, "dead-of-june", "Killed in June"))
    assert [view.name for view in timeline.views.values()][-1] == "Killed in June"
    timeline = edited(path, deleted(timeline, "dead-of-june"))
    assert list(timeline.views) == ["sdf", "late", "lost", "all"]


def test_a_name_is_given_once(path: Path) -> None:
    timeline = load_timeline(path)
    with pytest.raises(StoreExists):
        renamed(timeline, "sdf", "LATE ones")
    assert new_id(timeline, "Lost") == "lost-2"
    assert new_id(timeline, "Würfel, 2") == "wurfel-2"
    with pytest.raises(RecordNotFound):
        deleted(timeline, "nothing")


def test_window_of_a_view() -> None:
    assert window_of(VIEWS[0]) == (736116, 736145)
    for first, last in (("", ""), ("2016-06-30", "2016-06-01"), ("soon", "2016"), ("../2016", "2016")):
        assert window_of(SavedView(id="x", name="x", first=first, last=last)) is None


def test_check_reads_a_view_as_strictly_as_an_offensive(tmp_path: Path) -> None:
    views = [SavedView(id="x", name="X", query="(", first="soon")]
    report = check_store(a_store(tmp_path / "war.json", views=views))
    assert {finding.field for finding in report.findings} == {"query", "first"}


def test_a_store_of_some_events_keeps_the_views_and_what_they_name(path: Path, tmp_path: Path) -> None:
    from store.exporters.needed import needed

    timeline = load_timeline(path)
    ids = needed(timeline, Filter("id:b").events(timeline))
    assert list(ids["views"]) == ["sdf", "late", "lost", "all"]
    assert "sdf" in ids["actors"]


def test_bundled_views_all_show_something() -> None:
    found = listed(load_timeline(BUNDLED))
    assert {"Only one source", "Sources disagree"} <= {each.view.name for each in found}
    assert all(each.count and not each.problem for each in found)

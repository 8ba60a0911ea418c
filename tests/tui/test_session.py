"""What a session does while nobody is at the keys."""

import json
from pathlib import Path

import pytest

from store.editing import editor as editing
from store.editing import steps
from store.editing.folding import prepared
from store.editing.journal import journal_path
from store.errors import StoreExists
from store.loader import load_timeline
from store.watching import marks_of_store
from tests.builders import a_store, an_event
from tui import session as sessions
from tui.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    path = a_store(tmp_path / "x.json")
    session = Session(load_timeline(path), path, marks_of_store(path))
    session.do(lambda now: steps.patch(now, "events", "villages-taken", {"title": "New"}))
    return session


def test_what_waits_is_written_in_once_nobody_writes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "IDLE_S", 0.0)
    session.rest()
    assert journal_path(session.path).exists()  # there is too little of it
    monkeypatch.setattr(editing, "WORTH_FOLDING_BYTES", 1)
    session.rest()
    assert not journal_path(session.path).exists()
    assert load_timeline(session.path).event(0).title == "New"
    assert session.look() == []
    session.undo()
    assert load_timeline(session.path).event(0).title == "Villages taken"


def test_nothing_is_written_in_while_somebody_writes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "WORTH_FOLDING_BYTES", 1)
    session.rest()
    assert journal_path(session.path).exists()


def test_a_session_that_ends_stops_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "IDLE_S", 0.0)
    monkeypatch.setattr(editing, "WORTH_FOLDING_BYTES", 1)
    before = session.path.read_bytes()

    def ending(path: Path, cancelled: object) -> object:
        session.is_over = True
        return prepared(path, cancelled)  # type: ignore[arg-type]  # as Editor calls it

    monkeypatch.setattr(editing, "prepared", ending)
    session.rest()
    assert session.path.read_bytes() == before
    assert load_timeline(session.path).event(0).title == "New"


@pytest.mark.parametrize("fate", ["stays", "deleted", "replaced", "read again"])
def test_a_copy_has_what_is_on_the_screen_whatever_became_of_the_file(
    session: Session, tmp_path: Path, fate: str
) -> None:
    unknown = json.loads(session.path.read_text())
    session.close()
    unknown["mine"] = {"1": {"kept": True}}
    session.path.write_text(json.dumps(unknown))
    timeline = load_timeline(session.path)
    session = Session(timeline, session.path, marks_of_store(session.path))
    if fate != "read again":
        session.do(lambda now: steps.patch(now, "events", "villages-taken", {"title": "Seen"}))
    if fate == "deleted":
        session.path.unlink()
        journal_path(session.path).unlink()
    if fate == "replaced":
        a_store(tmp_path / "x.json", events=[an_event(id="other")])
    session.save_copy(tmp_path / "copy.json")
    copy = json.loads((tmp_path / "copy.json").read_text())
    expected = "Villages taken" if fate == "read again" else "Seen"
    assert [event["title"] for event in copy["events"].values()] == [expected]
    assert ("mine" in copy) == (fate in {"stays", "read again"})
    with pytest.raises(StoreExists):
        session.save_copy(tmp_path / "copy.json")


def test_no_copy_is_made_beside_the_journal_of_another_store(session: Session, tmp_path: Path) -> None:
    journal_path(tmp_path / "copy.json").write_bytes(b"")
    with pytest.raises(StoreExists, match="journal of another store"):
        session.save_copy(tmp_path / "copy.json")
    assert not (tmp_path / "copy.json").exists()

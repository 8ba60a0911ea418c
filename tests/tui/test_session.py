"""What a session does while nobody is at the keys."""

from pathlib import Path

import pytest

from store.editing import editor as editing
from store.editing import steps
from store.editing.folding import prepared
from store.editing.journal import journal_path
from store.loader import load_timeline
from store.watching import marks_of_store
from tests.builders import a_store
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

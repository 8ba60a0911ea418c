"""Reading the store: the browser is there before it, tells how far it is, and leaves with a sentence when it fails."""

import threading
from pathlib import Path

import pytest

from store import loading as store_loading
from store.loader import load_timeline
from store.loading import Loading
from store.model import VERSION
from store.timeline import Timeline
from tests.builders import a_meta, a_store, an_event
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import a_war
from tui.messages import LoadFailed, LoadProgress

BROKEN = {
    "empty.json": b"",
    "broken.json": b'{"meta": {"1": {',
    "list.json": b"[1, 2]",
    "plain.json": b'{"name": "x", "version": "1.0"}',
    "binary.json": bytes(range(256)) * 9,
    "nothing.json": b"{}",
}


async def left(path: Path, *, is_read: bool) -> Reader:
    """Open a store that cannot be read, and return when the browser has left."""
    async with browsing(path, is_read=is_read) as reader:
        await reader.settle()
        assert reader.app.return_code == 1
        return reader


def sentence(reader: Reader) -> str:
    """Return what the reader finds on the terminal afterwards."""
    (failed,) = [message for message in reader.messages if isinstance(message, LoadFailed)][:1]
    return failed.reason


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("is_read", [True, False])
async def test_what_is_no_store_ends_with_a_sentence(tmp_path: Path, name: str, is_read: bool) -> None:
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    reason = sentence(await left(path, is_read=is_read))
    assert name in reason
    assert "Traceback" not in reason
    assert reason.endswith(".")


async def test_missing_file_and_directory(tmp_path: Path) -> None:
    assert "missing.json" in sentence(await left(tmp_path / "missing.json", is_read=True))
    assert str(tmp_path) in sentence(await left(tmp_path, is_read=True))


async def test_newer_store_is_refused(tmp_path: Path) -> None:
    path = a_store(tmp_path / "newer.json")
    path.write_text(path.read_text().replace(f'"version":{VERSION}', f'"version":{VERSION + 8}'))
    assert "newer Dateline" in sentence(await left(path, is_read=True))


async def test_the_sentence_is_only_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "[bold]["
    folder.mkdir()
    path = folder / "b]\x1b[31m\u202e.json"
    path.write_bytes(b"")
    await left(path, is_read=True)
    printed = capsys.readouterr().err.replace("\n", "")
    assert "[bold][/b].json" in printed
    assert "\x1b[31m" not in printed
    assert "\u202e" not in printed


async def test_read_only_and_locked_stores_can_be_read(war: Path) -> None:
    war.chmod(0o400)
    async with browsing(war) as reader:
        assert reader.place == "1 of 21"


async def test_store_that_plain_tinydb_wrote(tmp_path: Path) -> None:
    from tinydb import TinyDB

    path = tmp_path / "plain.json"
    with TinyDB(path) as database:
        database.table("meta").insert({"format": "dateline", "version": 1, "title": "By hand"})
        database.table("events").insert({"id": "e", "date": "2016-06-04", "title": "Something"})
    async with browsing(path) as reader:
        assert reader.place == "1 of 1"
        assert "By hand" in reader.lines()[0]


async def test_progress_is_shown_and_keys_are_answered_meanwhile(war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_end = threading.Event()

    def slow(path: Path, **options: object) -> Timeline:
        progress = options["progress"]
        assert callable(progress)
        progress(400, 1000)
        may_end.wait(30)
        return load_timeline(path)

    monkeypatch.setattr(store_loading, "load_timeline", slow)
    async with browsing(war, is_read=False) as reader:
        await reader.until(lambda: any(isinstance(message, LoadProgress) for message in reader.messages))
        assert "Reading war.json" in reader.text
        assert "40%" in reader.text
        assert reader.place == "reading"
        await reader.press_and_wait("question_mark")
        assert len(reader.app.screen_stack) == 2
        await reader.press_and_wait("escape")
        for key in "jk/tfcz]":
            await reader.press_and_wait(key)
        may_end.set()
        await reader.settle()
        assert reader.place == "1 of 21"


async def test_leaving_while_it_is_read(war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading is told to stop; the browser does not wait for its end."""
    asked = threading.Event()

    def endless(path: Path, **options: object) -> Timeline:
        cancelled = options["cancelled"]
        assert callable(cancelled)
        while not cancelled():
            asked.wait(0.01)
        asked.set()
        return load_timeline(path)

    monkeypatch.setattr(store_loading, "load_timeline", endless)
    async with browsing(war, is_read=False) as reader:
        await reader.press_and_wait("q")
        assert reader.app.return_code == 0
    assert asked.wait(10)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_our_own_mistakes_are_not_hidden(war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(path: Path, **_options: object) -> Timeline:
        raise ZeroDivisionError

    monkeypatch.setattr(store_loading, "load_timeline", wrong)
    with pytest.raises(Exception, match=r"ZeroDivisionError|division"):
        async with browsing(war, is_read=False) as reader:
            await reader.settle()


def test_loading_alone(war: Path, tmp_path: Path) -> None:
    loading = Loading(war)
    assert loading.wait(30)
    assert loading.timeline is not None
    assert loading.timeline.size == 21
    loading = Loading(tmp_path / "none.json")
    assert loading.wait(30)
    assert loading.timeline is None
    assert "none.json" in loading.failure


# a file that changes under the browser


async def test_store_written_anew_meanwhile_is_still_the_old_one(war: Path) -> None:
    """A writer renames a new file over the old one; who reads the old one goes on reading it."""
    async with browsing(war) as reader:
        a_store(war, events=[an_event(id="other", title="Other")], meta=a_meta())
        await reader.press("G", "k", "g", "f", "j", "space")
        assert reader.state.view.size == 20


async def test_store_changed_in_place_is_told_and_no_crash(tmp_path: Path) -> None:
    path = a_war(tmp_path / "war.json", events=[an_event(id=f"e{n:04}") for n in range(3000)])
    async with browsing(path) as reader:
        path.write_bytes(b"x" * path.stat().st_size)
        await reader.press("G", "space", "b", "k")
        assert reader.app.return_code is None
        assert "was changed by another program" in reader.words_of(reader.screen.article)

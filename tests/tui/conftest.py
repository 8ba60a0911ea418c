"""Stores to browse, and a world in which nothing outside the terminal is touched."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.loading import Loading
from store.sample import BUNDLED
from tests.builders import a_store
from tests.tui.worlds import a_big_store, a_war


@pytest.fixture(autouse=True, scope="module")
def collected_at_the_end() -> Iterator[None]:
    """Look for garbage once a module: every app leaves much of it, and looking takes as long as the tests."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what would have been opened in a web browser: there is a desktop, and nobody at it."""
    addresses: list[str] = []

    def note(url: str) -> bool:
        addresses.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", note)
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("SSH_CONNECTION", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return addresses


@pytest.fixture
def raqqa() -> Path:
    """Return the bundled store: nothing writes to it."""
    return BUNDLED


@pytest.fixture
def war(tmp_path: Path) -> Path:
    """Return a small war's store."""
    return a_war(tmp_path / "war.json")


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """Return a store with one event."""
    return a_store(tmp_path / "one.json")


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> Loading:
    """Return a reading of a store of 50,000 events over ten years, in twelve offensives."""
    return Loading(a_big_store(tmp_path_factory.mktemp("big") / "big.json"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a store with nothing in it."""
    return a_store(tmp_path / "empty.json", events=[], offensives=[], actors=[], places=[])

"""What every test gets: a home of its own."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dateline", deadline=None)  # an example that waits for a busy disk is not wrong
settings.load_profile("dateline")

_XDG = ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the home and the XDG folders into `tmp_path`; none of them exists until somebody makes it."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in _XDG:
        monkeypatch.setenv(f"XDG_{name}", str(home / name.lower()))
    return home

"""Imports go one way, and what is slow is imported only by those who wait for it anyway."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCREEN = {"tui", "textual", "rich"}
SLOW = {"tinydb", "pyroaring", "msgspec"}


def loaded_by(script: str) -> set[str]:
    """Return the top-level packages that a script has imported at its end, in a clean interpreter."""
    return {name.partition(".")[0] for name in modules_loaded_by(script)}


def modules_loaded_by(script: str) -> set[str]:
    report = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{script}\n"
    report += "import json\nsys.stdout.flush()\nprint()\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, check=True, timeout=60)
    return set(json.loads(done.stdout.splitlines()[-1]))


def called(*words: str) -> set[str]:
    return loaded_by(f"import main\nsys.argv = ['dateline', *{list(words)!r}]\nassert main.entry() == 0")


def store_modules() -> list[str]:
    paths = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / "store").rglob("*.py"))
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in paths)


def test_importing_the_store_imports_nothing_else() -> None:
    assert not loaded_by("import store") & (SCREEN | SLOW)


def test_no_module_of_the_store_imports_the_screen() -> None:
    modules = store_modules()
    assert "store.timeline" in modules
    imports = "\n".join(f"import {name}" for name in modules)
    assert not loaded_by(imports) & SCREEN


@pytest.mark.parametrize("words", [("--help",), ("help", "list"), ("--version",), ("list", "--help")])
def test_help_waits_for_no_library(words: tuple[str, ...]) -> None:
    assert not called(*words) & (SCREEN | SLOW)


@pytest.mark.parametrize(
    "words", [("list", "--limit", "1"), ("show", "is"), ("stats",), ("race",), ("check",), ("help", "query")]
)
def test_commands_import_no_screen(words: tuple[str, ...]) -> None:
    assert not called(*words) & SCREEN


@pytest.mark.parametrize("words", [("list", "--limit", "1"), ("show", "is"), ("stats",)])
def test_reading_a_store_does_without_tinydb(words: tuple[str, ...]) -> None:
    assert "tinydb" not in called(*words)


def test_a_start_waits_for_nothing_that_only_writing_mending_or_words_need() -> None:
    start = (
        "from store.sample import BUNDLED\nfrom store.loader import load_timeline\nimport store.reading, store.query"
    )
    rules = "timeline = load_timeline(BUNDLED)\nassert all(timeline.by_offensive[id_] for id_ in timeline.offensives)"
    loaded = modules_loaded_by(f"{start}\n{rules}")
    assert "store.query.evaluate" in loaded
    assert not loaded & {"store.validation", "store.soundness", "store.tables", "store.writing", "store.dates.plain"}
    assert "dataclasses" not in loaded  # to make one takes 0.3 ms


def test_the_guard_sees_what_is_imported() -> None:
    assert SCREEN - {"tui"} <= loaded_by("import textual.app")


def test_the_browser_starts_without_the_map() -> None:
    loaded = modules_loaded_by("import tui.app")
    assert "tui.screens.browse" in loaded
    assert not loaded & {"tui.basemap", "tui.mapping", "tui.screens.map", "tui.drawing.mappicture"}

"""What the README tells people to run and to write works, and .ci/run runs the same."""

from pathlib import Path

import pytest

from store.check import check_store
from store.loader import load_timeline

ROOT = Path(__file__).parents[2]


def commands_in_readme() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [block.split("\n```")[0].strip() for block in text.split("```sh\n")[1:]]


def test_readme_has_two_commands_for_all_set_up() -> None:
    run, tests = commands_in_readme()[:2]
    assert run.endswith("/dateline")
    assert tests.endswith("/pytest")


def test_ci_ends_with_the_readmes_test_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == commands_in_readme()[1]


def test_locked_packages_are_pinned_exactly() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert lines
    assert all("==" in line for line in lines if not line.startswith("#"))


def example(tmp_path: Path) -> Path:
    """Write the store that the README shows, by the name that it has there."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    store = tmp_path / "mine.json"
    store.write_text(text.split("```json\n")[1].split("```")[0], encoding="utf-8")
    return store


def test_example_program_in_the_readme_reads_the_example_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example(tmp_path)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    exec(text.split("```python\n")[1].split("```")[0], {})
    assert capsys.readouterr().out == "Army said to enter Raqqa province\n"


def test_example_store_in_the_readme_is_sound(tmp_path: Path) -> None:
    store = example(tmp_path)
    report = check_store(store)
    assert [str(finding) for finding in report.findings] == []
    assert load_timeline(store).size == report.counts["events"] == 2

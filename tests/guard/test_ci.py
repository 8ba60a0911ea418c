"""The test command is one: what the README tells people to run is what .ci/run runs last."""

from pathlib import Path

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

"""What only a process of its own can show: exit status, pipes, encodings, no terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*MAIN, *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


def test_status_is_the_exit_status(store: Path) -> None:
    assert run("list", str(store)).returncode == 0
    assert run("list", "--nope").returncode == 2
    store.write_text("{}")
    assert run("list", str(store)).returncode == 1


@pytest.mark.parametrize("words", [[], ["open"], ["--query", "manbij"]])
def test_without_a_terminal_nothing_interactive_starts(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stdout == b""
    assert (
        done.stderr.decode() == "The browser needs a terminal, and this is none. To print the events: dateline list\n"
    )


def test_reader_that_goes_away_is_no_fault() -> None:
    for words in ("list", "list --json", "stats", "show is", "--help"):
        command = f"set -o pipefail; {sys.executable} {ROOT / 'main.py'} {words} | true"
        done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, b""), words


def test_full_disk_is_a_sentence() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*MAIN, "stats"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "The output could not be written: No space left on device.\n"


def test_closed_output_is_no_crash() -> None:
    command = f"{sys.executable} {ROOT / 'main.py'} list >&- 2>&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_takes_the_output(encoding: str) -> None:
    for words in (["list", "--limit", "40"], ["show", "ithriyah-raqqa-offensive-june-2016"], ["stats"]):
        done = run(*words, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr.startswith(b"Traceback")) == (0, False)
        assert done.stdout.decode(encoding)
    assert b"#" in run("stats", PYTHONIOENCODING="ascii").stdout


def test_json_is_the_same_in_any_encoding() -> None:
    import json

    plain = run("show", "mare-azaz-fighting-2016", "--json", PYTHONIOENCODING="ascii").stdout
    assert json.loads(plain) == json.loads(
        run("show", "mare-azaz-fighting-2016", "--json", PYTHONIOENCODING="utf-8").stdout
    )
    assert plain.isascii()


def test_locale_without_unicode() -> None:
    assert run("list", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").returncode == 0


def test_interrupt_is_silent() -> None:
    script = (
        "import sys, os, signal; sys.path.insert(0, sys.argv.pop(1)); import store.loader;"
        "store.loader.load_timeline = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT);"
        "import main; sys.exit(main.entry())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT), "list"], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_missing_package_is_a_sentence() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); sys.modules['pyroaring'] = None;"
        "import main; sys.exit(main.entry())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT), "list"], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Dateline needs the package pyroaring.")


def test_terminal_gets_plain_lines_that_fit_it() -> None:
    out = in_terminal(["list", "--limit", "20"], COLUMNS="100")
    lines = out.decode().replace("\r\n", "\n").splitlines()
    assert lines[0].startswith("Date ")
    assert "\x1b" not in out.decode()
    assert max(map(len, lines)) <= 100
    assert len(lines) == 22


def in_terminal(words: list[str], **environment: str) -> bytes:
    """Run a call in a pseudo-terminal and return what it wrote."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*MAIN, *words], stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **environment}
    ) as process:
        os.close(slave)
        written = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            written += part
        process.wait(60)
    os.close(master)
    return written

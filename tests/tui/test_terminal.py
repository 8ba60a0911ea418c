"""The browser in a real terminal: what it writes, how it leaves, and the terminal as it was."""

import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path
from typing import NamedTuple

import pyte
import pytest

from tests.tui.test_hostile import poisoned_store
from tests.tui.texts import HOSTILE, unsafe

ROOT = Path(__file__).parents[2]
SECONDS = 30
ESCAPE_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[=>78]"  # keypad, save and restore cursor
    r"|\x1b\([0B]"  # character sets
    r"|\x1b_G[^\x1b]*\x1b\\"  # a question about graphics
    r"|\x1bP[^\x1b]*\x1b\\"  # a question about synchronized output
    r"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
)


class Session(NamedTuple):
    """What became of the browser in a terminal."""

    status: int
    written: str
    screens: list[str]
    """The screen after each step."""
    is_as_it_was: bool
    """Whether the terminal's settings are those from before."""


def in_terminal(words: Sequence[str], steps: Sequence[tuple[str, str]], size: tuple[int, int] = (100, 30)) -> Session:
    """Run `main.py` in a pseudo-terminal.

    Args:
        words: Its arguments.
        steps: What is to stand on the screen, or after "no " no longer to stand there, before the keys are typed.
        size: Columns and lines.
    """
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    before = termios.tcgetattr(slave)
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *words], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    written = b""
    screens: list[str] = []
    try:
        for expected, keys in steps:
            deadline = time.monotonic() + SECONDS
            while not is_so(expected, "\n".join(screen.display)):
                assert time.monotonic() < deadline, f"{expected!r} never came:\n" + "\n".join(screen.display)
                part = read(master)
                written += part
                stream.feed(part)
            screens.append("\n".join(screen.display))
            os.write(master, keys.encode())
        deadline = time.monotonic() + SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            written += read(master)
        status = process.wait(SECONDS)
        while part := read(master):
            written += part
        return Session(status, written.decode(), screens, termios.tcgetattr(slave) == before)
    finally:
        process.kill()
        process.wait()
        os.close(master)
        os.close(slave)


def is_so(expected: str, screen: str) -> bool:
    return expected[3:] not in screen if expected.startswith("no ") else expected in screen


def read(master: int) -> bytes:
    """Return what was written since, waiting a little for it."""
    ready, _, _ = select.select([master], [], [], 0.1)
    return os.read(master, 1 << 20) if ready else b""


def assert_left_well(session: Session) -> None:
    """Check that the terminal is as it was."""
    assert session.status == 0
    assert session.is_as_it_was
    text = session.written
    assert text.count("\x1b[?1049h") == text.count("\x1b[?1049l") == 1
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")
    for mode in ("1000", "1003", "1006", "2004"):
        if f"\x1b[?{mode}h" in text:
            assert text.rindex(f"\x1b[?{mode}l") > text.rindex(f"\x1b[?{mode}h"), mode


def test_the_bundled_store_from_start_to_end() -> None:
    session = in_terminal([], [("The race for Raqqa", "t4 june 2016\r"), ("Sat 4 June 2016", "jjk"), ("Article", "q")])
    assert_left_well(session)


def test_keys_typed_ahead_arrive_in_order() -> None:
    """As from a script: all at once, a search, its end, and the end."""
    session = in_terminal([], [("The race for Raqqa", "/manbij\r"), ("manbij ✕", "q")])
    assert_left_well(session)


def test_hostile_store_writes_only_what_the_browser_means(tmp_path: Path) -> None:
    path = poisoned_store(tmp_path / "hostile.json", HOSTILE)
    steps = [
        ("1 of 21", "jjjG"),
        ("21 of 21", "\r   gfj "),
        ("any/only/never", "c2i"),
        ("esc closes", "\x1b"),
        ("no esc closes", "q"),
    ]
    session = in_terminal([str(path)], steps)
    assert_left_well(session)
    text = ESCAPE_SEQUENCE.sub("", session.written)
    assert not unsafe(text) - {"\r"}, sorted(unsafe(text))


def test_no_color_writes_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    session = in_terminal([], [("The race for Raqqa", "q")])
    assert_left_well(session)
    colours = set(re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", session.written))
    assert all(red == green == blue for red, green, blue in colours)


def test_store_that_cannot_be_read_is_a_sentence_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"meta": {')
    session = in_terminal([str(path)], [])
    assert session.status == 1
    assert session.is_as_it_was
    assert "broken.json" in session.written.replace("\r\n", "")  # a long path is wrapped
    assert "Traceback" not in session.written

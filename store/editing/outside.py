"""An editor of one's own: a text in a file, the editor run on it, and what it has left."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from store.errors import StoreError
from store.text import one_line


class EditorFailed(StoreError):
    """The editor cannot be started, says that it failed, or has left what is no text."""


def text_file(text: str) -> Path:
    """Write a text to a new file that only its owner can read."""
    descriptor, name = tempfile.mkstemp(prefix="dateline-", suffix=".md", text=True)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return Path(name)


def run_editor(path: Path) -> None:
    """Run the editor that the user has named (`VISUAL`, `EDITOR`, else vi) on a file, and wait for it.

    Raises:
        EditorFailed: It cannot be started, and the file goes; or it says that it failed, and the file is kept.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        # the command is the user's own, and no shell reads it
        status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603
    except (OSError, ValueError) as error:
        path.unlink(missing_ok=True)
        raise EditorFailed(f"The editor {one_line(command)} cannot be started. Name another in EDITOR.") from error
    if status:
        raise EditorFailed(f"The editor ended with status {status}: nothing is changed. What it left is in {path}.")


def left_in(path: Path) -> str:
    """Return the text that an editor has left.

    Raises:
        EditorFailed: It has left none.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise EditorFailed(f"What the editor left in {path} is not text in UTF-8, so nothing is changed.") from error
    except FileNotFoundError as error:
        raise EditorFailed("The editor left no file, so nothing is changed.") from error
    except OSError as error:
        raise EditorFailed(
            f"What the editor left in {path} cannot be read, so nothing is changed: {error.strerror}."
        ) from error

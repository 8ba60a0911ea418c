"""A record changed in an editor of one's own, while the browser steps aside."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from store.editing.textform import from_text, to_text
from store.errors import StoreError
from store.text import one_line


class Refused(StoreError):
    """The editor did not give a text back that can be taken."""


@dataclass(frozen=True)
class Edited:
    """What a person left in the editor."""

    fields: dict[str, Any]
    path: Path
    """The file with the text; it stays until the record is saved."""

    def forget(self) -> None:
        """Remove the file."""
        self.path.unlink(missing_ok=True)


def edited_outside(app: App[None], table: str, fields: Mapping[str, Any]) -> Edited | None:
    """Have a record changed in the editor that VISUAL or EDITOR names, else vi; None when the text is as it was.

    Args:
        app: It gives the terminal to the editor meanwhile.
        table: The record's table.
        fields: The record, as JSON has it.

    Raises:
        Refused: There is no such editor, it failed, or what it left is no record. The text is kept, and the sentence
            says where.
    """
    text = to_text(table, fields)
    path = _written(text)
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with app.suspend():
            status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603 - the user's own command, and no shell reads it
    except (OSError, ValueError, SuspendNotSupported) as error:
        path.unlink(missing_ok=True)
        raise Refused(f"The editor {one_line(command)} cannot be started. Name another in EDITOR.") from error
    if status:
        raise Refused(f"The editor ended with status {status}: nothing is changed. What it left is in {path}.")
    try:
        left = path.read_text(encoding="utf-8")
        if left == text:
            path.unlink()
            return None
        return Edited(from_text(table, left), path)
    except (OSError, UnicodeDecodeError, StoreError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else one_line(str(error))
        raise Refused(f"Nothing is changed: {reason} Your text is kept in {path}.") from error


def _written(text: str) -> Path:
    """Write the text to a file that only its owner can read."""
    descriptor, name = tempfile.mkstemp(prefix="dateline-", suffix=".md", text=True)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return Path(name)

"""A record changed in an editor of one's own, while the browser steps aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from store.editing.outside import EditorFailed, left_in, run_editor, text_file
from store.editing.textform import from_text, to_text
from store.errors import StoreError
from store.text import one_line


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
        EditorFailed: There is no such editor, it failed, or what it left is no record. What was typed is kept, and the
            sentence says where.
    """
    text = to_text(table, fields)
    path = text_file(text)
    try:
        with app.suspend():
            run_editor(path)
    except SuspendNotSupported as error:
        path.unlink(missing_ok=True)
        raise EditorFailed("An editor needs a terminal of its own, which is not to be had here.") from error
    left = left_in(path)
    if left == text:
        path.unlink()
        return None
    try:
        return Edited(from_text(table, left), path)
    except StoreError as error:
        raise EditorFailed(f"Nothing is changed: {one_line(str(error))} Your text is kept in {path}.") from error

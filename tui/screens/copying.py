"""A store of one's own: a box that asks for a file, and saves what is open in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textual import on
from textual.message import Message

from store.errors import StoreError
from store.text import one_line
from tui.folders import free_name, is_folder, path_of
from tui.screens.work import WorkScreen
from tui.session import Session
from tui.widgets.path_picker import PathPicker

_PICKING: Final = (("enter", "save"), ("tab", "complete"), ("↑ ↓", "walk"), ("esc", "leave"))


@dataclass
class Saved(Message):
    """The copy is there."""

    path: Path


@dataclass
class NotSaved(Message):
    """There is no copy; `reason` is a sentence."""

    path: Path
    reason: str


class CopyScreen(WorkScreen[Path | None]):
    """Asks where to save a copy, and closes with its path."""

    def __init__(self, session: Session, reason: str) -> None:
        """Prepare to save.

        Args:
            session: What is open.
            reason: Why, and what will be done with it.
        """
        super().__init__("A copy of your own")
        self._session = session
        self._reason = reason

    def on_mount(self) -> None:
        """Ask for a file."""
        name = self._session.path.name
        self.ask_path("your copy", free_name(Path(name)), self._reason, _PICKING, is_to_write=True)

    @on(PathPicker.Entered)
    def _entered(self, message: PathPicker.Entered) -> None:
        text = message.text.strip()
        if not text:
            self.picker.reply("Type a name.", is_wrong=True)
        elif is_folder(path_of(text)):
            self.picker.enter_folder()
        else:
            path = path_of(text)
            self.show_progress(f"Writing {one_line(path.name)}", "", None, ())
            self.run_worker(lambda: self._save(path), thread=True, group="copy")

    def _save(self, path: Path) -> None:
        """Save it. Runs in a thread worker."""
        try:
            self._session.save_copy(path)
        except StoreError as error:
            self.post_message(NotSaved(path, str(error)))
        else:
            self.post_message(Saved(path))

    @on(Saved)
    def _saved(self, message: Saved) -> None:
        self.dismiss(message.path)

    @on(NotSaved)
    def _not_saved(self, message: NotSaved) -> None:
        self.ask_path("your copy", str(message.path), "", _PICKING, is_to_write=True)
        self.picker.reply(message.reason, is_wrong=True)

    def action_back(self) -> None:
        """Leave without a copy."""
        if self.picker.display:
            self.dismiss(None)

    def action_go_on(self) -> None:
        """Do nothing: the picker takes the key."""

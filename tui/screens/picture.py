"""Saving what is on the screen: a box that asks for a file, and says where it is."""

from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType

from store.errors import StoreError
from store.text import one_line
from tui.folders import path_of
from tui.pictures import save
from tui.screens.work import WorkScreen
from tui.widgets.path_picker import PathPicker

_PICKING: Final = (("enter", "save"), ("tab", "complete"), ("↑ ↓", "walk"), ("esc", "leave"))


class PictureScreen(WorkScreen[Path | None]):
    """Asks where to save a picture that was taken before it covered the screen; closes with the file."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "back", "Close", show=False)]

    def __init__(self, text: str, name: str) -> None:
        """Prepare to save.

        Args:
            text: The picture.
            name: A name for the file.
        """
        super().__init__("Save this screen")
        self._text = text
        self._file_name = name
        self._replacing = ""
        """The name of a file that is there, once the reader was asked whether to replace it."""

    def on_mount(self) -> None:
        """Ask for a file."""
        said = f"It is saved in {one_line(str(Path.cwd()))} unless you name a folder."
        self.ask_path("file", self._file_name, said, _PICKING, is_to_write=True)

    @on(PathPicker.Entered)
    def _entered(self, message: PathPicker.Entered) -> None:
        text = message.text.strip()
        path = path_of(text)
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except (OSError, ValueError):
            is_folder = is_there = False
        if not text:
            self.picker.reply("Type a name.", is_wrong=True)
        elif is_folder:
            self.picker.enter_folder()
        elif is_there and text != self._replacing:
            self._replacing = text
            self.picker.reply(f"{path.name} is there already. enter once more replaces it.", is_wrong=True)
        else:
            self._save(path, replace=text == self._replacing)

    def _save(self, path: Path, *, replace: bool) -> None:
        try:
            save(self._text, path, replace=replace)
        except StoreError as error:
            self.picker.reply(str(error), is_wrong=True)
        else:
            self.dismiss(path.absolute())

    def action_back(self) -> None:
        """Close without saving."""
        self.dismiss(None)

    def action_go_on(self) -> None:
        """Do nothing: the picker takes the key."""

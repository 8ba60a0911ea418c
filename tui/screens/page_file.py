"""A box that asks which saved page to read."""

from pathlib import Path
from typing import Final

from textual import on

from tui.folders import is_folder, path_of
from tui.screens.work import WorkScreen
from tui.widgets.path_picker import PathPicker

_PICKING: Final = (("tab", "complete"), ("↑ ↓", "walk"), ("enter", "read"), ("esc", "leave"))


class PageScreen(WorkScreen[Path | None]):
    """Closes with the file."""

    def __init__(self) -> None:
        super().__init__("Read a saved page")

    def on_mount(self) -> None:
        """Ask for a file."""
        said = (
            "A news page saved as HTML, .mhtml, Markdown or text. Its article is found in it and drafts of its events "
            "are offered; nothing is fetched, and nothing is written before you finish."
        )
        self.ask_path("page", "", said, _PICKING)

    @on(PathPicker.Entered)
    def _entered(self, message: PathPicker.Entered) -> None:
        path = path_of(message.text)
        if not message.text.strip():
            self.picker.reply("Type a name, or take one from the list.", is_wrong=True)
        elif is_folder(path):
            self.picker.enter_folder()
        elif not path.exists():
            self.picker.reply(f"There is no file {path}.", is_wrong=True)
        else:
            self.dismiss(path)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_go_on(self) -> None:
        """Do nothing: the picker takes the key."""

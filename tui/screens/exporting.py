"""Taking the current view out of the browser, into a file of another format."""

from pathlib import Path
from typing import Final, Literal

from pyroaring import BitMap
from textual import on

from store.exporters import FORMATS, Format
from store.text import one_line
from store.timeline import Timeline
from tui import working
from tui.drawing.reports import sentences
from tui.drawing.spans import Span, pad
from tui.folders import is_folder, path_of
from tui.screens.work import WorkScreen
from tui.widgets.choice_list import ChoiceList, Row
from tui.widgets.path_picker import PathPicker

Stage = Literal["format", "path", "writing", "report"]

_CHOOSING: Final = (("enter", "take"), ("j k", "move"), ("a", "with articles"), ("w", "with notes"), ("esc", "leave"))
_PICKING: Final = (("enter", "write"), ("tab", "complete"), ("↑ ↓", "walk"), ("esc", "back"))
_WAITING: Final = (("esc", "stop"),)
_READING: Final = (("j k", "scroll"), ("enter esc", "close"))
_NAME_CELLS: Final = 18
_LONGEST_AT_THE_FOOT: Final = 220
"""Letters that are sure to have room in three lines at the foot of the screen."""
_AS_A_KEY: Final = ("--with-articles puts it in", "a in the list of formats puts it in")
"""How the command line names a choice, and how one makes it here."""


class ExportScreen(WorkScreen[str | None]):
    """Asks for a format and a file, and writes it.

    It closes with a sentence that names the file; where there is more to tell of it, that is shown first.
    """

    BINDINGS = [("a", "articles", "Articles"), ("w", "notes", "Notes"), ("q", "close", "Close")]  # noqa: RUF012 - as Textual types it

    DEFAULT_CSS = """
    ExportScreen ChoiceList { height: 11; max-height: 70%; }
    """

    def __init__(self, timeline: Timeline, events: BitMap, query: str, stem: str) -> None:
        """Prepare to export.

        Args:
            timeline: Where the events are.
            events: Those to be exported.
            query: How it was found, in the query language; to be printed with it.
            stem: A name for the file, without its ending.
        """
        size = len(events)
        count = f"{size:,} {'event' if size == 1 else 'events'}"
        super().__init__(f"Export {count}{f' of {timeline.size:,}' if size < timeline.size else ''}")
        self._timeline, self._events = timeline, events
        self._query = query
        self._stem = stem
        self.stage: Stage = "format"
        self._format: Format = FORMATS[0]
        self._with_articles = self._with_notes = False
        self._done = ""
        """What was written, once it is."""
        self._replacing = ""
        """The name of a file that is there, once the reader was asked whether to replace it."""

    def on_mount(self) -> None:
        """Begin with the format."""
        self._ask_format()

    # the format

    def _ask_format(self) -> None:
        self.stage = "format"
        self.show_choices(_CHOOSING)
        self._show_formats()

    def _show_formats(self) -> None:
        number = FORMATS.index(self._format)
        rows = [_row(format_) for format_ in FORMATS]
        self.choices.show(rows, number)
        self._tell()

    def _tell(self) -> None:
        """Say what the format loses, and what goes in."""
        articles = "articles with their text" if self._with_articles else "no text of articles"
        notes = "your notes" if self._with_notes or self._format.is_exact else "without your notes"
        self.query_one("#box").border_subtitle = f"{articles}, {notes}"
        self.pages.show(sentences([self._format.loses or "Nothing is lost."]))
        self.pages.display = True  # under the list, where there is room for a sentence

    @on(ChoiceList.Moved)
    def _moved(self, message: ChoiceList.Moved) -> None:
        self._format = FORMATS[message.number]
        self._tell()

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        self._format = FORMATS[message.number]
        self.action_go_on()

    def action_articles(self) -> None:
        """Put the full text of articles in, or leave it out."""
        if self.stage == "format":
            self._with_articles = not self._with_articles
            self._tell()

    def action_notes(self) -> None:
        """Put one's own notes in, or leave them out."""
        if self.stage == "format":
            self._with_notes = not self._with_notes
            self._tell()

    # the file

    def _ask_file(self) -> None:
        self.stage, self._replacing = "path", ""
        said = self._format.loses or "Nothing is lost."
        name = f"{self._stem}{self._format.extension}"
        self.ask_path(self._format.title, name, said, _PICKING, is_to_write=True)

    @on(PathPicker.Entered)
    def _entered(self, message: PathPicker.Entered) -> None:
        text = message.text.strip()
        path = path_of(text)
        if not text:
            self.picker.reply("Type a name.", is_wrong=True)
        elif is_folder(path):
            self.picker.enter_folder()
        elif _is_there(path) and text != self._replacing:
            self._replacing = text
            self.picker.reply(f"{path.name} is there already. enter once more replaces it.", is_wrong=True)
        else:
            self._write(path, force=text == self._replacing)

    def _write(self, path: Path, *, force: bool) -> None:
        self.stage = "writing"
        self.stop.clear()
        stop = self.stop
        wanted = working.ToExport(
            self._timeline,
            self._events,
            self._query,
            self._format,
            path,
            with_articles=self._with_articles,
            with_notes=self._with_notes,
            force=force,
        )
        self._path = path
        self.show_progress(f"Writing {one_line(path.name)}", "", None, _WAITING)
        self.run_worker(lambda: working.take_out(self, wanted, stop), thread=True, group="export")

    @on(working.WorkProgress)
    def _show_how_far(self, message: working.WorkProgress) -> None:
        if self.stage == "writing":
            self.show_progress(f"Writing {one_line(self._path.name)}", message.said, message.share, _WAITING)

    @on(working.Exported)
    def _exported(self, message: working.Exported) -> None:
        self.stage = "report"
        done, *remarks = (said.replace(*_AS_A_KEY) for said in message.said)
        self._done = " ".join([done, *remarks])
        if len(self._done) <= _LONGEST_AT_THE_FOOT:
            self.action_close()
            return
        self._done = done
        lost = [self._format.loses] if self._format.loses else []
        self.show_lines([*sentences([done], "good"), [], *sentences([*remarks, *lost])], _READING)

    @on(working.WorkFailed)
    def _failed(self, message: working.WorkFailed) -> None:
        text = self.picker.input.value
        self._ask_file()
        self.picker.ask(self._format.title, text, "", is_to_write=True)
        self.picker.reply(message.reason, is_wrong=True)

    @on(working.WorkStopped)
    def _stopped(self) -> None:
        self._ask_file()
        self.picker.reply("Stopped. No file was made.")

    # keys

    def action_go_on(self) -> None:
        """Take the format, or close the report."""
        if self.stage == "format":
            self._ask_file()
        elif self.stage == "report":
            self.action_close()

    def action_back(self) -> None:
        """Stop writing, go back to the formats, or close."""
        if self.stage == "writing":
            self.stop.set()
        elif self.stage == "path":
            self._ask_format()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Go back to the browser."""
        if self.stage != "writing":
            self.dismiss(self._done or None)


def _row(format_: Format) -> Row:
    return Row([Span(f"{pad(format_.title, _NAME_CELLS)}  "), Span(format_.extension, "muted")])


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False

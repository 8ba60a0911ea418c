"""Bringing in a file from inside the browser: which one, what would happen, how far it is, what came of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from textual import on

from store.errors import StoreError
from store.importers.registry import importers
from store.importing.report import Outcome, Report
from store.importing.request import Request
from store.importing.telling import counted, told
from store.text import one_line
from tui import working
from tui.drawing.reports import report_lines, sentences
from tui.drawing.spans import Line, Span
from tui.folders import free_name, is_folder, is_missing, path_of
from tui.screens.work import Hints, WorkScreen
from tui.widgets.choice_list import ChoiceList, Row
from tui.widgets.path_picker import PathPicker
from tui.widgets.prompt import Prompt

Stage = Literal["copy", "file", "looking", "plan", "format", "bringing", "report", "failed"]

_ALL: Final = 1000
_PICKING: Final = (("tab", "complete"), ("↑ ↓", "walk"), ("enter", "take"), ("esc", "leave"))
_WAITING: Final = (("esc", "stop"),)
_PLAN: Final = (("enter", "import"), ("m", "columns"), ("f", "format"), ("j k", "scroll"), ("esc", "another file"))
_CHOOSING: Final = (("enter", "take"), ("j k", "move"), ("esc", "back"))
_FAILED: Final = (("m", "columns"), ("f", "format"), ("esc", "another file"))
_UNREADABLE: Final = (("esc", "another file"),)
_READING: Final = (("j k", "scroll"), ("esc", "close"))
_MAPPING: Final = "date=when; title=headline"


@dataclass(frozen=True)
class Brought:
    """What the reader goes on with."""

    path: Path
    """The store; it is another one than before when the bundled one was copied."""
    is_changed: bool
    """Whether it has to be read again."""
    said: str


class ImportScreen(WorkScreen[Brought | None]):
    """Asks for a file, shows the plan, imports, and tells what came of it."""

    BINDINGS = [("m", "mapping", "Columns"), ("f", "format", "Format"), ("q", "close", "Close")]  # noqa: RUF012 - as Textual types it

    def __init__(self, store: Path, *, is_bundled: bool) -> None:
        """Prepare to import.

        Args:
            store: What is open.
            is_bundled: Whether it is the bundled store, which is not written to.
        """
        super().__init__("Import")
        self.store = store
        self.stage: Stage = "copy" if is_bundled else "file"
        self._is_copied = False
        self._file = ""
        self._format = ""
        self._mapping = ""
        self._done: Report | None = None

    def on_mount(self) -> None:
        """Begin with a store of one's own."""
        if self.stage == "copy":
            self.ask_path(
                "your copy",
                free_name(Path("raqqa.json")),
                "The bundled store is not written to. Name a file for a copy of your own; the import goes there, and "
                "you go on in it.",
                _PICKING,
            )
        else:
            self._ask_file()

    # which file

    def _ask_file(self) -> None:
        self.stage = "file"
        self.ask_path("import", self._file, "UCDP, ACLED, TimelineJS, calendars, GeoJSON, Timesketch, CSV, JSON, or "
                      "another store; plain, .gz or .zip.", _PICKING)  # fmt: skip

    @on(PathPicker.Entered)
    def _entered(self, message: PathPicker.Entered) -> None:
        text = message.text.strip()
        if not text:
            self.picker.reply("Type a name, or take one from the list.", is_wrong=True)
        elif is_folder(path_of(text)):
            self.picker.enter_folder()
        elif self.stage == "copy":
            self._copy(path_of(text))
        elif is_missing(path_of(text)):
            self.picker.reply(f"There is no file {one_line(text)}. Check the name.", is_wrong=True)
        else:
            self._file = text
            self._format = self._mapping = ""
            self._look()

    def _copy(self, path: Path) -> None:
        """Copy the store, and go on with the copy."""
        from store.database import copy_store

        try:
            copy_store(self.store, path)
        except StoreError as error:
            self.picker.reply(str(error), is_wrong=True)
        else:
            self.store, self._is_copied = path, True
            self._ask_file()

    # what would happen

    def _request(self, *, is_dry_run: bool) -> Request:
        path = path_of(self._file)
        return Request(
            paths=[str(path)],
            store=self.store,
            format=self._format,
            mapping=dict(_pairs(self._mapping)),
            is_dry_run=is_dry_run,
            rejects=None if is_dry_run else self._rejects_file(path),
        )

    def _rejects_file(self, path: Path) -> Path:
        """Return a free name beside the store, which can be written there."""
        stem, _, rest = path.name.partition(".")
        suffix = next((f".{part}" for part in rest.lower().split(".") if part not in ("gz", "zip", "")), ".csv")
        return Path(free_name(self.store.with_name(f"{stem}-rejects{suffix}")))

    def _look(self) -> None:
        self._start("looking", f"Looking at {one_line(self._file)}", is_dry_run=True)

    def _start(self, stage: Literal["looking", "bringing"], title: str, *, is_dry_run: bool) -> None:
        self.stage, self._title_now = stage, title
        self.stop.clear()
        request, stop = self._request(is_dry_run=is_dry_run), self.stop
        self.show_progress(title, "", None, _WAITING)
        self.run_worker(lambda: working.bring_in(self, request, stop), thread=True, group="import")

    _title_now = ""

    @on(working.WorkProgress)
    def _show_how_far(self, message: working.WorkProgress) -> None:
        if self.stage not in ("looking", "bringing"):
            return
        title = f"Writing {one_line(self.store.name)}" if message.is_writing else self._title_now
        hints: Hints = () if message.is_writing else _WAITING
        self.show_progress(title, message.said, message.share, hints)

    @on(working.Imported)
    def _imported(self, message: working.Imported) -> None:
        report = message.report
        if report.is_dry_run:
            self.stage = "plan"
            self.show_lines(self._report(report), _PLAN)
        else:
            self.stage, self._done = "report", report
            self.show_lines([*sentences([self._summary(report)], "good"), [], *self._report(report)], _READING)

    def _report(self, report: Report) -> list[Line]:
        return report_lines(told(report, self.store.name, most=_ALL), report.rows)

    def _summary(self, report: Report) -> str:
        if not report.written:
            return f"There was nothing to write: {one_line(self.store.name)} is as it was."
        return f"{one_line(self.store.name)} has them now, and so has the browser."

    @on(working.WorkFailed)
    def _failed(self, message: working.WorkFailed) -> None:
        self.stage = "failed"
        lines = sentences([_without_options(message.reason)], "warning")
        if any(option in message.reason for option in ("--map", "--format")):
            lines += [[], [Span("Here m says which column holds what, and f which format it is.", "muted")]]
            self.show_lines(lines, _FAILED)
        else:
            self.show_lines(lines, _UNREADABLE)

    @on(working.WorkStopped)
    def _stopped(self) -> None:
        self._ask_file()
        self.picker.reply(f"Stopped. {one_line(self.store.name)} is as it was.")

    # other formats and columns

    def action_format(self) -> None:
        """Choose the format."""
        if self.stage in ("plan", "failed"):
            self.stage = "format"
            rows = [Row([Span(f"{name:<14}", "key"), Span(title)]) for name, title in _formats()]
            names = [name for name, _title in _formats()]
            self.choices.show(rows, names.index(self._format or _DETECTED))
            self.show_choices(_CHOOSING)

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.action_go_on()

    async def action_mapping(self) -> None:
        """Say which column holds what."""
        if self.stage in ("plan", "failed"):
            await self.query_one("#box").mount(Prompt("mapping", "columns", self._mapping, _MAPPING))

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        wrong = [part for part in _parts(message.text) if part not in [f"{f}={c}" for f, c in _pairs(message.text)]]
        said = f"{wrong[0]}: write field=column" if wrong else "fields: date, title, place, lat, lon, actor, source ..."
        self.query_one(Prompt).reply(said, is_wrong=bool(wrong))

    @on(Prompt.Submitted)
    def _mapped(self, message: Prompt.Submitted) -> None:
        if not self.query_one(Prompt).is_wrong:
            self.query_one(Prompt).leave()
            self._mapping = message.text
            self._look()

    @on(Prompt.Cancelled)
    def _unmapped(self) -> None:
        self.query_one(Prompt).leave()
        self.set_focus(self.pages)

    # keys

    def action_go_on(self) -> None:
        """Import as planned, take the format, or close the report."""
        if self.stage == "plan":
            self._start("bringing", f"Importing {one_line(self._file)}", is_dry_run=False)
        elif self.stage == "format" and self.choices.cursor is not None:
            name = _formats()[self.choices.cursor][0]
            self._format = "" if name == _DETECTED else name
            self._look()
        elif self.stage == "report":
            self.action_close()

    def action_back(self) -> None:
        """Stop the work, or go back to the file, or close."""
        if self.stage in ("looking", "bringing"):
            self.stop.set()
        elif self.stage == "format":
            self._look()
        elif self.stage in ("plan", "failed"):
            self._ask_file()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Go back to the browser."""
        if self.stage in ("looking", "bringing"):
            return
        is_changed = self._is_copied or (self._done is not None and bool(self._done.written))
        self.dismiss(Brought(self.store, is_changed, self._said()) if is_changed else None)

    def _said(self) -> str:
        if self._done is None:
            return f"You are in your own copy now: {one_line(str(self.store))}"
        done = self._done
        told = [counted(done, outcome) for outcome in _WRITTEN if getattr(done, outcome)]
        return f"Imported: {', '.join(told) or 'nothing new'}."


_WRITTEN: Final[tuple[Outcome, ...]] = ("new", "changed")
_DETECTED: Final = "found out"


def _without_options(reason: str) -> str:
    """Return what is wrong as it is said here, where options of the command line are keys."""
    return reason.replace("--format", "the format (f)").replace("--map", "the columns (m)")


def _formats() -> list[tuple[str, str]]:
    return [(_DETECTED, "By what the file holds"), *((each.name, each.title) for each in importers())]


def _parts(mapping: str) -> list[str]:
    return ["=".join(side.strip() for side in part.split("=", 1)) for part in mapping.split(";") if part.strip()]


def _pairs(mapping: str) -> list[tuple[str, str]]:
    """Return (field, column) of what was typed as "date=when; title=headline"."""
    found = [part.partition("=") for part in _parts(mapping)]
    return [(field.lower(), column) for field, _, column in found if field and column]

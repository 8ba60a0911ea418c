"""Help, and other things to read and close again."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from store.query import GRAMMAR_HELP
from store.report import LoadReport
from store.timeline import Timeline
from tui.bindings import key_table
from tui.commands import SCREENS, Where
from tui.drawing.spans import Line, Span, label
from tui.marks import GROUPS
from tui.palette import Palette
from tui.widgets.pages import Pages

_TITLES: dict[Where, str] = {
    "timeline": "In the timeline",
    "article": "In the article",
    "actors": "In the filters",
    "matrix": "In the matrix of who was against whom",
    "map": "On the map",
    "race": "In the race",
    "numbers": "In what the numbers rest on",
    "review": "In the review of an article",
    "reader": "In an article read whole",
    "anywhere": "Anywhere",
}
_ABOUT = (
    "Left: who takes part; space leaves an actor in or out. Middle: the events by day, offensives as bars above them "
    "and as rails beside them. Right: the event under the cursor, with who says what.",
    "Move with j and k; one filter and one cursor drive all three panes.",
)


class ReadingScreen(ModalScreen[None]):
    """Something to read over the browser."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
        Binding("g,home", "scroll(-100000)", show=False),
        Binding("G,end", "scroll(100000)", show=False),
    ]
    DEFAULT_CSS = """
    ReadingScreen { align: center middle; }
    ReadingScreen Pages { width: 84; max-width: 100%; height: 90%; border: round $primary; padding: 0 1;
        background: $surface; }
    """

    def __init__(self, title: str, lines: list[Line]) -> None:
        super().__init__()
        self._title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Show the lines."""
        pages = Pages(self._lines)
        pages.palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        pages.border_title = Content(self._title)  # text, not markup
        pages.border_subtitle = "esc closes"
        yield pages

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        pages = self.query_one(Pages)
        pages.scroll_to_line(pages.top + lines)


class HelpScreen(ReadingScreen):
    """Every key, every mark; first, what a screen has to say of itself."""

    def __init__(self, first: Sequence[Line] = (), where: Where = "anywhere") -> None:
        super().__init__("Help", [*first, *([[]] if first else []), *help_lines(where)])


def help_lines(where: Where = "anywhere") -> list[Line]:
    """Return the help, made from the commands; on a screen of its own, that screen's keys come first."""
    lines = [*_keys(where), []] if where in SCREENS else []
    lines += [[Span(text)] for text in _ABOUT]
    for title, marks in GROUPS:
        lines += [[], [Span(title, "heading")]]
        lines += [[Span(f"  {mark:<18}", "key"), Span(text)] for mark, text in marks]
    for other in _TITLES:
        lines += [[], *_keys(other)] if other != where or where not in SCREENS else []
    return lines


def _keys(where: Where) -> list[Line]:
    table: list[Line] = [[Span(f"  {keys:<18}", "key"), Span(name)] for keys, name in key_table(where)]
    return [[Span(_TITLES[where], "heading")], *table]


class QueryHelpScreen(ReadingScreen):
    """The query language on one page."""

    def __init__(self) -> None:
        super().__init__("The query language", [[Span(line)] for line in GRAMMAR_HELP.splitlines()])


class AboutScreen(ReadingScreen):
    """What the store says of itself."""

    def __init__(self, timeline: Timeline) -> None:
        meta = timeline.meta
        counts = (
            (timeline.size, "events"),
            (len(timeline.offensives), "offensives"),
            (len(timeline.actors), "actors"),
            (len(timeline.places), "places"),
            (len(timeline.articles), "articles"),
        )
        holds = ", ".join(f"{count:,} {name if count != 1 else name[:-1]}" for count, name in counts)
        rows = [("Holds", holds), ("File", str(timeline.path)), ("Licence", meta.licence)]
        rows += [("Cite", text) for text in meta.attribution]
        lines: list[Line] = [[Span(label(meta.description))], []] if meta.description else []
        lines += [[Span(f"{name:<12}", "heading"), Span(label(text))] for name, text in rows if text]
        super().__init__(label(meta.title), lines)


class UnsoundScreen(ReadingScreen):
    """Records that are left out, and why."""

    def __init__(self, report: LoadReport, path: Path) -> None:
        lines: list[Line] = []
        for record in report.unsound:
            where = f"line {record.line}" if record.line else record.table
            said = label(f"{record.table} {record.record_id}: {record.reason}")
            lines.append([Span(f"{where:<12}", "muted"), Span(said)])
        if not lines:
            lines = [[Span("Every record is sound.")]]
        else:
            lines = [
                [Span(f"They stay in {path} as they are. To see all of it: dateline check {path}", "muted")],
                [],
                *lines,
            ]
        super().__init__("Records left out", lines)

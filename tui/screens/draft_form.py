"""A draft as lines to edit; each says how it reads while one types."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from store.drafting import Draft
from store.reviewing.fields import ROLES, Book, Field, NotRead, draft_from, fields_of, said_of
from store.text import clean, fold
from tui.palette import Palette
from tui.widgets.bars import HintBar
from tui.widgets.prompt import ONLY_TEXT, Line

_HINTS: Final = (("enter", "accept"), ("↑ ↓ tab", "line"), ("→", "complete"), ("esc", "as it was"))
_SHAPES: Final = {
    "title": "Army takes the village",
    "date": "3 June 2016, since 3 june, 2016-06-03~",
    "place": "Manbij, or nothing",
    "actors": "attacker SDF; defender IS",
    "claim": "at least 26 killed (IS), says SOHR",
}


class NameSuggester(Suggester):
    """Completes the last of some names that semicolons part."""

    def __init__(self, names: Sequence[str], roles: Sequence[str] = ()) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names, self._roles = names, roles

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole line with its last name completed."""
        head, part, last = value.rpartition(";") if self._roles else ("", "", value)
        typed = last.lstrip()
        role, _, rest = typed.partition(" ")
        lead = last[: len(last) - len(typed)]
        if role.lower() in self._roles and " " in typed:
            lead, typed = lead + role + " ", rest
        if not typed:
            return None
        offers = (*self._names, *(f"{role} " for role in self._roles))
        found = next((name for name in offers if fold(name).startswith(fold(typed))), None)
        return None if found is None else f"{head}{part}{lead}{typed}{found[len(typed) :]}"


class FormLine(Vertical):
    """A name, a line to type in, and how it reads."""

    DEFAULT_CSS = """
    FormLine { height: auto; }
    FormLine Input { height: 1; border: none; padding: 0 1; background: $panel; }
    FormLine Input:focus { border: none; background: $panel; background-tint: $foreground 8%; }
    FormLine .name { height: 1; color: $primary; text-style: bold; }
    FormLine .said { height: auto; padding: 0 1 0 3; color: $foreground 70%; }
    FormLine .said.-wrong { color: $error; text-style: bold; }
    """

    def __init__(self, field: Field, suggester: Suggester | None) -> None:
        super().__init__()
        self.field = field
        self.line = Line(
            clean(field.text),
            placeholder=f"for instance: {_SHAPES[field.name]}",
            select_on_focus=False,
            restrict=ONLY_TEXT,
            suggester=suggester,
        )
        self._said = Static("", classes="said", markup=False)

    def compose(self) -> ComposeResult:
        """Put the name over the line, and under it how it reads."""
        yield Static(self.field.name, classes="name", markup=False)
        yield self.line
        yield self._said

    @property
    def now(self) -> Field:
        """The field as it stands there."""
        return Field(self.field.name, self.line.value)

    def check(self, book: Book) -> bool:
        """Say how the line reads; return whether it does."""
        try:
            said, is_wrong = said_of(self.now, book), False
        except NotRead as problem:
            said, is_wrong = str(problem), True
        self._said.update(clean(f"! {said}" if is_wrong else f"= {said}" if said else ""))
        self._said.set_class(is_wrong, "-wrong")
        self._said.display = bool(said) and (is_wrong or self.line.has_focus or self.field.name == "date")
        return not is_wrong


class DraftForm(ModalScreen[Draft | None]):
    """Gives back the draft as it was changed; `esc` gives nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "As it was", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = """
    DraftForm { align: center middle; }
    DraftForm #box { width: 104; max-width: 100%; height: auto; max-height: 95%; border: round $primary; padding: 0 1;
        background: $surface; border-title-color: $primary; border-title-style: bold; }
    DraftForm VerticalScroll { height: auto; max-height: 100%; }
    DraftForm HintBar { background: $surface; dock: bottom; }
    """

    def __init__(self, number: int, draft: Draft, book: Book) -> None:
        super().__init__()
        self._number, self._draft, self._book = number, draft, book
        suggesters = {
            "place": NameSuggester(book.place_names()),
            "actors": NameSuggester(book.actor_names(), ROLES),
        }
        self._lines = [FormLine(field, suggesters.get(field.name)) for field in fields_of(draft, book)]

    def compose(self) -> ComposeResult:
        """Put the lines into the box."""
        hints = HintBar()
        hints.palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        hints.tell(list(_HINTS))
        with Vertical(id="box") as box:
            box.border_title = Content(f"Draft {self._number}")
            with VerticalScroll(can_focus=False):
                yield from self._lines
            yield hints

    def on_mount(self) -> None:
        """Say how each line reads."""
        self.set_focus(self._lines[0].line)
        self._check()

    def on_descendant_focus(self, message: events.DescendantFocus) -> None:
        """Say how the line reads in which one types."""
        self._check()

    @on(Input.Changed)
    def _check(self) -> bool:
        wrong = [line for line in self._lines if not line.check(self._book)]
        return not wrong

    @on(Input.Submitted)
    def _accept(self) -> None:
        if not self._check():
            wrong = next(line for line in self._lines if not line.check(self._book))
            self.set_focus(wrong.line)
            return
        self.dismiss(draft_from(self._draft, [line.now for line in self._lines], self._book))

    def action_close(self) -> None:
        """Leave the draft as it was."""
        self.dismiss(None)

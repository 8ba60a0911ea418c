"""A form over the browser: the fields of a record, each with what it is read as or what is wrong with it."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from store.errors import UnsoundRecord
from store.text import clean
from tui.forms.drafts import Keeper
from tui.forms.form import Form
from tui.forms.refusals import place_of
from tui.forms.specs import Spec
from tui.palette import Palette
from tui.screens.form_items import Check, FormItems, Outcome
from tui.widgets.bars import HintBar
from tui.widgets.form_fields import (
    ChoiceField,
    Control,
    ItemsField,
    LineField,
    SaveAsked,
    SaveLine,
    TextField,
    Typed,
    hints_of,
)

SECONDS_BEFORE_KEPT: Final = 0.3
"""A draft is written when nothing was typed for so long."""

_OF_RECORD: Final = (("f2", "save"), ("esc", "leave, kept"), ("f9", "discard"), ("tab", "next"))
_OF_ITEM: Final = (("f2", "done"), ("esc", "back, kept"), ("f9", "discard"), ("tab", "next"))
_REALLY: Final = "f9 once more forgets what you typed here. esc leaves and keeps it."


class FormScreen(FormItems):
    """Closes with what is to become of what was typed. Each letter is kept on the disk soon after it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", "Save", show=False, priority=True),
        Binding("escape", "leave", "Leave", show=False),
        Binding("f9", "discard", "Discard", show=False),
    ]
    DEFAULT_CSS = """
    FormScreen { align: center middle; }
    FormScreen #box { width: 104; max-width: 100%; height: auto; max-height: 100%; border: round $primary;
        padding: 0 1; background: $surface; border-title-color: $primary; border-title-style: bold;
        border-subtitle-color: $accent; }
    FormScreen #about { height: auto; color: $foreground 70%; padding: 0 0 1 0; }
    FormScreen VerticalScroll { height: auto; }
    FormScreen VerticalScroll, FormScreen TextField { scrollbar-size-vertical: 1; scrollbar-background: $surface;
        scrollbar-background-hover: $surface; scrollbar-background-active: $surface; scrollbar-color: $border;
        scrollbar-color-hover: $border; }
    FormScreen .field { height: auto; }
    FormScreen .row { height: auto; padding: 0 1 0 0; }
    FormScreen .label { width: 15; height: 1; color: $foreground 70%; }
    FormScreen .label.-here { color: $accent; text-style: bold; }
    FormScreen .reply { height: auto; margin: 0 0 0 15; color: $foreground 70%; display: none; }
    FormScreen .reply.-shown { display: block; }
    FormScreen .reply.-wrong { color: $error; display: block; }
    FormScreen LineField { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    FormScreen LineField:focus { border: none; background: $primary 22%; background-tint: $foreground 0%; }
    FormScreen ChoiceField { width: 1fr; }
    FormScreen TextField { width: 1fr; height: 4; border: none; padding: 0; background: $panel; }
    FormScreen TextField:focus { height: 7; border: none; background: $primary 22%; background-tint: $foreground 0%; }
    FormScreen ItemsField { width: 1fr; height: 1; }
    FormScreen SaveLine { margin: 1 0 0 15; }
    FormScreen HintBar { background: $surface; margin: 1 0 0 0; }
    """

    def __init__(
        self,
        title: str,
        form: Form,
        *,
        about: str = "",
        is_item: bool = False,
        changed: Callable[[], None] | None = None,
        check: Check | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        """Prepare to ask.

        Args:
            title: What it is.
            form: The fields.
            about: A sentence over them.
            is_item: Whether it is an item of a list, which is kept with its record.
            changed: Told when anything was typed.
            check: Raises `UnsoundRecord` when the record cannot be saved so.
            keeper: Keeps what is typed.
        """
        super().__init__()
        self.form = form
        self._title, self._about, self._is_item = title, about, is_item
        self._told, self._check, self._keeper = changed, check, keeper
        self._controls: dict[str, Control] = {}
        self._replies: dict[str, Static] = {}
        self._labels: dict[str, Static] = {}
        self._wrong: dict[str, str] = {}
        """What was wrong with a field when it was to be saved, until something is typed in it."""
        self._message = ""
        self._waiting: Timer | None = None
        self._hints = HintBar()

    def compose(self) -> ComposeResult:
        """Put a row for each field into the box."""
        palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        self._hints.palette = palette
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            if self._about:
                yield Static(clean(self._about), id="about", markup=False)
            with VerticalScroll(can_focus=False):
                for spec in self.form.specs:
                    yield from self._row(spec, palette)
                save = SaveLine("Done" if self._is_item else "Save")
                save.palette = palette
                yield save
            yield self._hints

    def _row(self, spec: Spec, palette: Palette) -> ComposeResult:
        control = self._controls[spec.name] = self._control(spec)
        if isinstance(control, ChoiceField | ItemsField):
            control.palette = palette
        reply = self._replies[spec.name] = Static("", classes="reply", markup=False)
        words = f"{spec.label}{' *' if spec.is_needed else ''}"
        label = self._labels[spec.name] = Static(words, classes="label", markup=False)
        with Vertical(classes="field"):
            with Horizontal(classes="row"):
                yield label
                yield control
            yield reply

    def _control(self, spec: Spec) -> Control:
        if spec.kind == "list":
            return ItemsField(spec.name, spec.item)
        text = self.form.texts[spec.name]
        if spec.kind == "choice":
            return ChoiceField(spec.name, text, spec.choices)
        return TextField(spec.name, text, spec.hint) if spec.kind == "long" else LineField(spec.name, text, spec.hint)

    def on_mount(self) -> None:
        """Show what is in the lists, and begin with the first field."""
        for spec in self.form.specs:
            self.show_items(spec)
        wrong = next((name for name, _error in self.form.errors() if self.form.base), "")
        self.set_focus(self._controls[wrong or self.form.specs[0].name])
        self._fit()

    def on_resize(self) -> None:
        """Leave the foot in sight however low the terminal is."""
        self._fit()

    def _fit(self) -> None:
        over = 6 + (3 if self._about else 0)
        self.query_one(VerticalScroll).styles.max_height = max(3, self.app.size.height - over)

    # what is typed

    @on(Typed)
    def _typed(self, message: Typed) -> None:
        message.stop()
        if self.form.texts.get(message.name) != message.text:
            self.form.texts[message.name] = message.text
            self._wrong.pop(message.name, None)
            self._forget_mended()
            self._tell(message.name)
            self.say("")
            self.touch()

    def on_descendant_focus(self, message: events.DescendantFocus) -> None:
        """Show how the field reads, and what its keys do."""
        self.say(self._message)
        for name, control in self._controls.items():
            self._labels[name].set_class(control is message.widget, "-here")
            if control is message.widget:
                self._tell(name)

    def on_descendant_blur(self, message: events.DescendantBlur) -> None:
        """Leave under a field only what is wrong with it."""
        for name, control in self._controls.items():
            if control is message.widget:
                self._reply(name, "", self._told_error(name))

    def _tell(self, name: str) -> None:
        spec = self._spec(name)
        if spec.kind == "list":
            return
        reading = self.form.reading(spec)
        control = self._controls[name]
        if isinstance(control, LineField):
            control.offers = reading.offers
        is_underway = reading.offers and name not in self._wrong
        self._reply(name, reading.note, "" if is_underway else self._told_error(name))

    def _told_error(self, name: str) -> str:
        """Return what is wrong with a field, unless it is one that nobody has come to yet."""
        has_text = bool(self.form.texts.get(name, "") or self.form.items.get(name))
        error = next((error for field, error in self.form.errors() if field == name), "") if has_text else ""
        return error or self._wrong.get(name, "")

    def _forget_mended(self) -> None:
        """Say no longer what the record as a whole was refused for: that may have changed with any field."""
        wrong = dict(self.form.errors()) if self._wrong else {}
        for name in [name for name in self._wrong if name not in wrong]:
            del self._wrong[name]
            self._reply(name, "")

    def _reply(self, name: str, note: str, error: str = "") -> None:
        reply = self._replies[name]
        reply.update(clean(error or note))
        reply.set_class(bool(error), "-wrong")
        reply.set_class(bool(note), "-shown")

    def _spec(self, name: str) -> Spec:
        return next(spec for spec in self.form.specs if spec.name == name)

    # items

    def item_screen(self, title: str, item: Form, check: Check) -> "FormScreen":
        """Return the form of an item; what is typed in it is kept with this record."""
        return FormScreen(title, item, is_item=True, changed=self.touch, check=check)

    def items_changed(self, name: str) -> None:
        """Tell what is wrong with the list of that name now, and keep what it holds."""
        self._forget_mended()
        self._reply(name, "", self._told_error(name))
        self.touch()

    # keeping

    def touch(self) -> None:
        """Take note that something was typed, to keep it soon."""
        if self._told is not None:
            self._told()
        if self._keeper is not None:
            if self._waiting is not None:
                self._waiting.stop()
            self._waiting = self.set_timer(SECONDS_BEFORE_KEPT, self.keep)

    def keep(self) -> None:
        """Keep what is typed on the disk, or forget it when nothing is."""
        self._waiting = None
        keeper = self._keeper
        if keeper is None:
            return
        number, kept = keeper.number(), self._kept()

        def work() -> None:
            if problem := keeper.keep(number, kept):
                self.app.call_from_thread(self.say, problem)

        self.run_worker(work, thread=True, group="draft")

    def _kept(self) -> dict[str, Any] | None:
        return self.form.kept() if self.form.is_touched else None

    def say(self, message: str) -> None:
        """Tell something at the foot, until something is typed; else what the keys do."""
        self._message = message
        self._hints.tell([*hints_of(self.focused), *(_OF_ITEM if self._is_item else _OF_RECORD)], message)

    # keys

    def action_step(self, step: int) -> None:
        """Go to the next field, or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(SaveAsked)
    def _save(self, message: SaveAsked) -> None:
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save, or be done with an item, unless something is wrong: then say so beside it."""
        if self._is_item and self.form.is_empty:
            self.dismiss("leave")
            return
        wrong = dict(self.form.errors())
        if not wrong and self._check is not None:
            try:
                self._check(self.form)
            except UnsoundRecord as error:
                wrong = dict([place_of(error, self.form.specs)])
        self._wrong = wrong
        for name in wrong:
            self._reply(name, "", self._told_error(name))
        if wrong:
            count = len(wrong)
            then = "esc goes back and keeps it." if self._is_item else "nothing is saved."
            self.say(f"{'One field is' if count == 1 else f'{count} fields are'} not right yet: {then}")
            self.set_focus(self._controls[next(iter(wrong))])
        else:
            self._leave("save")

    def action_leave(self) -> None:
        """Leave; what was typed is kept."""
        self._leave("leave")

    def action_discard(self) -> None:
        """Leave, and forget what was typed; where anything was, only when asked twice."""
        if self.form.is_touched and self._message != _REALLY:
            self.say(_REALLY)
        else:
            self._leave("discard")

    def _leave(self, outcome: Outcome) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        if self._keeper is not None:
            self._keeper.keep(self._keeper.number(), None if outcome == "discard" else self._kept())
        self.dismiss(outcome)

"""The part of the browser that opens forms, editors and histories of single records."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from store.dates import describe
from store.errors import StoreError
from store.reading import read_event
from store.text import one_line
from store.timeline import Timeline
from tui.screens.marking import Marking
from tui.widgets.prompt import Prompt
from tui.writing import NEW

if TYPE_CHECKING:
    from store.editing.changes import Step
    from tui.drawing.spans import Line
    from tui.forms.drafts import Keeper
    from tui.forms.form import Form
    from tui.forms.specs import Spec
    from tui.screens.form_items import Outcome
    from tui.screens.linking import LinkAsked

ONE: Final = {"events": "event", "offensives": "offensive", "actors": "actor", "places": "place", "articles": "article"}
"""What a record of each table is called."""
_MOST_TOLD: Final = 4
"""Corrected fields of which a form tells what the source said."""


class Editing(Marking):
    """Edits what is under the cursor and what it names, and adds records."""

    @property
    def _event_id(self) -> str:
        state = self.browsing
        return state.timeline.ids[state.cursor] if state is not None and state.cursor is not None else ""

    # forms

    def action_edit(self) -> None:
        """Edit the event under the cursor in a form."""
        if self._event_id:
            self._open("events", self._event_id)
        else:
            self.say("No event is chosen. a adds one.")

    def action_note(self) -> None:
        """Write a note on the event under the cursor."""
        if self._event_id:
            self._open("events", self._event_id, is_note=True)
        else:
            self.say("No event is chosen.")

    def action_add_event(self) -> None:
        """Add an event; the day under the cursor stands in it."""
        self._open("events", "")

    def action_add(self, table: str) -> None:
        """Add a record of another kind."""
        self._open(table, "")

    def _open(self, table: str, record_id: str, *, is_note: bool = False) -> None:
        """Open the form of a record, once the store is ready for it; an empty id stands for a new one."""
        from tui.forms.naming import Naming

        session = self.session
        if session is None:
            self.say("The store is still being read.")
            return
        self.go_on_when_writable(
            lambda: self._show_form(table, record_id, is_note=is_note), lambda: Naming(session.timeline).warm()
        )

    def _show_form(self, table: str, record_id: str, *, is_note: bool) -> None:
        from store.editing import steps
        from tui.forms.drafts import Keeper, draft_path, kept_at
        from tui.forms.form import Form
        from tui.forms.naming import Naming
        from tui.forms.specs import FORMS, NOTES
        from tui.screens.form import FormScreen

        session, state = self.session, self.browsing
        if session is None or state is None:
            return
        timeline = session.timeline
        try:
            base = steps.current(timeline, table, record_id) if record_id else {}
        except StoreError as error:
            self.say(str(error))
            return
        if base is None:
            self.say(f"{one_line(record_id)} is no longer there.")
            return
        specs: tuple[Spec, ...] = NOTES[table] if is_note else FORMS[table]
        form = Form(specs, base, Naming(timeline), day=state.day)
        if not record_id and table == "events" and state.cursor is not None:
            form.begin_with("date", describe(timeline_day(state.timeline, state.cursor)))
        path = draft_path(session.path, f"{table}#note" if is_note else table, record_id)
        kept = kept_at(path)
        if kept is not None:
            form.take_up(kept)
        keeper = Keeper(path, session.path)

        def close(outcome: "Outcome | None") -> None:
            if outcome == "save":
                self._save_form(table, record_id, form, keeper)
            elif outcome == "leave" and form.is_touched:
                self.say("What you typed is kept, and nothing is changed: the same key brings it back.")

        title = _title(table, record_id, base, is_note=is_note)
        about = _about(base, timeline, is_kept=kept is not None)
        screen = FormScreen(
            title, form, about=about, keeper=keeper, check=lambda it: self._check_form(table, record_id, it)
        )
        self.app.push_screen(screen, close)

    def _check_form(self, table: str, record_id: str, form: "Form") -> None:
        from tui.forms.steps import step_of

        if self.session is not None:
            step_of(self.session.timeline, table, record_id, form)

    def _save_form(self, table: str, record_id: str, form: "Form", keeper: "Keeper") -> None:
        from tui.forms.steps import step_of

        def make(now: Timeline) -> "Step":
            return step_of(now, table, record_id, form)

        def done() -> None:
            keeper.keep(keeper.number(), None)

        kept = "What you typed is kept: the same key brings it back."
        self.do(make, show=NEW if table == "events" and not record_id else "", done=done, kept=kept)

    # records that the event names

    async def action_edit_named(self, table: str) -> None:
        """Edit an offensive, actor, place or article: the event's own, or any by its name."""
        await self._ask_named(table, "edit", lambda record_id: self._open(table, record_id))

    async def action_delete_named(self, table: str) -> None:
        """Delete an offensive, actor, place or article that nothing names."""
        await self._ask_named(table, "delete", lambda record_id: self._delete_named(table, record_id), at_once=False)

    async def _ask_named(self, table: str, verb: str, go_on: Callable[[str], None], *, at_once: bool = True) -> None:
        from tui.forms.naming import Naming

        state = self.browsing
        if state is None:
            return
        naming = Naming(state.timeline)
        own = named_by(state.timeline, state.cursor, table)
        if at_once and len(own) == 1:
            go_on(own[0])
            return
        names = [naming.shown(table, record_id) for record_id in own]

        def told(text: str, _cursor: int) -> None:
            record_id, wrong = naming.find(table, text) if text.strip() else ("", "")
            offers = naming.offers(table, text)
            self.reply(wrong if wrong and not offers else ", ".join(offers) or record_id, is_wrong=bool(wrong))

        def enter(text: str) -> None:
            record_id, wrong = naming.find(table, text.strip())
            if record_id:
                go_on(record_id)
            else:
                self.say(wrong)

        answer = f"of this event: {', '.join(names)}" if names else "any by its name"
        every = [naming.shown(table, record_id) for record_id in list(getattr(state.timeline, table))[:5000]]
        prompt = Prompt("named", f"{verb} which {ONE[table]}?", names[0] if names else "", "", every, answer=answer)
        await self.ask_line(prompt, entered=enter, changed=told, check=told)

    def _delete_named(self, table: str, record_id: str) -> None:
        from store.editing import steps
        from store.editing.referring import count_of_references

        if self.browsing is None:
            return
        count = count_of_references(self.browsing.timeline, table, record_id)
        if count:
            records = "1 record names" if count == 1 else f"{count:,} records name"
            field = ONE[table]
            self.say(f"{records} {one_line(record_id)}, so it stays. To see the events: / and {field}:={record_id}")
        else:
            self.do(lambda now: steps.delete(now, table, record_id))

    # in one's own editor

    def action_edit_text(self) -> None:
        """Edit the event as a text in the editor that EDITOR names."""
        if not self._event_id:
            self.say("No event is chosen.")
            return
        event_id = self._event_id
        self.go_on_when_writable(lambda: self._edit_text("events", event_id))

    def _edit_text(self, table: str, record_id: str) -> None:
        from store.editing import steps
        from tui.outside import edited_outside

        session = self.session
        if session is None:
            return
        try:
            before = steps.current(session.timeline, table, record_id) or {}
            found = edited_outside(self.app, table, before)
        except StoreError as error:
            self.say(str(error))
            return
        if found is None:
            self.say("The text is as it was: nothing is changed.")
            return
        self.do(
            lambda now: steps.put_form(now, table, record_id, found.fields, shown=before),
            done=found.forget,
            kept=f"Your text is kept in {found.path}.",
        )

    # two records of one occurrence

    def action_link(self) -> None:
        """Show events that may record the same occurrence, to link one or tell it apart."""
        from tui.screens.linking import LinkScreen
        from tui.twins import others_of

        state = self.browsing
        if state is None or state.cursor is None:
            self.say("No event is chosen.")
            return
        timeline, event_id = state.timeline, self._event_id
        others = others_of(timeline, state.cursor, state.marked)
        if not others:
            self.say("No other dataset has one that day, near there, with an actor of it. Mark one with , to link it.")
            return

        def close(asked: "LinkAsked | None") -> None:
            from store.editing import steps

            if asked is not None:
                act = steps.link if asked.is_to_be_linked else steps.unlink
                self.do(lambda now: act(now, event_id, asked.other_id))

        self.app.push_screen(LinkScreen(read_event(timeline, state.cursor), others), close)

    # what was done

    def action_record_history(self) -> None:
        """Tell who changed what of the event, and when."""
        session, record_id = self.session, self._event_id
        if session is None or not record_id:
            self.say("No event is chosen.")
            return
        self.run_worker(lambda: self._read_history(session.path, record_id), thread=True, group="history")

    def _read_history(self, path: Path, record_id: str) -> None:
        """Read the history in a thread."""
        from store.editing.history import read_history
        from tui.drawing.changes import history_lines

        try:
            lines = history_lines(read_history(path), "events", record_id)
        except StoreError as error:
            self.app.call_from_thread(self.say, str(error))
        else:
            self.app.call_from_thread(self._show_history, lines)

    def _show_history(self, lines: "list[Line]") -> None:
        from tui.screens.help import ReadingScreen

        self.app.push_screen(ReadingScreen("History of this event", lines))


def timeline_day(timeline: Timeline, ordinal: int) -> str:
    """Return the earliest day of an event as EDTF."""
    import datetime as dt

    return dt.date.fromordinal(max(1, timeline.earliest[ordinal])).isoformat()


def named_by(timeline: Timeline, ordinal: int | None, table: str) -> list[str]:
    """Return the ids of a table's records that an event names."""
    if ordinal is None:
        return []
    event = timeline.event(ordinal)
    found = {
        "actors": [actor.id for actor in event.actors],
        "places": [event.place] if event.place else [],
        "offensives": event.offensives,
        "articles": event.articles,
    }[table]
    return [record_id for record_id in dict.fromkeys(found) if record_id in getattr(timeline, table)]


def _title(table: str, record_id: str, base: dict[str, object], *, is_note: bool) -> str:
    if not record_id:
        return f"New {ONE[table]}"
    name = one_line(str(base.get("title") or base.get("name") or base.get("headline") or record_id))[:70]
    return f"{'Note on' if is_note else 'Edit'} {name}"


def _about(base: dict[str, Any], timeline: Timeline, *, is_kept: bool) -> str:
    from tui.forms.originals import originals

    said = ["This was typed before and not saved yet."] if is_kept else []
    origin = one_line(str(base.get("origin", "")))[:60]
    if origin:
        said.append(f"Imported as {origin}: the original is kept, and what you change stays in a later import.")
    was = list(originals(base, timeline))
    if was:
        more = f"; {len(was) - _MOST_TOLD} more" if len(was) > _MOST_TOLD else ""
        said.append(f"In the original: {'; '.join(was[:_MOST_TOLD])}{more}.")
    return " ".join(said)

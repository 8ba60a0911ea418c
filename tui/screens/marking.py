"""The part of the browser that marks events, and stars, tags or deletes those that are marked."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pyroaring import BitMap

from store.text import fold, one_line
from store.timeline import Timeline
from tui.browsing import same_events
from tui.screens.writing import Writing
from tui.tags import SEVERAL, last_tag, split_tags
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from store.editing.changes import Step


class Marking(Writing):
    """What is marked is meant, else the event under the cursor."""

    # marks

    def action_mark(self) -> None:
        """Mark the event under the cursor, or unmark it, and go to the next."""
        state = self.browsing
        if state is not None and state.cursor is not None:
            self._mark(state.marked ^ BitMap([state.cursor]))
            self.events.action_down()

    def action_mark_view(self) -> None:
        """Mark every event of the view."""
        if self.browsing is not None:
            self._mark(self.browsing.marked | self.browsing.view.events)

    def action_unmark(self) -> None:
        """Unmark every event."""
        self._mark(BitMap())

    def _mark(self, marked: BitMap) -> None:
        if self.browsing is not None:
            self.browsing.marked = marked
            self.events.mark(marked)
            self.say(f"{_events(len(marked))} marked: * stars, # tags, delete deletes them." if marked else "No marks.")

    def meant(self) -> tuple[Timeline, BitMap] | None:
        """Return the events that are marked, else the one under the cursor, and their timeline; None: there is none."""
        state = self.browsing
        if state is not None and state.marked:
            return state.timeline, state.marked
        if state is None or state.cursor is None:
            self.say("No event is chosen.")
            return None
        return state.timeline, BitMap([state.cursor])

    # annotations

    def action_star(self) -> None:
        """Star the events that are meant; take the stars away when all of them have one."""
        found = self.meant()
        if found is not None:
            timeline, events = found
            self.do(lambda now: _starring(now, same_events(timeline, events, now)))

    async def action_tag(self) -> None:
        """Tag the events that are meant, or take a tag from them."""
        found = self.meant()
        if found is None or self.is_asking:
            return
        timeline, events = found
        names = [tag for tag in timeline.by_tag if one_line(tag) == tag]

        def enter(text: str) -> None:
            self._enter_tags(text, timeline, events)

        def told(text: str, _cursor: int) -> None:
            self.reply(_reading(text, names, timeline, events))

        prompt = Prompt("tag", f"tag {_events(len(events))}", "", f"siege (-siege takes it away), {SEVERAL}", names)
        await self.ask_line(prompt, entered=enter, changed=told, check=told)
        told("", 0)

    def _enter_tags(self, text: str, timeline: Timeline, events: BitMap) -> None:
        wanted = _tags(text, timeline.by_tag)
        if wanted:
            self.do(lambda now: _tagging(now, same_events(timeline, events, now), wanted))

    # deleting

    def action_delete(self) -> None:
        """Delete the events that are meant; one undo brings them back."""
        from store.editing import steps

        found = self.meant()
        if found is not None:
            timeline, events = found
            ids = [timeline.ids[ordinal] for ordinal in events]
            self.do(lambda now: steps.delete(now, "events", *(id_ for id_ in ids if id_ in now.ordinal_of)))


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"


def _signed(known: Iterable[str]) -> list[str]:
    """Return tags as they may be typed: to be given, or with a minus to be taken away."""
    return [sign + tag for tag in known for sign in ("", "-")]


def _tags(text: str, known: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the tags that were typed, and whether each is given or taken."""
    found = split_tags(text, _signed(known))
    pairs = [(tag.removeprefix("-").strip(), not tag.startswith("-")) for tag in found]
    return [(tag, on) for tag, on in dict.fromkeys(pairs) if tag]


def _starring(now: Timeline, events: BitMap) -> "Step":
    """Return the step that stars events, or takes the stars away when all have one."""
    from store.editing import steps

    return steps.star(now, events, on=bool(events - now.by_tag.get(steps.STAR, BitMap())))


def _tagging(now: Timeline, events: BitMap, wanted: Sequence[tuple[str, bool]]) -> "Step":
    """Return the one step that gives and takes several tags."""
    from store.editing import steps
    from store.editing.changes import Step, net

    made: list[Step] = []
    for tag, on in wanted:
        made.append(steps.tag(now, events, tag, on=on))
        now = now.with_changes(made[-1].changes)
    if len(made) == 1:
        return made[0]
    name = "; ".join(step.name for step in made if step.changes)
    return Step(name, tuple(net(change for step in made for change in step.changes).values()))


def _reading(text: str, names: Sequence[str], timeline: Timeline, events: BitMap) -> str:
    """Say what the tags that are typed would do, and how the last may go on."""
    letters = fold(last_tag(text, _signed(names)).removeprefix("-").strip())
    if not letters:
        had = [tag for tag in names if not events.isdisjoint(timeline.by_tag[tag])]
        return f"they have: {', '.join(had[:8])}" if had else f"no tags yet; {SEVERAL}"
    near = [tag for tag in names if fold(tag).startswith(letters)][:6]
    return f"known: {', '.join(near)}" if near else "a new tag"

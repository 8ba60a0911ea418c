"""What a review asks in boxes: which event a draft joins, which cut line comes back, what an unknown name is."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from store.drafting.model import Unknown
from store.pages import Line as PageLine
from store.reviewing import Learnt
from store.reviewing.fields import Book, NotRead
from tui.drawing.spans import Span, label
from tui.screens.choosing import ChoosingScreen
from tui.widgets.choice_list import Row
from tui.widgets.prompt import Prompt


class MergeScreen(ChoosingScreen[str]):
    """Gives back the id of the event that a draft joins."""

    def __init__(self, matches: Sequence[tuple[str, str, str]]) -> None:
        """Prepare to ask; `matches` are (id, the event in words, what they share)."""
        self._ids = [id_ for id_, _words, _shared in matches]
        rows = [
            (Row([Span(words)], [Span(shared, "muted")]), f"{words}. It has {shared}. Claims, sources and sentences "
             "of the draft join it; nothing of it is overwritten.")
            for _id, words, shared in matches
        ]  # fmt: skip
        hints = (("enter", "merge with it"), ("j k", "move"), ("esc", "back"))
        super().__init__("Merge with an event of the store", rows, hints)

    def action_choose(self) -> None:
        """Give back the event."""
        self.dismiss(None if self.at is None else self._ids[self.at])


class CutScreen(ChoosingScreen[int]):
    """Gives back the position of the line that is to come back."""

    def __init__(self, cut: Sequence[tuple[int, PageLine]]) -> None:
        self._at = [at for at, _line in cut]
        rows = [
            (Row([Span(label(line.text))], [Span(f" {line.reason}", "muted")]), label(line.text)) for _, line in cut
        ]
        hints = (("enter", "put it back into the article"), ("j k", "move"), ("esc", "back"))
        super().__init__("What was cut from the page", rows, hints, "Nothing was cut from this page.")

    def action_choose(self) -> None:
        """Give back the line."""
        self.dismiss(None if self.at is None else self._at[self.at])


class NamesScreen(ChoosingScreen[Learnt]):
    """Gives back what a name is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("a", "take('actor')", "Actor"),
        ("p", "take('place')", "Place"),
        ("l", "alias", "Alias"),
        ("x", "take('skipped')", "Skip"),
    ]

    def __init__(self, unknown: Sequence[Unknown], book: Book) -> None:
        self._unknown, self._book = unknown, book
        rows = [
            (Row([Span(label(each.name), "strong")], [Span(self._offer(each), "muted")]), _told(each))
            for each in unknown
        ]
        hints = (("enter", "as offered"), ("a", "actor"), ("p", "place"), ("l", "another name of ..."), ("x", "skip"),
                 ("esc", "done"))  # fmt: skip
        super().__init__("Names that the store does not have", rows, hints, "No name in this article is to be learnt.")

    def _offer(self, unknown: Unknown) -> str:
        times = "once" if unknown.count == 1 else f"{unknown.count} times"
        if unknown.alias_of:
            return f"{times}: perhaps another name of {self._known(unknown.alias_of)}"
        return f"{times}: perhaps a new {unknown.offered_as}"

    def _known(self, id_: str) -> str:
        actor = self._book.actor(id_)
        return actor if actor != id_ else self._book.place(id_)

    def action_choose(self) -> None:
        """Take the name as it is offered."""
        if self.at is not None:
            unknown = self._unknown[self.at]
            kind = "alias" if unknown.alias_of else unknown.offered_as
            self.dismiss(Learnt(unknown.name, kind, unknown.alias_of))

    def action_take(self, kind: str) -> None:
        """Take the name for an actor, a place or nothing."""
        if self.at is not None:
            name = self._unknown[self.at].name
            self.dismiss(Learnt(name, "actor" if kind == "actor" else "place" if kind == "place" else "skipped"))

    async def action_alias(self) -> None:
        """Ask whose other name it is."""
        if self.at is not None and not self.query(Prompt):
            names = [*self._book.actor_names(), *self._book.place_names()]
            title = f"{label(self._unknown[self.at].name)} is"
            answer = "an actor or a place of the store; → completes"
            await self.query_one("#box").mount(
                Prompt("alias", title, "", "its name in the store", names, answer=answer)
            )

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        prompt = self.query_one(Prompt)
        try:
            prompt.reply(f"another name of {self._known(self._named(message.text))}" if message.text.strip() else "")
        except NotRead:
            prompt.reply("The store has no such actor or place.", is_wrong=True)

    def _named(self, text: str) -> str:
        try:
            return self._book.actor_id(text)
        except NotRead:
            return self._book.place_id(text)

    @on(Prompt.Submitted)
    def _entered(self, message: Prompt.Submitted) -> None:
        try:
            of = self._named(message.text)
        except NotRead:
            return
        if self.at is not None:
            self.dismiss(Learnt(self._unknown[self.at].name, "alias", of))

    @on(Prompt.Cancelled)
    def _left(self) -> None:
        self.query_one(Prompt).leave()
        self.set_focus(self.choices)


def _told(unknown: Unknown) -> str:
    return f"{label(unknown.example)}  ({unknown.reason})"

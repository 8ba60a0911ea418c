"""Steps in threads, which post messages and do nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widget import Widget

from store.errors import StoreChanged, StoreError, StoreNotFound, StoreNotWritable
from store.text import one_line
from tui.browsing import Browsing, opened
from tui.session import Make, Session

if TYPE_CHECKING:
    from store.editing.changes import Step


NEW: Final = "\0new"
"""Stands for the id of the event that a step adds, which is known when it is made; no id is that."""


@dataclass
class Written(Message):
    """Something was done, and is on the disk."""

    session: Session
    there: Browsing
    """The store as it is with it, opened."""
    said: str
    """What was done, or that there was nothing to do."""
    show: str = ""
    """Id of the event to show; empty: the one that is shown."""
    done: Callable[[], None] | None = None
    """What is to be done once it is on the disk."""


@dataclass
class NotWritten(Message):
    """A step was not done, and nothing is changed; `reason` is a sentence or two."""

    session: Session
    reason: str
    wants_copy: bool
    """Whether the store as such cannot be written, so that a copy is the way on."""
    again: Callable[[], None] | None
    """Does it once more, wherever it can be written then."""


@dataclass
class MayWrite(Message):
    """The store can be written: go on with what was wanted."""

    session: Session
    go_on: Callable[[], None]


@dataclass
class Replaced(Message):
    """Another program has written the whole store: it has to be read again."""

    session: Session


@dataclass
class Vanished(Message):
    """The store's file is gone."""

    session: Session
    reason: str


def refusal(session: Session, error: StoreError, again: Callable[[], None] | None = None, kept: str = "") -> NotWritten:
    """Return the message for a step that was refused; `kept` is a sentence that says where what was typed is."""
    is_gone = isinstance(error, StoreChanged) and not session.path.exists()
    wants_copy = is_gone or isinstance(error, StoreNotWritable | StoreNotFound)
    reason = str(error)
    if kept:
        reason = f"{reason.rstrip('.')}. {kept}"
    return NotWritten(session, reason, wants_copy, again)


def prepare(target: Widget, session: Session, go_on: Callable[[], None], read: Callable[[], None]) -> None:
    """See that the store can be written, and read what is needed: `MayWrite` or `NotWritten`.

    Runs in a thread worker.
    """
    try:
        session.open()
        read()
    except StoreError as error:
        target.post_message(refusal(session, error, go_on))
    else:
        target.post_message(MayWrite(session, go_on))


def write(
    target: Widget,
    session: Session,
    make: Make,
    again: Callable[[], None],
    *,
    show: str = "",
    said: str = "",
    done: Callable[[], None] | None = None,
    kept: str = "",
) -> None:
    """Do a step: `Written` or `NotWritten`. Runs in a thread worker."""
    try:
        step = session.do(make)
    except StoreError as error:
        target.post_message(refusal(session, error, again, kept))
    else:
        show = step.changes[0].id if show == NEW and step.changes else show
        said = (said or f"Done, u undoes it: {step.name}.") if step.changes else "There is nothing to change."
        target.post_message(Written(session, opened(session.timeline), said, show, done))


def undo(target: Widget, session: Session) -> None:
    """Take the last step back: `Written` or `NotWritten`. Runs in a thread worker."""
    _again(target, session, session.undo, "Undone", _nothing_to_undo)


def redo(target: Widget, session: Session) -> None:
    """Do again what was taken back: `Written` or `NotWritten`. Runs in a thread worker."""
    _again(target, session, session.redo, "Done again", lambda _session: "There is nothing to do again.")


def _nothing_to_undo(session: Session) -> str:
    """Return the way on to the steps that were made before the browser was opened, if there are any."""
    if not session.has_earlier_steps():
        return "There is nothing to undo."
    return f"Nothing to undo in this session. Earlier steps: dateline undo {one_line(session.path.name)}"


def _again(
    target: Widget, session: Session, act: Callable[[], str], verb: str, otherwise: Callable[[Session], str]
) -> None:
    try:
        name = act()
        said = f"{verb}: {name}." if name else otherwise(session)
    except StoreError as error:
        target.post_message(refusal(session, error))
    else:
        target.post_message(Written(session, opened(session.timeline), said))


def look(target: Widget, session: Session) -> None:
    """Look what other programs did: `Written`, `Replaced`, `Vanished`, or rest. Runs in a thread worker."""
    try:
        theirs = session.look()
    except StoreChanged as error:
        target.post_message(Vanished(session, str(error)))
    except StoreError:
        return  # the file cannot be looked at just now; whoever writes will hear why
    else:
        if theirs is None:
            target.post_message(Replaced(session))
        elif theirs:
            target.post_message(Written(session, opened(session.timeline), f"{_whose(theirs)}: {theirs[-1].name}."))
        else:
            session.rest()


def _whose(theirs: "list[Step]") -> str:
    more = f" and {len(theirs) - 1:,} more" if len(theirs) > 1 else ""
    return f"Changed by {theirs[-1].who} in another program{more}"

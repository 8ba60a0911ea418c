"""What the commands that write have in common: the store opened for it, records from standard input, words of steps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from store.commands.output import say
from store.commands.parsing import CallError
from store.commands.stores import open_store, store_path
from store.errors import RecordNotFound

if TYPE_CHECKING:
    from store.editing.changes import Step
    from store.editing.editor import Editor
    from store.timeline import Timeline

TABLES: Final = ("events", "offensives", "actors", "places", "articles")
"""In the order in which an id is looked for."""
SETTING: Final = "a field and its value; of a list with ; between several, or JSON"
"""What `--set` takes (`store.commands.setting`)."""


@contextmanager
def writing(store: str) -> Iterator[tuple[Timeline, Editor]]:
    """Open a store for writing, with what it holds.

    Raises:
        StoreError: It cannot be read, or not be written.
    """
    from store.editing.editor import Editor

    path = store_path(store)
    with Editor(path) as editor:
        yield open_store(store), editor


def do(editor: Editor, step: Step) -> None:
    """Do a step and say so."""
    if step.changes:
        editor.apply(step)
        say(f"Done: {step.name}.")
    else:
        say("Nothing to change: it is so already.")


def table_of(timeline: Timeline, text: str) -> tuple[str, str]:
    """Return the table and id that a call means; `TABLE/ID` where two tables have the same.

    Raises:
        RecordNotFound: No record has that id.
    """
    for table in TABLES:
        known = timeline.ordinal_of if table == "events" else getattr(timeline, table)
        if text in known:
            return table, text
        if text.startswith(f"{table}/") and text.partition("/")[2] in known:
            return table, text.partition("/")[2]
    raise RecordNotFound(f'No record has the id "{text}". dateline list --ids prints those of events.')


def standard_input() -> str:
    """Return what is piped in; empty when standard input is a terminal or closed."""
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    return sys.stdin.read()


def records_in(text: str) -> list[dict[str, Any]]:
    """Return the records of a JSON object, of a list of them, or of lines of JSON.

    Raises:
        CallError: It is something else.
    """
    import msgspec

    decoders = (msgspec.json.Decoder().decode, lambda data: msgspec.json.Decoder().decode_lines(data))
    for decode in decoders:
        try:
            found = decode(text.encode("utf-8", "surrogatepass"))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue
        items = found if isinstance(found, list) else [found]
        if all(isinstance(item, dict) for item in items):
            return items
    raise CallError("Standard input is not a record: a JSON object, or a line of JSON for each record.")

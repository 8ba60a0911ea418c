"""What a record was before anybody changed it here: as the source said, or as the history of the store tells."""

import json
from pathlib import Path
from typing import Any, Final

from store.text import one_line
from store.timeline import Timeline

_LONGEST: Final = 60
_UNTOLD: Final = ("tags", "notes", "note", "extra")
"""One's own additions; they correct nothing."""


def originals(timeline: Timeline, store: Path, table: str, record_id: str) -> dict[str, str]:
    """Return the fields of a record that are no longer as they were at first, each with what it was.

    Raises:
        StoreError: The record is not sound, or the history cannot be read.
    """
    from store.editing.changes import Change, net
    from store.editing.current import current
    from store.editing.history import read_history
    from store.importing.corrections import originals_in

    said = originals_in((current(timeline, table, record_id) or {}).get("extra"))
    if said:
        return {name: _words(value) for name, value in said.items()}
    changes: list[Change] = []
    for step in read_history(store):
        changes += [change for change in step.changes if change.table == table and change.id == record_id]
    change = net(changes).get((table, record_id))
    if change is None or change.before is None or change.after is None:
        return {}
    return {name: _words(change.before.get(name)) for name in change.fields if name not in _UNTOLD}


def _words(value: Any) -> str:
    if value is None:
        return "empty"
    text = one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

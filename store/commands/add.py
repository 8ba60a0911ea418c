"""`dateline add`: new records, from standard input or field by field."""

from __future__ import annotations

import argparse
from typing import Any, Final

from store.commands.parsing import CallError
from store.commands.writing import SETTING, TABLES, do, records_in, standard_input, writing

NAME: Final = "add"
HELP: Final = "new records in a store, as JSON on standard input or with --set"
EXAMPLES: Final = (
    "dateline add war.json --set date=2016-06-04 --set 'title=Army crosses into Raqqa province'",
    "dateline add war.json --to places < places.jsonl",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("store", metavar="STORE", help="a store file")
    parser.add_argument("--to", metavar="TABLE", default="events", help=f"{', '.join(TABLES)}; left out: events")
    parser.add_argument("--set", metavar="F=V", action="append", default=[], help=SETTING)


def run(args: argparse.Namespace) -> int:
    """Add records, all of them or none."""
    from store.commands.setting import settings
    from store.editing import steps
    from store.editing.knowing import require_known
    from store.validation import validate

    if args.to not in TABLES:
        raise CallError(f'There is no table "{args.to}". There are {", ".join(TABLES)}.')
    fields = settings(args.set, args.to)
    records = [{**record, **fields} for record in records_in(text)] if (text := standard_input().strip()) else [fields]
    if not records or not records[0]:
        raise CallError("There is nothing to add. Give fields with --set, or JSON on standard input.")
    with writing(args.store) as (timeline, editor):
        made = []
        for record in records:
            record = {name: value for name, value in record.items() if value is not None}
            record.setdefault("id", _fresh_id(record))
            require_known(args.to, record)
            step = steps.add(timeline, args.to, validate(args.to, record))
            timeline = timeline.with_changes(step.changes)
            made.append(step)
        do(editor, made[0] if len(made) == 1 else steps.together(f"add {len(made):,} {args.to}", made))
    return 0


def _fresh_id(record: dict[str, Any]) -> str:
    """Return an id of the day and the name, which is what one would write by hand."""
    from store.importers.resolve import slug

    name = record.get("title") or record.get("name") or record.get("headline") or "record"
    date = str(record["date"])[:10] if record.get("date") else ""
    return slug(f"{date} {name}")[:80].strip("-")

"""UCDP rows for tests: real ones, with cells replaced, in files of any kind."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from store.database import new_store
from store.importing.report import Report
from store.importing.request import Request
from store.importing.running import run_import

DATA = Path(__file__).parents[1] / "data" / "ucdp_ged_syria_rows.csv"
REAL: list[dict[str, str]] = list(csv.DictReader(DATA.read_text("utf-8").splitlines()))
HEADER = tuple(REAL[0])


def a_row(number: int = 1, /, **cells: str) -> dict[str, str]:
    """Return a clash near Manbij on 4 June 2016 with an id of its own."""
    defaults = {
        **dict.fromkeys(HEADER, ""),
        "id": str(number),
        "year": "2016",
        "type_of_violence": "1",
        "side_a": "Government of Syria",
        "side_b": "IS",
        "number_of_sources": "1",
        "source_article": '"SOHR,2016-06-05,Clashes near Manbij"',
        "source_original": "SOHR",
        "where_prec": "1",
        "where_coordinates": "Manbij town",
        "adm_1": "Aleppo Governorate",
        "latitude": "36.528153",
        "longitude": "37.954954",
        "country": "Syria",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2016-06-04",
        "date_end": "2016-06-04",
        "deaths_a": "1",
        "deaths_b": "2",
        "deaths_civilians": "0",
        "deaths_unknown": "0",
        "low": "3",
        "best": "3",
        "high": "3",
    }
    return {**defaults, **cells}


def as_csv(rows: Iterable[Mapping[str, str]], header: Sequence[str] = HEADER, **form: Any) -> str:
    """Return rows as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n", **form)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def a_file(path: Path, rows: Iterable[Mapping[str, str]], header: Sequence[str] = HEADER) -> Path:
    """Write rows to a CSV file."""
    path.write_text(as_csv(rows, header), encoding="utf-8")
    return path


def an_empty_store(path: Path) -> Path:
    new_store(path, "A test")
    return path


def imported(store: Path, *paths: Path, **request: Any) -> Report:
    """Import files."""
    return run_import(Request(paths=[str(path) for path in paths], store=store, **request))


def tables(store: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what a store's file holds, as TinyDB would see it."""
    found: dict[str, dict[str, dict[str, Any]]] = msgspec.json.decode(store.read_bytes())
    return found


def events(store: Path) -> dict[str, dict[str, Any]]:
    """Return a store's events by id, in the order of the file."""
    return {event["id"]: event for event in tables(store)["events"].values()}


def edit(store: Path, event_id: str, **fields: Any) -> None:
    """Change an event as a person would: in the file."""
    data = tables(store)
    for event in data["events"].values():
        if event["id"] == event_id:
            event.update(fields)
    lines = (
        f'"{name}": {{\n'
        + ",\n".join(f'"{number}": {msgspec.json.encode(record).decode()}' for number, record in table.items())
        + ("\n}" if table else "}")
        for name, table in data.items()
    )
    store.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

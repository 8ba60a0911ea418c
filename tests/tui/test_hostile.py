"""Whatever stands in a store reaches the screen, the clipboard and the terminal as text and nothing else."""

import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store.model import TABLES, Meta, Record
from tests.builders import a_meta, a_store, an_actor, an_event, an_offensive
from tests.tui.driving import Reader, browsing
from tests.tui.texts import (
    ARABIC,
    BIDI,
    COMBINING,
    EMOJI,
    ESCAPES,
    HOSTILE,
    MARKUP,
    SEPARATORS,
    WIDE,
    ZERO_WIDTH,
    unsafe,
)
from tests.tui.worlds import a_war, war_events, war_offensives
from tui.commands import COMMANDS

TEXTS = {
    "escapes": ESCAPES,
    "bidi": BIDI,
    "markup": MARKUP,
    "separators": SEPARATORS,
    "arabic": ARABIC,
    "wide": WIDE,
    "combining": COMBINING,
    "emoji": EMOJI,
    "zero-width": ZERO_WIDTH,
    "all": HOSTILE,
}
KEEP = {"id", "date", "type", "role", "side", "kind", "confidence", "precision", "format", "query", "published"}
"""Fields whose values are words of the format: a record with others is left out, which is tested elsewhere."""
KEYS = [key for command in COMMANDS for key in command.keys if command.id not in ("quit", "command_palette")]


def poisoned(value: Any, text: str) -> Any:
    """Return a record's plain data with `text` at the end of every string that may hold any."""
    if isinstance(value, dict):
        return {name: part if name in KEEP else poisoned(part, text) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, text) for part in value]
    return value + text if isinstance(value, str) else value


def filled(kind: type[Any]) -> dict[str, Any]:
    """Return a record with something in every text field."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.type is str and field.name not in KEEP:
            found[field.name] = field.name
        elif field.name in ("tags", "aliases", "attribution"):
            found[field.name] = [field.name]
        elif field.name == "sources":
            found[field.name] = [{"publisher": "p", "title": "t", "author": "a", "url": "https://e.org/", "note": "n"}]
        elif field.name == "claims":
            found[field.name] = [{"attribution": "a", "text": "t", "counted": "c", "who": "w", "low": 3, "source": 0}]
    return found


def poisoned_store(path: Path, text: str) -> Path:
    """Write a store with `text` in every text of every record."""
    offensives = [{**filled(TABLES["offensives"]), **plain(offensive)} for offensive in war_offensives()]
    events = [{**filled(TABLES["events"]), **plain(event), "articles": ["art"]} for event in war_events()]
    actors = [{**filled(TABLES["actors"]), "id": id_, "kind": "state"} for id_ in ("sdf", "is", "army")]
    tables: dict[str, list[dict[str, Any]]] = {
        "offensives": offensives,
        "events": [{**event, "id": f"{event['id']}{text}"} for event in events],
        "actors": [*actors, {**filled(TABLES["actors"]), "id": f"odd{text}", "kind": "state"}],
        "places": [{**filled(TABLES["places"]), "id": "manbij", "lat": 36.5, "lon": 38.0}],
        "articles": [{**filled(TABLES["articles"]), "id": "art"}],
    }
    tables["events"][0]["actors"] = [{"id": f"odd{text}", "role": "victim"}]
    meta = msgspec.convert(poisoned({**filled(Meta), "format": "dateline", "version": 1}, text), Meta)
    for name in ("events", "offensives"):
        for record in tables[name]:
            for key in ("place", "offensives", "target", "parent"):
                record.pop(key, None)
    for record in tables["events"]:
        record["place"], record["offensives"] = "manbij", ["raqqa"]
    safe = {"place", "offensives", "actors", "articles", "attackers", "defenders"}
    ready = {
        name: [{**poisoned(record, text), **{key: record[key] for key in safe & set(record)}} for record in records]
        for name, records in tables.items()
    }
    return a_store(path, meta=meta, **ready)


def plain(record: Record) -> dict[str, Any]:
    """Return a record as plain data."""
    data: dict[str, Any] = msgspec.to_builtins(record)
    return data


def assert_only_text(reader: Reader, where: str) -> None:
    """Check every strip of the screen: no control, no link, no more cells than there are."""
    width = reader.app.size.width
    for strip in reader.app.screen._compositor.render_strips():
        assert strip.cell_length == width, where
        for segment in strip:
            assert not segment.control, where
            assert not unsafe(segment.text), (where, segment.text)
            assert segment.style is None or segment.style.link is None, where


CASES = [*((name, (120, 40)) for name in TEXTS if name not in ("arabic", "emoji")), ("all", (40, 20))]


@pytest.mark.parametrize(("name", "size"), CASES)
async def test_every_field_of_every_record_is_only_text(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    async with browsing(poisoned_store(tmp_path / "hostile.json", TEXTS[name]), size) as reader:
        assert reader.state.timeline.size == 21, reader.state.timeline.report
        for key in ("j", "enter", "space", "G", "f", "j", "space", "G", "escape", "slash", "escape", "i", "y", "o"):
            await reader.press(key)
            assert_only_text(reader, key)
        assert not unsafe(reader.app.clipboard)
        assert reader.app.return_code is None


async def test_every_key_on_hostile_text(tmp_path: Path) -> None:
    async with browsing(poisoned_store(tmp_path / "hostile.json", HOSTILE)) as reader:
        for key in KEYS:
            await reader.press(key)
            assert_only_text(reader, key)
            await reader.close_all()


async def test_markup_is_shown_as_it_is_written(tmp_path: Path) -> None:
    async with browsing(poisoned_store(tmp_path / "hostile.json", MARKUP), (300, 80)) as reader:
        for widget in (reader.screen.events, reader.screen.article, reader.screen.actors, reader.screen.status):
            assert "[bold red]b" in reader.words_of(widget), widget


async def test_markup_clicked_on_does_nothing(tmp_path: Path) -> None:
    async with browsing(poisoned_store(tmp_path / "hostile.json", "[@click=app.quit]q[/]"), (300, 80)) as reader:
        await reader.click_on("[@click=app.quit]", reader.screen.events)
        await reader.click_on("[@click=app.quit]", reader.screen.article)
        assert reader.app.return_code is None


@pytest.mark.parametrize("text", [MARKUP, ESCAPES, BIDI, WIDE])
async def test_hostile_query_from_the_call(war: Path, text: str) -> None:
    query = '"' + text.replace('"', "") + '"'
    async with browsing(war, query=query) as reader:
        assert_only_text(reader, "chips")
        await reader.press("j", "slash")
        assert_only_text(reader, "prompt")
        await reader.press("x")
        assert_only_text(reader, "reply")


async def test_pasted_controls_do_not_get_into_the_prompt(war: Path) -> None:
    from textual import events

    async with browsing(war) as reader:
        await reader.press("slash")
        assert reader.app._driver is not None
        reader.app._driver.send_message(events.Paste(f"manbij{ESCAPES}{BIDI}"))
        await reader.settle()
        assert_only_text(reader, "prompt")


async def test_only_web_addresses_are_opened(tmp_path: Path, opened: list[str]) -> None:
    addresses = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://e.org/\x1b]52;c;x\x07",
        "-oProxyCommand=x",
        "https://e.org/",
    )
    events = [an_event(sources=[{"publisher": "P", "url": url} for url in addresses])]
    async with browsing(a_store(tmp_path / "urls.json", events=events), (120, 60)) as reader:
        await reader.press("enter", "1", "2", "3", "4", "5", "9", "o")
        assert opened == ["https://e.org/", "https://e.org/"]


async def test_file_names_are_only_text(tmp_path: Path) -> None:
    folder = tmp_path / "[bold]x["
    folder.mkdir()
    path = a_war(folder / "b] \x1b[31m\u202e.json")
    async with browsing(path, is_read=False) as reader:
        await reader.settle()
        await reader.press("i")
        assert "[/b]" in reader.text
        assert_only_text(reader, "about")


# ten megabytes


@pytest.mark.parametrize("field", ["title", "summary", "date_note", "notes", "tags", "claims", "sources", "actors"])
async def test_ten_megabytes_in_a_field_do_not_stop_the_keys(tmp_path: Path, field: str) -> None:
    long = "long word " * 1_000_000
    value: Any = {
        "tags": [long],
        "claims": [{"attribution": long, "text": "x"}],
        "sources": [{"publisher": "P", "title": long}],
        "actors": [{"id": "sdf", "role": "attacker"}] * 200_000,
    }.get(field, long)
    events = [*war_events(), an_event(id="long", date="2016-06-05", **{field: value})]
    async with browsing(a_war(tmp_path / "war.json", events=events)) as reader:
        started = time.process_time()
        await reader.press("G", "k", "enter", "space", "G", "escape", "g")
        reader.screen._do(_asked(reader, "long"))
        await reader.press("j", "k", "enter", "space", "escape")
        assert (
            time.process_time() - started < 30
        )  # far more than it takes, far less than anything that grows faster than the text
        assert_only_text(reader, field)


async def test_megabytes_in_names(tmp_path: Path) -> None:
    long = "name " * 200_000
    actors = [an_actor(name=long, short="", bloc="x" * 1_000_000), an_actor(id="is", name="IS")]
    offensives = [an_offensive(id="manbij", name=long, short=""), an_offensive(id="raqqa", short=long)]
    path = a_war(tmp_path / "war.json", actors=actors, offensives=offensives, meta=a_meta(title=long))
    async with browsing(path) as reader:
        started = time.process_time()
        await reader.press("j", "f", "j", "space", "escape", "c", "T", "+", "k")
        assert (
            time.process_time() - started < 30
        )  # far more than it takes, far less than anything that grows faster than the text
        assert_only_text(reader, "names")


def _asked(reader: Reader, event_id: str) -> Any:
    from tui.messages import Asked

    return Asked(f"event:{reader.state.timeline.ordinal_of[event_id]}")

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from icalendar import Calendar

from store.loader import load_timeline
from store.model import Claim, Participant, Source, Waypoint
from store.text import clean
from store.timeline import Timeline
from tests.builders import a_place, a_store, an_actor, an_article, an_event, an_offensive
from tests.exporting.reading_back import Page, check_geojson, content_lines, json_lines, read_bibtex, strict_json
from tests.exporting.worlds import NAMES, exported, meta

HOSTILE: Final = (
    "\x1b]52;c;aGk=\x07 osc",
    "\x9b31m csi \x1b[2J",
    "<script>alert(1)</script>",
    "</script></style><svg onload=alert(1)>",
    '"><img src=x onerror="alert(1)">',
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe \u2066rtl\u2069 الرقة",
    "line\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "}\n@article{evil,\n",
    "\\input{/etc/passwd}",
    "# heading\n\n[^1]: note\n\n| a |\n|---|",
    "\x00nul \u2028 \u2029 \ufeff \U000e0041",
    "a;b,c\\n:d^e%f",
    "-->",
    "]]>",
)
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]"
)


def a_hostile_world(folder: Path, text: str) -> Timeline:
    """Return a store in which every text is `text`, but for dates and what has a fixed list of values."""
    source = Source(publisher=text, title=text, author=text, url=text, date=text, note=text)
    claim = Claim(attribution=text, text=text, counted=text, who=text, low=1, source=0)
    event = an_event(
        id=text, date_note=text, title=text, summary=text, place=text, offensives=[text], articles=[text],
        actors=[Participant(id=text, role="attacker")], claims=[claim], sources=[source], tags=[text], notes=text,
        origin=text, extra={text: [text, {text: text}]},
    )  # fmt: skip
    owed: dict[str, Any] = {"title": text, "description": text, "licence": text, "attribution": [text]}
    path = a_store(
        folder / "hostile.json",
        meta=meta(**owed, created=text, opens_at=text, extra={text: text}),
        events=[event, an_event(id=f"2 {text}", date="2016", sources=[source])],
        offensives=[
            an_offensive(id=text, name=text, short=text, aliases=[text], objective=text, outcome=text, summary=text,
                         query=text, waypoints=[Waypoint(place=text)], claims=[claim], sources=[source], notes=text)
        ],
        actors=[an_actor(id=text, name=text, short=text, aliases=[text], bloc=text, note=text, sources=[source])],
        places=[a_place(id=text, name=text, aliases=[text], admin1=text, admin2=text, country=text, note=text)],
        articles=[
            an_article(id=text, headline=text, standfirst=text, dateline=text, author=text, publisher=text,
                       published=text, url=text, body=text, language=text, note=text)
        ],
    )  # fmt: skip
    return load_timeline(path)


def count_csv(data: bytes) -> int:
    csv.field_size_limit(1 << 26)
    return len(list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)))


def count_ics(data: bytes) -> int:
    lines = content_lines(data)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
    assert not any(line.startswith("BEGIN:VALARM") for line in lines)
    return len(Calendar.from_ical(data).events)


def count_html(data: bytes) -> int:
    page = Page.of(data)
    assert all(href.startswith(("#", "https://example.org/")) for href in page.links)
    return sum(identifier.startswith("event-") for identifier in page.ids)


def count_markdown(data: bytes) -> int:
    text = data.decode()
    assert not re.search(r"(?<!\\)<script", text.split("**Chosen by:**")[0])
    return len(re.findall("^#### ", text, re.MULTILINE))


COUNTED: Final[dict[str, Callable[[bytes], int]]] = {
    "jsonl": lambda data: sum(line["schema"] == "dateline.event/1" for line in json_lines(data)),
    "csv": count_csv,
    "geojson": lambda data: len(check_geojson(data)["features"]),
    "timelinejs": lambda data: len(strict_json(data)["events"]),
    "ics": count_ics,
    "markdown": count_markdown,
    "html": count_html,
    "csl-json": lambda data: len(strict_json(data)),
    "bibtex": lambda data: len(read_bibtex(data.decode())),
    "store": lambda data: len(strict_json(data)["events"]),
}
"""How many events, or sources and the store, each reader finds."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(tmp_path: Path, text: str, name: str) -> None:
    timeline = a_hostile_world(tmp_path, text)
    data = exported(timeline, name, title=text, query=text, with_articles=True, with_notes=True)
    assert not _UNSAFE.search(data.decode("utf-8").replace("\r\n", "\n"))
    # of the bibliographies: the store, the source, and the article where its parts are not the source's
    assert COUNTED[name](data) in ((2, 3) if name in ("csl-json", "bibtex") else (2,))


@pytest.mark.parametrize("name", sorted({*NAMES} - {"jsonl", "store"}))
def test_what_readers_find_is_clean(tmp_path: Path, name: str) -> None:
    data = exported(a_hostile_world(tmp_path, " ".join(HOSTILE[:2] + HOSTILE[7:9])), name).decode()
    for escape in ("\\u001b", "\\u202e", "\\u0007", "&#27;", "&#x1b;"):
        assert escape not in data.lower()
    assert clean(data) == data.replace("\r\n", "\n").removeprefix("\ufeff")


@pytest.fixture(scope="module")
def long_world(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    long = "Ю é; =1 *" * 800_000 + "**a** [b](c) `d`" * 1000
    event = an_event(id="e", summary=long, sources=[Source(publisher="P", title=long)])
    return load_timeline(a_store(tmp_path_factory.mktemp("long") / "long.json", events=[event]))


@pytest.mark.parametrize("name", NAMES)
def test_ten_megabytes_in_a_field_go_through(long_world: Timeline, name: str) -> None:
    data = exported(long_world, name)
    assert len(data) > 7_000_000
    assert COUNTED[name](data) == (2 if name in ("csl-json", "bibtex") else 1)


def test_deep_extra_goes_through(tmp_path: Path) -> None:
    deep: Any = "é"
    for _level in range(300):
        deep = [deep]
    timeline = load_timeline(a_store(tmp_path / "deep.json", events=[an_event(extra={"deep": deep})]))
    for name in NAMES:
        assert COUNTED[name](exported(timeline, name)) in (1, 2)

"""Files that something has damaged: every reader gives events and rejects, or one sentence, and never falls over."""

import json
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import StoreError
from store.importers.formats import datelinestore, geojson, icalendar, timelinejs
from store.importers.protocol import Importer
from tests.exporting.worlds import a_rich_world, exported
from tests.importing.reading import UNSAFE, Reading, read, texts, written
from tests.importing.test_icalendar import APPLE, GOOGLE, OUTLOOK, THUNDERBIRD
from tests.importing.test_timelinejs import TIMELINE

READERS: dict[str, Importer] = {
    "timelinejs": timelinejs.IMPORTER,
    "geojson": geojson.IMPORTER,
    "ics": icalendar.IMPORTER,
    "dateline": datelinestore.IMPORTER,
}

TOKENS = [
    b"", b"\x00", b"\xff", b'"', b"{", b"}", b"[", b"]", b"null", b"1e999", b"NaN", b"\\ud800", b"9" * 30, b"\x1b[31m",
    b"\n", b"\r", b",", b":", b";", b"-", b"BEGIN:VEVENT", b"END:VEVENT", b"<b", b"&#", b"\xe2\x80\xae", b"0",
]  # fmt: skip
DAMAGE = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(TOKENS), st.booleans()), min_size=1, max_size=5
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    world = a_rich_world(tmp_path_factory.mktemp("world"))
    return {
        "timelinejs": [
            json.dumps(TIMELINE).encode(),
            exported(world, "timelinejs"),
            b"Year,Month,Headline,Text\r\n2016,6,A,b\r\n,,,\r\n2016,13,C,d\r\n",
            b'Start Date,Headline,Media,Media Credit\n6/4/2016,"A, b",http://x,y\n',
        ],
        "geojson": [exported(world, "geojson")],
        "ics": [
            *(text.replace("\n", "\r\n").encode() for text in (GOOGLE, APPLE, OUTLOOK, THUNDERBIRD)),
            exported(world, "ics"),
        ],
        "dateline": [exported(world, "jsonl"), exported(world, "store")],
    }


def damaged(data: bytes, damage: list[tuple[float, int, bytes, bool]]) -> bytes:
    for where, removed, put, is_cut in damage:
        at = int(where * len(data))
        data = data[:at] + put + (b"" if is_cut and removed > 9 else data[at + removed :])
    return data


@pytest.mark.parametrize("format_", READERS)
@settings(max_examples=150)
@given(damage=DAMAGE, which=st.integers(0, 9))
def test_damage_costs_what_is_damaged(
    seeds: dict[str, list[bytes]], format_: str, damage: list[tuple[float, int, bytes, bool]], which: int
) -> None:
    data = damaged(seeds[format_][which % len(seeds[format_])], damage)
    with tempfile.TemporaryDirectory() as folder:
        try:
            reading = read(written(Path(folder) / "f", data), READERS[format_])
        except StoreError as error:
            said = str(error)
        else:
            said = ""
            _check(reading)
    assert not said or 20 < len(said) < 900


def _check(reading: Reading) -> None:
    assert all(reject.reason for reject in reading.rejects)
    for record in (*reading.events, *reading.others):
        assert record.id
        assert not [text for text in texts(msgspec.to_builtins(record)) if any(mark in text for mark in UNSAFE)]

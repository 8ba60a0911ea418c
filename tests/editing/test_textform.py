"""The text of a record: it comes back as it was, whatever the record holds, and nonsense is named."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.editing.textform import FENCE, LONG, TextFormError, from_text, to_text
from store.model import TABLES, Claim, Event, Participant, Place, Source

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
long_texts = st.text("ab *_#\n+é", max_size=20).map(str.strip).filter(lambda text: FENCE not in text)
events = st.builds(
    Event,
    id=texts,
    date=texts,
    title=texts,
    summary=long_texts,
    notes=long_texts,
    tags=st.lists(texts, max_size=2),
    actors=st.lists(st.builds(Participant, id=texts), max_size=2),
    claims=st.lists(st.builds(Claim, attribution=texts, best=st.none() | st.integers(0, 9)), max_size=2),
    sources=st.lists(st.builds(Source, publisher=texts, note=texts), max_size=2),
)
places = st.builds(Place, id=texts, name=texts, lat=st.none() | st.floats(-90, 90), note=long_texts)


@given(events | places)
def test_a_record_comes_back_as_it_was(record: Event | Place) -> None:
    table = "events" if isinstance(record, Event) else "places"
    fields: dict[str, Any] = msgspec.to_builtins(record)
    found = {name: value for name, value in from_text(table, to_text(table, fields)).items() if value is not None}
    assert msgspec.convert(found, TABLES[table]) == record


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The text is empty."),
        ("title = 5", f"Line 1: the text must begin with a line {FENCE}"),
        ("+++\ntitle = 'a'", f"Line 1: the fields must end with a line {FENCE}"),
        ("\n+++\ntitle = Bridge\n+++", "Line 3: invalid value"),
        ("+++\n+++\n\n+++ story\n", "Line 4: there is no text 'story'; there is +++ notes"),
        ("+++\ncolour = 'red'\n+++", "there is no field 'colour' among those of events"),
        ("+++\nsummary = 'red'\n+++", "there is no field 'summary'"),
    ],
)
def test_what_is_no_record_is_named(text: str, said: str) -> None:
    with pytest.raises(TextFormError) as raised:
        from_text("events", text)
    assert str(raised.value).startswith(said)


def test_a_date_without_quotes_is_meant() -> None:
    found = from_text("events", "\ufeff+++\r\ndate = 2016-06-04\r\ntitle = 'T'\r\n+++\r\nText\r\n")
    assert found == {"date": "2016-06-04", "title": "T", "summary": "Text", "notes": None}


def test_every_long_field_is_one_of_the_model() -> None:
    for table, names in LONG.items():
        assert set(names) <= {field.name for field in msgspec.structs.fields(TABLES[table])}

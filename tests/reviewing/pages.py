"""A page to review, and a store for its events."""

from pathlib import Path
from typing import Any, Final

from store.model import Actor
from store.pages import Page, Raw, read_page
from tests.builders import a_place, a_store, an_actor, an_event, an_offensive

PAGE: Final = """\
Rebels advance near Manbij

By Jane Doe
Wire Service
3 June 2016

The Syrian Democratic Forces attacked Islamic State near Manbij on Thursday, killing at least 26 fighters, \
the Syrian Observatory said.

Islamic State shelled Raqqa on Friday, killing nine civilians, the Syrian Observatory said.

The Harun Brigade captured the village of Tal Hamad on Wednesday. The Harun Brigade said it would go on. Residents of \
Tal Hamad fled. Many from Tal Hamad went north.

Subscribe to our newsletter
"""


def a_raw(text: str = PAGE) -> Raw:
    """Return a page as it was saved."""
    return Raw("page.txt", "page.txt", text.encode())


def a_page(text: str = PAGE) -> Page:
    """Return a page that was read."""
    return read_page(a_raw(text))


def actors() -> list[Actor]:
    """Return three parties."""
    return [
        an_actor(bloc="US-backed"),
        an_actor(id="is", name="Islamic State", short="IS", kind="armed-group", bloc="Islamic State"),
        an_actor(id="sohr", name="Syrian Observatory", short="SOHR", kind="monitor", bloc="Monitors"),
    ]


def a_review_store(path: Path, **tables: Any) -> Path:
    """Return a store that knows the names of the page, an event of its first day, and an offensive with a rule."""
    defaults: dict[str, Any] = {
        "actors": actors(),
        "places": [a_place(), a_place(id="raqqa", name="Raqqa", lat=35.95, lon=39.01)],
        "events": [an_event(id="clash", date="2016-06-02", title="Clashes at Manbij", offensives=[])],
        "offensives": [an_offensive(query="against:sdf,is place:manbij")],
    }
    return a_store(path, **{**defaults, **tables})

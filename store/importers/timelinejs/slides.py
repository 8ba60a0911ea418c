"""TimelineJS's JSON, of every version.

Version 3 is `{"events": [...]}`, in its first drafts `{"timeline": {"slides": [...]}}`; version 2 is
`{"timeline": {"date": [...]}}`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from store.errors import ImportRefused
from store.importers.jsondocument import BLANK, checked, kept, read_document, shown
from store.importers.protocol import CellError
from store.importers.source import Source
from store.importers.timelinejs.dates import stamp_of
from store.importers.timelinejs.slide import Kind, Media, Slide

_CALL: Final = re.compile(r"(?:(?:var|let|const)\s+)?[\w.$]{1,80}\s*(?P<how>[=(])\s*(?=[{\[])")
"""What stands before the JSON of a script: `storyjs_jsonp_data = {`."""

_NEW: Final = frozenset(
    {
        "unique_id",
        "start_date",
        "end_date",
        "display_date",
        "text",
        "media",
        "group",
        "type",
        "edtf",
        "dataset",
        "autolink",
    }
)
_OLD: Final = frozenset({"startDate", "endDate", "headline", "text", "tag", "asset", "type", "date", "era"})
_MEDIA: Final = frozenset({"url", "media", "credit", "caption", "alt"})


class Piece(NamedTuple):
    """A slide as it stands in the document."""

    kind: Kind
    value: Any
    is_old: bool = False
    """Whether it is of version 2."""


def read_pieces(source: Source) -> Iterator[Piece]:
    """Yield the slides of a document: the title, the events, the eras.

    Raises:
        StoreError: It cannot be read, or holds no slides.
    """
    value = read_document(source, _unwrapped)
    if isinstance(value, dict) and isinstance(value.get("timeline"), dict):
        value = value["timeline"]
        if isinstance(value.get("date"), list):
            yield from _old_pieces(value)
            return
    document = {"events": value} if isinstance(value, list) else value
    if isinstance(document, dict) and not isinstance(document.get("events"), list):
        document = {**document, "events": document.get("slides")}
    if not isinstance(document, dict) or not any(isinstance(document.get(name), list) for name in ("events", "eras")):
        raise _no_slides(source)
    if document.get("title") not in (None, {}, "") and not _is_ours(document):
        yield Piece("title", document["title"])
    yield from map(_piece, _listed(document, "events"))
    yield from (Piece("era", value) for value in _listed(document, "eras"))


def _piece(value: Any) -> Piece:
    """Return an event, or what a file of rejects has among the events."""
    if not isinstance(value, dict):
        return Piece("event", value)
    kind: Kind = "era" if value.get("type") == "era" else "title" if value.get("type") == "title" else "event"
    return Piece(kind, value, is_old="startDate" in value and "start_date" not in value)


def _is_ours(document: Mapping[str, Any]) -> bool:
    """Tell whether Dateline wrote the title, which says no more than what was exported."""
    first = next(iter(_listed(document, "events")), None)
    return isinstance(first, dict) and {"edtf", "dataset"} <= first.keys() and "autolink" in document["title"]


def _old_pieces(document: Mapping[str, Any]) -> Iterator[Piece]:
    if document.get("headline"):
        yield Piece("title", {key: part for key, part in document.items() if key not in ("date", "era")}, is_old=True)
    for name, kind in (("date", "event"), ("era", "era")):
        yield from (Piece("era" if kind == "era" else "event", value, is_old=True) for value in _listed(document, name))


def _listed(document: Mapping[str, Any], name: str) -> list[Any]:
    found = document.get(name)
    return found if isinstance(found, list) else []


def _no_slides(source: Source) -> ImportRefused:
    return ImportRefused(
        f"{source.label} is no timeline of TimelineJS: it has no list of events. If it is something else, say so with "
        "--format."
    )


def is_script(text: str) -> bool:
    """Tell whether JSON stands in a script, as older timelines were often kept."""
    return _CALL.match(text.lstrip(BLANK)) is not None


def _unwrapped(text: str) -> str:
    found = _CALL.match(text)
    if not found:
        return text
    return text[found.end() :].rstrip("; \t\r\n").removesuffix(")" if found["how"] == "(" else "")


def slide_of(piece: Piece) -> Slide:
    """Return what a slide says.

    Raises:
        CellError: It is no slide, or one of its members is not what it should be.
    """
    if not isinstance(piece.value, dict):
        raise CellError("", shown(str(piece.value)), "expected an object with a date and a text")
    value = checked(piece.value)
    return _old_slide(piece.kind, value) if piece.is_old else _slide(piece.kind, value)


def _slide(kind: Kind, value: Mapping[str, Any]) -> Slide:
    words = value.get("text")
    words = words if isinstance(words, dict) else {"text": words}
    start = value.get("start_date")
    said = value.get("display_date") or (start.get("display_date") if isinstance(start, dict) else "")
    return Slide(
        kind=kind,
        start=stamp_of(start, "start_date"),
        end=stamp_of(value.get("end_date"), "end_date"),
        date_column="start_date",
        title_column="text.headline",
        id=_text(value.get("unique_id")),
        display_date=_text(said),
        headline=_text(words.get("headline") or value.get("headline")),
        text=_text(words.get("text")),
        tags=_tags(value.get("group")),
        media=_media(value.get("media")),
        extra={**kept(value, _NEW | {"headline"}), **_rest_of(value.get("media"))},
        edtf=_text(value.get("edtf")),
        dataset=_text(value.get("dataset")),
    )


def _old_slide(kind: Kind, value: Mapping[str, Any]) -> Slide:
    return Slide(
        kind=kind,
        start=stamp_of(value.get("startDate"), "startDate"),
        end=stamp_of(value.get("endDate"), "endDate"),
        date_column="startDate",
        title_column="headline",
        headline=_text(value.get("headline")),
        text=_text(value.get("text")),
        tags=_tags(value.get("tag")),
        media=_media(value.get("asset")),
        extra={**kept(value, _OLD), **_rest_of(value.get("asset"))},
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _tags(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value if isinstance(value, list) else [value])))


def _media(value: Any) -> Media:
    if not isinstance(value, dict):
        return Media(url=_text(value))
    return Media(
        url=_text(value.get("url") or value.get("media")),
        credit=_text(value.get("credit")),
        caption=_text(value.get("caption")),
        alt=_text(value.get("alt")),
    )


def _rest_of(value: Any) -> dict[str, Any]:
    rest = kept(value, _MEDIA) if isinstance(value, dict) else {}
    return {"media": rest} if rest else {}

"""Pages saved as one file (.mhtml): the HTML part of a message, and the address that it was saved from."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from typing import Final

import msgspec

from store.text import one_line, safe_url

_HEAD: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?mime-version:", re.IGNORECASE)
_MOST_PARTS: Final = 2_000


class Saved(msgspec.Struct, frozen=True):
    """The page in a message."""

    html: bytes
    encoding: str = ""
    url: str = ""


def is_mhtml(data: bytes) -> bool:
    """Tell whether bytes are a message, by its head."""
    return bool(_HEAD.match(data[:4096].replace(b"\r\n", b"\n").lstrip()))


def read_mhtml(data: bytes) -> Saved | None:
    """Return the first HTML part, which is the page; None when there is none."""
    try:
        message: Message = message_from_bytes(data, policy=policy.compat32)
        parts = [part for _at, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    except (MessageError, ValueError, RecursionError):
        return None
    for wanted in ("text/html", "application/xhtml+xml", "text/plain"):
        for part in parts:
            if part.get_content_type() == wanted and isinstance(body := part.get_payload(decode=True), bytes):
                url = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
                return Saved(body, part.get_content_charset() or "", safe_url(one_line(str(url))))
    return None

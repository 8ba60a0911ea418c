"""Tags as they are typed: several in a line, with commas or semicolons between them."""

import re
from collections.abc import Iterable
from typing import Final

from store.text import one_line

SEVERAL: Final = "several with , or ; between them"
"""What to say of a line that takes tags."""
_MARKS: Final = frozenset(",;")


def split_tags(text: str, known: Iterable[str] = ()) -> list[str]:
    """Return the tags of a line, each once.

    Args:
        text: What was typed; anything.
        known: Tags that there are; those that have a comma or a semicolon in them stay whole.
    """
    whole = sorted((tag for tag in known if not _MARKS.isdisjoint(tag)), key=len, reverse=True)
    ways = [*(rf"{re.escape(one_line(tag))}(?=\s*(?:[,;]|$))" for tag in whole), "[^,;]+"]
    found = (match.strip() for match in re.findall(rf"\s*(?:{'|'.join(ways)})", one_line(text)))
    return list(dict.fromkeys(tag for tag in found if tag))


def last_tag(text: str, known: Iterable[str] = ()) -> str:
    """Return the tag that is being typed; empty when none is begun."""
    found = split_tags(text, known)
    return found[-1] if found and text.rstrip()[-1] not in _MARKS else ""

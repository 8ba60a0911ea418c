"""Opening and citing sources: the only place that hands an address to another program."""

import os
import sys
from collections.abc import Callable

from store.reading import EventReading, SourceLine
from store.text import safe_url


def open_or_copy(source: SourceLine, copy: Callable[[str], None]) -> str:
    """Open a source in the web browser, or copy its address where there is none to see; return what was done."""
    url = safe_url(source.url)
    if not url:
        return f"Source {source.number} has no address that can be opened."
    return open_url(url, copy, f"source {source.number}: {source.publisher}")


def open_url(url: str, copy: Callable[[str], None], what: str) -> str:
    """Open a safe address, or copy it; return what was done.

    Args:
        url: The address.
        copy: Puts it on the clipboard.
        what: What it leads to, for the sentence.
    """
    if _has_desktop() and _opened(url):
        return f"Opened {what}"
    copy(url)
    return f"No web browser here; copied {url}"


def _opened(url: str) -> bool:
    import webbrowser

    return webbrowser.open(url)


def _has_desktop() -> bool:
    """Tell whether a window would be seen: a browser in this very terminal would paint over the screen."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def citation(reading: EventReading, store_title: str) -> str:
    """Return an event as one would cite it, with its sources."""
    place = f"{reading.place_detail.name}, " if reading.place_detail is not None else ""
    lines = [f"{reading.headline} ({place}{reading.when}). {store_title}, {reading.id}."]
    for source in reading.sources:
        parts = (source.publisher, source.author, source.title, source.when, source.url)
        lines.append(f"[{source.number}] " + ", ".join(part for part in parts if part))
    return "\n".join(lines)

"""What the source of an imported record said of the fields that a person has corrected."""

import json
from collections.abc import Mapping
from typing import Any, Final

from store.text import one_line

_LONGEST: Final = 60


def originals(base: Mapping[str, Any]) -> dict[str, str]:
    """Return what the source said, in a few words, by corrected field of a record."""
    from store.importing.corrections import originals_in

    return {name: _words(value) for name, value in originals_in(base.get("extra")).items()}


def _words(value: Any) -> str:
    if value is None:
        return "empty"
    text = one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

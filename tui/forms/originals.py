"""What the source of an imported record said of the fields that a person has corrected."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from store.text import one_line
from store.timeline import Timeline

_LONGEST: Final = 60


def originals(base: Mapping[str, Any], timeline: Timeline) -> Iterator[str]:
    """Yield of each corrected field of a record what the source said: "2 sources (SOHR; UCDP)", "date 2016-06-03"."""
    from store.importing.corrections import originals_in
    from store.reading.brief import in_brief

    for name, value in originals_in(base.get("extra")).items():
        words = in_brief(name, value, beside=base.get(name), longest=_LONGEST, timeline=timeline)
        field = one_line(name).replace("_", " ")
        is_counted = isinstance(value, list) and any(isinstance(item, dict) for item in value)  # "2 sources (SOHR)"
        yield words if is_counted else f"{field} {words}" if words else f"no {field}"

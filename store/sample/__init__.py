"""The bundled store, "The race for Raqqa": the offensives against Islamic State of May and June 2016.

`build` makes it from a folder of facts, the texts in `prose` and UCDP's events; the result is kept beside it, so
that nobody needs these to run the program. Who it is owed to stands in `ATTRIBUTION.md`.
"""

from pathlib import Path
from typing import Final

BUNDLED: Final = Path(__file__).with_name("raqqa.json")
"""The store file; it is opened read-only."""


def is_bundled(path: Path) -> bool:
    """Tell whether a path leads to the bundled store, which belongs to the program and is not written to."""
    try:
        return path.samefile(BUNDLED)
    except (OSError, ValueError):
        return False

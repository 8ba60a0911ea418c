"""The cells of one row by what they say."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from store.importers.loose.columns import Columns
from store.importers.objects import text_of
from store.text import clean, fold, one_line

BLANK: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "–", "—"})
"""What stands in a cell of which nothing is known; R and Python write NA and NaN."""

_LONGEST_BLANK: Final = max(map(len, BLANK))
_LIST: Final = str.maketrans(dict.fromkeys("|\n", ";"))


class Cells:
    """One row of a table, or one object, whose nested objects are flattened: `{"place": {"lat": 1}}` is `place.lat`."""

    def __init__(self, values: Mapping[str, Any], columns: Columns) -> None:
        self.values = values
        self.columns = columns

    def column(self, field: str) -> str:
        """Return the name of a field's column, the first if there are several."""
        return self.columns.get(field, (field,))[0]

    def text(self, field: str) -> str:
        """Return a field's text on one line, empty when nothing is known."""
        return _unless_blank(one_line("; ".join(self._texts(field)))) if field in self.columns else ""

    def long_text(self, field: str) -> str:
        """Return a field's text with its lines."""
        return _unless_blank(clean("\n\n".join(self._texts(field))).strip())

    def listed(self, field: str) -> list[str]:
        """Return the items of a field that holds a list: parted by `;`, `|` or line feeds, or a JSON array."""
        if field not in self.columns:
            return []
        parts = [part for text in self._texts(field) for part in clean(text).translate(_LIST).split(";")]
        return list(dict.fromkeys(filter(None, (_unless_blank(one_line(part)) for part in parts))))

    def _texts(self, field: str) -> Iterator[str]:
        for column in self.columns.get(field, ()):
            value = self.values.get(column)
            if isinstance(value, list):
                yield from filter(None, map(text_of, value))
            elif text := text_of(value):
                yield text


def _unless_blank(text: str) -> str:
    return "" if len(text) <= _LONGEST_BLANK and fold(text) in BLANK else text


def flat(value: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return an object with the keys of objects in it behind a full stop; arrays stay as they are."""
    found: dict[str, Any] = {}
    for key, part in value.items():
        name = f"{before}{key}"
        if isinstance(part, dict) and part:
            found.update(flat(part, f"{name}."))
        else:
            found[name] = part
    return found


def kept(value: Any) -> Any:
    """Return a value as it may stand in a record: cleaned, and nothing for a cell that is blank."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, list):
        return [kept(part) for part in value]
    if isinstance(value, dict):
        return {one_line(str(key)): kept(part) for key, part in value.items()}
    return value

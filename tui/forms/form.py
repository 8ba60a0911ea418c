"""A record with what was typed over it: what is wrong, and what of the record changes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.forms.naming import Naming
from tui.forms.specs import ITEMS, Spec
from tui.forms.values import Reading, read, shown

_MOST_ITEMS: Final = 10_000


class Form:
    """The fields of a record, or of an item of one of its lists."""

    def __init__(
        self, specs: Sequence[Spec], base: Mapping[str, Any], naming: Naming, *, day: int | None = None
    ) -> None:
        """Show a record.

        Args:
            specs: Its fields.
            base: Their values as JSON has them; more than the fields are kept.
            naming: The store's names.
            day: The day that dates without a year are near to.
        """
        self.specs = specs
        self.base = dict(base)
        self.naming = naming
        self.day = day
        lines = [spec for spec in specs if spec.kind != "list"]
        self._first = {spec.name: shown(spec, base.get(spec.name), naming) for spec in lines}
        self.texts = dict(self._first)
        """What is typed, by field."""
        self.items = {spec.name: self._forms(spec, base.get(spec.name)) for spec in specs if spec.kind == "list"}
        """The items of each list."""

    def _forms(self, spec: Spec, values: Any) -> "list[Form]":
        listed = values if isinstance(values, list) else []
        return [self.item(spec, value) for value in listed if isinstance(value, dict)]

    def item(self, spec: Spec, value: Mapping[str, Any]) -> "Form":
        """Return the form of an item of a list."""
        return Form(ITEMS[spec.item], value, self.naming, day=self.day)

    # what is typed

    def reading(self, spec: Spec) -> Reading:
        """Return what a field is read as; an untouched one is right as it is."""
        text = self.texts[spec.name]
        found = read(spec, text, self.naming, self.day, self._tags_before(spec))
        is_untouched = text == self._first[spec.name] and spec.name in self.base
        return (
            Reading(self.base[spec.name], found.note if spec.kind in ("date", "moment") else "")
            if is_untouched
            else found
        )

    def _tags_before(self, spec: Spec) -> list[str]:
        listed = self.base.get(spec.name)
        return (
            [tag for tag in listed if isinstance(tag, str)] if spec.kind == "tags" and isinstance(listed, list) else []
        )

    def begin_with(self, name: str, text: str) -> None:
        """Put a text into a field that counts as not typed yet."""
        self._first[name] = self.texts[name] = text

    def remove(self, name: str, number: int) -> None:
        """Take an item out of a list; claims keep naming the source that they named."""
        del self.items[name][number]
        for claim in self.items.get("claims", []) if name == "sources" else []:
            at = claim.reading(_spec(claim.specs, "source")).value
            if isinstance(at, int) and at >= number:
                claim.texts["source"] = "" if at == number else str(at)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed, and nothing was there."""
        return not self.base and not any(self.texts.values()) and not any(self.items.values())

    # what comes of it

    def errors(self) -> Iterator[tuple[str, str]]:
        """Yield (field, what is wrong with it); of lists, the first item that is wrong."""
        for spec in self.specs:
            if spec.kind == "list":
                for number, item in enumerate(self.items[spec.name], 1):
                    wrong = next(item.errors(), None)
                    if wrong is not None:
                        yield spec.name, f"{spec.item} {number}: {wrong[1]}"
                        break
            elif error := self.reading(spec).error:
                yield spec.name, error

    def value(self) -> dict[str, Any]:
        """Return the record as it is to be; fields that are wrong are as they were."""
        found = dict(self.base)
        for name, value in self.changes().items():
            if value is None:
                found.pop(name, None)
            else:
                found[name] = value
        return found

    def changes(self) -> dict[str, Any]:
        """Return the fields that are to change, as JSON has them; None: the field goes."""
        found: dict[str, Any] = {}
        for spec in self.specs:
            before = self.base.get(spec.name)
            if spec.kind == "list":
                after = [item.value() for item in self.items[spec.name]][:_MOST_ITEMS] or None
                is_other = after != (before or None)
            else:
                reading = self.reading(spec)
                after = reading.value
                is_typed = self.texts[spec.name] != self._first[spec.name] or spec.name not in self.base
                is_other = is_typed and not reading.error and after != before
            if is_other:
                found[spec.name] = after
        return found

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed that is not saved."""
        if self.texts != self._first:
            return True
        for name, items in self.items.items():
            before = self.base.get(name) or []
            if len(items) != len(before) or any(item.is_touched for item in items):
                return True
        return False

    # as it is kept

    def kept(self) -> dict[str, Any]:
        """Return what is to be kept of it, as JSON."""
        texts = {name: text for name, text in self.texts.items() if text != self._first[name] or not self.base}
        before = {name: self.base.get(name) for name in texts}
        items = {
            name: [{"base": item.base, **item.kept()} for item in items]
            for name, items in self.items.items()
            if len(items) != len(self.base.get(name) or []) or any(item.is_touched for item in items)
        }
        return {"texts": texts, "before": before, "items": items}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was kept; what does not fit is left out."""
        texts, items = kept.get("texts"), kept.get("items")
        for name, text in texts.items() if isinstance(texts, dict) else ():
            if name in self.texts and isinstance(text, str):
                self.texts[name] = text
        for name, listed in items.items() if isinstance(items, dict) else ():
            if name in self.items and isinstance(listed, list):
                self.items[name] = [self._taken_up(name, each) for each in listed if isinstance(each, dict)]

    def _taken_up(self, name: str, kept: Mapping[str, Any]) -> "Form":
        base = kept.get("base")
        item = self.item(_spec(self.specs, name), base if isinstance(base, dict) else {})
        item.take_up(kept)
        return item

    def summary(self) -> str:
        """Return an item in a few words, for its line in a list."""
        typed = [
            (spec, text) for spec in self.specs if spec.kind != "choice" and (text := self.texts.get(spec.name, ""))
        ]
        told = {"ordinal": "[{text}]", "number": "{name} {text}"}
        words = [told.get(spec.kind, "{text}").format(name=spec.name, text=text) for spec, text in typed]
        chosen = [text for spec in self.specs if spec.kind == "choice" and (text := self.texts[spec.name])]
        return " · ".join([*chosen, *words])


def _spec(specs: Sequence[Spec], name: str) -> Spec:
    return next(spec for spec in specs if spec.name == name)

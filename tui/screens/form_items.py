"""The part of a form that adds, opens and removes the items of a record's lists: claims, sources, participants."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from textual import on
from textual.screen import ModalScreen

from store.errors import StoreError, UnsoundRecord
from tui.forms.form import Form
from tui.forms.refusals import of_item
from tui.forms.specs import Spec
from tui.widgets.form_fields import Control, ItemAsked, ItemsField

Outcome = Literal["save", "leave", "discard"]
Check = Callable[[Form], None]
"""Raises `UnsoundRecord` when the record cannot be saved so."""


class FormItems(ModalScreen[Outcome]):
    """Shows the items in their fields, and opens a form for one of them."""

    form: Form
    _controls: dict[str, Control]
    _check: Check | None

    def item_screen(self, title: str, item: Form, check: Check) -> ModalScreen[Outcome]:
        """Return the form of an item."""
        raise NotImplementedError

    def items_changed(self, name: str) -> None:
        """Tell what is wrong with the list of that name now, and keep what it holds."""
        raise NotImplementedError

    def say(self, message: str) -> None:
        """Tell something at the foot."""
        raise NotImplementedError

    def show_items(self, spec: Spec) -> None:
        """Show the items of a list in its field; a field of another kind is let alone."""
        control = self._controls[spec.name]
        if isinstance(control, ItemsField):
            items = self.form.items[spec.name]
            control.show([(item.summary(), next(item.errors(), None) is not None) for item in items])

    @on(ItemAsked)
    def _do_with_item(self, message: ItemAsked) -> None:
        message.stop()
        spec = next(spec for spec in self.form.specs if spec.name == message.name)
        if message.verb == "remove":
            self._remove(spec, message.number)
            return
        items = self.form.items[spec.name]
        if message.verb == "add":
            items.append(self.form.item(spec, {}))
        self._open(spec, min(message.number, len(items) - 1))

    def _remove(self, spec: Spec, number: int) -> None:
        self.form.remove(spec.name, number)
        for each in self.form.specs:
            self.show_items(each)
        self.items_changed(spec.name)

    def _open(self, spec: Spec, number: int) -> None:
        items = self.form.items[spec.name]
        item = items[number]
        before = dict(item.texts)

        def close(outcome: Outcome | None) -> None:
            if outcome == "discard":
                item.texts.update(before)
            if item.is_empty and item in items:
                items.remove(item)
            self.show_items(spec)
            self.say("")
            self.items_changed(spec.name)

        check = partial(self._check_item, f"{spec.name}[{number}].")
        self.app.push_screen(self.item_screen(f"{spec.item.capitalize()} {number + 1}", item, check), close)

    def _check_item(self, item: str, _form: Form) -> None:
        """Raise `UnsoundRecord`, with the item's own field, when the record is not sound for the sake of that item."""
        if self._check is None:
            return
        try:
            self._check(self.form)
        except UnsoundRecord as error:
            if (refusal := of_item(error, item)) is not None:
                raise refusal from error
        except StoreError:
            pass  # that the record cannot be saved at all is told when it is to be saved

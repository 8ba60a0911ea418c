"""Drives the browser as a reader would: keys, clicks and a look at the screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

from textual import events
from textual.geometry import Offset
from textual.keys import _character_to_key, key_to_character
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkerCancelled, WorkerFailed

from store.loading import Loading
from store.model import Event
from tui.app import DatelineApp
from tui.browsing import Browsing
from tui.screens.arrangement import PANES, Pane
from tui.screens.browse import BrowseScreen

SIZES: Final = ((80, 24), (120, 40), (40, 20), (300, 80))
CALM_ROUNDS: Final = 2
MOST_ROUNDS: Final = 20_000
MOST_SECONDS: Final = 60


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker runs and every message is handled; no clock is involved."""
    app = pilot.app
    assert isinstance(app, DatelineApp)
    calm = 0
    for _round in range(MOST_ROUNDS):
        while app.is_answering and not _is_over(pilot):
            await asyncio.sleep(0)
        for worker in [worker for worker in app.workers if not worker.is_finished]:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()
            calm = 0
        if _is_over(pilot):
            return
        await pilot.pause(0)
        pumps = [widget for screen in app.screen_stack for widget in screen.walk_children(Widget, with_self=True)]
        waiting = app.is_answering + app.message_queue_size + sum(pump.message_queue_size for pump in pumps)
        calm = 0 if waiting else calm + 1
        if calm >= CALM_ROUNDS:
            return
    raise AssertionError("the app does not come to rest")


def _is_over(pilot: Pilot[None]) -> bool:
    return pilot.app.return_code is not None or not pilot.app.is_running


class Reader:
    """Somebody in front of the browser."""

    def __init__(self, app: DatelineApp, pilot: Pilot[None], messages: list[Message]) -> None:
        self.app = app
        self.pilot = pilot
        self.messages = messages
        """Every message that any part of the app got, the oldest first."""

    async def settle(self) -> None:
        """Wait until everything is answered."""
        await settled(self.pilot)

    # what the reader does

    async def press(self, *keys: str) -> None:
        """Press keys, by Textual's names or as the character that they type; each is answered before the next."""
        for key in keys:
            self.press_quickly(key)
            await self.settle()

    def press_quickly(self, key: str) -> None:
        """Press a key and do not wait for the answer."""
        name = _character_to_key(key) if len(key) == 1 else key
        character = key if len(key) == 1 else key_to_character(key)
        driver = self.app._driver
        assert driver is not None
        message = events.Key(name, character)
        message.set_sender(self.app)
        driver.send_message(message)

    async def press_and_wait(self, key: str) -> None:
        """Press a key while a worker is at work, and wait until it is answered; the worker is not waited for."""
        self.press_quickly(key)
        await self.pilot.pause(0)
        await self.until(lambda: not self.app.is_answering)
        for _round in range(CALM_ROUNDS):
            await self.pilot.pause(0)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        for _round in range(MOST_ROUNDS):
            if condition() or _is_over(self.pilot):
                return
            await self.pilot.pause(0)
        raise AssertionError("it never came to that")

    async def type(self, text: str) -> None:
        """Type some text, all at once."""
        for letter in text:
            self.press_quickly(letter)
        await self.settle()

    async def go_to(self, pane: Pane) -> None:
        """Go to a pane."""
        for _ in PANES:
            if self.screen.pane != pane:
                await self.press("tab")
        assert self.screen.pane == pane

    async def close_all(self) -> None:
        """Close whatever stands over the browser, and the prompt."""
        for _ in range(5):
            if len(self.app.screen_stack) > 1 or isinstance(self.app.focused, Input):
                await self.press("escape")
        assert len(self.app.screen_stack) == 1

    async def click(self, widget: Widget, x: int, y: int) -> None:
        """Click on a cell of a widget's content."""
        region = widget.content_region
        await self.pilot.click(offset=(region.x + x, region.y + y))
        await settled(self.pilot)

    async def click_on(self, text: str, widget: Widget | None = None) -> None:
        """Click on the first place in the screen, or in a widget, where some text stands."""
        region = (widget or self.app.screen).region
        for y, line in enumerate(self.lines()):
            x = line.find(text, region.x)
            if region.y <= y < region.bottom and 0 <= x < region.right:
                await self.pilot.click(offset=(x, y))
                await settled(self.pilot)
                return
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    async def wheel(self, widget: Widget, x: int, y: int, *, down: bool = True) -> None:
        """Turn the mouse wheel by a notch over a cell of a widget's content."""
        at = widget.content_region.offset + Offset(x, y)
        kind = events.MouseScrollDown if down else events.MouseScrollUp
        arguments: dict[str, Any] = {
            "x": at.x, "y": at.y, "delta_x": 0, "delta_y": 1, "button": 0, "shift": False, "meta": False,
            "ctrl": False, "screen_x": at.x, "screen_y": at.y,
        }  # fmt: skip
        driver = self.app._driver
        assert driver is not None
        driver.send_message(kind(None, **arguments))
        await settled(self.pilot)

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await settled(self.pilot)

    # what the reader sees

    def lines(self) -> list[str]:
        """Return the screen as text, a string for each line of it; wide characters take one place, not two."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines())

    def text_of(self, widget: Widget) -> str:
        """Return what stands in a widget, without its border; the screen must hold no wide characters."""
        region = widget.content_region
        return "\n".join(line[region.x : region.right].rstrip() for line in self.lines()[region.y : region.bottom])

    def words_of(self, widget: Widget) -> str:
        """Return what stands in a widget as running text, however it was wrapped."""
        return " ".join(self.text_of(widget).replace("▐", " ").split())

    # where the reader is

    @property
    def screen(self) -> BrowseScreen:
        """The browser."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, BrowseScreen))

    @property
    def state(self) -> Browsing:
        """The state of the browser."""
        assert self.screen.browsing is not None
        return self.screen.browsing

    @property
    def cursor(self) -> int:
        """The ordinal of the event under the cursor."""
        assert self.state.cursor is not None
        return self.state.cursor

    @property
    def day(self) -> int:
        """The day of the event under the cursor."""
        return self.state.timeline.earliest[self.cursor]

    @property
    def event(self) -> Event:
        """The event under the cursor."""
        return self.state.timeline.event(self.cursor)

    @property
    def place(self) -> str:
        """The position at the right of the status line."""
        return self.screen.status.place

    @property
    def said(self) -> str:
        """The message at the foot of the screen."""
        return self.screen.hint_bar.message


@asynccontextmanager
async def browsing(
    store: Path | Loading,
    size: tuple[int, int] = (120, 40),
    *,
    query: str = "",
    at: str = "",
    view: str = "",
    is_read: bool = True,
) -> AsyncIterator[Reader]:
    """Open the browser on a store and close it again; whatever goes wrong in it is raised.

    Args:
        store: The store's file, or a reading of it.
        size: Columns and lines of the terminal.
        query: A query to begin with.
        at: A date to begin at.
        is_read: Whether the store is read before the browser is there; else nothing is waited for at all.
    """
    loading = store if isinstance(store, Loading) else Loading(store)
    if is_read:
        loading.wait(MOST_SECONDS)
    app = DatelineApp(loading, query=query, at=at, view=view)
    messages: list[Message] = []
    async with app.run_test(size=size, message_hook=messages.append) as pilot:
        reader = Reader(app, pilot, messages)
        if is_read:
            await reader.settle()
        yield reader

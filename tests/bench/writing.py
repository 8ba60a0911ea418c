"""Measures what writing takes for somebody at the keys: python -m tests.bench.writing STORE.

The store is copied first; the copy is what is written in. For each key: until the change is told (it is on the disk by
then) and shown, and how late the event loop was at worst meanwhile, which is how long another key would have waited.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from store.storage import copy_file
from tests.tui.driving import Reader, browsing

BEAT_S = 0.002
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("first star: the editor is opened", ("*",)),
    ("star", ("j", "*")),
    ("undo", ("u",)),
    ("redo", ("U",)),
    ("delete", ("delete",)),
    ("undo the deletion", ("u",)),
    ("form, for the first time", ("e",)),
    ("form left", ("escape",)),
    ("form once more", ("e",)),
    ("form left", ("escape",)),
    ("mark the whole view", (".",)),
    ("star the whole view", ("*",)),
    ("undo that", ("u",)),
    ("unmark", (";",)),
)


async def measured(reader: Reader, keys: tuple[str, ...]) -> tuple[float, float]:
    """Press keys and wait for the answers; return the milliseconds that took, and the worst stall of the loop."""
    stalls = [0.0]

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT_S)
            stalls.append(time.perf_counter() - before - BEAT_S)

    heart = asyncio.create_task(beat())
    started = time.perf_counter()
    await reader.press(*keys)
    took = time.perf_counter() - started
    heart.cancel()
    return took * 1000, max(stalls) * 1000


async def measure(path: Path) -> None:
    """Print the table for one store, which is written in."""
    async with browsing(path) as reader:
        print(f"{reader.state.timeline.size:,} events{'':<30} told and shown   worst stall")
        for what, keys in STEPS:
            took, stall = await measured(reader, keys)
            print(f"{what:<44} {took:>10.0f} ms {stall:>10.0f} ms   {reader.said[:50]}", flush=True)


def main() -> int:
    """Copy the store and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.json"
        copy_file(Path(sys.argv[1]), path)
        asyncio.run(measure(path))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Work that another process does: an interpreter of its own, so that it holds up nothing here.

Threads gain nothing where the interpreter itself is what is busy. Whoever gives work away must be able to do it: there
may be no other process, and any may end before it is done.
"""

from __future__ import annotations

import errno
import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

_NICENESS: Final = 5
"""By how much others give way to this process, which has keys to answer."""
_STILL_AT_IT: Final = b"."
_NO_ANSWER: Final = (EOFError, pickle.UnpicklingError, AttributeError, ImportError, LookupError, TypeError, ValueError)
"""What it may end in to read an answer that is cut short, or by a program that was changed on the disk meanwhile."""
_CALL: Final = """
import sys
sys.dont_write_bytecode = True
sys.path[:] = {path!r}
from store.elsewhere import do
do({module!r}, {name!r}, {arguments!r})
"""

Tick: TypeAlias = Callable[[], None]
"""Called now and then by what takes long."""
Literal: TypeAlias = "int | str | tuple[Literal, ...]"


class Work:
    """A call of a function by another process."""

    def __init__(self, function: Callable[..., object], *arguments: Literal) -> None:
        """Begin.

        Args:
            function: One of a module of ours. It is called with `arguments` and a `Tick`; what it returns can be
                pickled.
            arguments: What it is called with.

        Raises:
            OSError: There can be no other process.
        """
        if not sys.executable or getattr(sys, "frozen", False):  # which is no interpreter that others could run
            raise FileNotFoundError(errno.ENOENT, "There is no interpreter")
        module, name = function.__module__, function.__qualname__
        call = _CALL.format(path=_module_path(), module=module, name=name, arguments=arguments)
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, told what to call
            (sys.executable, "-I", "-S", "-c", call),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def result(self, on_wait: Tick) -> object:
        """Wait for what the function returns; return None when it ends without.

        Args:
            on_wait: Called as often as the function calls its `Tick`; what it raises ends the wait.
        """
        assert self._process.stdout is not None
        answer = self._process.stdout
        while answer.read(1) == _STILL_AT_IT:
            on_wait()
        with suppress(*_NO_ANSWER):
            found: object = pickle.load(answer)  # noqa: S301 - our own process wrote it
            return found
        return None

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


def workers() -> int:
    """Return how many processes can be at work at once, this one included."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def do(module: str, name: str, arguments: tuple[Literal, ...]) -> None:
    """Call a function, and write what it returns to standard output; this is what the other process does."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    gc.disable()  # nothing of it is garbage
    out = sys.stdout.buffer

    def tick() -> None:
        out.write(_STILL_AT_IT)
        out.flush()

    with suppress(BrokenPipeError, KeyboardInterrupt):
        found = getattr(import_module(module), name)(*arguments, tick)
        out.write(b"\n")
        pickle.dump(found, out, protocol=pickle.HIGHEST_PROTOCOL)
        out.flush()
    os._exit(0)  # without taking down 100,000 objects one by one


def _module_path() -> list[str]:
    """Return where modules are looked for, so that this program's own are found, however they were found here."""
    own = os.fspath(Path(__file__).parent.parent)
    return sys.path if own in sys.path else [own, *sys.path]

"""From the words of a call to an exit status."""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from store.commands import BY_NAME
from store.commands.help import overview
from store.commands.output import prepare, say, tell
from store.commands.parsing import CallError, Parser, nearest
from store.commands.stores import exists
from store.errors import (
    DateError,
    QueryError,
    StoreError,
    StoreExists,
    StoreLocked,
    StoreNotFound,
    StoreNotReadable,
    StoreNotWritable,
    UnknownName,
)

DONE: Final = 0
DATA_PROBLEM: Final = 1
CALL_PROBLEM: Final = 2
INTERRUPTED: Final = 130
"""What a shell reports for a program that was stopped with ctrl+c."""

_OF_THE_CALL: Final = (
    StoreNotFound,
    StoreNotReadable,
    StoreNotWritable,
    StoreExists,
    StoreLocked,
    DateError,
    QueryError,
    UnknownName,
)
_PACKAGES: Final = ("charset_normalizer", "lxml", "msgspec", "pyroaring", "rich", "textual", "tinydb", "trafilatura")


def main(arguments: Sequence[str]) -> int:
    """Do what a call asks for and return the exit status; nothing that a user can cause raises."""
    prepare()
    try:
        status = _run(arguments)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:
        _drop_output()
        return DONE  # the reader has what it wanted, as `head` does
    except KeyboardInterrupt:
        _drop_output()
        return INTERRUPTED
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT):
            raise
        _drop_output()
        tell(f"The output could not be written: {error.strerror}.")
        return CALL_PROBLEM
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        return _dispatch(arguments)
    except CallError as error:
        tell(str(error))
        return CALL_PROBLEM
    except StoreError as error:
        tell(str(error))
        return CALL_PROBLEM if isinstance(error, _OF_THE_CALL) else DATA_PROBLEM
    except ModuleNotFoundError as error:
        if error.name not in _PACKAGES:
            raise
        tell(f"Dateline needs the package {error.name}. Install it, in Dateline's folder: python -m pip install .")
        return CALL_PROBLEM
    except SystemExit as ended:  # argparse, after `--help`
        return ended.code if isinstance(ended.code, int) else DONE


def _dispatch(arguments: Sequence[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        say(overview())
        return DONE
    if first in ("-V", "--version"):
        say(f"dateline {version()}")
        return DONE
    if first in BY_NAME:
        command = BY_NAME[first]
        arguments = arguments[1:]
    else:
        _refuse_mistyped(first)
        command = BY_NAME["open"]
    return command.run(Parser(command).read(arguments))


def _refuse_mistyped(word: str) -> None:
    """Answer a word that is neither a command nor a file; one that is meant as a path is left to the command."""
    if not word or word.startswith("-") or exists(Path(word)):
        return
    near = [f"dateline {name}" for name in nearest(word.lower(), BY_NAME)]
    if near:
        raise CallError(f'There is no command or file "{word}". Did you mean {" or ".join(near)}?')
    if not Path(word).suffix and len(Path(word).parts) == 1 and ":" not in word:
        raise CallError(f'There is no command or file "{word}". See: dateline --help')


def version() -> str:
    """Return this program's version."""
    import tomllib
    from importlib.metadata import PackageNotFoundError, version

    try:
        project = Path(__file__).parents[2] / "pyproject.toml"
        with project.open("rb") as file:
            return str(tomllib.load(file)["project"]["version"])  # a clone need not be installed
    except OSError:
        pass
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "unknown"


def _drop_output() -> None:
    """Send what is still to be written nowhere: the interpreter would complain when it flushes at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return

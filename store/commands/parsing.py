"""Arguments of the command line, read so that every mistake is answered with a sentence."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn, Protocol

from store.commands.output import text_width

_MOST_DIGITS = 18


class CallError(Exception):
    """The call has a problem. `str(error)` says which, and what to do."""


class Command(Protocol):
    """What a module of a command has."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """What one types."""

    @property
    def HELP(self) -> str:  # noqa: N802
        """One line for the overview."""

    @property
    def EXAMPLES(self) -> tuple[str, ...]:  # noqa: N802
        """Calls worth copying."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Declare the arguments."""

    def run(self, args: argparse.Namespace, /) -> int:
        """Do it and return the exit status."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; the library would import much to find that out."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=text_width())


class Parser(argparse.ArgumentParser):
    """A parser that raises `CallError` instead of ending the program, and suggests what may have been meant."""

    def __init__(self, command: Command) -> None:
        examples = "".join(f"\n  {example}" for example in command.EXAMPLES)
        super().__init__(
            prog=f"dateline {command.NAME}",
            description=f"{command.HELP[:1].upper()}{command.HELP[1:]}.",
            epilog=f"examples:{examples}",
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        self.name = command.NAME
        command.add_arguments(self)

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return what `arguments` say.

        Raises:
            CallError: They cannot be read.
        """
        namespace, unknown = self.parse_known_args(self._in_order(arguments))
        if unknown:
            raise CallError(f"{self._unknown(unknown[0])} See: dateline help {self.name}")
        return namespace

    def error(self, message: str) -> NoReturn:
        """Raise `CallError` with the library's message as a sentence."""
        message = message[:1].upper() + message[1:].rstrip(".")
        raise CallError(f"{message}. See: dateline help {self.name}")

    def _unknown(self, argument: str) -> str:
        if not argument.startswith("-"):
            return f'"{argument}" is one argument too many for dateline {self.name}.'
        near = nearest(argument.partition("=")[0], self._option_string_actions)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        return f"dateline {self.name} has no option {argument}.{meant}"

    def _in_order(self, arguments: Sequence[str]) -> list[str]:
        """Return the options, each joined with its value, then the other words, marked as such.

        The library takes a query such as `-actor:is` for an option, and loses a STORE that stands behind one.
        """
        options: list[str] = []
        words: list[str] = []
        left = iter(arguments)
        for argument in left:
            if argument == "--":
                words.extend(left)
            elif not argument.startswith("-") or argument == "-":
                words.append(argument)
            else:
                options.append(self._with_value(argument, left))
        return [*options, "--", *words] if words else options

    def _with_value(self, argument: str, left: Iterator[str]) -> str:
        option: Any = self._option_string_actions.get(argument)
        if option is None or option.nargs is not None:
            return argument
        value = next(left, None)
        if value is None or value in self._option_string_actions:
            self.error(f"{argument} needs a value behind it")
        return f"{option.option_strings[-1]}={value}"


def nearest(word: str, words: Iterable[str], count: int = 2) -> list[str]:
    """Return those of `words` that look like `word`, the likeliest first."""
    import difflib

    return difflib.get_close_matches(word, list(words), count, 0.6)


def add_store(parser: argparse.ArgumentParser) -> None:
    """Let a command take a store, which may be left out."""
    parser.add_argument("store", metavar="STORE", nargs="?", help="a store file; left out: the bundled race for Raqqa")


def add_query(parser: argparse.ArgumentParser) -> None:
    """Let a command take a query."""
    parser.add_argument(
        "-q", "--query", metavar="QUERY", default="", help="only the events that match; see: dateline help query"
    )
    parser.add_argument(
        "--view",
        metavar="NAME",
        default="",
        help="what a saved view shows, of which -q asks for less; see: dateline views",
    )


def whole_number(text: str) -> int:
    """Return a number of at least 0.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not text.isascii() or not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number from 0 up')
    return int(text)

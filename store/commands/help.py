"""`dateline help`: the overview, a command's arguments, or the query language."""

import argparse
from typing import Final

from store.commands.output import say
from store.commands.parsing import CallError, Parser, nearest

NAME: Final = "help"
HELP: Final = "explain a command, or the query language"
EXAMPLES: Final = ("dateline help list", "dateline help query")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("topic", metavar="COMMAND|query", nargs="?", help="left out: all commands")


def run(args: argparse.Namespace) -> int:
    """Explain."""
    from store.commands import BY_NAME

    if args.topic is None:
        say(overview())
    elif args.topic == "query":
        from store.query import GRAMMAR_HELP

        say(GRAMMAR_HELP)
    elif args.topic in BY_NAME:
        say(Parser(BY_NAME[args.topic]).format_help().rstrip())
    else:
        topics = ["query", *BY_NAME]
        near = nearest(args.topic, topics)
        meant = f"Did you mean {' or '.join(near)}?" if near else f"There is help on {', '.join(topics)}."
        raise CallError(f'There is no command "{args.topic}". {meant}')
    return 0


def overview() -> str:
    """Return the help of the program as a whole."""
    from store.commands import COMMANDS

    rows = "\n".join(f"  {command.NAME:<9}{command.HELP}" for command in COMMANDS)
    return f"""\
Dateline: a terminal browser for chronologies of conflict.

usage: dateline [STORE] [--query QUERY] [--at DATE]      open the browser
       dateline COMMAND ...

Without STORE it is the bundled race for Raqqa, May to August 2016.

commands:
{rows}

dateline help COMMAND explains one, dateline help query the query language.
dateline --version prints the version. Exit status: 0 done, 1 the data has a
problem, 2 the call has a problem."""

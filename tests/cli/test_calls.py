"""Calls that cannot be answered get a sentence and a status, never a traceback; their twins that can are answered."""

import json
from pathlib import Path

import pytest

from store.commands import COMMANDS
from tests.cli.calls import Caller, an_event, write_store


@pytest.mark.parametrize(
    ("call_words", "says"),
    [
        (("lsit",), 'no command or file "lsit". Did you mean dateline list?'),
        (("Stats",), "Did you mean dateline stats?"),
        (("lsit", "--json"), "Did you mean dateline list?"),
        (("qqqqqq",), 'no command or file "qqqqqq". See: dateline --help'),
        (("missing.json",), "There is no file missing.json. To make an empty store: dateline new missing.json"),
        (("open", "list"), "There is no file list. If the command is meant, it comes first: dateline list"),
        (("--query", "manbij", "list"), "it comes first: dateline list"),
        (("list", "missing.json"), "missing.json"),
        (("show", "is", "missing.json"), "missing.json"),
        (("stats", "missing.json"), "missing.json"),
        (("check", "missing.json"), "missing.json"),
        (("list", "actor:is"), "There is no file actor:is. If it is a query, put it behind -q: -q 'actor:is'"),
        (("list", ""), "name of the store is empty"),
        (("list", "x" * 5000), "x"),
        (("list", "."), "is a directory"),
        (("list", "--jsn"), "no option --jsn. Did you mean --json"),
        (("list", "a", "b"), '"b" is one argument too many'),
        (("list", "-q"), "-q needs a value"),
        (("list", "-q", "--json"), "-q needs a value"),
        (("list", "--ids", "--json"), "--json: not allowed with argument --ids"),
        (("list", "--limit", "-1"), '"-1" is not a whole number from 0 up'),
        (("list", "--limit", "many"), '"many" is not a whole number from 0 up'),
        (("list", "--limit", "9" * 5000), "is not a whole number"),
        (("list", "--limit", "٣"), "is not a whole number"),
        (("stats", "--top", "1.5"), "is not a whole number"),
        (("show",), "Name a record by its id, or ask for events"),
        (("new", "x.json"), "the following arguments are required: --title"),
        (("new", "x.json", "--title", "  "), "The title is empty"),
        (("sample",), "the following arguments are required: DEST"),
        (("help", "lst"), 'There is no command "lst". Did you mean list'),
        (("help", "qqqqqq"), "There is help on query, open, list"),
        (("--foo",), "no option --foo"),
        (("--at", "3/4/2016"), "3 April 2016 or 4 March 2016"),
        (("--at", "someday"), "someday"),
        (("--query", "(a"), "closing parenthesis"),
        (("list", "-q", "(a"), "closing parenthesis"),
        (("stats", "-q", "actor:nobody-at-all"), "nobody-at-all"),
    ],
)
def test_bad_call_is_answered_with_a_sentence(
    call: Caller, call_words: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = call(*call_words)
    assert answer.status == 2
    assert says.casefold() in answer.err.casefold()
    assert answer.out == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "call_words",
    [
        ("--help",),
        ("-h",),
        ("--version",),
        ("help",),
        ("help", "query"),
        ("list", "--count"),
        ("list", "--limit", "3"),
        ("show", "--json", "is"),
        ("show", "--json", "--", "is"),
        ("list", "-q", "-actor:is", "--count"),
        ("list", "--query=-actor:is", "--count"),
        ("list", "-q-actor:is", "--count"),
        ("list", "--ids", "-q", "(manbij)"),
        ("show", "is"),
        ("stats", "--top", "1"),
        ("check",),
        *((command.NAME, "--help") for command in COMMANDS),
        *(("help", command.NAME) for command in COMMANDS),
    ],
)
def test_good_call_is_answered(call: Caller, call_words: tuple[str, ...]) -> None:
    answer = call(*call_words)
    assert answer.status == 0, answer.err
    assert answer.out


NOT_STORES = {
    "empty": "",
    "prose": "The war began in spring.",
    "broken": '{\n"meta": {\n"1": {"format": "dateline", "ver',
    "list": "[1, 2]",
    "other": '{"a": {"1": {"b": 2}}}',
    "newer": '{"meta": {"1": {"format": "dateline", "version": 99, "title": "T"}}, "events": {}}',
    "binary": "\x00\x01\x02",
}


@pytest.mark.parametrize("kind", NOT_STORES)
@pytest.mark.parametrize("command", [("list",), ("stats",), ("show", "e1"), ("check",)])
def test_file_that_is_no_store_is_a_problem_of_the_data(
    call: Caller, command: tuple[str, ...], kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(NOT_STORES[kind])
    answer = call(*command, path)
    assert answer.status == 1
    assert "bad.json" in answer.err
    assert len(answer.err.splitlines()) <= 2
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("command", [("list", "--count"), ("stats", "--json"), ("show", "e1"), ("check",)])
def test_store_on_one_line_is_read_too(call: Caller, command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "plain.json"
    meta = {"1": {"format": "dateline", "version": 1, "title": "T"}}
    path.write_text(json.dumps({"meta": meta, "events": {"1": an_event()}}))
    assert call(*command, path).status == 0


def test_unsound_records_are_mentioned_and_the_rest_is_answered(call: Caller, tmp_path: Path) -> None:
    events = [an_event(), an_event(id="bad", date="2016-02-30"), an_event(id="worse", title=3)]
    path = write_store(tmp_path / "w.json", events)
    listed = call("list", "--ids", path)
    assert (listed.status, listed.lines) == (0, ["e1"])
    assert listed.err == f"2 records are not sound and are left out; see: dateline check {path}\n"
    shown = call("show", "bad", path)
    assert shown.status == 2
    assert "not sound" in shown.err
    assert "February 2016 has 29 days" in shown.err
    checked = call("check", path)
    assert checked.status == 1
    assert "bad" in checked.out
    assert "worse" in checked.out


def test_sound_store_passes_check(call: Caller, store: Path) -> None:
    before = store.read_bytes()
    answer = call("check", store)
    assert answer.status == 0
    assert "is sound" in answer.out
    assert "3 events" in answer.out
    assert store.read_bytes() == before


def test_new_store_is_a_sound_and_empty_one(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    made = call("new", path, "--title", "The war\x1b]0;x\x07, day by day")
    assert made.status == 0
    assert "The war, day by day" in made.out
    listed = call("list", path)
    assert (listed.status, listed.out) == (0, "")
    assert listed.err == '"The war, day by day" has no events yet.\n'
    assert call("check", path).status == 0


def test_sample_is_a_copy_of_the_bundled_store(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    assert call("sample", path).status == 0
    assert call("list", "--count", path).out == call("list", "--count").out


@pytest.mark.parametrize("command", [("new", "--title", "T"), ("sample",)])
def test_nothing_is_overwritten(call: Caller, command: tuple[str, ...], store: Path) -> None:
    before = store.read_bytes()
    answer = call(*command, store)
    assert answer.status == 2
    assert "exists and is left as it is" in answer.err
    assert store.read_bytes() == before


@pytest.mark.parametrize("command", [("new", "--title", "T"), ("sample",)])
def test_folder_that_is_not_there_is_said(call: Caller, command: tuple[str, ...], tmp_path: Path) -> None:
    answer = call(*command, tmp_path / "nowhere" / "x.json")
    assert answer.status == 2
    assert "x.json" in answer.err


def test_examples_in_the_help_of_commands_work(call: Caller) -> None:
    import shlex

    tried = 0
    for command in COMMANDS:
        for example in command.EXAMPLES:
            words = shlex.split(example)[1:]
            if words[:1] in (["list"], ["show"], ["stats"], ["help"], ["check"]) and "war.json" not in words:
                answer = call(*words)
                assert (answer.status, answer.err[:5]) in ((0, ""), (0, "The f")), example
                tried += 1
    assert tried >= 6

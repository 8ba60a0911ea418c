import json
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.commands.help import overview
from store.exporters import FORMATS
from store.sample import BUNDLED
from tests.cli.calls import IS, MANBIJ, PUSH, SDF, Caller, an_event, write_store
from tests.exporting.worlds import NAMES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two events, of which one is in an offensive and has an article."""
    events = [
        an_event(
            id="second",
            date="[2016-06-13..2016-06-15]",
            place="manbij",
            offensives=["manbij-push"],
            articles=["a"],
            actors=[{"id": "sdf", "role": "attacker"}],
            notes="between us",
        ),
        an_event(id="first", title="Leaflets", date="2016-05-19"),
    ]
    articles = [{"id": "a", "headline": "Headline", "body": "The full text."}]
    return write_store(
        tmp_path / "war.json", events, actors=[SDF, IS], places=[MANBIJ], offensives=[PUSH], articles=articles
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_format_goes_to_standard_output(call: Caller, store: Path, name: str) -> None:
    answer = call("export", store, "--to", name, "--title", "A title of ours")
    assert answer.status == 0
    assert answer.out
    if name != "csv":
        assert "A title of ours" in answer.out


def test_output_to_a_pipe_is_the_bytes_as_they_are(store: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "export", str(store), "--to", "ics"], cwd=ROOT, capture_output=True, check=True
    )
    assert b"\r\n" in done.stdout
    assert b"\n" not in done.stdout.replace(b"\r\n", b"")
    csv = subprocess.run(
        [sys.executable, "main.py", "export", str(store), "--to", "csv"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )
    assert csv.stdout.startswith(b"\xef\xbb\xbfnumber,")


def test_query_chooses(call: Caller, store: Path) -> None:
    out = call("export", store, "-q", "actor:sdf", "--to", "geojson").out
    assert [feature["id"] for feature in json.loads(out)["features"]] == ["second"]
    assert json.loads(out)["query"] == "actor:sdf"


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_ending_of_the_file_tells_the_format(call: Caller, store: Path, tmp_path: Path, format_: object) -> None:
    assert hasattr(format_, "extension")
    path = tmp_path / f"out{format_.extension}"
    if path.suffixes == [".json"]:
        answer = call("export", store, "-o", path)
        assert answer.status == 2
        assert "several formats; say which, with --to: geojson, timelinejs, csl-json, store." in answer.err
        answer = call("export", store, "-o", path, "--to", "store")
    else:
        answer = call("export", store, "-o", path)
    assert answer.status == 0
    assert answer.out == f"{path} has 2 events as {format_.title}.\n"  # type: ignore[attr-defined] # a Format
    assert call("export", store, "--to", format_.name).out.encode() == path.read_bytes()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], f"Say which format, with --to: {', '.join(NAMES)}."),
        (["--to", "geojsn"], 'There is no format "geojsn". Did you mean geojson?'),
        (["--to", "docx"], 'There is no format "docx". There are jsonl, csv,'),
        (["-o", "brief.docx"], "The name brief.docx does not tell the format; say it with --to: jsonl,"),
        (["--to", "csv", "-q", "actor:("], "actor:("),
        (["--to", "csv", "-o", "/nowhere/at/all.csv"], "its folder does not exist"),
    ],
)  # fmt: skip
def test_wrong_call_is_answered_with_what_would_be_right(
    call: Caller, store: Path, arguments: list[str], message: str
) -> None:
    answer = call("export", store, *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("alias", ["md", "HTM", "bib", "ndjson", ".ics"])
def test_endings_are_names_too(call: Caller, store: Path, alias: str) -> None:
    assert call("export", store, "--to", alias).status == 0


def test_file_is_replaced_only_when_that_is_said(call: Caller, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    answer = call("export", store, "-o", path)
    assert (answer.status, path.read_text()) == (2, "mine")
    assert "say --force" in answer.err
    assert call("export", store, "-o", path, "--force").status == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_store_is_never_replaced_by_a_part_of_itself(call: Caller, store: Path) -> None:
    before = store.read_bytes()
    answer = call("export", store, "-q", "leaflets", "--to", "store", "-o", store, "--force")
    assert answer.status == 2
    assert "is the store itself" in answer.err
    assert store.read_bytes() == before


def test_nothing_found_is_said_and_written(call: Caller, store: Path) -> None:
    answer = call("export", store, "-q", "zeppelin", "--to", "geojson")
    assert answer.status == 0
    assert answer.err == "No event of 2 matches zeppelin\n"
    assert json.loads(answer.out)["features"] == []


def test_texts_and_notes_go_in_when_asked_for(call: Caller, store: Path) -> None:
    assert "The full text." not in call("export", store, "--to", "html").out
    assert "--with-articles puts it in" in call("export", store, "--to", "html").err
    assert "The full text." in call("export", store, "--to", "html", "--with-articles").out
    assert "no place for the text of articles" in call("export", store, "--to", "ics", "--with-articles").err
    assert "between us" not in call("export", store, "--to", "ics").out
    assert "between us" in call("export", store, "--to", "ics", "--with-notes").out


def test_csv_says_what_has_to_go_with_it(call: Caller) -> None:
    answer = call("export", "-q", "id:ucdp:223761", "--to", "csv")
    assert "CSV has no place for this; pass it on with the file:\nLicence: CC BY 4.0" in answer.err
    assert "Attribution: Events marked UCDP" in answer.err


def test_exported_store_opens(call: Caller, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.json"
    assert call("export", store, "-q", "actor:sdf", "--to", "store", "-o", path).status == 0
    assert call("list", "--ids", path).lines == ["second"]
    assert call("check", path).status == 0
    with TinyDB(path, access_mode="r") as database:
        assert [event["id"] for event in database.table("events").all()] == ["second"]


def test_dash_is_standard_output_and_option_order_is_free(call: Caller, store: Path) -> None:
    assert call("export", "--to", "jsonl", "-o", "-", store).out == call("export", store, "--to", "jsonl").out


def test_help_says_what_each_format_loses(call: Caller) -> None:
    text = " ".join(call("help", "export").out.split())
    for format_ in FORMATS:
        assert f"{format_.title} ({format_.extension}). {format_.loses or 'Nothing is lost.'}" in text
    assert "export" in overview()


def test_bundled_store_is_the_default(call: Caller) -> None:
    out = call("export", "-q", "date:2016-06-04", "--to", "markdown").out
    assert "# The race for Raqqa" in out
    assert BUNDLED.exists()

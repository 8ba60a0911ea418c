"""`dateline import` as one calls it."""

import io
import json
import sys
from pathlib import Path

import pytest

from store.commands.import_progress import words
from store.importing.request import Progress
from tests.builders import a_store
from tests.cli.calls import Caller
from tests.importing.ged import REAL, a_file, a_row, an_empty_store, edit, events


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return an_empty_store(tmp_path / "war.json")


def test_twice(call: Caller, tmp_path: Path, store: Path) -> None:
    path = a_file(tmp_path / "ged.csv", REAL)
    first = call("import", path, "--into", store)
    assert (first.status, first.err) == (0, "")
    assert f"{len(REAL)} new, 0 changed, 0 unchanged, 0 rejected" in first.lines
    assert f"Open it with: dateline open {store}" in first.lines[-1]
    second = call("import", path, "--into", store)
    assert f"0 new, 0 changed, {len(REAL)} unchanged, 0 rejected" in second.lines
    assert call("check", store).status == 0
    assert call("list", store, "--count").out.strip() == str(len(REAL))


def test_rejects_are_told_written_mended_and_imported(call: Caller, tmp_path: Path, store: Path) -> None:
    rows = [a_row(1), a_row(2, latitude="95", source_original="=HYPERLINK()"), a_row(3, date_start="4 June")]
    path, rejects = a_file(tmp_path / "ged.csv", rows), tmp_path / "mend.csv"
    outcome = call("import", path, "--into", store, "--rejects", rejects)
    assert outcome.status == 1
    assert '  ged.csv line 3, latitude "95": expected degrees from -90 to 90' in outcome.lines
    assert '  ged.csv line 4, date_start "4 June": expected a date such as 2016-06-04' in outcome.lines
    assert f"All of them are in {rejects}, with their reasons: mend them there and import that." in outcome.lines
    text = rejects.read_text()
    assert text.splitlines()[0].endswith(",reject_reason")
    assert "latitude is '95': expected degrees from -90 to 90" in text
    assert ",'=HYPERLINK()," in text
    rejects.write_text(text.replace(",95,", ",36.5,").replace("4 June,", "2016-06-04,"))
    again = call("import", rejects, "--into", store)
    assert (again.status, again.lines[1]) == (0, "2 new, 0 changed, 0 unchanged, 0 rejected")
    assert events(store)["ucdp:2"]["claims"][0]["attribution"] == "UCDP, from =HYPERLINK()"
    whole = a_file(tmp_path / "all.csv", [rows[0], a_row(2, latitude="36.5", source_original="=HYPERLINK()"), a_row(3)])
    assert "3 unchanged" in call("import", whole, "--into", store).out


def test_rejects_overwrite_nothing(call: Caller, tmp_path: Path, store: Path) -> None:
    path = a_file(tmp_path / "ged.csv", [a_row(1, best="")])
    before = path.read_bytes()
    outcome = call("import", path, "--into", store, "--rejects", path)
    assert outcome.status == 2
    assert path.read_bytes() == before
    nowhere = call("import", path, "--into", store, "--rejects", tmp_path / "none" / "r.csv")
    assert nowhere.status == 2
    assert "folder does not exist" in nowhere.err


def test_edited_repeated_and_gone_are_told(call: Caller, tmp_path: Path, store: Path) -> None:
    call("import", a_file(tmp_path / "a.csv", [a_row(1), a_row(2)]), "--into", store)
    edit(store, "ucdp:1", title="Mine")
    outcome = call("import", a_file(tmp_path / "b.csv", [a_row(1), a_row(1), a_row(3)]), "--into", store)
    assert "1 kept as they are, edited here or saying more than this data: ucdp:1" in outcome.lines
    assert "1 repeated: they stand in the data more than once, with nothing different" in outcome.lines
    assert "1 event of this dataset that the store has is not in the file; it stays: ucdp:2" in outcome.lines
    assert events(store)["ucdp:1"]["title"] == "Mine"


def test_a_dry_run(call: Caller, tmp_path: Path) -> None:
    store = a_store(tmp_path / "war.json")
    before = store.read_bytes()
    rows = [a_row(number) for number in range(1, 8)]
    outcome = call("import", a_file(tmp_path / "ged.csv", rows), "--into", store, "--dry-run")
    assert outcome.status == 0
    assert "Would be: 7 new, 0 changed, 0 unchanged, 0 rejected" in outcome.lines
    assert "  place Manbij town → Manbij (manbij)" in outcome.lines
    samples = outcome.lines[outcome.lines.index("For example:") + 1 :]
    samples = [line for line in samples if line.startswith("  2016")]
    assert len(samples) == 5
    assert samples[0].startswith("  2016-06-04 · Manbij: Government of Syria and IS clash, 3 killed")
    assert outcome.lines[-1] == "Nothing was written."
    assert store.read_bytes() == before


def test_the_report_as_json(call: Caller, tmp_path: Path, store: Path) -> None:
    path = a_file(tmp_path / "ged.csv", [a_row(1), a_row(2, best="x")])
    outcome = call("import", path, "--into", store, "--json")
    report = json.loads(outcome.out)
    assert outcome.status == 1
    assert (report["new"], report["rejected"]) == (1, 1)
    assert report["rejects"] == [
        {"file": str(path), "line": 3, "column": "best", "value": "x", "reason": "expected a whole number"}
    ]
    assert report["files"] == [{"file": str(path), "format": "ucdp", "dataset": "ucdp", "rows": 2}]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["import"], 2, "FILE"),
        (["import", "{data}"], 2, "--into"),
        (["import", "{data}", "--into", "{tmp}/none.json"], 2, "dateline new"),
        (["import", "{tmp}/none.csv", "--into", "{store}"], 2, "There is no file"),
        (["import", "{tmp}", "--into", "{store}"], 1, "is a directory"),
        (["import", "{data}", "--into", "{store}", "--format", "odt"], 2, "Formats are: "),
        (["import", "{data}", "--into", "{store}", "--map", "date"], 2, "--map date=when"),
        (["import", "{data}", "--into", "{store}", "--map", "date=date_start"], 1, "Leave --map out"),
        (["import", "{data}", "--into", "{store}", "--encoding", "klingon"], 2, "no text encoding"),
        (["import", "{data}", "--into", "{data}"], 1, "is not a Dateline store"),
        (["import", "{empty}", "--into", "{store}"], 1, "is empty"),
    ],
)
def test_a_call_that_cannot_be_done(
    call: Caller, tmp_path: Path, store: Path, arguments: list[str], status: int, said: str
) -> None:
    data, empty = a_file(tmp_path / "ged.csv", [a_row(1)]), tmp_path / "empty.csv"
    empty.touch()
    before = store.read_bytes()
    values = {"data": data, "tmp": tmp_path, "store": store, "empty": empty}
    outcome = call(*(argument.format(**values) for argument in arguments))
    assert outcome.status == status
    assert said in outcome.err
    assert outcome.out == ""
    assert store.read_bytes() == before


def test_a_header_only_is_told(call: Caller, tmp_path: Path, store: Path) -> None:
    path = a_file(tmp_path / "ged.csv", [])
    outcome = call("import", path, "--into", store)
    assert outcome.status == 0
    assert f"{path}: It holds nothing that could be an event." in outcome.lines


def test_from_a_pipe(call: Caller, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = a_file(tmp_path / "ged.csv", [a_row(1)]).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    outcome = call("import", "-", "--into", store)
    assert outcome.lines[0] == "standard input: 1 rows, UCDP GED, dataset ucdp"


def test_ctrl_c_says_what_became_of_the_store(
    call: Caller, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("store.importing.running.run_import", stop)
    outcome = call("import", a_file(tmp_path / "ged.csv", [a_row(1)]), "--into", store)
    assert (outcome.status, outcome.err) == (130, f"Stopped. {store} is as it was.\n")


def test_hostile_names_do_not_reach_the_terminal(call: Caller, tmp_path: Path, store: Path) -> None:
    path = a_file(tmp_path / "ged\x1b]0;x\x07.csv", [a_row(1, best="\x1b[31m"), a_row(2, side_a="\x1b[2JX")])
    outcome = call("import", path, "--into", store)
    assert outcome.status == 1
    assert "\x1b" not in outcome.out + outcome.err
    assert "\x07" not in outcome.out


@pytest.mark.parametrize(
    ("progress", "seconds", "text"),
    [
        (Progress(1000, 250, 1000), 1.0, "[#####...............] 25 %, 1,000 rows, 1,000 rows/s"),
        (Progress(90000, 300, 1000), 3.0, "[######..............] 30 %, 90,000 rows, 30,000 rows/s, 7 s left"),
        (Progress(9000, 10, 1000), 10.0, "[....................] 1 %, 9,000 rows, 900 rows/s, 16 min 30 s left"),
        (Progress(9000, 0, 0), 10.0, "Reading, 9,000 rows, 900 rows/s"),
        (Progress(9000, 9, 9, is_writing=True), 10.0, "Writing war.json, 9,000 rows read"),
    ],
)
def test_progress_in_words(progress: Progress, seconds: float, text: str) -> None:
    assert words(progress, seconds, "war.json") == text


def test_progress_is_shown_on_a_terminal_only(
    call: Caller, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path / "ged.csv", [a_row(number) for number in range(1, 1200)])
    monkeypatch.setattr("store.commands.import_progress._PATIENCE_S", 0)
    monkeypatch.setattr("store.commands.import_progress._BETWEEN_S", 0)
    assert call("import", path, "--into", store).err == ""
    monkeypatch.setattr("store.commands.import_progress.is_terminal", lambda stream: stream is sys.stderr)
    shown = call("import", path, "--into", store).err
    assert "rows/s" in shown
    assert "Writing war.json" in shown
    assert shown.endswith("\r")

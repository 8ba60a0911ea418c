"""Writing on the command line: add, edit, rm, undo, history, restore."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from store.commands import edit
from store.commands.parsing import CallError
from store.editing import steps
from store.editing.editor import Editor
from store.errors import StoreError
from store.loader import load_timeline
from store.model import Claim
from tests.builders import a_store, an_event
from tests.cli.calls import Caller


def records(path: Path, table: str = "events") -> dict[str, Any]:
    return {record["id"]: dict(record) for record in TinyDB(path).table(table).all()}


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_record_is_added_edited_and_taken_out(call: Caller, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, "")
    done = call("add", store, "--set", "date=2016-06-20", "--set", "title=Tabqa airbase shelled")
    assert (done.status, done.out) == (0, "Done: add 'Tabqa airbase shelled'.\n")
    assert records(store)["2016-06-20-tabqa-airbase-shelled"]["date"] == "2016-06-20"
    assert call("edit", "second", store, "--set", 'tags=["siege"]', "--set", "place=").status == 0
    assert records(store)["second"]["tags"] == ["siege"]
    assert "place" not in records(store)["second"]
    assert call("rm", "first", "x:3", store).out == "Done: delete 2 events.\n"
    assert call("undo", store).out == "Done: undo: delete 2 events.\n"
    assert call("undo", store).out == "Done: undo: edit 'Bridge taken'.\n"
    assert set(records(store)) == {"first", "second", "x:3", "2016-06-20-tabqa-airbase-shelled"}
    assert records(store)["second"]["place"] == "manbij"


def test_a_list_is_set_as_in_the_forms(call: Caller, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, "")
    assert call("edit", "second", store, "--set", "tags=siege", "--set", "title=[sic] Bridge").status == 0
    assert (records(store)["second"]["tags"], records(store)["second"]["title"]) == (["siege"], "[sic] Bridge")
    assert call("edit", "second", store, "--set", "tags= siege;air, day;").status == 0
    assert records(store)["second"]["tags"] == ["siege", "air, day"]
    assert call("add", store, "--to", "actors", "--set", "name=Guard", "--set", "aliases=A; B").status == 0
    assert records(store, "actors")["guard"]["aliases"] == ["A", "B"]
    assert call("edit", "manbij", store, "--set", "lat=36.5", "--set", "aliases=").status == 0
    assert records(store, "places")["manbij"]["lat"] == 36.5


def test_json_comes_in_on_standard_input(call: Caller, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, '{"id":"bab","name":"al-Bab"}\n{"id":"raqqa","name":"Raqqa","lat":35.95,"lon":39.0}\n')
    assert call("add", store, "--to", "places").out == "Done: add 2 places.\n"
    piped(monkeypatch, '{"place": "bab"}')
    assert call("edit", "first", store).status == 0
    assert records(store)["first"]["place"] == "bab"
    assert set(records(store, "places")) == {"manbij", "bab", "raqqa"}


@pytest.mark.parametrize(
    ("words", "text", "status", "said"),
    [
        (("add", "STORE"), "", 2, "There is nothing to add"),
        (("add", "STORE"), "[]", 2, "There is nothing to add"),
        (("edit", "first", "STORE"), '{"id":"second","title":"T"}', 1, "field id stays as it is"),
        (("add", "STORE"), "not json", 2, "Standard input is not a record"),
        (("add", "STORE"), '{"title":"T","date":"2016","place":"atlantis"}', 1, "names 'atlantis', which is not among"),
        (("add", "STORE"), '{"title":"T","date":"soon"}', 1, "field date"),
        (("add", "STORE"), '{"id":"first","title":"T","date":"2016"}', 2, "There is a record 'first' among the events"),
        (("add", "STORE", "--to", "wars"), '{"id":"w"}', 2, 'There is no table "wars"'),
        (("add", "STORE"), '{"title":"T","date":"2016"}\n{"title":5,"date":"2016"}', 1, "field title must be text"),
        (("add", "STORE", "--set", "title=T", "--set", "placee=raqqa"), "", 1, "is not known; did you mean place?"),
        (
            ("add", "STORE", "--set", "title=T", "--set", "deaths=5"),
            "",
            1,
            "claim, with whose it is: --set 'claims=[{\"",
        ),
        (("add", "STORE", "--to", "actors", "--set", "blok=x"), "", 1, "field blok is not known; did you mean bloc?"),
        (("add", "STORE"), '{"title":"J","date":"2016-07-02","foo":1}', 1, "no field of its own goes into extra"),
        (("add", "STORE"), '{"claims":[{"lowest":1}]}', 1, "field claims[0].lowest is not known; did you mean low"),
        (("add", "STORE"), '{"actors":[{"id":"a","zzz":1}]}', 1, "zzz is not known; there are id, role, side"),
        (("edit", "first", "STORE", "--set", "killed=5"), "", 1, '"counted": "killed"'),
        (("edit", "first", "STORE"), "", 2, "There is nothing to change"),
        (("edit", "first", "STORE", "--set", "date"), "", 2, "is no field with a value"),
        (("edit", "first", "STORE", "--set", "tags=[1"), "", 2, "The value of tags is not JSON"),
        (
            ("edit", "first", "STORE", "--set", "tags=a,b"),
            "",
            2,
            """'tags=a; b' for several, --set 'tags=["a,b"]' for one""",
        ),
        (("edit", "first", "STORE", "--set", "claims=26"), "", 2, """--set 'claims=[{"attribution": "..."}]'"""),
        (("edit", "manbij", "STORE", "--set", "lat=north"), "", 2, "The value of lat is not JSON"),
        (("edit", "first", "STORE", "--set", "tags=[1]"), "", 1, "field tags[0] must be text"),
        (("edit", "first", "STORE"), '{"title":"\\ud800"}', 2, "Standard input is not a record"),
        (("edit", "gone", "STORE", "--set", "date=2016"), "", 1, 'No record has the id "gone"'),
        (("rm", "manbij", "STORE"), "", 1, "manbij is named by 1 other record"),
        (("rm", "gone", "STORE"), "", 1, 'No record has the id "gone"'),
        (("restore", "STORE", "4"), "", 1, "There is no version 4"),
        (("edit", "first", "GONE", "--set", "date=2016"), "", 2, "There is no file"),
        (("history", "GONE"), "", 2, "There is no file"),
        (("restore", "GONE"), "", 2, "There is no file"),
        (("edit", "STORE", "first", "--set", "date=2016"), "", 2, "The id comes first, then the store: dateline edit"),
        (("rm", "STORE", "first"), "", 2, "The id comes first, then the store: dateline rm first"),
        (("history", "first", "STORE"), "", 2, "The store comes first, then the id: dateline history"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    call: Caller,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    text: str,
    status: int,
    said: str,
) -> None:
    before = store.read_bytes()
    piped(monkeypatch, text)
    named = {"STORE": store, "GONE": store.with_name("gone.json")}
    done = call(*(named.get(word, word) for word in words))
    assert (done.status, said in done.err) == (status, True), done.err
    assert "Traceback" not in done.err
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == ["war.json"]


def test_what_the_model_has_no_field_for_is_added_as_extra(
    call: Caller, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, '{"id":"j","title":"J","date":"2016-07-02","extra":{"foo":1},"claims":[]}')
    assert call("add", store).status == 0
    assert records(store)["j"]["extra"] == {"foo": 1}


def test_history_and_versions_are_told(call: Caller, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_USER", "Nour\x1b[31m")
    assert call("history", store).out == "Nothing was changed in it so far.\n"
    call("edit", "first", store, "--set", "title=Leaflets")
    call("edit", "second", store, "--set", "title=Bridge")
    assert [line[25:] for line in call("history", store).lines] == [
        "Nour: edit 'Leaflets over the city'",
        "Nour: edit 'Bridge taken'",
    ]
    assert call("history", store, "first").lines[1] == "    title: Leaflets over the city -> Leaflets"
    assert len(call("restore", store).lines) == 2
    assert "is again what it was until" in call("restore", store, "2").out
    assert records(store)["first"]["title"] == "Leaflets over the city"
    call("restore", store, "1")
    assert records(store)["second"]["title"] == "Bridge"
    store.unlink()
    assert call("restore", store, "1").out.endswith(" UTC.\n")
    assert records(store)["first"]["title"] == "Leaflets over the city"


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda whole: whole[: len(whole) // 2],
    "empty": lambda _whole: b"",
    "other JSON": lambda _whole: b"[1]",
    "nested": lambda _whole: b"[" * 100_000,
    "no version": lambda whole: whole.replace(b'"version": 1', b'"version": -1'),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_store_names_the_way_back(call: Caller, store: Path, how: str) -> None:
    broken = BROKEN[how](store.read_bytes())
    copy = store.with_name("copy.json")
    copy.write_bytes(broken)
    assert "dateline restore" not in call("list", copy).err
    call("edit", "first", store, "--set", "title=Leaflets")
    store.write_bytes(broken)
    said = call("list", store)
    assert (said.status, f"with 'dateline restore {store}'" in said.err) == (1, True), said.err
    call("restore", store, "1")
    assert call("list", store, "--ids").lines == ["first", "second", "x:3"]


def test_a_deleted_store_names_the_way_back(call: Caller, store: Path) -> None:
    call("edit", "first", store, "--set", "title=Leaflets")
    store.unlink()
    for words in (("list",), ("check",), ("open",)):
        assert f"dateline restore {store}" in call(*words, store).err
    call("restore", store, "1")
    assert call("list", store, "--ids").lines == ["first", "second", "x:3"]


def test_a_version_comes_back_though_changes_wait_for_what_was_broken(call: Caller, store: Path) -> None:
    call("edit", "first", store, "--set", "title=Leaflets")
    timeline = load_timeline(store)
    Editor(store).apply(steps.patch(timeline, "events", "second", {"title": "Waits"}))
    store.write_bytes(store.read_bytes()[:200])
    done = call("restore", store, "1")
    assert done.status == 0, done.err
    aside = Path(done.lines[1].removeprefix("Changes that were waiting for the former file are kept in ")[:-1])
    assert "Waits" in aside.read_text()
    assert records(store)["first"]["title"] == "Leaflets over the city"
    assert [line[:2] for line in call("restore", store).lines] == [" 1", " 2"]


def test_an_editor_changes_a_record(store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sed -i 's/Bridge taken/Bridge held/;$aTold by **two** officers.'")
    with edit.in_editor(load_timeline(store), "events", "second", store) as step:
        pass
    assert [(change.before, change.after) for change in step.changes] == [
        ({"title": "Bridge taken"}, {"title": "Bridge held", "summary": "Told by **two** officers."})
    ]
    for command, said in (
        ("sed -i s/title/titel/", "there is no field 'titel'"),
        ("sed -i 's/Bridge taken\"/Bridge/'", "Line "),
        ("truncate -s 0", "The text is empty"),
        ("false", "ended with status 1"),
        ("no-such-editor", "cannot be started"),
        ("rm", "left no file"),
        ("sed -i 's/Bridge/\\xff/'", "not text in UTF-8"),
        ("sed -i 's/place = .*/place = \"atlantis\"/'", "names 'atlantis'"),
        ("sed -i 's/^date = .*//'", "field date is missing"),
        ("sed -i 's/^id = .*/id = \"other\"/'", "field id stays as it is"),
    ):
        monkeypatch.setenv("EDITOR", command)
        with (
            pytest.raises((CallError, StoreError), match=said),
            edit.in_editor(load_timeline(store), "events", "second", store),
        ):
            pass


def two_reports(folder: Path) -> Path:
    claims = [Claim(counted="killed", best=4, attribution="SOHR")]
    mine = an_event(id="mine", title="Mine")
    theirs = an_event(id="ucdp:7", title="Theirs", origin="ucdp:7", claims=claims, extra={"import_hash": "x"})
    return a_store(folder / "war.json", events=[mine, theirs])


def test_pairs_are_proposed_linked_and_told_apart(call: Caller, tmp_path: Path) -> None:
    store = two_reports(tmp_path)
    assert json.loads(call("pairs", store, "--json").out) == {"one": "mine", "other": "ucdp:7", "shared_actors": 2}
    assert "2016-06-04 Theirs (ucdp:7)" in call("pairs", store).out
    assert call("link", "mine", "events/ucdp:7", store).out == "Done: link 'Mine' and 'Theirs'.\n"
    shown = call("show", "mine", store).out
    assert shown.index("Also       Theirs") < shown.index("4 killed")
    assert call("pairs", store).out == ""
    assert "so already" in call("link", "ucdp:7", "mine", store).out
    assert call("link", "ucdp:7", "mine", store, "--undo").status == 0
    assert "ucdp:7" in call("pairs", store).out
    assert 'No event has the id "places/manbij"' in call("link", "mine", "places/manbij", store).err
    assert "is the same event" in call("link", "mine", "mine", store).err


def test_a_correction_is_shown_with_what_the_source_says(call: Caller, tmp_path: Path) -> None:
    store = two_reports(tmp_path)
    assert call("edit", "ucdp:7", store, "--set", "date=2016-06-05", "--set", "title=Ours").status == 0
    shown = call("show", "ucdp:7", store, "--history").out
    assert "Corrected  date: 2016-06-05, was 2016-06-04 in UCDP" in shown
    assert "title: Ours, was Theirs in UCDP" in shown
    assert "date: 2016-06-04 -> 2016-06-05" in shown
    assert "extra" not in shown
    assert "Nobody has changed it here." in call("show", "mine", store, "--history").out

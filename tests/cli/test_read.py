"""`dateline read`: what a saved page says, and its drafts."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from store.database import copy_store
from store.loading import Loading
from store.pages import Raw
from store.sample import BUNDLED
from tests.articles.expected import PAGES
from tests.cli.calls import Caller

WIRE = PAGES / "wire.txt"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    copy_store(BUNDLED, tmp_path / "own.json")
    return tmp_path / "own.json"


def test_page_is_told_with_its_drafts_and_their_reasons(call: Caller) -> None:
    done = call("read", PAGES / "uk-paste.txt")
    assert done.status == 0
    assert done.lines[0] == "Army retakes hills above Palmyra as Isis counter-attacks"
    assert "The Morning Ledger · Tom Hargreave · Thursday 16 June 2016, 18:40 +01:00" in done.out
    assert "draft events" in done.out
    assert "attacker Syrian army" in done.out
    assert "13 killed" in done.out
    assert "up to the publication on 16 June 2016" in " ".join(done.out.split())


def test_json_has_all_of_it(call: Caller) -> None:
    done = call("read", WIRE, "--json")
    told = json.loads(done.out)
    assert told["publisher"] == "Northwire"
    assert told["drafts"][0]["date"] == "2016-06-14"
    span = told["drafts"][0]["evidence"][0]
    assert told["body"][span["start"] : span["end"]].startswith("U.S.-backed fighters")
    assert told["cut"][0]["reason"]


def test_standard_input_is_read(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WIRE.read_bytes())))
    assert "captured five villages" in call("read", "-").out


def test_accept_all_puts_them_into_the_store_unreviewed(call: Caller, own: Path) -> None:
    done = call("read", WIRE, "--into", own, "--accept-all")
    assert done.status == 0
    assert "tagged unreviewed" in done.out
    assert call("list", own, "-q", "tag:unreviewed", "--count").out.strip() == "4"
    again = call("read", WIRE, "--into", own, "--accept-all")
    assert "0 events of it" in again.out
    assert "4 were there already" in again.out
    assert call("check", own).status == call("check").status


def test_show_quotes_the_sentences_that_an_event_rests_on(call: Caller, own: Path) -> None:
    call("read", WIRE, "--into", own, "--accept-all")
    first = next(id_ for id_ in call("list", own, "-q", "tag:unreviewed", "--ids").lines if id_.endswith("-d1"))
    told = " ".join(call("show", first, own).out.split())
    assert "Rests on “U.S.-backed fighters" in told
    article = first.rpartition("-d")[0]
    assert f"({first})" in call("show", article, own).out


def test_full_text_is_left_out_of_an_export_unless_asked(call: Caller, own: Path) -> None:
    call("read", WIRE, "--into", own, "--accept-all")
    query = ("-q", "tag:unreviewed", "--to", "jsonl")
    told = "the town would be stormed within days"
    assert told not in call("export", own, *query).out
    assert told in call("export", own, *query, "--with-articles").out


def test_store_is_left_as_it_is_without_accept_all(call: Caller, own: Path) -> None:
    before = own.read_bytes()
    done = call("read", WIRE, "--into", own)
    assert done.status == 2
    assert "Nothing was written" in done.err
    assert "draft events" in done.out
    assert own.read_bytes() == before


def test_text_and_cut_show_the_page(call: Caller) -> None:
    page = PAGES / "uk-paste.txt"
    text, cut = call("read", page, "--text").out, call("read", page, "--cut").out
    assert "Thirteen soldiers" in text
    assert "small favour" not in text
    assert "[an appeal]" in cut
    assert "Thirteen soldiers" not in cut


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["nothing.html"], 2, "There is no file nothing.html"),
        (["https://example.org/a"], 1, "nothing is fetched"),
        ([str(WIRE), "--accept-all"], 2, "--into STORE"),
        ([str(WIRE), "--into", "none.json", "--accept-all"], 2, "none.json"),
        ([str(WIRE), "--into", "none.json", "--accept-all", "--cut"], 2, "only look at the page"),
    ],
)
def test_mistakes_are_answered(call: Caller, words: list[str], status: int, message: str) -> None:
    done = call("read", *words)
    assert done.status == status
    assert message in done.err


def test_page_without_an_article_has_the_status_of_a_problem(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "login.html").write_text("<html><body><form><button>Sign in</button></form></body></html>")
    done = call("read", tmp_path / "login.html")
    assert done.status == 1
    assert "no article" in done.err


def test_hostile_page_sends_nothing_to_the_terminal(call: Caller, tmp_path: Path) -> None:
    text = (
        "\x1b]52;c;eA==\x07A hill\x9b31m taken [red]\n\nIS attacked \x1b[2JTabqa on 3 June 2016\u202e, the SDF said.\n"
    )
    (tmp_path / "page.txt").write_text(text)
    done = call("read", tmp_path / "page.txt")
    assert not set(done.out + done.err) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "IS attacked Tabqa" in done.out


def test_in_a_terminal_the_review_is_opened(call: Caller, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, str]] = []

    def browse(loading: Loading, *, page: Raw) -> int:
        opened.append((loading.path, page.label))
        return 0

    monkeypatch.setattr("store.commands.read.is_terminal", lambda _stream: True)
    monkeypatch.setattr("tui.app.run_browser", browse)
    assert call("read", WIRE, "--into", own).status == 0
    assert opened == [(own, str(WIRE))]
    assert "There is no file" in call("read", WIRE, "--into", own.with_name("none.json")).err
    assert "--into STORE" in call("read", WIRE).err
    call("read", WIRE, "--into", own, "--json")
    assert len(opened) == 1

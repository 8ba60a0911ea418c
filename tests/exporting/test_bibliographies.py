from pathlib import Path
from typing import Any

import pytest

from store.exporters.bibtex import escaped
from store.exporters.citing import cite
from store.exporters.csljson import issued, item
from store.loader import load_timeline
from store.model import Source
from store.sample import BUNDLED
from tests.builders import an_event
from tests.exporting.reading_back import Entry, read_bibtex, strict_json, typeset
from tests.exporting.worlds import DATES, a_rich_world, a_world, exported

CSL_FIELDS = {"id", "type", "title", "author", "container-title", "publisher", "issued", "URL", "language", "note"}


def items(data: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = strict_json(data)
    for each in found:
        assert each.keys() <= CSL_FIELDS
        assert each["type"] in ("dataset", "webpage", "article-newspaper")
    keys = [each["id"] for each in found]
    assert len(set(keys)) == len(keys)
    return found


def entries(data: bytes) -> list[Entry]:
    text = data.decode("utf-8")
    found = read_bibtex(text)
    assert text.count("\n@") == len(found), "nothing else looks like an entry"
    keys = [entry.key.lower() for entry in found]
    assert len(set(keys)) == len(keys)
    return found


def test_sources_are_items_each_once(tmp_path: Path) -> None:
    store, sohr, amaq, paper, ucdp = items(exported(a_rich_world(tmp_path), "csl-json"))
    assert store["type"] == "dataset"
    assert "Licence: CC BY 4.0\nAttribution: UCDP GED 25.1" in store["note"]
    assert sohr == {
        "id": sohr["id"],
        "type": "webpage",
        "title": "Bridge taken",
        "author": [{"literal": "Rami A."}],
        "container-title": "SOHR",
        "issued": {"date-parts": [[2016, 6, 15]]},
        "URL": "https://sohr.example/1",
    }
    assert amaq["type"] == "article-newspaper"
    assert amaq["issued"] == {"date-parts": [[2016, 6]], "circa": True}
    assert amaq["note"] == "EDTF: 2016-06~"
    assert (paper["title"], paper["issued"]) == ("Across the river", {"date-parts": [[2016, 6, 16]]})
    assert (ucdp["type"], ucdp["title"]) == ("dataset", "UCDP GED 25.1")


def test_sources_are_entries_each_once(tmp_path: Path) -> None:
    store, sohr, amaq, _paper, ucdp = entries(exported(a_rich_world(tmp_path), "bibtex"))
    assert (store.kind, ucdp.kind, sohr.kind, amaq.kind) == ("dataset", "dataset", "online", "misc")
    assert sohr.fields == {
        "author": "{Rami A.}",
        "title": "{Bridge taken}",
        "organization": "{SOHR}",
        "date": "2016-06-15",
        "url": "https://sohr.example/1",
    }
    assert amaq.fields["date"] == "2016-06~"
    assert "CC BY 4.0" in store.fields["note"]


def test_keys_are_the_same_in_both_and_whatever_is_exported(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    keys = [each["id"] for each in items(exported(timeline, "csl-json"))]
    assert [entry.key for entry in entries(exported(timeline, "bibtex"))] == keys
    assert keys[1].startswith("sohr2016bridge-")
    part = [each["id"] for each in items(exported(timeline, "csl-json", [1]))]
    assert set(part) <= set(keys)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2016-06-04", {"date-parts": [[2016, 6, 4]]}),
        ("2016-06", {"date-parts": [[2016, 6]]}),
        ("2016", {"date-parts": [[2016]]}),
        ("2016?", {"date-parts": [[2016]], "circa": True}),
        ("2016-05-31/2016-08", {"date-parts": [[2016, 5, 31], [2016, 8]]}),
        ("2016-23", {"date-parts": [[2016]], "season": 3}),
        ("2016-06-04T10:00:00Z", {"date-parts": [[2016, 6, 4]]}),
        ("2016-06-02/..", {"literal": "since 2 June 2016, going on"}),
        ("2016-06-XX", {"literal": "one day in June 2016"}),
        ("201X", {"literal": "some time in the 2010s"}),
        ("[2016-06-13..2016-06-15]", {"literal": "one day between 13 and 15 June 2016"}),
        ("last summer", {"literal": "last summer"}),
        ("", {}),
    ],
)
def test_date_says_in_csl_what_it_says(edtf: str, expected: dict[str, Any]) -> None:
    assert issued(edtf) == expected


@pytest.mark.parametrize("date", DATES)
def test_no_date_gets_lost(tmp_path: Path, date: str) -> None:
    source = Source(publisher="P", title="T", date=date)
    timeline = a_world(tmp_path, an_event(sources=[source]))
    assert item(cite(source))["issued"]
    fields = entries(exported(timeline, "bibtex"))[1].fields
    assert fields.get("date") == date or fields["note"].startswith("Published ")
    assert "[" not in fields.get("date", "")


@pytest.mark.parametrize(
    "text", ["100% of $5 & #1_a", "\\input{/etc/passwd}", "}, evil = {x", "{", "~^", 'say "so"', "Đorđe الرقة", "{{x}}"]
)
def test_latex_is_text(text: str) -> None:
    assert typeset(escaped(text)) == text


def test_braces_pair_whatever_a_title_holds(tmp_path: Path) -> None:
    hostile = "}}}\n@article{evil,\n title={%"
    source = Source(publisher=hostile, title=hostile, author=hostile, note=hostile, url="https://x.example/{a}?q=%7B#}")
    found = entries(exported(a_world(tmp_path, an_event(sources=[source])), "bibtex", title=hostile))
    assert len(found) == 2
    assert typeset(found[1].fields["title"]) == " ".join(hostile.split())
    assert found[1].fields["url"] == "https://x.example/%7Ba%7D?q=%7B#%7D"


def test_same_text_with_other_notes_is_one_source(tmp_path: Path) -> None:
    first = an_event(sources=[Source(publisher="P", title="T", note="page 1")])
    second = an_event(sources=[Source(publisher="P", title="T", note="page 2"), Source(publisher="P", title="U")])
    assert len(items(exported(a_world(tmp_path, first, second), "csl-json"))) == 3


def test_bundled_store_has_two_bibliographies() -> None:
    timeline = load_timeline(BUNDLED)
    found = items(exported(timeline, "csl-json"))
    assert [entry.key for entry in entries(exported(timeline, "bibtex"))] == [each["id"] for each in found]
    assert [each["title"] for each in found].count("UCDP GED") == 1
    assert not any("event 22" in each.get("title", "") for each in found)

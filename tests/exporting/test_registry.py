from importlib import import_module
from pathlib import Path

import pytest

from store.exporters import BY_NAME, FORMATS, Format, formats_of

PACKAGE = Path(__file__).parents[2] / "store" / "exporters"

each_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)


@each_format
def test_format_has_a_module_that_says_what_it_writes(format_: Format) -> None:
    module = import_module(f"store.exporters.{format_.module}")
    assert callable(module.write)
    assert module.__doc__


def test_every_module_that_writes_is_a_format() -> None:
    writing = {path.stem for path in PACKAGE.glob("*.py") if "\ndef write(timeline" in path.read_text("utf-8")}
    assert writing == {format_.module for format_ in FORMATS}


@each_format
def test_format_says_what_it_loses_unless_it_is_exact(format_: Format) -> None:
    assert bool(format_.loses) != format_.is_exact


@each_format
def test_usual_extension_means_the_format(format_: Format) -> None:
    if format_.name != "store":  # .json may be anything
        assert formats_of(f"A Report.{format_.extension[1:].upper()}") == [format_]


@pytest.mark.parametrize(
    ("name", "formats"),
    [
        ("a.geo.json", ["geojson"]),
        ("a.csl.json", ["csl-json"]),
        ("a.timeline.json", ["timelinejs"]),
        ("a.ndjson", ["jsonl"]),
        ("a.htm", ["html"]),
        ("a.json", ["geojson", "timelinejs", "csl-json", "store"]),
        ("a.docx", []),
        ("csv", []),
        ("", []),
    ],
)
def test_name_of_a_file_tells_the_format_where_it_can(name: str, formats: list[str]) -> None:
    assert [format_.name for format_ in formats_of(name)] == formats


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(FORMATS)

"""UCDP GED: the yearly releases (17.1 to 25.1) and the monthly candidate files, as CSV."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from store.errors import ImportRefused
from store.importers.protocol import CellError, Confidence, Converted, Frame, Item, Names, Options, Rejected
from store.importers.source import Head, Source
from store.importers.table import Row, read_table, reject
from store.importers.ucdp import event_of
from store.importers.ucdp_codes import need
from store.importers.ucdp_figures import figures_of
from store.importers.ucdp_places import draft_of
from store.importers.ucdp_sides import GedSide, new_actor, side_of, split_names
from store.model import Actor, Place

# fmt: off
LAYOUT: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)
# fmt: on
"""The columns of releases since 2021, in their order: a candidate file (24.0.1) came without a header row."""

MARKS: Final = frozenset({"id", "type_of_violence", "date_prec", "where_prec", "side_a", "side_b", "best"})
"""Columns that no other dataset has together."""

NEEDED: Final = MARKS | {"date_start", "date_end", "latitude", "longitude", "low", "high", "country"}
"""Columns without which no row makes an event."""

_RELEASE: Final = re.compile(r"v(\d{2}(?:[_.]\d{1,2})+)|ged(\d{2})(\d)(?!\d)", re.IGNORECASE)
_PLACE_COLUMNS: Final = ("where_coordinates", "latitude", "longitude", "where_prec", "adm_1", "adm_2", "country")


class Ucdp:
    """The reader of UCDP GED."""

    name = "ucdp"
    title = "UCDP GED"
    extensions = (".csv",)
    dataset = "ucdp"
    frame: Frame | None = None

    def sniff(self, head: Head) -> Confidence:
        """Tell by the names of the columns, or by their number and what stands in the first row."""
        if head.columns >= MARKS or _has_no_header(head):
            return Confidence.CERTAIN
        return Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield an event for each row that makes one."""
        has_header = not _has_no_header(source.head)
        _require(source, options, has_header)
        release = release_of(source.name) or release_of(Path(source.label.partition(": ")[0]).name)
        source.attribution = (
            f"UCDP GED{f' {release}' if release else ''}, Uppsala Conflict Data Program, CC BY 4.0. Cite: Sundberg, "
            'Ralph, and Erik Melander, 2013, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace '
            "Research 50(4), 523-532."
        )
        if not has_header:
            source.note("It has no header row; its 49 columns were taken for those of UCDP GED 25.1")
        reading = _Reading(names, options.dataset)
        for row in read_table(source, header=() if has_header else LAYOUT):
            yield row if isinstance(row, Rejected) else reading.item(row)
        reading.tell(source)


def _has_no_header(head: Head) -> bool:
    """Tell whether the first row is an event in `LAYOUT`."""
    if len(head.first_row) != len(LAYOUT) or "id" in head.columns:
        return False
    first = dict(zip(LAYOUT, head.first_row, strict=True))
    return first["id"].isdecimal() and first["type_of_violence"] in ("1", "2", "3")


def _require(source: Source, options: Options, has_header: bool) -> None:
    """Refuse what would be rejected row by row, and what cannot be obeyed."""
    if options.mapping:
        raise ImportRefused(
            f"{source.label} is UCDP GED, whose columns are known. Leave --map out, or say --format csv."
        )
    missing = NEEDED - source.head.columns
    if has_header and missing:
        raise ImportRefused(
            f"{source.label} is not UCDP GED: it has no column {', '.join(sorted(missing))}. "
            "Leave --format out to have its format found."
        )


def release_of(name: str) -> str:
    """Return the release that a file's name states, as one writes it: "25.1"; empty when it states none."""
    match = _RELEASE.search(name)
    if match is None:
        return ""
    return match[1].replace("_", ".") if match[1] else f"{match[2]}.{match[3]}"


class _Reading:
    """One reading of one file; sides and places are looked up once each."""

    def __init__(self, names: Names, dataset: str) -> None:
        self._names = names
        self._dataset = dataset
        self._sides: dict[str, GedSide] = {}
        self._places: dict[tuple[str | None, ...], Place] = {}
        self._out_of_order = 0
        self._not_adding_up = 0

    def item(self, row: Row) -> Item:
        """Return what a row gives."""
        cells = row.cells
        try:
            sides = self._side(cells, "side_a"), self._side(cells, "side_b")
            event = event_of(cells, sides, self._place(cells), dataset=self._dataset)
        except CellError as error:
            return reject(row, error)
        if event.claims[0].text:
            self._count(cells)
        return Converted(event=event, line=row.line, raw=row.raw)

    def _side(self, cells: Mapping[str, str], column: str) -> GedSide:
        text = cells.get(column) or ""
        side = self._sides.get(text)
        if side is None:
            names = split_names(need(cells, column), self._names.is_actor)
            side = self._sides[text] = side_of([self._actor(name) for name in names])
        return side

    def _actor(self, name: str) -> Actor:
        return self._names.actor(new_actor(name))

    def _place(self, cells: Mapping[str, str]) -> Place:
        key = tuple([cells.get(column) for column in _PLACE_COLUMNS])
        place = self._places.get(key)
        if place is None:
            name, draft = draft_of(cells)
            place = self._places[key] = self._names.place(draft, known_as=name)
        return place

    def _count(self, cells: Mapping[str, str]) -> None:
        figures = figures_of(cells)
        self._out_of_order += not figures.are_in_order
        self._not_adding_up += not figures.add_up

    def tell(self, source: Source) -> None:
        """Say what could not be represented as it should be."""
        if self._out_of_order:
            source.note(
                f"{self._out_of_order:,} events have a lowest or highest figure that does not fit the best estimate; "
                "their claim says so in words instead of giving a range, and sums count the best estimate for both"
            )
        if self._not_adding_up:
            source.note(
                f"{self._not_adding_up:,} events have deaths by side that do not add up to the best estimate; their "
                "claim says so"
            )


IMPORTER: Final = Ucdp()

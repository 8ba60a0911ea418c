"""UCDP GED's figures of people killed, and the claims that they make."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from store.importers.ucdp_codes import integer
from store.model import Claim


class Figures(NamedTuple):
    """What a row counts."""

    low: int
    best: int
    high: int
    side_a: int
    side_b: int
    civilians: int
    unknown: int

    @property
    def are_in_order(self) -> bool:
        """Whether the best estimate lies between the others; in a few rows it does not."""
        return self.low <= self.best <= self.high

    @property
    def add_up(self) -> bool:
        """Whether the sides' dead are the best estimate, as they should be."""
        return self.side_a + self.side_b + self.civilians + self.unknown == self.best


def figures_of(row: Mapping[str, str]) -> Figures:
    """Read a row's figures.

    Raises:
        RowError: One is no number.
    """
    return Figures(
        integer(row, "low"),
        integer(row, "best"),
        integer(row, "high"),
        integer(row, "deaths_a"),
        integer(row, "deaths_b"),
        integer(row, "deaths_civilians"),
        integer(row, "deaths_unknown"),
    )


def claims(figures: Figures, who: tuple[str, str], attribution: str, source: int) -> list[Claim]:
    """Return the killed in all with their range, then the best estimate for each side that has any."""
    found = [Claim(attribution=attribution, counted="killed", source=source, **_estimate(figures))]
    for name, deaths in zip((*who, "civilians", "unknown"), figures[3:], strict=True):
        if deaths:
            found.append(Claim(attribution=attribution, counted="killed", who=name, best=deaths, source=source))
    return found


def _estimate(figures: Figures) -> dict[str, Any]:
    """Return the killed in all; bounds that do not fit, and sides that do not add up, are told in words."""
    said = []
    estimate: dict[str, Any] = {"best": figures.best}
    if figures.are_in_order:
        estimate.update(low=figures.low, high=figures.high)
    else:
        said.append(f"UCDP's lowest, {figures.low:,}, and highest, {figures.high:,}, do not fit its best estimate")
    if not figures.add_up:
        said.append(f"the deaths by side add up to {sum(figures[3:]):,}, not to UCDP's best estimate")
    return {**estimate, "text": "; ".join(said)} if said else estimate

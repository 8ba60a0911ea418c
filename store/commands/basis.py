"""What the numbers rest on, for `dateline stats`: the figures of the browser's screen, as text and as JSON."""

from collections.abc import Iterator

from store.plain import cell_width, cut, pad, wrap
from store.resting import Killed, Resting


def basis_as_json(basis: Resting) -> dict[str, object]:
    """Return what the numbers rest on; a sum without a figure in any event is null."""
    sections = [
        {
            "heading": heading,
            "rows": [
                {"name": row.name, "events": row.events, "query": row.query}
                | ({} if row.alone is None else {"alone": row.alone})
                for row in rows
            ],
        }
        for heading, rows in basis.sections
    ]
    loose = None if basis.loose is None else _killed_as_json(basis.loose)
    return {"killed": [_killed_as_json(each) for each in basis.killed], "loosely_dated": loose, "sections": sections}


def _killed_as_json(killed: Killed) -> dict[str, object]:
    return {
        "name": killed.name,
        "low": killed.low if killed.with_figure else None,
        "best": killed.best if killed.with_figure else None,
        "high": killed.high if killed.with_figure else None,
        "events_with_figure": killed.with_figure,
        "events_without_figure": killed.without_figure,
        "query": killed.query,
    }


def told(basis: Resting, top: int, width: int) -> Iterator[str]:
    """Tell what the numbers rest on, as the browser's screen of that name does."""
    yield ""
    yield "What the numbers rest on"
    for each in basis.killed:
        yield from wrap(f"{each.name}: {_killed(each)}", width, first="  ", rest="    ")
    if (loose := basis.loose) is not None:
        figures = f"of these {loose.low:,} to {loose.high:,}, best {loose.best:,}"
        events = f"in {_events(loose.with_figure)} {loose.name}; they are {loose.query}"
        yield from wrap(f"{figures}, {events}", width, first="  ", rest="    ")
    said = "Sums of one claim's figures for each event, not a count of people; datasets may record the same dead."
    yield from wrap(said, width, first="  ", rest="  ")
    for heading, rows in basis.sections:
        shown = rows[:top] if top and rows[0].alone is not None else rows
        yield ""
        yield heading
        names = min(max(cell_width(row.name) for row in shown), max(8, width - 34))
        for row in shown:
            share = f"{row.events:>9,} {100 * row.events / max(basis.events, 1):5.1f} %"
            alone = "" if row.alone is None else f", alone {row.alone:,}"
            yield f"  {pad(cut(row.name, names), names)} {share}{alone}"
        if len(shown) < len(rows):
            yield f"  and {len(rows) - len(shown):,} more"


def _killed(each: Killed) -> str:
    without = f"{each.without_figure:,} {'has' if each.without_figure == 1 else 'have'}"
    if not each.with_figure:
        return f"no figure of the killed; {without} none, which is not 0"
    figures = f"{each.low:,} to {each.high:,} killed, best {each.best:,}"
    return f"{figures}, in {_events(each.with_figure)}; {without} no figure"


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"

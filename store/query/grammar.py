"""The language on one page, for `dateline help query` and the search bar's `?`. The fields are those of the parser."""

from typing import Final

from store.query.fields import FIELDS

EXAMPLES: Final = (
    ("against:SDF,IS near:Manbij~60km date:2016-05-31..2016-08-27", "the Manbij offensive, by a rule"),
    ('actor:"Government of Syria" -actor:IS deaths:>=10', "the government's, without IS in them, ten killed or more"),
    ("(type:one-sided OR deaths:>50) after:2017", "the worst since 2018"),
    ("source:Airwars -source:SOHR", "said by one and not by the other"),
    ('"car bomb" certain:2016-06 has:article', "a phrase, surely in June 2016, with something to read"),
    ("near:36.53,37.95~40mi on:today", "around a point, latitude first"),
)
"""Queries, and what they ask for."""

_INTRODUCTION: Final = """\
THE QUERY LANGUAGE

  manbij            a word in an event's text or names; part of a word will do
  "car bomb"        a phrase; in it \\" is a quote and \\\\ a backslash
  field:value       a field; quote values that have spaces: actor:"Syrian army"
  a b    a AND b    both
  a OR b            either. AND binds closer: a b OR c is (a AND b) OR c
  -a     NOT a      events that do not match
  ( ... )           a group: sdf (manbij OR raqqa)
  *                 everything

AND, OR and NOT are operators in capitals only; "and" is a word. Capitals,
accents and the Arabic article do not count: raqqa is Ar-Raqqah, bab is al-Bab.

FIELDS
"""

_NOTES: Final = """
NAMES   A value is an id, a name, a short name or an alias. If something goes by
        the whole value, that is meant: actor:IS is not Israel. Else names in
        which a word begins so: actor:syr. To have those in any case, end in a
        star: actor:is*. A star alone is any: tag:*. For the very id or value,
        and nothing else that is called so, begin with "=": actor:=is.
        Generic words may be left out: place:Idlib is Idlib town and Idlib
        governorate, while near:Idlib measures from the town.
        source: finds its words in a publisher, or in who says so: in "UCDP,
        from SOHR" both, in "an officer, via Reuters" both. So -source:SOHR
        leaves out what rests on SOHR in a dataset's words, and what cites an
        article of it, whoever else counted the dead.
        A name that the store does not know is a mistake, and near ones are
        offered; of source, tag and id it finds no events.
CHOICES What is chosen in the filters beside the list is a term here, and the
        other way round: (actor:SDF OR actor:IS) are two on "only", -actor:IS is
        one on "never". Of two groups of one field the last is the choice.
DATES   2016-06-04, 2016-06, 2016, "4 June 2016", "early june 2016", yesterday;
        a range A..B, and A.. or ..B. date: finds what may have happened then,
        certain: only what must have, whichever day it was. after:2016 is from
        2017 on, before:2016 up to 2015; date:2016.. has 2016 in it.
PLACES  near: takes a name or latitude,longitude. A place without coordinates
        counts as where the place is that it is said to be near. What is known
        to a province or a country only counts at the point that stands for it;
        -precision:province -precision:country leaves that out.
FIGURES deaths:>=10, deaths:<5, deaths:=0, deaths:10..20; also deaths>=10. It is
        the best figure, of the claim with the highest; low: and high: are that
        claim's lowest and highest, or its one figure. A range that leaves out
        its own best figure, as a few of UCDP's do, is kept in words and not
        counted. What nobody gives a figure for is in none of these: unknown is
        not 0.
        sources:1 has one publisher, a dataset's citation of itself not counted.
        origins:1 is one party's word, whoever passed it on: all claims are
        SOHR's, say; without claims the publishers count. has:disagreement are
        those whose claims differ on the same figure.

EXAMPLES
"""


_MEANING_CELLS: Final = 49


def _rows() -> list[str]:
    rows = []
    for field in FIELDS:
        meaning = field.meaning
        if field.choices:
            meaning += f": {', '.join(field.choices)}"
        if field.aliases:
            meaning += f" (or {', '.join(f'{alias}:' for alias in field.aliases)})"
        example = field.example
        while len(meaning) > _MEANING_CELLS:
            at = meaning.rindex(", ", 0, _MEANING_CELLS) + 1
            rows.append(f"  {example:<28} {meaning[:at]}")
            example, meaning = "", meaning[at + 1 :]
        rows.append(f"  {example:<28} {meaning}")
    return rows


GRAMMAR_HELP: Final = "\n".join(
    [
        *_INTRODUCTION.splitlines(),
        *_rows(),
        *_NOTES.splitlines(),
        *(f"  {query}\n      {meaning}" for query, meaning in EXAMPLES),
    ]
)
"""The page: plain text, at most 80 columns."""

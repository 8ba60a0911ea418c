"""How dates read on the screen: no day that is not known, and nothing said twice."""

from collections.abc import Callable

import pytest

from store.dates import LABEL_CELLS, describe, label
from store.errors import DateError

WORDS = [
    ("2016-06-04", "4 June 2016", ""),
    ("0001-01-01", "1 January 0001", ""),
    ("2016-06-04/2016-06-04", "4 June 2016", ""),
    ("[2016-06-04]", "4 June 2016", ""),
    ("2016-06-04T14:30:00Z", "4 June 2016, 14:30 UTC", ""),
    ("2016-06-04T14:30:00+03:00", "4 June 2016, 14:30 +03:00", ""),
    ("2016-06-04T14:30", "4 June 2016, 14:30", ""),
    ("2016-06", "some time in June 2016", "June ?"),
    ("2016-09", "some time in September 2016", "September ?"),
    ("2016", "some time in 2016", "2016 ?"),
    ("2016-XX", "some time in 2016", "2016 ?"),
    ("2016-06-XX", "one day in June 2016", "June ?"),
    ("2016-XX-XX", "one day in 2016", "2016 ?"),
    ("2016-06-XX~", "one day, about June 2016", "~June ?"),
    ("201X", "some time in the 2010s", "2010s ?"),
    ("20XX", "some time in the years 2000–2099", "2000–2099 ?"),
    ("000X", "some time in the years 0001–0009", "0001–0009 ?"),
    ("2016-21", "some time in spring 2016 (March to May)", "spring ?"),
    ("2016-24", "some time in winter 2016–17 (December to February)", "winter ?"),
    ("9999-24", "some time in winter 9999 (December)", "winter ?"),
    ("2016-06-03~", "about 3 June 2016", "~"),
    ("2016-06-03?", "perhaps 3 June 2016", "?"),
    ("2016-06-03%", "perhaps about 3 June 2016", "~?"),
    ("2016-06~", "about June 2016", "~June ?"),
    ("2016-06?", "perhaps in June 2016", "?June ?"),
    ("2016-09%", "perhaps about September 2016", "~?Sep ?"),
    ("20XX%", "perhaps about the years 2000–2099", "~?20XX ?"),
    # It lasted
    ("2016-06-13/2016-06-15", "13–15 June 2016", "13–15 Jun"),
    ("2016-05-31/2016-08-12", "31 May to 12 August 2016", "to 12 Aug"),
    ("2016-06-02/2016-08-12", "2 June to 12 August 2016", "2 Jun–12 Aug"),
    ("2015-12-20/2016-01-03", "20 December 2015 to 3 January 2016", "to Jan 2016"),
    ("2016-05/2016-08", "May to August 2016", "May–Aug"),
    ("2015-12/2017-02", "December 2015 to February 2017", "to Feb 2017"),
    ("2014/2017", "2014 to 2017", "2014–2017"),
    ("2016-06/2016-06", "within June 2016", "June ?"),
    ("199X/201X", "the 1990s to the 2010s", "1990s–2010s"),
    ("2016-21/2016-23", "spring 2016 to autumn 2016", "to autumn"),
    ("2016-05-31/2016-08", "31 May 2016 to some time in August 2016", "31 May–Aug"),
    ("2016-06-XX/2016-07-03", "a day in June 2016 to 3 July 2016", "Jun–3 Jul"),
    ("2016-06-01~/2016-06-10~", "from about 1 to about 10 June 2016", "~1–10 Jun"),
    ("2016-05-31~/2016-08-12", "from about 31 May to 12 August 2016", "~to 12 Aug"),
    ("2016-06-01/2016-06-10?", "from 1 to perhaps 10 June 2016", "?1–10 Jun"),
    ("2016-06-02/..", "since 2 June 2016, going on", "since 2 Jun"),
    ("2016-06-12~/..", "since about 12 June 2016, going on", "~since Jun"),
    ("2016-09/..", "since September 2016, going on", "since Sep"),
    ("2016-06-02/", "from 2 June 2016, end not known", "2 Jun–?"),
    ("2016/", "from 2016, end not known", "2016–?"),
    ("../2016-06-04", "until 4 June 2016, start left open", "to Jun 2016"),
    ("/2016-06-04", "until 4 June 2016, start not known", "?–Jun 2016"),
    # It happened once, within
    ("[2016-06-13..2016-06-15]", "one day between 13 and 15 June 2016", "13–15 Jun ?"),
    ("[2016-05-28..2016-06-03]", "one day between 28 May and 3 June 2016", "to 3 Jun ?"),
    ("[2015-12-30..2016-01-02]", "one day between 30 December 2015 and 2 January 2016", "2015–2016 ?"),
    ("[2016-06-04..2016-06-05]", "4 or 5 June 2016", "4 or 5 Jun"),
    ("[2016-05-31..2016-06-01]", "31 May or 1 June 2016", "or 1 Jun"),
    ("[2016-06..2016-08]", "some time from June to August 2016", "Jun–Aug ?"),
    ("[2014..2016]", "some time from 2014 to 2016", "2014–2016 ?"),
    ("[2016-06..2016-06]", "some time in June 2016", "June ?"),
    ("[2016-06-02,2016-06-05]", "2 or 5 June 2016", "2 or 5 Jun"),
    ("[2016-06-02,2016-06-05,2016-06-07]", "2, 5 or 7 June 2016", "2–7 Jun ?"),
    ("[2016-06-02,2016-07-05]", "2 June or 5 July 2016", "or 5 Jul"),
    ("[2015-06-02,2016-07-05]", "2 June 2015 or 5 July 2016", "2015–2016 ?"),
    ("[1667,1760-12]", "1667 or December 1760", "1667–1760 ?"),
    ("[2016-06-02,2016-06-05..2016-06-07]", "2 June 2016, or one day between 5 and 7 June 2016", "2–7 Jun ?"),
    ("[..2016-06-04]", "on or before 4 June 2016", "by Jun 2016"),
    ("[..2016-06]", "in or before June 2016", "by Jun 2016"),
    ("[2016-06-14..]", "on or after 14 June 2016", "14 Jun on ?"),
    ("[2016..]", "in or after 2016", "2016 on ?"),
    ("[..2015,2016..]", "in or before 2015, or in or after 2016", "?"),
    ("[2014~..2016?]", "some time from about 2014 to perhaps 2016", "~?"),
    # All of them
    ("{2016-06-02,2016-06-05}", "2 and 5 June 2016", "2 & 5 Jun"),
    ("{2016-06-02,2016-06-05,2016-06-25}", "2, 5 and 25 June 2016", "2…25 Jun"),
    ("{2016-06-02..2016-06-05}", "every day from 2 to 5 June 2016", "2–5 Jun"),
    ("{2016-06..2016-08}", "every month from June to August 2016", "Jun–Aug"),
    ("{2016-06-02..}", "every day from 2 June 2016 on", "2 Jun on"),
    ("{..2016-06-02}", "every day up to 2 June 2016", "to Jun 2016"),
    ("{1960,1961-12}", "1960 and December 1961", "to Dec 1961"),
    ("{2016-06-02,2016-06-05..2016-06-07}", "2 June 2016, and every day from 5 to 7 June 2016", "2…7 Jun"),
]


@pytest.mark.parametrize(("edtf", "words"), [row[:2] for row in WORDS])
def test_describe(edtf: str, words: str) -> None:
    assert describe(edtf) == words


@pytest.mark.parametrize(("edtf", "words"), [(row[0], row[2]) for row in WORDS])
def test_label(edtf: str, words: str) -> None:
    assert label(edtf) == words
    assert len(words) <= LABEL_CELLS == 12


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016-06-04", "Saturday 4 June 2016"),
        ("2016-06-04T14:30:00Z", "Saturday 4 June 2016, 14:30 UTC"),
        ("2016-06-03~", "about 3 June 2016"),
        ("2016-06", "some time in June 2016"),
        ("2016-06-13/2016-06-15", "13–15 June 2016"),
    ],
)
def test_the_weekday_is_named_for_an_exact_day_only(edtf: str, words: str) -> None:
    assert describe(edtf, weekday=True) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("[2016-05-31..2016-08-12]", "several events between 31 May and 12 August 2016"),
        ("2016", "several events in 2016"),
        ("2016-06-XX", "several events in June 2016"),
        ("2016-06-XX~", "several events, about June 2016"),
        ("[2016-05..2016-07]", "several events from May to July 2016"),
        ("2016-06-04", "4 June 2016"),
        ("2016-06-03~", "about 3 June 2016"),
        ("2016-06-13/2016-06-15", "13–15 June 2016"),
    ],
)
def test_several_events_were_not_on_one_day(edtf: str, words: str) -> None:
    assert describe(edtf, several=True) == words


@pytest.mark.parametrize("words", [describe, label])
def test_what_is_not_a_date_has_no_words(words: Callable[[str], str]) -> None:
    with pytest.raises(DateError, match="June 2016 has 30 days"):
        words("2016-06-31")

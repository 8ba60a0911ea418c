"""Drafts of events from the text of articles: days, names, figures, who says so, and what is no event."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dates import parse
from store.drafting import Draft, Names, Reading, read_article
from store.drafting.happenings import triggers_in
from store.drafting.numbers import figures_in
from store.drafting.sayings import sayings_in
from store.drafting.sentences import sentences_of
from store.drafting.tokens import tokens_of
from store.drafting.when import Anchor, dates_in
from store.loader import load_timeline
from store.model import Actor, Place
from store.pages import Line, Page, open_page, read_page
from store.sample import BUNDLED
from tests.articles.expected import ELSEWHERE, HELD_OUT, PAGES, SEED
from tests.articles.scoring import ASPECTS, score_pages

PUBLISHED = date(2016, 6, 4)
"""A Saturday."""


@pytest.fixture(scope="module")
def names() -> Names:
    timeline = load_timeline(BUNDLED)
    return Names(timeline.actors.values(), timeline.places.values())


def article(*paragraphs: str, published: str = "2016-06-04", headline: str = "", language: str = "en") -> Page:
    lines = tuple(Line(paragraph, "paragraph") for paragraph in paragraphs)
    return Page(headline=headline, published=published, language=language, lines=lines)


def drafts(names: Names, *paragraphs: str, published: str = "2016-06-04", headline: str = "") -> tuple[Draft, ...]:
    page = article(*paragraphs, published=published, headline=headline)
    return read_article(page, names, today=date(2020, 1, 1)).drafts


def roles(draft: Draft) -> dict[str, str]:
    return {each.id: each.role for each in draft.actors}


# places and titles


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("Islamic State captured the village of Tal Hamad near Raqqa on Wednesday.", "", "Tal Hamad"),
        ("The Syrian army shelled IS near Tal Hamad on Wednesday, 20 km from Raqqa.", "", "Tal Hamad"),
        ("SDF fighters seized Tal Hamad village, south of Manbij, on Thursday.", "", "Tal Hamad"),
        ("The coalition bombed IS at the village of al-Hamra outside Manbij on Thursday.", "", "al-Hamra"),
        (
            "Islamic State killed nine civilians in Tal Hamad, in Raqqa province, on Wednesday.",
            "raqqa-province",
            "Raqqa",
        ),
        ("Islamic State killed nine civilians in the Sirb neighbourhood of Raqqa on Wednesday.", "raqqa", "Raqqa"),
        ("Islamic State killed nine civilians in Syria's Raqqa on Wednesday.", "raqqa", "Raqqa"),
        ("In Ramadan, Islamic State killed nine civilians in Raqqa on Friday.", "raqqa", "Raqqa"),
    ],
)
def test_a_place_without_a_record_is_taken_for_no_other(names: Names, text: str, place: str, said: str) -> None:
    reading = read_article(article(text), names, today=date(2020, 1, 1))
    (draft,) = reading.drafts
    assert draft.place == place
    assert said in draft.place_reason
    offered = [(each.name, each.offered_as) for each in reading.unknown]
    assert offered == ([] if place else [(said, "place")])


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("IS fighters shelled posts in Raqqa and Hama governorates on Friday.", "raqqa-province", "mean the province"),
        ("IS fighters shelled posts in Hama and Aleppo provinces on Friday.", "ucdp-aleppo-governorate", "province"),
        ("IS shelled posts in the governorate of Raqqa on Friday.", "raqqa-province", "mean the province"),
        ("IS shelled posts in Manbij province on Friday.", "", "the store does not have"),
        ("IS shelled posts in the northern Raqqa countryside on Friday.", "", "country around it"),
        ("IS shelled posts in Raqqa’s eastern countryside on Friday.", "", "country around it"),
        ("IS shelled posts in the countryside of Raqqa on Friday.", "", "country around it"),
        ("IS shelled posts in rural Raqqa on Friday.", "", "country around it"),
        ("IS shelled Tabqa, in the Raqqa countryside, on Friday.", "tabqa", "the store's place"),
        ("Syrian troops advanced up a main road into Raqqa from territory in Hama on Friday.", "", "only the way"),
        ("Syrian troops pushed into Raqqa from neighbouring Aleppo governorate on Friday.", "", "only the way"),
        ("Syrian troops advanced along the road to Tabqa on Friday.", "", "only the way"),
        ("Syrian troops advanced in the direction of Raqqa on Friday.", "", "only the way"),
        ("Syrian troops advanced towards the city of Raqqa on Friday.", "", "only the way"),
        ("SDF fighters pushed into Manbij from the north on Friday.", "manbij", "the store's place"),
        ("SDF fighters pushed into Manbij from three sides on Friday.", "manbij", "the store's place"),
        ("IS withdrew from Tabqa towards Raqqa on Friday.", "tabqa", "the store's place"),
        ("IS shelled Palmyra and Manbij on Friday.", "palmyra", "the store's place"),
    ],
)
def test_province_or_a_way_is_not_the_city_of_that_name(names: Names, text: str, place: str, why: str) -> None:
    reading = read_article(article(text), names, today=date(2020, 1, 1))
    (draft,) = reading.drafts
    assert (draft.place, why in draft.place_reason) == (place, True), draft.place_reason
    assert all(each.name not in ("Raqqa", "Manbij", "Tabqa") for each in reading.unknown)


@pytest.mark.parametrize(
    ("text", "place", "precision"),
    [
        ("IS killed nine soldiers near the border town of Manbij on Friday.", "manbij", "near"),
        ("IS shelled posts outside Manbij on Friday.", "manbij", "near"),
        ("The SDF captured five villages north-east of Manbij on Friday.", "manbij", "near"),
        ("IS shelled the outskirts of Manbij on Friday.", "manbij", "near"),
        ("IS shelled Manbij on Friday.", "manbij", ""),
        ("IS shelled a market in the town of Manbij, near a school, on Friday.", "manbij", ""),
        ("IS shelled posts near the border of Raqqa province on Friday.", "raqqa-province", ""),
    ],
)
def test_near_a_town_is_not_in_it(names: Names, text: str, place: str, precision: str) -> None:
    (draft,) = drafts(names, text)
    assert (draft.place, draft.precision) == (place, precision)


def test_a_title_is_the_whole_clause_where_that_is_no_novel(names: Names) -> None:
    text = (
        "U.S.-backed fighters captured five villages south of Manbij from Islamic State on Tuesday tightening a siege "
        "of the town"
    )
    assert drafts(names, f"{text}.")[0].title == text
    longer = drafts(names, f"{text} and of all the roads that lead from there to the border.")
    assert longer[0].title.endswith("…")
    assert len(longer[0].title) <= 120


# days


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("clashes since dawn on Friday.", "2016-06-03/.."),
        ("striking targets in recent days,", "2016-06-01~/2016-06-04"),
        ("retaken earlier this year", "2016"),
        ("the third assault this week,", "[2016-05-30..2016-06-04]"),
        ("shelled on Saturday", "2016-06-04"),
        ("on Friday evening", "2016-06-03"),
        ("last Saturday", "2016-05-28"),
        ("last month,", "2016-05"),
        ("two days ago", "2016-06-02"),
        ("several weeks ago", "2016-05-14~"),
        ("overnight", "2016-06-03/2016-06-04"),
        ("overnight on Tuesday", "2016-05-31/2016-06-01"),
        ("overnight into Tuesday", "2016-05-30/2016-05-31"),
        ("overnight from Monday to Tuesday", "2016-05-30/2016-05-31"),
        ("on Saturday 28 May", "2016-05-28"),
        ("on Tuesday, May 3,", "2016-05-03"),
        ("on Wednesday and Thursday", "2016-06-01/2016-06-02"),
        ("between Saturday and Monday", "2016-05-28/2016-05-30"),
        ("on 31 May and 1 June", "2016-05-31/2016-06-01"),
        ("on May 1 and 2", "2016-05-01/2016-05-02"),
        ("on the 3rd and 4th of May", "2016-05-03/2016-05-04"),
        ("on Monday last week", "2016-05-23"),
        ("on Monday of this week", "2016-05-30"),
        ("at the weekend", "2016-06-04"),
        ("in the first week of May", "[2016-05-01..2016-05-07]"),
        ("in the last week of April", "[2016-04-24..2016-04-30]"),
        ("since fighting broke out on 15 April", "2016-04-15/.."),
        ("two nights ago", "2016-06-02"),
        ("yesterday", "2016-06-03"),
        ("the day before yesterday", "2016-06-02"),
        ("in early June", "2016-06-01~/2016-06-10~"),
        ("on 31 May", "2016-05-31"),
        ("on May 31", "2016-05-31"),
        ("on the 31st of May", "2016-05-31"),
        ("since the end of May", "2016-05-21~/.."),
        ("since 2014", "2014/.."),
        ("in December", "2015-12"),
        ("between 29 May and 2 June", "2016-05-29/2016-06-02"),
        ("on 27-28 May", "2016-05-27/2016-05-28"),
        ("over the past 24 hours", "2016-06-03/2016-06-04"),
        ("in March this year", "2016-03"),
        ("in June last year", "2015-06"),
        ("on Aug. 27, 2015", "2015-08-27"),
        ("two days earlier", "2016-05-30"),
        ("the same day", "2016-06-01"),
        ("half an hour later", "2016-06-01"),
    ],
)
def test_days_are_read_from_the_publication_on(text: str, edtf: str) -> None:
    found = dates_in(text, 0, Anchor(PUBLISHED, date(2016, 6, 1)))
    assert [when.edtf for when in found] == [edtf]
    assert found[0].reason


@pytest.mark.parametrize("text", ["they may 4 times", "march on it", "next Friday", "the second", "in 24"])
def test_what_is_no_day_of_a_happening_is_not_read_as_one(text: str) -> None:
    assert dates_in(text, 0, Anchor(PUBLISHED)) == []


def test_without_a_publication_only_whole_dates_are_read() -> None:
    text = "On Friday, yesterday and on 3 June they came; on 2 May 2016 they left."
    assert [when.edtf for when in dates_in(text, 0, Anchor(None))] == ["2016-05-02"]


def test_two_days_that_do_not_follow_each_other_are_no_span() -> None:
    found = dates_in("on Monday and Thursday", 0, Anchor(PUBLISHED))
    assert [when.edtf for when in found] == ["2016-05-30", "2016-06-02"]


def test_publication_that_is_yet_to_come_dates_nothing(names: Names) -> None:
    told = drafts(names, "The SDF shelled Manbij on Friday.", published="2199-01-01")
    assert [each.date for each in told] == ["[..2020-01-01]"]


def test_day_after_the_publication_is_of_the_year_before() -> None:
    assert dates_in("on 20 August", 0, Anchor(PUBLISHED))[0].edtf == "2015-08-20"


# names, figures, sayings


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Government forces met regime troops and Assad’s troops", ["saa", "saa", "saa"]),
        ("IS fighters, Isis militants and the so-called Islamic State’s men", ["is", "is", "is"]),
        ("This is what it is to us", []),
        ("US troops and U.S.-backed fighters", ["us-military", "sdf"]),
        ("Libyan government forces", []),
        ("The battle for Mar’a and al-Raqqa", ["marea", "raqqa"]),
        ("Syrian government forces", ["saa"]),
        ("pro-Damascus circles", []),
        ("the Manbij Military Council", ["manbij-military-council"]),
        ("Raqqa province", ["raqqa-province"]),
        ("grain mills", []),
    ],
)
def test_names_of_the_store_are_found_with_their_case(names: Names, text: str, ids: list[str]) -> None:
    assert [mention.value for mention in names.mentions(tokens_of(text), text)] == ids


def test_word_of_the_language_at_the_start_of_a_sentence_is_no_name() -> None:
    hit = Names([], [Place(id="hit", name="Hit", lat=33.6, lon=42.8)])
    text = "Hit by two shells, the town of Hit emptied. They hit it again."
    assert [each.start for each in hit.mentions(tokens_of(text), text, frozenset({"hit"}))] == [31]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("26 people", (None, 26, None)),
        ("at least 26 people", (26, None, None)),
        ("more than a dozen women", (12, None, None)),
        ("as many as 50,000 people", (None, None, 50_000)),
        ("around 40 strikes", (None, 40, None)),
        ("between 20 and 30 men", (20, None, 30)),
        ("60 to 70 shells", (60, None, 70)),
        ("twenty-six people", (None, 26, None)),
        ("one hundred and forty people", (None, 140, None)),
        ("three dozen fighters", (None, 36, None)),
        ("two thousand five hundred men", (None, 2_500, None)),
        ("1.5 million", None),
        ("no one", None),
        ("Su-25 jets", None),
        ("dozens of people", None),
    ],
)
def test_figures(text: str, figure: tuple[int | None, ...] | None) -> None:
    found = [(each.low, each.best, each.high) for each in figures_in(tokens_of(text))]
    assert found == ([] if figure is None else [figure])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Nine died, according to the Syrian Observatory for Human Rights.", "Syrian Observatory for Human Rights"),
        ("The UK-based Syrian Observatory for Human Rights said nine died.", "Syrian Observatory for Human Rights"),
        ("Nine died, a police officer said on condition of anonymity.", "a police officer"),
        ("“Nine died,” said Arif Taifour.", "Arif Taifour"),
        ("Lt. Gen. Abdul Saadi, who commands the operation, said nine died.", "Lt. Gen. Abdul Saadi"),
        ("Photos posted on social media appeared to show nine bodies.", "Photos posted on social media"),
        ("A spokesman for the council told reporters that nine died.", "a spokesman for the council"),
    ],
)
def test_who_says_so(names: Names, text: str, who: str) -> None:
    mentions = names.mentions(tokens_of(text), text)
    assert [saying.who for saying in sayings_in(text, 0, mentions)] == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Nine men were killed, the commander, Maj. Gen. Sami al-Khafaf, said.",
            "the commander, Maj. Gen. Sami al-Khafaf",
        ),
        (
            "Nine men were killed, said the commander, Maj. Gen. Sami al-Khafaf.",
            "the commander, Maj. Gen. Sami al-Khafaf",
        ),
        ("Nine men were killed, two medics and a relative said.", "two medics and a relative"),
        ("State TV showed pictures of what it said were men killed in Manbij.", "a source that is not named"),
        ("It said nine men were killed.", "a source that is not named"),
    ],
)
def test_figure_is_given_by_the_whole_speaker_and_by_no_pronoun(names: Names, text: str, who: str) -> None:
    claims = [claim for draft in drafts(names, text) for claim in draft.claims]
    assert [claim.attribution for claim in claims] == [who]


def test_aircraft_are_shot_down_and_their_type_is_no_figure(names: Names) -> None:
    told = drafts(names, "Two Su-25 jets were shot down over Manbij on Friday.")
    assert [(claim.counted, claim.best) for claim in told[0].claims] == [("jets shot down", 2)]


def test_sentences_end_where_they_end() -> None:
    text = "Lt. Gen. A. Saadi spoke on Jan. 3 of U.S. jets. “Nine died.” He left! 3.5 km on\\. Then?"
    text += "\n\n- One item\n\n### Head"
    assert [each.text for each in sentences_of(text)] == [
        "Lt. Gen. A. Saadi spoke on Jan. 3 of U.S. jets.",
        "“Nine died.”",
        "He left!",
        "3.5 km on\\.",
        "Then?",
        "One item",
    ]
    assert all(text[each.start : each.end] == each.text for each in sentences_of(text))


# what happened, and what did not


@pytest.mark.parametrize(
    "text",
    [
        "The army captured the village.",
        "The village was captured by the army.",
        "They have so far taken at least 28 villages.",
        "Jets have been striking targets.",
        "The rebels continued to push west.",
        "There had been violent clashes.",
        "Clashes broke out near the town.",
        "The army launched an offensive.",
        "The city remains under attack.",
        "A truce took effect at midnight.",
        "IS shelled the town.",
        "The town fell to government troops.",
        "No shells were left when the army captured the town.",
        "Nearly all soldiers were killed.",
        "No fewer than 12 people were killed.",
        "To confirm that they had taken the town, they sent a video.",
        "On the anniversary of the war, rebels shelled the town.",
        "Shells hit the war museum and the memorial hospital.",
        "Had they gone? The army captured the town.",
        "Reports of the day were brief, and the army captured the wrong hill.",
    ],
)
def test_happenings(text: str) -> None:
    assert triggers_in(tokens_of(text), [])


@pytest.mark.parametrize(
    "text",
    [
        "The army will capture the village.",
        "The town would be stormed within days.",
        "They were trying to advance on the city.",
        "The operation to retake the city was a turning point.",
        "The army did not attack the town.",
        "If the rebels attacked the town, it would fall.",
        "Analysts have interpreted recent waves of attacks as an effort.",
        "The 60 wounded people were in hospital.",
        "They took part in talks.",
        "The offensives are some of the most aggressive campaigns.",
        "There is no indication that jets hit the camp.",
        "Tens of thousands have left since the truce collapsed.",
        "The army has abandoned its wounded.",
        "Doctors treated the wounded on Friday.",
        "The dead and wounded were taken to the town.",
        "The anniversary of the day when they were killed was marked.",
        "The army shot down no drones.",
        "The army did not comment on reports that jets hit the camp.",
        "The UN could not verify claims that rebels killed nine men.",
        "No civilians were killed in the raid.",
        "Nobody was killed.",
        "Not a single soldier had been wounded, he said.",
        "The shells hit nobody.",
        "Reports that the town had been shelled were false.",
        "Claims that rebels killed 50 people turned out to be untrue.",
        "Rumours that the army captured the town were dismissed.",
        "Had the army attacked, many would have fled.",
        "Should the rebels have captured the town, it would have starved.",
        "Why was the town shelled?",
        "The army nearly captured the town.",
        "The army is likely to have captured the town.",
        "They accused the rebels of having killed three people.",
        "Fighting never broke out there.",
        "The ceasefire was agreed but it never took effect.",
        "Shares fell to a new low.",
        "He pretended that the army captured the town.",
    ],
)
def test_what_is_planned_denied_or_described_is_no_happening(text: str) -> None:
    assert triggers_in(tokens_of(text), []) == []


def test_attackers_defenders_and_supporters(names: Names) -> None:
    [draft] = drafts(names, "Syrian troops backed by Russian warplanes captured Tabqa from IS on Friday.")
    assert roles(draft) == {"saa": "attacker", "russia": "supporter", "is": "defender"}
    assert (draft.date, draft.place, draft.kind) == ("2016-06-03", "tabqa", "capture")


def test_passive_turns_the_roles_round(names: Names) -> None:
    [draft] = drafts(names, "Nine IS fighters were killed by Syrian troops near Tabqa on Friday.")
    assert roles(draft) == {"is": "victim", "saa": "attacker"}
    [claim] = draft.claims
    assert (claim.counted, claim.who, claim.best, claim.attribution) == ("killed", "is", 9, "")
    assert "the article's own" in claim.reason


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Syrian army repelled IS fighters at Ithriyah.", {"saa": "defender", "is": "attacker"}),
        ("IS fighters were repelled by the Syrian army.", {"saa": "defender", "is": "attacker"}),
        ("Ithriyah fell from the Syrian army to IS.", {"saa": "defender", "is": "attacker"}),
        ("IS withdrew from Ithriyah.", {"is": "participant"}),
        ("IS abducted residents of Ithriyah.", {"is": "attacker", "civilians": "victim"}),
        ("Residents were detained by IS.", {"is": "attacker", "civilians": "victim"}),
        ("Ithriyah was shelled and residents were killed.", {"civilians": "victim"}),
        ("Syrian government troops killed in Ithriyah were buried.", {"saa": "victim"}),
        ("The Syrian army struck an IS-held depot.", {"saa": "attacker", "is": "defender"}),
    ],
)
def test_roles_by_the_verb(names: Names, text: str, wanted: dict[str, str]) -> None:
    assert roles(drafts(names, text)[0]) == wanted


def test_those_who_clash_stand_on_two_sides(names: Names) -> None:
    [draft] = drafts(names, "Syrian troops clashed with IS near Tabqa on Friday.")
    assert [(each.id, each.role, each.side) for each in draft.actors] == [
        ("saa", "participant", "a"),
        ("is", "participant", "b"),
    ]


def test_figures_of_the_next_sentence_belong_to_the_happening(names: Names) -> None:
    attack = "IS attacked Tabqa on Friday, the Syrian Observatory for Human Rights said."
    [draft] = drafts(names, f"{attack} At least 12 soldiers had been killed.")
    [claim] = [claim for claim in draft.claims if claim.counted]
    assert (claim.low, claim.attribution) == (12, "Syrian Observatory for Human Rights")
    assert "it goes on in their words" in claim.reason
    assert len(draft.evidence) == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The SDF said its fighters captured Ajil on Friday.", "Its fighters captured Ajil on Friday"),
        ("IS shelled Tabqa on Friday, the SDF said in a statement.", "IS shelled Tabqa on Friday"),
        ("IS reportedly shelled Tabqa, according to the SDF.", "IS reportedly shelled Tabqa"),
        (
            "Troops took Tabqa on Friday, a day after the leader of the group that holds it told his men to stay.",
            "Troops took Tabqa on Friday, a day after the leader of the group that holds it told his men to stay",
        ),
    ],
)
def test_titles_leave_out_who_says_so(names: Names, text: str, title: str) -> None:
    assert drafts(names, text)[0].title == title


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Syrian troops have reportedly crossed into Raqqa province on Friday", "The Paper, unnamed reports"),
        ("IS is said to have captured Manbij on Friday", "The Paper, unnamed reports"),
        ("It is alleged that IS killed nine civilians in Manbij on Friday", "The Paper, unnamed reports"),
        ("IS shelled Manbij on Friday, reportedly killing nine civilians", "The Paper, unnamed reports"),
        ("Reportedly, IS captured Manbij on Friday", "The Paper, unnamed reports"),
        ("Unconfirmed reports that IS captured Manbij on Friday", "The Paper, unconfirmed reports"),
        ("Unconfirmed reports said IS captured Manbij on Friday", "Unconfirmed reports"),
        ("Syrian warplanes apparently bombed Manbij on Friday", "The Paper, as it appears"),
        ("IS appeared to have captured Manbij on Friday", "The Paper, as it appears"),
        ("Nine civilians are believed to have been killed in Manbij on Friday", "The Paper, as is believed"),
        ("IS claimed to have shot down a jet near Palmyra on Friday", "IS"),
        ("IS claimed that it captured Manbij on Friday", "IS"),
        ("IS shelled Manbij on Friday, according to two drivers", "two drivers"),
        ("IS shelled Manbij on Friday, according to residents", "residents"),
        ("Photos on Twitter appeared to show an IS fighter who was killed near Manbij on Friday", "Photos on Twitter"),
    ],
)
def test_what_the_article_does_not_vouch_for_stays_hedged(names: Names, text: str, by: str) -> None:
    said = f"There were {text[0].lower()}{text[1:]}" if " reports that " in text else text
    page = msgspec.structs.replace(article(f"{said}."), publisher="The Paper")
    (draft,) = read_article(page, names, today=date(2020, 1, 1)).drafts
    assert (draft.title, draft.is_hedged) == (text, True)
    (claim,) = draft.claims
    assert (claim.attribution, claim.text) == (by, text.partition(", according")[0])


def test_hedge_is_of_the_clause_that_has_it(names: Names) -> None:
    told = drafts(names, "IS attacked Tabqa on Friday, while the SDF reportedly captured Manbij on Thursday.")
    assert [(each.is_hedged, len(each.claims)) for each in told] == [(False, 0), (True, 1)]
    told = drafts(names, "IS attacked Tabqa, which is said to be empty, on Friday.")
    assert [(each.is_hedged, each.claims) for each in told] == [(False, ())]


@pytest.mark.parametrize(
    "text",
    [
        "The shelling of Manbij was reported to the police after IS killed nine men.",
        "IS, which lays claim to it, shelled Manbij.",
    ],
)
def test_words_that_hedge_elsewhere_are_no_hedge(names: Names, text: str) -> None:
    assert not any(each.is_hedged for each in drafts(names, text))


def test_hedge_stays_however_short_the_title_and_for_each_place_of_a_list(names: Names) -> None:
    filler = (
        "in a raid on the positions of the group along the roads that lead from the town to the north of the river "
    )
    told = drafts(names, f"IS shelled Manbij {filler}on Friday, according to two drivers.")
    assert told[0].title.endswith("…, according to two drivers")
    assert len(told[0].title) <= 120
    told = drafts(names, "The coalition struck Raqqa, Manbij and Mar’a on Friday, reportedly.")
    assert {each.title.rpartition(", ")[2] for each in told} == {"reportedly"}


def test_what_photographs_seem_to_show_begins_with_what_happened(names: Names) -> None:
    text = "Photos posted online appeared to show the body of an IS fighter who was reportedly killed near Manbij."
    (draft,) = drafts(names, text)
    assert draft.title == "An IS fighter was reportedly killed near Manbij"
    assert [(each.attribution, each.best, each.text) for each in draft.claims] == [
        ("Photos posted online", 1, draft.title)
    ]


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("IS killed more than a dozen people in Manbij.", "more than a dozen killed", 12, None),
        ("IS killed over 100 people in Manbij.", "over 100 killed", 100, None),
        ("IS killed fewer than 20 people in Manbij.", "fewer than 20 killed", None, 20),
        ("IS killed at least 20 people in Manbij.", "", 20, None),
        ("IS killed 20 people in Manbij.", "", None, None),
    ],
)
def test_more_than_a_figure_is_not_at_least_that(
    names: Names, text: str, words: str, low: int | None, high: int | None
) -> None:
    (claim,) = drafts(names, text)[0].claims
    assert (claim.text, claim.low, claim.high, claim.is_beyond) == (words, low, high, bool(words))


def test_title_does_not_end_in_the_middle_of_a_clause(names: Names) -> None:
    text = (
        "Units of the Syrian army, in close cooperation with men of the local defence forces and with their allies, "
        "captured Tabqa on Friday, a day after they had come to within sight of it"
    )
    (draft,) = drafts(names, f"{text}.")
    assert draft.title.endswith("…")
    told = drafts(names, f"IS captured Tabqa on Friday in a raid on the positions of the army, {text[27:100]}.")
    assert told[0].title == "IS captured Tabqa on Friday in a raid on the positions of the army"


def test_speaker_ends_where_what_he_says_begins(names: Names) -> None:
    (draft,) = drafts(
        names, "According to the Syrian Observatory for Human Rights nine people died in Manbij on Friday."
    )
    assert draft.title == "Nine people died in Manbij on Friday"
    assert [claim.attribution for claim in draft.claims] == ["Syrian Observatory for Human Rights"]


def test_no_title_is_empty(names: Names) -> None:
    told = drafts(names, "According to SOHR. said it Iraq (CWS) — Kurdish YPG fighters seized three villages.")
    assert all(draft.title for draft in told)
    assert told


def test_title_keeps_its_no(names: Names) -> None:
    told = drafts(names, "With no warning, IS shelled Manbij.", "There was no light when IS shelled Raqqa.")
    assert [each.title for each in told] == [
        "With no warning, IS shelled Manbij",
        "There was no light when IS shelled Raqqa",
    ]


def test_title_leaves_out_where_it_was_said(names: Names) -> None:
    told = drafts(names, "The SDF said on Telegram that IS had shelled Manbij on Friday.")
    assert told[0].title == "IS shelled Manbij on Friday"


def test_no_day_is_made_up(names: Names) -> None:
    [dated] = drafts(names, "IS attacked Tabqa.")
    [undated] = drafts(names, "IS attacked Tabqa.", published="")
    assert (dated.date, undated.date) == ("2016-06-04~", "[..2020-01-01]")


def test_first_days_of_a_war_are_background(names: Names) -> None:
    assert drafts(names, "IS captured Manbij in the first days of the war.") == ()


def test_what_lies_far_back_is_background(names: Names) -> None:
    assert drafts(names, "Palmyra was captured by IS in May 2015.", "IS has attacked Tabqa since 2014.") == ()


def test_list_of_places_gives_a_draft_for_each(names: Names) -> None:
    found = drafts(names, "The US-led coalition has been striking targets in Raqqa, Manbij and Mar’a in recent days.")
    assert [draft.place for draft in found] == ["raqqa", "manbij", "marea"]


def test_list_of_places_that_the_store_does_not_have_gives_a_draft_for_each(names: Names) -> None:
    found = drafts(
        names, "IS shelled the village of Qanqul, the village of Zolfar and the village of Harbin on Friday."
    )
    assert [draft.title for draft in found] == [
        "IS shelled the village of Qanqul", "IS shelled the village of Zolfar", "IS shelled the village of Harbin"
    ]  # fmt: skip


def test_two_happenings_of_a_sentence_are_two_drafts(names: Names) -> None:
    found = drafts(names, "IS attacked Tabqa on Friday, while the SDF captured Manbij on Thursday.")
    assert [(draft.date, draft.place) for draft in found] == [("2016-06-03", "tabqa"), ("2016-06-02", "manbij")]


def test_what_stands_aside_gives_no_day_place_or_actor(names: Names) -> None:
    text = "The SDF, which took Tabqa from IS in April, shelled Manbij on Friday."
    told = drafts(names, text)
    assert [(each.date, each.place, roles(each)) for each in told] == [("2016-06-03", "manbij", {"sdf": "attacker"})]


def test_aside_at_the_end_gives_no_day_either(names: Names) -> None:
    told = drafts(names, "The SDF bombed Manbij, which IS took in April.")
    assert [(each.date, roles(each)) for each in told] == [("2016-06-04~", {"sdf": "attacker"})]


def test_losses_told_aside_are_those_of_the_happening(names: Names) -> None:
    told = drafts(names, "The blast, which killed 12 people, hit Manbij on Friday.")
    assert [(claim.counted, claim.best) for claim in told[0].claims] == [("killed", 12)]


def test_what_follows_an_aside_that_holds_all_that_is_told_gives_no_day(names: Names) -> None:
    told = drafts(names, "The bridge at Manbij, where IS killed nine men, opened again in Raqqa on Friday.")
    assert [(each.date, each.place) for each in told] == [("2016-06-04~", "")]


def test_it_is_the_speaker_even_when_the_store_does_not_know_him(names: Names) -> None:
    told = drafts(names, "The ministry said it had killed 40 men in Manbij on Friday, while IS said it lost three.")
    assert roles(told[0]).get("is") != "attacker"
    assert told[0].title.startswith("It killed 40 men")


def test_parts_of_a_figure_are_counted_once(names: Names) -> None:
    told = drafts(names, "On Friday 12 people were killed in Manbij, including five children and two medics.")
    assert [claim.best for claim in told[0].claims] == [12]
    told = drafts(names, "A family of five was killed in Manbij on Friday.")
    assert [claim.best for claim in told[0].claims] == [5]


def test_people_are_counted_by_their_nation_and_no_part_of_them_twice(names: Names) -> None:
    told = drafts(names, "At least 44 Syrians, fifteen of them children, were killed in Manbij on Friday.")
    assert [(claim.counted, claim.low, claim.best) for claim in told[0].claims] == [("killed", 44, None)]


def test_nobody_is_no_victim(names: Names) -> None:
    told = drafts(names, "The SDF hit a depot in Manbij on Friday, injuring no civilians.")
    assert roles(told[0]) == {"sdf": "attacker"}


def test_each_side_gives_its_own_losses(names: Names) -> None:
    text = "The SDF said it killed 40 IS fighters in Manbij on Friday, while IS puts its own dead at three."
    told = drafts(names, text)[0]
    assert roles(told)["sdf"] == "attacker"
    assert [(claim.attribution, claim.best) for claim in told.claims] == [("SDF", 40), ("IS", 3)]


def test_aside_that_holds_all_that_is_told_is_read(names: Names) -> None:
    told = drafts(names, "The SDF, which took Manbij on Friday, has 20,000 men.")
    assert [(each.date, each.place) for each in told] == [("2016-06-03", "manbij")]


def test_names_in_an_aside_are_marked(names: Names) -> None:
    page = article("The SDF, which took Tabqa in April, shelled Manbij on Friday.")
    marked = {each.value for each in read_article(page, names).mentions}
    assert {"sdf", "tabqa", "2016-04", "manbij"} <= marked


def test_name_that_recurs_and_is_not_known_is_offered(names: Names) -> None:
    text = "The Jabour tribe stayed out. Elders of the Jabour tribe met in Qanqul. "
    text += "Qanqul was shelled. They fled from Qanqul."
    offered = read_article(article(text), names).unknown
    assert {(each.name, each.offered_as) for each in offered} == {("Jabour", "actor"), ("Qanqul", "place")}


def test_name_spelt_otherwise_is_offered_as_an_alias(names: Names) -> None:
    text = "They met in Jarabuluss on Friday. The road to Jarabuluss was cut."
    [offered] = read_article(article(text), names).unknown
    assert offered.alias_of == "jarabulus"


def test_other_language_is_said_and_not_guessed_at(names: Names) -> None:
    reading = read_article(article("L’armée a pris le village vendredi.", language="fr"), names)
    assert reading.drafts == ()
    assert reading.sentences
    assert "French" in reading.notes[-1]


def test_text_without_end_is_read_as_far_as_an_article_goes(names: Names) -> None:
    reading = read_article(article("IS attacked Tabqa on Friday. " * 2_001, "the army said " * 200 + "."), names)
    assert len(reading.drafts) == 2_000
    assert len(reading.notes) == 2


@given(st.text(alphabet="IS Raqqa on Friday 26 killed, said the SDF (\n.“”'’-–%\\*"), st.booleans())
def test_any_text_gives_sound_drafts(text: str, is_dated: bool) -> None:
    known = Names([Actor(id="is", name="IS"), Actor(id="sdf", name="SDF")], [Place(id="raqqa", name="Raqqa")])
    page = article(*[line for line in text.split("\n") if line.strip()], published="2016-06-04" if is_dated else "")
    _check_sound(read_article(page, known))


def _check_sound(reading: Reading) -> None:
    size = len(reading.body)
    for draft in reading.drafts:
        parse(draft.date)
        assert draft.title
        assert draft.date_reason
        assert all(0 <= span.start < span.end <= size for span in draft.evidence)
    for mention in reading.mentions:
        assert reading.body[mention.start : mention.end] == mention.text
    assert len({draft.key for draft in reading.drafts}) == len(reading.drafts)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("A bomber killed five civilians and wounded another 25 in Tabqa.", {("killed", 5), ("wounded", 25)}),
        ("A blast hit Tabqa and 16 people lost their lives.", {("killed", 16)}),
        ("Shells hit Tabqa and a number of people were injured.", set()),
        (
            "A strike hit Tabqa; five civilians, among them two children, were killed and 14 hurt.",
            {("killed", 5), ("wounded", 14)},
        ),
        ("In Tabqa 37 fighters were killed in an assault in four villages.", {("killed", 37)}),
        ("IS attacked Tabqa, killing six soldiers and wounding 11.", {("killed", 6), ("wounded", 11)}),
        ("IS attacked Tabqa, 30 km from Raqqa, at 7 pm on 3 June.", set()),
    ],
)
def test_figures_count_what_is_said_of_them(names: Names, text: str, claims: set[tuple[str, int]]) -> None:
    [draft] = drafts(names, text)
    assert {(claim.counted, claim.best) for claim in draft.claims if claim.counted} == claims


def test_those_who_bomb_are_not_those_who_were_killed(names: Names) -> None:
    [draft] = drafts(names, "Nine people were killed when Syrian warplanes bombed Tabqa on Friday.")
    assert roles(draft) == {"syrian-air-force": "attacker"}


def test_dated_happening_of_unknown_actors_and_places_is_drafted_too(names: Names) -> None:
    [draft] = drafts(names, "Its forces recaptured the hamlet of Qanqul on Friday.")
    assert (draft.date, draft.actors, draft.place) == ("2016-06-03", (), "")


def test_weekday_of_an_article_without_a_date_stays_open(names: Names) -> None:
    [draft] = drafts(names, "A bomb exploded in the market on Friday.", published="")
    assert draft.date == "[..2020-01-01]"
    assert '"Friday" stays open' in draft.date_reason


def test_speaker_with_a_post_is_told_from_what_he_said(names: Names) -> None:
    text = "Police chief, Gen. Zirawer Zahid, said another five people were wounded near Tabqa on Friday."
    [draft] = drafts(names, text)
    [claim] = draft.claims
    assert (claim.attribution, claim.best) == ("Police chief, Gen. Zirawer Zahid", 5)


# whole pages


@pytest.mark.parametrize(("folder", "least"), [(PAGES, 0.85), (ELSEWHERE, 0.85), (HELD_OUT, 0.6)])
def test_pages_of_the_tests_are_read_well(folder: Path, least: float) -> None:
    score = score_pages(folder)
    for aspect in ASPECTS:
        tally = score.tally(aspect)
        assert tally.precision >= least, (aspect, score.faults)
        assert tally.recall >= least, (aspect, score.faults)


@pytest.mark.skipif(SEED is None, reason="the page is its publisher's and is not here")
def test_page_that_the_project_began_with(names: Names) -> None:
    reading = read_article(read_page(open_page(str(SEED))), names)
    _check_sound(reading)

    def one(date_: str, place: str) -> Draft:
        return next(each for each in reading.drafts if (each.date, each.place) == (date_, place))

    crossing = one("2016-06-04~", "raqqa-province")
    assert roles(crossing)["saa"] == "attacker"
    clashes = one("2016-06-03/..", "")
    assert roles(clashes).keys() >= {"is", "saa", "sohr"}
    figures = {(claim.who, claim.low, claim.best, claim.attribution) for claim in clashes.claims if claim.counted}
    observatory = "Syrian Observatory for Human Rights"
    assert figures == {("is", 26, None, observatory), ("saa", None, 9, observatory)}
    killed = one("2016-06-04~", "zakiyah-junction")
    assert roles(killed) == {"is": "victim", "saa": "attacker"}
    assert "social media" in killed.claims[0].attribution
    assert killed.precision == "near"
    assert killed.title.startswith("An Isis militant was reportedly killed")
    assert killed.claims[0].text == killed.title
    assert "reportedly crossed" in crossing.title
    assert [claim.attribution for claim in crossing.claims] == ["The Independent, unnamed reports"]
    assert [each.place for each in reading.drafts if "up a major road" in each.title] == [""]
    assert killed.is_hedged
    villages = next(each for each in reading.drafts if any(claim.low == 28 for claim in each.claims))
    assert (villages.place, roles(villages)["sdf"]) == ("manbij", "attacker")
    assert "more than a dozen women freed" in [claim.text for claim in villages.claims]
    assert {claim.counted: claim.low for claim in villages.claims} == {"villages taken": 28, "women freed": 12}
    for place in ("raqqa", "manbij", "marea"):
        assert roles(one("2016-06-01~/2016-06-04", place))["us-coalition"] == "attacker"
    assert any(each.place == "fallujah" for each in reading.drafts)
    background = ("Analysts", "The week", "The US has", "The Syrian army's new offensive", "The town also")
    starts = [reading.body[span.start : span.end] for draft in reading.drafts for span in draft.evidence]
    assert not [start for start in starts if start.startswith(background)]

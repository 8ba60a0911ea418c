"""Names of actors and places in a source, and the store's records that they mean."""

from store.importers.resolve import Resolver, slug
from store.importers.stamp import KEY, content_hash
from store.model import Actor, Place
from tests.builders import a_place, an_actor

IS = an_actor(id="is", name="Islamic State", short="IS", aliases=["ISIS", "ISIL", "Daesh"])


def named(name: str, **fields: object) -> Actor:
    return Actor(id="", name=name, **fields)  # type: ignore[arg-type]  # whatever the test is about


def at(name: str, lat: float | None = None, lon: float | None = None, **fields: object) -> Place:
    return Place(id="", name=name, lat=lat, lon=lon, **fields)  # type: ignore[arg-type]


def as_imported(record: Actor | Place) -> Actor | Place:
    record.extra = {KEY: content_hash(record)}
    return record


def test_actors_are_known_by_name_short_name_alias_and_id() -> None:
    names = Resolver("ucdp", [IS], [])
    for name in ("Islamic State", "ISLAMIC STATE", "is", "Isis", "ISIL", "dáesh"):
        assert names.actor(named(name)).id == "is"
    assert names.actor(named("The Caliphate", aliases=["Daesh"])).id == "is"
    assert names.added({"is"}, ()) == ([], [])
    assert {match.named for match in names.matches({"is"})} >= {"Isis", "dáesh", "The Caliphate"}
    assert names.matches(()) == []


def test_an_actor_that_the_dataset_calls_otherwise_is_not_meant() -> None:
    rebels = an_actor(id="rebels", name="Rebels of the north", aliases=["FSA"], extra={"ucdp_name": "Insurgents"})
    groups = an_actor(id="sna", name="Free Army", aliases=["SNA"], extra={"ucdp_name": "sna"})
    names = Resolver("ucdp", [rebels, groups, IS], [])
    assert names.actor(named("FSA")).id == "ucdp-fsa"
    assert names.actor(named("SNA")).id == "sna"
    assert Resolver("acled", [rebels], []).actor(named("FSA")).id == "rebels"


def test_a_new_actor_gets_an_id_and_is_added_when_it_is_used() -> None:
    names = Resolver("ucdp", [IS], [])
    new = names.actor(named("Liwa al-Haq", kind="armed-group"))
    assert (new.id, new.kind) == ("ucdp-liwa-al-haq", "armed-group")
    assert names.actor(named("Liwa al-Haq", kind="armed-group")) is new
    assert names.added((), ()) == ([], [])
    assert names.added({"ucdp-liwa-al-haq", "is", "nobody"}, ()) == ([new], [])


def test_a_list_of_actors_tries_known_names_first() -> None:
    both = an_actor(id="both", name="Interahamwe, ex-FAR")
    names = Resolver("x", [both, IS], [])
    found = names.actors("Interahamwe, ex-FAR, ISIS, New One, ISIS")
    assert [actor.id for actor in found] == ["both", "is", "x-new-one"]
    assert [actor.id for actor in names.actors("ISIS; Other", "; ")] == ["is", "x-other"]
    assert names.actors("") == []


def test_rows_that_differ_on_a_new_record_add_the_same_in_any_order() -> None:
    drafts = [named("Foo Bar", kind=kind) for kind in ("state", "armed-group", "coalition")]
    added = []
    for order in (drafts, drafts[::-1]):
        names = Resolver("x", [], [])
        for draft in order:
            names.actor(draft)
        added.append(names.added({"x-foo-bar"}, ()))
    assert added[0] == added[1]


def test_what_an_import_added_is_known_by_its_id_alone() -> None:
    """Else what a second import finds would depend on what the first one added."""
    first = Resolver("x", [], [])
    mill, old_mill = first.place(at("Mill", 36.5, 38.0)), first.place(at("Old mill", 36.5, 38.0, precision="town"))
    assert (mill.id, old_mill.id) == ("x-mill-3650n-3800e", "x-old-mill-3650n-3800e")
    again = Resolver("x", [], [place for place in map(as_imported, (mill, old_mill)) if isinstance(place, Place)])
    assert again.place(at("Old mill", 36.5, 38.0, precision="town")).id == old_mill.id
    assert again.place(at("Mill", 36.51, 38.01)).id == "x-mill-3651n-3801e"
    other = Resolver("y", [], [mill])
    assert other.place(at("Mill", 36.51, 38.01)).id == mill.id


def test_what_a_person_edited_is_known_by_its_names() -> None:
    first = Resolver("x", [], [])
    yap = as_imported(first.actor(named("Yap")))
    assert isinstance(yap, Actor)
    yap.aliases = ["YPG"]
    assert Resolver("x", [yap], []).actor(named("ypg")).id == "x-yap"


def test_places_are_known_by_name_near_their_point() -> None:
    manbij = a_place(aliases=["Membij"])
    names = Resolver("x", [], [manbij])
    assert names.place(at("Manbij", 36.53, 37.95)).id == "manbij"
    assert names.place(at("Manbij", 36.9, 37.95)).id == "x-manbij-3690n-3795e"
    assert names.place(at("Whatever", 36.9, 37.9), known_as="Membij").id == "x-membij-3690n-3790e"
    assert names.place(at("Town", 36.528, 37.955, precision="town")).id == "manbij"
    assert names.place(at("District", 36.528, 37.955, precision="district")).id == "x-district-3653n-3796e"


def test_a_place_without_a_point_is_the_only_one_of_its_name() -> None:
    twins = [a_place(id="a", name="Ayn", country="Syria"), a_place(id="b", name="Ayn", country="Iraq")]
    names = Resolver("x", [], [a_place(country="Syria"), *twins])
    assert names.place(at("manbij")).id == "manbij"
    assert names.place(at("manbij", country="syria")).id == "manbij"
    assert names.place(at("Manbij", country="Iraq")).id == "x-manbij-iraq"
    assert names.place(at("Ayn")).id == "x-ayn"


def test_a_town_is_taken_before_the_district_of_its_name() -> None:
    district = a_place(id="district", precision="district")
    assert Resolver("x", [], [district, a_place(precision="town")]).place(at("Manbij", 36.53, 37.95)).id == "manbij"


def test_ids_of_unsound_records_are_left_alone() -> None:
    assert Resolver("x", [], [], taken={"x-yap"}).actor(named("Yap")).id == "x-yap-2"


def test_records_that_new_ones_name_are_added_too() -> None:
    names = Resolver("x", [], [])
    parent = names.actor(named("Army"))
    child = names.actor(named("Brigade", parent=parent.id))
    assert names.added({child.id}, ()) == ([parent, child], [])


def test_slugs() -> None:
    assert slug("Liwa al-Haq – Idlib’s") == "liwa-al-haq-idlib-s"
    assert slug("قوات سوريا") == "قوات-سوريا"
    assert slug("!!!") != slug("???") != ""
    long = slug("x" * 500)
    assert len(long) < 80
    assert long != slug("x" * 501)

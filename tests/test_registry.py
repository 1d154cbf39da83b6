"""The registry of actors: its form, its shipped files, time, names, sides, and who is recognised in a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from crossread.actors import find_actors
from crossread.actors.acronyms import find_acronyms
from crossread.cli.actors import add_actor, check_actors
from crossread.context import Reading
from crossread.errors import RegistryError, SourceMissing
from crossread.record import Actor, Fact, Name
from crossread.registry import Entry, Period, Registry, holds, identify, load, meet, mentions, shipped
from crossread.registry.compiled import COMPILED, compile_shipped, shipped_texts
from crossread.registry.entries import Kind
from crossread.registry.own import Addition, add, check, with_own
from tests.helpers import reading_of

GOOD = """
[sources]
page = { title = "A page", address = "https://example.org/page" }

[conflicts]
norland = { name = "War in Norland", countries = ["XN"] }

[[actor]]
id = "norland"
kind = "government"
country = "XN"
names = ["Norland", { name = "Norlandish government", to = "2020-06-01" }]
exists = { from = "1990", to = "2020-06-01", source = "page" }
fights = [{ with = "nfm", conflict = "norland", from = "2015", to = "2019" }]
allied = [{ with = "nfm", conflict = "norland", from = "2019", source = "page" }]

[[actor]]
id = "norland-army"
kind = "state force"
country = "XN"
names = ["Norlandish army"]
acronyms = ["NA"]
part_of = "norland"

[[actor]]
id = "nfm"
kind = "rebel"
country = "XN"
names = ["Norland Freedom Movement", { name = "Norlandish government", from = "2020-06-02" }]
acronyms = ["NFM", { letters = "MLN", language = "fr" }]
exists = { from = "2015-03" }

[[actor]]
id = "late-front"
kind = "rebel"
country = "XN"
names = ["National Salvation Front"]
acronyms = ["NA"]
exists = { from = "2020-07", source = "page" }

[[actor]]
id = "ada-norn"
kind = "person"
country = "XN"
names = ["Ada Norn"]
roles = [
  { title = "leader", of = "nfm", from = "2015-03", to = "2018" },
  { title = "president", of = "norland", from = "2019-01-10", to = "2020-06-01", source = "page" },
]
"""


def registry_of(text: str = GOOD) -> Registry:
    loaded = load([("own.toml", text)])
    return Registry([one.entry for one in loaded.entries], loaded.conflicts)


def entry(registry: Registry, identity: str) -> Entry:
    found = registry.get(identity)
    assert found is not None, identity
    return found


def actors_in(text: str, published: str | None = None) -> tuple[Reading, tuple[Actor, ...]]:
    facts = (Fact(name="published", value=published, known_from="json-ld"),) if published else ()
    reading = reading_of(text, facts=facts)
    report = msgspec.structs.replace(reading.report, acronyms=find_acronyms(reading))
    reading = Reading(report, reading.folded)
    return reading, find_actors(reading)


def identified(text: str, published: str | None = None, registry: Registry | None = None) -> dict[str, str | None]:
    reading, actors = actors_in(text, published)
    return {actor.name: actor.identity for actor in identify(reading, actors, registry)}


# What is refused, and how it is said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('kind = "rebel"', 'kind = "rebels"', "line 25, actor 3 of the file: kind: Invalid enum value 'rebels'"),
        ("exists = { from = \"2015-03\" }", "exists = { since = 2015 }", "unknown field `since`"),
        ('id = "nfm"\n', "", "missing required field `id`"),
        ('names = ["Ada Norn"]', "names = []", "line 41, actor 'ada-norn': names: there must be one"),
        ('names = ["Ada Norn"]', 'names = ["Ada Norn", "ADA-NORN"]', "'ADA-NORN' is given twice"),
        ('from = "2015-03" }', 'from = "2015-13" }', "line 25, actor 'nfm': exists: '2015-13' has no such month"),
        ('from = "2015-03" }', 'from = "March 2015" }', "exists: 'March 2015' is no date"),
        ('to = "2018" }', 'to = "2014" }', "leader: it ends (2014) before it begins (2015-03)"),
        ('part_of = "norland"', 'part_of = "sorland"', "part_of: 'sorland': there is no such actor"),
        ('part_of = "norland"', 'part_of = "norland-army"', "an actor cannot name itself"),
        ('of = "nfm"', 'of = "nobody"', "role 'leader' of 'nobody': there is no such actor"),
        ('with = "nfm", conflict = "norland", from = "2015"', 'with = "x", conflict = "norland", from = "2015"', "'x'"),
        ('"norland", from = "2019"', '"sorland", from = "2019"', "there is no conflict 'sorland'"),
        ('from = "2019", source = "page"', 'from = "2017", source = "page"', "both a fight and an alliance"),
        ('"2019", source = "page"', '"2019", source = "p2"', "no page 'p2'"),
        ('id = "late-front"', 'id = "nfm"', "line 33, actor 'nfm': the id is given twice, first in own.toml, line 25"),
        ('id = "late-front"', 'id = "Late Front"', "an id is small letters"),
        ('acronyms = ["NFM"', 'acronyms = ["N.F.M."', "acronyms: 'N.F.M.'"),
        ('country = "XN"\nnames = ["Ada', 'country = "Norland"\nnames = ["Ada', "'Norland' is no ISO 3166-1"),
        ('[[actor]]\nid = "nfm"', '[[actor]\nid = "nfm"', "own.toml: not TOML: "),
    ],
)  # fmt: skip
def test_a_malformed_file_is_refused_with_its_place(old: str, new: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(RegistryError) as refused:
        load([("own.toml", GOOD.replace(old, new, 1))])
    assert str(refused.value).startswith("CR801 own.toml")
    assert reason in str(refused.value)


def test_a_side_is_told_once() -> None:
    twice = GOOD + '\n[[actor]]\nid = "x"\nkind = "rebel"\nnames = ["X Group"]\n'
    side = 'fights = [{ with = "nfm", conflict = "norland", from = "2016" }]\n'
    back = 'fights = [{ with = "x", conflict = "norland", from = "2018" }]\nacronyms = ["NFM"'
    load([("own.toml", twice + side)])
    with pytest.raises(RegistryError, match="told twice"):
        load([("own.toml", twice.replace('acronyms = ["NFM"', back) + side)])


def test_parts_do_not_go_round() -> None:
    with pytest.raises(RegistryError, match="part of itself"):
        load([("own.toml", GOOD.replace('id = "norland"\n', 'id = "norland"\npart_of = "norland-army"\n'))])


def test_files_may_name_actors_of_others() -> None:
    own = '[[actor]]\nid = "own"\nkind = "militia"\nnames = ["Own Guard"]\npart_of = "taliban"\n'
    assert len(load([*shipped_texts(), ("own.toml", own)]).entries) == len(shipped()) + 1


# The shipped files


def test_the_compiled_form_is_that_of_the_files() -> None:
    from importlib.resources import files

    held = files("crossread.data").joinpath("registry", COMPILED).read_bytes()
    assert held == compile_shipped(), "run: python -m crossread.registry"


COVERED = [
    "AF", "UA", "RU", "SY", "IQ", "YE", "IL", "PS", "LB", "SD", "SS", "ET", "SO", "CD", "ML", "BF", "NE", "NG", "MZ",
    "MM", "CO", "HT", "PK", "AM", "AZ",
]  # fmt: skip


@pytest.mark.parametrize("country", COVERED)
def test_every_war_promised_has_two_sides_at_least(country: str) -> None:
    registry = shipped()
    here = [one for one in registry if country in registry.countries(one) and one.kind != "person"]
    sides = [one for one in here if any(registry.opposed(one, other) for other in here)]
    assert len(sides) >= 2


def test_there_are_as_many_as_promised() -> None:
    groups = [one for one in shipped() if one.kind not in ("person", "outlet", "agency", "organisation")]
    assert len(groups) >= 120
    assert sum(one.kind in ("outlet", "agency") for one in shipped()) >= 40


def test_most_shipped_names_have_one_bearer() -> None:
    registry = shipped()
    shared = [one.name for one in registry if len(registry.match(one.name)) > 1]
    assert set(shared) <= {"al-Shabaab"}


# Time


@pytest.mark.parametrize(
    ("since", "until", "date", "answer"),
    [
        ("2019", "2021-08-15", "2020-01-01", True),
        ("2019", "2021-08-15", "2021-08-15", True),
        ("2019", "2021-08-15", "2021-08-16", False),
        ("2019", None, "2019-05-05", None),
        ("2019", None, "2030", True),
        (None, "2021", "1990", None),
        (None, "2021", "2022", False),
        (None, None, "2022", None),
        ("2019-03", "2019-05", "2019", True),
    ],
)
def test_a_period_holds_only_as_far_as_its_dates_say(
    since: str | None, until: str | None, date: str, answer: bool | None
) -> None:
    assert holds(Period(since=since, until=until), date) is answer


def test_periods_meet_part_or_leave_it_open() -> None:
    assert meet(Period(since="2001", until="2005"), Period(since="2005-07")) is None
    assert meet(Period(since="2001", until="2005-08"), Period(since="2005-07")) is True
    assert meet(Period(since="2001", until="2004"), Period(since="2005-07")) is False
    assert meet(Period(since="2001"), Period(since="2005")) is True
    assert meet(Period(), Period(since="2005")) is None
    assert meet(Period(until="2004"), Period(since="2005")) is False


def test_a_fallen_government_and_its_heirs_never_stood_side_by_side() -> None:
    registry = shipped()
    (government,) = registry.match("U.S.-backed Afghan government")
    (front,) = registry.match("National Resistance Front")
    (taliban,) = registry.match("the Taliban")
    assert registry.together(government, front, checked_only=True) is False
    assert registry.together(taliban, front, checked_only=True) is True
    assert registry.existed(government, "2021-09-05") is False
    assert registry.opposed(taliban, front, "2021-09-05", checked_only=True)
    assert not registry.opposed(taliban, government, "2021-09-05")
    assert not registry.opposed(taliban, front, "2020")


def test_nothing_checked_is_built_on_what_was_not() -> None:
    registry = registry_of()
    norland, movement, late = (entry(registry, one) for one in ("norland", "nfm", "late-front"))
    assert registry.together(norland, movement) is True
    assert registry.together(norland, movement, checked_only=True) is None
    assert registry.together(norland, late, checked_only=True) is False
    assert registry.opposed(norland, movement, "2017")
    assert not registry.opposed(norland, movement, "2017", checked_only=True)
    assert registry.allied(movement, norland, "2020", checked_only=True)


def test_roles_are_those_of_the_day() -> None:
    registry = registry_of()
    ada = entry(registry, "ada-norn")
    assert [role.title for role in registry.roles_at(ada, "2016-01-01")] == ["leader"]
    assert [role.title for role in registry.roles_at(ada, "2019-05-01")] == ["president"]
    assert [role.title for role in registry.roles_at(ada, None)] == ["leader", "president"]
    assert [role.title for role in registry.roles_at(ada, None, checked_only=True)] == ["president"]
    assert registry.roles_at(ada, "2021") == ()
    assert [person.id for person, _ in registry.holders(entry(registry, "norland"), "2020")] == ["ada-norn"]


# Sides


def test_no_side_is_for_ever() -> None:
    registry = registry_of()
    norland, movement = entry(registry, "norland"), entry(registry, "nfm")
    assert registry.opposed(norland, movement, "2016") and registry.opposed(movement, norland, "2016")
    assert not registry.allied(norland, movement, "2016")
    assert registry.allied(norland, movement, "2020") and not registry.opposed(norland, movement, "2020")
    assert registry.opposed(norland, movement) and registry.allied(norland, movement)


def test_a_part_fights_with_its_whole() -> None:
    registry = registry_of()
    assert registry.opposed(entry(registry, "norland-army"), entry(registry, "nfm"), "2016")
    assert not registry.opposed(entry(registry, "norland-army"), entry(registry, "norland"))


def test_what_is_known_of_the_part_goes_before_the_whole() -> None:
    own = GOOD.replace(
        'part_of = "norland"',
        'part_of = "norland"\nallied = [{ with = "nfm", conflict = "norland", from = "2016", to = "2017" }]',
    )
    registry = registry_of(own)
    army, movement = entry(registry, "norland-army"), entry(registry, "nfm")
    assert registry.allied(army, movement, "2016-07") and not registry.opposed(army, movement, "2016-07")
    assert registry.opposed(army, movement, "2015-07")


# Names


def test_people_of_one_family_stay_apart() -> None:
    registry = shipped()
    names = ["Ahmad Massoud", "Ahmad Shah Massoud", "Ahmad Zia Massoud"]
    found = [registry.match(name) for name in names]
    assert [len(one) for one in found] == [1, 1, 1]
    assert len({one[0].id for one in found}) == 3
    assert registry.match("Massoud") == ()
    assert registry.match("Ahmad Wali Massoud") == ()


@pytest.mark.parametrize("name", ["HEZBOLLAH", "the Hezbollah", "Hezbollah's", "Hizbullah"])
def test_case_article_and_possessive_do_not_count(name: str) -> None:
    assert [one.id for one in shipped().match(name)] == ["hezbollah"]


def test_acronyms_keep_their_case() -> None:
    registry = shipped()
    assert [one.id for one in registry.match("U.S.")] == ["us"]
    assert [one.id for one in registry.match("US")] == ["us"]
    for word in ("us", "is", "who", "pa", "rt", "Aa"):
        assert registry.match(word) == ()


def test_an_acronym_of_several_gives_all() -> None:
    assert {one.id for one in shipped().match("SNA")} == {"somali-national-army", "syrian-national-army"}
    assert {one.id for one in registry_of().match("NA")} == {"norland-army", "late-front"}


def test_a_name_passes_from_one_bearer_to_the_next() -> None:
    registry = registry_of()
    assert len(registry.match("Norlandish government")) == 2
    assert [one.id for one in registry.match("Norlandish government", "2018-01-01")] == ["norland"]
    assert len(registry.match("Norlandish government", "2022-01-01")) == 2  # a report may speak of the past
    assert registry.match("NFM", "2014-01-01") == ()  # and not of what is to come


def test_names_in_a_text_are_found_the_longest_first() -> None:
    text = "Al-Shabaab and the National Resistance Front of Afghanistan met; the U.S.-backed Afghan government told us."
    found = {text[start:end]: [one.id for one in bearers] for start, end, bearers in shipped().names_in(text)}
    assert found["National Resistance Front of Afghanistan"] == ["af-nrf"]
    assert found["U.S.-backed Afghan government"] == ["af-republic"]
    assert "al-shabaab" in found["Al-Shabaab"]
    assert len(found) == 3


# Who is recognised in a report


def test_actors_of_a_report_are_recognised() -> None:
    text = (
        "Ahmad Massoud, head of the National Resistance Front (NRF), told VOA that the Taliban attacked Panjshir. "
        "The U.S. said it knew of no strike in Afghanistan."
    )
    assert identified(text) == {
        "Ahmad Massoud": "ahmad-massoud", "National Resistance Front": "af-nrf", "VOA": "voa",
        "Taliban": "taliban", "U.S.": "us",
    }  # fmt: skip


def test_roles_of_the_page_and_of_the_registry_stay_apart() -> None:
    text = "Ashraf Ghani, president of Afghanistan, spoke to Reuters."
    reading, actors = actors_in(text, "2021-09-05T10:00:00Z")
    (ghani,) = (one for one in identify(reading, actors) if one.kind == "person")
    (told,) = (one for one in actors if one.kind == "person")
    assert ghani.identity == "ashraf-ghani"
    assert ghani.identity_roles == ()  # he held none that day
    assert ghani.roles == told.roles != ()


def test_without_a_trusted_date_roles_come_with_their_dates() -> None:
    reading, actors = actors_in("Ashraf Ghani, president of Afghanistan, spoke to Reuters.")
    (ghani,) = (one for one in identify(reading, actors) if one.kind == "person")
    assert ghani.identity_roles == ("president of Islamic Republic of Afghanistan, 2014-09-29 to 2021-08-15",)


def test_roles_that_nobody_checked_are_marked() -> None:
    reading, actors = actors_in("President Ada Norn spoke in Afghanistan.")
    own = GOOD.replace('"XN"\nnames = ["Ada', '"AF"\nnames = ["Ada')
    (ada,) = identify(reading, actors, registry_of(own))
    assert ada.identity_roles[0] == "leader of Norland Freedom Movement, 2015-03 to 2018 (unchecked)"
    assert ada.identity_roles[1] == "president of Norland, 2019-01-10 to 2020-06-01"


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("The SNA shelled a village in Somalia.", "somali-national-army"),
        ("The SNA shelled a village in northern Syria.", "syrian-national-army"),
        ("The SNA shelled a village.", None),
        ("The SNA shelled a village, officials in Syria and Somalia said.", None),
    ],
)
def test_the_country_tells_bearers_of_one_acronym_apart(text: str, identity: str | None) -> None:
    reading, _ = actors_in(text)
    named = Name(text="SNA", form="acronym", spans=(reading.report.page.span(4, 7),))
    actor = Actor(id="a1", name="SNA", kind="armed group", names=(named,), acronyms=("SNA",))
    assert identify(reading, (actor,))[0].identity == identity


def test_a_common_name_needs_its_country() -> None:
    text = "The National Salvation Front attacked a base{}."
    assert identified(text.format(" in South Sudan"))["National Salvation Front"] == "nas"
    assert identified(text.format(" in Romania"))["National Salvation Front"] is None
    assert identified(text.format(""))["National Salvation Front"] is None


def test_an_acronym_that_the_page_spells_out_otherwise_is_another_group() -> None:
    text = "The Northern Radio Federation (NRF) closed its office in Afghanistan. The NRF gave no reason."
    assert identified(text)["Northern Radio Federation"] is None


def test_a_person_needs_more_than_a_name() -> None:
    assert identified("Imran Khan, a baker, opened a shop in London.")["Imran Khan"] is None
    assert identified("Imran Khan spoke to supporters in Pakistan.")["Imran Khan"] == "imran-khan"


def test_who_is_not_in_the_registry_is_left_as_it_was() -> None:
    reading, actors = actors_in("Karim Dost, head of the Northern Observatory, spoke.")
    assert identify(reading, actors) == actors


# The user's own entries

OWN = Addition(
    id="valley-guard", kind="militia", names=["Valley Guard", 'The "Guard" of the Valley'], acronyms=["VG"],
    country="AF", since="2023-02",
)  # fmt: skip


def test_an_entry_is_added_and_found() -> None:
    text = add("own.toml", "", OWN)
    registry = with_own([("own.toml", text)])
    (guard,) = registry.match("the Valley Guard")
    assert (guard.kind, guard.country, guard.exists) == ("militia", "AF", Period(since="2023-02"))
    assert registry.match('The "Guard" of the Valley') == (guard,)
    assert registry.together(guard, entry(registry, "af-republic")) is False
    assert len(registry) == len(shipped()) + 1


def test_what_a_file_holds_stays_when_an_entry_is_added() -> None:
    text = add("own.toml", "# mine\n" + GOOD, OWN)
    assert text.startswith("# mine\n" + GOOD.rstrip("\n"))
    assert check([("own.toml", text)]).actors == 6


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", "taliban", "the id is given twice, first in afghanistan.toml"),
        ("id", "Valley Guard", "an id is small letters"),
        ("kind", "gang", "'gang' is no kind of actor; kinds are government"),
        ("names", [], "there must be one at least"),
        ("country", "Afghanistan", "no ISO 3166-1"),
        ("since", "last year", "'last year' is no date"),
        ("until", "2020", "it ends (2020) before it begins (2023-02)"),
    ],
)
def test_a_wrong_addition_is_refused(field: str, value: object, reason: str) -> None:
    with pytest.raises(RegistryError) as refused:
        add("own.toml", "", replace(OWN, **{field: value}))  # type: ignore[arg-type]
    assert reason in str(refused.value)


def test_checking_says_what_is_unchecked_and_shared() -> None:
    found = check([("own.toml", GOOD)])
    assert (found.actors, found.facts, found.unchecked) == (5, 9, 5)
    shared = dict(found.shared)
    assert shared["NA"] == ("norland-army", "late-front")
    assert shared["National Salvation Front"] == ("nas", "late-front")


def test_the_commands_read_and_write_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.toml"
    assert add_actor(path, OWN) == 0
    assert check_actors([path]) == 0
    assert capsys.readouterr().out.startswith("1 actors, 1 dated facts, 1 of them unchecked\n")
    before = path.read_text(encoding="utf-8")
    with pytest.raises(RegistryError):
        add_actor(path, OWN)
    assert path.read_text(encoding="utf-8") == before
    with pytest.raises(SourceMissing):
        check_actors([tmp_path / "none.toml"])


def test_the_example_of_the_documentation_is_one() -> None:
    page = (Path(__file__).parent.parent / "docs" / "registry.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    assert check([("example.toml", example)]).actors == 3
    for kind in get_args(Kind):
        assert f"`{kind}`" in page


def test_mentions_of_a_report_are_resolved_by_its_countries() -> None:
    text = (
        "Fighters of the National Resistance Front fight the Taliban in Afghanistan and march on the U.S.-backed "
        "government. The front had made a truce with Afghanistan's U.S.-backed government."
    )
    reading, _ = actors_in(text)
    found = mentions(reading)
    assert [one.entry.id for one in found] == ["af-nrf", "taliban", "af-republic", "af-republic"]
    assert found[2].spans[0].quote == "U.S.-backed government"
    government, front = found[2].entry, found[0].entry
    assert shipped().together(government, front, checked_only=True) is False  # no date is needed to see it


def test_who_is_gone_is_still_recognised() -> None:
    reading, _ = actors_in("Rebels fight Afghanistan's U.S.-backed government.", "2021-09-05")
    (mention,) = mentions(reading)
    assert shipped().existed(mention.entry, "2021-09-05") is False


def test_mentions_leave_out_what_may_be_several() -> None:
    reading, _ = actors_in("The U.S.-backed government said the RSF had no base there.")
    assert mentions(reading) == ()
    reading, _ = actors_in("In Sudan the RSF's men fled. Al-Shabaab said nothing.")
    assert [(one.entry.id, one.spans[0].quote) for one in mentions(reading)] == [("rsf", "RSF")]


def test_mentions_heed_what_the_page_spells_out() -> None:
    reading, _ = actors_in("The Northern Radio Federation (NRF) left Afghanistan. The NRF gave no reason.")
    assert mentions(reading) == ()


def test_a_leader_vouches_for_the_letters_of_his_group() -> None:
    text = "Ahmad Massoud, head of the National Redemption Forum (NRF), spoke in Afghanistan."
    found = identified(text)
    assert found["National Redemption Forum"] == "af-nrf"
    assert identified(text.replace("Ahmad Massoud", "Karim Dost"))["National Redemption Forum"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Robert Wagner played the part in Mali.",
        "WHO IS THERE, ASKED THE GUARD OF US.",
        "The P.A. system failed in Ohio.",
        "The MSS team won.",
    ],
)
def test_words_that_are_no_names_are_no_mentions(text: str) -> None:
    reading, _ = actors_in(text)
    assert {one.entry.id for one in mentions(reading)} <= {"mali"}


def test_every_page_that_a_shipped_file_names_was_read_for_something() -> None:
    loaded = load(shipped_texts())
    for file, _ in shipped_texts():
        mine = [one for one in loaded.entries if one.file == file]
        facts = [one.entry.source for one in mine]
        facts += [fact.source for one in mine for fact in one.entry.facts()]
        facts += [conflict.source for conflict in loaded.conflicts.values()]
        used = {key for told in facts for key in told.split()}
        assert set(mine[0].sources) <= used, file

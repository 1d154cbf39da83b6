"""Primary sources, outlets by owner, and what is counted behind a claim. All reports are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

import crossread
from crossread.errors import UsageError
from crossread.provenance import Compared, Owners, PrimarySource, primary_source, standing
from crossread.provenance.outlets import site_of
from crossread.record import Claim, Report

OWNERS = Owners.known()


def report(text: str, outlet: str | None = None, published: str | None = None) -> Report:
    return crossread.read_text(text, outlet=outlet, published=published)


def losses(found: Report) -> Claim:
    return next(claim for claim in found.claims if claim.family == "losses" and claim.type == "killed")


def source(sentence: str, outlet: str | None = "Tessan Post") -> PrimarySource:
    found = report(f"News from Orsk\n\n{sentence}\n", outlet=outlet)
    return primary_source(found, losses(found), OWNERS)


@pytest.mark.parametrize(
    ("sentence", "kind", "to"),
    [
        ("Idris Haddan said in a post on Twitter that 40 fighters were killed in Orsk.", "post", "twitter"),
        ("Idris Haddan told Reuters that 40 fighters were killed in Orsk.", "interview", "thomsonreuters"),
        ("At least 40 fighters were killed in Orsk, residents said.", "eyewitness", None),
        ("Idris Haddan said that 40 fighters were killed in Orsk.", "official", None),
        ("Reuters reported that 40 fighters were killed in Orsk.", "agency", None),
    ],
)
def test_the_ultimate_source_is_read_from_venue_and_speaker(sentence: str, kind: str, to: str | None) -> None:
    found = source(sentence)
    assert (found.kind, found.to) == (kind, to)


def test_a_page_in_its_own_voice_goes_back_to_its_agency_or_outlet() -> None:
    own = source("Shells killed 40 people in Orsk on Monday.")
    credited = report("Shells\n\nORSK, May 5 (Reuters) - Shells killed 40 people in Orsk on Monday.\n", "Tessan Post")
    assert (own.kind, own.who) == ("outlet", "Tessan Post")
    assert primary_source(credited, losses(credited), OWNERS).who == "Reuters"


def test_who_is_quoted_through_an_agency_is_the_source() -> None:
    found = source("AFP quoted Idris Haddan as saying that 40 fighters were killed in Orsk.")
    assert found.who == "Idris Haddan"
    assert found.via == ("AFP",)


def told(*sentences: tuple[str, str]) -> list[tuple[str, Report, Claim]]:
    pages = [report(f"News from Orsk\n\n{sentence}\n", outlet=outlet) for sentence, outlet in sentences]
    return [(f"r{number}", page, losses(page)) for number, page in enumerate(pages)]


def test_one_post_behind_many_reports_is_one_primary_source() -> None:
    post = "Idris Haddan said in a post on Twitter that 40 fighters were killed in Orsk."
    plain = "Idris Haddan said that 40 fighters were killed in Orsk."
    found = standing(told((post, "Tessan Post"), (plain, "Coast Daily"), (post, "Orsk Herald")), OWNERS)
    assert str(found) == "3 reports, 3 outlets, 1 primary source"


def test_two_speakers_are_two_sources_and_one_owner_is_one_outlet() -> None:
    one = "Idris Haddan said that 40 fighters were killed in Orsk."
    other = "Mara Oldan said that 40 fighters were killed in Orsk."
    found = standing(told((one, "The Wall Street Journal"), (other, "New York Post")), OWNERS)
    assert str(found) == "2 reports, 1 outlet, 2 primary sources"


# What a report has besides, so that a copy of it is known for one.
REST = (
    "\n\nSoldiers of the garrison left their posts and went south in lorries that night."
    "\n\nThe coast road was blocked by fallen trees until late in the evening.\n"
)


def copies(*leads: str) -> tuple[list[tuple[str, Report, Claim]], Compared]:
    """Reports of one text but for its first sentence, each of another outlet and a day later than the one before."""
    pages = {
        f"r{number}": report(f"News from Orsk\n\n{lead}{REST}", f"Outlet {number}", f"2031-05-{5 + number:02}")
        for number, lead in enumerate(leads)
    }
    return [(name, page, losses(page)) for name, page in pages.items()], Compared.of(pages)


def test_a_copy_in_its_own_voice_goes_back_to_the_report_it_copies() -> None:
    items, compared = copies(*["Shells killed 40 people in the town of Orsk on Monday."] * 2)
    assert str(standing(items, OWNERS)) == "2 reports, 2 outlets, 2 primary sources"
    found = standing(items, OWNERS, compared)
    assert str(found) == "2 reports, 2 outlets, 1 primary source"
    assert found.primary_sources[0].who == "Outlet 0"


def test_a_copy_that_leaves_out_who_said_so_goes_back_to_them() -> None:
    items, compared = copies(
        "Shells killed 40 people in the town of Orsk on Monday, Idris Haddan said.",
        "Shells killed 40 people in the town of Orsk on Monday.",
    )
    (one,) = standing(items, OWNERS, compared).primary_sources
    assert one.who == "Idris Haddan"


def test_residents_of_a_copy_are_those_of_its_original() -> None:
    items, compared = copies(*["Shells killed 40 people in the town of Orsk on Monday, residents said."] * 3)
    assert len(standing(items, OWNERS, compared).primary_sources) == 1


def test_two_reports_that_happen_to_write_one_sentence_alike_are_no_copies() -> None:
    texts = (
        "Shells killed 40 people in the town of Orsk on Monday, residents said.\n\nThe bank had no cash left.",
        "Shells killed 40 people at Orsk market on Monday, Mara Oldan said.\n\nA ferry took passengers over the lake.",
    )
    pages = {
        f"r{number}": report(f"News {number}\n\n{text}\n", f"Outlet {number}") for number, text in enumerate(texts)
    }
    items = [(name, page, losses(page)) for name, page in pages.items()]
    assert len(standing(items, OWNERS, Compared.of(pages)).primary_sources) == 2


def test_residents_of_two_reports_are_not_one() -> None:
    page = "At least 40 fighters were killed in Orsk, residents said."
    found = standing(told((page, "Tessan Post"), (page, "Coast Daily")), OWNERS)
    assert len(found.primary_sources) == 2


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("http://amp.dawn.com/story", "dawn.com"),
        ("https://web.archive.org/web/20210905/https://tolonews.com/x", "tolonews.com"),
        ("https://www-example--news-com.translate.goog/x", "example-news.com"),
        ("localhost", None),
        ("http://127.0.0.1/x", None),
        ("http://[broken", None),
    ],
)
def test_sites_are_registrable_domains_of_what_is_mirrored(address: str, site: str | None) -> None:
    assert site_of(address) == site


def test_owners_are_known_by_site_and_by_name() -> None:
    assert OWNERS.of("https://www.wsj.com/x", None) == OWNERS.of(None, "New York Post")
    assert OWNERS.of("https://news.example.org/x", "Example News") == "example.org"
    assert OWNERS.of(None, None) is None


def test_users_add_rows(tmp_path: Path) -> None:
    table = tmp_path / "owners.tsv"
    table.write_text("# mine\nSarn Holding\tTessan Post|coast.example\n", encoding="utf-8")
    owners = Owners.read(table)
    assert owners.of(None, "Tessan Post") == owners.of("https://coast.example/1", None) == "Sarn Holding"
    table.write_text("no tab here\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        Owners.read(table)


WIRE = (
    "Rebels enter Belora\n\n"
    "Rebels of the Northern Front entered the town of Belora at dawn on Monday, residents said. "
    "Soldiers of the garrison left their posts and went south in lorries that night. "
    "The hospital received 14 wounded civilians, doctors told reporters.\n"
)
ADDED = (
    "\nForty rebels were killed in Dorun on Tuesday, police said. Nine soldiers were kidnapped in Ulsk on Tuesday.\n"
)


def test_what_a_report_adds_is_told_from_what_it_copies() -> None:
    first = report(WIRE, "Sarn Agency", "2021-05-03")
    copy = report(WIRE + ADDED, "Tessan Post", "2021-05-04")
    compared = Compared.of({"a": first, "b": copy})
    own = compared.own("b")
    assert own.copied == 4  # the headline too
    assert own.claims > len(own.alone) > 0
    assert str(own).startswith("4 sentences copied")
    assert compared.own("a").copied == 0
    assert compared.sources == {"b": "a"}

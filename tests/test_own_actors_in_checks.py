"""A user's own actors change what the checks find; the shipped registry alone is used again afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossread import read_text
from crossread.knowledge import Own

# Invented, but for the countries.
ACTORS = """
[sources]
gazette = { title = "Example Gazette", address = "https://example.org/gazette" }

[conflicts]
valley = { name = "War of the valley", countries = ["NO"], from = "2015" }

[[actor]]
id = "kesar-front"
kind = "rebel"
country = "NO"
names = ["Kesar Front"]
exists = { from = "2015", to = "2020-06-01", source = "gazette" }

[[actor]]
id = "hill-guard"
kind = "rebel"
country = "NO"
names = ["Hill Guard"]
acronyms = [{ letters = "GUL", language = "no" }]

[[actor]]
id = "coast-brigade"
kind = "militia"
country = "NO"
names = ["Coast Brigade"]
allied = [{ with = "hill-guard", conflict = "valley", from = "2015" }]
fights = [{ with = "kesar-front", conflict = "valley", from = "2015", source = "gazette" }]

[[actor]]
id = "salvation-front"
kind = "rebel"
country = "NO"
names = ["Marin Salvation Front"]
acronyms = [{ letters = "FSM", language = "fr" }]

[[actor]]
id = "valley-mission"
kind = "peace operation"
country = "NO"
names = ["Valley Mission"]

[[actor]]
id = "marin-council"
kind = "government"
country = "NO"
names = ["Marin Council"]

[[actor]]
id = "ada-norn"
kind = "person"
country = "NO"
names = ["Ada Norn"]
roles = [{ title = "president", of = "marin-council", from = "2015", source = "gazette" }]

[[actor]]
id = "ola-vane"
kind = "person"
country = "NO"
names = ["Ola Vane"]
"""

ENDED = "The Kesar Front attacks posts in the valley every week, soldiers in Norway say."
HELD_BY_TWO = (
    "MARIN, Norway, 2 May 2024 - The town of Orsa is held by the Hill Guard. Its market was open on Thursday.\n\n"
    "Aid trucks wait at the bridge. The Coast Brigade controls Orsa, and lets nobody pass.\n"
)
FOREIGN_LETTERS = (
    "Front keeps the pass\n\nMARIN, Norway, 2 May 2024 - The Marin Salvation Front (FSM) said on Thursday that it "
    "held the pass.\n"
)
UNEXPANDED = "Road taken\n\nMARIN, Norway, 2 May 2024 - Fighters of the GUL took the road on Thursday, drivers said.\n"
MISSION = (
    "Pass falls to rebels\n\nRebels took the pass in northern Norway at dawn, residents said.\n\n"
    "According to the commander of the peacekeeping mission in the province, they hold both bridges.\n"
)
OFFICE = (
    "Envoys meet\n\nMARIN, Norway, 2 May 2024 - Ola Vane, president of Marin Council, met envoys on Thursday, an "
    "adviser said.\n"
)
OPPOSED = (
    "Fighting in the valley\n\nMARIN, Norway, 2 May 2018 - Kesar Front rebels hold the upper valley.\n\n"
    "The Coast Brigade, a rebel group, holds the lower one in Norway.\n"
)
ENEMYS_WORDS = (
    "Fighting in the valley\n\nMARIN, Norway, 2 May 2024 - The Hill Guard said the army was shelling the insurgents "
    "in the upper valley.\n"
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    path = tmp_path_factory.mktemp("own") / "own.toml"
    path.write_text(ACTORS, encoding="utf-8")
    return Own(actors=(str(path),))


def _codes(text: str, published: str | None, own: Own | None) -> set[str]:
    return {finding.code for finding in read_text(text, published=published, own=own).findings}


@pytest.mark.parametrize(
    ("code", "text", "published"),
    [
        ("TM04", ENDED, "2022-03-03"),
        ("NM07", OFFICE, "2024-05-02"),
        ("SD01", OPPOSED, "2018-05-02"),
        ("QT04", ENEMYS_WORDS, "2024-05-02"),
    ],
)
def test_a_check_fires_for_what_the_users_entries_tell(code: str, text: str, published: str, own: Own) -> None:
    assert code not in _codes(text, published, None)
    assert code in _codes(text, published, own)
    assert code not in _codes(text, published, None)


@pytest.mark.parametrize(
    ("code", "text"),
    [("CT01", HELD_BY_TWO), ("NM02", FOREIGN_LETTERS), ("NM09", UNEXPANDED), ("AT03", MISSION)],
)
def test_a_check_is_silent_for_what_the_users_entries_tell(code: str, text: str, own: Own) -> None:
    assert code in _codes(text, None, None)
    assert code not in _codes(text, None, own)
    assert code in _codes(text, None, None)


def test_what_the_user_names_no_page_for_is_not_enough_for_a_grave_finding(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(ACTORS.replace(', source = "gazette" }', " }"), encoding="utf-8")
    unchecked = Own(actors=(str(path),))
    assert "TM04" not in _codes(ENDED, "2022-03-03", unchecked)
    assert "NM07" not in _codes(OFFICE, "2024-05-02", unchecked)

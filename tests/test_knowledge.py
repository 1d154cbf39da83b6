from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crossread import read_text
from crossread.batch.pool import read_many
from crossread.batch.tasks import Task
from crossread.errors import GazetteerError, RegistryError
from crossread.knowledge import Own, digest_in_use, using
from crossread.places.gazetteer import shipped
from crossread.places.importing import read_lists
from crossread.places.own import write
from crossread.record import RawPage

ACTORS = """
[[actor]]
id = "salt-front"
kind = "rebel"
country = "AF"
names = ["Salt Front of Sorna"]
"""
# Invented rows in the columns of a GeoNames dump.
ROWS = """\
9900001|Qal'eh-ye Sorna|Qal'eh-ye Sorna|Qala e Sorna,Сорна,QLS|35.5|69.9|P|PPL|AF||42||||0|||Asia/Kabul|2020-01-01
9900002|Darreh-ye Sorna|Darreh-ye Sorna||35.6|69.8|T|VAL|AF||42||||0|||Asia/Kabul|2020-01-01
9900003|Well of Sorna|Well of Sorna||35.6|69.8|H|WLL|AF||42||||0|||Asia/Kabul|2020-01-01
9900004|Sorna|Sorna||x|69.8|P|PPL|AF||42||||0|||Asia/Kabul|2020-01-01"""
DUMP = ROWS.replace("|", "\t")
PCODES = """ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM3_EN,ADM3_PCODE,LAT,LON
Afghanistan,AF,Panjsher,AF08,Dara,AF0804,Sorna Bala,AF080401,35.4,69.7
Afghanistan,AF,Panjsher,AF08,Dara,AF0804,Sorna Payin,AF080402,,
Afghanistan,AF,Nowhere,AF99,Nowhere,AF9901,Sorna Gum,AF990101,,
"""
TEXT = "Fighting went on in the village of Qala e Sorna in Panjshir province, Afghanistan, officials in Kabul said."


def _own(folder: Path, *, text: str = DUMP) -> Own:
    imported = read_lists([("AF.txt", text)], shipped())
    write(folder / "own.sqlite", imported.places)
    (folder / "own.toml").write_text(ACTORS, encoding="utf-8")
    return Own(actors=(str(folder / "own.toml"),), gazetteers=(str(folder / "own.sqlite"),))


def test_a_dump_gives_places_and_says_what_it_leaves_out() -> None:
    imported = read_lists([("AF.txt", DUMP)], shipped())
    assert {entry.name: entry.kind for entry, _ in imported.places.values()} == {
        "Qal'eh-ye Sorna": "town",
        "Darreh-ye Sorna": "area",
    }
    assert imported.skipped == {"features that reports do not name": 1, "rows whose numbers cannot be read": 1}
    names = imported.places["GN:9900001"][1]
    assert "Qala e Sorna" in names
    assert not {"Сорна", "QLS"} & names


def test_pcodes_take_the_point_of_their_division_where_they_have_none() -> None:
    imported = read_lists([("adm3.csv", PCODES)], shipped())
    above, below = imported.places["PC:AF080401"][0], imported.places["PC:AF080402"][0]
    assert (above.country, above.admin1, above.latitude) == ("AF", "AF.42", 35.4)
    division = shipped().division("AF.42")
    assert division is not None
    assert (below.latitude, below.longitude) == (division.latitude, division.longitude)
    assert imported.skipped == {"rows without a point, in no division that is known": 1}


@pytest.mark.parametrize("text", ["", "just a text", "a,b\n1,2\n"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(GazetteerError, match=r"AF\.txt: neither"):
        read_lists([("AF.txt", text)], shipped())


def test_a_village_is_resolved_with_the_users_places_alone(tmp_path: Path) -> None:
    def entry(own: Own | None) -> str | None:
        return next(place.entry for place in read_text(TEXT, own=own).places if "Sorna" in place.name)

    assert entry(None) is None
    assert entry(_own(tmp_path)) == "GN:9900001"
    assert entry(None) is None


def test_an_actor_of_the_users_is_identified_and_the_record_says_what_was_used(tmp_path: Path) -> None:
    text = "The Salt Front of Sorna took two checkpoints in Afghanistan on Monday, Afghan officials said."
    own = _own(tmp_path)
    report = read_text(text, own=own)
    assert "salt-front" in {actor.identity for actor in report.actors}
    assert report.made_by.own == own.load().digest
    assert read_text(text).made_by.own is None


def test_processes_read_with_the_users_tables(tmp_path: Path) -> None:
    task = Task(name="page", fetch=lambda: RawPage(content=TEXT.encode(), media_type="text/plain"))
    (outcome,) = read_many([task], jobs=1, own=_own(tmp_path))
    assert outcome.report is not None
    assert "GN:9900001" in {place.entry for place in outcome.report.places}


def test_tables_are_in_use_inside_the_block_alone(tmp_path: Path) -> None:
    with using(_own(tmp_path).load()):
        assert digest_in_use()
    assert digest_in_use() is None


def test_what_is_malformed_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[[actor]]\nid = 5\n", encoding="utf-8")
    (tmp_path / "bad.sqlite").write_text("no database", encoding="utf-8")
    with pytest.raises(RegistryError):
        Own(actors=(str(tmp_path / "bad.toml"),)).load()
    with pytest.raises(GazetteerError):
        Own(gazetteers=(str(tmp_path / "bad.sqlite"),)).load()


def test_commands(tmp_path: Path) -> None:
    (tmp_path / "AF.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")

    def run(*call: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "crossread", *call], cwd=tmp_path, capture_output=True, text=True)

    made = run("gazetteer", "import", "AF.txt", "--output", "own.sqlite")
    assert (made.returncode, "2 places" in made.stderr) == (0, True)
    read = run("read", "page.txt", "--gazetteer", "own.sqlite", "--format", "json")
    assert '"GN:9900001"' in read.stdout
    wrong = run("read", "page.txt", "--gazetteer", "AF.txt")
    assert (wrong.returncode, "CR802" in wrong.stderr) == (2, True)
    missing = run("gazetteer", "import", "none.txt", "--output", "own.sqlite")
    assert (missing.returncode, "CR101" in missing.stderr) == (2, True)

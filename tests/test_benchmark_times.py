from __future__ import annotations

from pathlib import Path

from benchmarks import quantities, times

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-10-21" functionInDocument="CREATION_TIME">10/21/21</TIMEX3></DCT>
<TEXT>
The army <EVENT eid="e1">said</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2021-10-19">Tuesday</TIMEX3> that the
villages of the Oruk & Sele valleys were taken. The dam fell since
<TIMEX3 tid="t2" type="DATE" value="2021-09">last month</TIMEX3>, and the council met on
<TIMEX3 tid="t3" type="DATE" value="2021-10-14">Wednesday</TIMEX3>, when the fighting began there.
</TEXT>
</TimeML>
"""

KEY = """0.  MESSAGE: ID                     TST1-MUC3-0001
;;; a remark about 77 things
21. HUM TGT: NUMBER                 12: "SOLDIERS"
                                    ~40: "PEASANTS"
                                    1: "MAYOR"
24. HUM TGT: TOTAL NUMBER           -
"""

TEXTS = """TST1-MUC3-0001

   BARO, 4 FEB 90 (INVENTED WIRE) -- [TEXT] THE ARMY SAID THAT 12 SOLDIERS WERE
KILLED AND ABOUT 40 PEASANTS WERE WOUNDED IN THE FIGHTING NEAR THE DAM. THE MAYOR
WAS KIDNAPPED, AND THE RADIO SAID THAT THE GOVERNOR HAD LEFT THE CITY.
"""


def test_timeml_is_scored_by_extent_and_day(tmp_path: Path) -> None:
    (tmp_path / "invented.tml").write_text(TIMEML, encoding="utf-8")
    figures = times.run([tmp_path], None).figures
    assert figures["extent_f1"] == 1.0
    assert figures["day_value"] == 0.5  # the gold Wednesday is of the week before
    assert figures["day_values"] == 2


def test_number_slots_of_keys_are_scored_once_a_document(tmp_path: Path) -> None:
    (tmp_path / "key-invented").write_text(KEY, encoding="utf-8")
    (tmp_path / "tst1-muc3").write_text(TEXTS, encoding="utf-8")
    figures = quantities.run([tmp_path], None).figures
    assert (figures["muc_recall"], figures["hedge_right"], figures["numbers"]) == (1.0, 1.0, 2)

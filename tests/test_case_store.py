"""The store's laws: killed processes, several at once, any sequence of calls, migrations."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import tempfile
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule
from sqlalchemy import String, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from benchmarks._kills import add_all, exported, faults, killed, pages_of
from benchmarks._made_reports import made_page, made_report
from crossread.case import Case, Standing
from crossread.case.schema import HEAD, metadata
from crossread.errors import CaseBusy, CaseDamaged, CaseLineError, CaseVersion, DecisionRefused, RecordError
from crossread.record import RawPage
from tests.case_helpers import raw_of, report_of

KILLS = 4  # the benchmark `case_kills` has 200
AT = "2021-09-06T09:00:00Z"


def test_killed_processes_leave_whole_cases(tmp_path: Path) -> None:
    add_all(tmp_path / "undisturbed.db", pages_of(0))
    expected = exported(tmp_path / "undisturbed.db")
    draw = random.Random(0)
    for number in range(1, KILLS + 1):
        path = tmp_path / f"{number}.db"
        wanted = pages_of(number)
        acknowledged = killed(path, wanted, draw)
        assert faults(path, wanted, acknowledged) == []
        add_all(path, pages_of(-number))
        assert exported(path) == expected


def _add_share(path: Path, seed: int) -> None:
    add_all(path, pages_of(seed))


def test_four_processes_add_at_once(tmp_path: Path) -> None:
    add_all(tmp_path / "alone.db", pages_of(0))
    path = tmp_path / "shared.db"
    start = multiprocessing.get_context("fork")
    workers = [start.Process(target=_add_share, args=(path, seed)) for seed in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert exported(path) == exported(tmp_path / "alone.db")
    assert not list(tmp_path.glob("shared.db-*")), "the last to close folds the write-ahead log in"


def test_a_case_held_for_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossread.case.database._BUSY_SECONDS", 0.01)
    path = tmp_path / "one.db"
    raw = raw_of("Karim said 12 were killed in Tarun.\n")
    with Case.open(path, patience=0.05) as case:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseBusy):
            case.add(raw, report_of(raw))
        assert list(case.reports()) == []
        other.execute("ROLLBACK")
        assert case.add(raw, report_of(raw)).kind == "new"


def test_migrations_make_the_tables_of_this_version(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    Case.open(path).close()
    with create_engine(f"sqlite:///{path}").connect() as connection:
        context = MigrationContext.configure(connection)
        found = [
            change for change in compare_metadata(context, metadata) if not str(change[1].name).startswith("words")
        ]
        assert found == []
        assert context.get_current_revision() == HEAD
    assert ScriptDirectory("src/crossread/case/migrations").get_current_head() == HEAD


def test_other_databases_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE things (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(CaseDamaged):
        Case.open(path)
    assert path.read_bytes() == before


def test_a_case_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    Case.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(CaseVersion):
        Case.open(path)


def test_a_damaged_case_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    with Case.open(path) as case:
        for number in range(20):
            raw = made_page(number)
            case.add(raw, made_report(raw))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(CaseDamaged), Case.open(path) as case:
        list(case.reports())


TEXTS = (
    "Karim said 12 were killed in Tarun.\n",
    "Karim said 12 were killed in Tarun.\nLeila said 3 were killed in Tarun.\n",
    "Leila said 3 were killed in Tarun.\n",
    "Karim said 40 were killed in Sorel.\n",
    "Nobody said anything.\n",
)


class CaseMachine(RuleBasedStateMachine):
    """Any sequence of adding, re-reading, deciding, undoing and opening again.

    At its end a second case is given the same in reverse order, and must come to the same.
    """

    claims = Bundle("claims")
    made = Bundle("made")
    empty: bytes = b""  # making the tables takes longer than all the rest

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.case = self._new("one.db")
        self.given: list[tuple[str, str | None, str | None, str]] = []
        self.readings: set[str] = set()
        self.rows: dict[str, object] = {}

    def _new(self, name: str) -> Case:
        path = Path(self.folder.name, name)
        if not CaseMachine.empty:
            Case.open(path).close()
            CaseMachine.empty = path.read_bytes()
        path.write_bytes(CaseMachine.empty)
        return Case.open(path)

    def teardown(self) -> None:
        with self.case as case, self._new("two.db") as other:
            for text, address, modified, version in reversed(self.given):
                raw = _raw(text, address, modified)
                other.add(raw, report_of(raw, version=version))
            other.apply_decisions(reversed(list(case.export_decisions())))
            assert list(case.export_jsonl()) == list(other.export_jsonl())
            assert _standings(case) == _standings(other)
        self.folder.cleanup()

    @rule(
        target=claims,
        text=st.sampled_from(TEXTS),
        address=st.sampled_from((None, "https://news.example/a", "https://news.example/b")),
        modified=st.sampled_from((None, "2021-09-05T10:00Z", "2021-09-06T10:00Z")),
        version=st.sampled_from(("0.9", "0.10")),
    )
    def add(self, text: str, address: str | None, modified: str | None, version: str) -> tuple[str, ...]:
        raw = _raw(text, address, modified)
        report = report_of(raw, version=version)
        added = self.case.add(raw, report)
        lines = list(self.case.export_jsonl())
        assert self.case.add(raw, report).kind == "already there"
        assert list(self.case.export_jsonl()) == lines
        assert (added.kind == "already there") == (added.reading_id in self.readings)
        self.readings.add(added.reading_id)
        self.given.append((text, address, modified, version))
        return tuple(claim.id for claim in report.claims)

    @rule()
    def open_again(self) -> None:
        self.case.close()
        self.case = Case.open(self.case.path, create=False)

    @rule(
        target=made,
        ids=claims,
        index=st.integers(0, 1),
        verdict=st.sampled_from(("accepted", "rejected", "unsure", "corrected")),
        user=st.sampled_from(("anna", "bela")),
    )
    def decide(self, ids: tuple[str, ...], index: int, verdict: str, user: str) -> str | None:
        if index >= len(ids):
            return None
        correction = {"best": "13"} if verdict == "corrected" else {}
        before = _standings(self.case)
        row = self.case.decide(ids[index], verdict, user=user, time=AT, correction=correction)
        after = _standings(self.case)
        undoing = self.case.undo(row.id, user="carl", time=AT)
        assert _standings(self.case) == before, "undoing restores exactly"
        self.case.undo(undoing.id, user="carl", time=AT)
        assert _standings(self.case) == after, "undoing an undoing brings it back"
        return row.id

    @rule(row=consumes(made))
    def undo(self, row: str | None) -> None:
        if row is None:
            return
        self.case.undo(row, user="carl", time=AT)
        with pytest.raises(DecisionRefused):
            self.case.undo(row, user="carl", time=AT)

    @invariant()
    def nothing_is_lost(self) -> None:
        counts = self.case.counts()
        assert counts.readings == len(self.readings)
        assert counts.pages == len({text for text, *_ in self.given})
        with_address = {text for text, address, *_ in self.given if address}
        addresses = {address for _, address, *_ in self.given if address}
        assert counts.reports <= len(addresses) + counts.pages - len(with_address)
        now: dict[str, object] = {view.decision.id: view.decision for view in self.case.decisions()}
        assert now.items() >= self.rows.items(), "rows are never changed"
        self.rows = now
        reports = list(self.case.reports())
        assert [report.id for report in reports] == sorted(report.id for report in reports)
        assert [report.claims for report in reports] == [len(report.report.claims) for report in reports]


def _raw(text: str, address: str | None, modified: str | None) -> RawPage:
    return raw_of(text, address=address or "", modified=modified or "")


def _standings(case: Case) -> dict[str, Standing]:
    return case.decided().standings("claim")


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_fetching_again_is_no_news(tmp_path: Path) -> None:
    with Case.open(tmp_path / "one.db") as case:
        for day in ("06", "08", "07"):
            raw = raw_of(TEXTS[0], address="https://news.example/a", fetched=f"2021-09-{day}T10:00:00Z")
            kind = case.add(raw, report_of(raw)).kind
        assert kind == "already there"
        (line,) = [line for line in case.export_jsonl() if b'"fetched":' in line]
        assert msgspec.json.decode(line)["arrivals"][0]["fetched"] == ["2021-09-06T10:00:00Z", "2021-09-08T10:00:00Z"]


def test_any_file_name_will_do(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c%20 d.db"
    with Case.open(path) as case:
        raw = raw_of(TEXTS[0], name="odd \udcff\x00 name")
        case.add(raw, report_of(raw))
        assert [report.name for report in case.reports()] == ["odd ?\ufffd name"]
        lines = list(case.export_jsonl())
    assert path.exists()
    with Case.open(tmp_path / "two.db") as other:
        other.import_jsonl(lines)
        assert list(other.export_jsonl()) == lines


def test_a_report_of_another_page_is_refused(tmp_path: Path) -> None:
    with Case.open(tmp_path / "one.db") as case:
        with pytest.raises(RecordError):
            case.add(raw_of(TEXTS[0]), report_of(raw_of(TEXTS[1])))
        raw = raw_of(TEXTS[0])
        case.add(raw, report_of(raw))
        head, page = case.export_jsonl()
    other = msgspec.json.decode(page)
    other["content"] += "more"
    with Case.open(tmp_path / "two.db") as case:
        for line in (b"{}", b'{"type":"case","version":2}', page, b""):
            with pytest.raises(CaseLineError):
                case.import_jsonl([line])
        with pytest.raises(CaseLineError):
            case.import_jsonl([head, msgspec.json.encode(other)])
        assert case.counts().pages == 0


def test_another_database_can_join() -> None:
    """All tables can be made in PostgreSQL, with texts compared by code points there too."""
    for table in metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        texts = [column for column in table.columns if isinstance(column.type, String)]
        assert made.count('COLLATE "C"') == len(texts)

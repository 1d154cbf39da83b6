"""What tests of several modules share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from crossread.batch import pool
from crossread.cli import showing_demo
from crossread.reading import report
from crossread.record import Report
from tests.reading_here import WorkerHere


@pytest.fixture
def reading_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read in this process, each once, but where a test is marked ``processes``."""
    if request.node.get_closest_marker("processes") is None:
        monkeypatch.setattr(pool, "_Worker", WorkerHere)


@pytest.fixture(scope="session")
def demo_reports() -> Mapping[str, Report]:
    """The pages of the demo by name, read once."""
    return {page.name or "": report(page) for page in showing_demo.pages()}


@pytest.fixture(scope="session")
def demo_dossier(demo_reports: Mapping[str, Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier that `crossread demo` writes."""
    target = tmp_path_factory.mktemp("demo") / "dossier.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showing_demo, "report", lambda page: demo_reports[page.name or ""])
        assert showing_demo.show_demo(target) == 0
    return target

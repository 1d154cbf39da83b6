"""The weights: what their package holds, and that both wheels read the example page without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import crossread_model_en
import pytest

from crossread.tagger.model import FILES

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "model"

# Nothing in the new environment may open a connection.
_NO_NETWORK = """
import socket
def refused(*args, **kwargs):
    raise OSError("no network in this test")
socket.socket.connect = refused
socket.getaddrinfo = refused
"""

_READ = f"""{_NO_NETWORK}
import sys
import crossread
from crossread.tagger import tag
report = crossread.read(sys.argv[1])
text = report.page.text
sentences = [(s.spans[0].start, s.spans[0].end) for s in report.sentences]
tags = tag(text, [(b.start, b.end) for b in report.page.main_blocks], sentences)
assert tags.words and all(text[word.start : word.end] == word.text for word in tags.words)
print(len(report.sentences), len(tags.attributions), tags.model)
"""


def test_package_holds_the_model_and_says_where_it_is_from() -> None:
    for file in FILES:
        assert (crossread_model_en.FOLDER / file).is_file()
    assert "Attribution-ShareAlike 4.0" in (MODEL / "LICENSE").read_text("utf-8")
    attribution = (MODEL / "ATTRIBUTION.md").read_text("utf-8")
    card = (crossread_model_en.FOLDER / "CARD.md").read_text("utf-8")
    for work in (
        "MiniLM",
        "English Web Treebank",
        "GUM",
        "Re-DocRED",
        "PolNeAR",
        "WikiEvents",
        "re3d",
        "UDS-IH2",
        "WordNet",
    ):
        assert work in attribution
        assert work in card


def test_weights_stay_small() -> None:
    assert sum(file.stat().st_size for file in crossread_model_en.FOLDER.iterdir() if file.is_file()) < 31_000_000


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("uv") is None, reason="uv builds the wheels")
def test_wheels_read_the_example_page_in_an_empty_environment(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    for package in ("crossread", "crossread-model-en"):
        run("uv", "build", "--offline", "--wheel", "--package", package, "--out-dir", str(wheels), at=ROOT)
    # The locked dependencies come from uv's cache, where installing this project put them; then both wheels alone.
    fresh = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(tmp_path / "fresh")}
    locked = ("uv", "sync", "--offline", "--frozen", "--no-dev", "--no-install-workspace", "--python", sys.executable)
    run(*locked, at=ROOT, environment=fresh)
    python = tmp_path / "fresh" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    built = [str(wheel) for wheel in sorted(wheels.glob("*.whl"))]
    run("uv", "pip", "install", "--offline", "--no-deps", "--python", str(python), *built, at=tmp_path)
    shown = run(str(python), "-I", "-c", _READ, str(ROOT / "examples" / "checkpoint.html"), at=tmp_path)
    sentences, attributions, *model = shown.split()
    assert int(sentences) > 3
    assert int(attributions) > 0
    assert model == ["crossread-model-en", crossread_model_en.__version__]


def run(*command: str, at: Path, environment: dict[str, str] | None = None) -> str:
    """Output of a command; its error output shows if it fails."""
    done = subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout

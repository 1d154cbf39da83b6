"""The house: arrows go one way, only the named rooms do I/O, files stay short."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "crossread"

# Storeys from the ground up: a module may import from its own storey and from those below.
STOREYS = [
    {"errors", "version"},
    {"record"},
    {"folding", "data", "schemes"},
    {"numbers", "counted_words", "page", "language", "capitals", "sentences", "tagger", "syntax", "interactions"},
    {"context", "speech", "times", "quantities", "actors", "places", "registry", "copies"},
    {"coreference", "knowledge"},
    {"claims"},
    {"provenance", "compare"},
    {"checks"},
    {"reading"},
    {"case"},
    {"fetch"},
    {"api", "export"},
    {"batch"},
    {"cli"},
    {"__main__"},
]
DOES_IO = {"case", "fetch", "export", "cli", "batch", "__main__"}
IO_MODULES = {"socket", "urllib.request", "http.client", "urllib3", "requests", "subprocess", "multiprocessing", "time"}
LONGEST_FILE = 520


def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _storey(room: str) -> int:
    return next(level for level, rooms in enumerate(STOREYS) if room in rooms)


@cache
def _imported(path: Path) -> frozenset[str]:
    """Full names of the modules that a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return frozenset(found)


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_go_one_way(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return  # the public interface gathers from every storey
    for name in _imported(path):
        parts = name.split(".")
        if parts[0] == "crossread" and len(parts) > 1:
            assert _storey(parts[1]) <= _storey(room), f"{room} imports {parts[1]}, which stands above it"


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_named_rooms_do_io(path: Path) -> None:
    if _room(path) not in DOES_IO:
        assert not _imported(path) & IO_MODULES


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_public_interface_is_sorted_and_there() -> None:
    crossread = importlib.import_module("crossread")
    assert sorted(crossread.__all__) == crossread.__all__
    assert all(hasattr(crossread, name) for name in crossread.__all__)


def test_import_is_light() -> None:
    """Importing the package loads no HTML library, no model run time and no view."""
    heavy = {"trafilatura", "lxml", "onnxruntime", "numpy", "rich", "jinja2", "urllib3", "tokenizers"}
    script = "import sys, crossread; print(*sorted(set(sys.modules) & set(sys.argv[1:])))"
    done = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
